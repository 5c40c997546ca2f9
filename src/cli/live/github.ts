import type { ImportRequest } from '../import/request.ts';
import { mayCarrySecret, readAddress } from './address.ts';
import { Client } from './client.ts';
import type { Live, Page } from './crawl.ts';
import { Details } from './details.ts';
import { readGithubAddress } from './github-address.ts';
import { graphqlPages, NoGraphql } from './github-graphql.ts';
import { listedPages } from './listed.ts';
import type { Pace } from './pace.ts';
import type { Item } from './rest-pages.ts';

/** Requests an hour that GitHub allows those who do not say who they are: too few to ask for each pull request. */
const ANONYMOUS = 60;

/**
 * Pull requests of GitHub. With a token over GraphQL, one request for 50 with their lists; without one, or from servers
 * that have none, over REST, four requests for each, or its list alone where few requests are allowed.
 */
export function githubLive({ source, signal, progress }: ImportRequest, pace?: Pace): Live {
  const url = readAddress(source, 'GH_TOKEN');
  const { repo, rest, graphql } = readGithubAddress(url);
  const token = process.env.GH_TOKEN || process.env.GITHUB_TOKEN;
  const known = Boolean(token) && mayCarrySecret(new URL(rest));
  const client = new Client({
    origin: new URL(rest).origin,
    secret: known ? { authorization: `Bearer ${token}` } : {},
    headers: { accept: 'application/vnd.github+json', 'user-agent': 'reorgsim' },
    remedy: known ? 'check the address, and what GH_TOKEN may read' : 'check the address, or set GH_TOKEN',
    signal,
    progress,
    ...(pace === undefined ? {} : { pace }),
  });
  const notes: string[] = [];
  if (url.search !== '') notes.push('what follows the question mark of the address was not read');
  const crawl = async function* (from: unknown): AsyncGenerator<Page> {
    const begun = from as { rest?: unknown; graphql?: unknown } | undefined;
    if (known && begun?.rest === undefined) {
      try {
        yield* named('graphql', graphqlPages({ client, address: graphql, repo, notes }, begun?.graphql));
        return;
      } catch (error) {
        if (!(error instanceof NoGraphql)) throw error;
      }
    }
    yield* named('rest', restPages(client, `${rest}/repos/${repo}`, notes, begun?.rest));
  };
  return { name: `github ${rest} ${repo}`, crawl, notes };
}

/** An interrupted import goes on in the way in which it began. */
async function* named(way: string, pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
  for await (const page of pages)
    yield { ...page, cursor: page.cursor === null ? null : { [way]: page.cursor } };
}

function restPages(client: Client, base: string, notes: string[], from: unknown): AsyncGenerator<Page> {
  const details = new Details(client);
  let few = false;
  const listed = {
    client,
    all: new URL(`${base}/pulls?state=all&sort=created&direction=asc&per_page=100`),
    touched: () => new URL(`${base}/pulls?state=all&sort=updated&direction=desc&per_page=100`),
    enough: (items: readonly Item[], since: number) =>
      items.some(({ updated_at }) => Date.parse(String(updated_at)) < since),
    detailed: async (item: Item, headers: Headers) => {
      few ||= Number(headers.get('x-ratelimit-limit') ?? Number.POSITIVE_INFINITY) <= ANONYMOUS;
      return few ? item : withLists(item, base, details);
    },
    numberOf: ({ number }: Item) => String(number),
    notes,
  };
  return closing(listedPages(listed, from), () => {
    if (few)
      notes.push(
        'without a token GitHub allows too few requests to ask for sizes, files and reviews: set GH_TOKEN',
      );
    for (const name of details.refused) notes.push(`the server gives no ${name}`);
  });
}

async function withLists(item: Item, base: string, details: Details): Promise<Item> {
  const number = String(item.number);
  if (!/^\d{1,15}$/.test(number)) return item;
  const list = async (name: string, path: string) =>
    whole(await details.list(name, `${base}/${path}?per_page=100`));
  return {
    ...item,
    ...(await details.object('sizes', `${base}/pulls/${number}`)),
    files: await list('files', `pulls/${number}/files`),
    reviews: await list('reviews', `pulls/${number}/reviews`),
    timeline: await list('timeline', `issues/${number}/timeline`),
  };
}

/** A list of which nothing was cut, whatever its length. */
function whole(items: Item[] | undefined): object | undefined {
  return items === undefined ? undefined : { nodes: items, pageInfo: { hasNextPage: false } };
}

async function* closing(pages: AsyncGenerator<Page>, end: () => void): AsyncGenerator<Page> {
  yield* pages;
  end();
}
