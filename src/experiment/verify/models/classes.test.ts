import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leftBy, modelled, read, scenarioIn, seenOf, settling } from '../seen.test-kit.ts';

const Classes = suite('models of classes and of losses');

const near = (seen: number, known: number, what = '') =>
  assert.ok(Math.abs(seen - known) <= 1e-9 * Math.max(1, Math.abs(known)), `${what}: ${seen}, not ${known}`);

const exponential = (mean: number) => ({ law: 'exponential', mean: `${mean} h` });

for (const [model, params, reviewers, interrupts] of [
  ['M/M/1 priority non-preemptive', { lams: [0.21, 0.6], mu: 1 }, 1, undefined],
  ['M/M/c priority non-preemptive', { lams: [0.42, 1.2], mu: 1, c: 2 }, 2, undefined],
  ['M/M/1 priority preemptive-resume', { lams: [0.21, 0.6], mu: 1 }, 1, true],
  ['M/M/1 priority preemptive-resume', { lams: [0.42, 1.2], mu: 1, c: 2 }, 2, true],
] as const) {
  Classes(`${model} with ${reviewers} reviewers: the first class stands first`, () => {
    const scenario = scenarioIn(modelled(model, params));
    assert.equal(scenario.areas, {
      c1: { effort: exponential(1), priority: 1 },
      c2: { effort: exponential(1), priority: 2 },
    });
    assert.equal(scenario.arrivals.rates, { c1: `${params.lams[0]} / h`, c2: `${params.lams[1]} / h` });
    assert.equal([scenario.review.discipline, scenario.review.interrupts], ['priority', interrupts]);
    assert.is(scenario.people.count, reviewers);
    near(settling(scenario, 0.81 * reviewers, 1), 100 / reviewers);
  });
}

Classes('more than all reviewers can do is refused', () => {
  const message = /the load is 1, not below 1/;
  assert.throws(() => modelled('M/M/c priority non-preemptive', { lams: [1, 3], mu: 2, c: 2 }), message);
  assert.throws(() => modelled('fork-join 2 M/M/1', { lam: 1, mu: 1, branches: 2 }), message);
});

Classes('waits are of a class, of all, or weighted by the load of each', () => {
  const experiment = modelled('M/M/c priority non-preemptive', { lams: [0.1, 0.2], mu: 0.5, c: 2 });
  const row = leftBy(
    experiment,
    seenOf(
      [
        { at: 30_000, begun: 30_001, merged: 30_002 },
        { at: 30_000, begun: 30_004, merged: 30_006, area: 1 },
        { at: 30_000, begun: 30_006, merged: 30_007, area: 1 },
      ],
      1e6,
    ),
  );
  near(read(experiment, 'Wq_1', row), 1);
  near(read(experiment, 'Wq_2', row), 5);
  near(read(experiment, 'W_1', row), 2);
  near(read(experiment, 'W_2', row), 6.5);
  near(read(experiment, 'Wq_overall', row), 11 / 3);
  near(read(experiment, 'conservation sum rho_k Wq_k', row), 0.2 * 1 + 0.4 * 5);
  for (const metric of ['Wq_0', 'Wq_3', 'L', 'Wq']) assert.is(experiment.measure(metric), undefined, metric);
});

Classes('a job in two repositories takes half of its work in each, and is done when both have merged', () => {
  const scenario = scenarioIn(modelled('fork-join 2 M/M/1', { lam: 0.81, mu: 0.5 * 2, branches: 2 }));
  assert.equal(scenario.areas, {
    whole: { effort: exponential(2), touches: [{ areas: ['part 1', 'part 2'], share: 1 }] },
    'part 1': {},
    'part 2': {},
  });
  assert.equal(scenario.arrivals.rates, { whole: '0.81 / h', 'part 1': '0 / h', 'part 2': '0 / h' });
  assert.equal([scenario.review.belongs_to, scenario.review.parts_in_order], ['visit', false]);
  assert.equal(scenario.organizations, [
    {
      name: 'organization 1',
      teams: [
        { name: 'team 1', owns: ['part 1'], members: ['r1'] },
        { name: 'team 2', owns: ['part 2'], members: ['r2'] },
      ],
      repositories: 'per team',
    },
  ]);
  near(settling(scenario, 0.81, 2), 100);
});

Classes('of a job in two repositories the sojourn is a value', () => {
  const experiment = modelled('fork-join 2 M/M/1', { lam: 0.5, mu: 1, branches: 2 });
  const row = leftBy(experiment, seenOf([{ at: 30_000, begun: 30_001, merged: 30_007 }], 1e6));
  near(read(experiment, 'W (max of two sojourns)', row), 7);
  near(read(experiment, 'W', row), 7);
  for (const metric of ['Wq', 'Wait', 'L']) assert.is(experiment.measure(metric), undefined);
});

