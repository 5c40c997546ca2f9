import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DisciplineName } from '../scenario/types.ts';
import { play, reviewsOf, type SmallChange } from './small-case.test-kit.ts';

// Times are hours, worked out by hand. A line reads: who reviews which change, from when until when, how it ended.
const Timeline = suite('timeline');

const ann = { ann: {} };
const two = { ann: {}, bob: {} };
const three = { ann: {}, bob: {}, cyd: {} };

Timeline('a reviewer reads one change after the other', () => {
  const changes = { x: { created: 0, effort: 2 }, y: { created: 1, effort: 3 } };
  assert.equal(play({ changes, people: ann }), {
    reviews: ['ann x 0–2 approved', 'ann y 2–5 approved'],
    ends: ['x merged 2', 'y merged 5'],
  });
});

Timeline('a reviewer with a quarter of the hours takes four times as long', () => {
  const people = { ann: { attention: 0.25 } };
  assert.equal(reviewsOf({ changes: { x: { created: 1, effort: 2 } }, people }), ['ann x 1–9']);
});

// ── ties ────────────────────────────────────────────────────────────────────────────────────────────────────────────

Timeline('of two changes that arrive at one time, the first goes first', () => {
  const changes = { x: { created: 1, effort: 2 }, y: { created: 1, effort: 2 } };
  assert.equal(reviewsOf({ changes, people: ann }), ['ann x 1–3', 'ann y 3–5']);
  assert.equal(reviewsOf({ changes, people: two }), ['ann x 1–3', 'bob y 1–3']);
});

Timeline('a change that arrives as a review ends can be taken by that reviewer', () => {
  const changes = {
    x: { created: 0, effort: 2 },
    y: { created: 1, effort: 1 },
    z: { created: 2, effort: 1 },
  };
  const review = { discipline: 'newest first' } as const;
  assert.equal(reviewsOf({ changes, people: ann, review }), ['ann x 0–2', 'ann z 2–3', 'ann y 3–4']);
});

Timeline('reviews that end at one time end in the order in which they began', () => {
  const letters = [...'abcdefghi'];
  const many = (name: string, change: (i: number) => SmallChange) =>
    Object.fromEntries(letters.map((letter, i) => [`${name}${letter}`, change(i)]));
  const changes = {
    ...many('x', (i) => ({ created: i, effort: 9 - i })),
    ...many('y', () => ({ created: 8.5, effort: 1 })),
  };
  const people = Object.fromEntries(letters.map((letter) => [`r${letter}`, {}]));
  assert.equal(
    reviewsOf({ changes, people }).slice(letters.length),
    letters.map((letter) => `r${letter} y${letter} 9–10`),
  );
});

// ── approvals ───────────────────────────────────────────────────────────────────────────────────────────────────────

Timeline('two approvals can come from two people at once', () => {
  assert.equal(play({ changes: { x: { created: 0, effort: 2 } }, people: two, approvals: 2 }), {
    reviews: ['ann x 0–2 approved', 'bob x 0–2 approved'],
    ends: ['x merged 2'],
  });
});

Timeline('no more people read a change than approvals are missing', () => {
  const changes = { x: { created: 0, effort: 2 } };
  assert.equal(reviewsOf({ changes, people: three, approvals: 2 }), ['ann x 0–2', 'bob x 0–2']);
});

Timeline('one at a time, the second reads after the first', () => {
  const changes = { x: { created: 0, effort: 2 } };
  assert.equal(play({ changes, people: two, approvals: 2, review: { at_once: 'one' } }), {
    reviews: ['ann x 0–2 approved', 'bob x 2–4 approved'],
    ends: ['x merged 4'],
  });
});

