import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { designPoints } from '../break-even.ts';
import type { Experiment } from '../experiment.ts';
import { modelled, type Reading, read, scenarioIn, seenOf, settling, type Told } from '../seen.test-kit.ts';
import { windowOf } from '../station.ts';

const Pooling = suite('models of pooling');

const near = (seen: number, known: number, what = '') =>
  assert.ok(Math.abs(seen - known) <= 1e-9 * Math.max(1, Math.abs(known)), `${what}: ${seen}, not ${known}`);

const exponential = (mean: number) => ({ law: 'exponential', mean: `${mean} h` });

/** What runs leave: those of each scenario, by organization. */
function leftBy(experiment: Experiment, runs: readonly (readonly Told[])[][]): Float64Array {
  const row = new Float64Array(experiment.length);
  for (const [i, organizations] of runs.entries())
    for (const [organization, told] of organizations.entries())
      experiment.observe(i, seenOf(told, 1e6, [], { organization }), row);
  return row;
}

/** Changes that wait so long and are then read for an hour, at a time inside every window. */
const waiting = (...waits: readonly number[]): Told[] =>
  waits.map((wait) => ({ at: 5_000, begun: 5_000 + wait, merged: 5_001 + wait }));

const EVEN = { teams: 2, reviewers_per_team: 3, rho: 0.81, mu: 0.5 };

Pooling('the same reviewers by teams and together', () => {
  const scenario = scenarioIn(modelled('pooled vs split', EVEN));
  assert.equal(scenario.areas, { t1: { effort: exponential(2) }, t2: { effort: exponential(2) } });
  assert.equal(scenario.arrivals.rates, { t1: `${0.81 * 1.5} / h`, t2: `${0.81 * 1.5} / h` });
  assert.is(scenario.people.count, 6);
  assert.equal(
    // biome-ignore lint/suspicious/noExplicitAny: JSON
    scenario.organizations.map(({ teams }: any) => teams.map(({ owns, members }: any) => [owns, members])),
    [
      [
        [['t1'], ['r1', 'r2', 'r3']],
        [['t2'], ['r4', 'r5', 'r6']],
      ],
      [['all', 'all']],
    ],
  );
  // A team of three settles as slowly as 1/(3μ(1−√ρ)²), the pool sooner.
  near(settling(scenario, 2.43, 2), 100 / 1.5);
  assert.throws(() => modelled('pooled vs split', { ...EVEN, rho: 1 }), /the load is 1, not below 1/);
  assert.throws(() => modelled('pooled vs split', { ...EVEN, teams: 1 }), /teams is no whole number from 2/);
});

Pooling('waits, sojourns and numbers of both, and how many times as long the split ones wait', () => {
  const experiment = modelled('pooled vs split', EVEN);
  const row = leftBy(experiment, [[waiting(3, 5), waiting(1, 1)]]);
  const hours = 40_000 / 2.43;
  for (const [metric, known] of [
    ['Wq_split', 4],
    ['Wq_pooled', 1],
    ['W_split', 5],
    ['W_pooled', 2],
    ['Wq_ratio split/pooled', 4],
    ['L_split_total', 10 / hours],
    ['L_pooled', 4 / hours],
  ] as const)
    near(read(experiment, metric, row), known, metric);
  assert.is(experiment.measure('L'), undefined);
  assert.is(experiment.scenarios.length, 1);
});

const FAST = 'W single fast server (rate k mu)';

Pooling('one server as fast as all teams together is a system of its own', () => {
  const experiment = modelled('pooled vs split', { ...EVEN, mu: 0.25 }, [FAST]);
  const scenario = scenarioIn(experiment, 1);
  assert.equal(scenario.areas, { whole: { effort: exponential(2) } });
  assert.equal([scenario.arrivals.rates.whole, scenario.people.count], [`${0.81 * 1.5} / h`, 1]);
  const row = leftBy(experiment, [[waiting(9), waiting(9)], [waiting(2, 4)]]);
  near(read(experiment, FAST, row), 4);
  near(read(experiment, 'W_pooled', row), 10);
});

