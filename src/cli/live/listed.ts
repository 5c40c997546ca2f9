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
  /** What was touched since the beginning is read again, once all was read. */
  again: boolean;
  /** Server's time at the first page. [ms] */
  begun: number;
  pages: number;
  /** Pages in a row with nothing new on them. */
  idle: number;
}

const LANES = 4;
/** Clocks of one server's machines differ. [ms] */
const SLACK = 60_000;
const MOST_IDLE = 3;

export async function* listedPages(listed: Listed, from: unknown): AsyncGenerator<Page> {
  let cursor: Cursor | null = (from ?? {
    next: listed.all.href,
    again: false,
    begun: 0,
    pages: 0,
    idle: 0,
  }) as Cursor | null;
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
    const begun: number = cursor.begun || (serverTime(answer.headers) ?? 0);
    const idle: number = fresh.length === 0 ? cursor.idle + 1 : 0;
    const here: Cursor = { ...cursor, begun, idle, pages: cursor.pages + 1 };
    const after = following(here, listed, items, next);
    if (after?.again === true && !cursor.again) seen = new Set();
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
  const stuck = cursor.idle >= MOST_IDLE;
  if (stuck && !cursor.again)
    listed.notes.push('the server shows the same changes again and again: reading ended there');
  const more = next !== undefined && !stuck;
  const since = cursor.begun - SLACK;
  if (cursor.again) return more && !listed.enough(items, since) ? { ...cursor, next: next! } : null;
  if (more) return { ...cursor, next: next! };
  // One answer that shows all of them has not grown old.
  if (cursor.pages === 1 || cursor.begun === 0) return null;
  return { ...cursor, next: listed.touched(since).href, again: true, idle: 0 };
}