Timeline('a second approval is given as soon as somebody else is free', () => {
  const changes = { v: { created: 0, effort: 3, author: 'ann' }, x: { created: 0, effort: 2 } };
  const teams = [{ members: ['ann', 'bob'], owns: 'a', approvals: 2 }];
  assert.equal(play({ changes, people: two, teams }), {
    reviews: ['bob v 0–3 approved', 'ann x 0–2 approved', 'bob x 3–5 approved'],
    ends: ['v open', 'x merged 5'],
  });
});

Timeline('nobody approves twice, unless the rules allow it', () => {
  const given = { changes: { x: { created: 0, effort: 2 } }, people: ann, approvals: 2 };
  assert.equal(play(given), { reviews: ['ann x 0–2 approved'], ends: ['x open'] });
  assert.equal(play({ ...given, review: { distinct_approvals: false } }), {
    reviews: ['ann x 0–2 approved', 'ann x 2–4 approved'],
    ends: ['x merged 4'],
  });
});

Timeline('the author leaves the own change to others', () => {
  const changes = { x: { created: 0, effort: 2, author: 'ann' }, y: { created: 1, effort: 3 } };
  assert.equal(reviewsOf({ changes, people: two }), ['bob x 0–2', 'ann y 1–4']);
});

Timeline('a change that only its author may approve stays open', () => {
  const changes = { x: { created: 0, effort: 2, author: 'ann' }, y: { created: 1, effort: 3 } };
  assert.equal(play({ changes, people: ann }), {
    reviews: ['ann y 1–4 approved'],
    ends: ['x open', 'y merged 4'],
  });
});

Timeline('people without a right over the code review nothing there', () => {
  const teams = [
    { members: ['ann'], owns: 'a' },
    { members: ['bob'], owns: 'b' },
  ];
  const changes = { x: { created: 0, effort: 2 }, y: { created: 0, effort: 2 } };
  assert.equal(reviewsOf({ changes, people: two, teams }), ['ann x 0–2', 'ann y 2–4']);
});

// ── revisions ───────────────────────────────────────────────────────────────────────────────────────────────────────

const halfBob = { ann: {}, bob: { attention: 0.5 } };

Timeline('a request for revision ends the other review, and its reviewer is free at once', () => {
  const changes = { x: { created: 0, effort: 2, rounds: 2 }, y: { created: 3, effort: 1 } };
  assert.equal(play({ changes, people: halfBob, approvals: 2 }), {
    reviews: [
      ...['ann x 0–2 revision', 'bob x 0–2 ended'],
      ...['ann y 3–4 approved', 'bob y 3–5 approved'],
      ...['ann x 12–14 approved', 'bob x 12–16 approved'],
    ],
    ends: ['x merged 16', 'y merged 5'],
  });
});

Timeline('where others may finish, their reviews are outdated', () => {
  const changes = { x: { created: 0, effort: 2, rounds: 2 }, y: { created: 3, effort: 1 } };
  const review = { on_revision: 'let others finish' } as const;
  assert.equal(play({ changes, people: halfBob, approvals: 2, review }), {
    reviews: [
      ...['ann x 0–2 revision', 'bob x 0–4 outdated'],
      ...['ann y 3–4 approved', 'bob y 4–6 approved'],
      ...['ann x 12–14 approved', 'bob x 12–16 approved'],
    ],
    ends: ['x merged 16', 'y merged 6'],
  });
});

Timeline('an outdated review that ends beside the next patch set approves nothing', () => {
  const changes = { x: { created: 0, effort: 2, rounds: 2 } };
  const review = { on_revision: 'let others finish' } as const;
  assert.equal(play({ changes, people: halfBob, approvals: 2, turnaround: 1, review }), {
    reviews: ['ann x 0–2 revision', 'bob x 0–4 outdated', 'ann x 3–5 approved', 'bob x 4–8 approved'],
    ends: ['x merged 8'],
  });
});

