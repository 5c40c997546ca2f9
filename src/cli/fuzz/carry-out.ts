import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../../errors.ts';
import { said } from '../small-scenario.test-kit.ts';
import { type Case, type Command, OUT, SCENARIO } from './case.ts';
import { prepared, readExactValues, rehearse, TooLarge } from './rehearse.ts';
import { watch } from './watch.ts';

/** What lies in a folder: bytes by path. */
export type Lying = ReadonlyMap<string, Buffer>;

/** What a case has left. */
export interface Outcome {
  /** Exit status; undefined if the process was killed. */
  status: number | undefined;
  out: string;
  err: string;
  before: Lying;
  after: Lying;
  /** Valid, and larger than a case may be: nothing was run. */
  large: boolean;
}

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const FORMER = {
  'metrics.csv': 'of a former run',
  'proposal.md': 'of a former run',
  'notes.txt': 'of somebody',
};
/** Megabytes of old objects that a case may hold: more is an exhaustion, and shows as a death. */
export const HEAP = 768;

/** Paths of a case from the folder it is carried out in. */
export const PATHS = { [SCENARIO]: 'scenario', [OUT]: join('results', 'of it') };

/** Lays the files of a case out in `folder`, which holds nothing else afterwards; it may be where a process stands. */
export function layOut(the: Case, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  const at = join(folder, the.command === 'report' ? PATHS[OUT]! : PATHS[SCENARIO]!);
  mkdirSync(at, { recursive: true });
  for (const [name, content] of Object.entries(the.files)) {
    const path = join(at, name);
    mkdirSync(content === null ? path : dirname(path), { recursive: true });
    if (content !== null) writeFileSync(path, content);
  }
  if (!the.former || the.command === 'report') return;
  mkdirSync(join(folder, PATHS[OUT]!), { recursive: true });
  for (const [name, text] of Object.entries(FORMER)) writeFileSync(join(folder, PATHS[OUT]!, name), text);
}

/** Carries a case out in `folder`, in which this process must stand unless the case has a process of its own. */
export async function carryOut(the: Case, folder: string): Promise<Outcome> {
  layOut(the, folder);
  const before = lyingIn(folder);
  const large = the.command === 'run' && (await isLarge(join(folder, PATHS[SCENARIO]!)));
  const args = the.args.map((word) => PATHS[word as keyof typeof PATHS] ?? word);
  const told = large
    ? { status: 0, out: '', err: '' }
    : the.process
      ? await processSaid(args, folder)
      : the.args.length === 0 && the.command !== 'usage'
        ? await rehearsalSaid(the.command)
        : await said(args);
  const tooLarge = large || told.out === TOO_LARGE;
  return { ...told, before, after: lyingIn(folder), large: tooLarge };
}

const TOO_LARGE = 'too large to be run here';

async function isLarge(path: string): Promise<boolean> {
  try {
    await prepared(path);
    return false;
  } catch (error) {
    return error instanceof TooLarge;
  }
}

/** As the command line would end. */
async function rehearsalSaid(command: Command): Promise<Pick<Outcome, 'status' | 'out' | 'err'>> {
  try {
    if (command === 'cases') await readExactValues(join(PATHS[SCENARIO]!, 'cases.json'));
    else await rehearse(PATHS[SCENARIO]!);
    return { status: 0, out: '', err: '' };
  } catch (error) {
    if (error instanceof TooLarge) return { status: 0, out: TOO_LARGE, err: '' };
    if (error instanceof InputError) return { status: 2, out: '', err: `${error.message}\n` };
    return { status: 1, out: '', err: (error as Error).stack ?? String(error) };
  }
}

function processSaid(args: string[], cwd: string): Promise<Pick<Outcome, 'status' | 'out' | 'err'>> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = spawn(process.execPath, [`--max-old-space-size=${HEAP}`, MAIN, ...args], { cwd, env });
    const told = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (told.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told.err += text));
    const unwatch = watch(child.pid!, () => child.kill('SIGKILL'));
    child.on('close', (code) => {
      unwatch();
      resolve({ status: code ?? undefined, ...told });
    });
  });
}

function lyingIn(folder: string): Lying {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)]));
}
