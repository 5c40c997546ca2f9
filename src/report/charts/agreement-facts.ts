import type { AgreementRow, AgreementWeekRow, Results } from '../results.ts';
import { weeksAfter } from './calendar.ts';

/** One number of a cycle, week by week, beside the projection of the same weeks. */
export interface Track {
  rows: AgreementWeekRow[];
  /** Weeks in which what happened lies from p10 to p90. */
  inside: number;
}

/** A cycle of the past that was projected from its first day. */
export interface Season {
  cycle: string;
  /** First day of week 0, ISO, and weeks. */
  start: string;
  weeks: number;
  open: Track | undefined;
  merges: Track | undefined;
}

/** Lead times of an area beside their projection: the median and the p90 over changes [days]. */
export interface LeadRow {
  area: string;
  median: AgreementRow | undefined;
  p90: AgreementRow | undefined;
}

export const isInside = ({ inside }: AgreementRow): boolean => inside === 1;

const isWhole = ({ actual, p10, p50, p90 }: AgreementRow): boolean =>
  [actual, p10, p50, p90].every(Number.isFinite);

/** Cycles in order of their first day. */
export function seasonsOf({ agreement_weeks }: Results): Season[] {
  const rows = agreement_weeks.filter((row) => row.area === 'all' && isWhole(row));
  const cycles = [...new Set(rows.map(({ cycle }) => cycle))];
  const seasons = cycles.map((cycle): Season => {
    const own = rows.filter((row) => row.cycle === cycle).sort((a, b) => a.week - b.week);
    const [first, last] = [own[0]!, own.at(-1)!];
    return {
      cycle,
      start: weeksAfter(first.date, -first.week),
      weeks: last.week + 1,
      open: trackOf(own, 'open_to_merge'),
      merges: trackOf(own, 'merges_per_week'),
    };
  });
  return seasons.sort((a, b) => (a.start < b.start ? -1 : 1));
}

function trackOf(rows: AgreementWeekRow[], metric: string): Track | undefined {
  const own = rows.filter((row) => row.metric === metric);
  return own.length === 0 ? undefined : { rows: own, inside: own.filter(isInside).length };
}

/** Lead times of a cycle, all changes first. */
export function leadRows({ agreement }: Results, cycle: string): LeadRow[] {
  const rows = agreement.filter((row) => row.cycle === cycle && isWhole(row));
  const find = (area: string, metric: string) =>
    rows.find((row) => row.area === area && row.metric === metric);
  const areas = [...new Set(rows.map(({ area }) => area))];
  const order = [...areas.filter((area) => area === 'all'), ...areas.filter((area) => area !== 'all')];
  return order
    .map((area) => ({ area, median: find(area, 'lead_median'), p90: find(area, 'lead_p90') }))
    .filter(({ median, p90 }) => median !== undefined || p90 !== undefined);
}

/** By what factor the median of the projection misses what happened, whichever is larger. */
export const missedBy = ({ actual, p50 }: AgreementRow): number => Math.max(actual / p50, p50 / actual);

export const cellsOf = (rows: LeadRow[]): AgreementRow[] =>
  rows.flatMap(({ median, p90 }) => [median, p90]).filter((row) => row !== undefined);

/** The lead time that the projection misses by the largest factor: that of an area if there are any. */
export function worstLead(rows: LeadRow[]): AgreementRow | undefined {
  const areas = rows.filter(({ area }) => area !== 'all');
  const known = cellsOf(areas.length > 0 ? areas : rows).filter((row) => Number.isFinite(missedBy(row)));
  return known.reduce<AgreementRow | undefined>(
    (worst, row) => (worst && missedBy(worst) >= missedBy(row) ? worst : row),
    undefined,
  );
}
