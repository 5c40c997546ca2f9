import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { WEEK } from '../scenario/types.ts';
import { type Reorganized, reorganized, SEED } from './random-case.test-kit.ts';
import { NEVER } from './record.ts';
import { reviewsIn } from './replay.test-kit.ts';
import { mayApprove } from './rights.ts';
import { type Played, play, run, type SmallCase } from './small-case.test-kit.ts';

const Reorganization = suite('reorganization');

const inB = { created: 0, effort: 1, touches: 'b' };

/** All may approve everything until hour 5; then those named may approve b, and ann a. */
function played(who: string[], given: Partial<SmallCase>, approvals = 1): Played {
  const names = ['ann', 'bob', 'cyd'];
  return play({
    people: { ann: {}, bob: { away: [0] }, cyd: { away: [0] } },
    approvals,
    later: {
      from: 5,
      repositories: 'per team',
      teams: [
        { members: ['ann'], owns: 'a' },
        { members: who, owns: 'b', approvals },
      ],
    },
    weeks: 2,
    teams: [{ members: names, owns: 'abc' }],
    changes: { c: inB },
    ...given,
  });
}
const there = { people: { ann: {}, bob: {}, cyd: { away: [0] } } };

Reorganization('from the day on only those with the right take work', () => {
  const changes = { c: inB, d: { ...inB, created: 4 }, e: { ...inB, created: 6 } };
  const { reviews } = played(['bob'], { ...there, changes });
  assert.equal(reviews, ['ann c 0–1 approved', 'bob d 4–5 approved', 'bob e 6–7 approved']);
});

Reorganization('who has nothing to approve any more does nothing more', () => {
  const later = { from: 5, teams: [{ members: ['bob'], owns: 'abc' }] };
  const changes = { c: inB, d: { ...inB, created: 6 }, e: { ...inB, created: 6 } };
  assert.equal(played([], { ...there, changes, later }).reviews.slice(1), [
    'bob d 6–7 approved',
    'bob e 7–8 approved',
  ]);
});

Reorganization('who gets a first right begins on the day with what waits', () => {
  const given = { ...there, teams: [{ members: ['ann'], owns: 'a' }], changes: { c: inB } };
  assert.equal(played(['bob'], given).reviews, ['bob c 5–6 approved']);
});

Reorganization('an approval stands where its giver may still approve', () => {
  const people = { ann: {}, bob: { joined: 0, away: [0] }, cyd: { away: [0] } };
  assert.equal(played(['ann', 'bob'], { people }, 2).reviews, [
    'ann c 0–1 approved',
    'bob c 168–169 approved',
  ]);
});

Reorganization('an approval is lost where its giver may no longer approve', () => {
  assert.equal(played(['bob', 'cyd'], {}, 2).reviews, [
    'ann c 0–1 approved',
    'bob c 168–169 approved',
    'cyd c 168–169 approved',
  ]);
});

Reorganization('a change with all the approvals that the new team asks for merges on the day', () => {
  const later = { from: 5, teams: [{ members: ['ann', 'bob'], owns: 'abc', approvals: 1 }] };
  assert.equal(played([], { later }, 2).ends, ['c merged 5']);
});

Reorganization('who reads what needs no more approvals stops', () => {
  const later = { from: 5, teams: [{ members: ['ann', 'bob', 'cyd'], owns: 'abc', approvals: 1 }] };
  const people = { ann: {}, bob: { attention: 0.1 }, cyd: { away: [0] } };
  const { reviews, ends } = played([], { people, later }, 2);
  assert.equal(reviews, ['ann c 0–1 approved', 'bob c 0–5 ended']);
  assert.equal(ends, ['c merged 5']);
});

Reorganization('a review in hand goes on if its reader may still approve', () => {
  const changes = { c: { ...inB, effort: 20 } };
  assert.equal(played(['ann'], { changes }).reviews, ['ann c 0–20 approved']);
});

Reorganization('a review in hand ends if its reader may no longer approve, and the change waits anew', () => {
  const changes = { c: { ...inB, effort: 20 }, d: { ...inB, created: 4 } };
  assert.equal(played(['bob'], { ...there, changes }).reviews, [
    'ann c 0–5 ended',
    'bob d 4–5 approved',
    'bob c 5–25 approved',
  ]);
});

