import type { ChangeLaws, Scenario } from '../scenario/types.ts';
import { WEEK } from '../scenario/types.ts';
import {
  constant,
  countQuantile,
  drawFactor,
  lognormal,
  lowerShare,
  sizeBiased,
} from '../stats/distribution.ts';
import { drawKey, type Stream, stream } from '../stats/stream.ts';
import { LatentChanges } from './change.ts';
import type { DemandPlan } from './plan.ts';

/**
 * The latent changes of replication `replication`: those open at the start, then those that arrive. Each area draws
 * from streams of its own, so that it draws the same changes whatever the other areas do.
 */
export function drawChanges(plan: DemandPlan, replication: number): LatentChanges {
  const { scenario } = plan;
  const open = scenario.areas.map((_, area) => openAtStart(plan, area, replication));
  const arriving = plan.weeks > 0 ? drawWeekly(plan, replication) : drawPoisson(plan, replication);
  const times = scenario.areas.map((_, area) => joined(open[area]!, arriving[area]!));
  const count = times.reduce((sum, { length }) => sum + length, 0);
  const keys = scenario.areas.map(({ name }) => drawKey(scenario.seed, 'change', name, replication));
  const laws = scenario.changes;
  const changes = new LatentChanges(count, plan.codeSets, keys, laws.turnaround, laws.effort ?? constant(0));
  const position = mergeInOrderOfTime(times, changes);
  scenario.areas.forEach((_, area) => {
    drawAttributes(plan, changes, area, position[area]!, open[area]!.length, replication);
  });
  return changes;
}

/** Creation times [h] of the changes of `area` that are open at the start, spread over the week of their age. */
function openAtStart({ scenario }: DemandPlan, area: number, replication: number): number[] {
  const counts = scenario.open.counts.filter((count) => count.area === area);
  const draw = stream(scenario.seed, 'open', scenario.areas[area]!.name, replication);
  const times = counts.flatMap(({ age, open }) =>
    Array.from({ length: open }, () => -(age + WEEK * draw.next())),
  );
  return times.sort((a, b) => a - b);
}

/** Weekly counts (over-dispersed), spread evenly over each week. */
function drawWeekly(
  { scenario, expected, dispersion }: DemandPlan,
  replication: number,
): ArrayLike<number>[] {
  const level = drawFactor(
    scenario.arrivals.uncertainty,
    stream(scenario.seed, 'level of arrivals', replication),
  );
  return scenario.areas.map(({ name }, area) => {
    const counts = stream(scenario.seed, 'arrivals', name, replication);
    const within = stream(scenario.seed, 'arrival times', name, replication);
    const times = expected[area]!.flatMap((mean, week) => {
      const count = countQuantile(mean * level, dispersion[area]!, counts.next());
      return Array.from({ length: count }, () => (week + within.next()) * WEEK);
    });
    return times.sort((a, b) => a - b);
  });
}

/** Exactly `arrivals.changes` changes of independent Poisson processes, the earliest of all areas. */
function drawPoisson({ scenario }: DemandPlan, replication: number): Float64Array[] {
  const { arrivals, areas, seed } = scenario;
  const gaps = areas.map(({ name }) => stream(seed, 'arrivals', name, replication));
  const rates = Float64Array.from(arrivals.rates);
  const next = Float64Array.from(gaps, (draw, area) => gap(draw, rates[area]!));
  const times = areas.map(() => new Float64Array(64));
  const counts = new Int32Array(areas.length);
  for (let drawn = 0; drawn < arrivals.changes; drawn++) {
    let area = 0;
    for (let other = 1; other < next.length; other++) if (next[other]! < next[area]!) area = other;
    const time = next[area]!;
    if (time === Number.POSITIVE_INFINITY) break;
    if (counts[area] === times[area]!.length)
      times[area] = joined(times[area]!, new Float64Array(counts[area]!));
    times[area]![counts[area]!] = time;
    counts[area] = counts[area]! + 1;
    next[area] = time + gap(gaps[area]!, rates[area]!);
  }
  return times.map((list, area) => list.subarray(0, counts[area]!));
}

