import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DISCIPLINES, type ReviewRules, WEEK } from '../scenario/types.ts';
import { NEVER, OUTCOME } from './record.ts';
import { Replay, reviewsIn } from './replay.test-kit.ts';
import { type Run, run, type SmallCase, type SmallChange, type SmallPerson } from './small-case.test-kit.ts';

const Invariants = suite('invariants');

const HORIZON = 6 * WEEK;
const SEED = 2014;
const NAMES = ['ann', 'bob', 'cyd', 'dan', 'eve'];
const some = (letters: string, least: number) =>
  fc.subarray([...letters], { minLength: least }).map((parts) => parts.join(''));
const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

const person: fc.Arbitrary<SmallPerson> = fc.record({
  attention: oneOf(1, 0.5, 0.071),
  knows: some('abc', 0),
  away: fc.subarray([0, 1, 2, 3, 4]),
});

// Few values, so that many events tie; odd ones, so that none ties with the beginning of a week.
const change: fc.Arbitrary<SmallChange> = fc.record({
  created: oneOf(-50, 0.37, 3.19, 40.7, 41.3, 169.1, 200.9, 340.3),
  effort: oneOf(1.13, 2.26, 7.91, 30.83),
  touches: some('abc', 1),
  author: oneOf(...NAMES.slice(0, 2), 'none'),
  rounds: fc.integer({ min: 1, max: 3 }),
  feature: fc.boolean(),
  size: oneOf(1, 10, 20),
  priority: oneOf(0, 1),
  patience: oneOf(NEVER, 20.03, 300.11),
  awayFor: oneOf(-1, 5.07),
  flakes: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
  conflicts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
  outcomes: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
});

const review: fc.Arbitrary<Partial<ReviewRules>> = fc.record({
  discipline: oneOf(...DISCIPLINES),
  distinct_approvals: oneOf(true, true, false),
  approvals_survive: fc.boolean(),
  at_once: oneOf('as needed', 'one'),
  on_revision: oneOf('end others', 'let others finish'),
  belongs_to: oneOf('change', 'visit'),
  revision: oneOf(0, 0.4),
  takes_joining: oneOf('longest idle', 'most familiar'),
  prefers: oneOf('familiar', 'any'),
  re_review: oneOf(0.5, 1),
  unfamiliar: oneOf(1, 1.5),
});

