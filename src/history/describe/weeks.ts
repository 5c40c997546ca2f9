import { type AreaDays, FIRST_DAY, mondayOf } from './days.ts';

/** The days of which a history tells, since 1970; `until` is not one of them. */
export interface Window {
  from: number;
  until: number;
}

/** One week of some areas: from Monday on, in UTC. */
export interface WeekCounts {
  /** From 0, the first of the history. */
  week: number;
  monday: number;
  /** Days of the week that the history tells of: 7, but for its ends. */
  days: number;
  created: number;
  merged: number;
  abandoned: number;
  /** At the end of the week, without those of which nobody knows when they were closed. */
  open: number;
}

/** Counts week by week, from the week of the first change on. */
export function weeksOf(areas: readonly AreaDays[], { from, until }: Window): WeekCounts[] {
  const first = mondayOf(from);
  const total = (what: 'created' | 'merged' | 'abandoned' | 'unmerged', begin: number, end: number) =>
    areas.reduce((sum, area) => sum + area[what].between(begin, end), 0);
  let open = 0;
  const weeks: WeekCounts[] = [];
  for (let monday = first; monday < until; monday += 7) {
    const end = Math.min(until, monday + 7);
    const begin = monday === first ? FIRST_DAY : monday;
    const created = total('created', begin, end);
    const [merged, abandoned] = [total('merged', begin, end), total('abandoned', begin, end)];
    open += created - total('unmerged', begin, end) - merged - abandoned;
    const days = end - Math.max(monday, from);
    weeks.push({ week: (monday - first) / 7, monday, days, created, merged, abandoned, open });
  }
  return weeks;
}
