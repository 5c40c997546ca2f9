import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { play, reviewsOf, run, type SmallCase, type SmallChange } from './small-case.test-kit.ts';

// Times are hours, worked out by hand, as in timeline.test.ts. A smaller priority stands before.
const Interrupts = suite('interrupts');

const ann = { ann: {} };
const two = { ann: {}, bob: {} };
const review = { discipline: 'priority', interrupts: true } as const;
const interrupting = (given: SmallCase): SmallCase => ({ ...given, review: { ...review, ...given.review } });
const last = (created: number, effort: number, more: Partial<SmallChange> = {}): SmallChange => ({
  created,
  effort,
  priority: 1,
  ...more,
});
const first = (created: number, effort: number, more: Partial<SmallChange> = {}): SmallChange => ({
  created,
  effort,
  priority: -1,
  ...more,
});

Interrupts('what stands first interrupts, and the interrupted review goes on where it stopped', () => {
  const changes = { x: last(0, 5), y: first(2, 3) };
  assert.equal(play(interrupting({ changes, people: ann })), {
    reviews: ['ann x 0–2 interrupted', 'ann y 2–5 approved', 'ann x 5–8 approved'],
    ends: ['x merged 8', 'y merged 5'],
  });
});

Interrupts('nothing interrupts what stands as far forward', () => {
  const changes = {
    x: last(0, 5),
    y: last(2, 3),
    z: { created: 6, effort: 1 },
    w: { created: 6.5, effort: 1 },
  };
  assert.equal(reviewsOf(interrupting({ changes, people: ann })), [
    'ann x 0–5',
    'ann y 5–6 interrupted',
    'ann z 6–7',
    'ann w 7–8',
    'ann y 8–10',
  ]);
});

Interrupts('the interrupted change keeps its place before those of its kind that came later', () => {
  const changes = { x: last(0, 5), y: last(1, 1), z: first(2, 1) };
  assert.equal(reviewsOf(interrupting({ changes, people: ann })), [
    'ann x 0–2 interrupted',
    'ann z 2–3',
    'ann x 3–6',
    'ann y 6–7',
  ]);
});

Interrupts('a review is interrupted as often as need be', () => {
  const changes = { x: last(0, 4), y: { created: 1, effort: 3 }, z: first(2, 1), w: first(5.5, 1) };
  assert.equal(reviewsOf(interrupting({ changes, people: ann })), [
    'ann x 0–1 interrupted',
    'ann y 1–2 interrupted',
    'ann z 2–3',
    'ann y 3–5',
    'ann x 5–5.5 interrupted',
    'ann w 5.5–6.5',
    'ann x 6.5–9',
  ]);
});

Interrupts('somebody idle takes the change, and nobody is interrupted', () => {
  const changes = { x: last(0, 5), y: first(2, 3) };
  assert.equal(reviewsOf(interrupting({ changes, people: two })), ['ann x 0–5', 'bob y 2–5']);
});

Interrupts(
  'of several reviews the last in the priorities is interrupted, of equal ones that begun last',
  () => {
    const people = { ann: {}, bob: {}, cyd: {} };
    const changes = {
      x: last(0, 9),
      y: { created: 1, effort: 9 },
      z: last(2, 9),
      w: first(3, 1),
      v: first(3.5, 1),
    };
    assert.equal(reviewsOf(interrupting({ changes, people })), [
      'ann x 0–3.5 interrupted',
      'bob y 1–10',
      'cyd z 2–3 interrupted',
      'cyd w 3–4',
      'ann v 3.5–4.5',
      'cyd x 4–9.5',
      'ann z 4.5–12.5',
    ]);
  },
);

Interrupts('whoever takes it goes on with it, at the own speed and familiarity', () => {
  const people = { ann: {}, bob: { attention: 0.5, knows: 'b' } };
  const changes = { p: first(0, 3, { author: 'ann' }), x: last(1, 4), y: first(2, 8, { author: 'bob' }) };
  // half the hours, half as much again: what takes ann 3 h takes bob 9
  assert.equal(reviewsOf(interrupting({ changes, people, review: { unfamiliar: 1.5 } })).slice(1), [
    'ann x 1–2 interrupted',
    'ann y 2–10',
    'bob x 9–18',
  ]);
});

Interrupts('an interrupted change goes to somebody idle who may take it, or interrupts in its turn', () => {
  const people = { ann: {}, bob: {}, cyd: {} };
  const teams = [
    { members: ['ann', 'bob'], owns: 'a' },
    { members: ['bob', 'cyd'], owns: 'b' },
  ];
  const changes = {
    p: { created: 0, effort: 9, touches: 'a' },
    q: { created: 0, effort: 4, touches: 'b' },
    r: last(0.5, 9, { touches: 'b' }),
    w: first(1, 2, { touches: 'a' }),
  };
  assert.equal(reviewsOf(interrupting({ changes, people, teams })), [
    'ann p 0–9',
    'bob q 0–1 interrupted',
    'cyd r 0.5–1 interrupted',
    'bob w 1–3',
    'cyd q 1–4',
    'bob r 3–11.5',
  ]);
});

Interrupts('a new patch set is read from the beginning', () => {
  const changes = { x: last(0, 4, { rounds: 2 }), y: first(2, 8, { author: 'bob' }), z: first(2.5, 9) };
  const given = { changes, people: two, approvals: 2, turnaround: 1 };
  assert.equal(play(interrupting(given)).reviews.slice(0, 6), [
    'ann x 0–2 interrupted',
    'bob x 0–2.5 interrupted',
    'ann y 2–10 approved',
    'bob z 2.5–11.5 approved',
    'ann z 10–19 approved',
    'bob x 11.5–13.5 revision',
  ]);
  assert.equal(play(interrupting(given)).reviews.slice(6), [
    'bob x 14.5–18.5 approved',
    'ann x 19–23 approved',
  ]);
});