const GAINS = ['break_even_gain_W (split mu*(1+g)=pooled W)', 'break_even_gain_Wq'];

Pooling('the gain of speed at which teams break even lies where their curve crosses the pool', () => {
  const experiment = modelled('pooled vs split', EVEN, [FAST, ...GAINS]);
  const gains = designPoints(2, 3, 0.81);
  assert.is(experiment.scenarios.length, 2 + 6);
  gains.forEach((gain, i) => {
    const { areas, people, organizations, arrivals } = scenarioIn(experiment, 2 + i);
    assert.is(areas.t1.effort.mean, `${1 / (0.5 * (1 + gain))} h`);
    assert.equal([people.count, organizations.length, organizations[0].teams.length], [6, 1, 2]);
    assert.is(arrivals.rates.t2, `${0.81 * 1.5} / h`);
    near(settling({ arrivals }, 2.43, 2), 1 / 1.5 / (1 - Math.sqrt(0.81 / (1 + gain))) ** 2, `gain ${gain}`);
  });
  // Waits whose reciprocal is 1 + gain, for both kinds of gain: a pool's of 1/(1 + g) is met at g.
  const base = [waiting(99), waiting(1 / (1 + 1.02 * gains[1]!))];
  const row = leftBy(experiment, [base, [waiting(9)], ...gains.map((gain) => [waiting(1 / (1 + gain))])]);
  near(read(experiment, GAINS[1]!, row), 1.02 * gains[1]!);
  // Sojourns are an hour longer than waits: these are such that their reciprocal is (1 + gain)/9.
  const sojourns = (g: number) => waiting(9 / (1 + g) - 1);
  const others = leftBy(experiment, [
    [waiting(99), sojourns(0.98 * gains[4]!)],
    [waiting(9)],
    ...gains.map((gain) => [sojourns(gain)]),
  ]);
  near(read(experiment, GAINS[0]!, others), 0.98 * gains[4]!);
  assert.is(modelled('pooled vs split', EVEN, ['W_split']).measure('break_even_gain'), undefined);
});

const UNEQUAL = { split_lams: [0.3, 0.81, 0.3], mu: 1, one_reviewer_each: true };

Pooling('teams of unequal load are each run alone, for as long as their own load asks', () => {
  const experiment = modelled('pooled vs split unequal load', UNEQUAL);
  assert.is(experiment.scenarios.length, 4);
  UNEQUAL.split_lams.forEach((rate, i) => {
    const scenario = scenarioIn(experiment, i);
    assert.equal(scenario.arrivals.rates, { [`t${i + 1}`]: `${rate} / h` });
    assert.is(scenario.people.count, 1);
    near(settling(scenario, rate, 1), 1 / (1 - Math.sqrt(rate)) ** 2);
  });
  const pool = scenarioIn(experiment, 3);
  assert.equal(pool.arrivals.rates, { t1: '0.3 / h', t2: '0.81 / h', t3: '0.3 / h' });
  assert.is(pool.people.count, 3);
  near(settling(pool, 1.41, 1), 1 / 3 / (1 - Math.sqrt(0.47)) ** 2);
  // Fifteen numbers for each class and for all: three systems of one class, and one of three.
  assert.is(experiment.length, 15 * (3 * 2 + 4));
  assert.throws(
    () => modelled('pooled vs split unequal load', { ...UNEQUAL, mu: 0.81 }),
    /the load of the busiest team is 1, not below 1/,
  );
});

