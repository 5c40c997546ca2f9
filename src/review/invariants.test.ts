import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { WEEK } from '../scenario/types.ts';
import { cases, HORIZON, SEED } from './random-case.test-kit.ts';
import { NEVER, OUTCOME } from './record.ts';
import { Replay, reviewsIn } from './replay.test-kit.ts';
import { type Run, run, type SmallCase } from './small-case.test-kit.ts';

const Invariants = suite('invariants');

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
