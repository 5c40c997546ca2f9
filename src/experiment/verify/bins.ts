/** Waits fall into bins of equal ratio, so that a quantile is known to 0.1 %. */
export const BINS = 9_000;
const LEAST = 1e-3;
const PER_BIN = 0.002;

export function binOf(value: number): number {
  if (value <= LEAST) return 0;
  return Math.min(BINS - 1, 1 + Math.floor(Math.log(value / LEAST) / PER_BIN));
}

/** The value below which a share `p` lies, even within a bin. */
export function quantileOfBins(mean: Float64Array, at: number, p: number): number {
  let total = 0;
  for (let bin = 0; bin < BINS; bin++) total += mean[at + bin]!;
  let below = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const mass = mean[at + bin]!;
    if (below + mass < p * total) {
      below += mass;
      continue;
    }
    if (bin === 0) return 0;
    return LEAST * Math.exp(PER_BIN * (bin - 1 + (p * total - below) / mass));
  }
  return Number.POSITIVE_INFINITY;
}