Timeline('reading again is cheaper, for those who have read before', () => {
  const review = { re_review: 0.5 };
  const x = { created: 0, effort: 2, rounds: 2 };
  assert.equal(play({ changes: { x }, people: ann, review }), {
    reviews: ['ann x 0–2 revision', 'ann x 12–13 approved'],
    ends: ['x merged 13'],
  });
  const changes = { x, y: { created: 5, effort: 1 }, z: { created: 11, effort: 5 } };
  assert.equal(play({ changes, people: two, review }).reviews, [
    ...['ann x 0–2 revision', 'bob y 5–6 approved', 'ann z 11–16 approved', 'bob x 12–14 approved'],
  ]);
});

Timeline('an approval counts for the next patch set only if approvals survive', () => {
  const changes = { x: { created: 0, effort: 2, outcomes: [1, 0, 1, 1] } };
  const review = { belongs_to: 'visit', revision: 0.5, at_once: 'one' } as const;
  const given = { changes, people: two, approvals: 2 };
  const before = ['ann x 0–2 approved', 'bob x 2–4 revision'];
  assert.equal(play({ ...given, review: { ...review, approvals_survive: true } }), {
    reviews: [...before, 'bob x 14–16 approved'],
    ends: ['x merged 16'],
  });
  assert.equal(play({ ...given, review }), {
    reviews: [...before, 'ann x 14–16 approved', 'bob x 16–18 approved'],
    ends: ['x merged 18'],
  });
});

// ── the freeze ──────────────────────────────────────────────────────────────────────────────────────────────────────

const freeze = { from: 10, release: 20 };

Timeline(
  'a freeze holds features that wait, lets reviews finish, and holds approved features at the gate',
  () => {
    const changes = {
      before: { created: 7, effort: 2, feature: true },
      running: { created: 9, effort: 3, feature: true },
      waiting: { created: 11, effort: 1, feature: true },
      other: { created: 13, effort: 2 },
    };
    assert.equal(play({ changes, people: ann, freeze, gate: { duration: 2 } }), {
      reviews: [
        ...['ann before 7–9 approved', 'ann running 9–12 approved'],
        ...['ann other 13–15 approved', 'ann waiting 20–21 approved'],
      ],
      ends: ['before merged 11', 'running merged 22', 'waiting merged 23', 'other merged 17'],
    });
  },
);

Timeline('a freeze begins with its first moment and is over at the release', () => {
  const feature = { effort: 1, feature: true };
  const changes = { x: { created: 10, ...feature }, y: { created: 20, ...feature } };
  // The calendar goes before everything else of its time, so what was held is taken first.
  assert.equal(reviewsOf({ changes, people: two, freeze }), ['ann x 20–21', 'bob y 20–21']);
});

Timeline('a reviewer who is free in the freeze leaves an older feature for a younger fix', () => {
  const changes = {
    busy: { created: 8, effort: 4 },
    feature: { created: 9, effort: 1, feature: true },
    fix: { created: 11, effort: 1 },
  };
  assert.equal(reviewsOf({ changes, people: ann, freeze }), [
    ...['ann busy 8–12', 'ann fix 12–13', 'ann feature 20–21'],
  ]);
});

// ── the gate ────────────────────────────────────────────────────────────────────────────────────────────────────────

Timeline('every flake repeats the gate', () => {
  const gate = { duration: 3, flake: 0.1 };
  const changes = { x: { created: 0, effort: 2, flakes: [0.05, 0.09, 0.11] } };
  assert.equal(play({ changes, people: ann, gate }).ends, ['x merged 11']);
});

Timeline('a conflict sends the change back, the likelier the longer its patch set has been up', () => {
  // 1 - exp(-0.1 * 8) = 0.5507 for the patch set that waited, 1 - exp(-0.1 * 2) = 0.1813 for the next.
  const x = { created: 0, effort: 2, conflicts: [0.55, 0.19] };
  const changes = { busy: { created: 0, effort: 6 }, x };
  assert.equal(play({ changes, people: ann, gate: { conflict: 0.1 } }), {
    reviews: ['ann busy 0–6 approved', 'ann x 6–8 approved', 'ann x 18–20 approved'],
    ends: ['busy merged 6', 'x merged 20'],
  });
  const lucky = { ...changes, x: { ...x, conflicts: [0.56] } };
  assert.equal(play({ changes: lucky, people: ann, gate: { conflict: 0.1 } }).ends[1], 'x merged 8');
});

