import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateRepository, type Way } from './generated-repository.ts';

const COMMITS = 62_000;
const TIMES = 5;

/**
 * Import of generated repositories beside the bare `git log --numstat` that it reads: wall clock, in turn, medians. The
 * environment variable REPOSITORY names one that is there already.
 */
export async function* measureImport(): AsyncGenerator<object> {
  const given = process.env.REPOSITORY;
  if (given !== undefined) {
    yield await measureOne(given, given);
    return;
  }
  for (const way of ['merge', 'direct'] satisfies Way[]) {
    const folder = mkdtempSync(join(tmpdir(), 'reorgsim-bench-'));
    try {
      execFileSync('git', ['init', '--quiet', '--initial-branch=main', folder]);
      await generateRepository(folder, COMMITS, way);
      yield await measureOne(folder, `${COMMITS} commits, ${way}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function measureOne(folder: string, name: string): Promise<object> {
  const main = fileURLToPath(new URL('../main.js', import.meta.url));
  const out = join(mkdtempSync(join(tmpdir(), 'reorgsim-bench-')), 'changes.csv');
  const [bare, whole]: [number[], number[]] = [[], []];
  for (let i = 0; i < TIMES; i++) {
    bare.push(await seconds('git', ['--no-pager', '-C', folder, 'log', '--numstat']));
    whole.push(await seconds(process.execPath, [main, 'import', 'git', folder, '--out', out]));
  }
  rmSync(join(out, '..'), { recursive: true, force: true });
  const [git, imported] = [median(bare), median(whole)];
  return { import: name, git_log_seconds: git, import_seconds: imported, ratio: round(imported / git) };
}

async function seconds(command: string, args: string[]): Promise<number> {
  const begun = performance.now();
  const child = spawn(command, args, { stdio: 'ignore' });
  const [status] = (await once(child, 'close')) as [number];
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit status ${status}`);
  return round((performance.now() - begun) / 1000);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