Pooling(
  'the split wait is that of a change, whichever team it belongs to; the worst is that of the busiest',
  () => {
    const experiment = modelled('pooled vs split unequal load', UNEQUAL);
    const row = leftBy(experiment, [[waiting(1)], [waiting(8, 12)], [waiting(3)], [waiting(0.5)]]);
    near(read(experiment, 'Wq_split (patch-weighted)', row), (0.3 * 1 + 0.81 * 10 + 0.3 * 3) / 1.41);
    near(read(experiment, 'worst team Wq', row), 10);
    near(read(experiment, 'Wq_pooled', row), 0.5);
    assert.is((experiment.measure('Wq_split (patch-weighted)') as { controlled?: boolean }).controlled, true);
    assert.is(experiment.measure('W'), undefined);
    // What the busiest team's arrivals and work tell: two of 40,000 came, of work 3 where 1 is the mean.
    const worked = [[], [waiting(1, 1).map((told) => ({ ...told, effort: 3 }))]];
    const [arrivals, work, more] = experiment.controls!(leftBy(experiment, worked));
    near(arrivals!, 2 / 40_000 - 1);
    near(work!, 2);
    assert.is(more, undefined);
  },
);

const UNLIKE = { type1: { lam: 0.64, mu: 1 }, type2: { lam: 0.0625, mu: 0.25 }, servers: 2 };

Pooling('two kinds of work have a reviewer each, or one queue of two', () => {
  const scenario = scenarioIn(modelled('pooled vs split heterogeneous service', UNLIKE));
  assert.equal(scenario.areas, { type1: { effort: exponential(1) }, type2: { effort: exponential(4) } });
  assert.equal(scenario.arrivals.rates, { type1: '0.64 / h', type2: '0.0625 / h' });
  assert.is(scenario.people.count, 2);
  const [split, pooled] = scenario.organizations;
  assert.equal(
    split.teams.map(({ owns }: { owns: string[] }) => owns),
    [['type1'], ['type2']],
  );
  assert.is(pooled.teams.length, 1);
  // The first type settles within 1/(1 − 0.8)² = 25 h, the second within 4/(1 − 0.5)² = 16 h. A window for two reviewers
  // of the longer service, and of the higher load, takes twice that.
  near(settling(scenario, 0.7025, 4), (4 / 2) * 25);
  // Where the longer work is the heavier load too, a reviewer who has it alone settles more slowly.
  const alone = { ...UNLIKE, type1: { lam: 0.25, mu: 1 }, type2: { lam: 0.16, mu: 0.25 } };
  near(settling(scenarioIn(modelled('pooled vs split heterogeneous service', alone)), 0.41, 4), 4 * 25);
  const slow = { ...UNLIKE, type2: { lam: 0.001, mu: 0.002 } };
  const { until } = windowOf({
    ...{ seed: '', reviewers: 2, service: 500, scv: 1, load: 0.64, slowest: 500 / (1 - Math.SQRT1_2) ** 2 },
    streams: [{ name: 'a', rate: 0.641 }],
  });
  near(
    Number.parseFloat(scenarioIn(modelled('pooled vs split heterogeneous service', slow)).arrivals.until),
    until,
  );
});

Pooling('waits of each type, of all who are split, and of all together', () => {
  const experiment = modelled('pooled vs split heterogeneous service', UNLIKE);
  const split = [...waiting(2, 4), ...waiting(10).map((told) => ({ ...told, area: 1 }))];
  const row = leftBy(experiment, [[split, waiting(1, 2)]]);
  near(read(experiment, 'Wq_split_type1', row), 3);
  near(read(experiment, 'Wq_split_type2', row), 10);
  near(read(experiment, 'Wq_split_overall', row), (0.64 * 3 + 0.0625 * 10) / 0.7025);
  near(read(experiment, 'Wq_pooled_FCFS M/H2/2', row), 1.5);
  for (const metric of ['Wq_split_type3', 'W']) assert.is(experiment.measure(metric), undefined);
});

for (const [what, params, message] of [
  ['three servers', { servers: 3 }, /servers is not 2; the exact value is known for two/],
  ['too much of a type', { type2: { lam: 0.25, mu: 0.25 } }, /the load of a type is 1, not below 1/],
  ['a word too much', { type1: { lam: 0.1, mu: 1, c: 2 } }, /it has no parameter 'c'/],
] as const) {
  Pooling(`${what} is refused`, () =>
    assert.throws(() => modelled('pooled vs split heterogeneous service', { ...UNLIKE, ...params }), message),
  );
}

