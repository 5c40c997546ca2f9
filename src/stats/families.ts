import { logGamma } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { gammaLower, gammaQuantile, gammaUpper, normalLower } from './special.ts';

/** A law of positive times with its parameters fixed. */
export interface TimeLaw {
  mean: number;
  /** P(X ≤ x). */
  lower(x: number): number;
  quantile(p: number): number;
  /** ln of the density at x > 0. */
  logDensity(x: number): number;
  /** ln P(X > x). */
  logSurvival(x: number): number;
}

/** Laws of one shape, and how their parameters are sought. */
export interface Family {
  /** Names of parameters; all are positive but `mu`. */
  parameters: readonly string[];
  law(...parameters: number[]): TimeLaw;
  /** Parameters by moments, of times of this mean, variance, and mean and variance of logarithms. */
  guess(mean: number, variance: number, logMean: number, logVariance: number): number[];
}

/** Parameter `mean`, in the unit of the times. */
const exponential: Family = {
  parameters: ['mean'],
  guess: (mean) => [mean],
  law: (mean) => ({
    mean,
    lower: (x) => -Math.expm1(-x / mean),
    quantile: (p) => -mean * Math.log1p(-p),
    logDensity: (x) => -Math.log(mean) - x / mean,
    logSurvival: (x) => -x / mean,
  }),
};

/** Density xᵏ⁻¹ e^(−x/θ) / (Γ(k) θᵏ): `shape` k, `scale` θ in the unit of the times. */
const gamma: Family = {
  parameters: ['shape', 'scale'],
  guess: (mean, variance) => [mean ** 2 / variance, variance / mean],
  law: (shape, scale) => {
    const constant = logGamma(shape) + shape * Math.log(scale);
    return {
      mean: shape * scale,
      lower: (x) => gammaLower(shape, x / scale),
      quantile: (p) => scale * gammaQuantile(shape, p),
      logDensity: (x) => (shape - 1) * Math.log(x) - x / scale - constant,
      logSurvival: (x) => Math.log(gammaUpper(shape, x / scale)),
    };
  },
};

/** Survival e^−(x/λ)ᵏ: `shape` k, `scale` λ in the unit of the times. */
const weibull: Family = {
  parameters: ['shape', 'scale'],
  // The logarithm of a Weibull time has variance π² / (6 k²) and mean ln λ − 0.5772 / k.
  guess: (_mean, _variance, logMean, logVariance) => {
    const shape = Math.PI / Math.sqrt(6 * logVariance);
    return [shape, Math.exp(logMean + 0.5772 / shape)];
  },
  law: (shape, scale) => ({
    mean: scale * Math.exp(logGamma(1 + 1 / shape)),
    lower: (x) => -Math.expm1(-((x / scale) ** shape)),
    quantile: (p) => scale * (-Math.log1p(-p)) ** (1 / shape),
    logDensity: (x) => Math.log(shape / scale) + (shape - 1) * Math.log(x / scale) - (x / scale) ** shape,
    logSurvival: (x) => -((x / scale) ** shape),
  }),
};

/** Logarithms are normal of mean `mu` and standard deviation `sigma`. */
const lognormal: Family = {
  parameters: ['mu', 'sigma'],
  guess: (_mean, _variance, logMean, logVariance) => [logMean, Math.sqrt(logVariance)],
  law: (mu, sigma) => {
    const score = (x: number) => (Math.log(x) - mu) / sigma;
    return {
      mean: Math.exp(mu + sigma ** 2 / 2),
      lower: (x) => normalLower(score(x)),
      quantile: (p) => Math.exp(mu + sigma * normalQuantile(p)),
      logDensity: (x) => -Math.log(x * sigma) - 0.5 * Math.log(2 * Math.PI) - score(x) ** 2 / 2,
      logSurvival: (x) => Math.log(normalLower(-score(x))),
    };
  },
};

export const FAMILIES = { exponential, gamma, weibull, lognormal };
export type FamilyName = keyof typeof FAMILIES;
