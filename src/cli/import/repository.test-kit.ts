import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryChange } from '../../history/change.ts';
import { KeptAside } from '../../history/kept-aside.ts';
import { People } from '../../history/pseudonyms.ts';
import { importGit } from './git.ts';
import type { ImportRequest } from './request.ts';

/** A commit to be made. */
export interface Sketch {
  /** Marks of its parents, the first first. */
  parents?: number[];
  author?: string;
  /** Author and committer time [h after 2014-01-01T00:00:00Z]; the second is the first unless given. */
  at?: number;
  committed?: number;
  message?: string;
  /** Contents by path; undefined deletes. */
  files?: Record<string, string | undefined>;
  /** Text of its review note. */
  note?: string;
}

export const HOUR = 3_600_000;
export const START = Date.UTC(2014, 0);

export const hasGit = (() => {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

export function git(folder: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Makes a repository in a folder of its own; the mark of a commit is its place in the list, from 1. */
export function makeRepository(sketches: readonly Sketch[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'reorgsim-git-'));
  git(folder, 'init', '--quiet', '--initial-branch=main', '.');
  const texts = sketches.map((sketch, i) => commitText(i + 1, sketch));
  const notes = sketches.flatMap(({ note }, i) =>
    note === undefined ? [] : [`N inline :${i + 1}\n${data(note)}`],
  );
  if (notes.length > 0)
    texts.push(
      `commit refs/notes/review\ncommitter N <n@x> 1400000000 +0000\n${data('notes')}${notes.join('')}\n`,
    );
  execFileSync('git', ['-C', folder, 'fast-import', '--quiet'], {
    input: Buffer.from(texts.join(''), 'latin1'),
  });
  return folder;
}

function commitText(mark: number, sketch: Sketch): string {
  const { parents = [], author = 'Ann Lee <ann@example.org>', at = mark, files = {} } = sketch;
  const [from, ...merged] = parents;
  const seconds = (hours: number) => Math.round(START / 1000 + hours * 3600);
  const lines = [
    ...['commit refs/heads/main', `mark :${mark}`, `author ${author} ${seconds(at)} +0000`],
    `committer ${author} ${seconds(sketch.committed ?? at)} +0000`,
    data(sketch.message ?? `commit ${mark}\n`).trimEnd(),
    ...(from === undefined ? (mark === 1 ? [] : ['deleteall']) : [`from :${from}`]),
    ...merged.map((parent) => `merge :${parent}`),
    ...Object.entries(files).map(([path, text]) => {
      const quoted = `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
      return text === undefined ? `D ${quoted}` : `M 100644 inline ${quoted}\n${data(text).trimEnd()}`;
    }),
  ];
  return `${lines.join('\n')}\n\n`;
}

function data(text: string): string {
  return `data ${Buffer.from(text, 'latin1').length}\n${text}\n`;
}

/** What the importer finds, names kept; the folder goes. */
export async function imported(folder: string, more: Partial<ImportRequest> = {}) {
  const changes: HistoryChange[] = [];
  const notes: string[] = [];
  const aside = new KeptAside();
  const request: ImportRequest = {
    source: folder,
    areas: undefined,
    people: new People(undefined),
    columns: new Map(),
    timezone: undefined,
    out: '',
    progress: () => {},
    signal: new AbortController().signal,
    ...more,
  };
  const sink = {
    change: (change: HistoryChange) => void changes.push(change),
    aside,
    note: (text: string) => void notes.push(text),
  };
  try {
    await importGit(request, sink);
  } finally {
    if (more.source === undefined) rmSync(folder, { recursive: true, force: true });
  }
  return { changes, notes: notes.join('\n'), aside };
}
