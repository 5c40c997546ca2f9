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
  const [ofBefore, ofAfter] = [before, after].map(byArea) as [ByArea, ByArea];
  const compared = results.comparison.filter(
    (row) =>
      row.baseline === baseline.key &&
      row.alternative === alternative.key &&
      row.cycle === 'all' &&
      row.metric === 'lead_median' &&
      Number.isFinite(row.difference),
  );
  const differences = new Map(compared.map((row) => [row.area, row]));
  const found = [...ofBefore].map(([area, means]): AreaRow => {
    const difference = differences.get(area);
    return {
      area,
      volume: means.get('merges_per_week') ?? Number.NaN,
      baseline: cellsOf(means),
      alternative: cellsOf(ofAfter.get(area)),
      difference,
      verdict: difference?.verdict ?? '',
    };
  });
  const size = ({ area, volume }: AreaRow) =>
    area === 'all' ? Number.POSITIVE_INFINITY : Number.isNaN(volume) ? -1 : volume;
  return found.sort((a, b) => size(b) - size(a) || (a.area < b.area ? -1 : 1));
}

/** Means of each area by the metric's name; where there is no number, NaN. */
type ByArea = Map<string, Map<string, number>>;

function byArea(rows: readonly MetricRow[]): ByArea {
  const areas: ByArea = new Map();
  for (const { area, metric, mean } of rows) {
    const means = areas.get(area) ?? new Map<string, number>();
    if (!means.has(metric)) means.set(metric, typeof mean === 'number' ? mean : Number.NaN);
    areas.set(area, means);
  }
  return areas;
}

function cellsOf(means: Map<string, number> | undefined): Cells {
  const [p10, p25, median, p75, p90] = ['p10', 'p25', 'median', 'p75', 'p90'].map(
    (name) => means?.get(`lead_${name}`) ?? Number.NaN,
  ) as [number, number, number, number, number];
  const exist = [p10, p25, median, p75, p90].every(Number.isFinite);
  return { median, times: exist ? { p10, p25, median, p75, p90 } : undefined };
}
