import type { Law } from '../stats/distribution.ts';

export const DISCIPLINES = [
  'first in first out',
  'oldest first',
  'newest first',
  'smallest first',
  'nearest to approval',
  'priority',
] as const;
export type DisciplineName = (typeof DISCIPLINES)[number];

/** A way to another area (index into `Scenario.code`), and the share of changes that take it. */
export interface Route {
  to: number;
  share: number;
}

export interface ReviewRules {
  discipline: DisciplineName;
  approvals: number;
  distinct_approvals: boolean;
  approvals_survive: boolean;
  at_once: 'as needed' | 'one';
  on_revision: 'end others' | 'let others finish';
  belongs_to: 'change' | 'visit';
  revision: number;
  parts_in_order: boolean;
  /** Most changes open at once; undefined without a limit. */
  limit: number | undefined;
  takes_joining: 'longest idle' | 'most familiar' | 'fewest areas';
  interrupts: boolean;
  /** Most reviews that somebody works on at a time; Infinity if any number. */
  in_hand: number;
  takes_from: 'by discipline' | 'longest line';
  /** For each index of `Scenario.code`, where changes go on that were approved there; undefined if they follow no routes. */
  routes: Route[][] | undefined;
  prefers: 'familiar' | 'any';
  re_review: number;
  unfamiliar: number;
}

export interface GateRules {
  duration: number;
  flake: number;
  conflict: number;
}

export interface PeopleRules {
  absence: number;
  ramp_up: number;
  ramp_up_speed: number;
  uncertainty: number;
  week_spread: number;
  follows_arrivals: number;
  factor: (week: number) => number;
  /** Hours at work and off work in turn, from the start with `on`; undefined if at work throughout. */
  shift: { on: number; off: number } | undefined;
  /** Laws of the time until an absence and of its length; undefined without random absences. */
  away: { after: Law; lasts: Law } | undefined;
}
