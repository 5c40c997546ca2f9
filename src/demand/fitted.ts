import type { ChangeLaws, FreeKey, Scenario } from '../scenario/types.ts';
import type { Law } from '../stats/distribution.ts';
import { normalQuantile } from '../stats/normal.ts';
import { stream } from '../stats/stream.ts';

/** How far a replication's inputs lie from what calibration has found: factors of median 1, drawn together. */
export interface FittedFactors {
  of(key: FreeKey): number;
  /** Of an area's turnaround: that of all, and that of its own where it was found. */
  turnaroundOf(area: string): number;
}

const NONE: FittedFactors = { of: () => 1, turnaroundOf: () => 1 };

/** The factors of replication `replication`; all 1 where nothing was found by calibration. */
export function fittedFactors({ fitted, seed }: Scenario, replication: number): FittedFactors {
  if (fitted === undefined || fitted.keys.length === 0) return NONE;
  const scores = fittedScores(fitted.keys, seed, replication);
  const factors = new Map(
    fitted.keys.map((key, i) => {
      const factor = Math.exp(fitted.root[i]!.reduce((sum, weight, j) => sum + weight * scores[j]!, 0));
      const [least, most] = fitted.between[i]!;
      return [key, Math.min(most, Math.max(least, factor))];
    }),
  );
  const of = (key: string) => factors.get(key) ?? 1;
  return { of, turnaroundOf: (area) => of('changes.turnaround') * of(`areas.${area}.turnaround`) };
}

/** Standard normal scores, one for each key, by its name: a further key changes no other's. */
export function fittedScores(keys: readonly string[], seed: string, replication: number): number[] {
  return keys.map((key) => normalQuantile(stream(seed, 'fitted', key, replication).next()));
}

/** An area's laws in one replication. */
export function lawsDrawn(laws: ChangeLaws, fitted: FittedFactors): ChangeLaws {
  if (fitted === NONE) return laws;
  return {
    ...laws,
    effort_base: laws.effort_base * fitted.of('changes.effort_base'),
    express: Math.min(1 - laws.neglected, laws.express * fitted.of('changes.express')),
    patience: laws.patience && beyondLeast(laws.patience, fitted.of('changes.patience')),
  };
}

/** The law with what lies beyond its least value times a factor. */
function beyondLeast(law: Law, factor: number): Law {
  const least = law.quantile(0);
  return {
    name: law.name,
    mean: least + (law.mean - least) * factor,
    quantile: (u) => least + (law.quantile(u) - least) * factor,
  };
}