/** Waits of 0, 1 and 0 h and one who is turned away. */
const LOST = seenOf(
  [
    { at: 30_000, begun: 30_000, merged: 30_002 },
    { at: 30_001, begun: 30_002, merged: 30_004 },
    { at: 30_001.5, abandoned: 30_001.5 },
    { at: 40_000, begun: 40_000, merged: 40_001 },
  ],
  1e6,
);

Classes('M/M/c/K: who is turned away counts among those who come, and not among those who wait', () => {
  const metrics = ['P(block)', 'W_accepted', 'Wq_accepted', 'L', 'Lq', 'P0', 'throughput'];
  const experiment = modelled('M/M/c/K', { lam: 0.5, mu: 1, c: 2, K: 3 }, metrics);
  const row = leftBy(experiment, LOST);
  const known = [1 / 4, 6 / 3, 1 / 3, 6 / 80_000, 1 / 80_000, 1 - 5 / 80_000, 3 / 80_000];
  metrics.forEach((metric, i) => {
    near(read(experiment, metric, row), known[i]!, metric);
  });
  assert.is(experiment.measure('W'), undefined);
});

Classes('Erlang B is the mean of two laws of service, a place for each server', () => {
  const experiment = modelled('M/G/c/c', { offered_load: 0.5, c: 2 });
  const [one, other] = [scenarioIn(experiment, 0), scenarioIn(experiment, 1)];
  assert.equal(one.areas.a.effort, exponential(1));
  assert.equal(other.areas.a.effort, { law: 'lognormal', mean: '1 h', cv: 2 });
  for (const { review, people, arrivals } of [one, other])
    assert.equal([review.limit, people.count, arrivals.rates.a], [2, 2, '0.5 / h']);
  assert.is.not(one.seed, other.seed);
  const half = seenOf(
    [
      { at: 30_000, merged: 30_001 },
      { at: 30_000.5, abandoned: 30_000.5 },
    ],
    1e6,
  );
  near(read(experiment, 'P(block)', leftBy(experiment, LOST, half)), (1 / 4 + 1 / 2) / 2);
  for (const metric of ['L', 'other']) assert.is(experiment.measure(metric), undefined);
});

Classes('M/M/c+M: who gives up has waited until then', () => {
  const experiment = modelled('M/M/c+M', { lam: 0.5, mu: 1, c: 2, theta: 1 });
  const told = [
    { at: 30_000, begun: 30_000, merged: 30_002 },
    { at: 30_001, begun: 30_002, merged: 30_004 },
    { at: 30_001, abandoned: 30_004 },
    { at: 40_000, begun: 40_000, merged: 40_001 },
  ];
  const row = leftBy(experiment, seenOf(told, 1e6));
  near(read(experiment, 'P(wait)', row), 2 / 4);
  near(read(experiment, 'P(abandon)', row), 1 / 4);
  near(read(experiment, 'E[Wq] (all)', row), 4 / 4);
  near(read(experiment, 'Lq', row), 4 / 80_000);
  near(read(experiment, 'L', row), 9 / 80_000);
  near(read(experiment, 'throughput', row), 3 / 80_000);
  for (const metric of ['W', 'fluid_Lq']) assert.is(experiment.measure(metric), undefined);
  assert.is(experiment.scenarios.length, 1);
});

Classes(
  'the queue of the fluid limit is that of a larger system of its own that begins where it balances',
  () => {
    const params = { lam: 12, mu: 1, c: 10, theta: 0.5 };
    const experiment = modelled('M/M/c+M', params, ['fluid_Lq']);
    const fluid = scenarioIn(experiment, 0);
    const scale = fluid.people.count / 10;
    assert.ok(scale >= 1000);
    // 2 an hour too many leave at 0.5 an hour each: four wait, ten are served. A mean patience is 2 h.
    assert.equal(fluid.open.counts, { a: 14 * scale });
    assert.is(fluid.arrivals.rates.a, `${12 * scale} / h`);
    const until = Number.parseFloat(fluid.arrivals.until);
    assert.ok(until > 2 && until < 2.0001, 'it is looked at just before the end');
    const present = seenOf(
      Array.from({ length: 12 * scale }, () => ({ at: -1 })),
      2,
    );
    near(read(experiment, 'fluid_Lq', leftBy(experiment, present)), 2);
    const few = seenOf([{ at: -1 }], 2);
    assert.is(read(experiment, 'fluid_Lq', leftBy(experiment, few)), 0);
  },
);

Classes('a fluid that its servers cope with begins with what they serve', () => {
  const fluid = scenarioIn(modelled('M/M/c+M', { lam: 8, mu: 2, c: 10, theta: 0.5 }, ['fluid_Lq']), 0);
  assert.equal(fluid.open.counts, { a: 4 * (fluid.people.count / 10) });
});

Classes.run();