Reorganization('a change to two repositories is divided where it stands, and read anew in each', () => {
  const changes = { c: { created: 0, effort: 20, touches: 'ab' } };
  const given = { ...there, changes };
  const { reviews, ends } = played(['bob'], given);
  assert.equal(reviews, ['ann c 0–5 ended', 'ann c 5–15 approved', 'bob c 15–25 approved']);
  assert.equal(ends, ['c merged 25']);
});

Reorganization('rounds that a change has gone through are not gone through again', () => {
  const changes = { c: { ...inB, touches: 'ab', effort: 2, rounds: 2 } };
  assert.equal(played(['bob'], { ...there, changes, turnaround: 10 }).reviews, [
    'ann c 0–2 revision',
    'ann c 12–13 approved',
    'bob c 13–14 approved',
  ]);
});

Reorganization('what has all approvals merges as a whole', () => {
  const changes = { c: { ...inB, touches: 'ab' } };
  assert.equal(played(['bob'], { changes, gate: { duration: 10 } }).ends, ['c merged 11']);
});

Reorganization('the waiting line keeps its order', () => {
  const line = { ...inB, effort: 10 };
  const changes = {
    c: line,
    d: { ...line, created: 1 },
    e: { ...line, created: 2 },
    f: { ...line, created: 3 },
  };
  const given = { people: { ann: {}, bob: { away: [0] }, cyd: { away: [0] } }, changes };
  const review = { discipline: 'first in first out' } as const;
  assert.equal(
    played(['ann'], { ...given, review }).reviews.map((line) => line.slice(4, 5)),
    ['c', 'd', 'e', 'f'],
  );
});

// ── what the reference loop has found ───────────────────────────────────────────────────────────────────────────────

Reorganization('nobody takes a part that is put up on the day before all have their place', () => {
  const given: SmallCase = {
    people: { ann: {} },
    teams: [{ members: ['ann'], owns: 'c' }],
    later: {
      from: 5,
      repositories: 'per team',
      teams: [
        { members: ['ann'], owns: 'ab' },
        { members: ['ann'], owns: 'c' },
      ],
    },
    changes: { c: { created: 0, effort: 3, touches: 'abc' } },
    review: { parts_in_order: false },
  };
  const { records } = run(given);
  // Two thirds of the work lie in the first part, which has waited since 0, one in the part put up on the day.
  assert.equal(
    reviewsIn({ records }).map(({ started, finished }) => [started, finished]),
    [
      [5, 7],
      [7, 8],
    ],
  );
});

Reorganization('what is read anew may be approved anew by who approved it before', () => {
  const given: SmallCase = {
    people: { ann: {}, bob: { away: [1] }, cyd: { away: [0] } },
    teams: [
      { members: ['ann', 'bob'], owns: 'a' },
      { members: ['cyd'], owns: 'b' },
    ],
    later: {
      from: 5,
      repositories: 'per team',
      teams: [
        { members: ['ann', 'bob'], owns: 'a', approvals: 2 },
        { members: ['cyd'], owns: 'b' },
      ],
    },
    changes: { c: { created: 0, effort: 2, touches: 'ab' }, d: { created: 4, effort: 3 } },
    weeks: 2,
  };
  assert.equal(play(given), {
    reviews: [
      ...['ann c 0–1 approved', 'bob d 4–7 approved', 'ann c 5–6 approved', 'ann d 6–9 approved'],
      ...['bob c 7–8 approved', 'cyd c 168–169 approved'],
    ],
    ends: ['c merged 169', 'd merged 9'],
  });
  // The other way round: bob approves c first on the day, and ann, who approved it before, only when d is done.
  const turned = { ...given, changes: { ...given.changes, d: { created: 4, effort: 3, author: 'bob' } } };
  assert.equal(play(turned).reviews, [
    ...['ann c 0–1 approved', 'ann d 4–7 approved', 'bob c 5–6 approved', 'ann c 7–8 approved'],
    'cyd c 168–169 approved',
  ]);
});

Reorganization('who loses every right finishes what counts no more, and then does nothing', () => {
  const given: SmallCase = {
    people: { ann: { attention: 0.05 }, bob: {}, cyd: {} },
    approvals: 2,
    later: { from: 6, teams: [{ members: ['bob', 'cyd'], owns: 'abcd', approvals: 2 }] },
    changes: { x: { created: 0, effort: 2, rounds: 2 }, y: { created: 50, effort: 1 } },
    turnaround: 1,
    review: { on_revision: 'let others finish' },
  };
  assert.equal(play(given).reviews, [
    ...['ann x 0–40 outdated', 'bob x 0–2 revision', 'cyd x 3–5 approved', 'bob x 3–5 approved'],
    ...['cyd y 50–51 approved', 'bob y 50–51 approved'],
  ]);
});

