import { beside } from '../beside.ts';
import type { Experiment } from '../experiment.ts';
import { exponential } from '../queue.ts';
import { batchOf, gapsOf, isConstant, type Service, scvOf, serviceOf } from '../service.ts';
import {
  askedBy,
  busyShare,
  common,
  exponentialMoments,
  stationExperiment,
  value,
  waited,
} from '../station.ts';
import type { Given } from './given.ts';
import { lossSystem } from './loss.ts';

export function mM1({ params, metrics, seed }: Given): Experiment {
  const [lam, mu] = [params.number('lam'), params.number('mu')];
  if (params.has('c') && params.count('c') !== 1) throw params.fault('c is not 1', 'take the model M/M/c');
  params.refuseOverload(lam / mu);
  const asked = askedBy(metrics);
  const spec = {
    seed,
    streams: [{ name: 'a', rate: lam, work: exponential(1 / mu) }],
    reviewers: 1,
    ...{ service: 1 / mu, scv: 1, load: lam / mu, asked },
  };
  return stationExperiment(
    spec,
    (tally, metric) => {
      if (metric === 'rho') return busyShare(tally, 1);
      const least = /^P\(N>=(\d+)\)$/.exec(metric);
      if (least !== null) {
        const i = asked.atLeast!.indexOf(Number(least[1]));
        return value((mean) => tally.atLeast(mean, i), { controlled: true });
      }
      return common(tally, metric);
    },
    exponentialMoments(1 / mu),
  );
}

export function mMc({ params, metrics, seed }: Given): Experiment {
  const [lam, mu, c] = [params.number('lam'), params.number('mu'), params.count('c')];
  params.refuseOverload(lam / (c * mu));
  const loss = metrics.includes('ErlangB');
  const sojournsAbove = metrics.flatMap((metric) => {
    const above = aboveOf(metric, mu);
    return above === undefined ? [] : [above];
  });
  const asked = { ...askedBy(metrics), sojournsAbove };
  const streams = [{ name: 'a', rate: lam, work: exponential(1 / mu) }];
  const spec = { seed, streams, reviewers: c, service: 1 / mu, scv: 1, load: lam / (c * mu), asked };
  const queue = stationExperiment(
    spec,
    (tally, metric) => {
      if (metric === 'rho') return busyShare(tally, c);
      if (metric === 'ErlangC_P(wait)') return waited(tally);
      const above = aboveOf(metric, mu);
      if (above !== undefined) {
        const i = sojournsAbove.indexOf(above);
        return value((mean) => tally.sojournsAbove(mean, i), { controlled: true });
      }
      return common(tally, metric);
    },
    exponentialMoments(1 / mu),
  );
  if (!loss) return queue;
  // P(block) of the same servers without a place to wait is a system of its own.
  return beside(
    queue,
    lossSystem(`${seed}, loss`, lam, { law: exponential(1 / mu), moments: [1 / mu, 0, 0], scv: 1 }, c, c),
    (metric) => (metric === 'ErlangB' ? 'P(block)' : undefined),
  );
}

/** `P(W>2/mu)`: the time above which a sojourn counts. */
function aboveOf(metric: string, mu: number): number | undefined {
  const above = /^P\(W>([\d.]+)(\/mu)?\)$/.exec(metric);
  if (above === null) return undefined;
  return Number(above[1]) / (above[2] === undefined ? 1 : mu);
}

function serviceIn({ params }: Given): Service {
  const name = params.text('service');
  const mean = params.number('mean');
  if (isConstant(name)) params.ignore('scv');
  const told = isConstant(name) || !params.has('scv') ? scvOf(name) : undefined;
  return serviceOf(name, mean, told ?? params.number('scv', true));
}

function knownMoments({ moments, scv }: Service): number[] {
  return scv === 0 ? [] : moments.filter(Number.isFinite);
}

export function mG1(given: Given): Experiment {
  const { params, metrics, seed } = given;
  const lam = params.number('lam');
  const service = serviceIn(given);
  const load = lam * service.moments[0];
  params.refuseOverload(load);
  const streams = [{ name: 'a', rate: lam, work: service.law }];
  const spec = {
    seed,
    streams,
    reviewers: 1,
    service: service.moments[0],
    scv: service.scv,
    load,
    asked: askedBy(metrics),
  };
  return stationExperiment(
    spec,
    (tally, metric) => (metric === 'rho' ? busyShare(tally, 1) : common(tally, metric)),
    knownMoments(service),
  );
}

