import { readCsv } from '../../../history/csv.ts';
import { loadScenario } from '../../../scenario/load.ts';
import type { Scenario } from '../../../scenario/types.ts';
import type { ByWork } from '../actual.ts';
import { WORKS } from '../knowledge.ts';
import { WEEK_MS, weeksOf } from '../window.ts';
import { type AllComing, givenOf } from './coming.ts';

/** Index of the organization in which all work through everything, and of that of two teams. */
export const TOGETHER = 0;
export const APART = 1;

/** Approvals that a change needs (D9). */
export const APPROVALS = 2;

export interface Asked {
  seed: string;
  /** Stretch that is simulated [ms since 1970]. */
  from: number;
  until: number;
  /** Reviewers who come from each work. */
  reviewers: ByWork<number>;
}

/**
 * The scenario of a stretch: an area for each work, and the people of both in one team or in two. What differs from
 * change to change (author's time, rounds) and from week to week (hours) is given by the model afterwards.
 */
export async function scenarioOf({ seed, from, until, reviewers }: Asked): Promise<Scenario> {
  const weeks = Math.max(1, Math.ceil(weeksOf({ from, until })));
  const start = from - (from % 86_400_000);
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const calendar = `cycle,start,freeze,release\nwindow,${day(start)},,${day(start + weeks * WEEK_MS)}\n`;
  const names = WORKS.flatMap((work) =>
    Array.from({ length: reviewers[work] }, (_, i) => `${work} ${i + 1}`),
  );
  const table = `reviewer,hours_per_week\n${names.map((name) => `${name},168\n`).join('')}`;
  const files: Record<string, string> = { 'cycles.csv': calendar, 'reviewers.csv': table };
  const text = {
    ...{ schema: 1, seed, start: day(start), calendar: 'cycles.csv' },
    areas: Object.fromEntries(WORKS.map((work) => [work, null])),
    arrivals: { rates: Object.fromEntries(WORKS.map((work) => [work, '1 / week'])) },
    changes: {
      features: 0,
      by_reviewers: 0,
      patience: 'none',
      turnaround: { law: 'constant', value: '1 h' },
    },
    review: {
      approvals: APPROVALS,
      prefers: 'any',
      re_review: 1,
      unfamiliar: 1,
      on_revision: 'let others finish',
    },
    gate: { duration: '0 h', flake: 0, conflict: 0 },
    people: { file: 'reviewers.csv', week_spread: 0.2 },
    organizations: [
      { name: 'together', teams: [{ name: 'everybody', owns: 'all', members: 'all' }] },
      {
        name: 'apart',
        teams: WORKS.map((work) => ({
          ...{ name: work, owns: [work] },
          members: names.filter((name) => name.startsWith(`${work} `)),
        })),
      },
    ],
  };
  return loadScenario('backtest', JSON.stringify(text, null, 1), (name) => readCsv(name, files[name]!));
}

/** The scenario with the changes that come in it. */
export function withChanges(scenario: Scenario, coming: AllComing): Scenario {
  return {
    ...scenario,
    open: { ...scenario.open, fresh: false, given: givenOf(coming, true) },
    arrivals: { ...scenario.arrivals, given: givenOf(coming, false) },
  };
}