Reorganization(
  'an approval that survives is lost with the right to it while the author has the change',
  () => {
    const given: SmallCase = {
      people: { ann: {}, bob: {} },
      teams: [{ members: ['ann'], owns: 'a' }],
      later: { from: 5, teams: [{ members: ['bob'], owns: 'a' }] },
      changes: { x: { created: 0, effort: 1, conflicts: [0] } },
      gate: { conflict: 0.1 },
      review: { approvals_survive: true },
    };
    assert.equal(play(given), {
      reviews: ['ann x 0–1 approved', 'bob x 11–12 approved'],
      ends: ['x merged 12'],
    });
  },
);

Reorganization('who is broken off on the day has not read to the end, even what counts no more', () => {
  const teams = [
    { members: ['ann', 'bob'], owns: 'a', approvals: 2 },
    { members: ['cyd'], owns: 'b' },
  ];
  const given: SmallCase = {
    people: { ann: {}, bob: { attention: 0.1 }, cyd: { away: [0] } },
    teams,
    later: { from: 5, repositories: 'per team', teams },
    changes: { x: { created: 0, effort: 4, touches: 'ab', rounds: 2 } },
    turnaround: 1,
    review: { on_revision: 'let others finish', re_review: 0.5 },
    weeks: 2,
  };
  // Ann reads again in half the time, Bob has it all before him.
  assert.equal(play(given).reviews.slice(0, 5), [
    ...['ann x 0–2 revision', 'bob x 0–5 ended', 'ann x 3–4 approved'],
    ...['ann x 5–6 approved', 'bob x 5–25 approved'],
  ]);
});

/** Fails with the seed and the smallest case that breaks the claim. */
function always(claim: string, holds: (given: SmallCase & Reorganized) => void): void {
  Reorganization(`${claim} (seed ${SEED})`, () => {
    fc.assert(fc.property(reorganized, holds), { seed: SEED, numRuns: 400 });
  });
}

Reorganization(
  'an author is patient while somebody reads on, and waits anew from the day when nobody does',
  () => {
    const changes = { x: { created: 0, effort: 60, touches: 'a', patience: 20 } };
    const people = { ann: {}, bob: {} };
    const teams = [{ members: ['ann'], owns: 'a', approvals: 1 }];
    // From the day on two approvals are needed, and there is nobody to give the second.
    const more = { from: 10, teams: [{ members: ['ann'], owns: 'a', approvals: 2 }] };
    assert.equal(play({ changes, people, teams, later: more, weeks: 2 }).ends, ['x abandoned 80']);
    // From the day on ann has no right, and bob is busy elsewhere.
    const busy = { ...changes, y: { created: 0, effort: 90, touches: 'b' } };
    const both = [...teams, { members: ['bob'], owns: 'b' }];
    const other = { from: 10, teams: [{ members: ['bob'], owns: 'ab' }] };
    assert.equal(play({ changes: busy, people, teams: both, later: other, weeks: 2 }).ends, [
      'x abandoned 30',
      'y merged 90',
    ]);
  },
);

Reorganization('an approval that survives patch sets survives the day too', () => {
  const given: SmallCase = {
    people: { ann: {}, bob: { attention: 0.5 } },
    approvals: 2,
    // ann approves at the first patch set, then bob asks for a second.
    changes: { x: { created: 0, effort: 1, outcomes: [1, 0] } },
    later: { from: 5, teams: [{ members: ['ann', 'bob'], owns: 'abcd', approvals: 2 }] },
    review: { belongs_to: 'visit', revision: 0.5, approvals_survive: true },
    weeks: 2,
  };
  assert.equal(play(given).reviews, ['ann x 0–1 approved', 'bob x 0–2 revision', 'bob x 12–14 approved']);
  const lost = { ...given, review: { ...given.review, approvals_survive: false } };
  assert.is(play(lost).reviews.length, 4);
});

always('until the day everything happens as without it', ({ later, ...given }) => {
  const begun = (of: SmallCase) =>
    reviewsIn(run(of))
      .filter(({ started }) => started < later.from)
      .map(({ person, change, patchSet, queued, started }) => [person, change, patchSet, queued, started]);
  assert.equal(begun({ ...given, later }), begun(given));
});

