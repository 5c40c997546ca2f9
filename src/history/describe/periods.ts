import type { ReleaseCycle } from '../cycles.ts';
import { DAY_MS, dayAt } from './days.ts';

/** A cycle, a quarter or a half-year: days since 1970, `until` is not one of them. */
export interface Period {
  name: string;
  from: number;
  until: number;
  /** Day of the feature freeze, where a cycle has one. */
  freeze?: number | undefined;
  /** Slots of {@link Calendar} that belong to it. */
  slots: readonly number[];
}

/** Up to so many days a history is shown by quarters, a longer one by half-years. */
const LONGEST_BY_QUARTERS = 3 * 366;

/** Into which slot of time a day falls: a release cycle where they are given, else a quarter of the calendar. */
export class Calendar {
  private readonly cycles: readonly Omit<Period, 'slots'>[] | undefined;

  constructor(cycles?: readonly ReleaseCycle[]) {
    this.cycles = cycles?.map(({ name, start, freeze, release }) => ({
      name,
      freeze: freeze === undefined ? undefined : dayAt(freeze),
      from: Math.ceil(start / DAY_MS),
      until: Math.ceil(release / DAY_MS),
    }));
  }

  /** Whether there are cycles, and not quarters. */
  get isGiven(): boolean {
    return this.cycles !== undefined;
  }

  /** The slot of a time [ms]; −1 between and outside cycles. */
  slotOf(ms: number): number {
    if (this.cycles === undefined) return quarterOf(ms);
    const day = dayAt(ms);
    let [low, high] = [0, this.cycles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.cycles[middle]!.until <= day) low = middle + 1;
      else high = middle;
    }
    return low < this.cycles.length && this.cycles[low]!.from <= day ? low : -1;
  }

  /** The periods that have any of the days from `first` to `last` (days since 1970), in order of time. */
  periods(first: number, last: number): Period[] {
    if (this.cycles !== undefined)
      return this.cycles.flatMap((cycle, slot) =>
        cycle.from <= last && cycle.until > first ? [{ ...cycle, slots: [slot] }] : [],
      );
    const halves = last - first > LONGEST_BY_QUARTERS;
    const step = halves ? 2 : 1;
    const from = Math.floor(quarterOf(first * DAY_MS) / step) * step;
    const periods: Period[] = [];
    for (let slot = from; slot <= quarterOf(last * DAY_MS); slot += step)
      periods.push({
        name: halves ? `${yearOf(slot)}-H${(slot % 4) / 2 + 1}` : `${yearOf(slot)}-Q${(slot % 4) + 1}`,
        from: dayAt(beginOf(slot)),
        until: dayAt(beginOf(slot + step)),
        slots: halves ? [slot, slot + 1] : [slot],
      });
    return periods;
  }
}

/** Quarters since 1970. */
function quarterOf(ms: number): number {
  const date = new Date(ms);
  return (date.getUTCFullYear() - 1970) * 4 + Math.floor(date.getUTCMonth() / 3);
}

const yearOf = (quarter: number): number => 1970 + Math.floor(quarter / 4);
const beginOf = (quarter: number): number => Date.UTC(yearOf(quarter), (quarter % 4) * 3, 1);
