import { type GivenChanges, WEEK } from '../scenario/types.ts';
import { countQuantile, drawFactor } from '../stats/distribution.ts';
import { type Stream, stream } from '../stats/stream.ts';
import { Earliest, MOST_IN_STEP } from './earliest.ts';
import { givenCounts } from './given.ts';
import type { DemandPlan } from './plan.ts';

/** Changes open at the start, oldest first. */
export interface Open {
  /** When they were created [h]. */
  times: Float64Array;
  /** Whether each stands last in everybody's priorities; undefined where the table does not say. */
  neglected: (boolean | undefined)[];
}

type Counts = DemandPlan['scenario']['open']['counts'];
/** Rows of open changes by area. */
const byArea = new WeakMap<Counts, Map<number, Counts>>();

function countsOf(counts: Counts, area: number): Counts {
  let known = byArea.get(counts);
  if (known === undefined) {
    known = new Map();
    for (const count of counts) {
      const own = known.get(count.area);
      if (own === undefined) known.set(count.area, [count]);
      else own.push(count);
    }
    byArea.set(counts, known);
  }
  return known.get(area) ?? [];
}

/** The changes of `area` that are open at the start, their creation spread over the week of their age. */
export function openAtStart({ scenario }: DemandPlan, area: number, replication: number): Open {
  const { given } = scenario.open;
  if (given !== undefined) return openOf(given[area]!);
  const counts = countsOf(scenario.open.counts, area);
  if (scenario.open.fresh) return createdJustNow(counts.reduce((sum, { open }) => sum + open, 0));
  if (counts.length === 0) return { times: new Float64Array(0), neglected: [] };
  const draw = stream(scenario.seed, 'open', scenario.areas[area]!.name, replication);
  const all = counts.flatMap(({ age, open, neglected }) =>
    Array.from({ length: open }, (_, i) => ({
      time: -(age + WEEK * draw.next()),
      last: neglected === undefined ? undefined : i < neglected,
    })),
  );
  all.sort((a, b) => a.time - b.time);
  return { times: Float64Array.from(all, ({ time }) => time), neglected: all.map(({ last }) => last) };
}

function openOf({ created }: GivenChanges): Open {
  return { times: created, neglected: new Array(created.length).fill(undefined) };
}

/** How long before the start the changes are created that were just created [h]: for readers, no time at all. */
const JUST_NOW = 1e-6;

function createdJustNow(count: number): Open {
  const times = Float64Array.from({ length: count }, (_, i) => (i / count - 1) * JUST_NOW);
  return { times, neglected: new Array(count).fill(undefined) };
}

/** Weekly counts (over-dispersed), spread evenly over each week. */
export function drawWeekly(plan: DemandPlan, replication: number): Float64Array[] {
  const { areas, seed } = plan.scenario;
  return weeklyCounts(plan, replication).map((ofWeek, area) => {
    const within = stream(seed, 'arrival times', areas[area]!.name, replication);
    const times = new Float64Array(ofWeek.reduce((sum, count) => sum + count, 0));
    let i = 0;
    ofWeek.forEach((count, week) => {
      for (let k = 0; k < count; k++) times[i++] = (week + within.next()) * WEEK;
    });
    return times.sort();
  });
}

/** What was drawn last from a plan: hours that follow arrivals ask for the counts of the same replication again. */
const drawnLast = new WeakMap<DemandPlan, { replication: number; counts: readonly number[][] }>();

/** Changes that arrive in each week of replication `replication`, `[area][week]`; not to be written to. */
export function weeklyCounts(plan: DemandPlan, replication: number): readonly number[][] {
  const last = drawnLast.get(plan);
  if (last?.replication === replication) return last.counts;
  const { scenario, expected, dispersion } = plan;
  const { areas, arrivals, seed } = scenario;
  if (arrivals.given !== undefined) return arrivals.given.map((one) => givenCounts(one, plan.weeks));
  const level = drawFactor(arrivals.uncertainty, stream(seed, 'level of arrivals', replication));
  const counts = areas.map(({ name }, area) => {
    const draw = stream(seed, 'arrivals', name, replication);
    return expected[area]!.map((mean) => countQuantile(mean * level, dispersion[area]!, draw.next()));
  });
  drawnLast.set(plan, { replication, counts });
  return counts;
}

