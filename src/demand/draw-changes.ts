import type { ChangeLaws, Scenario } from '../scenario/types.ts';
import { WEEK } from '../scenario/types.ts';
import { constant, countQuantile, drawFactor, lowerShare } from '../stats/distribution.ts';
import { drawKey, type Stream, stream } from '../stats/stream.ts';
import { LatentChanges } from './change.ts';
import type { DemandPlan } from './plan.ts';

/** More patch sets than anybody has seen; keeps them in 16 bits. */
const MOST_ROUNDS = 1_000;

/**
 * The latent changes of replication `replication`: those open at the start, then those that arrive. Each area draws
 * from streams of its own, so that it draws the same changes whatever the other areas do.
 *
 * @param room changes of an earlier replication that nobody needs any more: written over, which saves making them anew
 */
export function drawChanges(plan: DemandPlan, replication: number, room?: LatentChanges): LatentChanges {
  const { scenario } = plan;
  const open = scenario.areas.map((_, area) => openAtStart(plan, area, replication));
  const arriving = plan.weeks > 0 ? drawWeekly(plan, replication) : drawPoisson(plan, replication);
  const times = scenario.areas.map((_, area) => joined(open[area]!, arriving[area]!));
  const count = times.reduce((sum, { length }) => sum + length, 0);
  const keys = scenario.areas.map(({ name }) => drawKey(scenario.seed, 'change', name, replication));
  const laws = scenario.changes;
  const changes =
    room?.begin(count, keys) ??
    new LatentChanges(count, plan.codeSets, keys, laws.turnaround, laws.effort ?? constant(0));
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
      if (next[area]! === times[area]!.length) continue;
      const time = times[area]![next[area]!]!;
      if (time >= earliest) continue;
      first = area;
      earliest = time;
    }
    changes.created[change] = earliest;
    changes.area[change] = first;
    changes.ordinal[change] = next[first]!;
    position[first]![next[first]!] = change;
    next[first]!++;
  }
  return position;
}

/**
 * Draws everything else about the changes of one area, in their order; the first `open` of them stand open. Each
 * attribute has a stream of its own, so one that is not asked for is not drawn.
 */
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
  const { name, touches } = scenario.areas[area]!;
  const named = (purpose: string) => stream(scenario.seed, purpose, name, replication);
  const each = (
    purpose: string,
    asked: boolean,
    set: (change: number, u: number, isOpen: boolean) => void,
  ) => {
    if (!asked) return;
    const draw = named(purpose);
    for (let i = 0; i < position.length; i++) set(position[i]!, draw.next(), i < open);
  };
  const candidates = plan.codeSets.map(({ code }) => familiarPeople(scenario, code));
  const first = plan.firstCodeSet[area]!;
  for (const change of position) changes.codeSet[change] = first;

  each('touch', touches.length > 1, (change, u) => {
    changes.codeSet[change] = first + touched(touches, u);
  });
  each('kind', laws.features > 0, (change, u) => {
    changes.feature[change] = u < laws.features ? 1 : 0;
  });
  each('size', true, (change, u) => {
    changes.size[change] = laws.size.quantile(u);
  });
  each('rounds', true, (change, u, isOpen) => {
    changes.rounds[change] = Math.min(MOST_ROUNDS, (isOpen ? plan.roundsOfOpen : laws.rounds).quantile(u));
  });
  each('slowness', laws.turnaround_spread > 0, (change, u) => {
    changes.slowness[change] = plan.slowness.quantile(u);
  });
  each('priority', laws.neglected > 0 || scenario.open.neglected > 0, (change, u, isOpen) => {
    changes.priority[change] = u < (isOpen ? scenario.open.neglected : laws.neglected) ? 1 : 0;
  });
  each('author', laws.by_reviewers > 0, (change, u) => {
    changes.author[change] = authorOf(candidates[changes.codeSet[change]!]!, laws.by_reviewers, u);
  });
  each('patience', laws.patience !== undefined, (change, u) => {
    changes.patience[change] = laws.patience!.quantile(u);
  });
  for (const change of position) {
    changes.effort[change] =
      laws.effort === undefined ? effortOf(laws, changes.size[change]!) : changes.visitEffort(change, 0);
  }
  if (open > 0) drawProgress(scenario, changes, position.subarray(0, open), named('progress'));
}

/**
 * Where the changes open at the start stand: at a patch set spread evenly over their rounds, waiting on a reviewer or
 * on their author, with the patience that is left to those who have waited so long.
 */
function drawProgress(scenario: Scenario, changes: LatentChanges, open: Int32Array, draw: Stream): void {
  const { waiting_on_reviewer } = scenario.open;
  const { patience } = scenario.changes;
  for (const change of open) {
    const rounds = changes.rounds[change]!;
    const done = draw.next();
    // In the last round nobody asks the author for anything.
    const onAuthor = draw.next() >= waiting_on_reviewer && rounds > 1;
    changes.patchSet[change] = Math.ceil((onAuthor ? rounds - 1 : rounds) * done);
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

/** People who know the code named last (the driver, after common code) may have written a change; any is as likely. */
function familiarPeople({ people }: Scenario, code: readonly number[]): number[] {
  return people.flatMap(({ familiar }, i) => (familiar.includes(code.at(-1)!) ? [i] : []));
}

function authorOf(candidates: number[], share: number, u: number): number {
  return u < share && candidates.length > 0 ? candidates[Math.floor((u / share) * candidates.length)]! : -1;
}
