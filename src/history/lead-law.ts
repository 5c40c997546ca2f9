import { solve } from '../stats/least-squares.ts';
import { normalDensity, normalLower } from '../stats/special.ts';
import { mean } from '../stats/summary.ts';
import { kaplanMeier } from '../stats/survival.ts';

/** How long one change took, or at least has taken so far. */
export interface LeadObservation {
  /** From upload to merge, or to the end of what is seen [d]. */
  lead: number;
  merged: boolean;
  /** From upload to the end of what is seen [d]. */
  age: number;
  /** Index of the group whose level is its own. */
  group: number;
  /** What is known at upload; NaN where it is not. */
  traits: readonly number[];
}

/** What is believed of a trait's effect on ln(lead) before anything is seen. */
export interface EffectPrior {
  mean: number;
  sd: number;
}

/**
 * Lead times of changes: ln(lead) = level of the group + effects · (traits − centre) + a residual, whose law is counted
 * and not assumed.
 */
export interface LeadLaw {
  effects: readonly number[];
  centre: readonly number[];
  groups: readonly LeadLevel[];
  /** Standard deviation of the residual. */
  sigma: number;
  /** Residuals at equally likely places, rising. */
  residuals: Float64Array;
}

export interface LeadLevel {
  /** Changes seen. */
  count: number;
  /** Mean of ln(lead [d]) at the centre of the traits; NaN for a group of which nothing is seen. */
  whole: number;
  /** The same with the weight of a change halved for each half-life of its age. */
  recent: number;
}

/** The quickest merge that is told from others [d]: an hour. */
const QUICKEST = 1 / 24;
const STEPS = 12;
const PLACES = 400;
const LEAST_SIGMA = 0.5;

/**
 * Fits the law to changes all created in one stretch of time, those still open as censored: levels and effects by
 * iterating expected values and squares under a normal law (Aitkin, Technometrics 23, 1981), effects drawn toward their
 * priors, the law of residuals by Kaplan and Meier. Throws RangeError where nothing is seen.
 *
 * @param halfLife of the weight that `recent` gives to a change [d]
 */
export function fitLeadLaw(
  seen: readonly LeadObservation[],
  groups: number,
  priors: readonly EffectPrior[],
  halfLife: number,
): LeadLaw {
  if (seen.length === 0) throw new RangeError('no change whose lead time could be fitted');
  const centre = priors.map((_, i) => orZero(mean(seen.map(({ traits }) => traits[i]!).filter(isKnown))));
  const x = seen.map(({ traits }) => traits.map((trait, i) => orZero(trait - centre[i]!)));
  const logs = seen.map(({ lead }) => Math.log(Math.max(QUICKEST, lead)));
  const weights = seen.map(({ age }) => 0.5 ** (age / halfLife));
  let effects = priors.map((prior) => prior.mean);
  let sigma = 1.5;
  let completed = logs;
  let levels: number[] = [];
  const fitted = (i: number) => levels[seen[i]!.group]! + dot(x[i]!, effects);
  for (let step = 0; step < STEPS; step++) {
    levels = levelsOf(completed.map((log, i) => log - dot(x[i]!, effects)));
    effects = drawnEffects(completed.map((log, i) => log - levels[seen[i]!.group]!));
    const squares = completed.map((log, i) => (seen[i]!.merged ? (log - fitted(i)) ** 2 : squareBeyond(i)));
    sigma = Math.max(LEAST_SIGMA, Math.sqrt(mean(squares)));
    completed = logs.map((log, i) =>
      seen[i]!.merged ? log : fitted(i) + sigma * beyond((log - fitted(i)) / sigma),
    );
  }
  const bare = completed.map((log, i) => log - dot(x[i]!, effects));
  const whole = levelsOf(bare);
  const recent = levelsOf(bare, weights);
  const counts = whole.map((_, group) => seen.filter((one) => one.group === group).length);
  return {
    effects,
    centre,
    sigma,
    groups: whole.map((level, i) => ({ count: counts[i]!, whole: level, recent: recent[i]! })),
    residuals: equallyLikely(logs.map((log, i) => ({ value: log - fitted(i), ended: seen[i]!.merged }))),
  };

  /** Mean square of the residual of a change of which it is known how much it is at least. */
  function squareBeyond(i: number): number {
    const z = (logs[i]! - fitted(i)) / sigma;
    return sigma ** 2 * (1 + z * beyond(z));
  }

  function levelsOf(values: readonly number[], weight?: readonly number[]): number[] {
    const sums = Array.from({ length: groups }, () => ({ sum: 0, weight: 0 }));
    values.forEach((value, i) => {
      const of = sums[seen[i]!.group]!;
      const own = weight?.[i] ?? 1;
      of.sum += own * value;
      of.weight += own;
    });
    return sums.map(({ sum, weight: all }) => sum / all);
  }

  function drawnEffects(values: readonly number[]): number[] {
    const precision = priors.map(({ sd }) => (sigma / sd) ** 2);
    const right = priors.map(
      (prior, a) => precision[a]! * prior.mean + values.reduce((sum, value, i) => sum + x[i]![a]! * value, 0),
    );
    const left = priors.map((_, a) =>
      priors.map(
        (_, b) => (a === b ? precision[a]! : 0) + x.reduce((sum, row) => sum + row[a]! * row[b]!, 0),
      ),
    );
    return solve(left, right);
  }
}

/** Mean of a standard normal variate that lies above z. */
function beyond(z: number): number {
  const above = normalLower(-z);
  return above > 1e-8 ? normalDensity(z) / above : z + 1 / z;
}

/** Quantiles of the law by Kaplan and Meier, at (i + ½) / {@link PLACES}; what has not ended by the last end ends there. */
function equallyLikely(values: readonly { value: number; ended: boolean }[]): Float64Array {
  const steps = kaplanMeier(values.map(({ value, ended }) => ({ time: Math.exp(value), ended })));
  const last = Math.log(steps.at(-1)?.time ?? 1);
  let at = 0;
  return Float64Array.from({ length: PLACES }, (_, i) => {
    const above = 1 - (i + 0.5) / PLACES;
    while (at < steps.length && steps[at]!.survival > above) at++;
    return at < steps.length ? Math.log(steps[at]!.time) : last;
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function isKnown(value: number): boolean {
  return !Number.isNaN(value);
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
