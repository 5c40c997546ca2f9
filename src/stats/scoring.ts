import { normalDensity, normalLower } from './special.ts';
import { mean } from './summary.ts';

/*
 * Scores of projections against what then happened. All are in the unit of what is foretold, smaller is better, and a
 * forecaster does best by saying what he or she believes (Gneiting and Raftery, JASA 102, 2007), except where said.
 */

/**
 * Continuous ranked probability score of an ensemble taken as the whole law: mean |x − obs| − ½ mean |x − x'| (Gneiting
 * and Raftery 2007, eq. 21). NaN for no members.
 *
 * @example crpsEnsemble([3, 5, 8, 9, 14], 7) // 1.12
 */
export function crpsEnsemble(members: readonly number[], observed: number): number {
  const n = members.length;
  return distanceTo(members, observed) - sumOfSpreads(members) / (n * n);
}

/**
 * The same for an ensemble taken as a sample of the law, so that its size neither helps nor harms (Ferro, Quarterly
 * Journal of the Royal Meteorological Society 140, 2014). Needs two members, else NaN.
 *
 * @example crpsFair([3, 5, 8, 9, 14], 7) // 0.6
 */
export function crpsFair(members: readonly number[], observed: number): number {
  const n = members.length;
  return distanceTo(members, observed) - sumOfSpreads(members) / (n * (n - 1));
}

function distanceTo(members: readonly number[], observed: number): number {
  return mean(members.map((value) => Math.abs(value - observed)));
}

/** Σ |x − x'| over all pairs, each once. */
function sumOfSpreads(members: readonly number[]): number {
  const sorted = Float64Array.from(members).sort();
  return sorted.reduce((sum, value, i) => sum + (2 * i + 1 - sorted.length) * value, 0);
}

/** The score of a normal law (Gneiting and Raftery 2007, sec. 4.2). */
export function crpsNormal(mu: number, sigma: number, observed: number): number {
  const z = (observed - mu) / sigma;
  return sigma * (z * (2 * normalLower(z) - 1) + 2 * normalDensity(z) - 1 / Math.sqrt(Math.PI));
}

/** Pinball loss of `predicted` as the quantile p (Koenker and Bassett, Econometrica 46, 1978). */
export function pinball(p: number, predicted: number, observed: number): number {
  return observed >= predicted ? p * (observed - predicted) : (1 - p) * (predicted - observed);
}

/**
 * Score of a central interval of probability `level`: its width, and 2 / (1 − level) for each unit by which the
 * observation lies outside (Gneiting and Raftery 2007, eq. 43).
 *
 * @example intervalScore(4, 6.5, 7, 0.8) // 7.5
 */
export function intervalScore(low: number, high: number, observed: number, level: number): number {
  const outside = Math.max(0, low - observed, observed - high);
  return high - low + (2 / (1 - level)) * outside;
}

/**
 * Weighted interval score of a set of quantiles: a median and pairs around it (Bracher, Ray, Gneiting and Reich, PLoS
 * Computational Biology 17(2), 2021), which is twice their mean pinball loss. Throws RangeError for shares that are not
 * symmetric around ½, in rising order, or not as many as predictions.
 */
export function weightedIntervalScore(
  shares: readonly number[],
  predicted: readonly number[],
  observed: number,
): number {
  const n = shares.length;
  const paired = shares.every((p, i) => Math.abs(p + shares[n - 1 - i]! - 1) < 1e-9);
  const rising = shares.every((p, i) => i === 0 || p > shares[i - 1]!);
  if (n % 2 === 0 || !paired || !rising || predicted.length !== n)
    throw new RangeError(`${predicted.length} quantiles of ${shares} are no median with pairs around it`);
  return 2 * mean(shares.map((p, i) => pinball(p, predicted[i]!, observed)));
}

/**
 * Mean absolute scaled error: that of the forecasts over that of saying, within the known past, the value of `season`
 * steps before (Hyndman and Koehler, International Journal of Forecasting 22, 2006). Below 1 is better than that. No
 * unit; infinite or NaN where the past never changes.
 */
export function mase(
  past: readonly number[],
  predicted: readonly number[],
  observed: readonly number[],
  season = 1,
): number {
  const naive = mean(past.slice(season).map((value, i) => Math.abs(value - past[i]!)));
  return mean(observed.map((value, i) => Math.abs(value - predicted[i]!))) / naive;
}

/**
 * Where an observation lies among the members of an ensemble, over many occasions evenly spread from 0 to 1 if the
 * ensemble is right: (members below + ½) / (members + 1), with half of those that are equal counted as below (Dawid, JRSS A
 * 147, 1984; Hamill, Monthly Weather Review 129, 2001).
 */
export function midPit(members: readonly number[], observed: number): { below: number; pit: number } {
  const below = members.filter((value) => value < observed).length;
  const equal = members.filter((value) => value === observed).length;
  return { below, pit: (below + equal / 2 + 0.5) / (members.length + 1) };
}
