import type { Experiment } from '../experiment.ts';
import type { Measure } from '../measure.ts';
import { exponential } from '../queue.ts';
import { batchOf, gapsOf, isConstant, type Service, serviceOf } from '../service.ts';
import { askedBy, common, type Station, stationExperiment, value } from '../station.ts';
import type { StationTally } from '../tally.ts';
import { balanced } from './fluid.ts';
import type { Given } from './given.ts';

/** Share of time that reviewers are busy. */
function busyShare(tally: StationTally, reviewers: number): Measure {
  return value((mean) => (tally.of(mean, 'inSystem') - tally.of(mean, 'inQueue')) / tally.hours / reviewers, {
    controlled: true,
  });
}

const waited = (tally: StationTally): Measure =>
  value((mean) => tally.of(mean, 'waited') / tally.of(mean, 'customers'));

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
    [1 / mu, 2 / mu ** 2],
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
        return value((mean) => tally.sojournsAbove(mean, i));
      }
      return common(tally, metric);
    },
    [1 / mu, 2 / mu ** 2],
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

/** Two experiments as one: metrics that `rename` knows are those of the second. */
export function beside(
  first: Experiment,
  second: Experiment,
  rename: (metric: string) => string | undefined,
): Experiment {
  const offset = first.length;
  const { controls } = first;
  return {
    scenarios: [...first.scenarios, ...second.scenarios],
    length: offset + second.length,
    observe(scenario, seen, into) {
      if (scenario < first.scenarios.length) first.observe(scenario, seen, into);
      else second.observe(scenario - first.scenarios.length, seen, into.subarray(offset));
    },
    measure(metric) {
      const other = rename(metric);
      if (other === undefined) return first.measure(metric);
      const measure = second.measure(other);
      if (measure?.kind !== 'value') return measure;
      return { ...measure, controlled: false, of: (mean) => measure.of(mean.subarray(offset)) };
    },
    ...(controls !== undefined && { controls }),
  };
}

function serviceIn({ params }: Given): Service {
  const name = params.text('service');
  const mean = params.number('mean');
  if (!isConstant(name)) return serviceOf(name, mean, params.number('scv', true));
  params.ignore('scv');
  return serviceOf(name, mean, 0);
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
      ...{ service: 1 / mu, scv: 2 * batch.mean, load },
      asked: askedBy(metrics),
      queue: { arrivals: { batch: batch.law } },
    },
    (tally, metric) => (metric === 'rho' ? busyShare(tally, 1) : common(tally, metric)),
  );
}

function lossSystem(
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
  return stationExperiment(spec, (tally, metric) => {
    const accepted = (mean: Float64Array) => tally.of(mean, 'customers') - tally.of(mean, 'turned');
    if (metric === 'P(block)') return value((mean) => tally.of(mean, 'turned') / tally.of(mean, 'customers'));
    if (metric === 'W_accepted') return value((mean) => tally.of(mean, 'sojourn') / accepted(mean));
    if (metric === 'Wq_accepted') return value((mean) => tally.of(mean, 'wait') / accepted(mean));
    return /^(P0|L|Lq|throughput)$/.test(metric) ? common(tally, metric) : undefined;
  });
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
      return value((mean) => (a.of(mean) + b.of(mean)) / 2);
    },
  };
}

