/** Mean of the values, NaN for none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Unbiased sample variance, NaN for fewer than two values. */
export function variance(values: ArrayLike<number>): number {
  const m = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - m) ** 2;
  return values.length < 2 ? Number.NaN : sum / (values.length - 1);
}

/**
 * Quantile of values sorted upward, linear between order statistics (Hyndman and Fan 1996, type 7; the default of R
 * and NumPy). NaN for none.
 *
 * @example quantileSorted([1, 2, 3, 4], 0.5) // 2.5
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  const step = sorted[high]! - sorted[low]!;
  return step === 0 ? sorted[low]! : sorted[low]! + step * (at - low);
}
