import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HEAP } from './carry-out.ts';
import type { Case } from './case.ts';
import type { Verdict } from './runner.ts';
import { watch } from './watch.ts';

/** Cases after which a process is replaced, so that what one leaves behind is not laid to a thousand others. */
const CASES_OF_A_PROCESS = 300;
const RUNNER = fileURLToPath(new URL('./runner.js', import.meta.url));

/** One process that carries out cases, watched: what takes too long, or dies, is said to have done so. */
export class Lane {
  private readonly seed: string;
  private readonly folder: string;
  private child: ChildProcess | undefined;
  private left = 0;
  private said = '';

  constructor(seed: string, folder: string) {
    this.seed = seed;
    this.folder = folder;
  }

  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  async run({ number, command, from, process }: Case): Promise<Verdict> {
    const child = await this.ready();
    const begun = performance.now();
    this.said = '';
    const verdict = await this.heard(child, !process, () => child.send(number));
    if (typeof verdict !== 'string') return verdict as Verdict;
    this.stop();
    const seconds = (performance.now() - begun) / 1000;
    const faults = [verdict];
    return {
      ...{ number, command, from, process, seconds, faults },
      status: undefined,
      large: false,
      out: '',
      err: this.said,
    };
  }

  private async ready(): Promise<ChildProcess> {
    if (this.child !== undefined && this.left-- > 0) return this.child;
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
    const execArgv = [`--max-old-space-size=${HEAP}`];
    const child = fork(RUNNER, [this.seed, this.folder], {
      execArgv,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    const first = await this.heard(child, false, () => {});
    if (first !== 'ready')
      throw new Error(`the process for cases did not start: ${String(first)} ${this.said}`);
    this.child = child;
    this.left = CASES_OF_A_PROCESS;
    return child;
  }

  /** The next message of the process; or, in words, that there is none. What has a process of its own has its own watch. */
  private heard(child: ChildProcess, watched: boolean, ask: () => void): Promise<unknown> {
    return new Promise((resolve) => {
      const end = (what: unknown) => {
        unwatch();
        child.removeAllListeners('message').removeAllListeners('exit');
        resolve(what);
      };
      const unwatch = watched ? watch(child.pid!, end) : () => {};
      child.once('message', end);
      child.once('exit', (code, signal) => end(`the process died (${code ?? signal})`));
      ask();
    });
  }
}
