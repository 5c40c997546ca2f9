import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Measure } from '../measure.ts';
import { leftBy, modelled, read, scenarioIn, seenOf, type Told } from '../seen.test-kit.ts';
import { endless } from './network.ts';

const InTime = suite('models at a time, and in the limit');

const near = (seen: number, known: number, what = '') =>
  assert.ok(Math.abs(seen - known) <= 1e-9 * Math.max(1, Math.abs(known)), `${what}: ${seen}, not ${known}`);

const exponential = (mean: number) => ({ law: 'exponential', mean: `${mean} h` });

/** What is looked at just before the end stands in the run. */
const endsSoonAfter = (scenario: { arrivals: { until: string } }, t: number) => {
  const until = Number.parseFloat(scenario.arrivals.until);
  assert.ok(until > t && until < t + 1e-4, `${until} after ${t}`);
};

const SOME = { lam: 2, mu: 0.5, c: 5, n0: 40, t: 20 };

InTime('a system is copied four hundred times, each copy an area with a team of its own', () => {
  const scenario = scenarioIn(modelled('M/M/c transient', SOME));
  assert.is(Object.keys(scenario.areas).length, 400);
  assert.equal(scenario.areas.s400, { effort: exponential(2) });
  assert.is(scenario.arrivals.rates.s400, '2 / h');
  assert.is(scenario.open.counts.s400, 40);
  assert.is(scenario.people.count, 2_000);
  const { teams } = scenario.organizations[0];
  assert.is(teams.length, 400);
  assert.equal([teams[1].owns, teams[1].members], [['s2'], ['r6', 'r7', 'r8', 'r9', 'r10']]);
  endsSoonAfter(scenario, 20);
});

InTime('one server where no number of them is told, and an empty start', () => {
  const scenario = scenarioIn(modelled('M/M/1 transient', { lam: 0.5, mu: 1, n0: 0, t: 10 }));
  assert.equal([scenario.people.count, scenario.open], [400, undefined]);
  assert.is(scenarioIn(modelled('M/M/1 transient', { lam: 0, mu: 1, n0: 7, t: 10 })).open.counts.s1, 7);
});

InTime('large systems have fewer copies', () => {
  const copies = (params: object) =>
    Object.keys(scenarioIn(modelled('M/M/c transient', { ...SOME, ...params })).areas).length;
  // 40,000 changes in all, and 2,000 people.
  assert.is(copies({ n0: 1_960 }), 20);
  assert.is(copies({ lam: 198 }), 10);
  assert.is(copies({ lam: 1e6 }), 1);
  assert.is(copies({ c: 100 }), 20);
});

InTime('counts are told apart up to eight deviations above all that could be there', () => {
  assert.is(modelled('M/M/c transient', SOME).length, 1 + Math.ceil(80 + 8 * Math.sqrt(80) + 20));
});

InTime('mean, deviation, variance and shares are those of the counts of copies', () => {
  const experiment = modelled('M/M/c transient', SOME);
  const row = new Float64Array(experiment.length);
  // Of four copies one is empty, two hold 2 and one holds 3.
  row.set([1, 0, 2, 1]);
  near(read(experiment, 'E[N(t)]', row), 1.75);
  near(read(experiment, 'Var[N(t)]', row), 17 / 4 - 1.75 ** 2);
  near(read(experiment, 'SD[N(t)]', row), Math.sqrt(17 / 4 - 1.75 ** 2));
  near(read(experiment, 'P(N(t)=0)', row), 0.25);
  near(read(experiment, 'P(N(t)=2)', row), 0.5);
  near(read(experiment, 'P(N=3)', row), 0.25);
  const loose = (metric: string) => (experiment.measure(metric) as { loose?: boolean }).loose;
  assert.equal([loose('Var[N(t)]'), loose('E[N(t)]')], [true, undefined]);
  assert.equal(experiment.measure('q90[N(t)]'), {
    ...{ kind: 'count quantile', p: 0.9, at: 0, size: experiment.length },
  } satisfies Measure);
  assert.is((experiment.measure('q05[N(t)]') as { p: number }).p, 0.05);
  assert.is(experiment.measure('L'), undefined);
});

