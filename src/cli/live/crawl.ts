/** A page as it is kept, and from where to go on after it; `cursor` is null after the last. */
export interface Page {
  text: string;
  /** Changes in it. */
  changes: number;
  cursor: unknown;
}

/** Reads a source page by page, from the beginning (undefined) or from a cursor that an earlier page gave. */
export type Crawl = (from: unknown) => AsyncGenerator<Page>;

/** A source of changes on the network. */
export interface Live {
  /** What is read, for the state of an interrupted import. */
  name: string;
  crawl: Crawl;
  /** What should be known at the end. */
  notes: readonly string[];
}

/** The address that a `rel="next"` link of an answer names. */
export function nextLink(headers: Headers, at: URL): URL | undefined {
  for (const [, address, relations] of (headers.get('link') ?? '').matchAll(/<([^>]*)>\s*((?:;[^,<]*)*)/g)) {
    if (/;\s*rel\s*=\s*"?[^";]*\bnext\b/i.test(relations!) && URL.canParse(address!, at))
      return new URL(address!, at);
  }
  return undefined;
}

/** Objects of a JSON array. Throws if it is none. */
export function arrayIn(text: string): Record<string, unknown>[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) throw new Error('no array');
  return value.filter((item) => typeof item === 'object' && item !== null) as Record<string, unknown>[];
}

/** What a server's clock said when it answered. [ms] */
export function serverTime(headers: Headers): number | undefined {
  const time = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** Runs a few tasks at a time, in order of the list. */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await task(item);
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    queue.length = 0;
  }
}
