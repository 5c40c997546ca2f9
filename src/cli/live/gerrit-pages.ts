import type { Page } from './crawl.ts';

export type GerritChange = Record<string, unknown>;

/** Where a page begins. */
export interface Place {
  /** Changes to leave out. */
  start: number;
  /** Instead, for servers before 2.9: the key of the last change of the page before. */
  sortKey?: string | undefined;
}

interface Cursor extends Place {
  /** Numbers on the page before. */
  last: number[];
  /** Whether the next page must show some of them. */
  overlaps: boolean;
  /** Pages in a row that showed nothing else. */
  repeats: number;
  /** The newest update on the first page of this pass. */
  mark: string;
  /** This pass ends with what was last updated before; empty in the first, which reads everything. */
  until: string;
  pass: number;
}

const BEGINNING: Cursor = { start: 0, last: [], overlaps: false, repeats: 0, mark: '', until: '', pass: 1 };

/** Share of a page that is read again with the next, so that it shows whether the list has moved. */
const OVERLAP = 1 / 20;
const MOST_PASSES = 8;
const MOST_REPEATS = 3;

/**
 * Pages of a list that has what was touched last first, and so moves while it is read: a change that is touched goes to
 * its beginning and moves others on; one that is deleted moves others back. Pages overlap; where nothing of the page
 * before is seen again, one page back is read. Once the end is reached the beginning is read again, as far as it was
 * touched meanwhile, until that takes no more than a page.
 */
export async function* gerritPages(
  ask: (place: Place) => Promise<string>,
  changesIn: (text: string) => GerritChange[],
  notes: string[],
  from: unknown,
): AsyncGenerator<Page> {
  let cursor: Cursor | null = (from ?? BEGINNING) as Cursor | null;
  while (cursor !== null) {
    const text = await ask(cursor);
    const changes = changesIn(text);
    cursor = after(cursor, changes, notes);
    yield { text, changes: changes.length, cursor };
  }
}

function after(cursor: Cursor, changes: readonly GerritChange[], notes: string[]): Cursor | null {
  const numbers = changes.map(({ _number }) => Number(_number));
  const first = isFirst(cursor);
  const mark = first ? newest(changes) : cursor.mark;
  const before = new Set(cursor.last);
  const seen = numbers.filter((number) => before.has(number)).length;
  if (cursor.overlaps && seen === 0 && changes.length > 0)
    return { ...cursor, start: Math.max(0, cursor.start - before.size), last: [], overlaps: false };
  const repeats = changes.length > 0 && seen === changes.length ? cursor.repeats + 1 : 0;
  if (repeats >= MOST_REPEATS)
    notes.push('the server shows the same page again and again: reading ended there');
  const more = changes.some(({ _more_changes }) => _more_changes === true) && repeats < MOST_REPEATS;
  const oldest = String(changes.at(-1)?.updated ?? '');
  if (!more || oldest < cursor.until) return nextPass({ ...cursor, mark }, first, notes);
  const overlap = changes.length < 2 ? 0 : Math.max(1, Math.floor(changes.length * OVERLAP));
  const sortKey = changes.at(-1)?._sortkey;
  const start = cursor.start + changes.length - overlap;
  const place = typeof sortKey === 'string' ? { start, sortKey } : { start };
  return {
    ...cursor,
    ...place,
    mark,
    repeats,
    last: numbers,
    overlaps: overlap > 0 && sortKey === undefined,
  };
}

/** A list that one answer shows whole has not moved under it. */
function nextPass({ pass, mark }: Cursor, onePage: boolean, notes: string[]): Cursor | null {
  if (onePage || mark === '') return null;
  if (pass < MOST_PASSES) return { ...BEGINNING, until: mark, pass: pass + 1 };
  notes.push('changes are touched faster than they can be read: those touched last may be missing');
  return null;
}

function isFirst({ start, sortKey }: Cursor): boolean {
  return start === 0 && sortKey === undefined;
}

function newest(changes: readonly GerritChange[]): string {
  return changes.map(({ updated }) => String(updated ?? '')).reduce((a, b) => (a > b ? a : b), '');
}
