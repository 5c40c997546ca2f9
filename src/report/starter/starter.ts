import type { HistoryFit } from '../../history/fit/fit.ts';
import { type StarterCycle, type StarterPlan, starterPlan } from './plan.ts';
import { scenarioText } from './scenario-text.ts';
import { arrivalsCsv, cyclesCsv, historyCsv, openCsv, reviewersCsv } from './tables.ts';

/** The files of a starter scenario, without its calibration, which is made from them. */
export interface Starter {
  plan: StarterPlan;
  /** Texts by file name, for a scenario that names a calibration or none. */
  files(calibrated: boolean): Map<string, string>;
}

/** A scenario that asks whether each large area should have a team of its own, from a fitted history. */
export function starterOf(title: string, fit: HistoryFit, cycles: readonly StarterCycle[] = []): Starter {
  const plan = starterPlan(fit, cycles);
  const tables = new Map([
    ['arrivals.csv', arrivalsCsv(fit)],
    ['history.csv', historyCsv(fit, plan)],
    ['reviewers.csv', reviewersCsv(plan)],
    ['cycles.csv', cyclesCsv(plan)],
    ['open.csv', openCsv(fit, plan, plan.start)],
    ['open-before.csv', openCsv(fit, plan, windowStart(fit, plan))],
  ]);
  return {
    plan,
    files: (calibrated) =>
      new Map([['scenario.yaml', scenarioText(title, fit, plan, calibrated)], ...tables]),
  };
}

/** When the window begins over which the starter is calibrated: the last whole past cycle, or half a year. */
function windowStart({ columns, weekly }: HistoryFit, { cycles, start }: StarterPlan): number {
  const past = cycles.filter((cycle) => cycle.release <= start && cycle.start >= weekly.weeks[0]!);
  const half = start - 26 * 7 * 86_400_000;
  return past.at(-1)?.start ?? Math.max(Math.min(columns.begin, half), half);
}