InTime('each copy is counted by itself', () => {
  const experiment = modelled('M/M/1 transient', { lam: 1, mu: 1, n0: 0, t: 10 });
  const told: Told[] = [
    { at: 1, area: 0 },
    { at: 2, area: 0, merged: 11 },
    { at: 3, area: 399 },
    { at: 4, area: 399, merged: 9 },
  ];
  const row = leftBy(experiment, seenOf(told, 11));
  assert.equal([...row.subarray(0, 4)], [398, 1, 1, 0]);
});

const CYCLES = {
  phases_weeks_rate: [
    [13, 3.2],
    [6, 6],
    [4, 5],
    [3, 1],
  ],
  mu: 1.1,
  cycle: 4,
  phase_end: 2,
};
/** Changes an hour over a whole cycle of 26 h. */
const MEAN = (13 * 3.2 + 6 * 6 + 4 * 5 + 3 * 1) / 26;
const POOLED = 'Mt/M/c release cycles pooled';
const SPLIT = 'Mt/M/1 release cycles split (total)';

InTime('phases of a release follow each other; a backlog is looked at when one of them ends', () => {
  const scenario = scenarioIn(modelled(POOLED, { ...CYCLES, c: 4, n0: 10 }));
  near(Number.parseFloat(scenario.arrivals.rates.s1), MEAN);
  scenario.arrivals.phases.forEach(({ length, factor }: { length: string; factor: number }, i: number) => {
    assert.is(length, `${CYCLES.phases_weeks_rate[i]![0]} h`);
    near(factor, CYCLES.phases_weeks_rate[i]![1]! / MEAN);
  });
  assert.equal(scenario.open.counts.s1, 10);
  near(Number.parseFloat(scenario.areas.s1.effort.mean), 1 / 1.1);
  // Three whole cycles and the first two phases of the fourth.
  endsSoonAfter(scenario, 3 * 26 + 13 + 6);
  endsSoonAfter(scenarioIn(modelled(POOLED, { ...CYCLES, c: 4, n0: 10, cycle: 1, phase_end: 4 })), 26);
  assert.throws(
    () => modelled(POOLED, { ...CYCLES, c: 4, n0: 10, phase_end: 5 }),
    /phase_end is 5; there are 4 phases/,
  );
});

InTime('split teams are counted together, copy by copy', () => {
  const experiment = modelled(SPLIT, { ...CYCLES, teams: 3, c_each: 2, n0_each: 5 });
  const scenario = scenarioIn(experiment);
  // 40,000 changes in all, half as many again as come on average.
  const copies = Math.floor(40_000 / (3 * 5 + 3 * 1.5 * MEAN * 97));
  assert.is(Object.keys(scenario.areas).length, 3 * copies);
  assert.equal(scenario.organizations[0].teams[3 * copies - 1].members, [
    `r${6 * copies - 1}`,
    `r${6 * copies}`,
  ]);
  assert.is(scenario.open.counts[`s${3 * copies}`], 5);
  near(Number.parseFloat(scenario.arrivals.rates[`s${3 * copies}`]), MEAN);
  // Half as many again as come on average: the high season may come first.
  const all = 3 * 5 + 3 * 1.5 * MEAN * 97;
  assert.is(experiment.length, 1 + Math.ceil(all + 8 * Math.sqrt(all) + 20));
  const row = leftBy(experiment, seenOf([{ at: 1 }, { at: 1, area: 2 }, { at: 1, area: 3 }], 98));
  assert.equal([...row.subarray(0, 4)], [copies - 2, 1, 1, 0]);
  assert.is(read(experiment, 'E[backlog]', row), 3 / copies);
  // Large ones have fewer copies.
  const large = modelled(SPLIT, { ...CYCLES, teams: 3, c_each: 2, n0_each: 10_000 });
  assert.is(
    Object.keys(scenarioIn(large).areas).length,
    3 * Math.floor(40_000 / (30_000 + 3 * 1.5 * MEAN * 97)),
  );
});

const STEPS = {
  phases: [
    [0, 10, 4],
    [10, 20, 12],
    [20, 26, 1],
  ],
  mean_service: 5,
  start: 'empty',
};
/** 2,000 people in all. */
const COPIES = Math.floor(2_000 / endless(60));
const TIMES = ['E[N(t=10.0)]', 'E[N(t=26.0)]'];

