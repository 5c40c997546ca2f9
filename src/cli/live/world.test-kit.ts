import type { Asked, Said } from './faulty-server.test-kit.ts';

/** A change as all the servers of tests tell it, each in its own words. */
export interface WorldChange {
  number: number;
  created: number;
  updated: number;
  merged: number | undefined;
}

const BEGINNING = Date.UTC(2025, 0, 6);
const HOUR = 3_600_000;

/** Changes on a server, which may be touched and added while they are read. */
export class World {
  readonly changes: WorldChange[];
  /** Of what was last touched; the present, and always later. */
  private clock = 0;

  constructor(count: number) {
    this.changes = Array.from({ length: count }, (_, i) => {
      const created = BEGINNING + i * 5 * HOUR;
      const updated = created + ((i * 7919) % 1000) * HOUR;
      return { number: i + 1, created, updated, merged: i % 3 === 0 ? updated : undefined };
    });
  }

  touch(number: number): void {
    const change = this.changes[number - 1]!;
    change.updated = this.now();
    change.merged ??= change.updated;
  }

  add(): void {
    const created = this.now();
    this.changes.push({ number: this.changes.length + 1, created, updated: created, merged: undefined });
  }

  /** Number and state of each change, as an import of all of them should give them. */
  truth(): string[] {
    return this.changes.map(({ number, merged }) => `${number} ${merged === undefined ? 'open' : 'merged'}`);
  }

  private now(): number {
    this.clock = Math.max(this.clock + 1000, Date.now());
    return this.clock;
  }
}

const iso = (time: number | undefined) => (time === undefined ? null : new Date(time).toISOString());
const gerritTime = (time: number) => `${iso(time)!.slice(0, 19).replace('T', ' ')}.000000000`;

export function gerritServer(world: World, most: number): (asked: Asked) => Said {
  return ({ url }) => {
    const [start, size] = [Number(url.searchParams.get('S') ?? 0), Number(url.searchParams.get('n'))];
    const all = [...world.changes].sort((a, b) => b.updated - a.updated);
    const page = all.slice(start, start + Math.min(size, most));
    const told = page.map(({ number, created, updated, merged }, i) => ({
      _number: number,
      project: 'acme',
      status: merged === undefined ? 'NEW' : 'MERGED',
      created: gerritTime(created),
      updated: gerritTime(updated),
      ...(merged === undefined ? {} : { submitted: gerritTime(merged) }),
      owner: { _account_id: 1, username: 'ana' },
      messages: [],
      ...(i === page.length - 1 && start + page.length < all.length ? { _more_changes: true } : {}),
    }));
    return { body: `)]}'\n${JSON.stringify(told)}` };
  };
}

export function graphqlServer(world: World, most: number): (asked: Asked) => Said {
  return ({ url, body }) => {
    if (url.pathname !== '/api/graphql') return { status: 404, body: '{}' };
    const { variables } = JSON.parse(body) as {
      variables: { size: number; after: string | null; order: { field: string } };
    };
    const byCreation = variables.order.field === 'CREATED_AT';
    const all = [...world.changes].sort((a, b) =>
      byCreation ? a.created - b.created : b.updated - a.updated,
    );
    const start = Number(variables.after ?? 0);
    const page = all.slice(start, start + Math.min(variables.size, most));
    const nodes = page.map(({ number, created, updated, merged }) => ({
      number,
      state: merged === undefined ? 'OPEN' : 'MERGED',
      isDraft: false,
      author: { login: 'ana' },
      createdAt: iso(created),
      updatedAt: iso(updated),
      mergedAt: iso(merged),
      closedAt: iso(merged),
    }));
    const end = start + page.length;
    const pageInfo = { hasNextPage: end < all.length, endCursor: String(end) };
    return {
      body: JSON.stringify({
        data: { repository: { nameWithOwner: 'acme/engine', pullRequests: { nodes, pageInfo } } },
      }),
    };
  };
}

/** Lists of GitHub's REST or of GitLab, with their links; further lists of each change are empty. */
export function restServer(world: World, most: number, kind: 'github' | 'gitlab'): (asked: Asked) => Said {
  return ({ url, headers }) => {
    if (!/\/(pulls|merge_requests)$/.test(url.pathname)) {
      const single = /\/pulls\/(\d+)$/.exec(url.pathname);
      return {
        body:
          single === null ? '[]' : JSON.stringify({ number: Number(single[1]), additions: 5, deletions: 2 }),
      };
    }
    const since = Date.parse(url.searchParams.get('updated_after') ?? '1970-01-01T00:00:00Z');
    const touched = url.searchParams.get('sort') === 'updated';
    const all = world.changes
      .filter(({ updated }) => updated >= since)
      .sort((a, b) => (touched ? b.updated - a.updated : a.created - b.created));
    const [page, size] = [
      Number(url.searchParams.get('page') ?? 1),
      Math.min(most, Number(url.searchParams.get('per_page'))),
    ];
    const items = all.slice((page - 1) * size, page * size).map((change) => item(change, kind));
    const next = new URL(url.pathname + url.search, `http://${headers.host}`);
    next.searchParams.set('page', String(page + 1));
    const link =
      page * size < all.length
        ? `<${next.href}>; rel="next", <${url.href}>; rel="first"`
        : `<${url.href}>; rel="first"`;
    return { headers: { link }, body: JSON.stringify(items) };
  };
}

function item({ number, created, updated, merged }: WorldChange, kind: 'github' | 'gitlab'): object {
  const times = { created_at: iso(created), updated_at: iso(updated), merged_at: iso(merged) };
  if (kind === 'gitlab')
    return {
      id: 1000 + number,
      iid: number,
      state: merged === undefined ? 'opened' : 'merged',
      author: { username: 'ana' },
      draft: false,
      ...times,
    };
  const state = merged === undefined ? 'open' : 'closed';
  return { number, state, draft: false, user: { login: 'ana' }, head: {}, closed_at: iso(merged), ...times };
}
