import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { play, run, type SmallCase } from './small-case.test-kit.ts';

// Times are hours, worked out by hand, as in timeline.test.ts.
const Limit = suite('limit');

const ann = { ann: {} };
const limited = (limit: number, given: SmallCase): SmallCase => ({
  ...given,
  review: { ...given.review, limit },
});
const turnedAway = (given: SmallCase) => run(given).records.turnedAway;

const crowd: SmallCase = {
  people: ann,
  changes: {
    x: { created: 0, effort: 2 },
    y: { created: 1, effort: 2 },
    z: { created: 1.5, effort: 2 },
    w: { created: 2.5, effort: 2 },
  },
};

Limit('a change that comes when so many are open is gone at once; one that comes later has a place', () => {
  assert.equal(play(limited(2, crowd)), {
    reviews: ['ann x 0–2 approved', 'ann y 2–4 approved', 'ann w 4–6 approved'],
    ends: ['x merged 2', 'y merged 4', 'z abandoned 1.5', 'w merged 6'],
  });
  assert.equal(turnedAway(limited(2, crowd)), [2]);
});

Limit('a limit that is never reached changes nothing', () => {
  assert.equal(play(limited(4, crowd)), play(crowd));
  assert.equal(turnedAway(limited(4, crowd)), []);
});

Limit('at equal times a change arrives before another leaves', () => {
  const changes = { x: { created: 0, effort: 2 }, y: { created: 2, effort: 2 } };
  assert.equal(turnedAway(limited(1, { people: ann, changes })), [1]);
});

Limit('a change counts while its author has it, and at the gate', () => {
  const changes = {
    x: { created: 0, effort: 1, rounds: 2 },
    y: { created: 5, effort: 1 },
    z: { created: 13, effort: 1 },
    w: { created: 16, effort: 1 },
  };
  assert.equal(play(limited(1, { people: ann, changes, gate: { duration: 3 } })), {
    reviews: ['ann x 0–1 revision', 'ann x 11–12 approved', 'ann w 16–17 approved'],
    ends: ['x merged 15', 'y abandoned 5', 'z abandoned 13', 'w merged 20'],
  });
});

Limit('one that is abandoned leaves a place', () => {
  const changes = {
    x: { created: 0, effort: 9 },
    y: { created: 1, effort: 1, patience: 2 },
    z: { created: 2, effort: 1 },
    w: { created: 4, effort: 1 },
  };
  assert.equal(play(limited(2, { people: ann, changes })).ends, [
    'x merged 9',
    'y abandoned 3',
    'z abandoned 2',
    'w merged 10',
  ]);
});

Limit('what is open at the start stays, and counts', () => {
  const changes = {
    x: { created: -3, effort: 2 },
    y: { created: -2, effort: 2, awayFor: 1 },
    z: { created: -1, effort: 2 },
    w: { created: 2.5, effort: 2 },
    v: { created: 4.5, effort: 2 },
  };
  const given = limited(2, { people: ann, changes });
  assert.equal(turnedAway(given), [3]);
  assert.is(play(given).ends[4], 'v merged 8');
});

Limit('a change divided over repositories is one, until its last part merges', () => {
  const teams = [
    { members: ['ann'], owns: 'a' },
    { members: ['bob'], owns: 'b' },
  ];
  const changes = {
    x: { created: 0, effort: 4, touches: 'ab' },
    y: { created: 3, effort: 1, touches: 'a' },
    z: { created: 5, effort: 1, touches: 'a' },
  };
  const given = { people: { ann: {}, bob: {} }, teams, changes, repositories: 'per team' } as const;
  assert.equal(play(limited(1, given)).ends, ['x merged 4', 'y abandoned 3', 'z merged 6']);
});

Limit('a limit holds for all teams together, also for those that have nothing else in common', () => {
  const given: SmallCase = {
    people: { ann: {}, bob: {} },
    teams: [
      { members: ['ann'], owns: 'a' },
      { members: ['bob'], owns: 'b' },
    ],
    changes: {
      x: { created: 0, effort: 5, touches: 'a' },
      y: { created: 1, effort: 1, touches: 'b' },
      z: { created: 6, effort: 1, touches: 'b' },
    },
  };
  assert.equal(play(limited(1, given)).ends, ['x merged 5', 'y abandoned 1', 'z merged 7']);
});

Limit.run();