InTime('rates in steps are phases about their mean, with servers for the highest of them', () => {
  const scenario = scenarioIn(modelled('Mt/M/inf piecewise', STEPS, TIMES));
  const mean = (40 + 120 + 6) / 26;
  near(Number.parseFloat(scenario.arrivals.rates.s1), mean);
  assert.equal(
    scenario.arrivals.phases.map(({ length }: { length: string }) => length),
    ['10 h', '10 h', '6 h'],
  );
  [4, 12, 1].forEach((rate, i) => {
    near(scenario.arrivals.phases[i].factor, rate / mean);
  });
  assert.equal(scenario.areas.s1, { effort: exponential(5) });
  assert.is(scenario.organizations[0].teams[0].members.length, endless(60));
  assert.is(Object.keys(scenario.areas).length, COPIES);
  endsSoonAfter(scenario, 26);
  endsSoonAfter(scenarioIn(modelled('Mt/M/inf piecewise', STEPS, ['E[N(t=10)]'])), 10);
  const fast = { ...STEPS, phases: [[0, 10, 400]] };
  assert.is(
    Object.keys(
      scenarioIn(modelled('Mt/M/inf piecewise', { ...fast, mean_service: 0.01 }, TIMES.slice(0, 1))).areas,
    ).length,
    10,
  );
});

InTime('each time has counts of its own', () => {
  const experiment = modelled('Mt/M/inf piecewise', STEPS, TIMES);
  assert.is(experiment.length, 2 * (1 + Math.ceil(166 + 8 * Math.sqrt(166) + 20)));
  const row = leftBy(
    experiment,
    seenOf([{ at: 1, merged: 12 }, { at: 2 }, { at: 3, merged: 9 }, { at: 25 }, { at: 25.5 }], 27),
  );
  near(read(experiment, TIMES[0]!, row), 2 / COPIES);
  near(read(experiment, TIMES[1]!, row), 3 / COPIES);
  assert.is(experiment.measure('E[N]'), undefined);
});

for (const [what, params, metrics, message] of [
  [
    'a gap between phases',
    {
      phases: [
        [0, 10, 4],
        [11, 20, 1],
      ],
    },
    TIMES.slice(0, 1),
    /phase 1 does not begin where the one before ends/,
  ],
  ['a first phase that begins late', { phases: [[1, 10, 4]] }, TIMES.slice(0, 1), /phase 0 does not begin/],
  [
    'a phase without length',
    {
      phases: [
        [0, 10, 4],
        [10, 10, 1],
      ],
    },
    TIMES.slice(0, 1),
    /phase 1 does not begin/,
  ],
  [
    'a time after the last phase',
    {},
    ['E[N(t=26.1)]'],
    /a time after the last phase; ask for times up to 26/,
  ],
] as const) {
  InTime(`${what} is refused`, () =>
    assert.throws(() => modelled('Mt/M/inf piecewise', { ...STEPS, ...params }, metrics), message),
  );
}

const FLUID = { lam: 8, mu: 0.5, c: 10, theta: 0.2, x0: 60 };
const ABANDONING = 'fluid Mt/M/c+M';

InTime('a fluid is a system ten thousand times as large, looked at from outside in its own scale', () => {
  const experiment = modelled(ABANDONING, FLUID, ['x(t=2)', 'x(t=5)']);
  const scenario = scenarioIn(experiment);
  assert.equal(scenario.areas, { a: { effort: exponential(2) } });
  assert.equal(scenario.arrivals.rates, { a: '80000 / h' });
  assert.equal(scenario.open.counts, { a: 600_000 });
  assert.is(scenario.people.count, 100_000);
  assert.equal(scenario.changes.patience, exponential(5));
  endsSoonAfter(scenario, 5);
  const row = leftBy(
    experiment,
    seenOf([{ at: -1, merged: 3 }, { at: 1, abandoned: 2 }, { at: 2 }, { at: 4 }], 5),
  );
  near(read(experiment, 'x(t=2)', row), 2 / 10_000);
  near(read(experiment, 'x(t=5)', row), 2 / 10_000);
  assert.is((experiment.measure('x(t=5)') as { within?: number }).within, 0.001);
  for (const metric of ['x(t=3)', 'L']) assert.is(experiment.measure(metric), undefined);
  assert.ok(experiment.fewest! < 12, 'one run tells much, and takes long');
});

