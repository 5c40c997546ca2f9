import { workerData } from 'node:worker_threads';
import { type Memory, prepareStudy, replicate, type Study } from '../experiment/replicate.ts';
import { TooManyReviews } from '../review/record.ts';
import { Room } from '../review/room.ts';
import { inlineDeeply } from './engine-options.ts';
import { baselineOf, parseScenario, type ScenarioSource } from './files.ts';

inlineDeeply();

/** What a worker is told once: the scenario as text, and the seed that replaces its own if one is given. */
export interface WorkerData {
  source: ScenarioSource;
  seed: string | undefined;
  /** Whether only the first organization is asked for. */
  baselineOnly?: boolean;
}

/** A chunk of replications: from `first` on, `count` of them. */
export interface Chunk {
  first: number;
  count: number;
}

const memory: Memory = { review: new Room() };
let study: Promise<Study> | undefined;

async function prepare(): Promise<Study> {
  const { source, seed, baselineOnly } = workerData as WorkerData;
  const read = await parseScenario(source);
  const scenario = baselineOnly === true ? baselineOf(read) : read;
  return prepareStudy(seed === undefined ? scenario : { ...scenario, seed });
}

/** The rows of a chunk, in order; or why there are none, in words, since a class of error does not cross threads. */
export default async function work({ first, count }: Chunk): Promise<Float64Array[] | string> {
  study ??= prepare();
  const ready = await study;
  try {
    return Array.from({ length: count }, (_, i) => replicate(ready, first + i, memory));
  } catch (error) {
    if (error instanceof TooManyReviews) return error.message;
    throw error;
  }
}
