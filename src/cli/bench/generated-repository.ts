import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stream } from '../../stats/stream.ts';

const FOLDERS = [
  'api',
  'compute',
  'network',
  'storage',
  'virt/alpha',
  'virt/beta',
  'virt/gamma',
  'docs',
  'tests',
];
const FILES_EACH = 120;
const LINES = 90;

/** Whether a change merges by a merge commit, as in Gerrit, or lies on the main line itself. */
export type Way = 'merge' | 'direct';

/**
 * Fills an empty repository with `commits` commits of a project of a thousand files, each change with trailers, by
 * `git fast-import`: equal every time.
 */
export async function generateRepository(folder: string, commits: number, way: Way): Promise<void> {
  const child = spawn('git', ['-C', folder, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  for (const text of project(commits, way)) {
    if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  }
  child.stdin.end();
  const [status] = (await once(child, 'close')) as [number];
  if (status !== 0) throw new Error(`git fast-import: exit status ${status}`);
}

function* project(commits: number, way: Way): Generator<string> {
  const draw = stream('generated-repository');
  const pick = (most: number) => Math.floor(draw.next() * most);
  const files = FOLDERS.flatMap((folder) =>
    Array.from({ length: FILES_EACH }, (_, i) => ({
      path: `${folder}/file${i}.c`,
      lines: Array.from({ length: LINES }, (_, line) => `  line ${line} of ${folder}/${i};`),
    })),
  );
  const start = { mark: 1, at: 1_300_000_000, lead: 0, who: 0, parents: [], message: 'First import\n' };
  yield commit(
    start,
    files.map((file) => `M 100644 inline ${file.path}\n${data(file.lines.join('\n'))}`),
  );
  let [mark, main, made] = [1, 1, 1];
  for (let change = 1; made < commits; change++) {
    made += way === 'merge' ? 2 : 1;
    const at = 1_300_000_000 + change * 3_600;
    const written: string[] = [];
    for (let touched = 1 + pick(5); touched > 0; touched--) {
      const { path, lines } = files[pick(files.length)]!;
      for (let n = 1 + pick(6); n > 0; n--)
        lines[pick(LINES)] = `  value = compute(${change}, ${pick(1e6)});`;
      yield `blob\nmark :${++mark}\n${data(lines.join('\n'))}`;
      written.push(`M 100644 :${mark} ${path}\n`);
    }
    const changed = { at, lead: 600 + pick(3_000_000), who: pick(400), message: messageOf(change, pick(30)) };
    yield commit({ ...changed, mark: ++mark, parents: [main] }, written);
    if (way === 'merge') {
      const merge = { at: at + 60, lead: 0, who: 900, message: `Merge "Change ${change}"\n` };
      yield commit({ ...merge, mark: ++mark, parents: [main, mark - 1] }, written);
    }
    main = mark;
  }
}

function messageOf(change: number, reviewer: number): string {
  return `Change ${change} of the generated project

Why it is made, in a few words that fill a line
and another, as people write them.

Closes-Bug: #${change}
Reviewed-by: Person ${reviewer} Sample <person${reviewer}@example.org>
Change-Id: I${change.toString(16).padStart(40, '0')}
`;
}

interface Made {
  mark: number;
  /** When it was committed, and how long before it was written [s]. */
  at: number;
  lead: number;
  who: number;
  parents: readonly number[];
  message: string;
}

function commit({ mark, at, lead, who, parents, message }: Made, files: readonly string[]): string {
  const person = `Person ${who} Sample <person${who}@example.org>`;
  const [from, ...merged] = parents;
  const lines = [
    'commit refs/heads/main',
    `mark :${mark}`,
    `author ${person} ${at - lead} +0000`,
    `committer ${person} ${at} +0000`,
    data(message).trimEnd(),
    ...(from === undefined ? [] : [`from :${from}`]),
    ...merged.map((parent) => `merge :${parent}`),
  ];
  return `${lines.join('\n')}\n${files.join('')}\n`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
