import { availableParallelism } from 'node:os';
import { InputError, Interrupted } from '../errors.ts';
import type { Replications } from '../experiment/aggregate.ts';
import type { Study } from '../experiment/replicate.ts';
import { BATCH, stopRule } from '../experiment/stop-rule.ts';
import type { Chunk, WorkerData } from './worker.ts';

export interface RunPlan {
  study: Study;
  worker: WorkerData;
  wanted: number | 'auto';
  workers: number | undefined;
  /** Takes the rows, and may hold those that an interrupted run has left. */
  replications: Replications;
  signal: AbortSignal;
  onProgress(done: number): void;
}

/** Replications of a chunk, fewer if their rows are long: two chunks for each thread may wait to be taken. */
const CHUNK = 5;
const CHUNK_NUMBERS = 2 ** 18;

/**
 * Replicates on all cores until the stop rule is content. Rows are taken in order of replication, so the result does
 * not depend on the number of workers. Returns why it stopped. Throws {@link Interrupted} when `signal` aborts.
 */
export async function runReplications(plan: RunPlan): Promise<string> {
  const { replications } = plan;
  const size = Math.max(1, Math.min(CHUNK, Math.floor(CHUNK_NUMBERS / plan.study.layout.length)));
  // Threads beyond the number of chunks would only take memory.
  const useful = plan.wanted === 'auto' ? Number.POSITIVE_INFINITY : Math.ceil(plan.wanted / size);
  const threads = Math.min(plan.workers ?? availableParallelism(), useful);
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
    const chunks = inOrder(plan, pool.run.bind(pool), size, 2 * threads);
    while (replications.stored > 0 && !stopRule(replications, plan.wanted).done) replications.takeStored();
    for (;;) {
      const stop = stopRule(replications, plan.wanted);
      if (stop.done) return stop.why;
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
    if (plan.signal.aborted) throw new Interrupted('interrupted');
    throw error;
  } finally {
    await pool.destroy();
  }
}

export type Run = (chunk: Chunk, options: { signal: AbortSignal }) => Promise<Float64Array[] | string>;

/**
 * Hands out the chunk that begins at `first`, and keeps as many as `ahead` in work or waiting to be taken, never more:
 * what workers have finished does not pile up.
 */
export function inOrder(
  { wanted, signal }: Pick<RunPlan, 'wanted' | 'signal'>,
  run: Run,
  size: number,
  ahead: number,
): (first: number) => Promise<Float64Array[] | string> {
  const pending = new Map<number, Promise<Float64Array[] | string>>();
  const sizeAt = (first: number) => Math.min(wanted === 'auto' ? BATCH : wanted - first, size);
  return (first) => {
    for (let at = first, i = 0; i < ahead; i++) {
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
