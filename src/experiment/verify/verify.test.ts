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

const caseOf = (
  model: string,
  params: Record<string, unknown>,
  metric: string,
  value: number,
): ExactCase => ({
  model,
  params,
  metric,
  value,
  place: { file: 'test' },
});

Beside('a fluid limit is an experiment apart, of a few long replications', () => {
  const params = { lam: 6, mu: 1, c: 5, theta: 1 };
  const cases = ['P(abandon)', 'fluid_Lq', 'L'].map((metric) => caseOf('M/M/c+M', params, metric, 1));
  const groups = groupsOf(cases);
  assert.equal(
    groups.map(({ numbers }) => numbers),
    [[0, 2], [1]],
  );
  const [queue, fluid] = groups.map((group) => prepare(group, 'quick')!);
  assert.is(queue!.fewest, undefined);
  assert.ok(fluid!.fewest! < 10 && fluid!.most! < 100);
});

Beside('a node that nobody visits has no wait and no hang', async () => {
  const params = {
    gamma: [1, 0],
    R: [
      [0, 0],
      [1, 0],
    ],
    mu: [2, 1],
    c: [1, 1],
  };
  const verdicts = await verdictsOf([
    caseOf('Jackson', params, 'Wq_0', 0.5),
    caseOf('Jackson', params, 'lambda_1', 0),
    caseOf('Jackson', params, 'Wq_1', 0),
  ]);
  assert.equal(
    verdicts.map(({ word }) => word),
    ['holds', 'holds', 'holds'],
  );
});

Beside('a shift of all hours is M/M/c', async () => {
  const params = { lam: 0.5, mu: 1, c: 1, on: 24, off: 0 };
  const [verdict] = await verdictsOf([caseOf('M/M/c with shifts', params, 'time-average E[N]', 1)]);
  assert.is(verdict!.word, 'holds');
});

Beside('a short service follows a slow wave closely: a lag near 0', async () => {
  const params = { a: 10, b: 5, gamma: 0.5, mean_service: 0.1 };
  const verdicts = await verdictsOf([
    caseOf('Mt/M/inf', params, 'lag of peak (time)', Math.atan(0.05) / 0.5),
    caseOf('Mt/M/inf', params, 'amplitude of E[N]', 0.5 / Math.hypot(1, 0.05)),
  ]);
  assert.equal(
    verdicts.map(({ word }) => word),
    ['holds', 'holds'],
  );
});

Beside('visits that controls would tell wholly are counted, not computed', () => {
  const params = { gamma: [1], R: [[0.2]], mu: [2], c: [1] };
  const [group] = groupsOf([
    caseOf('Jackson', params, 'lambda_0', 1.25),
    caseOf('Jackson', params, 'L_0', 5 / 3),
  ]);
  const experiment = prepare(group!, 'quick')!;
  const controlled = (metric: string) => {
    const measure = experiment.measure(metric)!;
    return measure.kind === 'value' && measure.controlled === true;
  };
  assert.not(controlled('lambda_0'));
  assert.ok(controlled('L_0'));
});

Beside.run();
