import type { Stream } from './stream.ts';
import { quantileSorted } from './summary.ts';

/**
 * Interval of any statistic of independent values, from samples drawn anew from the values themselves: the percentile
 * bootstrap (Efron, Annals of Statistics 7, 1979; Efron and Tibshirani, An Introduction to the Bootstrap, 1993, sec. 13.3).
 * For pairs, give the pairs as values. A little narrow for few values. Throws RangeError for none.
 */
export function bootstrapInterval<Value>(
  values: readonly Value[],
  statistic: (sample: readonly Value[]) => number,
  draw: Stream,
  { confidence = 0.95, samples = 1_000 }: { confidence?: number; samples?: number } = {},
): { low: number; high: number } {
  const n = values.length;
  if (n === 0) throw new RangeError('no values to draw from');
  const drawn = Float64Array.from({ length: samples }, () =>
    statistic(Array.from({ length: n }, () => values[Math.floor(n * draw.next())]!)),
  ).sort();
  const aside = (1 - confidence) / 2;
  return { low: quantileSorted(drawn, aside), high: quantileSorted(drawn, 1 - aside) };
}