always('the same teams at a later day are the same: nothing whatever differs', ({ later, ...given }) => {
  const same = { from: later.from, teams: given.teams! };
  assert.equal(play({ ...given, later: same }), play(given));
});

always('after the day nobody begins a review without the right', ({ later, ...given }) => {
  const { records, rights, teams, scenario } = run({ ...given, later });
  for (let i = 0; i < records.reviews; i++) {
    if (records.started[i]! < later.from) continue;
    const { code } = rights.stages[records.stage[i]!]!;
    const may = teams.some(
      ({ owns, members }) =>
        code.some((part) => owns.includes(part)) && members.includes(records.reviewer[i]!),
    );
    assert.ok(may, `${scenario.people[records.reviewer[i]!]!.name} at ${records.started[i]}`);
  }
});

always('nobody reads two things at once', (given) => {
  const until = new Map<number, number>();
  for (const { person, started, finished } of reviewsIn(run(given))) {
    assert.ok((until.get(person) ?? 0) <= started);
    until.set(person, finished);
  }
});

always('a divided change merges with the last of its parts, and each part once', (given) => {
  const { records } = run(given);
  for (const { change, parts } of records.divided) {
    const merges = records.partMerges.filter((part) => part.change === change).map(({ merged }) => merged);
    assert.ok(merges.length <= parts);
    if (merges.length < parts) assert.is(records.merged[change], NEVER);
    else assert.is(records.merged[change], Math.max(...merges));
  }
});

always('a change merges or is abandoned, never both', (given) => {
  const { records, changes } = run(given);
  for (let change = 0; change < changes.count; change++)
    assert.ok(records.merged[change] === NEVER || records.abandoned[change] === NEVER);
});

always('nobody sits idle beside a part that waits for one approval and that they may read', (given) => {
  const { later } = given;
  const { records, rights, changes, capacity, scenario } = run(given);
  const reviews = reviewsIn({ records });
  const times = [...new Set(reviews.flatMap(({ queued, started, finished }) => [queued, started, finished]))];
  const weeks = Array.from({ length: capacity.weeks }, (_, week) => week * WEEK);
  const order = [...times, ...weeks, later.from, ...scenario.cycles.flatMap((c) => [c.freeze, c.release])];
  order.sort((a, b) => a - b);
  const frozen = (at: number) => scenario.cycles.some(({ freeze, release }) => at >= freeze && at < release);
  for (const { change, stage, queued, started, patchSet } of reviews) {
    if (rights.approvals[stage] !== 1 || started <= later.from) continue;
    const before = reviews.filter((other) => other.change === change && other.started < started);
    if (before.some((other) => other.patchSet === patchSet)) continue;
    for (let i = 1; i < order.length; i++) {
      const at = (order[i - 1]! + order[i]!) / 2;
      if (at <= Math.max(queued, later.from) || at >= started) continue;
      if (frozen(at) && changes.feature[change] === 1) continue;
      const idle = scenario.people.flatMap((_, person) =>
        reviews.some((r) => r.person === person && r.started <= at && at < r.finished) ? [] : [person],
      );
      const able = idle.filter(
        (person) =>
          capacity.works(person, Math.floor(at / WEEK)) &&
          changes.author[change] !== person &&
          mayApprove(rights, person, stage),
      );
      assert.equal(able, [], `change ${change} waits from ${queued} to ${started}, at ${at}`);
    }
  }
});

Reorganization(
  'with routes, an approval that a conflict sent back counts where its giver may still approve',
  () => {
    const routes = [[], [{ to: 0, share: 0.5 }], [], []];
    const given: Partial<SmallCase> = {
      changes: { x: { ...inB, conflicts: [0] } },
      gate: { conflict: 0.1 },
      review: { routes, belongs_to: 'visit', approvals_survive: true },
    };
    const bob = { ann: {}, bob: {}, cyd: { away: [0] } };
    // Ann approves at 1, the conflict shows at once, the author is back at 11, after the day.
    assert.equal(played(['ann'], given), { reviews: ['ann x 0–1 approved'], ends: ['x merged 11'] });
    assert.equal(played(['bob'], { ...given, people: bob }), {
      reviews: ['ann x 0–1 approved', 'bob x 11–12 approved'],
      ends: ['x merged 12'],
    });
  },
);

Reorganization.run();
