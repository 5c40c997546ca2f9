import type { HistoryChange } from '../change.ts';

/**
 * A change as records showed it at a time [ms]: undefined if it had not come yet, open if it ended later. What is known
 * only of its end (patch sets, size, reviewers) is left out then, since the record tells the last state alone.
 */
export function seenOn(change: HistoryChange, at: number): HistoryChange | undefined {
  if (change.createdAt >= at) return undefined;
  const end = change.mergedAt ?? change.closedAt;
  const before = (time: number | undefined) => (time !== undefined && time < at ? time : undefined);
  if (end === undefined || end < at)
    return {
      ...change,
      firstReviewAt: before(change.firstReviewAt),
      revisedAt: before(change.revisedAt),
    };
  return {
    changeId: change.changeId,
    createdAt: change.createdAt,
    firstReviewAt: before(change.firstReviewAt),
    revisedAt: before(change.revisedAt),
    status: 'open',
    author: change.author,
    area: change.area,
    areas: change.areas,
    feature: change.feature,
    kind: change.kind,
    reviewers: [],
    repo: change.repo,
    moved: change.moved,
  };
}

/** 1990-01-01: what was created earlier was created by a clock that was not set. */
const EARLIEST = Date.UTC(1990, 0, 1);
const DAY = 86_400_000;

/** Why the times of a change cannot be, at a time of reading [ms]; undefined if they can. */
export function implausible(change: HistoryChange, now: number): string | undefined {
  const { createdAt, firstReviewAt, revisedAt, mergedAt, closedAt } = change;
  if (createdAt < EARLIEST) return 'created before 1990';
  const last = Math.max(createdAt, firstReviewAt ?? 0, revisedAt ?? 0, mergedAt ?? 0, closedAt ?? 0);
  return last > now + DAY ? 'a time in the future' : undefined;
}
