import type { Experiment } from '../experiment.ts';
import type { Measure } from '../measure.ts';
import { refuseCrowd } from '../params.ts';
import { exponential, hours, type Queue, type Stream, scenarioOf } from '../queue.ts';
import { value } from '../station.ts';
import { arrivalsOf, departuresOf, SnapshotTally } from '../tally.ts';
import type { Given } from './given.ts';
import { endless } from './network.ts';

/** Independent copies of a system in one run: an area and a team for each, so that a run leaves many counts. */
const COPIES = 60;
/** Changes of one run, copies together. */
const MOST = 400_000;

interface Timed {
  seed: string;
  /** Systems of a copy: each a rate, so many servers, so many at the start. */
  parts: readonly { rate: number; servers: number; open: number }[];
  work: Stream['work'];
  times: readonly number[];
  /** Most customers that are told apart in a count, and about how many a copy sees. */
  most: number;
  customers: number;
  queue?: Partial<Queue>;
}

/** Counts in the system at given times, over copies of it. */
function inTime(spec: Timed): { experiment: Experiment; tally: SnapshotTally } {
  const { parts, times, most, customers } = spec;
  const copies = Math.max(1, Math.min(COPIES, Math.floor(MOST / Math.max(1, customers))));
  refuseCrowd(copies * parts.reduce((sum, { servers }) => sum + servers, 0));
  const streams: Stream[] = [];
  const teams: { owns: string[]; members: number[] }[] = [];
  let next = 0;
  for (let copy = 0; copy < copies; copy++) {
    for (const { rate, servers, open } of parts) {
      const name = `s${streams.length + 1}`;
      streams.push({ name, rate, open, ...(spec.work && { work: spec.work }) });
      teams.push({ owns: [name], members: Array.from({ length: servers }, () => next++) });
    }
  }
  const scenario = scenarioOf({
    ...spec.queue,
    seed: spec.seed,
    streams,
    reviewers: next,
    organizations: [teams],
    until: Math.max(...times) * (1 + 1e-9) + 1e-6,
  });
  const tally = new SnapshotTally(times, most);
  const experiment: Experiment = {
    scenarios: [scenario],
    length: tally.length,
    observe: (_, seen, into) => tally.observe(seen, into, copies, (area) => Math.floor(area / parts.length)),
    measure: () => undefined,
  };
  return { experiment, tally };
}

