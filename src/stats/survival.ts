import { normalQuantile } from './normal.ts';

/** How long something lasted, or at least has lasted so far (a change that is still open). */
export interface Lifetime {
  time: number;
  ended: boolean;
}

export interface SurvivalStep {
  time: number;
  /** Lifetimes known to reach this time. */
  atRisk: number;
  /** Those of them that ended at it. */
  ended: number;
  /** Share that lasts longer. */
  survival: number;
  /** Standard error of that share, by Greenwood; 0 once nothing survives. */
  error: number;
}

/**
 * The share of lifetimes that last longer than each time at which one ended, from those that ended and those that had not
 * (Kaplan and Meier, JASA 53, 1958; error by Greenwood 1926). At equal times ends come before those that are no longer
 * seen. To take the mean of what has ended instead would favor what is short. Throws RangeError for a time that is
 * negative or none.
 */
export function kaplanMeier(lifetimes: readonly Lifetime[]): SurvivalStep[] {
  return kaplanMeierCounted(
    lifetimes.map(({ time, ended }) => ({ time, ended: ended ? 1 : 0, left: ended ? 0 : 1 })),
  );
}

/** How many ended at a time, and how many were last seen at it. */
export interface CountedEnds {
  time: number;
  ended: number;
  left: number;
}

/** As {@link kaplanMeier}, of lifetimes that are counted; the same time may come several times, in any order. */
export function kaplanMeierCounted(counts: readonly CountedEnds[]): SurvivalStep[] {
  const bad = counts.find(({ time }) => !(time >= 0));
  if (bad !== undefined) throw new RangeError(`nothing lasts ${bad.time}`);
  const sorted = counts.toSorted((a, b) => a.time - b.time);
  const steps: SurvivalStep[] = [];
  let [survival, spread] = [1, 0];
  let atRisk = sorted.reduce((sum, { ended, left }) => sum + ended + left, 0);
  for (let next = 0; next < sorted.length; ) {
    const { time } = sorted[next]!;
    let [ended, left] = [0, 0];
    for (; next < sorted.length && sorted[next]!.time === time; next++) {
      ended += sorted[next]!.ended;
      left += sorted[next]!.left;
    }
    if (ended > 0) {
      survival *= (atRisk - ended) / atRisk;
      spread += ended / (atRisk * (atRisk - ended));
      const error = survival === 0 ? 0 : survival * Math.sqrt(spread);
      steps.push({ time, atRisk, ended, survival, error });
    }
    atRisk -= ended + left;
  }
  return steps;
}

/**
 * Confidence interval of the share that lasts longer than a step, on the scale of ln(−ln S), where few lifetimes do it less
 * harm and it stays within 0 … 1 (Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 2nd ed. 2002, sec.
 * 1.4). Once nothing survives it is 0 alone.
 */
export function survivalInterval(
  { survival, error }: SurvivalStep,
  confidence = 0.95,
): { low: number; high: number } {
  if (survival === 0) return { low: 0, high: 0 };
  const apart = (normalQuantile((1 + confidence) / 2) * error) / (survival * Math.log(survival));
  return { low: survival ** Math.exp(-apart), high: survival ** Math.exp(apart) };
}

/**
 * The smallest time by which at least the share p has ended; Infinity where the curve does not come down so far. Of a
 * share that lies on a step within rounding, that step.
 */
export function survivalQuantile(steps: readonly SurvivalStep[], p: number): number {
  return steps.find(({ survival }) => survival <= 1 - p + 1e-12)?.time ?? Number.POSITIVE_INFINITY;
}

/**
 * Confidence interval of {@link survivalQuantile}: the times at which the interval of the curve holds the share (Brookmeyer
 * and Crowley, Biometrics 38, 1982, on the scale of {@link survivalInterval}). Infinity where its upper end never comes down.
 */
export function survivalQuantileInterval(
  steps: readonly SurvivalStep[],
  p: number,
  confidence = 0.95,
): { low: number; high: number } {
  const [left, never] = [1 - p + 1e-12, Number.POSITIVE_INFINITY];
  const bounds = steps.map((step) => ({ time: step.time, ...survivalInterval(step, confidence) }));
  return {
    low: bounds.find(({ low }) => low <= left)?.time ?? never,
    high: bounds.find(({ high }) => high <= left)?.time ?? never,
  };
}

/** Mean time spent up to `until`, the area under the curve; the curve is taken to stay level after its last step. */
export function restrictedMean(steps: readonly SurvivalStep[], until: number): number {
  let [area, from, level] = [0, 0, 1];
  for (const { time, survival } of steps) {
    if (time >= until) break;
    area += (time - from) * level;
    [from, level] = [time, survival];
  }
  return area + (until - from) * level;
}
