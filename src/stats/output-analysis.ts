import { binomialLower } from './binomial.ts';
import { mean, variance } from './summary.ts';

export interface Truncation {
  /** Observations to leave out at the beginning. */
  drop: number;
  /** MSER: squared standard error that the retained batch means would have if they were independent, and n ≈ n − 1. */
  statistic: number;
  /** Mean of what is retained. */
  mean: number;
  /** Whether the best cut lies before half of the run; otherwise the run is too short to tell. */
  settled: boolean;
}

/**
 * How much of the beginning of a run still shows its start: the cut d among the first half of batch means that minimizes
 * Σ (Y − mean after d)² / (n − d)² (MSER-5: White, Cobb and Spratt, Winter Simulation Conference 2000; White and
 * Robinson, Journal of Simulation 4(4), 2010). A last batch that is not full is left out. Throws RangeError for fewer than
 * two batches.
 */
export function truncationPoint(values: readonly number[], batch = 5): Truncation {
  const means = meansOfSize(values, batch);
  const n = means.length;
  if (n < 2) throw new RangeError(`${values.length} values are less than two batches of ${batch}`);
  let best = { drop: 0, statistic: Number.POSITIVE_INFINITY };
  for (let drop = 0; drop <= n / 2; drop++) {
    const kept = means.slice(drop);
    const statistic = (variance(kept) * (n - drop - 1)) / (n - drop) ** 2;
    if (statistic < best.statistic) best = { drop, statistic };
  }
  const settled = best.drop < Math.floor(n / 2);
  return {
    drop: best.drop * batch,
    statistic: best.statistic,
    mean: mean(means.slice(best.drop)),
    settled,
  };
}

function meansOfSize(values: readonly number[], size: number): number[] {
  const count = Math.floor(values.length / size);
  return Array.from({ length: count }, (_, i) => mean(values.slice(i * size, (i + 1) * size)));
}

/**
 * Means of `batches` equal stretches of one run, nearly independent if these are long; their `meanInterval` is one of the
 * run's mean (Schmeiser, Operations Research 30, 1982, advises 10 to 30 of them; Law, Simulation Modeling and Analysis,
 * 5th ed., sec. 9.5.3). What does not fit is left out at the beginning, where a start may still show.
 */
export function batchMeans(values: readonly number[], batches: number): number[] {
  const size = Math.floor(values.length / batches);
  if (!(size >= 1)) throw new RangeError(`${values.length} values do not make ${batches} batches`);
  return meansOfSize(values.slice(values.length - size * batches), size);
}

/**
 * Asymptotic variance n · Var(mean) of one run from all its stretches of `size` values, and the standard error of the
 * mean that follows (Meketon and Schmeiser, Winter Simulation Conference 1984: n m / ((n − m)(n − m + 1)) Σ (Y − mean)²).
 */
export function overlappingBatchMeans(
  values: readonly number[],
  size: number,
): { variance: number; error: number } {
  const n = values.length;
  if (!(size >= 1 && size < n)) throw new RangeError(`stretches of ${size} among ${n} values`);
  const whole = mean(values);
  let sum = 0;
  for (let from = 0; from + size <= n; from++) sum += (mean(values.slice(from, from + size)) - whole) ** 2;
  const asymptotic = ((n * size) / ((n - size) * (n - size + 1))) * sum;
  return { variance: asymptotic, error: Math.sqrt(asymptotic / n) };
}

/**
 * Whether batch means still hang together: von Neumann's ratio Σ (difference to the next)² / Σ (deviation)² (Annals of
 * Mathematical Statistics 12, 1941), and its z, standard normal for independent means and positive for positive
 * correlation (Fishman and Yarberry, INFORMS Journal on Computing 9, 1997). Needs three different means, else NaN.
 */
export function vonNeumann(means: readonly number[]): { ratio: number; z: number } {
  const k = means.length;
  const steps = means.slice(1).reduce((sum, value, i) => sum + (value - means[i]!) ** 2, 0);
  const ratio = steps / (variance(means) * (k - 1));
  return { ratio, z: Math.sqrt((k * k - 1) / (k - 2)) * (1 - ratio / 2) };
}

export interface RankInterval {
  /** Ranks from 1 upward of the order statistics that bound the interval; 0 or n + 1 where none is far enough out. */
  low: number;
  high: number;
  /** P(low ≤ X < high) of a binomial X: the confidence that is really reached. */
  coverage: number;
}

/**
 * Order statistics of n independent values between which their quantile p lies, whatever their law, with at most half of
 * 1 − confidence on either side (Conover, Practical Nonparametric Statistics; Law, 5th ed., p. 531).
 *
 * @example quantileRanks(60, 0.9) // low 49, high 59, coverage 0.9716
 */
export function quantileRanks(n: number, p: number, confidence = 0.95): RankInterval {
  const aside = (1 - confidence) / 2;
  let low = 0;
  while (low < n && binomialLower(low, n, p) <= aside) low++;
  let high = n + 1;
  while (high > 1 && 1 - binomialLower(high - 2, n, p) <= aside) high--;
  return { low, high, coverage: binomialLower(high - 1, n, p) - binomialLower(low - 1, n, p) };
}

/** Confidence interval of the quantile p of the law behind values sorted upward; infinite on a side with too few of them. */
export function quantileInterval(
  sorted: ArrayLike<number>,
  p: number,
  confidence = 0.95,
): { low: number; high: number; coverage: number } {
  const { low, high, coverage } = quantileRanks(sorted.length, p, confidence);
  return {
    low: sorted[low - 1] ?? Number.NEGATIVE_INFINITY,
    high: sorted[high - 1] ?? Number.POSITIVE_INFINITY,
    coverage,
  };
}
