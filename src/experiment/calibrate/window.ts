import type { Cycle, ObservedMetric, Scenario } from '../../scenario/types.ts';
import { WEEK } from '../../scenario/types.ts';
import { mean, variance } from '../../stats/summary.ts';
import { ALL } from '../layout.ts';

/** A past stretch with what came in and what happened, and the scenario that the baseline is simulated in. */
export interface Window {
  /** Today's organization over that stretch, one cycle from its first day on. */
  scenario: Scenario;
  /** What came in as the history shows it, `[area][week]`. */
  created: number[][];
  /** What the history counts as open: all changes, or those that merged later. */
  openMetric: 'open' | 'open_to_merge';
  /** Cycles up to the window's end, the window last. */
  cycles: readonly Cycle[];
  /** What the history says of them: hours from the window's start. */
  observed: readonly ObservedMetric[];
  habits: WeeklyHabits;
}

/** How merges rose and fell by the week, on average over cycles. */
export interface WeeklyHabits {
  spread: number;
  slope: number;
  /** Cycles that it was seen in. */
  cycles: number;
}

/** What came in during the window, by area and week, by the history of the scenario that is calibrated. */
export function createdIn(scenario: Scenario, start: number, weeks: number): number[][] {
  const created = scenario.areas.map(() => new Array<number>(weeks).fill(0));
  for (const { at, area, created: count } of scenario.arrivals.history?.counts ?? []) {
    const week = Math.floor((at - start) / WEEK + 1e-6);
    if (week >= 0 && week < weeks) created[area]![week]! += count;
  }
  return created;
}

/** Spread of weekly merges, and how they go with arrivals: means over cycles that the record knows as a whole. */
export function weeklyHabits(
  cycles: readonly Pick<Cycle, 'start' | 'release'>[],
  arrivals: Scenario['arrivals'],
): WeeklyHabits {
  const counts = arrivals.history?.counts ?? [];
  const first = counts.reduce(
    (least, { at, merged }) => (merged > 0 ? Math.min(least, at) : least),
    Number.POSITIVE_INFINITY,
  );
  const seen = cycles.flatMap(({ start, release }) => {
    // A record that begins within a cycle would look like one of very uneven weeks.
    if (start < first - 2 * WEEK) return [];
    const length = Math.floor((release - start) / WEEK);
    const [merged, created] = [0, 1].map(() => new Array<number>(length).fill(0)) as [number[], number[]];
    for (const row of counts) {
      const week = Math.floor((row.at - start) / WEEK);
      if (week < 0 || week >= length) continue;
      merged[week]! += row.merged;
      created[week]! += row.created;
    }
    return merged.some((count) => count > 0)
      ? [{ spread: spreadOf(merged), slope: slopeOf(merged, [created]) }]
      : [];
  });
  const slopes = seen.map(({ slope }) => slope).filter(Number.isFinite);
  return { spread: mean(seen.map(({ spread }) => spread)), slope: mean(slopes), cycles: seen.length };
}

/** How merges of a week go with what was created in it and the week before: slope of the logarithms. */
export function slopeOf(merges: readonly number[], created: readonly (readonly number[])[]): number {
  const all = merges.map((_, week) => created.reduce((sum, counts) => sum + counts[week]!, 0));
  const weeks = all.flatMap((count, week) => (count > 0 && merges[week]! > 0 ? [week] : []));
  const x = weeks.map((week) => Math.log((all[week]! + (all[week - 1] ?? all[week]!)) / 2));
  const y = weeks.map((week) => Math.log(merges[week]!));
  const [mx, my] = [mean(x), mean(y)];
  const both = x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  return both / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}

export function spreadOf(values: readonly number[]): number {
  return Math.sqrt(variance(values)) / mean(values);
}

/** How much a change of an area takes longer than one of the reference area, and how sure that is. */
export interface Ratio {
  value: number;
  /** How many windows' worth of changes it rests on. */
  windows: number;
}

const RATIO_CYCLES = 3;
/** Merges that a cycle needs for a ratio. */
const RATIO_MERGES = 20;

/** By median lead times: geometric mean over the latest cycles, weighed by merges; undefined where too few merged. */
export function ratioOf(
  observed: readonly ObservedMetric[],
  area: string,
  reference: string,
): Ratio | undefined {
  const cycles = [...new Set(observed.map(({ cycle }) => cycle))].slice(-RATIO_CYCLES);
  let [sum, weight, squares] = [0, 0, 0];
  for (const cycle of cycles) {
    const of = (name: string, metric: string) =>
      observed
        .filter((row) => row.area === name && row.cycle === cycle && row.metric === metric)
        .map(({ value }) => value);
    const merges = of(area, 'merges_per_week').reduce((all, count) => all + count, 0);
    const [own, other] = [of(area, 'lead_median')[0], of(reference, 'lead_median')[0]];
    if (merges < RATIO_MERGES || !(own! > 0) || !(other! > 0)) continue;
    sum += merges * Math.log(own! / other!);
    weight += merges;
    squares += merges ** 2;
  }
  return weight === 0
    ? undefined
    : { value: Math.exp(sum / weight), windows: Math.max(1, weight ** 2 / squares) };
}

/** Values of a metric of the whole project that the history has in the window. */
export function wholeOf({ observed, scenario }: Window, metric: string): number[] {
  const { release } = scenario.cycles[0]!;
  return observed
    .filter((row) => row.area === ALL && row.metric === metric && row.at >= 0 && row.at < release)
    .map(({ value }) => value);
}
