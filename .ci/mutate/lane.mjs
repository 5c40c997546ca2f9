// One private copy of what is built, in which a fault is planted and the tests that execute it are run.
import { fork } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALL_PASSED, HUNG, ONE_FAILED } from './suite.mjs';

const SUITE = join(dirname(fileURLToPath(import.meta.url)), 'suite.mjs');
/** What a test might write to is copied, the rest is only linked. */
const COPIED = ['dist', 'out', 'scenarios', 'package.json'];
const LEFT = ['.git'];
/** Checks each run of the review model, as in npm test. */
const WATCH = join('dist', 'review', 'watch-runs.test-kit.js');
const HEAP_MB = 2048;
/** A process that neither works nor ends is given up after so long. */
const ASLEEP_MS = 900_000;

const open = new Set();
process.on('exit', () => {
  for (const lane of open) lane.close();
});

export class Lane {
  constructor(root) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'reorgsim-mutate-')));
    open.add(this);
    mkdirSync(join(this.folder, 'tmp'));
    this.watch = existsSync(join(root, WATCH)) ? join(this.folder, WATCH) : undefined;
    /** Changes whenever the way tests are run does. */
    this.conditions = `${readFileSync(SUITE, 'utf8').length} ${this.watch !== undefined}`;
    for (const name of readdirSync(root)) {
      if (COPIED.includes(name)) cpSync(join(root, name), join(this.folder, name), { recursive: true });
      else if (!LEFT.includes(name)) symlinkSync(join(root, name), join(this.folder, name), 'junction');
    }
  }

  write(file, text) {
    writeFileSync(join(this.folder, file), text);
  }

  /**
   * Runs test files, each with its limit [ms of CPU time], in order until one fails: `kind` is survived, killed or
   * timeout, `by` the file that showed it, `ms` the CPU time of each file if all passed.
   */
  run(tests, env = {}) {
    const files = tests.map(({ test, limit }) => ({ path: join(this.folder, test), limit }));
    return new Promise((resolve) => {
      const child = fork(SUITE, [JSON.stringify({ files, watch: this.watch })], {
        cwd: this.folder,
        // A group of its own, so that what a test started ends with it.
        detached: process.platform !== 'win32',
        execArgv: [`--max-old-space-size=${HEAP_MB}`],
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', TMPDIR: join(this.folder, 'tmp'), ...env },
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      this.child = child;
      const asleep = setTimeout(() => end(child), ASLEEP_MS);
      let seen = -1;
      let ms = [];
      child.on('message', (message) => {
        if (message.ms === undefined) seen++;
        else ms = message.ms;
      });
      child.on('exit', (code, signal) => {
        clearTimeout(asleep);
        end(child);
        this.child = undefined;
        if (code === ALL_PASSED) return resolve({ kind: 'survived', ms });
        const kind = signal === HUNG ? 'timeout' : 'killed';
        resolve({ kind, by: tests[Math.max(seen, 0)].test, crashed: code !== ONE_FAILED });
      });
    });
  }

  stop() {
    if (this.child !== undefined) end(this.child);
  }

  close() {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
    open.delete(this);
  }
}

function end(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended, and whatever it started with it.
  }
}
