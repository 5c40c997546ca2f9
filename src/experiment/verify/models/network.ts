import type { Experiment } from '../experiment.ts';
import { NotExpressible, refuseCrowd } from '../params.ts';
import { exponential, hours, type Queue, type Stream, scenarioOf } from '../queue.ts';
import { value, windowOf } from '../station.ts';
import { type VisitTally, visitExperiment } from '../visits.ts';
import type { Given } from './given.ts';

const controlled = (of: (mean: Float64Array) => number) => value(of, { controlled: true });

/**
 * A network of stations: an area for each node, owned by a team of its own; after an approval the change goes on to
 * another area. A node with as many servers as are wanted is a team that is never all busy.
 */
export function jackson({ params, seed }: Given): Experiment {
  params.ignore('network');
  const gamma = params.numbers('gamma', true);
  const nodes = gamma.length;
  const routes = params.table('R', nodes);
  const mu = params.numbers('mu');
  const servers = params.list('c');
  if (routes.length !== nodes || mu.length !== nodes || servers.length !== nodes)
    throw params.fault(`gamma, R, mu and c are not all of ${nodes} nodes`, 'give as many of each');
  routes.forEach((row, i) => {
    const sum = row.reduce((total, share) => total + share, 0);
    if (sum > 1 + 1e-9)
      throw params.fault(`row ${i} of R adds up to ${sum}`, 'let it be at most 1: the rest leaves');
  });
  const rates = visitRates(gamma, routes);
  if (rates === undefined)
    throw params.fault('what enters never leaves', 'let the rows of R add up to less than 1 somewhere');
  const external = gamma.reduce((sum, rate) => sum + rate, 0);
  const sizes = servers.map((count, i) => {
    const load = rates[i]! / mu[i]!;
    if (count === 'inf' || count === 'infinity') return { count: endless(load), load: 0 };
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1)
      throw params.fault(`c[${i}] is no count`, 'write a whole number, or "inf"');
    params.refuseOverload(load / count, `the load of node ${i}`);
    return { count, load: load / count };
  });
  const visits = rates.reduce((sum, rate) => sum + rate, 0) / external;
  const slowest = Math.max(
    ...mu.map((speed, i) => {
      const settles =
        sizes[i]!.load === 0
          ? 1 / speed
          : 1 / (speed * sizes[i]!.count * (1 - Math.sqrt(sizes[i]!.load)) ** 2);
      return Math.max(1 / speed, settles);
    }),
  );
  refuseCrowd(sizes.reduce((sum, { count }) => sum + count, 0));
  const names = gamma.map((_, i) => `n${i}`);
  const streams = names.map((name, i): Stream => ({ name, rate: gamma[i]!, work: exponential(1 / mu[i]!) }));
  let next = 0;
  const teams = names.map((name, i) => {
    const members = Array.from({ length: sizes[i]!.count }, () => next++);
    return { owns: [name], members };
  });
  const shares = names.map((_, i) =>
    Object.fromEntries(names.flatMap((to, j) => (routes[i]![j]! > 0 ? [[to, routes[i]![j]!]] : []))),
  );
  const review = {
    belongs_to: 'visit',
    routes: Object.fromEntries(
      names.flatMap((name, i) => (Object.keys(shares[i]!).length > 0 ? [[name, shares[i]]] : [])),
    ),
  };
  const tallied = windowOf({
    seed,
    streams,
    reviewers: 1,
    service: slowest,
    scv: 1,
    load: 0.1,
    slowest: slowest * Math.max(1, visits / nodes),
  });
  const scenario = scenarioOf({
    seed,
    streams,
    reviewers: next,
    organizations: [teams],
    until: tallied.until,
    review,
  });
  return visitExperiment(scenario, { gamma, routes, mu, rates }, tallied.window, (metric, tally) => {
    const whole = (field: 'sojourn' | 'inSystem', by: 'customers' | 'hours') =>
      controlled(
        (mean) => tally.whole(mean, field) / (by === 'hours' ? tally.hours : tally.whole(mean, 'customers')),
      );
    if (metric === 'L_total') return whole('inSystem', 'hours');
    if (metric === 'W_total') return whole('sojourn', 'customers');
    const named = /^(lambda|L|Wq|W)_(\d+)$/.exec(metric);
    const node = Number(named?.[2]);
    if (named === null || node >= nodes) return undefined;
    switch (named[1]) {
      case 'lambda':
        // Not controlled: what enters and how it divides would tell it wholly, whatever the simulator did.
        return value((mean) => tally.of(mean, node, 'visits') / tally.hours);
      case 'L':
        return controlled((mean) => tally.of(mean, node, 'inSystem') / tally.hours);
      case 'Wq':
        return controlled((mean) => perVisit(tally, mean, node, 'wait'));
      default:
        return controlled((mean) => perVisit(tally, mean, node, 'inSystem'));
    }
  });
}

