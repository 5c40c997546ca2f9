import { beside } from '../beside.ts';
import type { Experiment } from '../experiment.ts';
import { exponential } from '../queue.ts';
import { common, exponentialMoments, type Station, stationExperiment, value } from '../station.ts';
import type { Given } from './given.ts';

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
    exponentialMoments(1 / mu),
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