const cases: fc.Arbitrary<SmallCase> = fc
  .record({
    people: fc.array(person, { minLength: 1, maxLength: NAMES.length }),
    changes: fc.array(change, { minLength: 1, maxLength: 14 }),
    teams: fc.array(
      fc.record({
        members: fc.subarray(NAMES, { minLength: 1 }),
        owns: some('abc', 1),
        approvals: oneOf(1, 2, 3),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    review,
    conflict: oneOf(0, 0.01),
    flake: oneOf(0, 0.3),
    turnaround: oneOf(0.59, 9.41, 101.7),
    freeze: oneOf(undefined, { from: 100.9, release: 250.3 }, { from: 168, release: 336 }),
  })
  .map(({ people, changes, teams, conflict, flake, ...rest }): SmallCase => {
    const names = NAMES.slice(0, people.length);
    const sorted = [...changes].sort((a, b) => a.created - b.created);
    const known = sorted.map(({ author, ...other }) =>
      names.includes(author!) ? { author, ...other } : other,
    );
    return {
      ...(rest as Pick<SmallCase, 'review' | 'turnaround' | 'freeze'>),
      people: Object.fromEntries(people.map((given, i) => [names[i]!, given])),
      changes: Object.fromEntries(known.map((given, i) => [`c${i}`, given as SmallChange])),
      teams: [
        { members: names, owns: 'a', approvals: 1 },
        ...teams.map((team) => ({ ...team, members: team.members.filter((name) => names.includes(name)) })),
      ],
      gate: { duration: 1.07, flake, conflict },
      weeks: 6,
      horizon: HORIZON,
    };
  });

/** Fails with the seed and the smallest case that breaks the claim. */
function always(claim: string, holds: (run: Run, given: SmallCase) => void): void {
  Invariants(`${claim} (seed ${SEED})`, () => {
    fc.assert(
      fc.property(cases, (given) => holds(run(given), given)),
      { seed: SEED, numRuns: 300 },
    );
  });
}

always('every change is merged, abandoned or open, and only one of them', ({ records, changes }) => {
  const states = Array.from({ length: changes.count }, (_, i) => [
    records.merged[i]! <= HORIZON,
    records.abandoned[i]! <= HORIZON,
  ]);
  const merged = states.filter(([m]) => m).length;
  const abandoned = states.filter(([, a]) => a).length;
  const open = states.filter(([m, a]) => !m && !a).length;
  assert.is(merged + abandoned + open, changes.count);
});

always('times do not run backward', ({ records, changes }) => {
  for (let i = 0; i < changes.count; i++) {
    if (records.lastReview[i]! >= 0) assert.ok(records.firstReview[i]! >= changes.created[i]!);
    if (records.approved[i]! < NEVER) assert.ok(records.firstReview[i]! <= records.approved[i]!);
    if (records.merged[i]! < NEVER) assert.ok(records.approved[i]! <= records.merged[i]!);
  }
});

always('nobody reads two changes at once', (result) => {
  const free = new Map<number, number>();
  for (const { person, started, finished } of reviewsIn(result)) {
    assert.ok((free.get(person) ?? 0) <= started);
    free.set(person, finished);
  }
});

always('nobody reviews own work, nor without the right, nor while away', (result) => {
  for (const { person, change, stage, started } of reviewsIn(result)) {
    assert.is.not(result.changes.author[change]!, person);
    assert.ok(
      result.rights.stages[stage]!.teams.some((team) => result.teams[team]!.members.includes(person)),
    );
    assert.ok(result.capacity.works(person, Math.floor(started / WEEK)));
  }
});

always(
  'reviews begin after their patch set is posted, and count only if they end before the next',
  (result) => {
    for (const { change, patchSet, queued, started, finished, outcome } of reviewsIn(result)) {
      const { from, until } = new Replay(result).posted(change, patchSet);
      assert.ok(from <= queued && queued <= started && started <= until);
      if (outcome === OUTCOME.approved || outcome === OUTCOME.revision) assert.ok(finished <= until);
    }
  },
);

always('a review lasts as long as its work takes the reviewer', (result, given) => {
  const reviews = reviewsIn(result);
  reviews.forEach(({ person, change, stage, patchSet, started, finished, outcome }, i) => {
    if (outcome === OUTCOME.ended || finished > HORIZON) return;
    const { code } = result.rights.stages[stage]!;
    const { touches = 'a', effort } = Object.values(given.changes)[change]!;
    const knows = Object.values(given.people)[person]!.knows!;
    const hours = code.map((part) => (knows.includes('abcd'[part]!) ? 1 : given.review!.unfamiliar!));
    const read = reviews.slice(0, i).some((other) => {
      const same = other.person === person && other.change === change && other.stage === stage;
      return same && other.patchSet < patchSet && other.outcome !== OUTCOME.ended;
    });
    const asked = (effort * hours.reduce((sum, h) => sum + h, 0)) / touches.length;
    const worked = result.capacity.until(person, finished) - result.capacity.until(person, started);
    const expected = read ? asked * given.review!.re_review! : asked;
    assert.ok(Math.abs(worked - expected) < 1e-9, `${worked} h, not ${expected}`);
  });
});

always(
  'approvals of a patch set come from different people, and are no more than needed',
  (result, given) => {
    if (!given.review!.distinct_approvals) return;
    const seen = new Map<string, number[]>();
    for (const { person, change, stage, patchSet, outcome } of reviewsIn(result)) {
      if (outcome !== OUTCOME.approved) continue;
      const key = `${change} ${stage} ${given.review!.approvals_survive ? '' : patchSet}`;
      const people = seen.get(key) ?? [];
      assert.not(people.includes(person));
      seen.set(key, [...people, person]);
      assert.ok(people.length < result.rights.stages[stage]!.approvals);
    }
  },
);

always('a merged change has all approvals of all its stages', (result) => {
  const { records, changes, rights } = result;
  const reviews = reviewsIn(result);
  for (let change = 0; change < changes.count; change++) {
    if (records.merged[change] === NEVER) continue;
    const set = changes.codeSet[change]!;
    for (let stage = rights.firstStage[set]!; stage < rights.firstStage[set + 1]!; stage++) {
      const given = reviews.filter(
        (r) => r.change === change && r.stage === stage && r.outcome === OUTCOME.approved,
      );
      assert.ok(given.length >= rights.stages[stage]!.approvals);
    }
  }
});

always('no more people read a patch set at once than approvals are missing, or one', (result) => {
  const replay = new Replay(result);
  for (const time of replay.moments()) {
    for (let change = 0; change < result.changes.count; change++) {
      const state = replay.at(time).changes[change]!;
      assert.ok(state.readers <= (result.scenario.review.at_once === 'one' ? 1 : state.missing));
    }
  }
});

always('no reviewer is idle beside a change that could be taken', (result) => {
  const replay = new Replay(result);
  for (const time of replay.moments()) {
    const state = replay.at(time);
    for (const person of state.idle) {
      const left = state.changes.findIndex((_, change) => replay.mayTake(state, person, change));
      assert.is(left, -1, `person ${person} leaves change ${left} at ${time}`);
    }
  }
});

always('whoever is free takes familiar work first, and of that what the discipline puts first', (result) => {
  const replay = new Replay(result);
  for (const { person, change, queued, started } of replay.reviews) {
    const [before, after] = replay.around(started);
    // Only what waited before this moment, and waits on after it, can be compared.
    if (queued >= started || before.changes[change]!.missing !== after.changes[change]!.missing) continue;
    const others = after.changes.flatMap((_, other) =>
      replay.mayTake(before, person, other, started) && replay.mayTake(after, person, other, started)
        ? [other]
        : [],
    );
    for (const other of others) {
      const [taken, left] = [change, other].map((c) => replay.rank(person, c, before)) as [
        number[],
        number[],
      ];
      const differ = taken.findIndex((value, i) => value !== left[i]);
      const message = `at ${started} person ${person} takes change ${change}, not ${other}`;
      assert.ok(differ < 0 || taken[differ]! < left[differ]!, message);
    }
  }
});

Invariants.run();
