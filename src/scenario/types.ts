import type { Place } from '../errors.ts';
import type { Law } from '../stats/distribution.ts';
import type { CalibrationRules, FittedInputs } from './calibration-rules.ts';
import type { GateRules, PeopleRules, ReviewRules } from './rules.ts';

export * from './calibration-rules.ts';
export * from './rules.ts';

/** Hours in a week: the inside unit of time is one hour, counted from the start of the projection. */
export const WEEK = 168;
export const DAY = 24;

/** One release cycle; times in hours from the start of the projection (negative before it). */
export interface Cycle {
  name: string;
  start: number;
  freeze: number;
  release: number;
}

/** What changes are counted under, and the parts of the code that such a change touches. */
export interface Area {
  name: string;
  /** Indices into `Scenario.code`, in the order in which approvals are sought, with the share of such changes. */
  touches: { code: number[]; share: number }[];
  /** Rank of its changes in everybody's priorities, from 1 (first) on. */
  priority: number;
  /** Laws of this area's changes where they differ from those of all. */
  laws: Partial<AreaLaws>;
}

/** What may differ from area to area. */
export type AreaLaws = Pick<
  ChangeLaws,
  'effort' | 'rounds' | 'turnaround' | 'turnaround_spread' | 'patience' | 'neglected'
>;

export interface Person {
  name: string;
  /** Hours of review work per hour of calendar. */
  attention: number;
  /** Indices into `Scenario.code` that this person knows. */
  familiar: number[];
  /** Hours from the start; -Infinity and Infinity if always there. */
  joined: number;
  left: number;
}

export interface Team {
  name: string;
  /** Indices into `Scenario.people`. */
  members: number[];
  /** Indices into `Scenario.code` whose changes this team may approve. */
  owns: number[];
  approvals: number;
}

export interface Organization {
  name: string;
  short: string;
  /** One sentence: what it is. */
  says: string;
  teams: Team[];
  /** From when on it holds [h from the start]; the baseline's rules hold before. 0 for the first day. */
  from: number;
  /** Whether code that different teams own lives in repositories of their own, so that a change to both is divided. */
  repositories: 'one' | 'per team';
  transition: Transition | undefined;
  /** Index of the organization that this one is, from a later day on. */
  sameAs: number | undefined;
}

/** What taking effect costs: a share of the hours that people give to some teams, for a while. */
export interface Transition {
  /** From the first whole week on [h]. */
  length: number;
  cost: number;
  /** Indices into the organization's teams. */
  teams: number[];
}

export interface WeeklyCount {
  /** Hours from the start at which the week begins. */
  at: number;
  area: number;
  created: number;
  merged: number;
}

/** Changes of one area of which it is known when they come; what else chance decides about them is drawn as ever. */
export interface GivenChanges {
  /** Hours from the start, rising. */
  created: Float64Array;
  /** Lines changed; NaN where they are to be drawn. All are drawn if missing. */
  size?: Float64Array | undefined;
  /** Index into `Scenario.people`, -1 for nobody who reviews. All are drawn if missing. */
  author?: Int32Array | undefined;
}

/** Either weekly history to fit, or constant rates, or, in studies of the past, given changes. */
export interface Arrivals {
  /** By area, from the start on: in place of all that would be drawn. No file says this. */
  given?: readonly GivenChanges[] | undefined;
  history: { counts: WeeklyCount[]; from: number; until: number; file: string } | undefined;
  /** Changes per hour, by area; only without history. */
  rates: number[];
  /** Stop after exactly so many changes and run until all are done; Infinity to run by the calendar. */
  changes: number;
  /** When changes cease to arrive and the run stops [h]; Infinity if `changes` or the calendar says. */
  until: number;
  /** Time between arrivals of an area, of mean 1; `rates` say how many there are. */
  gaps: Law;
  /** Changes that come at once; `rates` count series of them. */
  batch: Law;
  /** Passed through in a circle, from a random moment on: the rate is that of `rates` times the factor. */
  bursts: { factor: number; lasts: Law }[];
  /** The same on fixed days, from the start on; times in hours. */
  phases: { length: number; factor: number }[];
  /** Factor 1 + amplitude cos(2π (t - peak) / period); times in hours. */
  wave: { amplitude: number; period: number; peak: number } | undefined;
  unseen: number;
  dispersion: number | undefined;
  uncertainty: number;
  /** Growth a year, as a share. */
  trend: number;
  factor: (week: number) => number;
}

export interface ChangeLaws {
  features: number;
  size: Law;
  effort: Law | undefined;
  effort_base: number;
  effort_per_line: number;
  effort_most: number;
  rounds: Law;
  turnaround: Law;
  turnaround_spread: number;
  rounds_uncertainty: number;
  turnaround_uncertainty: number;
  patience: Law | undefined;
  /** Time without a new patch set after which the author has given up [h]. */
  gives_up_after: number | undefined;
  neglected: number;
  express: number;
  by_reviewers: number;
}

/** Changes open at the start, by area and age. */
export interface OpenAtStart {
  /** By area, before the start: in place of `counts`. No file says this. */
  given?: readonly GivenChanges[] | undefined;
  /** Whether all were created just now: each is at its first patch set. */
  fresh: boolean;
  /** `neglected` of the `open` stand last in everybody's priorities; undefined if only their share is known. */
  counts: { area: number; age: number; open: number; neglected: number | undefined }[];
  waiting_on_reviewer: number;
  neglected: number;
}

/** What history says in the scenario's folder; echoed into the results, never used by the model. */
export interface ObservedMetric {
  area: string;
  /** Hours from the start: negative in a history, 0 or more in what is laid beside a projection. */
  at: number;
  cycle: string;
  metric: string;
  unit: string;
  value: number;
}

export type Provenance = 'given' | 'fitted' | 'default' | 'assumption';

/** One resolved input, as `check` prints it. */
export interface ResolvedInput {
  key: string;
  value: string;
  unit: string;
  provenance: Provenance;
  source: string;
}

/** Everything that was asked of the model, typed and checked. The first organization is the baseline. */
export interface Scenario {
  title: string;
  project: string;
  question: string;
  seed: string;
  /** Milliseconds since 1970 (UTC) of the start of the projection. */
  startDate: number;
  /** Projected cycles, in order; empty if the run goes on until all changes are done. */
  cycles: Cycle[];
  pastCycles: Cycle[];
  areas: Area[];
  /** Parts of the code that teams own. */
  code: string[];
  arrivals: Arrivals;
  changes: ChangeLaws;
  review: ReviewRules;
  gate: GateRules;
  peopleRules: PeopleRules;
  open: OpenAtStart;
  people: Person[];
  organizations: Organization[];
  observed: ObservedMetric[];
  /** What happened in the time of the projection, where that is known; laid beside the baseline, never used by the model. */
  actual: ObservedMetric[];
  /** Scenarios of the past whose baseline is laid beside what happened, as named in the file. */
  agreement: { path: string; place: Place }[];
  /** How it is calibrated; undefined without a calendar. */
  calibration?: CalibrationRules | undefined;
  /** What calibration has found, where the scenario names it. */
  fitted?: FittedInputs | undefined;
  smallestEffect: number;
  replications: number | 'auto';
  inputs: ResolvedInput[];
  /** Where the scenario's file says what stands under a root key, for complaints that come later. */
  place(key: string): Place;
}
