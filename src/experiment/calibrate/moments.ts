import type { LatentChanges } from '../../demand/change.ts';
import { drawChanges } from '../../demand/draw-changes.ts';
import { TAIL_WEEKS } from '../../demand/plan.ts';
import { drawCapacity } from '../../review/capacity.ts';
import type { Records } from '../../review/record.ts';
import { simulate } from '../../review/review-process.ts';
import { Room } from '../../review/room.ts';
import { TARGET_ERRORS, type TargetName } from '../../scenario/calibration.ts';
import { type CalibrationRules, DAY, type Scenario, WEEK } from '../../scenario/types.ts';
import { mean, quantileSorted } from '../../stats/summary.ts';
import { ALL, metricIndex, SERIES, WEEKLY_MERGES } from '../layout.ts';
import { readMetrics } from '../metrics.ts';
import { prepareStudy, type Study } from '../replicate.ts';
import { slopeOf, spreadOf, type Window, wholeOf } from './window.ts';

export const TARGETS = Object.keys(TARGET_ERRORS) as TargetName[];
const LEADS = ['lead_p10', 'lead_p25', 'lead_median', 'lead_p75', 'lead_p90'] as const;

/** One figure for each target; NaN where nothing is known. */
export type Moments = Record<TargetName, number>;

/** What happened in the window, as far as the history or the scenario says. */
export function happenedIn(window: Window, rules: CalibrationRules, unseen: number): Moments {
  const merges = wholeOf(window, 'merges_per_week');
  const lead = (name: string) => wholeOf(window, name).at(-1) ?? Number.NaN;
  const told = lead('abandoned_share');
  const abandoned = rules.abandoned ?? (Number.isNaN(told) ? unseen || Number.NaN : told);
  return {
    merges_per_week: mean(merges),
    open: mean(wholeOf(window, window.openMetric)),
    ...(Object.fromEntries(LEADS.map((name) => [name, lead(name)])) as Record<
      (typeof LEADS)[number],
      number
    >),
    abandoned_share: abandoned,
    weekly_spread: window.habits.spread,
    last_wait_median: rules.last_wait === undefined ? lead('last_wait_median') : rules.last_wait / DAY,
    slope_on_arrivals: window.habits.slope,
  };
}

/** What trials have in common from one point to the next. */
const room = new Room();

/** What the baseline does in each replication: a figure for each target, and lead times by area. */
export interface Simulated {
  moments: Moments[];
  /** Median lead times [days] by replication, `[replication][area]`. */
  medians: number[][];
}

/**
 * The study with the changes that really came in: exactly as many in each week where the history has all of them; else
 * as many are expected, with those unseen on top. After the window they go on at its mean.
 */
function givenArrivals(window: Window, scenario: Scenario): Study {
  const { unseen } = scenario.arrivals;
  if (unseen === 0) {
    const given = window.created.map((counts) => ({
      created: evenlySpread(counts, weeksOf(window) + TAIL_WEEKS + 1),
    }));
    return prepareStudy({ ...scenario, arrivals: { ...scenario.arrivals, given } });
  }
  const study = prepareStudy(scenario);
  const expected = window.created.map((counts) =>
    Array.from({ length: study.plan.weeks }, (_, week) => (counts[week] ?? mean(counts)) / (1 - unseen)),
  );
  return { ...study, plan: { ...study.plan, expected, dispersion: expected.map(() => 1) } };
}

/** Times [h] of so many changes in each week, at even distances; beyond the counts so many as there are on average. */
export function evenlySpread(counts: readonly number[], weeks: number): Float64Array {
  const usual = mean(counts);
  const times: number[] = [];
  let owed = 0;
  for (let week = 0; week < weeks; week++) {
    owed += counts[week] ?? usual;
    const now = Math.round(owed);
    owed -= now;
    for (let i = 0; i < now; i++) times.push((week + (i + 0.5) / now) * WEEK);
  }
  return Float64Array.from(times);
}

export function simulated(window: Window, scenario: Scenario, replications: number): Simulated {
  const study = givenArrivals(window, scenario);
  const { plan, layout } = study;
  const median = metricIndex('lead_median');
  const moments: Moments[] = [];
  const medians: number[][] = [];
  let changes: LatentChanges | undefined;
  for (let k = 0; k < replications; k++) {
    changes = drawChanges(plan, k, changes);
    const capacity = drawCapacity(plan, k);
    const rights = study.rights[0]!;
    const records = simulate(scenario, changes, rights, capacity, plan.horizon, room);
    const row = new Float64Array(layout.length);
    readMetrics({ scenario, changes, rights, capacity, records }, layout, 0, row);
    moments.push(momentsOf(window, study, row, changes, records));
    medians.push(scenario.areas.map((_, area) => row[layout.metric(0, area, 0, median)]!));
  }
  return { moments, medians };
}

function momentsOf(
  window: Window,
  { scenario, layout }: Study,
  row: Float64Array,
  changes: LatentChanges,
  records: Records,
): Moments {
  const total = layout.areas.indexOf(ALL);
  const metric = (name: Parameters<typeof metricIndex>[0]) =>
    row[layout.metric(0, total, 0, metricIndex(name))]!;
  const weekly = (series: number) =>
    Array.from({ length: layout.weeks }, (_, week) => row[layout.week(0, series, total, week)]!);
  const merges = weekly(WEEKLY_MERGES);
  return {
    merges_per_week: metric('merges_per_week'),
    open: mean(weekly(SERIES.indexOf(window.openMetric))),
    ...(Object.fromEntries(LEADS.map((name) => [name, metric(name)])) as Record<
      (typeof LEADS)[number],
      number
    >),
    abandoned_share: metric('abandoned_share'),
    weekly_spread: spreadOf(merges),
    last_wait_median: lastWait(changes, records, scenario.cycles[0]!.release),
    slope_on_arrivals: slopeOf(merges, window.created),
  };
}

/** Median wait after the last patch set [d] of what merges before `until` [h]. */
function lastWait({ created, count }: LatentChanges, records: Records, until: number): number {
  const since = Float64Array.from(created.subarray(0, count));
  for (let stay = 0; stay < records.stays; stay++)
    since[records.stayChange[stay]!] = records.stayUntil[stay]!;
  const waits = since.map((at, change) => (records.merged[change]! - at) / DAY);
  return quantileSorted(waits.filter((_, change) => records.merged[change]! < until).sort(), 0.5);
}

/** Median of a target over replications, those without it left out. */
export function middleOf(moments: readonly Moments[], name: TargetName): number {
  const values = moments.map((one) => one[name]).filter(Number.isFinite);
  return quantileSorted(Float64Array.from(values).sort(), 0.5);
}

/** Whole weeks of a window. */
export function weeksOf({ scenario }: Pick<Window, 'scenario'>): number {
  return Math.floor(scenario.cycles[0]!.release / WEEK + 1e-9);
}

/** Difference of a target in its errors: of the slope as it is, of all else in logarithms. */
export function difference(name: TargetName, model: number, actual: number, error: number): number {
  return (name === 'slope_on_arrivals' ? model - actual : Math.log(model / actual)) / error;
}