function joined(first: ArrayLike<number>, second: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function gap(draw: Stream, rate: number): number {
  return rate === 0 ? Number.POSITIVE_INFINITY : -Math.log1p(-draw.next()) / rate;
}

/**
 * Numbers all areas' changes by time of creation (equal times in order of areas). Returns, for each area, the number
 * of each of its changes.
 */
function mergeInOrderOfTime(times: readonly Float64Array[], changes: LatentChanges): Int32Array[] {
  const position = times.map(({ length }) => new Int32Array(length));
  const next = new Int32Array(times.length);
  for (let change = 0; change < changes.count; change++) {
    let first = -1;
    let earliest = Number.POSITIVE_INFINITY;
    for (let area = 0; area < times.length; area++) {
      const time = times[area]![next[area]!] ?? Number.POSITIVE_INFINITY;
      if (time < earliest) [first, earliest] = [area, time];
    }
    changes.created[change] = earliest;
    changes.area[change] = first;
    changes.ordinal[change] = next[first]!;
    position[first]![next[first]!] = change;
    next[first]!++;
  }
  return position;
}

/** Draws everything else about the changes of one area, in their order; the first `open` of them stand open. */
function drawAttributes(
  plan: DemandPlan,
  changes: LatentChanges,
  area: number,
  position: Int32Array,
  open: number,
  replication: number,
): void {
  const { scenario } = plan;
  const laws = scenario.changes;
  const of = (purpose: string) => stream(scenario.seed, purpose, scenario.areas[area]!.name, replication);
  const [kind, size, rounds, patience, priority, author, touch, slow] = [
    'kind',
    'size',
    'rounds',
    'patience',
    'priority',
    'author',
    'touch',
    'slowness',
  ].map(of) as [Stream, Stream, Stream, Stream, Stream, Stream, Stream, Stream];
  const roundsOfOpen = open > 0 ? sizeBiased(laws.rounds) : laws.rounds;
  const slowness = lognormal(1, laws.turnaround_spread);
  const candidates = plan.codeSets.map(({ code }) => familiarPeople(scenario, code));
  for (let i = 0; i < position.length; i++) {
    const change = position[i]!;
    const isOpen = i < open;
    const set = plan.firstCodeSet[area]! + touched(scenario.areas[area]!.touches, touch.next());
    changes.codeSet[change] = set;
    changes.feature[change] = kind.next() < laws.features ? 1 : 0;
    changes.size[change] = laws.size.quantile(size.next());
    changes.effort[change] =
      laws.effort === undefined ? effortOf(laws, changes.size[change]!) : changes.visitEffort(change, 0);
    changes.rounds[change] = Math.min(1_000, (isOpen ? roundsOfOpen : laws.rounds).quantile(rounds.next()));
    changes.slowness[change] = laws.turnaround_spread === 0 ? 1 : slowness.quantile(slow.next());
    changes.priority[change] = priority.next() < (isOpen ? scenario.open.neglected : laws.neglected) ? 1 : 0;
    changes.author[change] = authorOf(candidates[set]!, laws.by_reviewers, author.next());
    changes.patchSet[change] = 1;
    changes.awayFor[change] = -1;
    const bears = patience.next();
    changes.patience[change] =
      laws.patience === undefined ? Number.POSITIVE_INFINITY : laws.patience.quantile(bears);
  }
  if (open > 0) drawProgress(scenario, changes, position.subarray(0, open), of('progress'));
}

/**
 * Where the changes open at the start stand: at a patch set spread evenly over their rounds, waiting on a reviewer or
 * on their author, with the patience that is left to those who have waited so long.
 */
function drawProgress(scenario: Scenario, changes: LatentChanges, open: Int32Array, draw: Stream): void {
  const { waiting_on_reviewer } = scenario.open;
  const { patience } = scenario.changes;
  for (const change of open) {
    changes.patchSet[change] = Math.ceil(changes.rounds[change]! * draw.next());
    const onAuthor = draw.next() >= waiting_on_reviewer;
    const residual = draw.next();
    if (onAuthor) changes.awayFor[change] = residual * changes.turnaround(change, changes.patchSet[change]!);
    if (patience === undefined) continue;
    const waited = -changes.created[change]! * waiting_on_reviewer;
    const below = lowerShare(patience, waited);
    changes.patience[change] = Math.max(0, patience.quantile(below + (1 - below) * draw.next()) - waited);
  }
}

function effortOf(laws: ChangeLaws, lines: number): number {
  return Math.min(laws.effort_most, laws.effort_base + laws.effort_per_line * lines);
}

function touched(touches: Scenario['areas'][number]['touches'], u: number): number {
  let below = 0;
  const index = touches.findIndex(({ share }) => {
    below += share;
    return u < below;
  });
  return index < 0 ? touches.length - 1 : index;
}

/** People who know the first-named code of a change may have written it; any of them is as likely. */
function familiarPeople({ people }: Scenario, code: readonly number[]): number[] {
  return people.flatMap(({ familiar }, i) => (familiar.includes(code.at(-1)!) ? [i] : []));
}

function authorOf(candidates: number[], share: number, u: number): number {
  return u < share && candidates.length > 0 ? candidates[Math.floor((u / share) * candidates.length)]! : -1;
}
