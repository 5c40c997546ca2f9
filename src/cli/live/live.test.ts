import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Interrupted } from '../../errors.ts';
import type { HistoryChange } from '../../history/change.ts';
import { importGerrit } from '../../history/import/gerrit.ts';
import { importGithub } from '../../history/import/github.ts';
import { importGitlab } from '../../history/import/gitlab.ts';
import { KeptAside } from '../../history/kept-aside.ts';
import { People } from '../../history/pseudonyms.ts';
import { importExport } from '../import/export.ts';
import {
  type Asked,
  chances,
  FAST,
  faultsOf,
  type Said,
  type Server,
  serve,
} from './faulty-server.test-kit.ts';
import { gerritLive } from './gerrit.ts';
import { githubLive } from './github.ts';
import { gitlabLive } from './gitlab.ts';
import { gerritServer, graphqlServer, restServer, World } from './world.test-kit.ts';

const Sources = suite('live sources');

interface Source {
  name: string;
  path: string;
  env: Record<string, string>;
  answer: (world: World, most: number) => (asked: Asked) => Said;
  read: Parameters<typeof importExport>[2];
  live: Parameters<typeof importExport>[3];
}

const token = { GH_TOKEN: 'secret-token' };
const SOURCES: Source[] = [
  {
    name: 'gerrit',
    path: '/q/project:acme',
    env: {},
    answer: gerritServer,
    read: importGerrit,
    live: (r) => gerritLive(r, FAST),
  },
  {
    name: 'github over GraphQL',
    path: '/acme/engine',
    env: token,
    answer: graphqlServer,
    read: importGithub,
    live: (r) => githubLive(r, FAST),
  },
  {
    name: 'github over REST',
    path: '/acme/engine',
    env: {},
    answer: (w, m) => restServer(w, m, 'github'),
    read: importGithub,
    live: (r) => githubLive(r, FAST),
  },
  {
    name: 'gitlab',
    path: '/acme/engine',
    env: {},
    answer: (w, m) => restServer(w, m, 'gitlab'),
    read: importGitlab,
    live: (r) => gitlabLive(r, FAST),
  },
];

interface Result {
  changes: HistoryChange[];
  states: string[];
  notes: string[];
  aside: number;
  /** Called once the history would be written. */
  written: (() => void) | undefined;
}

async function importFrom(
  source: Source,
  server: Server,
  out: string,
  signal = new AbortController().signal,
): Promise<Result> {
  const [changes, notes, aside] = [[] as HistoryChange[], [] as string[], new KeptAside()];
  const sink = {
    change: (change: HistoryChange) => changes.push(change),
    aside,
    note: (said: string) => notes.push(said),
  };
  const request = {
    ...{ source: server.address + source.path, out, signal, progress: () => {}, areas: undefined },
    ...{ people: new People(undefined), columns: new Map<string, string>(), timezone: undefined },
  };
  for (const name of ['GH_TOKEN', 'GITHUB_TOKEN', 'GITLAB_TOKEN', 'GERRIT_USER']) delete process.env[name];
  Object.assign(process.env, source.env);
  const written = await importExport(request, sink, source.read, source.live);
  const states = changes.map(({ changeId, status }) => `${changeId} ${status}`);
  return { changes, states: states.sort(byNumber), notes, aside: aside.total, written };
}

const byNumber = (a: string, b: string) => Number.parseInt(a, 10) - Number.parseInt(b, 10);

/** Runs with a folder of its own; the server is closed whatever happens. */
async function inFolder(server: Server, run: (out: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'live-'));
  const { write } = process.stderr;
  process.stderr.write = () => true;
  try {
    await run(join(folder, 'changes.csv'));
  } finally {
    process.stderr.write = write;
    server.close();
    rmSync(folder, { recursive: true });
  }
}

for (const source of SOURCES) {
  Sources(`${source.name}: whatever goes wrong on the way, all changes come, once each`, async () => {
    for (const seed of [1, 2]) {
      const world = new World(37);
      const server = await serve(source.answer(world, 10), { fault: faultsOf(seed, 0.3) });
      await inFolder(server, async (out) => {
        const { states, aside, notes, written } = await importFrom(source, server, out);
        assert.not.ok(
          notes.some((note) => /^1 changes/.test(note)),
          notes.join(),
        );
        assert.equal(states, world.truth(), `seed ${seed}`);
        assert.is(aside, 0);
        assert.ok(existsSync(`${out}.partial`));
        written!();
        assert.not.ok(existsSync(`${out}.partial`));
      });
    }
  });

  Sources(
    `${source.name}: changes that are touched or made meanwhile are neither lost nor doubled`,
    async () => {
      for (const seed of [1, 2, 3]) {
        const [world, chance] = [new World(45), chances(seed)];
        const before = (request: number) => {
          if (request > 12) return;
          for (let i = 0; i < 3; i++) world.touch(1 + Math.floor(chance() * world.changes.length));
          if (chance() < 0.3) world.add();
        };
        const server = await serve(source.answer(world, 10), { before });
        await inFolder(server, async (out) => {
          const { states } = await importFrom(source, server, out);
          assert.equal(states, world.truth(), `seed ${seed}`);
        });
      }
    },
  );

  Sources(`${source.name}: interrupted at any request and taken up again, it gives the same`, async () => {
    const world = new World(23);
    const whole = await serve(source.answer(world, 10));
    let expected: HistoryChange[] = [];
    await inFolder(whole, async (out) => {
      expected = (await importFrom(source, whole, out)).changes;
    });
    const requests = whole.asked.length;
    for (let stop = 1; stop <= requests; stop += Math.max(1, Math.floor(requests / 8))) {
      let controller = new AbortController();
      const server = await serve(source.answer(world, 10), {
        before: (request) => request === stop && controller.abort(),
      });
      await inFolder(server, async (out) => {
        const stopped = await importFrom(source, server, out, controller.signal).catch(
          (error: unknown) => error,
        );
        assert.instance(stopped, Interrupted, `request ${stop}`);
        const pages = existsSync(`${out}.partial`) ? readdirSync(`${out}.partial`).length : 0;
        const before = server.asked.length;
        controller = new AbortController();
        const { changes } = await importFrom(source, server, out, controller.signal);
        assert.equal(changes, expected, `request ${stop}`);
        if (pages > 1) assert.ok(server.asked.length - before < requests, 'it goes on from where it stood');
      });
    }
  });

  Sources(`${source.name}: where nothing helps it says what was wrong, and keeps what it has`, async () => {
    const world = new World(45);
    let broken = true;
    let served = 0;
    const answer = source.answer(world, 10);
    const server = await serve((asked) =>
      broken && ++served > 2 ? { status: 500, body: '' } : answer(asked),
    );
    await inFolder(server, async (out) => {
      const failed = await importFrom(source, server, out).catch((error: unknown) => error as Error);
      assert.match((failed as Error).message, /answers 500, \d times; try again later/);
      broken = false;
      assert.equal((await importFrom(source, server, out)).states, world.truth());
    });
  });
}

Sources.run();
