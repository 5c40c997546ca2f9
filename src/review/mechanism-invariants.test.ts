import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SharedHours } from '../experiment/shared-hours.ts';
import { WEEK } from '../scenario/types.ts';
import { exponential } from '../stats/distribution.ts';
import { cases, HORIZON, reorganized, SEED } from './random-case.test-kit.ts';
import { NEVER, OUTCOME } from './record.ts';
import { Replay, reviewsIn } from './replay.test-kit.ts';
import { type Run, run, type SmallCase, type SmallChange } from './small-case.test-kit.ts';

// As invariants.test.ts, with the mechanisms that are off by default.
const Invariants = suite('invariants of mechanisms');

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

const mechanisms = fc.record({
  limit: oneOf(undefined, 1, 3),
  interrupts: fc.boolean(),
  in_hand: oneOf(1, 2, NEVER),
  takes_joining: oneOf('longest idle' as const, 'most familiar' as const, 'fewest areas' as const),
  takes_from: oneOf('by discipline' as const, 'longest line' as const),
  shift: oneOf(undefined, { on: 8.3, off: 15.9 }),
  away: oneOf(undefined, { after: exponential(50), lasts: exponential(20) }),
  priorities: fc.array(oneOf(-1, 0, 1), { minLength: 14, maxLength: 14 }),
});

const withMechanisms = (given: fc.Arbitrary<SmallCase>): fc.Arbitrary<SmallCase> =>
  fc.tuple(given, mechanisms).map(([plain, { shift, away, priorities, ...rules }]): SmallCase => {
    const changes = Object.entries(plain.changes).map(([name, change], i): [string, SmallChange] => [
      name,
      { ...change, priority: priorities[i]! },
    ]);
    const review = { ...plain.review, ...rules };
    if (rules.interrupts) Object.assign(review, { discipline: 'priority', in_hand: 1 });
    return { ...plain, changes: Object.fromEntries(changes), review, peopleRules: { shift, away } };
  });

function always(
  claim: string,
  given: fc.Arbitrary<SmallCase>,
  holds: (run: Run, given: SmallCase) => void,
): void {
  Invariants(`${claim} (seed ${SEED})`, () => {
    fc.assert(
      fc.property(withMechanisms(given), (one) => holds(run(one), one)),
      { seed: SEED, numRuns: 400 },
    );
  });
}

always('no more changes are open than the limit allows, or were at the start', reorganized, (result) => {
  const { records, changes, scenario } = result;
  const limit = scenario.review.limit ?? NEVER;
  const closed = Array.from({ length: changes.count }, (_, i) =>
    Math.min(records.merged[i]!, records.abandoned[i]!),
  );
  const openAt = (time: number, but: number) =>
    closed.filter(
      (at, i) => i !== but && !records.turnedAway.includes(i) && changes.created[i]! <= time && at >= time,
    ).length;
  const atStart = closed.filter((_, i) => changes.created[i]! < 0).length;
  for (let change = 0; change < changes.count; change++) {
    const created = changes.created[change]!;
    if (records.turnedAway.includes(change)) {
      assert.is(records.abandoned[change], created);
      assert.is(records.firstReview[change], NEVER);
      assert.ok(openAt(created, change) >= limit);
    } else if (created <= HORIZON) assert.ok(openAt(created, -1) <= Math.max(limit, atStart) || created < 0);
  }
});

always('nobody has more in hand than the rules say, nor a change twice', reorganized, (result) => {
  const reviews = reviewsIn(result).map((review, i) => ({ ...review, part: result.records.part[i]! }));
  for (const one of reviews) {
    const beside = reviews.filter(
      ({ person, started, finished }) =>
        person === one.person && started <= one.started && one.started < finished,
    );
    assert.ok(beside.length <= result.scenario.review.in_hand);
    assert.ok(beside.filter(({ part }) => part === one.part).length <= 1);
  }
});

always('nobody takes anything up while away', reorganized, (result) => {
  for (const { person, started } of reviewsIn(result)) {
    assert.ok(result.capacity.works(person, Math.floor(started / WEEK)));
    assert.ok(result.capacity.isThere(person, started));
  }
});

always('all parts of a review that has ended make up its work, whoever did them', cases, (result, given) => {
  const { records, capacity, rights } = result;
  const hours = new SharedHours(records, capacity, []);
  const efforts = Object.values(given.changes).map(({ effort }) => effort);
  const reviews = reviewsIn(result);
  const done = new Map<string, number>();
  reviews.forEach(({ person, change, stage, patchSet, outcome }, i) => {
    const factor = rights.effort.factor(rights.poolOf[person]!, stage);
    const read = reviews
      .slice(0, i)
      .some(
        (other) =>
          other.person === person &&
          other.change === change &&
          other.stage === stage &&
          other.patchSet < patchSet &&
          ([OUTCOME.approved, OUTCOME.revision, OUTCOME.outdated] as number[]).includes(other.outcome) &&
          other.finished <= reviews[i]!.started,
      );
    const work = efforts[change]! * factor * (read ? given.review!.re_review! : 1);
    const key = `${change} ${records.visit[i]}`;
    const share = (done.get(key) ?? 0) + (hours.finished[i]! - hours.started[i]!) / work;
    done.set(key, share);
    const over = outcome === OUTCOME.approved || outcome === OUTCOME.revision || outcome === OUTCOME.outdated;
    assert.ok(
      over ? Math.abs(share - 1) < 1e-6 : share < 1 + 1e-6,
      `${share} of the work, outcome ${outcome}`,
    );
  });
});

always('nothing waits for somebody who has room, or who reads what it may interrupt', cases, (result) => {
  const { changes, scenario, capacity, records } = result;
  const { in_hand, interrupts, prefers, takes_from } = scenario.review;
  const replay = new Replay(result);
  for (const time of replay.moments()) {
    const state = replay.at(time);
    for (let person = 0; person < capacity.people; person++) {
      if (!capacity.isThere(person, time)) continue;
      const hand = replay.reviews.filter(
        (review) => review.person === person && review.started <= time && time < review.finished,
      );
      const takeable = state.changes.flatMap((_, change) =>
        replay.mayTake(state, person, change) && !hand.some((review) => review.change === change)
          ? [change]
          : [],
      );
      if (hand.length < in_hand) assert.equal(takeable, [], `person ${person} at ${time}`);
      if (!interrupts || hand.length === 0 || prefers === 'familiar' || takes_from === 'longest line')
        continue;
      for (const change of takeable)
        assert.ok(
          changes.priority[change]! >= changes.priority[hand[0]!.change]!,
          `change ${change} waits at ${time} beside ${hand[0]!.change}, of ${records.reviews} reviews`,
        );
    }
  }
});

Invariants.run();
