import { oneSidedKolmogorov } from './special.ts';

/** How far a law lies from a sample: unmodified statistics, for a law given beforehand or fitted alike. */
export interface Distances {
  /** Anderson and Darling's A²: weighs the tails. */
  andersonDarling: number;
  /** Kolmogorov and Smirnov's D: the largest distance of the two distribution functions. */
  kolmogorovSmirnov: number;
  /** Cramér and von Mises' W². */
  cramerVonMises: number;
}

/**
 * Distances of shares F(x), in any order, from even spread over 0 … 1 (D'Agostino and Stephens, Goodness-of-Fit Techniques,
 * 1986, sec. 4.2). Where the law was fitted to the same values, usual tables of their significance do not hold; see
 * `bootstrapP`.
 */
export function distances(shares: readonly number[]): Distances {
  const u = Float64Array.from(shares).sort();
  const n = u.length;
  let [darling, mises, farthest] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    darling += (2 * i + 1) * (Math.log(u[i]!) + Math.log1p(-u[n - 1 - i]!));
    mises += (u[i]! - (2 * i + 1) / (2 * n)) ** 2;
    farthest = Math.max(farthest, u[i]! - i / n, (i + 1) / n - u[i]!);
  }
  return {
    andersonDarling: -n - darling / n,
    kolmogorovSmirnov: farthest,
    cramerVonMises: 1 / (12 * n) + mises,
  };
}

/** A two-sided probability as small is twice the one-sided one: both sides at once is then out of sight. */
const RARE = 1e-5;

/**
 * P(D ≥ d) of n values whose law was given beforehand, exact: the matrix of Durbin as scaled by Marsaglia, Tsang and Wang
 * (Journal of Statistical Software 8(18), 2003), in the far tail twice Smirnov's one-sided probability. O(n^1.5 d³ log n):
 * a second for 20,000 values.
 */
export function kolmogorovP(n: number, d: number): number {
  if (d <= 0.5 / n) return 1;
  const oneSided = oneSidedKolmogorov(n, d);
  if (d >= 0.5 || 2 * oneSided < RARE) return Math.min(1, 2 * oneSided);
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const { matrix, exponent } = power(durbin(size, k - n * d), size, n);
  let [share, scale] = [matrix[(k - 1) * size + k - 1]!, exponent];
  for (let i = 1; i <= n; i++) {
    share *= i / n;
    if (share < 1e-140) {
      share *= 1e140;
      scale -= 140;
    }
  }
  return Math.max(0, 1 - share * 10 ** scale);
}

function durbin(size: number, h: number): Float64Array {
  const matrix = new Float64Array(size * size);
  const at = (i: number, j: number) => i * size + j;
  for (let i = 0; i < size; i++) for (let j = 0; j <= Math.min(i + 1, size - 1); j++) matrix[at(i, j)] = 1;
  for (let i = 0; i < size; i++) {
    matrix[at(i, 0)]! -= h ** (i + 1);
    matrix[at(size - 1, i)]! -= h ** (size - i);
  }
  matrix[at(size - 1, 0)]! += 2 * h - 1 > 0 ? (2 * h - 1) ** size : 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= Math.min(i + 1, size - 1); j++)
      for (let g = 2; g <= i - j + 1; g++) matrix[at(i, j)]! /= g;
  return matrix;
}

/** The n-th power of a matrix, times a power of ten that keeps it within reach. */
function power(matrix: Float64Array, size: number, n: number): { matrix: Float64Array; exponent: number } {
  if (n === 1) return { matrix, exponent: 0 };
  const half = power(matrix, size, n >> 1);
  let product = times(half.matrix, half.matrix, size);
  if (n % 2 === 1) product = times(product, matrix, size);
  const large = product[((size - 1) / 2) * (size + 1)]! > 1e140;
  return {
    matrix: large ? product.map((value) => value * 1e-140) : product,
    exponent: 2 * half.exponent + (large ? 140 : 0),
  };
}

function times(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k]!;
      for (let j = 0; j < size; j++) product[i * size + j]! += factor * b[k * size + j]!;
    }
  return product;
}
