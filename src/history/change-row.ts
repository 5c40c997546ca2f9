import { CHANGE_COLUMNS, type HistoryChange } from './change.ts';
import { writeTime } from './times.ts';

/** Columns that may follow those of every history. */
export const EXTRA_COLUMNS = ['repo', 'moved'] as const;

export type ExtraColumn = (typeof EXTRA_COLUMNS)[number];

/** The first line of `changes.csv`. */
export function changeHeader(extra: readonly ExtraColumn[] = []): string {
  return `${[...CHANGE_COLUMNS, ...extra].join(',')}\n`;
}

/**
 * One change as a line of `changes.csv` (RFC 4180), which the reader turns back into the same change. Cells that a
 * spreadsheet would evaluate, those that begin with one of `= + - @`, carry an apostrophe in front, and so do cells that
 * begin with apostrophes and then one of these; the reader takes one apostrophe away again.
 *
 * @example changeRow({ changeId: '7', createdAt: 0, status: 'open', area: 'api', areas: ['api'], reviewers: [] })
 */
export function changeRow(change: HistoryChange, extra: readonly ExtraColumn[] = []): string {
  let row = textCell(change.changeId);
  row += `,${writeTime(change.createdAt)},${time(change.firstReviewAt)},${time(change.revisedAt)}`;
  row += `,${time(change.mergedAt)},${time(change.closedAt)},${change.status},${textCell(change.author)}`;
  row += `,${textCell(change.area)},${textCell(change.areas.join(';'))}`;
  row += `,${textCell(change.feature)},${textCell(change.kind)}`;
  row += `,${count(change.patchSets)},${count(change.files)}`;
  row += `,${count(change.insertions)},${count(change.deletions)},${textCell(change.reviewers.join(';'))}`;
  for (const column of extra) {
    if (column === 'repo') row += `,${textCell(change.repo)}`;
    else row += `,${change.moved === undefined ? '' : change.moved ? 1 : 0}`;
  }
  return `${row}\n`;
}

function time(ms: number | undefined): string {
  return ms === undefined ? '' : writeTime(ms);
}

function count(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

const FORMULA = /^'*[=+\-@]/;
const GUARDED = /^'+[=+\-@]/;

function textCell(text: string | undefined): string {
  if (text === undefined) return '';
  const guarded = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** The text of a cell that {@link changeRow} wrote. */
export function unguarded(cell: string): string {
  return cell.charCodeAt(0) === 39 && GUARDED.test(cell) ? cell.slice(1) : cell;
}

/** A name as it may stand in a cell and in a list: without semicolons, control characters and blank ends. */
export function plainName(text: string): string {
  return text
    .replace(/[;\p{Cc}\p{Cs}\u2028\u2029\uFEFF]+/gu, ' ')
    .slice(0, 200)
    .trim();
}