// ── patience ────────────────────────────────────────────────────────────────────────────────────────────────────────

Timeline('patience ends after just so much waiting', () => {
  const changes = { busy: { created: 0, effort: 10 }, x: { created: 2, effort: 1, patience: 5 } };
  assert.equal(play({ changes, people: ann }), {
    reviews: ['ann busy 0–10 approved'],
    ends: ['busy merged 10', 'x abandoned 7'],
  });
});

Timeline('patience rests while somebody reads, and goes on between two approvals', () => {
  const changes = {
    bobs: { created: 0, effort: 5, touches: 'b' },
    cyds: { created: 0, effort: 20, touches: 'c' },
    x: { created: 0, effort: 2, patience: 6 },
  };
  const teams = [
    { members: ['ann', 'bob', 'cyd'], owns: 'a', approvals: 3 },
    { members: ['bob'], owns: 'b' },
    { members: ['cyd'], owns: 'c' },
  ];
  // Waits 2–5 and, after Bob, from 7 on: 3 of 6 hours are left then.
  assert.equal(play({ changes, people: three, teams }), {
    reviews: [
      ...['bob bobs 0–5 approved', 'cyd cyds 0–20 approved'],
      ...['ann x 0–2 approved', 'bob x 5–7 approved'],
    ],
    ends: ['bobs merged 5', 'cyds merged 20', 'x abandoned 10'],
  });
});

Timeline('patience rests with the author, and what was used before stays used', () => {
  const changes = {
    first: { created: 0, effort: 4 },
    x: { created: 1, effort: 2, rounds: 2, patience: 5 },
    last: { created: 15, effort: 20 },
  };
  // Waits 1–4, is read 4–6, is with its author 6–16, and bears 2 hours more.
  assert.equal(play({ changes, people: ann }).ends, ['first merged 4', 'x abandoned 18', 'last merged 35']);
});

Timeline('a reviewer who frees as patience ends still takes the change, if that was scheduled first', () => {
  const changes = { busy: { created: 0, effort: 6 }, x: { created: 1, effort: 2, patience: 5 } };
  assert.equal(play({ changes, people: ann }).ends, ['busy merged 6', 'x merged 8']);
});

Timeline('patience runs in a freeze too', () => {
  const changes = { x: { created: 12, effort: 2, feature: true, patience: 5 } };
  assert.equal(play({ changes, people: ann, freeze }), { reviews: [], ends: ['x abandoned 17'] });
});

Timeline('an author who does not come back in time has given the change up', () => {
  const changes = { x: { created: 0, effort: 1, rounds: 2 }, y: { created: 0, effort: 1, rounds: 2 } };
  const given = { changes, people: { ann: {} }, turnaround: 10 };
  assert.equal(play({ ...given, givesUpAfter: 9 }).ends, ['x abandoned 10', 'y abandoned 11']);
  assert.equal(play({ ...given, givesUpAfter: 10 }), play(given));
  const away = { x: { created: -5, effort: 1, rounds: 2, awayFor: 30 } };
  assert.equal(play({ ...given, changes: away, givesUpAfter: 9 }).ends, ['x abandoned 9']);
});

// ── people come and go ──────────────────────────────────────────────────────────────────────────────────────────────

Timeline('an absence suspends a review', () => {
  const people = { ann: { away: [1] } };
  // 8 hours until week 1 begins at 168, the other 12 from week 2 on, which begins at 336.
  const changes = { x: { created: 160, effort: 20 } };
  assert.equal(reviewsOf({ changes, people, weeks: 4 }), ['ann x 160–348']);
});

