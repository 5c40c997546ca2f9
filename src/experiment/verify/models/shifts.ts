import type { Experiment } from '../experiment.ts';
import { exponential, hours, scenarioOf } from '../queue.ts';
import { value } from '../station.ts';
import { arrivalsOf, departuresOf } from '../times.ts';
import type { Given } from './given.ts';

/** Reviewers who all work the same shift; changes come at all hours. */
export function shifts({ params, seed }: Given): Experiment {
  params.ignore('rule');
  const [lam, mu, c] = [params.number('lam'), params.number('mu'), params.count('c')];
  const [on, off] = [params.number('on'), params.number('off', true)];
  const period = on + off;
  const load = (lam * period) / (c * mu * on);
  params.refuseOverload(load, 'the load of the hours on shift');
  const relaxation = Math.max(period, ((period / on) * (1 / (c * mu))) / (1 - Math.sqrt(load)) ** 2);
  const warm = Math.ceil((8 * relaxation) / period);
  const periods = Math.ceil(Math.max(60 * relaxation, 40_000 / lam) / period);
  const [from, to] = [warm * period, (warm + periods) * period];
  const scenario = scenarioOf({
    seed,
    streams: [{ name: 'a', rate: lam, work: exponential(1 / mu) }],
    reviewers: c,
    until: to + 2 * relaxation,
    ...(off > 0 && { people: { shift: { on: hours(on), off: hours(off) } } }),
  });
  const slots = { start: 0, end: 1, time: 2, busy: 3, customers: 4, sojourn: 5 };
  /** Hours on shift from the start until a time. */
  const onShift = (t: number) => Math.floor(t / period) * on + Math.min(t % period, on);
  return {
    scenarios: [scenario],
    length: 6,
    observe(_, { changes, records }, into) {
      const arrivals = arrivalsOf(changes);
      const departures = departuresOf(records, changes.count);
      let [a, d, at, area] = [0, 0, from, 0];
      const advance = (t: number) => {
        for (;;) {
          const next = Math.min(arrivals[a] ?? Infinity, departures[d] ?? Infinity);
          const stop = Math.min(next, t);
          if (stop > at) area += (a - d) * (stop - at);
          at = Math.max(at, stop);
          if (next > t) break;
          if ((arrivals[a] ?? Infinity) <= (departures[d] ?? Infinity)) a++;
          else d++;
        }
        return a - d;
      };
      for (let k = warm; k < warm + periods; k++) {
        into[slots.start]! += advance(k * period) / periods;
        into[slots.end]! += advance(k * period + on) / periods;
      }
      advance(to);
      into[slots.time]! += area / (to - from);
      let busy = 0;
      for (let i = 0; i < records.reviews; i++) {
        const [begin, end] = [Math.max(records.started[i]!, from), Math.min(records.finished[i]!, to)];
        if (end > begin) busy += onShift(end) - onShift(begin);
      }
      into[slots.busy]! += busy / (periods * on * c);
      for (let i = 0; i < changes.count; i++) {
        const created = changes.created[i]!;
        if (created < from || created >= to) continue;
        into[slots.customers]! += 1;
        into[slots.sojourn]! += Math.min(records.merged[i]!, records.until) - created;
      }
    },
    measure(metric) {
      switch (metric) {
        case 'E[N] at shift start':
          return value((mean) => mean[slots.start]!);
        case 'E[N] at shift end':
          return value((mean) => mean[slots.end]!);
        case 'time-average E[N]':
          return value((mean) => mean[slots.time]!);
        case 'utilisation of on-shift time':
          return value((mean) => mean[slots.busy]!);
        case 'W by Little':
          return value((mean) => mean[slots.sojourn]! / mean[slots.customers]!);
        default:
          return undefined;
      }
    },
  };
}
