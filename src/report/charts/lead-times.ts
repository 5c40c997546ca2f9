import type { ComparisonRow, MetricRow, Results, Verdict } from '../results.ts';
import type { Sides } from './pair.ts';

/** How long the changes of an area take from upload to merge: quantiles over changes [days]. */
export interface LeadTimes {
  p10: number;
  p25: number;
  median: number;
  p75: number;
  p90: number;
}

/** An area under two organizations. */
export interface AreaRow {
  /** `all` for the total. */
  area: string;
  /** Merges a week under the baseline; NaN if the cell is blank. */
  volume: number;
  /** Medians as the cells say, NaN if blank, and all quantiles if there are any. */
  baseline: Cells;
  alternative: Cells;
  /** Paired difference of medians [days]; undefined if it does not exist. */
  difference: ComparisonRow | undefined;
  verdict: Verdict;
}

interface Cells {
  median: number;
  times: LeadTimes | undefined;
}

/** All changes first, then the areas by merges a week under the baseline; numbers of the whole projection. */
export function areaRows(results: Results, { baseline, alternative }: Sides): AreaRow[] {
  const rows = results.metrics.filter(({ cycle }) => cycle === 'all');
  const [before, after] = [baseline, alternative].map(({ key }) =>
    rows.filter(({ organization }) => organization === key),
  ) as [MetricRow[], MetricRow[]];
  const areas = [...new Set(before.map(({ area }) => area))];
  const found = areas.map((area): AreaRow => {
    const difference = results.comparison.find(
      (row) =>
        row.baseline === baseline.key &&
        row.alternative === alternative.key &&
        row.area === area &&
        row.cycle === 'all' &&
        row.metric === 'lead_median' &&
        Number.isFinite(row.difference),
    );
    return {
      area,
      volume: meanOf(before, area, 'merges_per_week'),
      baseline: cellsOf(before, area),
      alternative: cellsOf(after, area),
      difference,
      verdict: difference?.verdict ?? '',
    };
  });
  const size = ({ area, volume }: AreaRow) =>
    area === 'all' ? Number.POSITIVE_INFINITY : Number.isNaN(volume) ? -1 : volume;
  return found.sort((a, b) => size(b) - size(a) || (a.area < b.area ? -1 : 1));
}

function cellsOf(rows: MetricRow[], area: string): Cells {
  const [p10, p25, median, p75, p90] = ['p10', 'p25', 'median', 'p75', 'p90'].map((name) =>
    meanOf(rows, area, `lead_${name}`),
  ) as [number, number, number, number, number];
  const exist = [p10, p25, median, p75, p90].every(Number.isFinite);
  return { median, times: exist ? { p10, p25, median, p75, p90 } : undefined };
}

function meanOf(rows: MetricRow[], area: string, metric: string): number {
  const mean = rows.find((row) => row.area === area && row.metric === metric)?.mean;
  return typeof mean === 'number' ? mean : Number.NaN;
}
