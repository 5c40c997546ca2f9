import { quantileSorted } from '../../stats/summary.ts';
import { kaplanMeier, type Lifetime, survivalQuantile } from '../../stats/survival.ts';
import type { HistoryFit } from './fit.ts';
import { DAY_MS } from './weekly.ts';

export const LEAD_SHARES = {
  lead_p10: 0.1,
  lead_p25: 0.25,
  lead_median: 0.5,
  lead_p75: 0.75,
  lead_p90: 0.9,
} as const;

/** Lead times [days] of what merged in a stretch of time, by quantile; undefined if nothing did. `area` undefined for all. */
export function leadsOf(
  { columns, areas }: HistoryFit,
  from: number,
  until: number,
  area?: number,
): Record<keyof typeof LEAD_SHARES, number> | undefined {
  const { count, created, merged } = columns;
  const leads: number[] = [];
  for (let i = 0; i < count; i++) {
    if (!(merged[i]! >= from && merged[i]! < until)) continue;
    if (area !== undefined && areas.of[i] !== area) continue;
    leads.push((merged[i]! - created[i]!) / DAY_MS);
  }
  if (leads.length === 0) return undefined;
  leads.sort((a, b) => a - b);
  return Object.fromEntries(
    Object.entries(LEAD_SHARES).map(([name, p]) => [name, quantileSorted(leads, p)]),
  ) as Record<keyof typeof LEAD_SHARES, number>;
}

/**
 * Median time from upload to merge [days] of the last year's changes, what is still open or was abandoned counted as long as
 * it was seen: to look at merged changes alone would favor what is short. Infinity if fewer than half merge.
 */
export function medianToMerge({ columns, areas }: HistoryFit, area?: number): number {
  const { count, created, merged, abandoned, lost, end } = columns;
  const lifetimes: Lifetime[] = [];
  for (let i = 0; i < count; i++) {
    if (created[i]! < end - 364 * DAY_MS || lost[i] === 1) continue;
    if (area !== undefined && areas.of[i] !== area) continue;
    const until = Math.min(end, Number.isNaN(merged[i]!) ? abandoned[i]! || end : merged[i]!);
    lifetimes.push({ time: Math.max(0, until - created[i]!) / DAY_MS, ended: merged[i]! < end });
  }
  return lifetimes.length === 0 ? Number.NaN : survivalQuantile(kaplanMeier(lifetimes), 0.5);
}