Timeline('nobody begins a review while away', () => {
  const people = { ann: { away: [1] }, bob: { away: [0, 1, 2] } };
  const changes = { x: { created: 170, effort: 2 }, y: { created: 340, effort: 2 } };
  assert.equal(reviewsOf({ changes, people, weeks: 4 }), ['ann x 336–338', 'ann y 340–342']);
});

Timeline('a reviewer whose review ends in an absence waits until it is over', () => {
  const people = { ann: { attention: 0.5, away: [1] }, bob: { away: [2, 3] } };
  const changes = {
    x: { created: 150, effort: 20, rounds: 2 },
    y: { created: 200, effort: 1 },
    z: { created: 201, effort: 1 },
  };
  // Bob reads x in 20 hours and asks for a revision at 170, which frees Ann in her absence.
  assert.equal(play({ changes, people, approvals: 2, weeks: 5 }).reviews, [
    ...['ann x 150–170 ended', 'bob x 150–170 revision', 'bob x 180–200 approved'],
    ...['bob y 200–201 approved', 'bob z 201–202 approved'],
    ...['ann x 336–376 approved', 'ann y 376–378 approved', 'ann z 378–380 approved'],
  ]);
});

Timeline('people review from when they join until they leave, slower at first', () => {
  const people = { ann: { left: 168 }, bob: { joined: 168 } };
  const peopleRules = { ramp_up: 168, ramp_up_speed: 0.5 };
  const changes = {
    x: { created: 0, effort: 2 },
    y: { created: 1, effort: 2 },
    z: { created: 170, effort: 2 },
    q: { created: 340, effort: 2 },
  };
  assert.equal(reviewsOf({ changes, people, peopleRules, weeks: 4 }), [
    ...['ann x 0–2', 'ann y 2–4', 'bob z 170–174', 'bob q 340–342'],
  ]);
});

// ── who takes what ──────────────────────────────────────────────────────────────────────────────────────────────────

const orders: Record<DisciplineName, string[]> = {
  'first in first out': ['p', 'q', 's'],
  'oldest first': ['s', 'p', 'q'],
  'newest first': ['q', 'p', 's'],
  'smallest first': ['q', 's', 'p'],
  'nearest to approval': ['s', 'p', 'q'],
  priority: ['p', 's', 'q'],
};
for (const [discipline, order] of Object.entries(orders) as [DisciplineName, string[]][]) {
  Timeline(`${discipline}: a free reviewer takes ${order.join(', then ')}`, () => {
    const changes = {
      // Its second patch set comes at 4.
      s: { created: -1, effort: 1, rounds: 2, awayFor: 4, size: 20 },
      busy: { created: 0, effort: 10 },
      p: { created: 1, effort: 1, size: 30 },
      q: { created: 2, effort: 1, size: 10, priority: 1 },
    };
    const taken = reviewsOf({ changes, people: ann, review: { discipline } }).slice(1);
    assert.equal(taken, [`ann ${order[0]} 10–11`, `ann ${order[1]} 11–12`, `ann ${order[2]} 12–13`]);
  });
}

Timeline('nearest to approval: one approval given goes before none', () => {
  const changes = {
    bobs: { created: 0, effort: 4, touches: 'b' },
    anns: { created: 0.5, effort: 1, author: 'ann' },
    x: { created: 1, effort: 1 },
  };
  const teams = [
    { members: ['ann', 'bob'], owns: 'a', approvals: 2 },
    { members: ['bob'], owns: 'b' },
  ];
  const review = { discipline: 'nearest to approval' } as const;
  const begun = ['bob bobs 0–4', 'ann x 1–2'];
  assert.equal(reviewsOf({ changes, people: two, teams, review }), [...begun, 'bob x 4–5', 'bob anns 5–6']);
  assert.equal(reviewsOf({ changes, people: two, teams }), [...begun, 'bob anns 4–5', 'bob x 5–6']);
});

