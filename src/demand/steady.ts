import type { Arrivals } from '../scenario/types.ts';
import type { Law } from '../stats/distribution.ts';
import { type Stream, stream } from '../stats/stream.ts';
import type { DemandPlan } from './plan.ts';
import { hasRhythm, meanOfBursts, Rhythm, turnsAnHour } from './rhythm.ts';

/** Most changes that come at once. */
const MOST_AT_ONCE = 10_000;

/** Whether changes come one by one at constant rates, as many as asked for: a Poisson process in each area. */
export function isPlain(arrivals: Arrivals): boolean {
  const { gaps, batch, until } = arrivals;
  const single = batch.name === 'constant' && batch.mean === 1;
  return gaps.name === 'exponential' && single && until === Number.POSITIVE_INFINITY && !hasRhythm(arrivals);
}

/**
 * Times [h] at which the changes of each area arrive: a stationary renewal process of series of changes, faster and slower
 * by the rhythm. Either all until `arrivals.until`, or exactly `arrivals.changes`, the earliest of all areas.
 */
export function drawSteady(plan: DemandPlan, replication: number): Float64Array[] {
  const { scenario, firstGap } = plan;
  const { arrivals, areas, seed } = scenario;
  const { rates, batch, changes, until } = arrivals;
  const series = areas.map(({ name }, area) => {
    const named = (purpose: string) => stream(seed, purpose, name, replication);
    return new Series(arrivals, rates[area]!, firstGap, named);
  });
  const rhythm = hasRhythm(arrivals) ? new Rhythm(plan, replication) : undefined;
  if (until < Number.POSITIVE_INFINITY) {
    const limit = rhythm === undefined ? until : rhythm.goOn(until, Number.POSITIVE_INFINITY);
    return inRhythm(
      rhythm,
      series.map((one) => one.upTo(limit)),
    );
  }
  const rate = rates.reduce((sum, one) => sum + one, 0) * batch.mean;
  if (rate === 0) return series.map((one) => one.upTo(0));
  let limit = changes / rate;
  let drawn = 0;
  for (; drawn < changes; limit *= 1.1) drawn = series.reduce((sum, one) => sum + one.upTo(limit).length, 0);
  const first = earliest(
    series.map((one) => one.upTo(0)),
    changes,
  );
  rhythm?.goOn(Number.POSITIVE_INFINITY, Math.max(...first.map((times) => times.at(-1) ?? 0)));
  return inRhythm(rhythm, first);
}

function inRhythm(rhythm: Rhythm | undefined, times: Float64Array[]): Float64Array[] {
  return rhythm === undefined ? times : times.map((list) => rhythm.toClock(list));
}

/** Changes that are expected where `until` says how long they arrive, 0 elsewhere. */
export function expectedUntil(plan: DemandPlan): number {
  const { arrivals } = plan.scenario;
  const { until, rates, batch } = arrivals;
  if (until === Number.POSITIVE_INFINITY) return 0;
  // Bursts have the same mean at every moment.
  const calm = { ...plan.scenario, arrivals: { ...arrivals, bursts: [] } };
  const steady = new Rhythm({ scenario: calm, burstLeft: [] }, 0).goOn(until, Number.POSITIVE_INFINITY);
  return rates.reduce((sum, rate) => sum + rate, 0) * batch.mean * meanOfBursts(arrivals) * steady;
}

/** Turns of bursts and phases that are expected in a run. */
export function expectedTurns({ scenario: { arrivals } }: DemandPlan): number {
  const { until, rates, batch, changes, phases } = arrivals;
  const turns = turnsAnHour(arrivals);
  if (turns === 0 || until < Number.POSITIVE_INFINITY) return turns === 0 ? 0 : turns * until;
  const length = phases.reduce((sum, phase) => sum + phase.length, 0);
  const ofPhases = phases.reduce((sum, phase) => sum + phase.factor * phase.length, 0) / length || 1;
  const rate = rates.reduce((sum, one) => sum + one, 0) * batch.mean * meanOfBursts(arrivals) * ofPhases;
  return rate === 0 ? 0 : (turns * changes) / rate;
}

/** The `count` earliest of times that are sorted in each area; of equal times those of the area named first. */
function earliest(times: Float64Array[], count: number): Float64Array[] {
  if (times.length === 1) return [times[0]!.subarray(0, count)];
  const all = new Float64Array(times.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of times) {
    all.set(list, at);
    at += list.length;
  }
  const last = all.sort()[count - 1]!;
  const before = times.map((list) => firstNotBelow(list, last));
  let left = count - before.reduce((sum, n) => sum + n, 0);
  return times.map((list, area) => {
    let end = before[area]!;
    for (; left > 0 && list[end] === last; left--) end++;
    return list.subarray(0, end);
  });
}

function firstNotBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The series of one area, drawn as far as is asked. */
class Series {
  private times = new Float64Array(64);
  private count = 0;
  private next: number;
  private readonly rate: number;
  private readonly gaps: Law;
  private readonly batch: Law;
  private readonly gapDraw: Stream;
  /** undefined where changes come one by one. */
  private readonly batchDraw: Stream | undefined;

  constructor(
    { gaps, batch }: Arrivals,
    rate: number,
    firstGap: DemandPlan['firstGap'],
    named: (purpose: string) => Stream,
  ) {
    this.rate = rate;
    this.gaps = gaps;
    this.batch = batch;
    this.gapDraw = named('arrivals');
    this.batchDraw = batch.name === 'constant' && batch.mean === 1 ? undefined : named('batch');
    const first = gaps.name === 'exponential' ? this.gapDraw : named('first arrival');
    this.next = rate === 0 ? Number.POSITIVE_INFINITY : firstGap(first) / rate;
  }

  /** Times up to `limit`, or further if more have been drawn. */
  upTo(limit: number): Float64Array {
    while (this.next <= limit) {
      let together = 1;
      if (this.batchDraw !== undefined)
        together = Math.min(MOST_AT_ONCE, this.batch.quantile(this.batchDraw.next()));
      for (; together > 0; together--) this.add(this.next);
      this.next += this.gaps.quantile(this.gapDraw.next()) / this.rate;
    }
    return this.times.subarray(0, this.count);
  }

  private add(time: number): void {
    if (this.count === this.times.length) {
      const more = new Float64Array(2 * this.count);
      more.set(this.times);
      this.times = more;
    }
    this.times[this.count++] = time;
  }
}
