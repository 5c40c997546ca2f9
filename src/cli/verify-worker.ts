import { Laboratory } from '../experiment/verify/experiment.ts';
import { experimentOf } from '../experiment/verify/models.ts';
import type { Task } from '../experiment/verify/verify.ts';
import { inlineDeeply } from './engine-options.ts';

inlineDeeply();

export interface Chunk {
  task: Task;
  first: number;
  count: number;
}

/** The laboratory of the task last worked on: a group's chunks mostly come one after the other. */
let last: { key: string; laboratory: Promise<Laboratory> } | undefined;

export default async function work({ task, first, count }: Chunk): Promise<Float64Array[]> {
  const key = JSON.stringify(task);
  if (last?.key !== key) last = { key, laboratory: open(task) };
  const laboratory = await last.laboratory;
  return Array.from({ length: count }, (_, i) => laboratory.replicate(first + i));
}

function open({ metrics, seed, ...first }: Task): Promise<Laboratory> {
  return Laboratory.open(experimentOf({ ...first, place: { file: 'verify' } }, metrics, seed));
}
