import type { Experiment } from './experiment.ts';
import type { Measure } from './measure.ts';
import { type Queue, type Stream, scenarioOf } from './queue.ts';
import { type Asked, type Input, StationTally } from './tally.ts';

/** A single station in steady state. */
export interface Station {
  seed: string;
  streams: readonly Stream[];
  reviewers: number;
  /** Mean service time [h] and squared coefficient of variation, and how busy a reviewer is: how fast it settles. */
  service: number;
  scv: number;
  load: number;
  /** Mean number of customers who come together; 1 if missing. */
  batch?: number;
  /** Slowest other time constant [h], as that of rates that change. */
  slowest?: number;
  asked?: Asked;
  queue?: Partial<Queue>;
}

/** Customers of one replication: enough for a mean, few enough for memory. */
const FEWEST = 40_000;
const MOST = 900_000;
/** Hours of one replication: somewhat less than a scenario may last. */
const LONGEST = 850_000;

/**
 * How long a replication runs: it warms up for eight relaxation times (M/M/c: 1/(cμ(1−√ρ)²), Morse, Queues, Inventories
 * and Maintenance, 1958, ch. 6; times half of one plus the squared variations) before anything counts.
 */
export function windowOf({ streams, batch = 1, service, scv, load, reviewers, slowest = 0 }: Station) {
  const rate = batch * streams.reduce((sum, stream) => sum + stream.rate, 0);
  const spread = Math.max(0.5, (1 + scv) / 2);
  const settled = load < 1 ? ((service / reviewers) * spread) / (1 - Math.sqrt(load)) ** 2 : service * 10;
  const relaxation = Math.max(service, slowest, settled);
  const most = Math.min(MOST / rate, LONGEST);
  const from = Math.min(8 * relaxation, 0.4 * most);
  const length = Math.min(Math.max(60 * relaxation, FEWEST / rate), 0.9 * most - from);
  const margin = Math.min(2 * relaxation, 0.1 * most) + 20 * service;
  return { window: { from, until: from + length }, until: from + length + margin, rate, relaxation };
}

/** The station's scenario, and a tally of its customers. */
export function station(spec: Station): { scenario: string; tally: StationTally; rate: number } {
  const { window, until, rate, relaxation } = windowOf(spec);
  const { pieces } = spec.asked ?? {};
  const asked: Asked = { ...spec.asked, ...(pieces !== undefined && { pieces: 5 * relaxation }) };
  const scenario = scenarioOf({
    ...spec.queue,
    seed: spec.seed,
    streams: spec.streams,
    reviewers: spec.reviewers,
    until,
  });
  return { scenario, tally: new StationTally(spec.streams.length, window, asked), rate };
}

/** An experiment of one station, whose metrics read its tally; with moments of the work of all, or what is known of each. */
export function stationExperiment(
  spec: Station,
  measure: (tally: StationTally, metric: string, rate: number) => Measure | undefined,
  known?: readonly number[] | readonly Input[],
): Experiment {
  const { scenario, tally, rate } = station(spec);
  const inputs = known === undefined ? [] : inputsOf(known, rate);
  return {
    scenarios: [scenario],
    length: tally.end,
    observe: (_, seen, into) => tally.observe(seen, into),
    measure: (metric) => measure(tally, metric, rate),
    ...(inputs.length > 0 && { controls: tally.controls(inputs) }),
  };
}

function inputsOf(known: readonly number[] | readonly Input[], rate: number): readonly Input[] {
  const isInput = (one: number | Input): one is Input => typeof one !== 'number';
  return known.length > 0 && known.every(isInput) ? known : [{ rate, moments: known as readonly number[] }];
}

/** Moments of exponential work of a mean. */
export function exponentialMoments(mean: number): number[] {
  return [mean, 2 * mean ** 2];
}

export function value(
  of: (mean: Float64Array) => number,
  more: { loose?: boolean; controlled?: boolean; within?: number } = {},
): Measure {
  return { kind: 'value', of, ...more };
}

