import type { Experiment } from '../experiment.ts';
import type { Measure } from '../measure.ts';
import { refuseCrowd } from '../params.ts';
import { exponential, hours, type Queue, type Stream, scenarioOf } from '../queue.ts';
import { SnapshotTally } from '../snapshot.ts';
import { value } from '../station.ts';
import { timeOf } from '../times.ts';
import type { Given } from './given.ts';
import { endless } from './network.ts';

/** Independent copies of a system in one run: an area and a team for each, so that a run leaves many counts. */
const COPIES = 400;
/** Changes of one run, copies together, and its reviewers. */
const MOST = 40_000;
const MOST_REVIEWERS = 2_000;

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
  const servers = parts.reduce((sum, part) => sum + part.servers, 0);
  const fit = Math.min(MOST / Math.max(1, customers), MOST_REVIEWERS / servers);
  const copies = Math.max(1, Math.min(COPIES, Math.floor(fit)));
  refuseCrowd(copies * servers);
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