Interrupts('two interrupted reviews of one patch set go on one after the other', () => {
  const changes = { x: last(0, 4), y: first(1, 8, { author: 'bob' }), z: first(3, 2, { author: 'ann' }) };
  assert.equal(reviewsOf(interrupting({ changes, people: two, approvals: 2 })).slice(0, 6), [
    'ann x 0–1 interrupted',
    'bob x 0–3 interrupted',
    'ann y 1–9',
    'bob z 3–5',
    'bob x 5–8',
    'ann x 9–10',
  ]);
});

Interrupts('patience runs while an interrupted change waits', () => {
  const changes = { x: last(0, 5, { patience: 3 }), y: first(2, 9) };
  assert.equal(play(interrupting({ changes, people: ann })), {
    reviews: ['ann x 0–2 interrupted', 'ann y 2–11 approved'],
    ends: ['x abandoned 5', 'y merged 11'],
  });
});

Interrupts('outcome and effort of a visit stay those of the visit', () => {
  const changes = { x: last(0, 5, { outcomes: [1, 0] }), y: first(2, 3, { outcomes: [1] }) };
  const visit = { belongs_to: 'visit', revision: 0.5 } as const;
  const given = interrupting({ changes, people: ann, review: visit });
  assert.equal(play(given).ends, ['x merged 8', 'y merged 5']);
  assert.equal([...run(given).records.visit.subarray(0, 3)], [0, 0, 0]);
});

Interrupts('what a freeze has held interrupts when the freeze ends', () => {
  const changes = { x: last(0, 5), f: first(1, 1, { feature: true }) };
  assert.equal(reviewsOf(interrupting({ changes, people: ann, freeze: { from: 0, release: 3 } })), [
    'ann x 0–3 interrupted',
    'ann f 3–4',
    'ann x 4–6',
  ]);
});

Interrupts('on the day of a reorganization what comes into reach interrupts', () => {
  const teams = [
    { members: ['ann'], owns: 'a' },
    { members: ['bob'], owns: 'b' },
  ];
  const later = { from: 4, teams: [{ members: ['ann', 'bob'], owns: 'ab' }] };
  const changes = {
    x: last(0, 9, { touches: 'a' }),
    y: first(0, 9, { touches: 'b' }),
    z: first(1, 2, { touches: 'b' }),
  };
  assert.equal(reviewsOf(interrupting({ changes, people: two, teams, later })), [
    'ann x 0–4 interrupted',
    'bob y 0–9',
    'ann z 4–6',
    'ann x 6–11',
  ]);
});

Interrupts('somebody who comes back to a review puts it aside for what came meanwhile', () => {
  const people = { ann: { away: [1] } };
  const changes = { x: last(160, 10), y: first(200, 4) };
  const given = { changes, people, weeks: 4 };
  assert.equal(reviewsOf(interrupting(given)), [
    'ann x 160–336 interrupted',
    'ann y 336–340',
    'ann x 340–342',
  ]);
});

Interrupts('where nothing stands before anything else, everything is as without interruptions', () => {
  const changes = { x: last(0, 5), y: last(2, 3), z: last(2.5, 3, { rounds: 2 }) };
  const given = { changes, people: two, approvals: 2 };
  assert.equal(
    run(interrupting(given)).records,
    run(interrupting({ ...given, review: { interrupts: false } })).records,
  );
});

Interrupts('of reviews that stand equally the one begun last gives way, whoever reads it', () => {
  // bob reads x from 0 and ann y from 1, or the other way round
  const short = { created: 0, effort: 1 };
  const annLast = { w: short, x: last(0, 9), y: last(0.5, 9), z: first(4, 1) };
  assert.equal(reviewsOf(interrupting({ changes: annLast, people: two })).slice(1), [
    'bob x 0–9',
    'ann y 1–4 interrupted',
    'ann z 4–5',
    'ann y 5–11',
  ]);
  const bobLast = { x: last(0, 9), w: short, y: last(0.5, 9), z: first(4, 1) };
  assert.equal(reviewsOf(interrupting({ changes: bobLast, people: two })).slice(2), [
    'bob y 1–4 interrupted',
    'bob z 4–5',
    'bob y 5–11',
  ]);
});

Interrupts('an interruption is an event of the run', () => {
  const changes = { x: last(0, 5), y: first(2, 3) };
  // Two arrivals, two ends of reviews, and the interruption.
  assert.is(run(interrupting({ changes, people: ann })).records.events, 5);
});

Interrupts('what was interrupted goes on after a reorganization that leaves its work as it was', () => {
  const changes = { x: last(0, 6), y: first(2, 4) };
  const same = { from: 3, teams: [{ members: ['ann'], owns: 'abcd' }] };
  assert.equal(reviewsOf(interrupting({ changes, people: ann, later: same, weeks: 2 })), [
    'ann x 0–2 interrupted',
    'ann y 2–6',
    'ann x 6–10',
  ]);
  // Where the work is another's from then on, it is read anew.
  const other = {
    from: 3,
    teams: [
      { members: ['bob'], owns: 'a' },
      { members: ['ann'], owns: 'b' },
    ],
  };
  const given = { changes: { x: last(0, 6), y: first(2, 4, { touches: 'b' }) }, people: two, weeks: 2 };
  const teams = [{ members: ['ann'], owns: 'ab' }];
  assert.equal(reviewsOf(interrupting({ ...given, teams, later: other })), [
    'ann x 0–2 interrupted',
    'ann y 2–6',
    'bob x 3–7',
  ]);
});

Interrupts.run();