Timeline('a change that comes in goes to whoever has been idle longest', () => {
  const changes = {
    x: { created: 0, effort: 1 },
    y: { created: 2, effort: 1 },
    z: { created: 5, effort: 1 },
  };
  assert.equal(reviewsOf({ changes, people: two }), ['ann x 0–1', 'bob y 2–3', 'ann z 5–6']);
});

Timeline('or to whoever knows most of its code', () => {
  const people = { ann: { knows: '' }, bob: { knows: 'a' }, cyd: { knows: 'ab' } };
  const changes = { x: { created: 0, effort: 2, touches: 'ab' } };
  const given = { changes, people, review: { unfamiliar: 2 } };
  assert.equal(reviewsOf(given), ['ann x 0–4']);
  assert.equal(reviewsOf({ ...given, review: { unfamiliar: 2, takes_joining: 'most familiar' } }), [
    'cyd x 0–2',
  ]);
});

Timeline('a free reviewer takes familiar work first, unless any work is as welcome', () => {
  const people = { ann: { knows: 'a' } };
  const changes = {
    busy: { created: 0, effort: 5 },
    strange: { created: 1, effort: 1, touches: 'b' },
    known: { created: 2, effort: 1 },
  };
  const unfamiliar = 1.5;
  assert.equal(reviewsOf({ changes, people, review: { unfamiliar } }), [
    ...['ann busy 0–5', 'ann known 5–6', 'ann strange 6–7.5'],
  ]);
  assert.equal(reviewsOf({ changes, people, review: { unfamiliar, prefers: 'any' } }), [
    ...['ann busy 0–5', 'ann strange 5–6.5', 'ann known 6.5–7.5'],
  ]);
});

Timeline('only the unfamiliar part of a change costs more', () => {
  const changes = { x: { created: 0, effort: 4, touches: 'ab' } };
  assert.equal(reviewsOf({ changes, people: { ann: { knows: 'a' } }, review: { unfamiliar: 1.5 } }), [
    'ann x 0–5',
  ]);
});

// ── several teams ───────────────────────────────────────────────────────────────────────────────────────────────────

const anns = { members: ['ann'], owns: 'a' };
const bobs = { members: ['bob'], owns: 'b' };

Timeline('teams approve one after the other, each for its share of the work', () => {
  const changes = { x: { created: 0, effort: 4, touches: 'ab' } };
  assert.equal(reviewsOf({ changes, people: two, teams: [anns, bobs] }), ['ann x 0–2', 'bob x 2–4']);
  assert.equal(reviewsOf({ changes, people: ann, teams: [{ members: ['ann'], owns: 'ab' }] }), ['ann x 0–4']);
});

Timeline('a team that owns two of three parts has two thirds of the work', () => {
  const changes = { x: { created: 0, effort: 6, touches: 'abc' } };
  const teams = [{ members: ['ann'], owns: 'ac' }, bobs];
  assert.equal(reviewsOf({ changes, people: two, teams }), ['ann x 0–4', 'bob x 4–6']);
});

Timeline('every team goes through all rounds', () => {
  const changes = { x: { created: 0, effort: 4, rounds: 2, touches: 'ab' } };
  assert.equal(play({ changes, people: two, teams: [anns, bobs] }), {
    reviews: ['ann x 0–2 revision', 'ann x 12–14 approved', 'bob x 14–16 revision', 'bob x 26–28 approved'],
    ends: ['x merged 28'],
  });
});

Timeline('every team gives as many approvals as it asks for', () => {
  const changes = { x: { created: 0, effort: 4, touches: 'ab' } };
  const teams = [anns, { members: ['bob', 'cyd'], owns: 'b', approvals: 2 }];
  const people = { ...two, cyd: { attention: 0.5 } };
  assert.equal(play({ changes, people, teams }), {
    reviews: ['ann x 0–2 approved', 'bob x 2–4 approved', 'cyd x 2–6 approved'],
    ends: ['x merged 6'],
  });
});

