import { studentQuantile } from '../../stats/interval.ts';
import { mean, variance } from '../../stats/summary.ts';
import { type ByWork, byWork, createdIn, knownIn } from './actual.ts';
import type { Arrivals, Knowledge, Work } from './knowledge.ts';
import { leastOf, type Measured, type Metric, perMetric } from './measure.ts';
import { fitTrendLine, type TrendLine } from './trend-line.ts';
import { quartersOf, type Window, weeksOf } from './window.ts';

/** What anybody could have guessed; a projection has skill if it comes closer than the best of them. */
export const NAIVE = ['naive_before', 'naive_rest', 'naive_trend', 'naive_arrivals'] as const;
export type NaiveName = (typeof NAIVE)[number];

/** A naive forecast of one target, with the 80 % interval that its past supports. */
export interface NaiveTarget {
  point: number;
  low: number;
  high: number;
}

/** A naive forecast of one work: its targets, and its weeks as an ensemble of equally likely values for any of them. */
export interface NaiveForecast {
  targets: Readonly<Record<Metric, NaiveTarget>>;
  merges: readonly number[];
  open: readonly number[];
}

export type NaiveForecasts = Readonly<Record<NaiveName, ByWork<NaiveForecast>>>;

/** What the fit window shows, and the arrivals that all naive forecasts get. */
interface Past {
  score: Window;
  /** Weeks of the fit window. */
  whole: ByWork<Measured>;
  quarters: readonly { middle: number; window: Window; seen: ByWork<Measured> }[];
  /** Values that stand for "before": measured, or where the work has none, what comes nearest. */
  before: ByWork<Record<Metric, number>>;
  /** Arrivals a week in the fit window and, given or continued as there, in the scored one. */
  arrived: ByWork<number>;
  arriving: ByWork<number>;
}

/**
 * The naive forecasts (issue: `naive_before`, `naive_rest`, `naive_trend`, `naive_arrivals`). With `arrivals: earlier`,
 * arrivals go on as in the fit window, so that `naive_arrivals` says what `naive_before` does.
 */
export function naiveForecasts(knowledge: Knowledge, arrivals: Arrivals): NaiveForecasts {
  const past = pastOf(knowledge, arrivals);
  const asBefore = (work: Work) => past.before[work];
  const rest = restFor(past);
  return {
    naive_before: byWork((work) => forecastOf(past, work, asBefore(work))),
    naive_rest: byWork((work) =>
      forecastOf(past, work === 'moved' ? 'rest' : work, work === 'moved' ? rest : asBefore(work)),
    ),
    naive_trend: byWork((work) => trendOf(past, work)),
    naive_arrivals: byWork((work) => forecastOf(past, work, withArrivals(past, work))),
  };
}

function pastOf(knowledge: Knowledge, arrivals: Arrivals): Past {
  const { fit, score } = knowledge;
  const whole = knownIn(fit, knowledge);
  const quarters = quartersOf(fit).map((window) => ({
    window,
    middle: (window.from + window.until) / 2,
    seen: knownIn(window, knowledge),
  }));
  const weekly = (window: Window) => {
    const created = createdIn(window, knowledge, arrivals);
    return byWork((work) => created[work] / weeksOf(window));
  };
  const arrived = weekly(fit);
  const first = Math.min(fit.from, knowledge.changes[0]?.createdAt ?? fit.from);
  const everything = knownIn({ from: first, until: knowledge.split }, knowledge);
  const before = byWork((work) => ({
    ...whole[work].metrics,
    ...leadsBefore([whole[work], everything[work], whole.rest, everything.rest, everything.moved]),
  }));
  return {
    score,
    whole,
    quarters,
    before,
    arrived,
    arriving: arrivals.mode === 'observed' ? weekly(score) : arrived,
  };
}

