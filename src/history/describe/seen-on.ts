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
