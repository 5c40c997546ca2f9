import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { NotExpressible } from '../params.ts';
import { leftBy, modelled, read, scenarioIn, seenOf, settling } from '../seen.test-kit.ts';
import { windowOf } from '../station.ts';
import { endless } from './network.ts';

const Networks = suite('models of networks');

const near = (seen: number, known: number, what = '') =>
  assert.ok(Math.abs(seen - known) <= 1e-9 * Math.max(1, Math.abs(known)), `${what}: ${seen}, not ${known}`);

const exponential = (mean: number) => ({ law: 'exponential', mean: `${mean} h` });

/** Half go on to the second node, of whom a fifth come back: 5/9 and 5/18 visits an hour. */
const TWO = {
  gamma: [0.5, 0],
  R: [
    [0, 0.5],
    [0.2, 0],
  ],
  mu: [2, 1],
  c: [1, 'inf'],
};
/** 1/(cμ(1−√ρ)²) of the first node, whose load is 5/18. */
const SETTLES = 0.5 / (1 - Math.sqrt(5 / 18)) ** 2;
/** What a window makes of that at the light load which it is told. */
const LIGHT = 1 / (1 - Math.sqrt(0.1)) ** 2;

Networks('a node is an area with a team of its own, and the routes lead from one to another', () => {
  const scenario = scenarioIn(modelled('Jackson', TWO));
  assert.equal(scenario.areas, { n0: { effort: exponential(0.5) }, n1: { effort: exponential(1) } });
  assert.equal(scenario.arrivals.rates, { n0: '0.5 / h', n1: '0 / h' });
  assert.equal(scenario.review.belongs_to, 'visit');
  assert.equal(scenario.review.routes, { n0: { n1: 0.5 }, n1: { n0: 0.2 } });
  const [first, second] = scenario.organizations[0].teams;
  assert.equal([first.owns, first.members], [['n0'], ['r1']]);
  assert.equal([second.owns, second.members.length], [['n1'], endless(5 / 18)]);
  assert.is(second.members[0], 'r2');
  assert.is(scenario.people.count, 1 + endless(5 / 18));
  near(settling(scenario, 0.5, SETTLES), SETTLES * LIGHT);
});

Networks('a node from which nothing goes on has no route', () => {
  const line = {
    gamma: [0.8, 0],
    R: [
      [0, 1],
      [0, 0],
    ],
    mu: [1, 1.2],
    c: [1, 1],
  };
  assert.equal(scenarioIn(modelled('Jackson', line)).review.routes, { n0: { n1: 1 } });
});

Networks('what comes back very often settles as much later', () => {
  // Ten visits each: two servers are half busy, and settle by themselves within 1/(2 (1−√½)²).
  const scenario = scenarioIn(modelled('Jackson', { gamma: [0.1], R: [[0.9]], mu: [1], c: [2] }));
  const alone = 0.5 / (1 - Math.SQRT1_2) ** 2;
  near(settling(scenario, 0.1, alone), 10 * alone);
  const free = scenarioIn(modelled('Jackson', { gamma: [0.1], R: [[0.9]], mu: [0.5], c: ['inf'] }));
  near(settling(free, 0.1, 2), 10 * 2);
  // A hundred servers settle sooner than a service takes.
  const many = scenarioIn(modelled('Jackson', { gamma: [0.1], R: [[0.9]], mu: [0.5], c: [100] }));
  near(settling(many, 0.1, 2), 10 * 2);
});

const VISITS = seenOf(
  [
    { at: 1000, merged: 1004 },
    { at: 2000, merged: 2002 },
  ],
  1e6,
  [
    { of: 0, stage: 0, queued: 1000, started: 1001, finished: 1003 },
    { of: 0, stage: 1, queued: 1003, started: 1003, finished: 1004 },
    { of: 1, stage: 0, queued: 2000, started: 2000, finished: 2002 },
  ],
);

Networks('visits to each node, and passages through all', () => {
  const experiment = modelled('Jackson', TWO);
  const row = leftBy(experiment, VISITS);
  for (const [metric, known] of [
    ['lambda_0', 2 / 80_000],
    ['lambda_1', 1 / 80_000],
    ['L_0', 5 / 80_000],
    ['L_1', 1 / 80_000],
    ['Wq_0', 1 / 2],
    ['Wq_1', 0],
    ['W_0', 5 / 2],
    ['W_1', 1],
    ['L_total', 6 / 80_000],
    ['W_total', 3],
  ] as const)
    near(read(experiment, metric, row), known, metric);
  for (const metric of ['L_2', 'L', 'P_0']) assert.is(experiment.measure(metric), undefined);
});

