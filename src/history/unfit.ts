import type { HistoryChange } from './change.ts';
import { isPlausible } from './times.ts';

/** Why a change that an importer found cannot stand in a history, in one phrase; undefined if it can. */
export function whyUnfit(change: HistoryChange): string | undefined {
  const { changeId, createdAt, mergedAt, closedAt, status } = change;
  if (changeId.trim() === '' || /\p{Cc}/u.test(changeId) || changeId.length > 1000) return 'no usable id';
  if (!isPlausible(createdAt)) return 'created at no time that can be';
  if (mergedAt !== undefined && !isPlausible(mergedAt)) return 'merged at no time that can be';
  if (closedAt !== undefined && !isPlausible(closedAt)) return 'closed at no time that can be';
  if (mergedAt !== undefined && mergedAt < createdAt) return 'created after it merged (a clock ran backward)';
  if (closedAt !== undefined && closedAt < createdAt) return 'created after it closed (a clock ran backward)';
  if (status === 'merged' && mergedAt === undefined) return 'merged at an unknown time';
  if (status !== 'merged' && mergedAt !== undefined) return `${status}, but with a time of merging`;
  if (status === 'open' && closedAt !== undefined) return 'open, but with a time of closing';
  return undefined;
}
