import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../../errors.ts';
import type { ExactCase } from './cases.ts';
import type { Experiment } from './experiment.ts';
import type { Measure } from './measure.ts';
import {
  type Group,
  groupsOf,
  ofFamily,
  prepare,
  type Run,
  refuseExcess,
  taskOf,
  verifyGroup,
} from './verify.ts';

const Rounds = suite('rounds of replications');

const place = { file: 'cases.json', line: 4, column: 2 };
const exact = (
  metric: string,
  value = 10,
  model = 'M/M/1',
  params: object = { lam: 0.5, mu: 1 },
): ExactCase => ({
  ...{ model, params: { ...params }, metric, value, place },
});
const RULES = { precision: 0.01, tests: 1, replications: 100 };

/** An experiment whose only number is read as `measures` say. */
const experiment = (measures: Record<string, Measure>, more: Partial<Experiment> = {}): Experiment => ({
  scenarios: [],
  length: 1,
  observe: () => {},
  measure: (metric) => measures[metric],
  ...more,
});

const first: Measure = { kind: 'value', of: (mean) => mean[0]! };

/** Runs that leave 10 plus and minus the deviation in turn, and who asked for which of them. */
function about10(deviation: number): { run: Run; asked: [number, number][] } {
  const asked: [number, number][] = [];
  const run: Run = async (_, from, count) => {
    asked.push([from, count]);
    return Array.from({ length: count }, (_, i) =>
      Float64Array.of(10 + ((from + i) % 2 === 0 ? deviation : -deviation)),
    );
  };
  return { run, asked };
}

const group = (...cases: ExactCase[]): Group => groupsOf(cases)[0]!;

async function rounds(deviation: number, more: Partial<Experiment> = {}): Promise<[number, number][]> {
  const { run, asked } = about10(deviation);
  await verifyGroup(group(exact('W')), experiment({ W: first }, more), 'seed', RULES, run);
  return asked;
}

Rounds('values of a model at the same parameters are one group, in the order in which they begin', () => {
  const other = exact('L', 1, 'M/M/1', { lam: 0.6, mu: 1 });
  const groups = groupsOf([exact('L'), other, exact('W')]);
  assert.equal(
    groups.map(({ numbers, cases }) => [numbers, cases.map(({ metric }) => metric)]),
    [
      [
        [0, 2],
        ['L', 'W'],
      ],
      [[1], ['L']],
    ],
  );
});

Rounds('a task asks for each metric once', () => {
  const task = taskOf(group(exact('L'), exact('W'), exact('L', 11)), 'seed');
  assert.equal(task, { model: 'M/M/1', params: { lam: 0.5, mu: 1 }, metrics: ['L', 'W'], seed: 'seed' });
});

Rounds('precise estimates need one round', async () => assert.equal(await rounds(0.9), [[0, 100]]));

Rounds('who tells much in one replication may begin with fewer', async () => {
  assert.equal(await rounds(0.1, { fewest: 4 }), [[0, 4]]);
  assert.equal(await rounds(0.1, { fewest: 400 }), [[0, 100]]);
});

Rounds(
  'an error of half as much again as allowed asks for as many as make it nine tenths of that',
  async () => {
    const short = (1.5 * Math.sqrt(100 / 99)) / Math.sqrt(100) / 0.1;
    const wanted = Math.ceil(100 * (short / 0.9) ** 2);
    assert.equal(await rounds(1.5), [
      [0, 100],
      [100, wanted - 100],
    ]);
  },
);

Rounds('a round has at most four times as many as all before', async () => {
  assert.equal((await rounds(5)).slice(0, 3), [
    [0, 100],
    [100, 300],
    [400, 1200],
  ]);
});

Rounds('what cannot be known well enough ends after 40,000 replications', async () => {
  const asked = await rounds(1e4);
  assert.is(
    asked.reduce((sum, [, count]) => sum + count, 0),
    40_000,
  );
});

Rounds('an estimate that is no number yet asks for more, and does not go on for ever', async () => {
  const { run, asked } = about10(0);
  const late: Measure = { kind: 'value', of: () => (asked.length < 3 ? Number.NaN : 0) };
  const [verdict] = await verifyGroup(group(exact('W', 0)), experiment({ W: late }), 'seed', RULES, run);
  assert.equal([verdict!.word, asked.length], ['holds', 3]);
});

Rounds('the least precise of several values decides', async () => {
  const { run, asked } = about10(1.5);
  const sure: Measure = { kind: 'value', of: () => 10 };
  const verdicts = await verifyGroup(
    group(exact('L'), exact('W'), exact('X')),
    experiment({ L: sure, W: first }),
    ...(['seed', RULES, run] as const),
  );
  assert.equal(
    verdicts.map(({ word }) => word),
    ['holds', 'holds', 'not expressible'],
  );
  assert.is(asked.length, 2);
});

Rounds('nothing is run where nothing could be read', async () => {
  const { run, asked } = about10(1);
  const bound: Measure = { kind: 'not a value', why: 'an approximation' };
  const words = async (told: Experiment | undefined) =>
    (await verifyGroup(group(exact('L'), exact('W')), told, 'seed', RULES, run)).map(({ word }) => word);
  assert.equal(await words(undefined), ['not expressible', 'not expressible']);
  assert.equal(await words(experiment({ L: bound })), ['not a value', 'not expressible']);
  assert.equal(asked, []);
});

Rounds('an experiment hands its controls to the values that they tell about', async () => {
  const { run } = about10(3);
  // The control is what happened: it explains all of it.
  const controls = (left: Float64Array) => [left[0]! - 10];
  const told = { kind: 'value', of: first.of, controlled: true } as const;
  const [verdict] = await verifyGroup(
    group(exact('W')),
    experiment({ W: told }, { controls }),
    'seed',
    RULES,
    run,
  );
  assert.ok(verdict!.error < 1e-9);
});

Rounds('a task is prepared from its group, at the place of its first case', () => {
  assert.is(prepare(group(exact('L')), 'seed')!.scenarios.length, 1);
  assert.throws(() => prepare(group(exact('L', 1, 'M/M/9')), 'seed'), /^cases\.json:4:2: unknown model/);
  const strange = exact('W', 1, 'G/M/1', { interarrival: 'cauchy', lam: 0.5, mu: 1 });
  assert.is(prepare(group(strange), 'seed'), undefined);
});

Rounds('a scenario that asks for too much is said in words of the case; a defect stays one', async () => {
  const told = async (experiment: Experiment | undefined) => {
    try {
      await refuseExcess(group(exact('L')), experiment);
    } catch (error) {
      return error as Error;
    }
    return undefined;
  };
  assert.is(await told(undefined), undefined);
  assert.is(await told(prepare(group(exact('L')), 'seed')), undefined);
  const strange = await told(experiment({}, { scenarios: ['{"schema": 1, "strange": 2}'] }));
  assert.instance(strange, InputError);
  assert.match(strange!.message, /^cases\.json:4:2: M\/M\/1, written as a scenario: /);
  const defect = await told(experiment({}, { scenarios: [undefined as unknown as string] }));
  assert.instance(defect, TypeError);
});

Rounds('a family is known by its name however it is spaced', () => {
  const cases = [exact('L'), exact('L', 1, 'M/M/1 feedback'), exact('W')];
  assert.equal(ofFamily(cases, 'm/m/1_FEEDBACK'), [cases[1]]);
  assert.equal(ofFamily(cases, 'M/M/2'), []);
});

Rounds.run();
