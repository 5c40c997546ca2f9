import { compiled, igam, igamc, incbet, smirnov } from 'cephes';
import { gammaQuantile as quantileOfShape } from './gamma.ts';

/**
 * Functions behind the laws, to some 13 digits (S. L. Moshier, Cephes mathematical library, compiled to WebAssembly).
 * The package throws where a value is too small for a number and has no guard for infinity; both are mended here. It
 * takes 30 ms to load, so the path of `run` does not come by.
 */
await compiled;

/** The value, or 0 where the package says that it is smaller than any number. */
function orZero(value: () => number): number {
  try {
    return value();
  } catch (error) {
    if (/underflow/.test(String(error))) return 0;
    throw error;
  }
}

/** P(X ≤ x) of a gamma law of the given shape > 0 and scale 1. */
export function gammaLower(shape: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x > 1 && x > shape ? 1 - orZero(() => igamc(shape, x)) : orZero(() => igam(shape, x));
}

/** P(X > x) of a gamma law of the given shape > 0 and scale 1. */
export function gammaUpper(shape: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x > 1 && x > shape ? orZero(() => igamc(shape, x)) : 1 - orZero(() => igam(shape, x));
}

/**
 * Quantile of a gamma law of the given shape > 0 and scale 1.
 *
 * @example gammaQuantile(86, 0.025) // 68.78889924416998
 */
export function gammaQuantile(shape: number, p: number): number {
  if (p <= 0) return 0;
  return p >= 1 ? Number.POSITIVE_INFINITY : quantileOfShape(shape)(p);
}

/** P(X > x) of a chi-squared law of `freedom` degrees. */
export function chiSquaredUpper(x: number, freedom: number): number {
  return gammaUpper(freedom / 2, x / 2);
}

/** P(X ≤ x) of a beta law, 0 ≤ x ≤ 1. */
export function betaLower(a: number, b: number, x: number): number {
  return x <= 0 ? 0 : x >= 1 ? 1 : orZero(() => incbet(a, b, x));
}

/** P(Z ≤ z) of the standard normal law; full precision in both tails. */
export function normalLower(z: number): number {
  const tail = gammaUpper(0.5, (z * z) / 2) / 2;
  return z < 0 ? tail : 1 - tail;
}

export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** P(D+ ≥ d): how far the share of n uniform values at or below a point may rise above the point. */
export function oneSidedKolmogorov(n: number, d: number): number {
  return d <= 0 ? 1 : d >= 1 ? 0 : orZero(() => smirnov(n, d));
}