/** Visits an hour to each node: λ = γ + λR, by elimination; undefined if it has no positive solution. */
function visitRates(gamma: readonly number[], routes: readonly (readonly number[])[]): number[] | undefined {
  const rates = [...gamma];
  for (let sweep = 0; sweep < 100_000; sweep++) {
    let moved = 0;
    for (let j = 0; j < rates.length; j++) {
      let rate = gamma[j]!;
      for (let i = 0; i < rates.length; i++) rate += rates[i]! * routes[i]![j]!;
      moved = Math.max(moved, Math.abs(rate - rates[j]!));
      rates[j] = rate;
    }
    if (moved <= 1e-13 * Math.max(...rates)) return rates;
  }
  return undefined;
}

/** Hours of a visit to a node; none of one that nobody visits. */
function perVisit(tally: VisitTally, mean: Float64Array, node: number, field: 'wait' | 'inSystem'): number {
  const visits = tally.of(mean, node, 'visits');
  return visits === 0 ? 0 : tally.of(mean, node, field) / visits;
}

/** So many servers that one is free in all but a part in 10¹² of the time: Poisson's upper tail bounded by Chernoff. */
export function endless(load: number): number {
  refuseCrowd(load);
  let count = Math.ceil(load) + 1;
  while (count * Math.log(load / count) + count - load > Math.log(1e-12)) count++;
  return count;
}

/** After a service the customer rejoins the end of the queue with some chance: a revision that takes no time. */
export function feedback({ params, seed }: Given): Experiment {
  const [lam, mu, again] = [params.number('lam'), params.number('mu'), params.number('p_feedback', true)];
  if (again >= 1) throw params.fault('p_feedback is 1 or more', 'write a chance below 1');
  if (again > 0.95) throw new NotExpressible(`a chance of ${again} that a review asks for a revision`);
  const load = lam / (mu * (1 - again));
  params.refuseOverload(load);
  const streams = [{ name: 'a', rate: lam, work: exponential(1 / mu) }];
  const { window, until } = windowOf({
    seed,
    streams,
    reviewers: 1,
    service: 1 / mu / (1 - again),
    scv: 1,
    load,
  });
  const queue: Queue = {
    seed,
    streams,
    reviewers: 1,
    until,
    review: { belongs_to: 'visit', revision: again },
    changes: { turnaround: { law: 'constant', value: hours(0) } },
  };
  const flows = { gamma: [lam], routes: [[again]], mu: [mu], rates: [lam / (1 - again)] };
  return visitExperiment(scenarioOf(queue), flows, window, (metric, tally) => {
    switch (metric) {
      case 'rho':
        return controlled((mean) => tally.of(mean, 0, 'busy') / tally.hours);
      case 'L':
        return controlled((mean) => tally.whole(mean, 'inSystem') / tally.hours);
      case 'W_total':
        return controlled((mean) => tally.whole(mean, 'sojourn') / tally.whole(mean, 'customers'));
      case 'W_per_visit':
        return controlled((mean) => tally.of(mean, 0, 'inSystem') / tally.of(mean, 0, 'visits'));
      case 'mean_visits':
        return value((mean) => tally.whole(mean, 'visitsOf') / tally.whole(mean, 'customers'));
      default:
        return undefined;
    }
  });
}
