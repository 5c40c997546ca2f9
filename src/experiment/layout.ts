import type { Cycle, Scenario } from '../scenario/types.ts';
import { WEEK } from '../scenario/types.ts';

/** Whether more of it is worse (-1), better (1) or neither (0). */
export interface MetricSpec {
  name: string;
  unit: string;
  better: -1 | 0 | 1;
}

/** What is read for every organization, area and cycle. Definitions: notes on each, sources in scenarios/evidence.csv. */
export const METRICS = [
  { name: 'open', unit: 'changes', better: -1 },
  { name: 'open_to_merge', unit: 'changes', better: -1 },
  { name: 'waiting_on_reviewer', unit: 'changes', better: -1 },
  { name: 'waiting_on_author', unit: 'changes', better: -1 },
  { name: 'merges_per_week', unit: 'changes/week', better: 1 },
  { name: 'abandoned_share', unit: 'share of closed', better: -1 },
  { name: 'lead_p10', unit: 'days', better: -1 },
  { name: 'lead_p25', unit: 'days', better: -1 },
  { name: 'lead_median', unit: 'days', better: -1 },
  { name: 'lead_p75', unit: 'days', better: -1 },
  { name: 'lead_p90', unit: 'days', better: -1 },
  { name: 'first_review_median', unit: 'days', better: -1 },
  { name: 'parts_open', unit: 'parts', better: -1 },
  { name: 'linked_delay_median', unit: 'days', better: -1 },
] as const satisfies MetricSpec[];

export const TEAM_METRICS = [
  { name: 'utilization', unit: 'share of capacity', better: 0 },
  { name: 'load', unit: 'share of capacity', better: 0 },
] as const satisfies MetricSpec[];

export const SERIES = ['open', 'open_to_merge'] as const;
/** Merges of each week: only kept where what happened is laid beside them. */
export const WEEKLY_MERGES = SERIES.length;

export const ALL = 'all';

/**
 * Where each number of a replication stands: one flat row of doubles, the same for every replication. Areas and
 * cycles end with `all`; weeks run from 0 to the last whole one before the last release.
 */
export class Layout {
  readonly organizations: string[];
  readonly areas: string[];
  readonly cycles: string[];
  readonly windows: Cycle[];
  readonly teams: string[][];
  /** Whole weeks until the last release; the number of a week is the count at its end. */
  readonly weeks: number;
  readonly length: number;
  /** Weekly numbers for each organization and area. */
  readonly series: number;
  private readonly metricsBlock: number;
  private readonly teamStart: number[];
  private readonly seriesStart: number;

  constructor(scenario: Scenario, cycles: readonly Cycle[]) {
    this.organizations = scenario.organizations.map(({ name }) => name);
    this.areas = [...scenario.areas.map(({ name }) => name), ALL];
    const whole = {
      name: ALL,
      start: cycles[0]?.start ?? 0,
      freeze: 0,
      release: cycles.at(-1)?.release ?? 0,
    };
    this.windows = [...cycles, whole];
    this.cycles = this.windows.map(({ name }) => name);
    this.teams = scenario.organizations.map(({ teams }) => [...teams.map(({ name }) => name), ALL]);
    this.weeks = Math.floor(whole.release / WEEK + 1e-9);
    this.metricsBlock = this.areas.length * this.cycles.length * METRICS.length;
    let at = this.organizations.length * this.metricsBlock;
    this.teamStart = this.teams.map((teams) => {
      const start = at;
      at += teams.length * this.cycles.length * TEAM_METRICS.length;
      return start;
    });
    this.seriesStart = at;
    this.series = scenario.actual.length > 0 ? WEEKLY_MERGES + 1 : SERIES.length;
    this.length = at + this.organizations.length * this.series * this.areas.length * this.weeks;
  }

  metric(organization: number, area: number, cycle: number, metric: number): number {
    return organization * this.metricsBlock + (area * this.cycles.length + cycle) * METRICS.length + metric;
  }

  team(organization: number, team: number, cycle: number, metric: number): number {
    return this.teamStart[organization]! + (team * this.cycles.length + cycle) * TEAM_METRICS.length + metric;
  }

  week(organization: number, series: number, area: number, week: number): number {
    return (
      this.seriesStart +
      ((organization * this.series + series) * this.areas.length + area) * this.weeks +
      week
    );
  }

  /** The headline: changes open at the end of the last cycle, all areas. */
  headline(organization: number): number {
    return this.metric(organization, this.areas.length - 1, this.cycles.length - 1, 0);
  }
}

/** Index of a metric in {@link METRICS}. */
export function metricIndex(name: (typeof METRICS)[number]['name']): number {
  return METRICS.findIndex((metric) => metric.name === name);
}

/** Start and release of each window [h], as the readers of records go through them. */
export function edgesOf({ windows }: Layout): { starts: Float64Array; releases: Float64Array } {
  return {
    starts: Float64Array.from(windows, ({ start }) => start),
    releases: Float64Array.from(windows, ({ release }) => release),
  };
}
