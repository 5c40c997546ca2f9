import type { Replications, Summary } from '../experiment/aggregate.ts';
import { agreement, weeklyAgreement } from '../experiment/agreement.ts';
import { apartFromLuck } from '../experiment/apart-from-luck.ts';
import { pairsOf, verdictOf } from '../experiment/compare.ts';
import { METRICS, TEAM_METRICS } from '../experiment/layout.ts';
import type { Study } from '../experiment/replicate.ts';
import { warningsOf } from '../experiment/warnings.ts';
import { membershipOf, teamsOf } from '../scenario/membership.ts';
import { isoDate, weekOf } from '../scenario/tables.ts';
import { type Cycle, type Scenario, WEEK } from '../scenario/types.ts';
import type {
  BacklogRow,
  CalendarRow,
  ComparisonRow,
  DifferenceRow,
  HistoryRow,
  Manifest,
  MetricRow,
  OrganizationRow,
  Results,
  TeamRow,
} from './results.ts';

/** A study with its replications. */
export interface Finished {
  study: Study;
  replications: Replications;
}

/** All result tables of a finished study; `past` are those laid beside history to say how far it can be believed. */
export function tabulate(
  study: Study,
  replications: Replications,
  manifest: Manifest,
  past: readonly Finished[] = [],
): Results {
  const { scenario, plan } = study;
  const compared = [{ study, replications }, ...past].filter((one) => one.study.scenario.actual.length > 0);
  return {
    backlog: backlogRows(study, replications),
    metrics: metricRows(study, replications),
    comparison: comparisonRows(study, replications),
    difference: differenceRows(study, replications),
    teams: teamRows(study, replications),
    inputs: [...scenario.inputs, ...plan.inputs],
    history: historyRows(scenario),
    calendar: [...scenario.pastCycles, ...scenario.cycles].map((cycle) =>
      calendarRow(cycle, scenario.startDate),
    ),
    organizations: organizationRows(scenario),
    warnings: warningsOf(scenario),
    agreement: compared.flatMap((one) => agreement(one.study, one.replications)),
    agreement_weeks: compared.flatMap((one) => weeklyAgreement(one.study, one.replications)),
    uncertainty: apartFromLuck(study, replications),
    manifest,
  };
}

function metricRows({ layout }: Study, replications: Replications): MetricRow[] {
  const rows: MetricRow[] = [];
  eachMetric(layout, (o, a, c, m) => {
    const { name: metric, unit } = METRICS[m]!;
    const place = {
      organization: layout.organizations[o]!,
      area: layout.areas[a]!,
      cycle: layout.cycles[c]!,
    };
    rows.push({ ...place, metric, unit, ...columnsOf(replications.summary(layout.metric(o, a, c, m))) });
  });
  return rows;
}

function comparisonRows({ layout, scenario }: Study, replications: Replications): ComparisonRow[] {
  const rows: ComparisonRow[] = [];
  for (const { baseline, alternative } of pairsOf(scenario)) {
    eachCell(layout, (a, c, m) => {
      const { name: metric, unit, better } = METRICS[m]!;
      const base = layout.metric(baseline, a, c, m);
      const difference = replications.difference(base, layout.metric(alternative, a, c, m), better);
      rows.push({
        baseline: layout.organizations[baseline]!,
        alternative: layout.organizations[alternative]!,
        area: layout.areas[a]!,
        cycle: layout.cycles[c]!,
        metric,
        unit,
        difference: difference.mean,
        ci_low: difference.low,
        ci_high: difference.high,
        probability_better: difference.probabilityBetter,
        verdict: verdictOf(difference, replications.summary(base).mean, scenario.smallestEffect, better),
      });
    });
  }
  return rows;
}

function teamRows({ layout }: Study, replications: Replications): TeamRow[] {
  return layout.teams.flatMap((teams, o) =>
    teams.flatMap((team, t) =>
      layout.cycles.flatMap((cycle, c) =>
        TEAM_METRICS.map(({ name: metric, unit }, m) => ({
          organization: layout.organizations[o]!,
          team,
          cycle,
          metric,
          unit,
          ...columnsOf(replications.summary(layout.team(o, t, c, m))),
        })),
      ),
    ),
  );
}