for (const [what, params, message] of [
  ['a row too few', { R: [[0, 0.5]] }, /gamma, R, mu and c are not all of 2 nodes/],
  ['a speed too few', { mu: [1] }, /are not all of 2 nodes; give as many of each/],
  ['a node too many', { c: [1, 1, 1] }, /are not all of 2 nodes/],
  [
    'routes of more than everything',
    {
      R: [
        [0.6, 0.5],
        [0, 0],
      ],
    },
    /row 0 of R adds up to 1\.1; let it be at most 1/,
  ],
  [
    'no way out',
    {
      R: [
        [0, 1],
        [1, 0],
      ],
    },
    /what enters never leaves/,
  ],
  ['half a server', { c: [1.5, 1] }, /c\[0\] is no count; write a whole number, or "inf"/],
  ['no server', { c: [1, 0] }, /c\[1\] is no count/],
  ['a word', { c: ['one', 1] }, /c\[0\] is no count/],
  ['an overloaded node', { mu: [0.5, 1] }, /the load of node 0 is 1\.111111, not below 1/],
] as const) {
  Networks(`${what} is refused`, () =>
    assert.throws(() => modelled('Jackson', { ...TWO, ...params }), message),
  );
}

Networks('several servers share the load of a node', () => {
  const scenario = scenarioIn(modelled('Jackson', { ...TWO, mu: [0.5, 1], c: [2, 'infinity'] }));
  assert.equal(scenario.organizations[0].teams[0].members, ['r1', 'r2']);
  const settles = 1 / (1 - Math.sqrt(5 / 9)) ** 2;
  near(settling(scenario, 0.5, settles), settles * LIGHT);
});

Networks('servers without end are so many that one is free in all but a part in 10¹² of the time', () => {
  for (const load of [0.1, 1, 8, 300]) {
    const count = endless(load);
    let [mass, tail] = [Math.exp(-load), 0];
    for (let n = 1; n < 1000; n++) {
      mass *= load / n;
      if (n >= count) tail += mass;
    }
    assert.ok(tail <= 1e-12, `${load}: ${count}`);
    // Chernoff's bound e^(n−a) (a/n)^n is met by no smaller number above the load.
    const bound = (n: number) => n - load + n * Math.log(load / n);
    assert.ok(bound(count) <= Math.log(1e-12));
    assert.ok(bound(count - 1) > Math.log(1e-12));
  }
  assert.throws(
    () => endless(2e6),
    (error: Error) => error instanceof NotExpressible,
  );
});

const AGAIN = { lam: 0.81, mu: 2, p_feedback: 0.5 };

Networks('who is asked for a revision comes back at once, to the end of the line', () => {
  const scenario = scenarioIn(modelled('M/M/1 feedback', AGAIN));
  assert.equal(scenario.areas, { a: { effort: exponential(0.5) } });
  assert.equal([scenario.review.belongs_to, scenario.review.revision], ['visit', 0.5]);
  assert.equal(scenario.changes.turnaround, { law: 'constant', value: '0 h' });
  assert.is(scenario.people.count, 1);
  // Two visits of half an hour each, at load 0.81.
  near(settling(scenario, 0.81, 1), 100);
});

Networks('chances that never or hardly ever let anybody go are refused', () => {
  const ask = (params: object) => () => modelled('M/M/1 feedback', { lam: 0.01, mu: 1, ...params });
  assert.throws(ask({ p_feedback: 1 }), /p_feedback is 1 or more; write a chance below 1/);
  assert.throws(ask({ p_feedback: 0.96 }), (error: Error) => error instanceof NotExpressible);
  assert.throws(ask({ lam: 0.5, p_feedback: 0.5 }), /the load is 1, not below 1/);
  ask({ p_feedback: 0.95 })();
  ask({ p_feedback: 0 })();
});

Networks('visits and passages count by when they begin, time by the window', () => {
  const experiment = modelled('M/M/1 feedback', AGAIN);
  const streams = [{ name: 'a', rate: 0.81 }];
  const spec = { seed: '', streams, reviewers: 1, service: 1, scv: 1, load: 0.81 };
  const { from, until } = windowOf(spec).window;
  const row = leftBy(
    experiment,
    seenOf(
      [
        { at: from - 10, merged: from + 1 },
        { at: from, merged: from + 5 },
        { at: until, merged: until + 1 },
      ],
      1e6,
      [
        { of: 0, queued: from - 10, started: from - 3, finished: from + 1 },
        { of: 1, queued: from, started: from + 1, finished: from + 2 },
        { of: 1, queued: from + 2, started: from + 2, finished: from + 5 },
        { of: 2, queued: until, started: until, finished: until + 1 },
      ],
    ),
  );
  const hours = until - from;
  near(read(experiment, 'mean_visits', row), 2);
  near(read(experiment, 'W_total', row), 5);
  near(read(experiment, 'W_per_visit', row), 6 / 2);
  near(read(experiment, 'rho', row) * hours, 5);
  near(read(experiment, 'L', row) * hours, 6);
  assert.is(experiment.measure('Wq'), undefined);
});

Networks('who has not merged is there until the run stops', () => {
  const experiment = modelled('M/M/1 feedback', AGAIN);
  const row = leftBy(experiment, seenOf([{ at: 2000 }, { at: 2100 }], 2500));
  assert.is(read(experiment, 'W_total', row), (500 + 400) / 2);
});

Networks.run();
