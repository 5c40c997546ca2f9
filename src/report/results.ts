import type { Agreement, WeeklyAgreement } from '../experiment/agreement.ts';
import type { Spread } from '../experiment/apart-from-luck.ts';

/** The rows of the result files, exactly as their columns say (numbers stay numbers, blanks are ''). */

export interface BacklogRow {
  organization: string;
  area: string;
  week: number;
  date: string;
  cycle: string;
  mean: number;
  p10: number;
  p50: number;
  p90: number;
}

/** Summary of one metric over replications: mean with its 95 % confidence interval, prediction quantiles. */
interface SummaryColumns {
  organization: string;
  cycle: string;
  metric: string;
  unit: string;
  mean: number;
  ci_low: number;
  ci_high: number;
  p10: number;
  p50: number;
  p90: number;
  replications: number;
}

export interface MetricRow extends SummaryColumns {
  area: string;
}

export interface TeamRow extends SummaryColumns {
  team: string;
}

export type Verdict = 'better' | 'worse' | 'no clear difference' | '';

export interface ComparisonRow {
  baseline: string;
  alternative: string;
  area: string;
  cycle: string;
  metric: string;
  unit: string;
  difference: number;
  ci_low: number;
  ci_high: number;
  probability_better: number;
  verdict: Verdict;
}

export interface DifferenceRow {
  baseline: string;
  alternative: string;
  area: string;
  week: number;
  date: string;
  cycle: string;
  difference: number;
  ci_low: number;
  ci_high: number;
  p10: number;
  p90: number;
}

export interface InputRow {
  key: string;
  value: string;
  unit: string;
  provenance: 'given' | 'fitted' | 'default' | 'assumption';
  source: string;
}

/** Week -1 is the last week before the projection. */
export interface HistoryRow {
  area: string;
  week: number;
  date: string;
  cycle: string;
  metric: string;
  unit: string;
  value: number;
}

export interface CalendarRow {
  cycle: string;
  start: string;
  freeze: string;
  release: string;
}

export interface OrganizationRow {
  organization: string;
  short: string;
  team: string;
  area: string;
  from: string;
  people: number;
  hours_per_week: number;
  approvals: number;
}

export interface WarningRow {
  organization: string;
  team: string;
  area: string;
  warning: string;
  value: number;
}

/** One figure of a history beside the projection of the same time. */
export type AgreementRow = Agreement;

/** The same for one week; week 0 is the first of the projection that the history is laid beside. */
export type AgreementWeekRow = WeeklyAgreement;

/** Where the spread of a figure of the whole time comes from. */
export type UncertaintyRow = Spread;

/** How a run came about: equal manifests give equal results. */
export interface Manifest {
  product: string;
  version: string;
  scenario: string;
  title: string;
  project: string;
  question: string;
  seed: string;
  replications: number;
  stopped: string;
  /** Smallest difference that matters, as a share of the baseline's mean. */
  smallest_effect: number;
  /** SHA-256 of each input file. */
  inputs: Record<string, string>;
}

/** Everything that charts and texts may read: the result files, nothing else. The first organization of
 * `organizations` is the baseline. */
export interface Results {
  backlog: BacklogRow[];
  metrics: MetricRow[];
  comparison: ComparisonRow[];
  difference: DifferenceRow[];
  teams: TeamRow[];
  inputs: InputRow[];
  history: HistoryRow[];
  calendar: CalendarRow[];
  organizations: OrganizationRow[];
  warnings: WarningRow[];
  /** Empty unless a history exists for the time of a projection. */
  agreement: AgreementRow[];
  agreement_weeks: AgreementWeekRow[];
  /** Empty unless inputs were found by calibration. */
  uncertainty: UncertaintyRow[];
  manifest: Manifest;
}
