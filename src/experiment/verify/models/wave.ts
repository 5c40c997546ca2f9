import type { Experiment } from '../experiment.ts';
import { exponential, hours, type LawText, scenarioOf } from '../queue.ts';
import { value } from '../station.ts';
import { arrivalsOf, countUpTo, departuresOf, timeOf } from '../times.ts';
import type { Given } from './given.ts';
import { endless } from './network.ts';

/** Customers of one replication, and service times before any count. */
const CUSTOMERS = 20_000;
const WARM = 20;

/** What one run leaves beside the counts that are asked for. */
const SUMS = ['cosine', 'sine', 'arrivals', 'arrivalsCosine', 'arrivalsSine', 'work'] as const;

/**
 * Servers without end under a rate a + b sin(γt): seen at asked times, a period apart, of one long run; and its first
 * harmonic over all of it, which describes the mean wholly, since the system is linear.
 */
function wave(given: Given, workOf: (mean: number) => LawText, varies: boolean): Experiment {
  const { params, metrics, seed } = given;
  params.ignore('rate');
  const [a, b] = [params.number('a'), params.number('b', true)];
  const [gamma, service] = [params.number('gamma'), params.number('mean_service')];
  if (b > a) throw params.fault('b is above a', 'a rate below 0 cannot be: write b ≤ a');
  const period = (2 * Math.PI) / gamma;
  const asked = metrics.flatMap((metric) => timeOf(metric) ?? []);
  const from = Math.ceil((WARM * service) / period) * period;
  const periods = Math.max(1, Math.min(200, Math.floor(CUSTOMERS / a / period)));
  const to = from + periods * period;
  const scenario = scenarioOf({
    seed,
    streams: [{ name: 'a', rate: a, work: workOf(service) }],
    reviewers: endless((a + b) * service * 1.05),
    until: to + (Math.ceil(Math.max(0, ...asked) / period) + 1) * period,
    arrivals: { wave: { amplitude: b / a, period: hours(period), peak: hours(period / 4) } },
  });
  const sum = (row: Float64Array, name: (typeof SUMS)[number]) => row[asked.length + SUMS.indexOf(name)]!;
  const controlled = { controlled: true };
  return {
    scenarios: [scenario],
    length: asked.length + SUMS.length,
    observe(_, { changes, records }, into) {
      const arrivals = arrivalsOf(changes);
      const departures = departuresOf(records, changes.count);
      asked.forEach((offset, i) => {
        for (let k = 0; k < periods; k++) {
          const t = from + k * period + offset;
          into[i]! += (countUpTo(arrivals, t) - countUpTo(departures, t)) / periods;
        }
      });
      const add = (name: (typeof SUMS)[number], by: number) => {
        into[asked.length + SUMS.indexOf(name)]! += by / (to - from);
      };
      for (let i = 0; i < changes.count && changes.created[i]! < to; i++) {
        const arrived = changes.created[i]!;
        const [begin, end] = [Math.max(arrived, from), Math.min(records.merged[i]!, to)];
        if (end <= from) continue;
        add('cosine', (2 * (Math.sin(gamma * end) - Math.sin(gamma * begin))) / gamma);
        add('sine', (2 * (Math.cos(gamma * begin) - Math.cos(gamma * end))) / gamma);
        if (arrived < from) continue;
        add('arrivals', 1);
        add('arrivalsCosine', 2 * Math.cos(gamma * arrived));
        add('arrivalsSine', 2 * Math.sin(gamma * arrived));
        add('work', changes.effort[i]!);
      }
    },
    controls: (row) => [
      sum(row, 'arrivals') / a - 1,
      sum(row, 'arrivalsCosine') / a,
      (sum(row, 'arrivalsSine') - b) / a,
      ...(varies ? [(sum(row, 'work') / service - sum(row, 'arrivals')) / a] : []),
    ],
    measure(metric) {
      const t = timeOf(metric);
      if (t !== undefined) return value((mean) => mean[asked.indexOf(t)]!, controlled);
      if (/^amplitude/.test(metric))
        return value((mean) => Math.hypot(sum(mean, 'cosine'), sum(mean, 'sine')), controlled);
      if (!/^lag/.test(metric)) return undefined;
      return value((mean) => {
        // The rate peaks at a quarter of the period. A lag near 0 may seem to be a little below it.
        const lag = Math.atan2(sum(mean, 'sine'), sum(mean, 'cosine')) / gamma - period / 4;
        return ((((lag + period / 4) % period) + period) % period) - period / 4;
      }, controlled);
    },
  };
}

export function waveExponential(given: Given): Experiment {
  return wave(given, exponential, true);
}

export function waveConstant(given: Given): Experiment {
  return wave(given, (mean) => ({ law: 'constant', value: hours(mean) }), false);
}
