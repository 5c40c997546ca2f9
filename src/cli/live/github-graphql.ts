import { InputError } from '../../errors.ts';
import type { Client } from './client.ts';
import { type Page, serverTime } from './crawl.ts';
import { type Order, pullsQuery } from './github-query.ts';

interface Cursor {
  order: Order;
  after?: string | undefined;
  size: number;
  /** Server's time at the first page; what is touched after it is read again at the end. [ms] */
  begun: number;
}

/** Pull requests a page; a server that takes too long over them gets fewer to do. */
const SIZES = [50, 25, 10, 5, 1];
/** Clocks of one server's machines differ. [ms] */
const SLACK = 60_000;

interface Pulls {
  nodes: { updatedAt?: string }[];
  pageInfo: { hasNextPage?: boolean; endCursor?: string | null };
}

/** Whether the server has GraphQL at all shows at the first page: undefined if it has not. */
export interface Graphql {
  client: Client;
  address: string;
  repo: string;
  notes: string[];
}

/** All pull requests in order of creation, then those that were touched meanwhile. Throws {@link NoGraphql}. */
export async function* graphqlPages(graphql: Graphql, from: unknown): AsyncGenerator<Page> {
  let cursor: Cursor | null = (from ?? { order: 'created', size: SIZES[0], begun: 0 }) as Cursor | null;
  let pages = 0;
  while (cursor !== null) {
    const { text, begun, size } = await askPage(graphql, cursor);
    const { nodes, pageInfo } = pullsIn(text, graphql);
    pages++;
    const from: Cursor = { ...cursor, size, begun: cursor.begun === 0 ? begun : cursor.begun };
    cursor = following(from, nodes, pageInfo, pages, graphql.notes);
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
  pages: number,
  notes: string[],
): Cursor | null {
  const moves = hasNextPage === true && typeof endCursor === 'string';
  const circle = moves && endCursor === cursor.after;
  if (circle) notes.push('the server shows the same page again and again: reading ended there');
  const since = cursor.begun - SLACK;
  if (cursor.order === 'updated') {
    const oldest = Math.min(...nodes.map(({ updatedAt }) => Date.parse(updatedAt ?? '')));
    return moves && !circle && oldest >= since ? { ...cursor, after: endCursor } : null;
  }
  if (moves && !circle) return { ...cursor, after: endCursor };
  // One answer that shows all of them has not grown old.
  if (pages === 1 && cursor.after === undefined) return null;
  return cursor.begun === 0 ? null : { ...cursor, order: 'updated', after: undefined };
}
