import type { HistoryChange } from '../change.ts';
import { Calendar } from './periods.ts';
import { Tally } from './tally.ts';

/** A change of samples: times as ISO, a blank end for one that is open. */
export function sampleChange(
  id: string | number,
  created: string,
  end: string,
  more: Partial<HistoryChange> = {},
): HistoryChange {
  const ms = (text: string) => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
  const area = more.area ?? 'core';
  const status = more.status ?? (end === '' ? 'open' : 'merged');
  return {
    changeId: String(id),
    createdAt: ms(created),
    mergedAt: status === 'merged' ? ms(end) : undefined,
    closedAt: end === '' ? undefined : ms(end),
    status,
    area,
    areas: [area],
    reviewers: [],
    ...more,
  };
}

export function tallyOf(changes: Iterable<HistoryChange>, calendar = new Calendar()): Tally {
  const tally = new Tally(calendar);
  for (const change of changes) tally.add(change);
  return tally;
}

/** As `describeHistory` reads it. */
export function readerOf(changes: readonly HistoryChange[]): () => AsyncIterable<HistoryChange> {
  return async function* () {
    yield* changes;
  };
}
