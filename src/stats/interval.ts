import { normalQuantile } from './normal.ts';
import { mean, variance } from './summary.ts';

export interface Interval {
  mean: number;
  low: number;
  high: number;
}

/**
 * Confidence interval of the mean of independent values (Student t; Law, Simulation Modeling and Analysis, 5th ed.,
 * eq. 4.12). One value has no interval: low and high are NaN.
 *
 * @example meanInterval([1, 2, 3]) // mean 2, low -0.484, high 4.484
 */
export function meanInterval(values: ArrayLike<number>, confidence = 0.95): Interval {
  const m = mean(values);
  const n = values.length;
  if (n < 2) return { mean: m, low: Number.NaN, high: Number.NaN };
  const half = studentQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(variance(values) / n);
  return { mean: m, low: m - half, high: m + half };
}

/**
 * Where one further value of the same kind will lie, with the given confidence, if values are normal: mean ± t s √(1 + 1/n)
 * (Hahn and Meeker, Statistical Intervals, 1991, sec. 4.7). One value has no interval: low and high are NaN.
 *
 * @example predictionInterval([1, 2, 3]) // mean 2, low -2.968, high 6.968
 */
export function predictionInterval(values: ArrayLike<number>, confidence = 0.95): Interval {
  const { mean: m, low } = meanInterval(values, confidence);
  const half = (m - low) * Math.sqrt(values.length + 1);
  return { mean: m, low: m - half, high: m + half };
}

/** Half width of an interval as a share of its mean, at least 0; infinite where the mean is 0 and the width is not. */
export function relativePrecision({ mean: m, low, high }: Interval): number {
  return high === low ? 0 : (high - low) / 2 / Math.abs(m);
}

/**
 * How many of the values it takes until their mean is known to within a share `precision` of itself: the first n ≥
 * `fewest` whose half width over |mean| is at most precision / (1 + precision), since the mean in it is an estimate too
 * (Law, Simulation Modeling and Analysis, 5th ed., sec. 9.4.1). Undefined if the values do not suffice.
 *
 * @example firstPrecise([9, 10, 11, 10, 10], 0.1) // 5
 */
export function firstPrecise(
  values: readonly number[],
  precision: number,
  confidence = 0.95,
  fewest = 3,
): number | undefined {
  const goal = precision / (1 + precision);
  for (let n = Math.max(2, fewest); n <= values.length; n++)
    if (relativePrecision(meanInterval(values.slice(0, n), confidence)) <= goal) return n;
  return undefined;
}

/**
 * Quantile of Student's t law with `freedom` ≥ 1 degrees, 0 < p < 1: Newton steps on the distribution function from
 * the normal quantile with Fisher's expansion (Abramowitz and Stegun 26.7.5).
 *
 * @example studentQuantile(0.975, 9) // 2.262157162798205
 */
export function studentQuantile(p: number, freedom: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  if (freedom === 1) return 1 / Math.tan(Math.PI * (1 - p));
  if (freedom === 2) return (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p)));
  const z = normalQuantile(p);
  let t = z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
  const scale = Math.exp(logGamma((freedom + 1) / 2) - logGamma(freedom / 2)) / Math.sqrt(freedom * Math.PI);
  for (let step = 0; step < 50; step++) {
    const density = scale * (1 + (t * t) / freedom) ** (-(freedom + 1) / 2);
    const change = (studentUpperTail(t, freedom) - (1 - p)) / density;
    t += change;
    if (Math.abs(change) < 1e-13 * t) break;
  }
  return t;
}

/** P(T > t) of Student's t law for t ≥ 0, by the continued fraction of the incomplete beta function (Lentz; Numerical Recipes 6.4). */
export function studentUpperTail(t: number, freedom: number): number {
  const x = freedom / (freedom + t * t);
  const a = freedom / 2;
  const front = Math.exp(
    logGamma(a + 0.5) - logGamma(a) - logGamma(0.5) + a * Math.log(x) + 0.5 * Math.log1p(-x),
  );
  const direct = x < (a + 1) / (a + 2.5);
  const tail = direct
    ? (front * betaFraction(a, 0.5, x)) / a
    : 1 - (front * betaFraction(0.5, a, 1 - x)) / 0.5;
  return tail / 2;
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}

/** ln Γ(x) for x > 0: Stirling's series after shifting x above 10 (Abramowitz and Stegun 6.1.41). */
export function logGamma(x: number): number {
  let shift = 0;
  while (x < 10) shift += Math.log(x++);
  const y = 1 / (x * x);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
