import { InputError } from '../../errors.ts';
import type { BacklogRow, HistoryRow, Results } from '../results.ts';
import { weeksAfter } from './calendar.ts';
import type { Organization } from './organizations.ts';

type Counts = 'open' | 'open_to_merge';

/** Weekly backlog of all organizations, area `all`. */
export interface Projection {
  /** The metric of the rows. */
  counts: Counts;
  rows: BacklogRow[];
  /** First day of week 0 and the day after the last week, ISO. */
  start: string;
  end: string;
  /** Length [weeks]. A row of week w holds the count at the end of that week, w + 1 weeks after the start. */
  weeks: number;
}

/** All open changes: the headline's metric. */
export function projected(results: Results): Projection {
  return projectionOf(results.backlog, 'open');
}

function projectionOf(backlog: BacklogRow[], counts: Counts): Projection {
  const rows = backlog.filter((row) => row.area === 'all').sort((a, b) => a.week - b.week);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) {
    throw new InputError("no rows of area 'all'", { file: 'backlog.csv' }, 'run the scenario again');
  }
  const start = weeksAfter(first.date, -first.week);
  const weeks = last.week + 1;
  return { counts, rows, start, end: weeksAfter(start, weeks), weeks };
}

/** What is known from before the projection. */
export interface Past {
  counts: Counts;
  rows: HistoryRow[];
}

/** History of the projected metric; a history of merged changes knows only those that merged later. */
export function past(results: Results, counts: Counts): Past | undefined {
  for (const metric of [counts, 'open_to_merge'] as const) {
    const rows = results.history.filter((row) => row.metric === metric && row.area === 'all' && row.week < 0);
    if (rows.length > 0) return { counts: metric, rows: rows.sort((a, b) => a.week - b.week) };
  }
  return undefined;
}

/** The past from the first release cycle that begins within `weeks` before the projection, or simply that long. */
export function recent(history: Past, cycleStarts: number[], weeks: number): HistoryRow[] {
  const from = Math.min(...cycleStarts.filter((start) => start >= -weeks && start < 0), 0) || -weeks;
  return history.rows.filter((row) => row.week + 1 >= from);
}

/** An organization with its weekly rows; `end` is the last. */
export interface Course {
  organization: Organization;
  rows: BacklogRow[];
  end: BacklogRow;
}

export function coursesOf(organizations: Organization[], backlog: BacklogRow[]): Course[] {
  return organizations.flatMap((organization) => {
    const rows = backlog.filter((row) => row.organization === organization.key);
    const end = rows.at(-1);
    return end ? [{ organization, rows, end }] : [];
  });
}