Timeline('who sits in both teams may approve for both', () => {
  const changes = { x: { created: 0, effort: 4, touches: 'ab' } };
  const teams = [anns, { members: ['ann', 'bob'], owns: 'b', approvals: 2 }];
  assert.equal(reviewsOf({ changes, people: two, teams }), ['ann x 0–2', 'bob x 2–4', 'ann x 2–4']);
});

// ── the start ───────────────────────────────────────────────────────────────────────────────────────────────────────

Timeline('changes open at the start wait on reviewers, or come back from their authors', () => {
  const changes = {
    away: { created: -50, effort: 2, rounds: 2, awayFor: 7 },
    here: { created: -30, effort: 2, rounds: 3, patchSet: 2 },
  };
  assert.equal(play({ changes, people: ann }), {
    reviews: ['ann here 0–2 revision', 'ann away 7–9 approved', 'ann here 12–14 approved'],
    ends: ['away merged 9', 'here merged 14'],
  });
});

// ── rules that meet ─────────────────────────────────────────────────────────────────────────────────────────────────

for (const at_once of ['as needed', 'one'] as const) {
  Timeline(`a conflict costs no review where approvals survive, read ${at_once}`, () => {
    const changes = { x: { created: 0, effort: 2, conflicts: [0] } };
    const rules = { approvals: 2, gate: { conflict: 0.1 }, review: { approvals_survive: true, at_once } };
    assert.equal(play({ changes, people: two, ...rules }).ends, [
      at_once === 'one' ? 'x merged 14' : 'x merged 12',
    ]);
  });
}

Timeline('whoever leaves for good with a review in hand gives the change back', () => {
  const changes = { x: { created: 160, effort: 20 } };
  const people = { ann: { left: 168 }, bob: { joined: 168 } };
  assert.equal(play({ changes, people, weeks: 4 }), {
    reviews: ['ann x 160–168 ended', 'bob x 168–188 approved'],
    ends: ['x merged 188'],
  });
});

Timeline('another part of a change is not read again', () => {
  const changes = { x: { created: 0, effort: 4, touches: 'ab', author: 'bob' } };
  const teams = [anns, { members: ['ann', 'bob'], owns: 'b' }];
  assert.equal(reviewsOf({ changes, people: two, teams, review: { re_review: 0.5 } }), [
    'ann x 0–2',
    'ann x 2–4',
  ]);
});

Timeline('nobody absent takes what comes with the first moment of the absence', () => {
  const changes = { x: { created: 168, effort: 2 } };
  assert.equal(reviewsOf({ changes, people: { ann: { away: [1] } }, weeks: 4 }), ['ann x 336–338']);
});

Timeline('nobody takes up more work with the last moment before an absence', () => {
  const changes = { x: { created: 2, effort: 334 }, y: { created: 5, effort: 2 } };
  assert.equal(reviewsOf({ changes, people: { ann: { away: [2] } }, weeks: 5 }).at(-1), 'ann y 504–506');
});

Timeline('a release leaves the row of the idle as it was', () => {
  const changes = {
    v: { created: 0, effort: 5 },
    w: { created: 1, effort: 1 },
    z: { created: 21, effort: 1 },
  };
  assert.is(reviewsOf({ changes, people: two, freeze }).at(-1), 'bob z 21–22');
});

Timeline(
  'a change is abandoned once, even where a review of no length has disturbed its patience by rounding',
  () => {
    const [s, p, t] = [0.3403851825113602, 3.290617595515416, 0.45347595402236274];
    const changes = {
      b: { created: 0, effort: t, touches: 'b' },
      x: { created: s, effort: 0, patience: p },
      y: { created: s + p + 1, effort: 1, touches: 'b' },
    };
    const people = { ann: {}, cyd: { away: [0, 1] } };
    const teams = [
      { members: ['ann', 'cyd'], owns: 'a', approvals: 2 },
      { members: ['ann'], owns: 'b' },
    ];
    const { reviews } = play({ changes, people, teams, weeks: 6 });
    assert.is(reviews.filter((line) => / x /.test(line)).length, 1);
  },
);

