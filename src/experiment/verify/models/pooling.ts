import { crossing, designPoints } from '../break-even.ts';
import type { Experiment } from '../experiment.ts';
import type { Measure } from '../measure.ts';
import { refuseCrowd } from '../params.ts';
import { exponential, type Stream, type TeamText } from '../queue.ts';
import { common, exponentialMoments, type Station, station, value } from '../station.ts';
import { StationTally } from '../tally.ts';
import type { Given } from './given.ts';

/** Several organizations of the same reviewers on the same changes, a tally for each. */
interface Compared {
  scenario: string;
  tallies: StationTally[];
  length: number;
}

/** `slow` is the least settled of the organizations: its window serves all. */
function compared(spec: Station, organizations: readonly (readonly TeamText[])[], from = 0): Compared {
  const { scenario, tally } = station({ ...spec, queue: { ...spec.queue, organizations } });
  let at = from;
  const tallies = organizations.map(() => {
    const one = new StationTally(tally.classes, tally.window, {}, at);
    at = one.end;
    return one;
  });
  return { scenario, tallies, length: at - from };
}

/** A team for each stream, of so many reviewers each; and one of all. */
function splitAndPooled(names: readonly string[], each: number): TeamText[][] {
  const own = names.map((name, i) => ({
    owns: [name],
    members: Array.from({ length: each }, (_, k) => i * each + k),
  }));
  return [own, [{ owns: 'all' }]];
}

export const ratio = (tally: StationTally, mean: Float64Array, field: 'wait' | 'sojourn', of?: number) =>
  tally.of(mean, field, of) / tally.of(mean, 'customers', of);

export function pooledOrSplit(given: Given): Experiment {
  const { params, metrics, seed } = given;
  const [teams, each] = [params.count('teams', 2), params.count('reviewers_per_team')];
  const [rho, mu] = [params.number('rho'), params.number('mu')];
  params.refuseOverload(rho);
  refuseCrowd(teams * each);
  const rate = rho * mu * each;
  const names = Array.from({ length: teams }, (_, i) => `t${i + 1}`);
  const at = (speed: number): Station => ({
    seed,
    streams: names.map((name): Stream => ({ name, rate, work: exponential(1 / speed) })),
    reviewers: teams * each,
    service: 1 / mu,
    scv: 1,
    load: rho,
  });
  // A split system settles as slowly as one of its teams.
  const slow = { ...at(mu), slowest: 1 / (each * mu) / (1 - Math.sqrt(rho)) ** 2 };
  const base = compared(slow, splitAndPooled(names, each));
  const parts: Compared[] = [base];
  let length = base.length;
  const fast = metrics.some((metric) => /single fast/.test(metric));
  if (fast) {
    const quick = station({
      ...at(teams * mu),
      streams: [{ name: 'whole', rate: rate * teams, work: exponential(1 / (teams * mu)) }],
      reviewers: 1,
    });
    const tally = new StationTally(1, quick.tally.window, {}, length);
    parts.push({ scenario: quick.scenario, tallies: [tally], length: tally.end - length });
    length = tally.end;
  }
  const gains = metrics.some((metric) => /^break_even/.test(metric)) ? designPoints(teams, each, rho) : [];
  const faster = gains.map((gain) => {
    const system = compared(
      {
        ...at(mu * (1 + gain)),
        load: rho / (1 + gain),
        slowest: 1 / (each * mu) / (1 - Math.sqrt(rho / (1 + gain))) ** 2,
      },
      splitAndPooled(names, each).slice(0, 1),
      length,
    );
    length += system.length;
    parts.push(system);
    return system.tallies[0]!;
  });
  const [split, pooled] = base.tallies as [StationTally, StationTally];
  const controlled = { controlled: true };
  const luckOf = (tally: StationTally, gain = 0) =>
    tally.controls([{ rate: rate * teams, moments: exponentialMoments(1 / mu / (1 + gain)) }]);
  // The faster teams about a crossing see the same changes: the middle one tells of all three.
  const middle = faster.flatMap((tally, i) => (i % 3 === 1 ? [luckOf(tally, gains[i]!)] : []));
  const known = [luckOf(split), ...middle];
  return {
    scenarios: parts.map(({ scenario }) => scenario),
    length,
    observe: (scenario, seen, into) => parts[scenario]!.tallies[seen.organization]!.observe(seen, into),
    controls: (row) => known.flatMap((one) => one(row)),
    measure(metric): Measure | undefined {
      switch (metric) {
        case 'Wq_split':
          return common(split, 'Wq');
        case 'Wq_pooled':
          return common(pooled, 'Wq');
        case 'W_split':
          return common(split, 'W');
        case 'W_pooled':
          return common(pooled, 'W');
        case 'Wq_ratio split/pooled':
          return value((mean) => ratio(split, mean, 'wait') / ratio(pooled, mean, 'wait'), controlled);
        case 'L_split_total':
          return common(split, 'L');
        case 'L_pooled':
          return common(pooled, 'L');
        case 'W single fast server (rate k mu)':
          return common(parts[1]!.tallies[0]!, 'W');
      }
      const field = metric.startsWith('break_even_gain_Wq')
        ? 'wait'
        : metric.startsWith('break_even_gain_W')
          ? 'sojourn'
          : undefined;
      if (field === undefined) return undefined;
      // The first three points are for the wait, the others for the sojourn.
      const three = field === 'wait' ? [0, 1, 2] : [3, 4, 5];
      return value(
        (mean) =>
          crossing(
            three.map((i) => gains[i]!),
            three.map((i) => ratio(faster[i]!, mean, field)),
            ratio(pooled, mean, field),
          ),
        controlled,
      );
    },
  };
}

