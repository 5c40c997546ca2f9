import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { expectedVisits } from './routes.ts';
import { play, reviewsOf, run, type SmallCase } from './small-case.test-kit.ts';

// Times are hours, worked out by hand, as in timeline.test.ts. Ann has a, bob has b; draws decide the way.
const RoutesSuite = suite('routes');

const people = { ann: {}, bob: {} };
const teams = [
  { members: ['ann'], owns: 'a' },
  { members: ['bob'], owns: 'b' },
];
const A = 0;
const B = 1;
/** Half of what a approves goes to b, a fifth once more to a; a tenth of what b approves goes back to a. */
const routes = [
  [
    { to: B, share: 0.5 },
    { to: A, share: 0.2 },
  ],
  [{ to: A, share: 0.1 }],
  [],
  [],
];
const review = { belongs_to: 'visit', routes } as const;
const given: SmallCase = { people, teams, review, changes: { z: { created: 99, effort: 1, touches: 'b' } } };
const routed = (changes: SmallCase['changes'], more: Partial<SmallCase> = {}): SmallCase => ({
  ...given,
  ...more,
  review: { ...review, ...more.review },
  changes: { ...changes, ...given.changes },
});
const apart = (lines: string[]) => lines.filter((line) => !line.includes(' z ') && !line.startsWith('z '));

RoutesSuite(
  'each approval decides by a draw of its visit where the change goes on, and it merges with what is left',
  () => {
    const changes = {
      x: { created: 0, effort: 2, touches: 'a', routes: [0.49, 0.09, 0.69, 0.7] },
      y: { created: 1, effort: 3, touches: 'b', routes: [0.1] },
    };
    const { reviews, ends } = play(routed(changes));
    assert.equal(apart(reviews), [
      'ann x 0–2 approved',
      'bob y 1–4 approved',
      'bob x 4–6 approved',
      'ann x 6–8 approved',
      'ann x 8–10 approved',
    ]);
    assert.equal(apart(ends), ['x merged 10', 'y merged 4']);
  },
);

RoutesSuite('a change that goes on to its own area once more stands last in the line', () => {
  const changes = {
    x: { created: 0, effort: 2, touches: 'a', routes: [0.6] },
    y: { created: 1, effort: 2, touches: 'a' },
  };
  const fifo = { review: { discipline: 'first in first out' as const } };
  assert.equal(apart(reviewsOf(routed(changes, fifo))), ['ann x 0–2', 'ann y 2–4', 'ann x 4–6']);
});

RoutesSuite('a request for revision brings a change back to the stage where it was', () => {
  const changes = { x: { created: 0, effort: 2, touches: 'a', routes: [0.1], outcomes: [1, 0.1] } };
  const { reviews, ends } = play(routed(changes, { review: { revision: 0.4 } }));
  assert.equal(apart(reviews), ['ann x 0–2 approved', 'bob x 2–4 revision', 'bob x 14–16 approved']);
  assert.equal(apart(ends), ['x merged 16']);
});

RoutesSuite('without any way on, everything is as without routes', () => {
  const changes = {
    x: { created: 0, effort: 2, touches: 'a', outcomes: [0.1] },
    y: { created: 1, effort: 3, touches: 'b' },
  };
  const rules = { belongs_to: 'visit', revision: 0.4 } as const;
  const none = run(routed(changes, { review: { ...rules, routes: [[], [], [], []] } })).records;
  const off = run(routed(changes, { review: { ...rules, routes: undefined } })).records;
  assert.equal(none, off);
});

RoutesSuite('patience runs at each stage while nobody reads the change', () => {
  const changes = {
    y: { created: 0, effort: 9, touches: 'b' },
    x: { created: 0, effort: 2, touches: 'a', routes: [0.1], patience: 3 },
  };
  assert.equal(apart(play(routed(changes)).ends), ['y merged 9', 'x abandoned 5']);
});

RoutesSuite('on the day of a reorganization a change stays where its way has led', () => {
  const swapped = [
    { members: ['bob'], owns: 'a' },
    { members: ['ann'], owns: 'b' },
  ];
  const changes = {
    y: { created: 0, effort: 9, touches: 'b' },
    x: { created: 0, effort: 2, touches: 'a', routes: [0.1, 0.05] },
  };
  const { reviews, ends } = play(routed(changes, { later: { from: 4, teams: swapped } }));
  assert.equal(apart(reviews), [
    'bob y 0–4 ended',
    'ann x 0–2 approved',
    'ann x 4–6 approved',
    'ann y 6–15 approved',
    'bob x 6–8 approved',
  ]);
  assert.equal(apart(ends), ['y merged 15', 'x merged 8']);
});

RoutesSuite('visits expected of a change solve the equations of the network', () => {
  // from a: v_a = 1 + 0.2 v_a + 0.1 v_b, v_b = 0.5 v_a
  const [a, b] = [1 / 0.75, 0.5 / 0.75];
  const visits = expectedVisits(routes, A);
  assert.ok(Math.abs(visits.get(A)! - a) < 1e-9 && Math.abs(visits.get(B)! - b) < 1e-9);
});

RoutesSuite.run();
