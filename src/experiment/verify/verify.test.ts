import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ExactCase, readCases } from './cases.ts';
import { Laboratory } from './experiment.ts';
import { MODELS } from './models.ts';
import { groupsOf, prepare, type Run, verifyGroup } from './verify.ts';

/**
 * The simulator beside exact values, every family once or more, at 6 % (`reorgsim verify` does all at 1 %). Seeds are
 * fixed, so that what holds today holds tomorrow unless the simulator has changed.
 */
const Beside = suite('beside exact values');

const file = fileURLToPath(new URL('../../../scenarios/theory/exact-values.json', import.meta.url));
const ALL = readCases('exact-values.json', readFileSync(file, 'utf8'));
const RULES = { precision: 0.06, tests: 150, replications: 12 };

/** Values that take long: what is rare, what is nearly unstable, and fluids of a hundred thousand reviewers. */
const LONG =
  /^(asymptotic|var_busy|break_even|E\[Wq\^2\]|SD\[Wq\]|P0|.*_0\.99|fluid_Lq|W single|x\(t=(5|12|20)\))/;

/** Which parameters of a family are the quickest; the first unless it says otherwise. */
const QUICKEST: Record<string, number> = { 'pooled vs split': 1, 'fluid Mt/M/c+M': 1, 'Mt/M/inf': 1 };

/** One set of parameters of each family, without what takes long. */
function quick(model: string): ExactCase[] {
  const own = ALL.filter((exact) => exact.model === model && !LONG.test(exact.metric));
  return [...groupsOf(own)[QUICKEST[model] ?? 0]!.cases];
}

async function verdictsOf(cases: readonly ExactCase[], seed = 'quick') {
  const [group] = groupsOf(cases);
  const experiment = prepare(group!, seed)!;
  const laboratory = await Laboratory.open(experiment);
  const run: Run = async (_, first, count) =>
    Array.from({ length: count }, (_, i) => laboratory.replicate(first + i));
  return verifyGroup(group!, experiment, seed, RULES, run);
}

for (const model of Object.keys(MODELS)) {
  Beside(model, async () => {
    const cases = quick(model);
    assert.ok(cases.length > 0, 'the product has no value of it');
    const verdicts = await verdictsOf(cases);
    verdicts.forEach(({ word, estimate, error, z }, i) => {
      const { metric, value } = cases[i]!;
      assert.ok(
        word === 'holds' || word === 'not a value',
        `${metric}: exact ${value}, ${estimate} ± ${error}, z ${z}: ${word}`,
      );
    });
  });
}

Beside('a value that is a tenth off does not hold', async () => {
  const cases = quick('M/M/c').map((exact) => ({ ...exact, value: 1.1 * exact.value }));
  const rho = cases.findIndex(({ metric }) => metric === 'rho');
  const verdicts = await verdictsOf(cases);
  assert.is(verdicts[rho]!.word, 'fails');
});

Beside('the same seed gives the same estimates, another one others', async () => {
  const cases = quick('M/M/1 feedback');
  const estimates = async (seed: string) => (await verdictsOf(cases, seed)).map(({ estimate }) => estimate);
  assert.equal(await estimates('quick'), await estimates('quick'));
  assert.not.equal(await estimates('quick'), await estimates('other'));
});

Beside.run();