/** Exactly `arrivals.changes` changes of independent Poisson processes, the earliest of all areas. */
export function drawPoisson(plan: DemandPlan, replication: number): Float64Array[] {
  return plan.scenario.areas.length > MOST_IN_STEP
    ? poissonOfMany(plan, replication)
    : poissonInStep(plan, replication);
}

function poissonInStep({ scenario }: DemandPlan, replication: number): Float64Array[] {
  const { arrivals, areas, seed } = scenario;
  const gaps = areas.map(({ name }) => stream(seed, 'arrivals', name, replication));
  const rates = Float64Array.from(arrivals.rates);
  const next = new Earliest(Float64Array.from(gaps, (draw, area) => gap(draw, rates[area]!)));
  const times = areas.map(() => new Float64Array(64));
  const counts = new Int32Array(areas.length);
  for (let drawn = 0; drawn < arrivals.changes; drawn++) {
    const { line: area, time } = next;
    if (time === Number.POSITIVE_INFINITY) break;
    if (counts[area] === times[area]!.length)
      times[area] = joined(times[area]!, new Float64Array(counts[area]!));
    times[area]![counts[area]!] = time;
    counts[area] = counts[area]! + 1;
    next.follow(time + gap(gaps[area]!, rates[area]!));
  }
  return times.map((list, area) => list.subarray(0, counts[area]!));
}

/** The same, one area after the other: each until a time by which there are surely enough in all; then the rest is cut off. */
function poissonOfMany({ scenario }: DemandPlan, replication: number): Float64Array[] {
  const { arrivals, areas, seed } = scenario;
  const wanted = arrivals.changes;
  const rate = arrivals.rates.reduce((sum, own) => sum + own, 0);
  if (rate === 0) return areas.map(() => new Float64Array(0));
  for (let surely = wanted + 8 * Math.sqrt(wanted) + 8; ; surely *= 2) {
    const until = surely / rate;
    const times = areas.map(({ name }, area) =>
      poissonUntil(until, arrivals.rates[area]!, stream(seed, 'arrivals', name, replication)),
    );
    if (times.reduce((sum, { length }) => sum + length, 0) >= wanted) return earliestOf(times, wanted);
  }
}

function poissonUntil(until: number, rate: number, draw: Stream): Float64Array {
  let times = new Float64Array(16);
  let count = 0;
  for (let time = gap(draw, rate); time <= until; time += gap(draw, rate)) {
    if (count === times.length) times = joined(times, new Float64Array(count));
    times[count++] = time;
  }
  return times.subarray(0, count);
}

/** The `wanted` earliest of all, by area; of equal times those of the area that comes first. */
function earliestOf(times: readonly Float64Array[], wanted: number): Float64Array[] {
  const all = new Float64Array(times.reduce((sum, { length }) => sum + length, 0));
  let begin = 0;
  for (const own of times) {
    all.set(own, begin);
    begin += own.length;
  }
  const last = all.sort()[wanted - 1]!;
  let beforeLast = 0;
  while (all[beforeLast]! < last) beforeLast++;
  let atLast = wanted - beforeLast;
  return times.map((own) => {
    let count = own.length;
    while (count > 0 && own[count - 1]! > last) count--;
    let earlier = count;
    while (earlier > 0 && own[earlier - 1]! === last) earlier--;
    const kept = Math.min(atLast, count - earlier);
    atLast -= kept;
    return own.subarray(0, earlier + kept);
  });
}

export function joined(first: ArrayLike<number>, second: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function gap(draw: Stream, rate: number): number {
  return rate === 0 ? Number.POSITIVE_INFINITY : -Math.log1p(-draw.next()) / rate;
}
