import { quantileSorted } from '../../stats/summary.ts';
import type { Actual } from './actual.ts';
import type { Arrivals, Knowledge, Work } from './knowledge.ts';
import { WORKS } from './knowledge.ts';
import { METRICS, type Metric } from './measure.ts';
import { NAIVE, type NaiveForecasts, type NaiveName } from './naive.ts';
import type { Projection, Replication } from './projection.ts';

/** Quantiles between which 8 of 10 replications lie. */
export const LOW = 0.1;
export const HIGH = 0.9;

/** One target: a line of `backtest --json`, with the same names. Leads in days, merges a week, open changes. */
export type TargetLine = {
  case: string;
  arrivals: Arrivals['mode'];
  work: Work;
  metric: Metric;
  actual: number;
  projected: number;
  low80: number;
  high80: number;
} & Record<NaiveName, number> & {
    /** Projection with the split minus without it, on the same changes. */
    split_effect: number;
    effect_low80: number;
    effect_high80: number;
  };

/** All that is known of one case under one kind of arrivals, once it has been projected. */
export interface Judged {
  knowledge: Knowledge;
  mode: Arrivals['mode'];
  actual: Actual;
  naive: NaiveForecasts;
  projection: Projection;
  /** Those that can be judged: a window in which nothing of a work merged has no lead times of it. */
  targets: readonly TargetLine[];
  /** Targets that cannot, in words. */
  without: readonly string[];
}

export function judge(
  knowledge: Knowledge,
  mode: Arrivals['mode'],
  actual: Actual,
  naive: NaiveForecasts,
  projection: Projection,
): Judged {
  const targets: TargetLine[] = [];
  const without: string[] = [];
  for (const work of WORKS) {
    for (const metric of METRICS) {
      const value = actual.measured[work].metrics[metric];
      if (Number.isNaN(value)) without.push(`${metric} of ${work}`);
      else targets.push(targetLine(knowledge.name, mode, work, metric, value, naive, projection));
    }
  }
  return { knowledge, mode, actual, naive, projection, targets, without };
}

function targetLine(
  name: string,
  mode: Arrivals['mode'],
  work: Work,
  metric: Metric,
  actual: number,
  naive: NaiveForecasts,
  { withSplit, withoutSplit }: Projection,
): TargetLine {
  const of = (replication: Replication | undefined) => replication?.[work].metrics[metric] ?? Number.NaN;
  // A replication in which nothing merged has no lead time; without any, the naive forecast stands in.
  const before = naive.naive_before[work].targets[metric];
  const projected = spreadOf(withSplit.map(of)) ?? {
    median: before.point,
    low: before.low,
    high: before.high,
  };
  const effects = withSplit.map((replication, k) => of(replication) - of(withoutSplit[k]));
  const effect = spreadOf(effects) ?? { median: 0, low: 0, high: 0 };
  const forecasts = NAIVE.map((forecast) => [forecast, naive[forecast][work].targets[metric].point] as const);
  return {
    case: name,
    arrivals: mode,
    work,
    metric,
    actual,
    projected: projected.median,
    low80: projected.low,
    high80: projected.high,
    ...(Object.fromEntries(forecasts) as Record<NaiveName, number>),
    split_effect: effect.median,
    effect_low80: effect.low,
    effect_high80: effect.high,
  };
}

/** Median and 80 % interval of the values that are numbers; undefined if none is. */
function spreadOf(values: readonly number[]): { median: number; low: number; high: number } | undefined {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  if (sorted.length === 0) return undefined;
  const [median, low, high] = [0.5, LOW, HIGH].map((p) => quantileSorted(sorted, p)) as [
    number,
    number,
    number,
  ];
  return { median, low, high };
}
