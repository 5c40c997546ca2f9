import { FAMILIES, type Family, type FamilyName, type TimeLaw } from './families.ts';
import { type Distances, distances } from './goodness.ts';
import { maximum, profileInterval } from './maximum.ts';
import type { Stream } from './stream.ts';
import { mean, variance } from './summary.ts';
import type { Lifetime } from './survival.ts';

export interface Fit {
  family: FamilyName;
  /** By the names of the family; see `families.ts` for what they mean. */
  parameters: Record<string, number>;
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
  const best = maximum(likelihoodOf(family, lifetimes), free(family, guess(...moments(lifetimes))));
  const found = bound(family, best.at);
  return {
    family,
    parameters: Object.fromEntries(parameters.map((name, i) => [name, found[i]!])),
    law: law(...found),
    logLikelihood: best.value,
    aic: 2 * parameters.length - 2 * best.value,
    bic: parameters.length * Math.log(lifetimes.length) - 2 * best.value,
  };
}

/** Confidence intervals of the parameters of a fit to these times, from the profile of the likelihood. */
export function parameterIntervals(
  { family, parameters }: Fit,
  lifetimes: readonly Lifetime[],
  confidence = 0.95,
): Record<string, { low: number; high: number }> {
  const f = likelihoodOf(family, lifetimes);
  const best = maximum(f, free(family, Object.values(parameters)));
  const ends = best.at.map((_, i) => profileInterval(f, best, i, confidence));
  const low = bound(
    family,
    ends.map((end) => end.low),
  );
  const high = bound(
    family,
    ends.map((end) => end.high),
  );
  return Object.fromEntries(
    FAMILIES[family].parameters.map((name, i) => [name, { low: low[i]!, high: high[i]! }]),
  );
}

/** The log-likelihood of free parameters: logarithms of those that are positive. */
function likelihoodOf(family: FamilyName, lifetimes: readonly Lifetime[]): (at: readonly number[]) => number {
  return (at) => logLikelihood(FAMILIES[family].law(...bound(family, at)), lifetimes);
}

function free(family: FamilyName, values: readonly number[]): number[] {
  return values.map((x, i) => (positive(FAMILIES[family].parameters[i]!) ? Math.log(x) : x));
}

function bound(family: FamilyName, at: readonly number[]): number[] {
  return at.map((x, i) => (positive(FAMILIES[family].parameters[i]!) ? Math.exp(x) : x));
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
