import { mean, quantileSorted } from '../../stats/summary.ts';
import { countingTimes, DAY_MS, WEEK_MS, type Window, weeksOf, within } from './window.ts';

/** What is projected and scored, for each work. */
export const METRICS = ['lead_median', 'lead_p90', 'merges_per_week', 'open'] as const;
export type Metric = (typeof METRICS)[number];

export function perMetric<T>(make: (metric: Metric) => T): Record<Metric, T> {
  return Object.fromEntries(METRICS.map((metric) => [metric, make(metric)])) as Record<Metric, T>;
}

/** A lead time below which nobody looks [d]: about a quarter of an hour. */
const LEAST_LEAD = 0.01;

/**
 * What stands for zero where a logarithm is asked for: half a merge in all of the window, half an open change at one of
 * its counts, a hundredth of a day.
 */
export function leastOf(metric: Metric, window: Window): number {
  if (metric === 'merges_per_week') return 0.5 / weeksOf(window);
  return metric === 'open' ? 0.5 / countingTimes(window).length : LEAST_LEAD;
}

/** What is measured of a change: when it came and when it merged or was closed otherwise [ms since 1970]. */
export interface Life {
  createdAt: number;
  /** Absent or Infinity if it has not merged. */
  mergedAt?: number | undefined;
  /** Absent or Infinity if it was not closed without a merge. */
  closedAt?: number | undefined;
}

/** What a window shows of one work. */
export interface Measured {
  /** Lead times [d] of changes merged in the window (NaN if there is none); changes a week; changes. */
  metrics: Readonly<Record<Metric, number>>;
  /** Merges of each whole week. */
  merges: readonly number[];
  /** Changes created and not yet merged, at {@link countingTimes}. */
  open: readonly number[];
}

/**
 * Measures what happened, or was projected to happen, in a window: the one definition of all figures of a backtest. A
 * change that was abandoned is open until it was closed; one of which nobody knows when it was closed (`unmerged`)
 * counts on, as created and not merged.
 */
export function measure(lives: Iterable<Life>, window: Window): Measured {
  const leads: number[] = [];
  const merges = new Array<number>(Math.floor(weeksOf(window))).fill(0);
  const times = countingTimes(window);
  // Comings and goings by the counting time that sees them first.
  const changeOfOpen = new Array<number>(times.length + 1).fill(0);
  const seenAt = (time: number) =>
    Math.min(times.length, Math.max(0, Math.ceil((time - window.from) / WEEK_MS)));
  for (const { createdAt, mergedAt = Infinity, closedAt = Infinity } of lives) {
    const end = Math.min(mergedAt, closedAt);
    const [first, gone] = [seenAt(createdAt), seenAt(end)];
    if (gone > first) {
      changeOfOpen[first]!++;
      changeOfOpen[gone]!--;
    }
    if (!within(mergedAt, window)) continue;
    leads.push((mergedAt - createdAt) / DAY_MS);
    const week = Math.floor((mergedAt - window.from) / WEEK_MS);
    if (week < merges.length) merges[week]!++;
  }
  let now = 0;
  const open = times.map((_, i) => (now += changeOfOpen[i]!));
  const sorted = Float64Array.from(leads).sort();
  return {
    metrics: {
      lead_median: quantileSorted(sorted, 0.5),
      lead_p90: quantileSorted(sorted, 0.9),
      merges_per_week: leads.length / weeksOf(window),
      open: mean(open),
    },
    merges,
    open,
  };
}
