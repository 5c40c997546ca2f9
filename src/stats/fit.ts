import { FAMILIES, type Family, type FamilyName, type TimeLaw } from './families.ts';
import { type Distances, distances } from './goodness.ts';
import { maximum } from './maximum.ts';
import { normalQuantile } from './normal.ts';
import type { Stream } from './stream.ts';
import { mean, variance } from './summary.ts';
import type { Lifetime } from './survival.ts';

export interface Estimate {
  value: number;
  /** 95 % confidence interval from the curvature of the likelihood, on the logarithm of positive parameters. */
  low: number;
  high: number;
}

export interface Fit {
  family: FamilyName;
  parameters: Record<string, Estimate>;
  law: TimeLaw;
  logLikelihood: number;
  /** Akaike's and Schwarz's criteria: smaller is better, on the same times. */
  aic: number;
  bic: number;
}

/**
 * Maximum likelihood fit of a family of laws to times, of which some may not have ended (right-censored; Lawless, Statistical
 * Models and Methods for Lifetime Data, 2nd ed. 2003, ch. 5; Law, Simulation Modeling and Analysis, 5th ed., ch. 6).
 * Throws RangeError for a time that is not above 0, for fewer than two different times that have ended (one for the
 * exponential), and where the likelihood has no maximum.
 *
 * @example fitTimes('exponential', [{ time: 1, ended: true }, { time: 3, ended: false }]).law.mean // 4
 */
export function fitTimes(family: FamilyName, lifetimes: readonly Lifetime[]): Fit {
  const { parameters, law, guess } = FAMILIES[family];
  refuseTooLittle(family, parameters.length, lifetimes);
  const free = (values: readonly number[]) =>
    values.map((x, i) => (positive(parameters[i]!) ? Math.log(x) : x));
  const bound = (at: readonly number[]) => at.map((x, i) => (positive(parameters[i]!) ? Math.exp(x) : x));
  const best = maximum(
    (at) => logLikelihood(law(...bound(at)), lifetimes),
    free(guess(...moments(lifetimes))),
  );
  const z = normalQuantile(0.975);
  const ends = [0, -z, z].map((side) =>
    bound(best.at.map((x, i) => x + side * Math.sqrt(best.covariance[i]![i]!))),
  );
  const estimates = parameters.map((name, i) => {
    const [value, low, high] = ends.map((end) => end[i]!) as [number, number, number];
    return [name, { value, low, high }] as const;
  });
  return {
    family,
    parameters: Object.fromEntries(estimates),
    law: law(...ends[0]!),
    logLikelihood: best.value,
    aic: 2 * parameters.length - 2 * best.value,
    bic: parameters.length * Math.log(lifetimes.length) - 2 * best.value,
  };
}

function positive(parameter: string): boolean {
  return parameter !== 'mu';
}

function refuseTooLittle(family: FamilyName, needed: number, lifetimes: readonly Lifetime[]): void {
  const bad = lifetimes.find(({ time }) => !(time > 0 && time < Number.POSITIVE_INFINITY));
  if (bad !== undefined) throw new RangeError(`a time of ${bad.time} fits no ${family} law`);
  const different = new Set(lifetimes.filter(({ ended }) => ended).map(({ time }) => time));
  if (different.size < needed)
    throw new RangeError(`${different.size} different times that ended are too few for a ${family} law`);
}

function logLikelihood(law: TimeLaw, lifetimes: readonly Lifetime[]): number {
  let sum = 0;
  for (const { time, ended } of lifetimes) sum += ended ? law.logDensity(time) : law.logSurvival(time);
  return sum;
}

/** Moments of all times as if they had ended: good enough to begin with. */
function moments(lifetimes: readonly Lifetime[]): Parameters<Family['guess']> {
  const times = lifetimes.map(({ time }) => time);
  const logs = times.map(Math.log);
  return [mean(times), variance(times), mean(logs), variance(logs)];
}

/** Times that all have ended, as {@link fitTimes} takes them. */
export function allEnded(times: readonly number[]): Lifetime[] {
  return times.map((time) => ({ time, ended: true }));
}

/** How far a fitted law lies from the times, all of which have ended. */
export function distancesOf({ law }: Fit, times: readonly number[]): Distances {
  return distances(times.map(law.lower));
}

/**
 * Probability that a sample drawn from the fitted law and fitted anew lies at least as far (by `distance`) from its law as
 * the times do from theirs: the parametric bootstrap that fitted parameters ask for, where tables of A² and D mislead
 * (D'Agostino and Stephens, Goodness-of-Fit Techniques, 1986, sec. 4.8). Small values speak against the family. Standard
 * error about √(p (1 − p) / samples).
 */
export function bootstrapP(
  fit: Fit,
  times: readonly number[],
  draw: Stream,
  samples = 200,
  distance: keyof Distances = 'andersonDarling',
): number {
  const seen = distancesOf(fit, times)[distance];
  let farther = 0;
  for (let sample = 0; sample < samples; sample++) {
    const drawn = times.map(() => fit.law.quantile(draw.next()));
    const again = distancesOf(fitTimes(fit.family, allEnded(drawn)), drawn)[distance];
    if (again >= seen) farther++;
  }
  return (farther + 1) / (samples + 1);
}
