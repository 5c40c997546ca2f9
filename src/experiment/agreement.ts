import { isoDate } from '../scenario/tables.ts';
import { type Cycle, WEEK } from '../scenario/types.ts';
import { quantileSorted } from '../stats/summary.ts';
import type { Replications } from './aggregate.ts';
import { ALL, type Layout, METRICS, SERIES, WEEKLY_MERGES } from './layout.ts';
import type { Study } from './replicate.ts';

/** One figure that happened, beside the baseline's over replications. */
export interface Agreement {
  area: string;
  cycle: string;
  metric: string;
  unit: string;
  actual: number;
  p10: number;
  p50: number;
  p90: number;
  /** 1 if the actual figure lies from p10 to p90, else 0. */
  inside: number;
}

/** The same for one week, counted from 0 at the start of the projection. */
export interface WeeklyAgreement extends Agreement {
  week: number;
  /** Its first day. */
  date: string;
}

/** What happened by the week, and where its like stands in the layout. */
const WEEKLY = [
  { metric: 'open_to_merge', unit: 'changes', series: SERIES.indexOf('open_to_merge') },
  { metric: 'merges_per_week', unit: 'changes/week', series: WEEKLY_MERGES },
] as const;

/** Lays what happened in each week of the projection beside the baseline. */
export function weeklyAgreement(study: Study, replications: Replications): WeeklyAgreement[] {
  const { scenario, layout } = study;
  return eachSeries(study).flatMap(({ area, metric, unit, series, actual }) =>
    actual.flatMap((value, week): WeeklyAgreement[] => {
      if (value === undefined) return [];
      const at = layout.week(0, series, layout.areas.indexOf(area), week);
      const cycle = scenario.cycles.findLast(({ start }) => week * WEEK >= start)?.name ?? '';
      const date = isoDate(scenario.startDate, week * WEEK);
      return [{ area, week, date, cycle, metric, unit, ...beside(value, replications.values(at)) }];
    }),
  );
}

/**
 * Lays what happened in each cycle beside the baseline: merges a week, open changes at its end and quantiles of lead
 * time, by area; and, for all, the share of weeks in which what happened lies inside the bands. Beside that share stands
 * what it comes to when each replication in turn takes the place of history: what a perfect model may expect.
 */
export function agreement(study: Study, replications: Replications): Agreement[] {
  const { scenario, layout } = study;
  const ofCycles = layout.areas.flatMap((area) =>
    scenario.cycles.flatMap((cycle) =>
      METRICS.flatMap((spec) => {
        const value = actualOf(study, area, cycle, spec.name);
        if (value === undefined) return [];
        const at = layout.metric(
          0,
          layout.areas.indexOf(area),
          layout.cycles.indexOf(cycle.name),
          METRICS.indexOf(spec),
        );
        return [
          {
            area,
            cycle: cycle.name,
            metric: spec.name,
            unit: spec.unit,
            ...beside(value, replications.values(at)),
          },
        ];
      }),
    ),
  );
  return [...ofCycles, ...scenario.cycles.flatMap((cycle) => weeksInside(study, replications, cycle))];
}

function actualOf(
  { scenario, layout }: Study,
  area: string,
  cycle: Cycle,
  metric: string,
): number | undefined {
  const rows = scenario.actual.filter((row) => row.area === area && row.metric === metric);
  if (metric.startsWith('lead_')) return rows.find((row) => row.cycle === cycle.name)?.value;
  const weeks = weeksOf(layout, cycle);
  const inside = weeks.map((week) => rows.find(({ at }) => at === week * WEEK)?.value);
  if (metric === 'open_to_merge') return wholeWeeks(cycle) ? inside.at(-1) : undefined;
  if (metric !== 'merges_per_week' || !wholeWeeks(cycle)) return undefined;
  return inside.reduce<number | undefined>(
    (sum, value) => (sum === undefined || value === undefined ? undefined : sum + value / weeks.length),
    0,
  );
}

/** Cycles that begin or end within a week have no figure that follows from weekly ones. */
function wholeWeeks({ start, release }: Cycle): boolean {
  return start % WEEK === 0 && release % WEEK === 0;
}

/** Weeks that begin in a cycle. */
function weeksOf(layout: Layout, { start, release }: Cycle): number[] {
  return Array.from({ length: layout.weeks }, (_, week) => week).filter(
    (week) => week * WEEK >= start && week * WEEK < release,
  );
}

function weeksInside(study: Study, replications: Replications, cycle: Cycle): Agreement[] {
  const { layout } = study;
  const total = layout.areas.length - 1;
  return eachSeries(study).flatMap(({ area, metric, series, actual }): Agreement[] => {
    const weeks = weeksOf(layout, cycle).filter((week) => actual[week] !== undefined);
    if (area !== ALL || weeks.length === 0) return [];
    const bands = weeks.map((week) => {
      const values = replications.values(layout.week(0, series, total, week));
      const { p10, p90 } = beside(0, values.slice());
      return { week, values, p10, p90 };
    });
    const share = (of: (band: (typeof bands)[number]) => number) =>
      bands.filter((band) => of(band) >= band.p10 && of(band) <= band.p90).length / bands.length;
    const expected = Float64Array.from({ length: replications.count }, (_, i) =>
      share(({ values }) => values[i]!),
    );
    const happened = share(({ week }) => actual[week]!);
    return [
      {
        area,
        cycle: cycle.name,
        metric: `weeks_inside_${metric}`,
        unit: 'share of weeks',
        ...beside(happened, expected),
      },
    ];
  });
}

interface Series {
  area: string;
  metric: string;
  unit: string;
  series: number;
  /** By week; undefined where nothing is known. */
  actual: (number | undefined)[];
}

/** Weekly series of which something is known, by area and metric. */
function eachSeries({ scenario, layout }: Study): Series[] {
  return layout.areas.flatMap((area) =>
    WEEKLY.flatMap((kind) => {
      const rows = scenario.actual.filter((row) => row.area === area && row.metric === kind.metric);
      if (rows.length === 0) return [];
      const actual = new Array<number | undefined>(layout.weeks).fill(undefined);
      for (const { at, value } of rows) if (at / WEEK < layout.weeks) actual[at / WEEK] = value;
      return [{ area, ...kind, actual }];
    }),
  );
}

/** Prediction quantiles of `values`, and whether `actual` lies from p10 to p90. */
function beside(
  actual: number,
  values: Float64Array,
): Pick<Agreement, 'actual' | 'p10' | 'p50' | 'p90' | 'inside'> {
  const sorted = values.sort();
  const [p10, p50, p90] = [0.1, 0.5, 0.9].map((p) => quantileSorted(sorted, p)) as [number, number, number];
  return { actual, p10, p50, p90, inside: actual >= p10 && actual <= p90 ? 1 : 0 };
}
