import { OUTCOME, type Records } from './record.ts';
import type { ReviewTold, Story } from './reference-loop.test-kit.ts';

const WORDS = Object.keys(OUTCOME) as ReviewTold['outcome'][];

/** The records of a run in the form in which the reference loop tells its own. */
export function storyOf(records: Records): Story {
  const of = (column: ArrayLike<number>) => Array.from({ length: records.changes }, (_, i) => column[i]!);
  return {
    firstReview: of(records.firstReview),
    approved: of(records.approved),
    merged: of(records.merged),
    abandoned: of(records.abandoned),
    patchSets: of(records.patchSets),
    reviews: Array.from({ length: records.reviews }, (_, i) => ({
      person: records.reviewer[i]!,
      change: records.change[i]!,
      part: records.part[i]!,
      patchSet: records.patchSet[i]!,
      stage: records.stage[i]!,
      visit: records.visit[i]!,
      queued: records.queued[i]!,
      started: records.started[i]!,
      finished: records.finished[i]!,
      outcome: WORDS[records.outcome[i]!]!,
    })),
    stays: Array.from({ length: records.stays }, (_, i) => ({
      change: records.stayChange[i]!,
      from: records.stayFrom[i]!,
      until: records.stayUntil[i]!,
    })),
    divided: records.divided.map(({ change, at, parts }) => ({ change, at, parts })),
    partMerges: records.partMerges.map(({ change, from, merged }) => ({ change, from, merged })),
    turnedAway: [...records.turnedAway],
    until: records.until,
  };
}
