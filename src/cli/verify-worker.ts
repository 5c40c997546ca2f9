import { Laboratory } from '../experiment/verify/experiment.ts';
import { experimentOf } from '../experiment/verify/models.ts';
import type { Task } from '../experiment/verify/verify.ts';
import { TooManyReviews } from '../review/record.ts';
import { inlineDeeply } from './engine-options.ts';

inlineDeeply();

export interface Chunk {
  task: Task;
  first: number;
  count: number;
}

/** The laboratory of the task last worked on: a group's chunks mostly come one after the other. */
let last: { key: string; laboratory: Promise<Laboratory> } | undefined;

/** The rows of a chunk, in order; or why there are none, in words, since a class of error does not cross threads. */
export default async function work({ task, first, count }: Chunk): Promise<Float64Array[] | string> {
  const key = JSON.stringify(task);
  if (last?.key !== key) last = { key, laboratory: open(task) };
  const laboratory = await last.laboratory;
  try {
    return Array.from({ length: count }, (_, i) => laboratory.replicate(first + i));
  } catch (error) {
    if (error instanceof TooManyReviews) return error.message;
    throw error;
  }
}

function open({ metrics, seed, ...first }: Task): Promise<Laboratory> {
  return Laboratory.open(experimentOf({ ...first, place: { file: 'verify' } }, metrics, seed));
}