function backlogRows(study: Study, replications: Replications): BacklogRow[] {
  const { layout } = study;
  const rows: BacklogRow[] = [];
  layout.organizations.forEach((organization, o) => {
    eachWeek(study, (a, week) => {
      const { mean, p10, p50, p90 } = replications.summary(layout.week(o, 0, a, week.week));
      rows.push({ organization, area: layout.areas[a]!, ...week, mean, p10, p50, p90 });
    });
  });
  return rows;
}

function differenceRows(study: Study, replications: Replications): DifferenceRow[] {
  const { layout, scenario } = study;
  const rows: DifferenceRow[] = [];
  for (const { baseline, alternative } of pairsOf(scenario)) {
    eachWeek(study, (a, week) => {
      const { mean, low, high, p10, p90 } = replications.difference(
        layout.week(baseline, 0, a, week.week),
        layout.week(alternative, 0, a, week.week),
        -1,
      );
      rows.push({
        baseline: layout.organizations[baseline]!,
        alternative: layout.organizations[alternative]!,
        area: layout.areas[a]!,
        ...week,
        difference: mean,
        ci_low: low,
        ci_high: high,
        p10,
        p90,
      });
    });
  }
  return rows;
}

function historyRows({ observed, startDate }: Scenario): HistoryRow[] {
  return observed.map(({ area, at, cycle, metric, unit, value }) => ({
    area,
    week: weekOf(at),
    date: isoDate(startDate, at),
    cycle,
    metric,
    unit,
    value,
  }));
}

function calendarRow({ name, start, freeze, release }: Cycle, startDate: number): CalendarRow {
  const [from, frozen, until] = [start, freeze, release].map((at) => isoDate(startDate, at));
  return { cycle: name, start: from!, freeze: frozen!, release: until! };
}

function organizationRows({ organizations, code, people, startDate }: Scenario): OrganizationRow[] {
  return organizations.flatMap(({ name, short, teams, from }) => {
    const membership = membershipOf(people.length, teams);
    return teams.flatMap((team) => {
      const hours = team.members.reduce(
        (sum, person) => sum + (people[person]!.attention * WEEK) / teamsOf(membership, person),
        0,
      );
      return team.owns.map((area) => ({
        organization: name,
        short,
        team: team.name,
        area: code[area]!,
        from: isoDate(startDate, from),
        people: team.members.length,
        hours_per_week: hours,
        approvals: team.approvals,
      }));
    });
  });
}

function columnsOf({ mean, low, high, p10, p50, p90, replications }: Summary) {
  return { mean, ci_low: low, ci_high: high, p10, p50, p90, replications };
}

/** Visits every metric by the numbers of its organization, area, cycle and name, in the order of the result files. */
export function eachMetric(
  layout: Study['layout'],
  visit: (o: number, a: number, c: number, m: number) => void,
): void {
  layout.organizations.forEach((_, o) => {
    eachCell(layout, (a, c, m) => visit(o, a, c, m));
  });
}

function eachCell(layout: Study['layout'], visit: (a: number, c: number, m: number) => void): void {
  layout.areas.forEach((_, a) => {
    layout.cycles.forEach((_, c) => {
      METRICS.forEach((_, m) => {
        visit(a, c, m);
      });
    });
  });
}

type Week = { week: number; date: string; cycle: string };

function eachWeek({ layout, scenario }: Study, visit: (a: number, week: Week) => void): void {
  const weeks = Array.from({ length: layout.weeks }, (_, week): Week => {
    const cycle = scenario.cycles.findLast(({ start }) => week * WEEK >= start);
    return { week, date: isoDate(scenario.startDate, week * WEEK), cycle: cycle?.name ?? '' };
  });
  layout.areas.forEach((_, a) => {
    for (const week of weeks) visit(a, week);
  });
}
