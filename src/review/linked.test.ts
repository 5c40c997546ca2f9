import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { play, run, type SmallCase } from './small-case.test-kit.ts';

const Linked = suite('linked changes');

/** ann approves a, bob b, each in a repository of their own. */
const two: Pick<SmallCase, 'people' | 'teams' | 'repositories'> = {
  people: { ann: {}, bob: {} },
  teams: [
    { members: ['ann'], owns: 'a' },
    { members: ['bob'], owns: 'b' },
  ],
  repositories: 'per team',
};
const both = { created: 0, effort: 2, touches: 'ab' };

Linked('the second part is read once the first has merged, and the whole merges with it', () => {
  const played = play({ ...two, changes: { c: both }, gate: { duration: 1 } });
  assert.equal(played.reviews, ['ann c 0–1 approved', 'bob c 2–3 approved']);
  assert.equal(played.ends, ['c merged 4']);
});

Linked('without an order all parts are read at once', () => {
  const played = play({ ...two, changes: { c: both }, review: { parts_in_order: false } });
  assert.equal(played.reviews, ['ann c 0–1 approved', 'bob c 0–1 approved']);
  assert.equal(played.ends, ['c merged 1']);
});

Linked('in one repository the same rights are two steps of one change, with one run of the gate', () => {
  const played = play({ ...two, repositories: 'one', changes: { c: both }, gate: { duration: 1 } });
  assert.equal(played.reviews, ['ann c 0–1 approved', 'bob c 1–2 approved']);
  assert.equal(played.ends, ['c merged 3']);
});

Linked('each part goes through the rounds of the change', () => {
  const played = play({ ...two, changes: { c: { ...both, rounds: 2 } }, turnaround: 10 });
  assert.equal(played.reviews, [
    'ann c 0–1 revision',
    'ann c 11–12 approved',
    'bob c 12–13 revision',
    'bob c 23–24 approved',
  ]);
  assert.equal(played.ends, ['c merged 24']);
});

Linked('further parts follow the first side by side', () => {
  const given: SmallCase = {
    people: { ann: {}, bob: {}, cyd: {} },
    teams: ['ann', 'bob', 'cyd'].map((name, i) => ({ members: [name], owns: 'abc'[i]! })),
    repositories: 'per team',
    changes: { c: { created: 0, effort: 3, touches: 'abc' } },
  };
  const { records } = run(given);
  assert.equal(play(given).reviews, ['ann c 0–1 approved', 'bob c 1–2 approved', 'cyd c 1–2 approved']);
  assert.equal(records.divided, [{ change: 0, at: 0, parts: 3 }]);
  assert.equal(records.partMerges, [
    { change: 0, from: 0, merged: 1 },
    { change: 0, from: 1, merged: 2 },
    { change: 0, from: 1, merged: 2 },
  ]);
});

Linked('the whole is abandoned with a part that nobody reads', () => {
  const people = { ann: {}, bob: { away: [0] } };
  const played = play({ ...two, people, weeks: 2, changes: { c: { ...both, patience: 5 } } });
  assert.equal(played.ends, ['c abandoned 6']);
});

Linked('patience runs down while any part waits, though another is read', () => {
  const people = { ann: {}, bob: { away: [0] } };
  const changes = { c: { ...both, effort: 20, patience: 5 } };
  const played = play({ ...two, people, weeks: 2, changes, review: { parts_in_order: false } });
  assert.equal(played.reviews, ['ann c 0–10 outdated']);
  assert.equal(played.ends, ['c abandoned 5']);
});

Linked('a part that its author has does not come back once the whole is abandoned', () => {
  const people = { ann: {}, bob: { away: [0] } };
  const changes = { c: { ...both, rounds: 2, patience: 5 } };
  const played = play({ ...two, people, weeks: 2, changes, review: { parts_in_order: false } });
  assert.equal(played.reviews, ['ann c 0–1 revision']);
  assert.equal(played.ends, ['c abandoned 5']);
});

Linked('the whole is given up with a part that its author does not bring back', () => {
  const changes = { c: { ...both, rounds: 2 } };
  const played = play({
    ...two,
    changes,
    turnaround: 10,
    givesUpAfter: 9,
    review: { parts_in_order: false },
  });
  assert.equal(played.ends, ['c abandoned 10']);
});

Linked('what is open at the start is divided as far on as it is', () => {
  const changes = { c: { ...both, created: -10, rounds: 3, patchSet: 3 } };
  const played = play({ ...two, changes });
  assert.equal(played.reviews, ['ann c 0–1 approved', 'bob c 1–2 approved']);
});

Linked('a change to the code of one team is whole', () => {
  const { records } = run({ ...two, changes: { c: { created: 0, effort: 2, touches: 'b' } } });
  assert.equal(records.divided, []);
  assert.is(records.merged[0], 2);
});

Linked('a freeze holds every part of a feature', () => {
  const changes = { c: { ...both, feature: true } };
  const played = play({ ...two, changes, freeze: { from: 0.5, release: 20 } });
  assert.equal(played.reviews, ['ann c 0–1 approved', 'bob c 20–21 approved']);
});

Linked('patch sets of a linked change are those of the part that took most', () => {
  // The second part conflicts after its first patch set: its draws are numbered from 2 ** 14 on.
  const conflicts: number[] = [];
  conflicts[2 ** 14] = 0;
  const changes = { c: { ...both, conflicts }, d: { created: 0, effort: 9, touches: 'b' } };
  const given = { ...two, changes, turnaround: 5, gate: { conflict: 1 }, review: { parts_in_order: false } };
  assert.equal(play(given).reviews, [
    'ann c 0–1 approved',
    'bob c 0–1 approved',
    'bob d 1–10 approved',
    'bob c 10–11 approved',
  ]);
  assert.equal([...run(given).records.patchSets.subarray(0, 2)], [2, 1]);
});

Linked('what its author has on the day comes back as the next patch set of every part', () => {
  const given: SmallCase = {
    people: { ann: {}, bob: {} },
    teams: [{ members: ['ann', 'bob'], owns: 'ab' }],
    changes: { c: { ...both, rounds: 2 } },
    turnaround: 10,
    later: { from: 5, teams: two.teams!, repositories: 'per team' },
    weeks: 2,
  };
  assert.equal(play(given).reviews, ['ann c 0–2 revision', 'ann c 12–13 approved', 'bob c 13–14 approved']);
  const { records } = run(given);
  assert.equal([...records.patchSet.subarray(0, 3)], [1, 2, 2]);
  // What is up on the day is the same patch set, in the same round, for every part.
  const up = { ...given, changes: { c: { ...both, created: 4, rounds: 2 } } };
  assert.equal(play(up).reviews, [
    'ann c 4–5 ended',
    'ann c 5–6 revision',
    'ann c 16–17 approved',
    'bob c 17–18 revision',
    'bob c 28–29 approved',
  ]);
});

Linked('records that are used again know nothing of the parts of an earlier run', () => {
  const { records } = run({ ...two, changes: { c: both } });
  assert.equal([records.divided.length, records.partMerges.length], [1, 2]);
  const { divided, partMerges, turnedAway, reviews, stays, events, until } = records.begin(1, 1);
  assert.equal([divided, partMerges, turnedAway, reviews, stays, events, until], [[], [], [], 0, 0, 0, 0]);
});

Linked.run();
