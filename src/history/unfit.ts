import type { HistoryChange } from './change.ts';

/** Before this, no change of a project can have been made: a clock was not set. */
const EARLIEST = Date.UTC(1971, 0);
const LATEST = Date.UTC(9999, 0);

/** Why a change that an importer found cannot stand in a history, in one phrase; undefined if it can. */
export function whyUnfit(change: HistoryChange): string | undefined {
  const { changeId, createdAt, mergedAt, closedAt, status } = change;
  if (changeId.trim() === '' || /\p{Cc}/u.test(changeId) || changeId.length > 1000) return 'no usable id';
  if (!isTime(createdAt)) return 'created at no time that can be';
  if (mergedAt !== undefined && !isTime(mergedAt)) return 'merged at no time that can be';
  if (closedAt !== undefined && !isTime(closedAt)) return 'closed at no time that can be';
  if (mergedAt !== undefined && mergedAt < createdAt) return 'created after it merged (a clock ran backward)';
  if (closedAt !== undefined && closedAt < createdAt) return 'created after it closed (a clock ran backward)';
  if (status === 'merged' && mergedAt === undefined) return 'merged at an unknown time';
  if (status !== 'merged' && mergedAt !== undefined) return `${status}, but with a time of merging`;
  if (status === 'open' && closedAt !== undefined) return 'open, but with a time of closing';
  return undefined;
}

function isTime(ms: number): boolean {
  return ms >= EARLIEST && ms < LATEST;
}
