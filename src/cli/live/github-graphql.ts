import { InputError } from '../../errors.ts';
import type { Client } from './client.ts';
import { type Page, serverTime } from './crawl.ts';
import { type Order, pullsQuery } from './github-query.ts';

interface Cursor {
  order: Order;
  after?: string | undefined;
  size: number;
  /** Server's time at the first page of this pass; what is touched after it is read again in the next. [ms] */
  begun: number;
  /** Where this pass ends: what was touched last before has been read. [ms] */
  since: number;
  pass: number;
  /** Whether a page of this pass had news. */
  news: boolean;
}

/** Pull requests a page; a server that takes too long over them gets fewer to do. */
const SIZES = [50, 25, 10, 5, 1];
/** Clocks of one server's machines differ. [ms] */
const SLACK = 60_000;
const MOST_PASSES = 8;

interface Pulls {
  nodes: { number?: number; updatedAt?: string }[];
  pageInfo: { hasNextPage?: boolean; endCursor?: string | null };
}

/** Whether the server has GraphQL at all shows at the first page: undefined if it has not. */
export interface Graphql {
  client: Client;
  address: string;
  repo: string;
  notes: string[];
}

/**
 * All pull requests in order of creation, which does not move; then those that were touched meanwhile, until there
 * are none. Throws {@link NoGraphql}.
 */
export async function* graphqlPages(graphql: Graphql, from: unknown): AsyncGenerator<Page> {
  const beginning: Cursor = { order: 'created', size: SIZES[0]!, begun: 0, since: 0, pass: 1, news: false };
  const read = new Map<number | undefined, string | undefined>();
  let cursor: Cursor | null = (from ?? beginning) as Cursor | null;
  while (cursor !== null) {
    const { text, begun, size } = await askPage(graphql, cursor);
    const { nodes, pageInfo } = pullsIn(text, graphql);
    const news = nodes.some(({ number, updatedAt }) => !read.has(number) || read.get(number) !== updatedAt);
    for (const { number, updatedAt } of nodes) read.set(number, updatedAt);
    const first = cursor.after === undefined;
    const here: Cursor = {
      ...cursor,
      size,
      begun: first ? begun : cursor.begun,
      news: cursor.news || news,
    };
    cursor = following(here, nodes, pageInfo, graphql.notes);
    yield { text, changes: nodes.length, cursor };
  }
}

/** The server knows no GraphQL. */
export class NoGraphql extends Error {}

async function askPage(
  { client, address, repo }: Graphql,
  { order, after, size }: Cursor,
): Promise<{ text: string; begun: number; size: number }> {
  const sizes = SIZES.filter((smaller) => smaller <= size);
  for (const [i, smaller] of sizes.entries()) {
    const least = i === sizes.length - 1;
    try {
      const answer = await client.ask(new URL(address), {
        body: pullsQuery(repo, order, smaller, after),
        check: checkAnswer,
        absent: [404, 405],
        ...(least ? {} : { attempts: 4 }),
      });
      if (answer === undefined) throw new NoGraphql();
      return { text: answer.text, begun: serverTime(answer.headers) ?? 0, size: smaller };
    } catch (error) {
      if (least || !(error instanceof InputError) || !/ times$/.test(error.what)) throw error;
    }
  }
  throw new NoGraphql();
}

/** Limits and timeouts come as errors of an answer that is otherwise well. */
function checkAnswer(text: string): void {
  const { data, errors } = JSON.parse(text) as {
    data?: { repository?: unknown };
    errors?: { type?: string; message?: string }[];
  };
  const repository = data?.repository as { pullRequests?: { nodes?: unknown } } | null | undefined;
  if (Array.isArray(repository?.pullRequests?.nodes)) return;
  const error = errors?.[0];
  if (error?.type === 'NOT_FOUND' || error?.type === 'FORBIDDEN') return;
  throw new Error(error?.message ?? 'no pull requests in it');
}

function pullsIn(text: string, { address, repo }: Graphql): Pulls {
  const { data, errors } = JSON.parse(text) as {
    data?: { repository?: { pullRequests?: Pulls } | null };
    errors?: { message?: string }[];
  };
  const pulls = data?.repository?.pullRequests;
  if (pulls !== undefined)
    return { nodes: pulls.nodes.filter((node) => node !== null), pageInfo: pulls.pageInfo ?? {} };
  const why = errors?.[0]?.message ?? 'no such repository';
  throw new InputError(`${repo}: ${why}`, { file: address }, 'check the address, and what GH_TOKEN may read');
}

function following(
  cursor: Cursor,
  nodes: Pulls['nodes'],
  { hasNextPage, endCursor }: Pulls['pageInfo'],
  notes: string[],
): Cursor | null {
  const circle = hasNextPage === true && endCursor === cursor.after;
  if (circle) notes.push('the server shows the same page again and again: reading ended there');
  const more = hasNextPage === true && typeof endCursor === 'string' && !circle;
  const oldest = Math.min(...nodes.map(({ updatedAt }) => Date.parse(updatedAt ?? '')));
  const needed = cursor.order === 'created' || oldest >= cursor.since;
  return more && needed ? { ...cursor, after: endCursor! } : nextPass(cursor, notes);
}

/** A list that one answer shows whole has not moved under its reader; one without news need not be read again. */
function nextPass({ after, size, begun, pass, news }: Cursor, notes: string[]): Cursor | null {
  if (after === undefined || !news || begun === 0) return null;
  if (pass < MOST_PASSES)
    return { order: 'updated', size, begun: 0, since: begun - SLACK, pass: pass + 1, news: false };
  notes.push('changes are touched faster than they can be read: those touched last may be missing');
  return null;
}
