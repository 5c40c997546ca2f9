import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Interrupted } from '../errors.ts';
import { type Case, judgeCase } from '../experiment/backtest/case.ts';
import type { Judged } from '../experiment/backtest/judge.ts';
import { ARRIVAL_MODES, type Arrivals } from '../experiment/backtest/knowledge.ts';
import type { Projection } from '../experiment/backtest/projection.ts';
import type { BacktestTask } from './backtest-worker.ts';
import { Progress } from './progress.ts';

export interface ProjectingOptions {
  seed: string;
  replications: number;
  workers?: number;
}

/**
 * Projects and judges all cases under each kind of arrivals, on all cores; in the order of the cases, whoever is done
 * first.
 */
export async function projectAll(
  cases: readonly Case[],
  model: string,
  { seed, replications, workers }: ProjectingOptions,
  modes: readonly Arrivals['mode'][] = ARRIVAL_MODES,
): Promise<Judged[]> {
  const tasks = cases.flatMap((one) => modes.map((mode) => ({ one, mode })));
  const { Piscina } = await import('piscina');
  const threads = Math.min(workers ?? availableParallelism(), tasks.length);
  const pool = new Piscina<BacktestTask, Projection>({
    filename: new URL('./backtest-worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  });
  const controller = new AbortController();
  // One for each task.
  setMaxListeners(0, controller.signal);
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  const progress = new Progress();
  const done = new Array<number>(tasks.length).fill(0);
  const onReplication = (task: number, replication: number) => {
    done[task] = replication;
    const all = done.reduce((sum, n) => sum + n, 0);
    progress.update(`${all} of ${tasks.length * replications} replications`);
  };
  try {
    return await Promise.all(
      tasks.map(async ({ one, mode }, i) => {
        const { port1, port2 } = new MessageChannel();
        port1.on('message', (replication: number) => onReplication(i, replication));
        const { knowledge, arrivals } = one;
        const task = { model, knowledge, arrivals: arrivals[mode], seed, replications, port: port2 };
        try {
          const projection = await pool.run(task, { transferList: [port2], signal: controller.signal });
          return judgeCase(one, mode, projection);
        } finally {
          port1.close();
        }
      }),
    );
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.stderr.write('interrupted: nothing is scored\n');
    throw new Interrupted('interrupted');
  } finally {
    progress.end();
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
    await pool.destroy();
  }
}