Timeline(
  'who begins to read in the moment in which patience would end is in time, whatever rounding says',
  () => {
    const changes = {
      x: { created: 3.19, effort: 7.91, rounds: 3, patience: 5 },
      y: { created: 3.19, effort: 5, rounds: 2 },
    };
    const review = { discipline: 'first in first out' } as const;
    // x waits from 11.1 to 16.1, all of its patience, in the numbers of the machine by 2e-15 hours longer.
    assert.equal(play({ changes, people: ann, turnaround: 0, review }), {
      reviews: [
        ...['ann x 3.19–11.1 revision', 'ann y 11.1–16.1 revision'],
        ...['ann x 16.1–24.01 revision', 'ann y 24.01–29.01 approved'],
      ],
      ends: ['x abandoned 24.01', 'y merged 29.01'],
    });
  },
);

Timeline('a freeze that begins as another ends holds on', () => {
  const changes = { x: { created: 7, effort: 4, feature: true } };
  const freeze = [
    { from: 10, release: 20 },
    { from: 20, release: 30 },
  ];
  assert.equal(play({ changes, people: ann, freeze }).ends, ['x merged 30']);
});

Timeline('a flake inside a freeze repeats the gate of a feature after it', () => {
  const changes = { x: { created: 7, effort: 2, feature: true, flakes: [0] } };
  assert.equal(play({ changes, people: ann, freeze, gate: { duration: 2, flake: 0.1 } }).ends, [
    'x merged 22',
  ]);
});

Timeline('what somebody hands back who leaves goes to nobody who is away from that moment on', () => {
  const people = { ann: { away: [1, 2, 3] }, bob: { away: [1] }, cyd: { attention: 0.5, away: [0] } };
  const changes = { x: { created: 160, effort: 20 } };
  assert.equal(play({ changes, people, weeks: 4 }).reviews.slice(0, 2), [
    'ann x 160–168 ended',
    'cyd x 168–208 approved',
  ]);
});

Timeline('whoever has read an earlier patch set is quicker at the next, and nobody else is', () => {
  const changes = { x: { created: 0, effort: 4, rounds: 2 }, y: { created: 9, effort: 9 } };
  const given = { changes, turnaround: 6, review: { re_review: 0.5 } };
  // bob has the row to himself when x comes back.
  const people = { cyd: { away: [0] }, bob: {} };
  assert.equal(play({ ...given, people, weeks: 2 }).reviews, [
    'bob x 0–4 revision',
    'bob y 9–18 approved',
    'bob x 18–20 approved',
  ]);
  const other = { ann: {}, bob: {} };
  assert.equal(play({ ...given, people: other }).reviews, [
    'ann x 0–4 revision',
    'bob y 9–18 approved',
    'ann x 10–12 approved',
  ]);
  const away = { ann: {}, bob: {} };
  const busy = {
    x: { created: 0, effort: 4, rounds: 2 },
    y: { created: 1, effort: 1 },
    z: { created: 9, effort: 9 },
  };
  assert.equal(play({ ...given, changes: busy, people: away }).reviews.slice(2), [
    'bob z 9–18 approved',
    'ann x 10–12 approved',
  ]);
});

Timeline('where one reads at a time, what a leaver hands back is read by another', () => {
  const people = { ann: { left: 168 }, bob: { joined: 168 } };
  const given = {
    changes: { x: { created: 160, effort: 14 } },
    people,
    weeks: 4,
    review: { at_once: 'one' as const },
  };
  assert.equal(play(given).reviews, ['ann x 160–168 ended', 'bob x 168–182 approved']);
});

Timeline.run();
