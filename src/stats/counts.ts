import { type Maximum, maximum, profileInterval } from './maximum.ts';
import { root } from './root.ts';
import { chiSquaredUpper, gammaQuantile } from './special.ts';
import { mean, variance } from './summary.ts';

/** How much weekly counts vary beyond what a constant rate explains. */
export interface Dispersion {
  mean: number;
  variance: number;
  /** Variance / mean; 1 for a Poisson law. */
  index: number;
  /** Σ (count − mean)² / mean, and the probability of one as large under a constant rate. */
  chiSquared: number;
  freedom: number;
  p: number;
}

/** Test of over-dispersion (Cochran, Biometrics 10, 1954). Needs two counts that are not all 0, else NaN. */
export function dispersionOf(counts: readonly number[]): Dispersion {
  const [m, v, freedom] = [mean(counts), variance(counts), counts.length - 1];
  const chiSquared = (freedom * v) / m;
  return { mean: m, variance: v, index: v / m, chiSquared, freedom, p: chiSquaredUpper(chiSquared, freedom) };
}

export interface CountFit {
  /** Mean count a unit of exposure, with its 95 % interval. */
  level: { value: number; low: number; high: number };
  /** Variance / mean, at least 1, with its 95 % interval. */
  dispersion: { value: number; low: number; high: number };
  /** The r of a negative binomial law of the same mean and dispersion at exposure 1; infinite without over-dispersion. */
  size: number;
  logLikelihood: number;
}

/**
 * Maximum likelihood fit of counts 0, 1, 2 … with mean level × exposure and variance = mean × dispersion: negative
 * binomial, and Poisson where nothing speaks for more (Cameron and Trivedi, Regression Analysis of Count Data, 2nd ed. 2013,
 * sec. 3.3, their NB1; equal exposures make NB1 and NB2 one). Intervals are those of the profile likelihood. Throws
 * RangeError for a count that is negative or not whole, an exposure that is not above 0, and where nothing was counted.
 *
 * @param exposure a factor for each count, 1 where not given
 */
export function fitCounts(
  counts: readonly number[],
  exposure: readonly number[] = counts.map(() => 1),
): CountFit {
  const bad = counts.find((count) => !(Number.isInteger(count) && count >= 0));
  if (bad !== undefined) throw new RangeError(`${bad} counts nothing`);
  const idle = exposure.find((factor) => !(factor > 0));
  if (idle !== undefined) throw new RangeError(`an exposure of ${idle} cannot be fitted`);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) throw new RangeError('where nothing was counted there is nothing to fit');
  const level = total / exposure.reduce((sum, factor) => sum + factor, 0);
  const excess = counts.reduce((sum, count, i) => {
    const expected = level * exposure[i]!;
    return sum + ((count - expected) ** 2 - count) / expected;
  }, 0);
  const f = ([logLevel, logExcess]: readonly number[]) =>
    countLikelihood(counts, exposure, Math.exp(logLevel!), Math.exp(logExcess ?? Number.NEGATIVE_INFINITY));
  if (excess <= 0) return poissonFit(f, level);
  const best = maximum(f, [Math.log(level), Math.log(excess / counts.length)]);
  const [value, beyond] = best.at.map(Math.exp) as [number, number];
  const [ofLevel, ofExcess] = [0, 1].map((i) => profileInterval(f, best, i)) as [End, End];
  return {
    level: { value, low: Math.exp(ofLevel.low), high: Math.exp(ofLevel.high) },
    dispersion: { value: 1 + beyond, low: 1 + Math.exp(ofExcess.low), high: 1 + Math.exp(ofExcess.high) },
    size: value / beyond,
    logLikelihood: best.value,
  };
}

type End = { low: number; high: number };

function poissonFit(f: (at: readonly number[]) => number, level: number): CountFit {
  const best: Maximum = maximum(f, [Math.log(level)]);
  const { low, high } = profileInterval(f, best, 0);
  return {
    level: { value: level, low: Math.exp(low), high: Math.exp(high) },
    dispersion: { value: 1, low: 1, high: dispersionAbove(f, best) },
    size: Number.POSITIVE_INFINITY,
    logLikelihood: best.value,
  };
}

/** The dispersion at which the likelihood has come down as far as the end of a 95 % interval, from its maximum at 1. */
function dispersionAbove(f: (at: readonly number[]) => number, best: Maximum): number {
  const above = (logExcess: number) => {
    const { value } = maximum(([level]) => f([level!, logExcess]), best.at);
    return value - best.value + DROP;
  };
  return 1 + Math.exp(root(above, -30, 10, 1e-9));
}

/** Half the 95 % point of χ² with one degree of freedom. */
const DROP = 1.920729410347062;

/**
 * Log-likelihood of counts of mean m = level × exposure and variance m (1 + excess): written so that it passes into
 * that of Poisson counts at excess 0.
 */
export function countLikelihood(
  counts: readonly number[],
  exposure: readonly number[],
  level: number,
  excess: number,
): number {
  const perMean = excess > 1e-12 ? Math.log1p(excess) / excess : 1;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const [count, m] = [counts[i]!, level * exposure[i]!];
    sum += count * (Math.log(m) - Math.log1p(excess)) - m * perMean;
    // A product and one logarithm for it: many times as fast as a logarithm for each factor.
    let product = 1;
    for (let j = 1; j < count; j++) {
      product *= (1 + (j * excess) / m) / (j + 1);
      if (product > 1e-250 && product < 1e250) continue;
      sum += Math.log(product);
      product = 1;
    }
    sum += Math.log(product);
  }
  return sum;
}

/** Size r of a negative binomial law by moments: mean² / (variance − mean); infinite without over-dispersion. */
export function sizeByMoments(counts: readonly number[]): number {
  const [m, v] = [mean(counts), variance(counts)];
  return v > m ? m ** 2 / (v - m) : Number.POSITIVE_INFINITY;
}

/**
 * Exact interval of the rate of a Poisson count (Garwood, Biometrika 28, 1936): at least `confidence` whatever the rate.
 *
 * @example poissonRate(86, 12) // mean 7.17, low 5.73, high 8.85 a unit of exposure
 */
export function poissonRate(
  total: number,
  exposure: number,
  confidence = 0.95,
): { mean: number; low: number; high: number } {
  const aside = (1 - confidence) / 2;
  return {
    mean: total / exposure,
    low: total === 0 ? 0 : gammaQuantile(total, aside) / exposure,
    high: gammaQuantile(total + 1, 1 - aside) / exposure,
  };
}

/**
 * What is believed of a rate after a Poisson count, from a gamma prior of the given shape and rate; by default that of
 * Jeffreys (Theory of Probability, 3rd ed. 1961). Mean and central interval.
 */
export function ratePosterior(
  total: number,
  exposure: number,
  prior: { shape: number; rate: number } = { shape: 0.5, rate: 0 },
  probability = 0.95,
): { mean: number; low: number; high: number } {
  const [shape, rate] = [prior.shape + total, prior.rate + exposure];
  const aside = (1 - probability) / 2;
  return {
    mean: shape / rate,
    low: gammaQuantile(shape, aside) / rate,
    high: gammaQuantile(shape, 1 - aside) / rate,
  };
}
