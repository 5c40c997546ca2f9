import type { Experiment } from '../experiment.ts';
import { exponential, hours, type Stream, scenarioOf } from '../queue.ts';
import { value } from '../station.ts';
import { arrivalsOf, countUpTo, departuresOf, timeOf } from '../times.ts';
import type { Given } from './given.ts';
import { endless } from './network.ts';

/** Servers without end under a rate a + b sin(γt): seen at many times of one long run, a period apart. */
function wave(given: Given, workOf: (mean: number) => Stream['work']): Experiment {
  const { params, metrics, seed } = given;
  params.ignore('rate');
  const [a, b] = [params.number('a'), params.number('b', true)];
  const [gamma, service] = [params.number('gamma'), params.number('mean_service')];
  if (b > a) throw params.fault('b is above a', 'a rate below 0 cannot be: write b ≤ a');
  const period = (2 * Math.PI) / gamma;
  const asked = metrics.flatMap((metric) => {
    const t = timeOf(metric);
    return t === undefined ? [] : [t];
  });
  // One harmonic describes the mean wholly: the system is linear. Sixteen phases tell its size and lag.
  const phases = metrics.some((metric) => /amplitude|lag/.test(metric))
    ? Array.from({ length: 16 }, (_, i) => (i / 16) * period)
    : [];
  const offsets = [...asked, ...phases];
  const first = Math.ceil((40 * service) / period) * period;
  const periods = Math.max(1, Math.min(200, Math.floor(200_000 / a / period)));
  const until = first + (periods + Math.ceil(Math.max(0, ...offsets) / period) + 1) * period;
  const scenario = scenarioOf({
    seed,
    streams: [{ name: 'a', rate: a, ...workPart(workOf(service)) }],
    reviewers: endless((a + b) * service * 1.05),
    until,
    arrivals: { wave: { amplitude: b / a, period: hours(period), peak: hours(period / 4) } },
  });
  return {
    scenarios: [scenario],
    length: offsets.length,
    observe(_, { changes, records }, into) {
      const arrivals = arrivalsOf(changes);
      const departures = departuresOf(records, changes.count);
      offsets.forEach((offset, i) => {
        let sum = 0;
        for (let k = 0; k < periods; k++) {
          const t = first + k * period + offset;
          sum += countUpTo(arrivals, t) - countUpTo(departures, t);
        }
        into[i]! += sum / periods;
      });
    },
    measure(metric) {
      const t = timeOf(metric);
      if (t !== undefined) return value((mean) => mean[asked.indexOf(t)]!);
      const harmonic = (mean: Float64Array) => {
        let [cosine, sine] = [0, 0];
        phases.forEach((phase, i) => {
          const count = mean[asked.length + i]!;
          cosine += (count * Math.cos(gamma * phase) * 2) / phases.length;
          sine += (count * Math.sin(gamma * phase) * 2) / phases.length;
        });
        return { cosine, sine };
      };
      if (/^amplitude/.test(metric))
        return value((mean) => Math.hypot(harmonic(mean).cosine, harmonic(mean).sine));
      if (!/^lag/.test(metric)) return undefined;
      return value((mean) => {
        const { cosine, sine } = harmonic(mean);
        // The rate peaks at a quarter of the period.
        const lag = Math.atan2(sine, cosine) / gamma - period / 4;
        return ((lag % period) + period) % period;
      });
    },
  };
}

function workPart(work: Stream['work']): { work?: NonNullable<Stream['work']> } {
  return work === undefined ? {} : { work };
}

export function waveExponential(given: Given): Experiment {
  return wave(given, exponential);
}

export function waveConstant(given: Given): Experiment {
  return wave(given, (mean) => ({ law: 'constant', value: hours(mean) }));
}