export function mG1ps(given: Given): Experiment {
  const { params, seed } = given;
  const lam = params.number('lam');
  const service = serviceIn(given);
  const load = lam * service.moments[0];
  params.refuseOverload(load);
  const streams = [{ name: 'a', rate: lam, work: service.law }];
  const queue = { review: { in_hand: 'any' } };
  const spec = { seed, streams, reviewers: 1, service: service.moments[0], scv: service.scv, load, queue };
  return stationExperiment(
    spec,
    (tally, metric) => (/^[WL]$/.test(metric) ? common(tally, metric) : undefined),
    knownMoments(service),
  );
}

export function gM1({ params, metrics, seed }: Given): Experiment {
  const [name, lam, mu] = [params.text('interarrival'), params.number('lam'), params.number('mu')];
  params.refuseOverload(lam / mu);
  const gaps = gapsOf(name);
  const waitsAbove = metrics.flatMap((metric) => {
    const above = /^P\(Wq>([\d.]+)\)$/.exec(metric);
    return above === null ? [] : [Number(above[1])];
  });
  return stationExperiment(
    {
      seed,
      streams: [{ name: 'a', rate: lam, work: exponential(1 / mu) }],
      reviewers: 1,
      ...{ service: 1 / mu, scv: gaps.scv, load: lam / mu },
      asked: { ...askedBy(metrics), waitsAbove },
      queue: { arrivals: { gaps: gaps.law } },
    },
    (tally, metric) => {
      if (metric === 'sigma') return waited(tally);
      if (metric === 'rho') return busyShare(tally, 1);
      const above = /^P\(Wq>([\d.]+)\)$/.exec(metric);
      if (above === null) return common(tally, metric);
      const i = waitsAbove.indexOf(Number(above[1]));
      return value((mean) => tally.waitsAbove(mean, i));
    },
  );
}

export function batches({ params, metrics, seed }: Given): Experiment {
  const [rate, mu, name] = [params.number('batch_rate'), params.number('mu'), params.text('batch')];
  const batch = batchOf(name);
  const load = (rate * batch.mean) / mu;
  params.refuseOverload(load);
  return stationExperiment(
    {
      seed,
      streams: [{ name: 'a', rate, work: exponential(1 / mu) }],
      reviewers: 1,
      ...{ service: 1 / mu, scv: 2 * batch.mean, load, batch: batch.mean },
      asked: askedBy(metrics),
      queue: { arrivals: { batch: batch.law } },
    },
    (tally, metric) => (metric === 'rho' ? busyShare(tally, 1) : common(tally, metric)),
    exponentialMoments(1 / mu),
  );
}

/** Bounds and approximations of G/G/1: with Poisson arrivals where they fit, else gamma gaps; gamma service. */
export function bounds({ params, seed }: Given): Experiment {
  const [ca2, cs2] = [params.number('ca2', true), params.number('cs2', true)];
  const [load, service] = [params.number('rho'), params.number('mean_service')];
  params.refuseOverload(load);
  const work = serviceOf('gamma', service, cs2);
  const gaps = gapsOf(ca2 === 1 ? 'M' : ca2 === 0 ? 'D' : `gamma_scv${ca2}`);
  const poisson = ca2 === 1;
  return stationExperiment(
    {
      seed,
      streams: [{ name: 'a', rate: load / service, work: work.law }],
      reviewers: 1,
      ...{ service, scv: ca2 + cs2 - 1, load },
      queue: poisson ? {} : { arrivals: { gaps: gaps.law } },
    },
    (tally, metric) => {
      const wait = common(tally, 'Wq');
      if (wait?.kind !== 'value') return undefined;
      if (/upper bound/.test(metric)) return { kind: 'upper bound', of: wait.of };
      if (!/heavy-traffic/.test(metric)) return undefined;
      if (poisson) return wait;
      return { kind: 'not a value', why: 'an approximation, exact for Poisson arrivals alone' };
    },
    poisson ? knownMoments(work) : undefined,
  );
}
