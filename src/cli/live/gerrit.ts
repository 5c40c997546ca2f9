import type { ImportRequest } from '../import/request.ts';
import { mayCarrySecret, readAddress } from './address.ts';
import { Client } from './client.ts';
import { arrayIn, type Live } from './crawl.ts';
import { readGerritAddress } from './gerrit-address.ts';
import { type GerritChange, gerritPages, type Place } from './gerrit-pages.ts';
import type { Pace } from './pace.ts';

const OPTIONS = ['DETAILED_LABELS', 'DETAILED_ACCOUNTS', 'MESSAGES', 'ALL_REVISIONS', 'CURRENT_FILES'];

/**
 * Changes over Gerrit's REST interface. It lists what was touched last first, so that the list moves while it is read: a
 * change that is touched goes to its beginning and moves the others on. Pages overlap, and once the end is reached the
 * beginning is read again, as far as it was touched meanwhile.
 */
export function gerritLive({ source, signal, progress }: ImportRequest, pace?: Pace): Live {
  const url = readAddress(source, 'GERRIT_USER and GERRIT_PASSWORD');
  const { base, query, size } = readGerritAddress(url);
  const [user, password] = [process.env.GERRIT_USER, process.env.GERRIT_PASSWORD];
  const known = Boolean(user) && Boolean(password) && mayCarrySecret(url);
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  const client = new Client({
    origin: url.origin,
    secret: known ? { authorization: `Basic ${basic}` } : {},
    headers: { accept: 'application/json' },
    remedy: known
      ? 'check the address, GERRIT_USER and GERRIT_PASSWORD (the HTTP password of the settings)'
      : 'check the address, or set GERRIT_USER and GERRIT_PASSWORD (the HTTP password of the settings)',
    signal,
    progress,
    ...(pace === undefined ? {} : { pace }),
  });
  const ask = async ({ start, sortKey }: Place) => {
    const page = new URL(`${base}${known ? '/a' : ''}/changes/`);
    page.searchParams.set('q', query);
    for (const option of OPTIONS) page.searchParams.append('o', option);
    page.searchParams.set('n', String(size));
    if (sortKey !== undefined) page.searchParams.set('N', sortKey);
    else if (start > 0) page.searchParams.set('S', String(start));
    const answer = await client.ask(page, { check: (text) => void changesIn(text) });
    return answer!.text;
  };
  const notes: string[] = [];
  const crawl = (from: unknown) => gerritPages(ask, changesIn, notes, from);
  return { name: `gerrit ${base} ${query}`, crawl, notes };
}

/** Changes of an answer: one list, or a list for each of several queries. */
function changesIn(text: string): GerritChange[] {
  return arrayIn(text.replace(/^\)\]\}'\s*/, '')).flat() as GerritChange[];
}
