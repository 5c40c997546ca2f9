import { type Cycle, type ObservedMetric, type Scenario, WEEK } from '../../scenario/types.ts';
import { ALL } from '../layout.ts';
import { openBefore } from './open-before.ts';
import { openMetricOf } from './past-window.ts';
import { createdIn, type Window, weeklyHabits } from './window.ts';

const HALF_A_YEAR = 26;

/** Where a scenario without a past scenario is calibrated [h from its start]: as asked, its last whole cycle, or half a year. */
export function ownStretch({ calibration, pastCycles, arrivals }: Scenario): Cycle {
  const asked = calibration?.window;
  const named = (from: number, until: number): Cycle => ({
    name: 'window',
    start: from,
    freeze: until,
    release: until,
  });
  if (asked !== undefined)
    return (
      pastCycles.find(({ start, release }) => start === asked.from && release === asked.until) ??
      named(asked.from, asked.until)
    );
  const first = Math.min(0, ...(arrivals.history?.counts ?? []).map(({ at }) => at));
  const last = pastCycles.findLast(({ start }) => start >= first);
  return last ?? named(Math.max(first, -HALF_A_YEAR * WEEK), 0);
}

/** The scenario's own past stretch, from its arrivals and its history. */
export function ownWindow(scenario: Scenario): Window {
  const { start, release, freeze, name } = ownStretch(scenario);
  const shift = <T extends { at: number }>(rows: readonly T[]) =>
    rows.map((row) => ({ ...row, at: row.at - start }));
  const moved = (cycle: Cycle): Cycle => ({
    ...cycle,
    start: cycle.start - start,
    freeze: cycle.freeze - start,
    release: cycle.release - start,
  });
  const weeks = Math.floor((release - start) / WEEK + 1e-9);
  const cycles = scenario.pastCycles.filter((cycle) => cycle.release <= release);
  const whole = cycles.length > 0 ? cycles : [{ name, start, freeze, release }];
  const observed = withTotals(shift(scenario.observed), scenario, start, weeks);
  const inside = observed.filter(({ at }) => at >= 0 && at < release - start);
  const created = createdIn(scenario, start, weeks);
  const { history } = scenario.arrivals;
  return {
    scenario: {
      ...scenario,
      startDate: scenario.startDate + start * 3_600_000,
      cycles: [{ name, start: 0, freeze: Math.max(0, freeze - start), release: release - start }],
      pastCycles: cycles.map(moved),
      arrivals: {
        ...scenario.arrivals,
        history: history && { ...history, counts: shift(history.counts), from: history.from - start },
      },
      people: scenario.people.map((person) => ({
        ...person,
        joined: person.joined - start,
        left: person.left - start,
      })),
      peopleRules: {
        ...scenario.peopleRules,
        factor: (week) => scenario.peopleRules.factor(week + Math.round(start / WEEK)),
      },
      organizations: scenario.organizations
        .slice(0, 1)
        .map((one) => ({ ...one, from: 0, transition: undefined })),
      open: {
        ...scenario.open,
        fresh: false,
        counts: scenario.calibration?.open ?? openBefore(scenario, start),
      },
      observed,
      actual: inside,
      fitted: undefined,
    },
    created,
    openMetric: openMetricOf(inside),
    cycles: whole.map(moved),
    observed: observed.filter(({ at }) => at < release - start),
    habits: weeklyHabits(whole, scenario.arrivals),
  };
}

/** The history's rows, with weekly merges and totals that follow from the arrivals where it has none. */
function withTotals(
  observed: readonly ObservedMetric[],
  { arrivals, areas }: Scenario,
  start: number,
  weeks: number,
): ObservedMetric[] {
  const rows = [...observed];
  const has = (metric: string) =>
    rows.some((row) => row.area === ALL && row.metric === metric && row.at >= 0);
  const row = (area: string, week: number, metric: string, value: number): ObservedMetric => {
    return { area, at: week * WEEK, cycle: '', metric, unit: '', value };
  };
  const counts = arrivals.history?.counts ?? [];
  const merges = (area: number, week: number) =>
    counts
      .filter((count) => count.area === area && Math.floor((count.at - start) / WEEK + 1e-6) === week)
      .reduce((sum, { merged }) => sum + merged, 0);
  if (!has('merges_per_week')) {
    for (let week = 0; week < weeks; week++) {
      const ofAreas = areas.map((_, area) => merges(area, week));
      const sum = ofAreas.reduce((all, count) => all + count, 0);
      rows.push(row(ALL, week, 'merges_per_week', sum));
    }
  }
  for (const metric of ['open', 'open_to_merge']) {
    if (has(metric)) continue;
    for (let week = 0; week < weeks; week++) {
      const here = observed.filter((one) => one.metric === metric && one.at === week * WEEK);
      if (here.length > 0)
        rows.push(
          row(
            ALL,
            week,
            metric,
            here.reduce((sum, { value }) => sum + value, 0),
          ),
        );
    }
  }
  return rows;
}