InTime('a fluid that would be too large is seen in a smaller scale', () => {
  const scale = (params: object, t = 5) => {
    const experiment = modelled(ABANDONING, { ...FLUID, ...params }, [`x(t=${t})`]);
    const row = leftBy(experiment, seenOf([{ at: 0 }], t));
    return Math.round(1 / read(experiment, `x(t=${t})`, row));
  };
  // Four million changes: at the start, and those that come.
  assert.is(scale({ x0: 960 }), 4_000);
  assert.is(scale({ x0: 963 }), 3_988, 'the whole number below');
  assert.is(scale({ lam: 788 }), 1_000);
  assert.is(scale({ lam: 394 }, 10), 1_000);
  // Two hundred thousand reviewers.
  assert.is(scale({ c: 100 }), 2_000);
  assert.is(scale({ x0: 1e9 }), 1);
});

InTime('without a time that is asked for there is nothing to run', () => {
  const experiment = modelled(ABANDONING, FLUID, ['L']);
  assert.equal([experiment.scenarios, experiment.length], [[], 0]);
  assert.is(experiment.measure('L'), undefined);
});

InTime('a fluid that one server drains: so many times as fast, and nobody gives up', () => {
  const experiment = modelled('fluid single-class no abandonment', { lam: 2, capacity: 2.5, x0: 40, t: 30 });
  const scenario = scenarioIn(experiment);
  assert.equal([scenario.people.count, scenario.changes.patience], [1, 'none']);
  assert.equal(scenario.open.counts, { a: 400_000 });
  assert.equal(scenario.areas, { a: { effort: exponential(1 / 25_000) } });
  assert.is(scenario.arrivals.rates.a, '20000 / h');
  endsSoonAfter(scenario, 30);
  const row = leftBy(experiment, seenOf([{ at: -1 }, { at: 29 }, { at: 3, merged: 30 }], 31));
  near(read(experiment, 'x(t)=max(0,x0+(lam-cap)t)', row), 2 / 10_000);
  assert.is((experiment.measure('x(t)=max') as { within?: number }).within, 0.001);
  assert.is(experiment.measure('L'), undefined);
});

InTime("Little's law is tried on a system with all there is", () => {
  const { review, changes, open, organizations, areas } = scenarioIn(modelled("Little's law", {}));
  assert.is(review.discipline, 'priority');
  assert.equal(
    [changes.turnaround.law, changes.patience.law, changes.rounds.law],
    ['exponential', 'exponential', 'geometric'],
  );
  assert.equal(
    Object.values(areas).map((area) => (area as { priority: number }).priority),
    [1, 2, 3],
  );
  assert.equal(open.counts, { b: 5, c: 10 });
  const [first, second] = organizations[0].teams;
  assert.equal([first.approvals, first.owns, second.owns], [2, ['a', 'b'], ['b', 'c']]);
  assert.ok(second.members.some((member: string) => first.members.includes(member)));
});

InTime('what a number integrates to is the sum of the times spent, for each area, line and reviewer', () => {
  const experiment = modelled("Little's law", {});
  const told: Told[] = [
    { at: -4, merged: 7 },
    { at: 2, area: 1, merged: 3 },
    { at: 5, abandoned: 11 },
    { at: 6, area: 1 },
  ];
  const readings = [
    { of: 0, by: 1, queued: 0, started: 2, finished: 7 },
    { of: 1, by: 2, stage: 1, queued: 2, started: 2.5, finished: 3 },
    { of: 3, by: 1, stage: 1, queued: 6, started: 8, finished: Number.POSITIVE_INFINITY },
  ];
  assert.ok(leftBy(experiment, seenOf(told, 2_000, readings))[0]! < 1e-12);
  assert.ok(read(experiment, 'sample-path identity', Float64Array.of(0.25)) === 0.25);
  assert.is(experiment.measure('L'), undefined);
});

InTime.run();
