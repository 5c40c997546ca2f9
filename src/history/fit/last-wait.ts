import { quantileSorted } from '../../stats/summary.ts';
import type { HistoryColumns } from './columns.ts';
import { DAY_MS } from './weekly.ts';

/**
 * Median wait after the last patch set [days] of what merged in a stretch of time; undefined if that is not told, as where
 * the merge itself makes a patch set: then most waits are 0.
 */
export function lastWaitOf(
  { count, merged, revised }: HistoryColumns,
  from: number,
  until: number,
): number | undefined {
  const waits: number[] = [];
  for (let i = 0; i < count; i++)
    if (merged[i]! >= from && merged[i]! < until && revised[i]! <= merged[i]!)
      waits.push((merged[i]! - revised[i]!) / DAY_MS);
  if (waits.length < 20) return undefined;
  const median = quantileSorted(
    waits.sort((a, b) => a - b),
    0.5,
  );
  return median > 0 ? median : undefined;
}