/** Metrics that every station has: counts, times, waits of all customers or of one class. */
export function common(tally: StationTally, metric: string, of = tally.classes): Measure | undefined {
  const perCustomer = (field: 'wait' | 'sojourn' | 'wait2' | 'sojourn2') => (mean: Float64Array) =>
    tally.of(mean, field, of) / tally.of(mean, 'customers', of);
  const perHour = (field: 'inSystem' | 'inQueue' | 'served') => (mean: Float64Array) =>
    tally.of(mean, field, of) / tally.hours;
  const variance = (field: 'wait' | 'sojourn') => (mean: Float64Array) =>
    perCustomer(`${field}2`)(mean) - perCustomer(field)(mean) ** 2;
  const controlled = { controlled: true };
  switch (metric) {
    case 'L':
      return value(perHour('inSystem'), controlled);
    case 'Lq':
      return value(perHour('inQueue'), controlled);
    case 'W':
      return value(perCustomer('sojourn'), controlled);
    case 'Wq':
      return value(perCustomer('wait'), controlled);
    case 'Var[W]':
      return value(variance('sojourn'), { loose: true, controlled: true });
    case 'Var[Wq]':
      return value(variance('wait'), { loose: true, controlled: true });
    case 'E[Wq^2]':
      return value(perCustomer('wait2'), { loose: true, controlled: true });
    case 'SD[Wq]':
      return value((mean) => Math.sqrt(variance('wait')(mean)), controlled);
    case 'SD[W]':
      return value((mean) => Math.sqrt(variance('sojourn')(mean)), controlled);
    case 'Var[N]':
      return value((mean) => tally.ofPath(mean, 'square') / tally.hours - perHour('inSystem')(mean) ** 2, {
        loose: true,
        controlled: true,
      });
    case 'P0':
      return value((mean) => tally.ofPath(mean, 'empty') / tally.hours, controlled);
    case 'throughput':
      return value(perHour('served'), controlled);
    case 'mean_busy_period':
      return value(
        (mean) => tally.ofPath(mean, 'busyPeriod') / tally.ofPath(mean, 'busyPeriods'),
        controlled,
      );
    case 'var_busy_period':
      return value(
        (mean) => {
          const n = tally.ofPath(mean, 'busyPeriods');
          return tally.ofPath(mean, 'busyPeriod2') / n - (tally.ofPath(mean, 'busyPeriod') / n) ** 2;
        },
        { loose: true, controlled: true },
      );
    case 'asymptotic_variance_time_avg_N':
      return value((mean) => tally.asymptoticVariance(mean), { loose: true });
    default:
      return quantileOrShare(tally, metric);
  }
}

function quantileOrShare(tally: StationTally, metric: string): Measure | undefined {
  const quantile = /^(Wq?)_quantile_(0?\.\d+)$/.exec(metric);
  if (quantile === null) return undefined;
  const p = Number(quantile[2]);
  return quantile[1] === 'Wq'
    ? value((mean) => tally.waitQuantile(mean, p), { controlled: true })
    : value((mean) => tally.sojournQuantile(mean, p), { controlled: true });
}

/** What metrics of these names need beyond sums. */
export function askedBy(metrics: readonly string[]): Asked {
  const numbers = (pattern: RegExp) =>
    metrics.flatMap((metric) => {
      const found = pattern.exec(metric);
      return found === null ? [] : [Number(found[1])];
    });
  const has = (pattern: RegExp) => metrics.some((metric) => pattern.test(metric));
  return {
    waits: has(/^Wq_quantile/),
    sojourns: has(/^W_quantile/),
    atLeast: numbers(/^P\(N>=(\d+)\)$/),
    path: has(/^(Var\[N\]|P0|(mean|var)_busy_period)$/),
    ...(has(/^asymptotic_variance/) && { pieces: 1 }),
  };
}

/** Share of time that reviewers are busy. */
export function busyShare(tally: StationTally, reviewers: number): Measure {
  return value((mean) => (tally.of(mean, 'inSystem') - tally.of(mean, 'inQueue')) / tally.hours / reviewers, {
    controlled: true,
  });
}

/** Share of customers who wait. */
export const waited = (tally: StationTally): Measure =>
  value((mean) => tally.of(mean, 'waited') / tally.of(mean, 'customers'), { controlled: true });