/**
 * One M/M/1 for each rate, and one M/M/c of all. Teams with neither people nor work in common tell nothing about each other:
 * each is run by itself, for as long as its own load asks.
 */
export function unequalLoad({ params, seed }: Given): Experiment {
  params.ignore('one_reviewer_each');
  const [rates, mu] = [params.numbers('split_lams'), params.number('mu')];
  const heaviest = Math.max(...rates) / mu;
  params.refuseOverload(heaviest, 'the load of the busiest team');
  const streams = rates.map((rate, i): Stream => ({ name: `t${i + 1}`, rate, work: exponential(1 / mu) }));
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  const alone = { seed, service: 1 / mu, scv: 1 };
  const parts: { scenario: string; tally: StationTally }[] = [];
  const add = (spec: Omit<Station, keyof typeof alone>) => {
    const { scenario, tally } = station({ ...alone, ...spec });
    const own = new StationTally(tally.classes, tally.window, {}, parts.at(-1)?.tally.end ?? 0);
    parts.push({ scenario, tally: own });
    return own;
  };
  const teams = streams.map((stream) => add({ streams: [stream], reviewers: 1, load: stream.rate / mu }));
  const pooled = add({ streams, reviewers: rates.length, load: total / mu / rates.length });
  const worst = teams[rates.indexOf(Math.max(...rates))]!;
  return {
    scenarios: parts.map(({ scenario }) => scenario),
    length: pooled.end,
    observe: (scenario, seen, into) => parts[scenario]!.tally.observe(seen, into),
    controls: worst.controls([{ rate: Math.max(...rates), moments: [1 / mu] }]),
    measure(metric) {
      if (metric === 'Wq_pooled') return common(pooled, 'Wq');
      if (metric === 'worst team Wq') return common(worst, 'Wq');
      if (!metric.startsWith('Wq_split')) return undefined;
      return value(
        (mean) => teams.reduce((sum, team, k) => sum + (rates[k]! / total) * ratio(team, mean, 'wait'), 0),
        { controlled: true },
      );
    },
  };
}

/** Two kinds of work of different size: each with a reviewer of its own, or both in one queue of two. */
export function unlikeSizes({ params, seed }: Given): Experiment {
  if (params.count('servers') !== 2)
    throw params.fault('servers is not 2', 'the exact value is known for two');
  const kinds = [params.part('type1'), params.part('type2')].map((part) => {
    const kind = { rate: part.number('lam'), mu: part.number('mu') };
    part.close();
    params.refuseOverload(kind.rate / kind.mu, 'the load of a type');
    return kind;
  });
  const names = ['type1', 'type2'];
  const heaviest = Math.max(...kinds.map(({ rate, mu }) => rate / mu));
  const slowest = Math.max(...kinds.map(({ rate, mu }) => 1 / mu / (1 - Math.sqrt(rate / mu)) ** 2));
  const system = compared(
    {
      seed,
      streams: names.map((name, i) => ({ name, rate: kinds[i]!.rate, work: exponential(1 / kinds[i]!.mu) })),
      reviewers: 2,
      ...{ service: Math.max(...kinds.map(({ mu }) => 1 / mu)), scv: 1, load: heaviest, slowest },
    },
    splitAndPooled(names, 1),
  );
  const [split, pooled] = system.tallies as [StationTally, StationTally];
  const total = kinds[0]!.rate + kinds[1]!.rate;
  return {
    scenarios: [system.scenario],
    length: system.length,
    observe: (_, seen, into) => system.tallies[seen.organization]!.observe(seen, into),
    controls: split.controls(
      kinds.map(({ rate, mu }, of) => ({ rate, of, moments: exponentialMoments(1 / mu) })),
    ),
    measure(metric) {
      const type = /^Wq_split_type([12])$/.exec(metric);
      if (type !== null) return common(split, 'Wq', Number(type[1]) - 1);
      if (metric === 'Wq_split_overall')
        return value(
          (mean) =>
            kinds.reduce((sum, { rate }, k) => sum + (rate / total) * ratio(split, mean, 'wait', k), 0),
          { controlled: true },
        );
      return metric.startsWith('Wq_pooled') ? common(pooled, 'Wq') : undefined;
    },
  };
}