/** Mean, standard deviation, share of empty systems and quantiles of the count at time number `t`. */
function ofCount(tally: SnapshotTally, metric: string, t = 0): Measure | undefined {
  const mean = (row: Float64Array) => tally.meanOf(row, t, (n) => n);
  const quantile = /^q(\d+)\[/.exec(metric);
  if (quantile !== null)
    return { kind: 'count quantile', p: Number(`0.${quantile[1]}`), at: tally.at(t), size: tally.most + 1 };
  if (/^E\[/.test(metric)) return value(mean);
  if (/^SD\[/.test(metric))
    return value((row) => Math.sqrt(tally.meanOf(row, t, (n) => n * n) - mean(row) ** 2));
  if (/^Var\[/.test(metric))
    return value((row) => tally.meanOf(row, t, (n) => n * n) - mean(row) ** 2, { loose: true });
  const below = /^P\(N(?:\(t\))?=(\d+)\)$/.exec(metric);
  if (below !== null) return value((row) => tally.meanOf(row, t, (n) => (n === Number(below[1]) ? 1 : 0)));
  return undefined;
}

/** Counts above this are rarer than a part in a million: a mean plus eight Poisson deviations of all that came. */
function mostOf(open: number, arriving: number): number {
  return Math.ceil(open + arriving + 8 * Math.sqrt(open + arriving) + 20);
}

export function transient({ params, seed }: Given): Experiment {
  const [lam, mu, n0, t] = [
    params.number('lam', true),
    params.number('mu'),
    params.count('n0', 0),
    params.number('t'),
  ];
  const c = params.has('c') ? params.count('c') : 1;
  const { experiment, tally } = inTime({
    seed,
    parts: [{ rate: lam, servers: c, open: n0 }],
    work: exponential(1 / mu),
    times: [t],
    most: mostOf(n0, lam * t),
    customers: n0 + lam * t,
  });
  return { ...experiment, measure: (metric) => ofCount(tally, metric) };
}

/** Phases of a release cycle, one after the other, again and again; counts at the end of one of them. */
function releaseCycles({ params, seed }: Given, teams: number, c: number, n0: number): Experiment {
  const [phases, mu] = [params.table('phases_weeks_rate', 2), params.number('mu')];
  const [cycle, end] = [params.count('cycle'), params.count('phase_end')];
  if (end > phases.length) throw params.fault(`phase_end is ${end}`, `there are ${phases.length} phases`);
  const length = phases.reduce((sum, [weeks]) => sum + weeks!, 0);
  const t = (cycle - 1) * length + phases.slice(0, end).reduce((sum, [weeks]) => sum + weeks!, 0);
  const mean = phases.reduce((sum, [weeks, rate]) => sum + weeks! * rate!, 0) / length;
  const arriving = mean * t * 1.5;
  const { experiment, tally } = inTime({
    seed,
    parts: Array.from({ length: teams }, () => ({ rate: mean, servers: c, open: n0 })),
    work: exponential(1 / mu),
    times: [t],
    most: mostOf(n0 * teams, arriving * teams),
    customers: (n0 + arriving) * teams,
    queue: {
      arrivals: { phases: phases.map(([weeks, rate]) => ({ length: hours(weeks!), factor: rate! / mean })) },
    },
  });
  return { ...experiment, measure: (metric) => ofCount(tally, metric) };
}

export function cyclesPooled(given: Given): Experiment {
  return releaseCycles(given, 1, given.params.count('c'), given.params.count('n0', 0));
}

export function cyclesSplit(given: Given): Experiment {
  const { params } = given;
  return releaseCycles(given, params.count('teams'), params.count('c_each'), params.count('n0_each', 0));
}

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

function timeOf(metric: string): number | undefined {
  const found = /^E\[N\(t=([\d.]+)\)\]/.exec(metric);
  return found === null ? undefined : Number(found[1]);
}

/** How many of the sorted times are not above `t`. */
function countUpTo(times: Float64Array, t: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function waveExponential(given: Given): Experiment {
  return wave(given, exponential);
}

export function waveConstant(given: Given): Experiment {
  return wave(given, (mean) => ({ law: 'constant', value: hours(mean) }));
}

/** Servers without end under rates that change in steps, from an empty start. */
export function steps({ params, metrics, seed }: Given): Experiment {
  params.ignore('start');
  const [phases, service] = [params.table('phases', 3), params.number('mean_service')];
  phases.forEach(([from, to], i) => {
    if (from !== (i === 0 ? 0 : phases[i - 1]![1]) || to! <= from!)
      throw params.fault(
        `phase ${i} does not begin where the one before ends`,
        'write [start, end, rate] in order',
      );
  });
  const end = phases.at(-1)![1]!;
  const mean = phases.reduce((sum, [from, to, rate]) => sum + (to! - from!) * rate!, 0) / end;
  const times = metrics.flatMap((metric) => timeOf(metric) ?? []);
  if (times.some((t) => t > end))
    throw params.fault('a time after the last phase', `ask for times up to ${end}`);
  const highest = Math.max(...phases.map(([, , rate]) => rate!));
  const { experiment, tally } = inTime({
    seed,
    parts: [{ rate: mean, servers: endless(highest * service), open: 0 }],
    work: exponential(service),
    times,
    most: mostOf(0, mean * end),
    customers: mean * end,
    queue: {
      arrivals: {
        phases: phases.map(([from, to, rate]) => ({ length: hours(to! - from!), factor: rate! / mean })),
      },
    },
  });
  return {
    ...experiment,
    measure(metric) {
      const t = timeOf(metric);
      return t === undefined ? undefined : ofCount(tally, metric, times.indexOf(t));
    },
  };
}
