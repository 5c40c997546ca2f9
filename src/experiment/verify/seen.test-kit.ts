import { LatentChanges } from '../../demand/change.ts';
import { NEVER, Records } from '../../review/record.ts';
import type { Rights } from '../../review/rights.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Experiment, Seen } from './experiment.ts';
import { experimentOf } from './models.ts';

/** One change as a hand writes it down: times in hours, what never happened is missing. */
export interface Told {
  at: number;
  begun?: number;
  merged?: number;
  abandoned?: number;
  area?: number;
  effort?: number;
}

/** One review of the change of that index. */
export interface Reading {
  of: number;
  by?: number;
  stage?: number;
  queued: number;
  started: number;
  finished: number;
}

/** Left in memory by an earlier, longer run: nobody may look at it. */
const STALE: Told = { at: 20_000, begun: 20_010, merged: 20_100, effort: 50 };
const STALE_READING: Reading = { of: 0, by: 3, queued: 20_000, started: 20_010, finished: 20_100 };

/** A run written by hand, in order of creation, that stopped at `until`; stage `i` approves the code of area `i`. */
export function seenOf(
  told: readonly Told[],
  until: number,
  readings: readonly Reading[] = [],
  more = {},
): Seen {
  const all = [...told, STALE];
  const changes = new LatentChanges(all.length, [], [], []);
  const records = new Records().begin(all.length, all.length);
  all.forEach(({ at, begun = NEVER, merged = NEVER, abandoned = NEVER, area = 0, effort = 0 }, i) => {
    changes.created[i] = at;
    changes.area[i] = area;
    changes.effort[i] = effort;
    records.firstReview[i] = begun;
    records.merged[i] = merged;
    records.abandoned[i] = abandoned;
  });
  for (const { of, by = 0, stage = 0, queued, started, finished } of [...readings, STALE_READING]) {
    const review = records.addReview(by, of, of);
    records.stage[review] = stage;
    records.queued[review] = queued;
    records.started[review] = started;
    records.finished[review] = finished;
  }
  changes.count = told.length;
  records.reviews = readings.length;
  records.until = until;
  const rights = { stages: Array.from({ length: 4 }, (_, i) => ({ code: [i] })) } as Rights;
  return { scenario: {} as Scenario, changes, records, rights, organization: 0, ...more };
}

/** The experiment of a model at these parameters. */
export function modelled(model: string, params: object, metrics: readonly string[] = []): Experiment {
  const place = { file: 'cases.json', line: 1, column: 2 };
  return experimentOf({ model, params: { ...params }, place }, metrics, 'seed');
}

/** What a model writes as its scenario, read again; with keys that the tests look at. */
// biome-ignore lint/suspicious/noExplicitAny: JSON of many forms
export function scenarioIn(experiment: Experiment, which = 0): any {
  return JSON.parse(experiment.scenarios[which]!);
}

/** What a metric says of runs that left these numbers. */
export function read(experiment: Experiment, metric: string, row: Float64Array): number {
  const measure = experiment.measure(metric);
  if (measure === undefined || !('of' in measure)) throw new Error(`${metric} is not read as a number`);
  return measure.of(row);
}

/** What these runs leave, one for each scenario. */
export function leftBy(experiment: Experiment, ...runs: readonly Seen[]): Float64Array {
  const row = new Float64Array(experiment.length);
  for (const [i, seen] of runs.entries()) experiment.observe(i, seen, row);
  return row;
}

/**
 * The relaxation time [h] that a station's length tells: eight of it pass first, then come 40,000 customers, then two
 * more of it and twenty services.
 */
// biome-ignore lint/suspicious/noExplicitAny: JSON of many forms
export function settling(scenario: any, rate: number, service: number): number {
  return (Number.parseFloat(scenario.arrivals.until) - 40_000 / rate - 20 * service) / 10;
}
