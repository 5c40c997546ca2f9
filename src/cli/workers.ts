import { availableParallelism } from 'node:os';
import { InputError, Interrupted } from '../errors.ts';
import { Replications } from '../experiment/aggregate.ts';
import type { Study } from '../experiment/replicate.ts';
import { BATCH, stopRule } from '../experiment/stop-rule.ts';
import type { Chunk, WorkerData } from './worker.ts';

export interface RunPlan {
  study: Study;
  worker: WorkerData;
  wanted: number | 'auto';
  workers: number | undefined;
  /** Rows that an interrupted run has left, in order. */
  done: Float64Array[];
  signal: AbortSignal;
  onProgress(done: number): void;
}

const CHUNK = 5;

/**
 * Replicates on all cores until the stop rule is content. Rows are taken in order of replication, so the result does
 * not depend on the number of workers. Throws {@link Interrupted}, with the finished rows, when `signal` aborts.
 */
export async function runReplications(plan: RunPlan): Promise<{ replications: Replications; why: string }> {
  const replications = new Replications(plan.study.layout);
  const threads = Math.min(plan.workers ?? availableParallelism(), mostUseful(plan.wanted));
  const { Piscina } = await import('piscina');
  const pool = new Piscina<Chunk, Float64Array[] | string>({
    filename: new URL('./worker.js', import.meta.url).href,
    workerData: plan.worker,
    minThreads: threads,
    maxThreads: threads,
    // Each worker has its scenario ready for good.
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  try {
    const chunks = inOrder(plan, pool.run.bind(pool), threads);
    for (const row of plan.done) if (!stopRule(replications, plan.wanted).done) replications.add(row);
    for (;;) {
      const stop = stopRule(replications, plan.wanted);
      if (stop.done) return { replications, why: stop.why };
      const rows = await chunks(replications.count);
      if (typeof rows === 'string') {
        const remedy = 'let fewer changes arrive, or give reviews and conflicts an end';
        throw new InputError(rows, { file: plan.worker.source.file }, remedy);
      }
      for (const row of rows) {
        if (stopRule(replications, plan.wanted).done) break;
        replications.add(row);
      }
      plan.onProgress(replications.count);
    }
  } catch (error) {
    if (plan.signal.aborted) throw new InterruptedRun(replications);
    throw error;
  } finally {
    await pool.destroy();
  }
}

/** Threads beyond the number of chunks would only take memory. */
function mostUseful(wanted: number | 'auto'): number {
  return wanted === 'auto' ? Number.POSITIVE_INFINITY : Math.ceil(wanted / CHUNK);
}

/** What was finished when the run was stopped. */
export class InterruptedRun extends Interrupted {
  readonly replications: Replications;
  constructor(replications: Replications) {
    super('interrupted');
    this.replications = replications;
  }
}

type Run = (chunk: Chunk, options: { signal: AbortSignal }) => Promise<Float64Array[] | string>;

/** Keeps twice as many chunks in work as there are threads, and hands out the one that begins at `first`. */
function inOrder(
  { wanted, signal }: RunPlan,
  run: Run,
  threads: number,
): (first: number) => Promise<Float64Array[] | string> {
  const pending = new Map<number, Promise<Float64Array[] | string>>();
  const sizeAt = (first: number) => Math.min(wanted === 'auto' ? BATCH : wanted - first, CHUNK);
  return (first) => {
    for (let at = first, ahead = 0; ahead < 2 * threads; ahead++) {
      const count = sizeAt(at);
      if (count <= 0) break;
      if (!pending.has(at)) {
        const chunk = run({ first: at, count }, { signal });
        // A chunk that nobody waits for any more may be aborted without anybody hearing of it.
        chunk.catch(() => {});
        pending.set(at, chunk);
      }
      at += count;
    }
    const chunk = pending.get(first)!;
    pending.delete(first);
    return chunk;
  };
}
