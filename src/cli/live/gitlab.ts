import { InputError } from '../../errors.ts';
import type { ImportRequest } from '../import/request.ts';
import { mayCarrySecret, readAddress } from './address.ts';
import { Client } from './client.ts';
import type { Live, Page } from './crawl.ts';
import { Details } from './details.ts';
import { listedPages } from './listed.ts';
import type { Pace } from './pace.ts';
import type { Item } from './rest-pages.ts';

/** Merge requests of a project of GitLab over API v4: its list, and for each of them notes, versions and differences. */
export function gitlabLive({ source, signal, progress }: ImportRequest, pace?: Pace): Live {
  const url = readAddress(source, 'GITLAB_TOKEN');
  const base = readGitlabAddress(url);
  const token = process.env.GITLAB_TOKEN;
  const known = Boolean(token) && mayCarrySecret(url);
  const client = new Client({
    origin: url.origin,
    secret: known ? { 'private-token': token! } : {},
    headers: { accept: 'application/json' },
    remedy: known
      ? 'check the address, and what GITLAB_TOKEN may read'
      : 'check the address (https://host/group/project), or set GITLAB_TOKEN',
    signal,
    progress,
    ...(pace === undefined ? {} : { pace }),
  });
  const notes: string[] = [];
  const details = new Details(client);
  const list = (more: Record<string, string>) => {
    const page = new URL(`${base}/merge_requests`);
    const usual = { state: 'all', scope: 'all', order_by: 'created_at', sort: 'asc', per_page: '50' };
    for (const [name, value] of Object.entries({ ...usual, ...given(url), ...more }))
      page.searchParams.set(name, value);
    return page;
  };
  const listed = {
    client,
    all: list({}),
    touched: (since: number) => list({ updated_after: new Date(since).toISOString() }),
    enough: () => false,
    detailed: (item: Item) => withLists(item, base, details),
    numberOf: ({ iid }: Item) => String(iid),
    notes,
  };
  const crawl = async function* (from: unknown): AsyncGenerator<Page> {
    yield* listedPages(listed, from);
    for (const name of details.refused)
      notes.push(`the server gives no ${name}${known ? '' : ': set GITLAB_TOKEN'}`);
  };
  return { name: `gitlab ${list({}).href}`, crawl, notes };
}

/** What an address of the interface asks for by itself, such as `created_after`. */
function given(url: URL): Record<string, string> {
  const own = [...url.searchParams].filter(
    ([name]) => !['page', 'per_page', 'order_by', 'sort'].includes(name),
  );
  return url.pathname.includes('/api/v4/') ? Object.fromEntries(own) : {};
}

/** Where a project's interface begins: by the project's own address, or one of the interface. */
function readGitlabAddress(url: URL): string {
  const [, api, id] = /^(.*\/api\/v4\/projects\/)([^/]+)/.exec(url.pathname) ?? [];
  if (api !== undefined && id !== undefined) return `${url.origin}${api}${id}`;
  const path = url.pathname
    .replace(/\/-\/.*$/, '')
    .replace(/\/merge_requests\/?.*$/, '')
    .replace(/\.git$/, '')
    .replace(/^\/+|\/+$/g, '');
  if (!path.includes('/'))
    throw new InputError(
      'no project',
      { file: `${url.origin}${url.pathname}` },
      'write https://host/group/project',
    );
  return `${url.origin}/api/v4/projects/${encodeURIComponent(decodeURIComponent(path))}`;
}

async function withLists(item: Item, base: string, details: Details): Promise<Item> {
  const iid = String(item.iid);
  if (!/^\d{1,15}$/.test(iid)) return item;
  const list = (name: string, path: string) =>
    details.list(name, `${base}/merge_requests/${iid}/${path}per_page=100`);
  const notes = await list('notes', 'notes?order_by=created_at&sort=asc&');
  const versions = await list('versions', 'versions?');
  const diffs = await list('differences', 'diffs?');
  if (diffs !== undefined) return { ...item, notes, versions, diffs };
  // Before 15.7 there was no list of them.
  const old = await details.object('changes', `${base}/merge_requests/${iid}/changes`);
  const { changes, changes_count, overflow } = old ?? {};
  return { ...item, notes, versions, changes, changes_count, overflow };
}
