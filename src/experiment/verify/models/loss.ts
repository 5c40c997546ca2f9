import { beside } from '../beside.ts';
import type { Experiment } from '../experiment.ts';
import { exponential } from '../queue.ts';
import { type Service, serviceOf } from '../service.ts';
import {
  askedBy,
  common,
  exponentialMoments,
  type Station,
  stationExperiment,
  value,
  waited,
} from '../station.ts';
import type { StationTally } from '../tally.ts';
import { balanced } from './fluid.ts';
import type { Given } from './given.ts';

/** Servers with so many places in all, their own included; who comes when all are taken is turned away. */
export function lossSystem(
  seed: string,
  lam: number,
  service: Service,
  c: number,
  limit: number,
  metrics: readonly string[] = [],
): Experiment {
  const streams = [{ name: 'a', rate: lam, work: service.law }];
  const load = (lam * service.moments[0]) / c;
  const spec: Station = {
    seed,
    streams,
    reviewers: c,
    service: service.moments[0],
    scv: service.scv,
    load: Math.min(load, 0.9),
    asked: askedBy(metrics),
    queue: { review: { limit } },
  };
  const measure = (tally: StationTally, metric: string) => {
    const accepted = (mean: Float64Array) => tally.of(mean, 'customers') - tally.of(mean, 'turned');
    const perCustomer = (of: (mean: Float64Array) => number) => value(of, { controlled: true });
    if (metric === 'P(block)')
      return perCustomer((mean) => tally.of(mean, 'turned') / tally.of(mean, 'customers'));
    if (metric === 'W_accepted') return perCustomer((mean) => tally.of(mean, 'sojourn') / accepted(mean));
    if (metric === 'Wq_accepted') return perCustomer((mean) => tally.of(mean, 'wait') / accepted(mean));
    return /^(P0|L|Lq|throughput)$/.test(metric) ? common(tally, metric) : undefined;
  };
  return stationExperiment(spec, measure, [service.moments[0]]);
}

export function mMcK({ params, metrics, seed }: Given): Experiment {
  const [lam, mu, c] = [params.number('lam'), params.number('mu'), params.count('c')];
  const limit = params.count('K');
  if (limit < c) throw params.fault('K is less than c', 'K counts the places of the servers too');
  return lossSystem(
    seed,
    lam,
    { law: exponential(1 / mu), moments: [1 / mu, 0, 0], scv: 1 },
    c,
    limit,
    metrics,
  );
}

/** Erlang's B holds for every law of service: the exponential and one of squared variation 4 are averaged. */
export function mGcc({ params, seed }: Given): Experiment {
  const [load, c] = [params.number('offered_load'), params.count('c')];
  const one = lossSystem(seed, load, serviceOf('exponential', 1, 1), c, c);
  const other = lossSystem(`${seed}, lognormal`, load, serviceOf('lognormal', 1, 4), c, c);
  const both = beside(one, other, (metric) => (metric === 'other' ? 'P(block)' : undefined));
  return {
    ...both,
    measure(metric) {
      const [a, b] = [both.measure(metric), both.measure('other')];
      if (metric !== 'P(block)' || a?.kind !== 'value' || b?.kind !== 'value') return undefined;
      return value((mean) => (a.of(mean) + b.of(mean)) / 2, { controlled: true });
    },
  };
}

/** The metric of a fluid limit: an experiment of its own, of few and long replications. */
export const FLUID = /^fluid_/;

export function abandonment({ params, metrics, seed }: Given): Experiment {
  const [lam, mu, c] = [params.number('lam'), params.number('mu'), params.count('c')];
  const theta = params.number('theta');
  if (metrics.some((metric) => FLUID.test(metric))) return balanced(`${seed}, fluid`, lam, mu, c, theta);
  const spec: Station = {
    seed,
    streams: [{ name: 'a', rate: lam, work: exponential(1 / mu) }],
    reviewers: c,
    ...{ service: 1 / mu, scv: 1, load: Math.min(0.9, lam / (c * mu)), slowest: 1 / Math.min(mu, theta) },
    asked: askedBy(metrics),
    queue: { changes: { patience: exponential(1 / theta) } },
  };
  const measure = (tally: StationTally, metric: string) => {
    if (metric === 'P(wait)') return waited(tally);
    if (metric === 'P(abandon)')
      return value((mean) => tally.of(mean, 'abandoned') / tally.of(mean, 'customers'), { controlled: true });
    if (metric === 'E[Wq] (all)') return common(tally, 'Wq');
    return /^(Lq|L|throughput)$/.test(metric) ? common(tally, metric) : undefined;
  };
  return stationExperiment(spec, measure, exponentialMoments(1 / mu));
}
