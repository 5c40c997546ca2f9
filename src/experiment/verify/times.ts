import { NEVER } from '../../review/record.ts';
import type { Seen } from './experiment.ts';

/** When changes came, in order of time; those open at the start at 0. */
export function arrivalsOf({ created, count }: Seen['changes']): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => Math.max(0, created[i]!));
}

/** When changes left, in order of time; those that never did are missing. */
export function departuresOf({ merged, abandoned }: Seen['records'], count: number): Float64Array {
  const times = new Float64Array(count);
  let length = 0;
  for (let i = 0; i < count; i++) {
    const gone = Math.min(merged[i]!, abandoned[i]!);
    if (gone !== NEVER) times[length++] = gone;
  }
  return times.subarray(0, length).sort();
}

/** How many of the sorted times are not above `t`. */
export function countUpTo(times: Float64Array, t: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The time that a metric such as `E[N(t=10)]` asks for. */
export function timeOf(metric: string): number | undefined {
  const found = /^E\[N\(t=([\d.]+)\)\]/.exec(metric);
  return found === null ? undefined : Number(found[1]);
}
