import type { Answer, Client } from './client.ts';
import { arrayIn, nextLink } from './crawl.ts';

export type Item = Record<string, unknown>;

export interface ListPage {
  items: Item[];
  answer: Answer;
  /** Undefined after the last page. */
  next: string | undefined;
  /** Whether the server's links went in a circle. */
  circle: boolean;
}

/** Next pages of this list that were seen so far, to know circles. */
export type Seen = Set<string>;

/**
 * One page of a list of REST: where the next one is, a `Link` says (GitHub, GitLab), or `X-Next-Page` (GitLab), or, where
 * neither is sent, a page that is as full as was asked for. A link that was followed before counts the page instead.
 */
export async function listPage(client: Client, address: string, seen: Seen): Promise<ListPage> {
  const url = new URL(address);
  seen.add(plain(url));
  const answer = (await client.ask(url, { check: (text) => void arrayIn(text) }))!;
  const items = arrayIn(answer.text);
  const next = following(url, answer, items.length);
  const circle = next !== undefined && seen.has(plain(next));
  const counted = circle && items.length > 0 ? numbered(url, pageOf(url) + 1) : undefined;
  const after = circle ? (counted !== undefined && !seen.has(plain(counted)) ? counted : undefined) : next;
  return { items, answer, next: after?.href, circle };
}

/** All items of a list, or undefined where the server does not give it. */
export async function wholeList(client: Client, address: string, most = 100): Promise<Item[] | undefined> {
  const seen: Seen = new Set();
  const items: Item[] = [];
  for (let next: string | undefined = address; next !== undefined && seen.size < most; ) {
    const url: URL = new URL(next);
    seen.add(plain(url));
    const answer = await client.ask(url, {
      check: (text) => void arrayIn(text),
      absent: [403, 404, 406, 410],
    });
    if (answer === undefined) return undefined;
    const found = arrayIn(answer.text);
    items.push(...found);
    const after: URL | undefined = following(url, answer, found.length);
    next = after === undefined || seen.has(plain(after)) ? undefined : after.href;
  }
  return items;
}

function following(url: URL, { headers }: Answer, count: number): URL | undefined {
  const linked = nextLink(headers, url);
  if (linked !== undefined) return /^https?:$/.test(linked.protocol) ? linked : undefined;
  const page = headers.get('x-next-page')?.trim();
  if (page !== undefined) return /^\d+$/.test(page) ? numbered(url, Number(page)) : undefined;
  if (headers.has('link')) return undefined;
  const size = Number(url.searchParams.get('per_page'));
  return count > 0 && count >= size ? numbered(url, pageOf(url) + 1) : undefined;
}

function pageOf(url: URL): number {
  return Number(url.searchParams.get('page') ?? 1);
}

function numbered(url: URL, page: number): URL {
  const next = new URL(url);
  next.searchParams.set('page', String(page));
  return next;
}

/** An address with its parameters in order of their names. */
function plain(url: URL): string {
  const sorted = new URL(url);
  sorted.searchParams.sort();
  if (!sorted.searchParams.has('page')) sorted.searchParams.append('page', '1');
  sorted.searchParams.sort();
  return sorted.href;
}
