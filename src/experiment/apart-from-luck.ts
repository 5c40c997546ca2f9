import { fittedScores } from '../demand/fitted.ts';
import type { Scenario } from '../scenario/types.ts';
import { solve } from '../stats/least-squares.ts';
import { normalQuantile } from '../stats/normal.ts';
import { stream } from '../stats/stream.ts';
import { mean, variance } from '../stats/summary.ts';
import type { Replications } from './aggregate.ts';
import { ALL, METRICS } from './layout.ts';
import type { Study } from './replicate.ts';

/** How much of the spread of a figure over replications has which source. */
export interface Spread {
  organization: string;
  metric: string;
  unit: string;
  source: 'calibrated inputs' | 'other unsure inputs' | 'luck';
  /** Of the variance, 0 to 1. */
  share: number;
  /** Standard deviation that the source leaves on its own. */
  deviation: number;
}

const SPREAD = ['open', 'merges_per_week', 'lead_median'];
/** Replications for each input below which shares would be guesses. */
const ENOUGH = 5;

/**
 * Divides the variance of a figure over replications by its sources: linear regression on the scores from which the unsure
 * inputs of each replication were drawn (adjusted R², Theil 1961); what inputs do not explain is luck. Empty where nothing was
 * found by calibration, or replications are few.
 */
export function apartFromLuck({ scenario, layout }: Study, replications: Replications): Spread[] {
  const { fitted } = scenario;
  if (fitted === undefined || fitted.keys.length === 0) return [];
  const levels = levelsOf(scenario);
  if (replications.count < ENOUGH * (fitted.keys.length + levels.length)) return [];
  const rows = Array.from({ length: replications.count }, (_, k) => k);
  const calibrated = rows.map((k) => fittedScores(fitted.keys, scenario.seed, k));
  const all = rows.map((k) => [...calibrated[k]!, ...levels.map((level) => scoreOf(scenario, level, k))]);
  return layout.organizations.flatMap((organization, o) =>
    METRICS.flatMap(({ name: metric, unit }, m) => {
      if (!SPREAD.includes(metric)) return [];
      const at = layout.metric(o, layout.areas.indexOf(ALL), layout.cycles.length - 1, m);
      const values = [...replications.values(at)];
      if (values.length < rows.length) return [];
      const own = explained(values, calibrated);
      const inputs = Math.max(own, explained(values, all));
      const sd = Math.sqrt(variance(values));
      const row = (source: Spread['source'], share: number): Spread => {
        return { organization, metric, unit, source, share, deviation: sd * Math.sqrt(share) };
      };
      return [
        row('calibrated inputs', own),
        row('other unsure inputs', inputs - own),
        row('luck', 1 - inputs),
      ];
    }),
  );
}

/** Purposes of the levels that a replication draws of inputs said in the scenario. */
function levelsOf({ arrivals, changes, peopleRules }: Scenario): string[] {
  return [
    ...(arrivals.uncertainty > 0 && arrivals.given === undefined ? ['arrivals'] : []),
    ...(changes.rounds_uncertainty > 0 ? ['rounds'] : []),
    ...(changes.turnaround_uncertainty > 0 ? ['turnaround'] : []),
    ...(peopleRules.uncertainty > 0 ? ['hours'] : []),
  ];
}

/** The score of a level that was drawn: the first number of its stream. */
function scoreOf({ seed }: Scenario, level: string, replication: number): number {
  return normalQuantile(stream(seed, `level of ${level}`, replication).next());
}

/** Adjusted share of the variance of `values` that a line through `scores` explains; never below 0. */
export function explained(values: readonly number[], scores: readonly (readonly number[])[]): number {
  const [n, inputs] = [values.length, scores[0]!.length];
  const level = mean(values);
  const means = scores[0]!.map((_, j) => mean(scores.map((row) => row[j]!)));
  const centered = scores.map((row) => row.map((score, j) => score - means[j]!));
  const products = means.map((_, i) =>
    means.map((_other, j) => centered.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
  const right = means.map((_, i) =>
    centered.reduce((sum, row, k) => sum + row[i]! * (values[k]! - level), 0),
  );
  const slopes = solve(products, right);
  const total = values.reduce((sum, value) => sum + (value - level) ** 2, 0);
  const left = values.reduce(
    (sum, value, k) =>
      sum + (value - level - slopes.reduce((line, slope, j) => line + slope * centered[k]![j]!, 0)) ** 2,
    0,
  );
  const adjusted = 1 - ((left / total) * (n - 1)) / (n - inputs - 1);
  return Number.isFinite(adjusted) ? Math.max(0, adjusted) : 0;
}
