import { normalQuantile } from './normal.ts';
import { TabulatedLaw } from './tabulated.ts';

/** A law of one number, drawn by inversion: one uniform a variate keeps common random numbers aligned. */
export interface Law {
  readonly name: string;
  readonly mean: number;
  quantile(u: number): number;
}

export function constant(value: number): Law {
  return { name: 'constant', mean: value, quantile: () => value };
}

export function exponential(mean: number): Law {
  return { name: 'exponential', mean, quantile: (u) => -mean * Math.log1p(-u) };
}

/** Nothing happens before `after`; then an exponential law of the given mean. */
export function delayedExponential(after: number, mean: number): Law {
  return { name: 'delayed exponential', mean: after + mean, quantile: (u) => after - mean * Math.log1p(-u) };
}

export function uniform(low: number, high: number): Law {
  return { name: 'uniform', mean: (low + high) / 2, quantile: (u) => low + (high - low) * u };
}

/** Lognormal law of the given median and standard deviation of the logarithm. */
export function lognormal(median: number, sigma: number): Law {
  const mu = Math.log(median);
  const mean = median * Math.exp((sigma * sigma) / 2);
  return new TabulatedLaw('lognormal', mean, (u) => Math.exp(mu + sigma * normalQuantile(u)));
}

/** Lognormal law of the given mean and coefficient of variation (standard deviation / mean). */
export function lognormalOfMean(mean: number, cv: number): Law {
  const variance = Math.log1p(cv * cv);
  return lognormal(mean * Math.exp(-variance / 2), Math.sqrt(variance));
}

/** Counts 1, 2, 3 …: 1 + a geometric law, so that each further one follows with the same probability. */
export function geometric(mean: number): Law {
  const logFurther = Math.log1p(-1 / mean);
  return {
    name: 'geometric',
    mean,
    quantile: (u) => (mean === 1 ? 1 : Math.max(1, Math.ceil(Math.log1p(-u) / logFurther))),
  };
}

/** Counts 1, 2, 3 …: a lognormal law rounded to the nearest count, at least 1. `mean` is of the law itself. */
export function roundedLognormal(median: number, sigma: number): Law {
  const law = lognormal(median, sigma);
  return {
    name: 'rounded lognormal',
    mean: law.mean,
    quantile: (u) => Math.max(1, Math.round(law.quantile(u))),
  };
}

/**
 * Counts 0, 1, 2 … with the given mean and variance = mean × dispersion: Poisson at dispersion 1, negative binomial
 * above. Inversion by running sums: O(result).
 */
export function countQuantile(mean: number, dispersion: number, u: number): number {
  if (mean <= 0) return 0;
  const overdispersed = dispersion > 1 + 1e-9;
  const size = overdispersed ? mean / (dispersion - 1) : 0;
  const share = 1 - 1 / dispersion;
  let log = overdispersed ? -size * Math.log(dispersion) : -mean;
  let below = 0;
  for (let k = 0; ; k++) {
    const mass = Math.exp(log);
    below += mass;
    // Far in the tail the running sum stops growing before it reaches u: the count is then settled.
    if (below >= u || (k > mean && mass < 1e-18)) return k;
    log += Math.log(overdispersed ? ((k + size) / (k + 1)) * share : mean / (k + 1));
  }
}

/** A lognormal factor of mean 1 and coefficient of variation `cv`; exactly 1 for 0, with or without a draw. */
export function drawFactor(cv: number, draw: { next(): number }): number {
  const variance = Math.log1p(cv * cv);
  return cv === 0 ? 1 : Math.exp(Math.sqrt(variance) * normalQuantile(draw.next()) - variance / 2);
}

/** Share of a law that lies at or below `value`, by bisection of its quantiles. */
export function lowerShare(law: Law, value: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (law.quantile(middle) <= value) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Time from a random moment to the next event of a renewal process whose gaps have this law (Cox, Renewal Theory, 1962,
 * sec. 5.2).
 */
export function residual(law: Law): (draw: { next(): number }) => number {
  if (law.name === 'exponential') return (draw) => law.quantile(draw.next());
  const met = sizeBiased(law);
  return (draw) => draw.next() * met.quantile(draw.next());
}

/**
 * The law seen by whoever looks in at a random moment: each value as often as it is long (Cox, Renewal Theory, 1962,
 * ch. 5). Over 4,096 equally likely values of `law`.
 */
export function sizeBiased(law: Law): Law {
  const points = 4096;
  const values = Float64Array.from({ length: points }, (_, i) => law.quantile((i + 0.5) / points));
  const upTo = new Float64Array(points);
  let [sum, squares] = [0, 0];
  for (let i = 0; i < points; i++) {
    sum += values[i]!;
    squares += values[i]! ** 2;
    upTo[i] = sum;
  }
  const quantile = (u: number) => {
    let [low, high] = [0, points - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! >= u * sum) high = middle;
      else low = middle + 1;
    }
    return values[low]!;
  };
  return { name: `size-biased ${law.name}`, mean: squares / sum, quantile };
}
