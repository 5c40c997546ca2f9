import type { Client } from './client.ts';
import { inLanes, type Page, serverTime } from './crawl.ts';
import { type Item, listPage, type Seen } from './rest-pages.ts';

/** A list of REST, in order of creation, of which each item has further lists. */
export interface Listed {
  client: Client;
  /** First page of all items. */
  all: URL;
  /** First page of those that were touched since. */
  touched: (since: number) => URL;
  /** Whether a page of touched items, being in order of their touch, is the last that matters. */
  enough: (items: readonly Item[], since: number) => boolean;
  /** Adds to an item what its own lists say. */
  detailed: (item: Item, headers: Headers) => Promise<Item>;
  numberOf: (item: Item) => string;
  notes: string[];
}

interface Cursor {
  next: string;
  /** In the first everything is read, in each further what was touched while the one before was under way. */
  pass: number;
  /** Server's time at the first page of this pass. [ms] */
  begun: number;
  /** What was touched before has been read. [ms] */
  since: number;
  pages: number;
  /** Whether a page of this pass had news. */
  news: boolean;
  /** Pages in a row with nothing new on them. */
  idle: number;
}

const LANES = 4;
/** Clocks of one server's machines differ. [ms] */
const SLACK = 60_000;
const MOST_IDLE = 3;
const MOST_PASSES = 8;

function beginning(next: URL, since: number, pass: number): Cursor {
  return { next: next.href, pass, begun: 0, since, pages: 0, news: false, idle: 0 };
}

export async function* listedPages(listed: Listed, from: unknown): AsyncGenerator<Page> {
  let cursor: Cursor | null = (from ?? beginning(listed.all, 0, 1)) as Cursor | null;
  /** When each item that was read had been touched last. */
  const read = new Map<string, unknown>();
  let seen: Seen = new Set();
  while (cursor !== null) {
    const { items, answer, next, circle } = await listPage(listed.client, cursor.next, seen);
    if (circle)
      listed.notes.push(
        'the links of the server to its next page went in a circle: pages were counted instead',
      );
    const fresh = items.filter((item) => !isRead(item, read, listed));
    const found = await detailedAll(listed, fresh, answer.headers);
    for (const item of items) read.set(listed.numberOf(item), item.updated_at);
    const here: Cursor = {
      ...cursor,
      begun: cursor.begun || (serverTime(answer.headers) ?? 0),
      idle: fresh.length === 0 ? cursor.idle + 1 : 0,
      news: cursor.news || fresh.length > 0,
      pages: cursor.pages + 1,
    };
    const after = following(here, listed, items, next);
    if (after?.pass !== here.pass) seen = new Set();
    cursor = after;
    yield { text: found.map((item) => `${JSON.stringify(item)}\n`).join(''), changes: found.length, cursor };
  }
}

function isRead(item: Item, read: ReadonlyMap<string, unknown>, { numberOf }: Listed): boolean {
  const number = numberOf(item);
  return read.has(number) && read.get(number) === item.updated_at;
}

async function detailedAll(listed: Listed, items: readonly Item[], headers: Headers): Promise<Item[]> {
  const found = [...items];
  await inLanes([...items.keys()], LANES, async (i) => {
    found[i] = await listed.detailed(items[i]!, headers);
  });
  return found;
}

function following(
  cursor: Cursor,
  listed: Listed,
  items: readonly Item[],
  next: string | undefined,
): Cursor | null {
  const { pass, begun, since, pages, news, idle } = cursor;
  // What was touched is read again as far as a minute back, and so may well show nothing new for some pages.
  const stuck = idle >= (pass === 1 ? MOST_IDLE : 20 * MOST_IDLE);
  if (stuck) listed.notes.push('the server shows the same changes again and again: reading ended there');
  const needed = !stuck && (pass === 1 || !listed.enough(items, since));
  if (next !== undefined && needed) return { ...cursor, next };
  // A list that one answer shows whole has not moved under its reader; one without news need not be read again.
  if (pages === 1 || !news || begun === 0) return null;
  if (pass < MOST_PASSES) return beginning(listed.touched(begun - SLACK), begun - SLACK, pass + 1);
  listed.notes.push('changes are touched faster than they can be read: those touched last may be missing');
  return null;
}
