import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { play, reviewsOf, run, type SmallCase } from './small-case.test-kit.ts';

// Times are hours, worked out by hand, as in timeline.test.ts.
const Sharing = suite('several in hand');

const ann = { ann: {} };
const two = { ann: {}, bob: {} };
const sharing = (in_hand: number, given: SmallCase): SmallCase => ({
  ...given,
  review: { ...given.review, in_hand },
});
const any = (given: SmallCase) => reviewsOf(sharing(Number.POSITIVE_INFINITY, given));

Sharing('two reviews in hand go on at half the speed, and the one left at full speed again', () => {
  const changes = { x: { created: 0, effort: 4 }, y: { created: 2, effort: 1 } };
  assert.equal(any({ changes, people: ann }), ['ann x 0–5', 'ann y 2–4']);
});

Sharing('a third one slows both others', () => {
  // by 3 x has 3.5 of 5 left and y 0.5 of 1; thirds until y ends at 4.5, halves until z at 5.5
  const changes = {
    x: { created: 0, effort: 5 },
    y: { created: 2, effort: 1 },
    z: { created: 3, effort: 1 },
  };
  assert.equal(any({ changes, people: ann }), ['ann x 0–7', 'ann y 2–4.5', 'ann z 3–5.5']);
});

Sharing('beyond the most that anybody has in hand, changes wait', () => {
  const changes = {
    x: { created: 0, effort: 4 },
    y: { created: 0, effort: 2 },
    z: { created: 1, effort: 1 },
  };
  assert.equal(reviewsOf(sharing(2, { changes, people: ann })), ['ann x 0–7', 'ann y 0–4', 'ann z 4–6']);
});

Sharing('reviews that end at one time end in the order in which they began, and make room at once', () => {
  const changes = {
    x: { created: 0, effort: 2 },
    y: { created: 0, effort: 2 },
    z: { created: 1, effort: 1 },
    w: { created: 1, effort: 1 },
  };
  assert.equal(reviewsOf(sharing(2, { changes, people: ann })), [
    'ann x 0–4',
    'ann y 0–4',
    'ann z 4–6',
    'ann w 4–6',
  ]);
});

Sharing('a change that comes in goes to whoever has fewest in hand, then to the next in the row', () => {
  const changes = {
    x: { created: 0, effort: 9 },
    y: { created: 1, effort: 1 },
    z: { created: 3, effort: 1 },
    w: { created: 3.5, effort: 9 },
  };
  assert.equal(any({ changes, people: two }), ['ann x 0–14.5', 'bob y 1–2', 'bob z 3–4', 'ann w 3.5–18']);
});

Sharing('nobody has a change in hand twice', () => {
  const changes = { x: { created: 0, effort: 4 }, y: { created: 1, effort: 1 } };
  const given = { changes, people: ann, approvals: 2, review: { distinct_approvals: false } };
  assert.equal(any(given), ['ann x 0–6', 'ann y 1–3', 'ann y 3–5', 'ann x 6–10']);
});

Sharing('a review that a revision ends leaves its share to the others', () => {
  const changes = {
    y: { created: 0, effort: 6 },
    x: { created: 0, effort: 2, author: 'nobody', rounds: 2 },
  };
  const teams = [{ members: ['ann', 'bob'], owns: 'a', approvals: 2 }];
  const people = { ann: {}, bob: { attention: 0.5 } };
  // ann reads y and x at halves: x asks for a revision at 4, which ends bob's reading of it, at halves of his half
  assert.equal(play(sharing(Number.POSITIVE_INFINITY, { changes, people, teams })), {
    reviews: [
      'ann y 0–8 approved',
      'bob y 0–14 approved',
      'ann x 0–4 revision',
      'bob x 0–4 ended',
      'ann x 14–16 approved',
      'bob x 14–18 approved',
    ],
    ends: ['y merged 14', 'x merged 18'],
  });
});

Sharing('weeks of absence stop all that is in hand', () => {
  const people = { ann: { away: [1] } };
  const changes = {
    x: { created: 160, effort: 6 },
    y: { created: 160, effort: 3 },
    z: { created: 200, effort: 1 },
  };
  assert.equal(any({ changes, people, weeks: 4 }), ['ann x 160–338', 'ann y 160–166', 'ann z 336–338']);
});

Sharing('whoever leaves for good hands back all that will not end', () => {
  const people = { ann: { left: 168 }, bob: { joined: 168, attention: 0.5 } };
  const changes = { x: { created: 160, effort: 8 }, y: { created: 160, effort: 3 } };
  const given = sharing(2, { changes, people, weeks: 4 });
  assert.equal(play(given).reviews, [
    'ann x 160–168 ended',
    'ann y 160–166 approved',
    'bob x 168–184 approved',
  ]);
});

Sharing('on the day of a reorganization whoever may no longer read hands back', () => {
  const later = {
    from: 3,
    teams: [
      { members: ['bob'], owns: 'a' },
      { members: ['ann'], owns: 'b' },
    ],
  };
  const changes = {
    x: { created: 0, effort: 8, touches: 'a', author: 'bob' },
    y: { created: 0, effort: 8, touches: 'b', author: 'bob' },
  };
  assert.equal(play(sharing(2, { changes, people: two, later })), {
    reviews: ['ann x 0–3 ended', 'ann y 0–9.5 approved'],
    ends: ['x open', 'y merged 9.5'],
  });
});

Sharing('where nobody comes to have two in hand, everything is as with one', () => {
  const changes = {
    x: { created: 0, effort: 4, rounds: 2 },
    y: { created: 1, effort: 1 },
    z: { created: 30, effort: 1 },
  };
  const given = { changes, people: two };
  const [one, several] = [run(sharing(1, given)).records, run(sharing(2, given)).records];
  assert.equal(several.finished, one.finished);
  assert.equal(several.merged, one.merged);
});

Sharing.run();