/** Without a merge in any of them, changes are taken to wait a day: no forecast may be no number. */
function leadsBefore(candidates: readonly Measured[]): Pick<Measured['metrics'], 'lead_median' | 'lead_p90'> {
  const found = candidates.find(({ metrics }) => !Number.isNaN(metrics.lead_median));
  const { lead_median, lead_p90 } = found?.metrics ?? { lead_median: 1, lead_p90: 1 };
  return { lead_median, lead_p90 };
}

/** The values of the rest, for the moved work: counts scaled by how many changes of it come for one of the rest. */
function restFor({ before, arriving }: Past): Record<Metric, number> {
  return scaled(before.rest, ratio(arriving.moved, arriving.rest));
}

/** Leads as before; merges and open changes as before for each change that arrives. */
function withArrivals({ before, arrived, arriving }: Past, work: Work): Record<Metric, number> {
  if (arrived[work] > 0) return scaled(before[work], arriving[work] / arrived[work]);
  // Of work that nobody saw arrive, counts follow arrivals as those of the rest do.
  const { merges_per_week, open } = scaled(before.rest, ratio(arriving[work], arrived.rest));
  return { ...before[work], merges_per_week, open };
}

function scaled(values: Record<Metric, number>, factor: number): Record<Metric, number> {
  return { ...values, merges_per_week: values.merges_per_week * factor, open: values.open * factor };
}

function ratio(a: number, b: number): number {
  return b > 0 ? a / b : 1;
}

/** The points, each with the spread that the quarters of the fit window show of the same metric (of `like`). */
function forecastOf(past: Past, like: Work, points: Record<Metric, number>): NaiveForecast {
  return ensembled(past, like, points, (metric) => {
    const values = logsOfQuarters(past, like, metric).map(({ y }) => y);
    const n = values.length;
    if (n < 2) return NO_SPREAD;
    return studentQuantile(UPPER, n - 1) * Math.sqrt(variance(values) * (1 + 1 / n));
  });
}

/** Upper quantile of an 80 % interval. */
const UPPER = 0.9;
/** Half width in logs where the past shows no spread: a factor of two either way. */
const NO_SPREAD = Math.LN2;

/** Log-linear over the quarters of the fit window, carried on to the middle of the scored one. */
function trendOf(past: Past, work: Work): NaiveForecast {
  const { score, before } = past;
  const at = (score.from + score.until) / 2;
  const lines = perMetric((metric): TrendLine | undefined =>
    fitTrendLine(logsOfQuarters(past, work, metric), at),
  );
  const points = perMetric((metric) => lines[metric]?.value ?? before[work][metric]);
  return ensembled(past, work, points, (metric) => lines[metric]?.half ?? NO_SPREAD);
}

/** Quarters in which the metric has a value: when, and its log. A count of 0 stands for half a change. */
function logsOfQuarters({ quarters }: Past, work: Work, metric: Metric): { x: number; y: number }[] {
  return quarters.flatMap(({ middle, window, seen }) => {
    const value = seen[work].metrics[metric];
    return Number.isNaN(value) ? [] : [{ x: middle, y: Math.log(Math.max(value, leastOf(metric, window))) }];
  });
}

/** The largest factor by which an interval may part from its point: what is wider is no forecast. */
const WIDEST = Math.log(1e3);

function ensembled(
  { whole, score }: Past,
  like: Work,
  points: Record<Metric, number>,
  halfWidth: (metric: Metric) => number,
): NaiveForecast {
  const targets = perMetric((metric): NaiveTarget => {
    const point = points[metric];
    const middle = Math.max(point, leastOf(metric, score));
    const factor = Math.exp(Math.min(WIDEST, halfWidth(metric)));
    return { point, low: Math.min(point, middle / factor), high: middle * factor };
  });
  const { merges, open } = whole[like];
  return {
    targets,
    merges: broughtTo(points.merges_per_week, merges),
    open: broughtTo(points.open, open),
  };
}

/** Weekly values of the past, brought to another mean. */
function broughtTo(wanted: number, weekly: readonly number[]): number[] {
  const now = mean(weekly);
  return now > 0 ? weekly.map((value) => (value * wanted) / now) : [wanted];
}
