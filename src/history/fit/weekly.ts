import { countedNames, type FittedAreas } from './areas.ts';
import type { HistoryColumns } from './columns.ts';

export const WEEK_MS = 7 * 86_400_000;
export const DAY_MS = 86_400_000;

/** Counts by area and week, the last week ending where the history ends. */
export interface WeeklyHistory {
  /** First day of each week [ms]. */
  weeks: number[];
  /** `[area][week]`: created, of those that merged, are open or were abandoned on a known day. */
  created: number[][];
  merged: number[][];
  abandoned: number[][];
  /** Open at the week's end. */
  open: number[][];
  /** Those of them that merged later, as far as the history goes. */
  openToMerge: number[][];
}

/** Fewest weeks that are counted: before the first change there are weeks without any. */
const FEWEST = 26;

/** Counts of each week up to the history's end. What is known to be lost, but not when, is not counted. */
export function weeklyHistory(columns: HistoryColumns, areas: FittedAreas): WeeklyHistory {
  const { count, created, merged, abandoned, lost, end, begin } = columns;
  const length = Math.max(FEWEST, Math.ceil((end - begin) / WEEK_MS));
  const first = end - length * WEEK_MS;
  const table = () => countedNames(areas).map(() => new Array<number>(length).fill(0));
  const history = {
    weeks: Array.from({ length }, (_, week) => first + week * WEEK_MS),
    created: table(),
    merged: table(),
    abandoned: table(),
    open: table(),
    openToMerge: table(),
  };
  const weekOf = (at: number) => Math.floor((at - first) / WEEK_MS);
  for (let i = 0; i < count; i++) {
    if (lost[i] === 1) continue;
    const area = Math.max(0, areas.of[i]!);
    const closed = Number.isNaN(merged[i]!) ? abandoned[i]! : merged[i]!;
    const [from, until] = [weekOf(created[i]!), Number.isNaN(closed) ? length : weekOf(closed)];
    history.created[area]![from]!++;
    const ended = Number.isNaN(merged[i]!) ? history.abandoned : history.merged;
    if (until < length) ended[area]![until]!++;
    for (let week = from; week < Math.min(until, length); week++) {
      history.open[area]![week]!++;
      if (!Number.isNaN(merged[i]!) || Number.isNaN(closed)) history.openToMerge[area]![week]!++;
    }
  }
  return history;
}

/** Sums over areas, by week. */
export function totals(counts: readonly (readonly number[])[]): number[] {
  return (counts[0] ?? []).map((_, week) => counts.reduce((sum, area) => sum + area[week]!, 0));
}
