import type { HistoryChange } from '../change.ts';
import { countedNames, type FittedAreas, fittedAreas } from './areas.ts';
import { type ArrivalsFit, fitArrivals } from './arrivals-fit.ts';
import { columnsOf, type HistoryColumns } from './columns.ts';
import { DAY_MS, WEEK_MS, type WeeklyHistory, weeklyHistory } from './weekly.ts';
import { fitWork, type WorkFit } from './work-fit.ts';

/** A release cycle of the calendar [ms]. */
export interface CycleDays {
  name: string;
  start: number;
  release: number;
}

/** All that can be seen in a history of changes, without a model of how they are reviewed. */
export interface HistoryFit {
  columns: HistoryColumns;
  backward: number;
  areas: FittedAreas;
  /** Names that arrivals are counted under: areas, and several together. */
  names: string[];
  weekly: WeeklyHistory;
  arrivals: ArrivalsFit;
  work: WorkFit;
  /** Whole cycles before the end, oldest first: those given, or half years. */
  past: CycleDays[];
  /** What became of changes: what the record tells at all. */
  fate: Fate;
}

export interface Fate {
  /** Share of changes that never merge and are in no weekly count; NaN where the record has only what merged. */
  unseen: number;
  /** Abandoned of closed in the last year, where days are told; NaN where not. */
  abandonedShare: number;
  /** Whether the record tells of open changes. */
  tellsOpen: boolean;
}

const HALF_A_YEAR = 26 * WEEK_MS;
/** Changes younger than this may still merge: they say nothing of what is lost. */
const YOUNG = 90 * DAY_MS;

/** Fits a history. `cycles` are those of the project; without any there are half years. Throws RangeError for none. */
export function fitHistory(changes: Iterable<HistoryChange>, cycles: readonly CycleDays[] = []): HistoryFit {
  const { backward, ...columns } = columnsOf(changes);
  if (columns.count === 0) throw new RangeError('no change that could be fitted');
  const areas = fittedAreas(columns);
  const weekly = weeklyHistory(columns, areas);
  const past = pastCycles(columns, cycles);
  return {
    columns,
    backward,
    areas,
    names: countedNames(areas),
    weekly,
    arrivals: fitArrivals(columns, weekly, past),
    work: fitWork(columns),
    past,
    fate: fateOf(columns),
  };
}

function pastCycles({ begin, end }: HistoryColumns, cycles: readonly CycleDays[]): CycleDays[] {
  if (cycles.length > 0)
    return cycles.filter(({ start, release }) => start >= begin - HALF_A_YEAR && release <= end);
  const past: CycleDays[] = [];
  for (let until = end; until - HALF_A_YEAR >= begin - 4 * WEEK_MS; until -= HALF_A_YEAR)
    past.unshift({ name: halfYear(until - HALF_A_YEAR), start: until - HALF_A_YEAR, release: until });
  return past;
}

/** The name of the half year that begins on a day: its month. */
export function halfYear(start: number): string {
  return new Date(start).toISOString().slice(0, 7);
}

function fateOf({ count, created, merged, abandoned, lost, end }: HistoryColumns): Fate {
  let [old, gone, closed, left, open] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    if (lost[i] === 0 && Number.isNaN(merged[i]!) && Number.isNaN(abandoned[i]!)) open++;
    if (created[i]! >= end - 2 * HALF_A_YEAR - YOUNG && created[i]! < end - YOUNG) {
      old++;
      gone += lost[i]!;
    }
    const at = Number.isNaN(merged[i]!) ? abandoned[i]! : merged[i]!;
    if (!(at >= end - 2 * HALF_A_YEAR && at < end)) continue;
    closed++;
    if (!Number.isNaN(abandoned[i]!)) left++;
  }
  const anyLost = lost.some((one) => one === 1);
  const anyAbandoned = abandoned.some((at) => !Number.isNaN(at));
  return {
    unseen: anyLost ? (old === 0 ? Number.NaN : gone / old) : anyAbandoned ? 0 : Number.NaN,
    abandonedShare: anyAbandoned && closed > 0 ? left / closed : Number.NaN,
    tellsOpen: open > 0,
  };
}
