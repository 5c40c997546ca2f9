import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { quantileSorted } from '../../stats/summary.ts';
import { rounded, type Slice } from './report.ts';

/** Slices of each model before anything is measured, while the engine compiles. */
const WARM_UP = 3;
const ROUNDS = 25;

/**
 * The flagship with everything that a study does (all organizations, drawing and metrics included) beside the bare review
 * model, slice by slice in turn so that both see the same machine, and in threads of their own so that neither is
 * compiled for the other. One thread at a time. `share` is the median of the rounds.
 */
export async function measureFlagship(): Promise<object> {
  const [flagship, review] = [thread('flagship'), thread('review')];
  const rates: { flagship: number[]; review: number[] } = { flagship: [], review: [] };
  let [events, sec] = [0, 0];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const own = await slice(flagship);
    const other = await slice(review);
    if (round < 0) continue;
    events += own.events;
    sec += own.seconds;
    rates.flagship.push(own.events / own.seconds);
    rates.review.push(other.events / other.seconds);
  }
  await Promise.all([flagship.terminate(), review.terminate()]);
  const shares = rates.flagship.map((rate, i) => rate / rates.review[i]!);
  return {
    engine: 'reorgsim',
    model: 'flagship',
    sec: rounded(sec),
    events,
    events_per_sec: Math.round(median(rates.flagship)),
    review_events_per_sec: Math.round(median(rates.review)),
    share: rounded(median(shares)),
  };
}

function thread(model: string): Worker {
  return new Worker(new URL('./slices.js', import.meta.url), { workerData: model });
}

async function slice(worker: Worker): Promise<Slice> {
  worker.postMessage('next');
  const [done] = (await once(worker, 'message')) as [Slice];
  return done;
}

function median(values: number[]): number {
  return quantileSorted(Float64Array.from(values).sort(), 0.5);
}