const SKILLS = 'overlapping skills (2 dedicated + 1 flexible)';
const KNOWN = { lam: [1, 0.62], mu: 0.4, dedicated: [2, 1], flexible: 2 };

Pooling('who knows both areas is in both teams, prefers nobody, and helps where more waits', () => {
  const scenario = scenarioIn(modelled(SKILLS, KNOWN));
  assert.equal(scenario.areas, { k1: { effort: exponential(2.5) }, k2: { effort: exponential(2.5) } });
  assert.equal(scenario.arrivals.rates, { k1: '1 / h', k2: '0.62 / h' });
  assert.equal(
    scenario.organizations[0].teams.map(({ owns, members }: { owns: unknown; members: unknown }) => [
      owns,
      members,
    ]),
    [
      [['k1'], ['r1', 'r2', 'r4', 'r5']],
      [['k2'], ['r3', 'r4', 'r5']],
    ],
  );
  assert.is(scenario.people.count, 5);
  assert.equal([scenario.review.takes_joining, scenario.review.takes_from], ['fewest areas', 'longest line']);
  near(settling(scenario, 1.62, 2.5), 50);
});

Pooling('waits of each area, the bound of all together, and how busy those are who know both', () => {
  const experiment = modelled(SKILLS, KNOWN);
  const told = [...waiting(2, 4), ...waiting(9).map((one) => ({ ...one, area: 1 }))];
  const { from, until } = windowOf({
    ...{ seed: '', reviewers: 5, service: 2.5, scv: 1, load: 0.81 },
    streams: [{ name: 'a', rate: 1.62 }],
  }).window;
  const readings: Reading[] = [
    { of: 0, by: 2, queued: 5_000, started: 5_000, finished: 5_090 },
    { of: 0, by: 3, queued: 5_000, started: 5_000, finished: 5_003 },
    { of: 1, by: 4, queued: 0, started: from - 4, finished: from + 5 },
    { of: 2, by: 4, queued: 0, started: until - 2, finished: until + 9 },
    { of: 2, by: 3, queued: 0, started: until + 5, finished: until + 9 },
  ];
  const row = new Float64Array(experiment.length);
  experiment.observe(0, seenOf(told, 1e6, readings), row);
  near(read(experiment, 'Wq_1', row), 3);
  near(read(experiment, 'Wq_2', row), 9);
  near(read(experiment, 'flexible busy fraction', row) * (until - from), (3 + 5 + 2) / 2);
  near(read(experiment, 'bound: fully pooled M/M/3 Wq', row), 5);
  assert.is(experiment.measure('bound: fully pooled M/M/3 Wq')?.kind, 'lower bound');
  for (const metric of ['Wq_3', 'L']) assert.is(experiment.measure(metric), undefined);
});

for (const [what, params, message] of [
  [
    'an area without a number',
    { dedicated: [2] },
    /dedicated has not a whole number for each rate; write \[1, 1\]/,
  ],
  ['half a reviewer', { dedicated: [1, 1.5] }, /dedicated has not a whole number/],
  ['too much work', { mu: 0.324 }, /the load is 1, not below 1/],
] as const) {
  Pooling(`${what} is refused where skills overlap`, () =>
    assert.throws(() => modelled(SKILLS, { ...KNOWN, ...params }), message),
  );
}

Pooling('an area may have nobody of its own, and nobody need know both', () => {
  assert.is(scenarioIn(modelled(SKILLS, { ...KNOWN, dedicated: [5, 0] })).people.count, 7);
  assert.is(scenarioIn(modelled(SKILLS, { ...KNOWN, dedicated: [5, 5], flexible: 0 })).people.count, 10);
});

Pooling.run();
