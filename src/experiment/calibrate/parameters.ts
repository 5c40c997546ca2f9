import { type Area, DAY, type FreeKey, type Scenario } from '../../scenario/types.ts';
import { delayedExponential, lognormal } from '../../stats/distribution.ts';

/** What can be found by calibration: where the search begins, and what evidence says of it. */
export interface Parameter {
  start: number;
  /** How far, in logarithms, it may lie from {@link start} at the price of one target missed by its error. */
  leeway: number;
  least: number;
  most: number;
  evidence: string;
  /** The scenario with this value in place. */
  put(scenario: Scenario, value: number): Scenario;
  /** The value as a scenario says it. */
  written(value: number): unknown;
  /** The value alone, with its unit. */
  said(value: number): string;
}

/** Standard deviation of the logarithm of turnaround within a change. */
const SIGMA_TURNAROUND = 1.2;
/** Days that no author minds. */
const PATIENT_DAYS = 7;

export function turnaroundLaw(days: number): unknown {
  return { law: 'lognormal', median: `${short(days)} days`, sigma: SIGMA_TURNAROUND };
}

const ofChanges = (scenario: Scenario, changes: Partial<Scenario['changes']>): Scenario => ({
  ...scenario,
  changes: { ...scenario.changes, ...changes },
});
const ofPeople = (scenario: Scenario, rules: Partial<Scenario['peopleRules']>): Scenario => ({
  ...scenario,
  peopleRules: { ...scenario.peopleRules, ...rules },
});
const percent = (value: number) => `${short(100 * value)} %`;

/** Starting points and leeways are the evidence of decision 008; sources in scenarios/evidence.csv. */
export const PARAMETERS: Readonly<Record<FreeKey, Parameter>> = {
  'changes.effort_base': {
    // Only hours over effort are seen, so what evidence says of effort alone hardly counts.
    ...{ start: 13, leeway: 9, least: 1, most: 60, evidence: 'D5' },
    put: (scenario, minutes) => ofChanges(scenario, { effort_base: minutes / 60 }),
    written: (minutes) => `${short(minutes)} min`,
    said: (minutes) => `${short(minutes)} min`,
  },
  'changes.turnaround': {
    ...{ start: 1, leeway: 0.6, least: 0.1, most: 5, evidence: 'D7' },
    put: (scenario, days) => ofChanges(scenario, { turnaround: lognormal(days * DAY, SIGMA_TURNAROUND) }),
    written: turnaroundLaw,
    said: (days) => `${short(days)} days`,
  },
  'changes.turnaround_spread': {
    ...{ start: 1.6, leeway: 0.3, least: 0.2, most: 2.2, evidence: 'H30' },
    put: (scenario, turnaround_spread) => ofChanges(scenario, { turnaround_spread }),
    written: short,
    said: (sigma) => String(short(sigma)),
  },
  'changes.express': {
    ...{ start: 0.08, leeway: 0.7, least: 0.005, most: 0.3, evidence: 'H31' },
    put: (scenario, express) => ofChanges(scenario, { express }),
    written: percent,
    said: percent,
  },
  'changes.patience': {
    ...{ start: 110, leeway: 0.8, least: 10, most: 1000, evidence: 'D23' },
    put: (scenario, days) =>
      ofChanges(scenario, { patience: delayedExponential(PATIENT_DAYS * DAY, days * DAY) }),
    written: (days) => ({
      law: 'delayed exponential',
      after: `${PATIENT_DAYS} days`,
      mean: `${short(days)} days`,
    }),
    said: (days) => `${short(days)} days`,
  },
  'people.week_spread': {
    ...{ start: 0.25, leeway: 0.5, least: 0.05, most: 0.8, evidence: 'assumption' },
    put: (scenario, week_spread) => ofPeople(scenario, { week_spread }),
    written: percent,
    said: percent,
  },
  'people.follows_arrivals': {
    ...{ start: 0.75, leeway: 0.5, least: 0.05, most: 1.5, evidence: 'H27' },
    put: (scenario, follows_arrivals) => ofPeople(scenario, { follows_arrivals }),
    written: short,
    said: (elasticity) => String(short(elasticity)),
  },
};

/** Areas with a turnaround of their own: a factor on that of all, by area. */
export function withFactors(
  scenario: Scenario,
  factors: ReadonlyMap<number, number>,
  days: number,
): Scenario {
  const areas = scenario.areas.map((area, i): Area => {
    const factor = factors.get(i);
    if (factor === undefined) return area;
    return { ...area, laws: { ...area.laws, turnaround: lognormal(days * DAY * factor, SIGMA_TURNAROUND) } };
  });
  return { ...scenario, areas };
}

/** Three significant digits, as they are written. */
export function short(value: number): number {
  return Number(value.toPrecision(3));
}