export function abandonment({ params, metrics, seed }: Given): Experiment {
  const [lam, mu, c] = [params.number('lam'), params.number('mu'), params.count('c')];
  const theta = params.number('theta');
  const spec: Station = {
    seed,
    streams: [{ name: 'a', rate: lam, work: exponential(1 / mu) }],
    reviewers: c,
    ...{ service: 1 / mu, scv: 1, load: Math.min(0.9, lam / (c * mu)), slowest: 1 / Math.min(mu, theta) },
    asked: askedBy(metrics),
    queue: { changes: { patience: exponential(1 / theta) } },
  };
  const queue = stationExperiment(spec, (tally, metric) => {
    if (metric === 'P(wait)') return waited(tally);
    if (metric === 'P(abandon)')
      return value((mean) => tally.of(mean, 'abandoned') / tally.of(mean, 'customers'));
    if (metric === 'E[Wq] (all)') return common(tally, 'Wq');
    return /^(Lq|L|throughput)$/.test(metric) ? common(tally, metric) : undefined;
  });
  if (!metrics.includes('fluid_Lq')) return queue;
  return beside(queue, balanced(`${seed}, fluid`, lam, mu, c, theta), (metric) =>
    metric === 'fluid_Lq' ? metric : undefined,
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

export function absences({ params, metrics, seed }: Given): Experiment {
  const [lam, mu] = [params.number('lam'), params.number('mu')];
  const [fail, repair] = [params.number('fail'), params.number('repair')];
  const available = repair / (fail + repair);
  const load = lam / mu / available;
  params.refuseOverload(load, 'the load of the time that somebody is there');
  // A service takes longer by the absences that fall into it.
  const scv = 1 + (2 * fail * mu) / (fail + repair) ** 2;
  const one = (name: string, rate: number): Station => ({
    seed: `${seed}, ${name}`,
    streams: [{ name: 'a', rate, work: exponential(1 / mu) }],
    reviewers: 1,
    ...{ service: 1 / mu / available, scv, load, slowest: 1 / (fail + repair) },
    queue: { people: { away: { after: exponential(1 / fail), lasts: exponential(1 / repair) } } },
  });
  const queue = stationExperiment(
    one('queue', lam),
    (tally, metric) => (/^(L|W|Lq)$/.test(metric) ? common(tally, metric) : undefined),
    [1 / mu, 2 / mu ** 2],
  );
  if (!metrics.includes('availability')) return queue;
  // Somebody who never lacks work gets as much done as they are there.
  const busy = stationExperiment(one('never idle', 2 * mu), (tally) =>
    value((mean) => tally.of(mean, 'left') / tally.hours / mu),
  );
  return beside(queue, busy, (metric) => (metric === 'availability' ? metric : undefined));
}

export function modulated({ params, metrics, seed }: Given): Experiment {
  const [rates, switches, mu] = [
    params.numbers('rates', true),
    params.numbers('switch'),
    params.number('mu'),
  ];
  if (rates.length !== switches.length || rates.length !== 2)
    throw params.fault(`${rates.length} rates and ${switches.length} switches`, 'give two of each');
  const times = switches.map((leaving) => 1 / leaving);
  const total = times.reduce((sum, time) => sum + time, 0);
  const mean = rates.reduce((sum, rate, i) => sum + (rate * times[i]!) / total, 0);
  if (params.has('mean_rate') && Math.abs(params.number('mean_rate') / mean - 1) > 1e-6)
    throw params.fault(`mean_rate is not ${mean}, that of the rates and switches`, 'mend one of them');
  params.refuseOverload(mean / mu);
  const relaxation = 1 / (switches[0]! + switches[1]!);
  const dispersion =
    1 +
    (2 * (rates[0]! - rates[1]!) ** 2 * switches[0]! * switches[1]!) /
      (total * switches[0]! * switches[1]!) ** 2 /
      mean /
      (switches[0]! + switches[1]!);
  const bursts = rates.map((rate, i) => ({ factor: rate / mean, lasts: exponential(times[i]!) }));
  const spec: Station = {
    seed,
    streams: [{ name: 'a', rate: mean, work: exponential(1 / mu) }],
    reviewers: 1,
    ...{ service: 1 / mu, scv: 1 + dispersion, load: mean / mu, slowest: relaxation },
    queue: { arrivals: { bursts } },
  };
  const queue = stationExperiment(spec, (tally, metric) =>
    /^(L|W|Lq|Wq)$/.test(metric) ? common(tally, metric) : undefined,
  );
  return metrics.some((metric) => /dispersion/.test(metric)) ? withDispersion(queue, 20 * relaxation) : queue;
}

/**
 * Adds the index of dispersion of counts of long times, from counts in pieces of the run and in pairs of them: what is
 * left out at length t falls with 1/t.
 */
function withDispersion(queue: Experiment, piece: number): Experiment {
  const at = queue.length;
  return {
    ...queue,
    length: at + 6,
    observe(scenario, seen, into) {
      queue.observe(scenario, seen, into);
      const { created, count } = seen.changes;
      const counts = new Int32Array(2 * Math.floor(seen.records.until / piece / 2));
      for (let i = 0; i < count; i++) {
        const k = Math.floor(created[i]! / piece);
        if (k < counts.length) counts[k]!++;
      }
      counts.forEach((n, k) => {
        const numbers = k % 2 === 0 ? [n] : [n, n + counts[k - 1]!];
        numbers.forEach((number, single) => {
          const slot = at + 3 * single;
          into[slot]! += 1;
          into[slot + 1]! += number;
          into[slot + 2]! += number * number;
        });
      });
    },
    measure(metric) {
      if (!/dispersion/.test(metric)) return queue.measure(metric);
      const index = (mean: Float64Array, slot: number) => {
        const [n, sum, squares] = [mean[slot]!, mean[slot + 1]!, mean[slot + 2]!];
        return (squares / n - (sum / n) ** 2) / (sum / n);
      };
      return value((mean) => 2 * index(mean, at + 3) - index(mean, at), { loose: true });
    },
  };
}
