import { type Interval, meanInterval, studentQuantile, studentUpperTail } from './interval.ts';
import { normalLower } from './special.ts';
import { mean, variance } from './summary.ts';

/** Mean of a − b over pairs, and what it gains that both saw the same. */
export interface PairedComparison extends Interval {
  /** Standard deviation of the differences. */
  deviation: number;
  /** Correlation of a and b. */
  correlation: number;
  /** 1 − Var(a − b) / (Var a + Var b): the share of variance that independent runs would have on top. */
  varianceReduction: number;
}

/**
 * Paired t interval of the mean of a − b (Law, Simulation Modeling and Analysis, 5th ed., sec. 10.2.1 and 11.2). Throws
 * RangeError for samples of unequal size; fewer than two pairs have no interval (NaN).
 */
export function pairedComparison(
  a: readonly number[],
  b: readonly number[],
  confidence = 0.95,
): PairedComparison {
  if (a.length !== b.length) throw new RangeError(`${a.length} values cannot be paired with ${b.length}`);
  const differences = a.map((value, i) => value - b[i]!);
  const [ofA, ofB, ofBoth] = [variance(a), variance(b), variance(differences)];
  return {
    ...meanInterval(differences, confidence),
    deviation: Math.sqrt(ofBoth),
    correlation: (ofA + ofB - ofBoth) / (2 * Math.sqrt(ofA * ofB)),
    varianceReduction: 1 - ofBoth / (ofA + ofB),
  };
}

/** Mean of a less mean of b, with the test of whether they differ. */
export interface WelchComparison extends Interval {
  t: number;
  /** Degrees of freedom; not whole. */
  freedom: number;
  /** Two-sided probability of a |t| as large, were the means equal. */
  p: number;
}

/**
 * Interval of the difference of means of two independent samples of unlike variance (Welch, Biometrika 29, 1938; Law,
 * 5th ed., sec. 10.2.2). Each sample needs two values, and not both may be constant: else NaN.
 */
export function welch(a: readonly number[], b: readonly number[], confidence = 0.95): WelchComparison {
  const [ofA, ofB] = [variance(a) / a.length, variance(b) / b.length];
  const error = Math.sqrt(ofA + ofB);
  const freedom = (ofA + ofB) ** 2 / (ofA ** 2 / (a.length - 1) + ofB ** 2 / (b.length - 1));
  const difference = mean(a) - mean(b);
  const t = difference / error;
  const half = studentQuantile((1 + confidence) / 2, freedom) * error;
  const p = 2 * studentUpperTail(Math.abs(t), freedom);
  return { mean: difference, low: difference - half, high: difference + half, t, freedom, p };
}

/** Differences beyond which {@link signedRank} no longer counts all signs. */
const MOST_EXACT = 300;

/**
 * Wilcoxon's signed-rank test of whether differences lie evenly around 0 (Biometrics Bulletin 1, 1945): the smaller of
 * the rank sums of either sign, and the two-sided probability of one as small. Zeros are left out, ties share their
 * ranks. Exact over all 2^n signs up to 300 differences; beyond, the normal law with ties and continuity corrected.
 *
 * @example signedRank([1, 2, 3, -4]) // statistic 4, p 0.875
 */
export function signedRank(differences: readonly number[]): { statistic: number; p: number } {
  const signed = differences.filter((value) => value !== 0);
  const ranks = doubledRanks(signed.map(Math.abs));
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const positive = ranks.reduce((sum, rank, i) => sum + (signed[i]! > 0 ? rank : 0), 0);
  const smaller = Math.min(positive, total - positive);
  const lower = ranks.length <= MOST_EXACT ? exactLower(ranks, smaller) : normalLowerOf(ranks, smaller);
  return { statistic: smaller / 2, p: Math.min(1, 2 * lower) };
}

/** Ranks from 1, ties at their middle, all times two so that they are whole. */
function doubledRanks(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  const places = new Map<number, { first: number; last: number }>();
  sorted.forEach((value, i) => {
    const place = places.get(value);
    if (place === undefined) places.set(value, { first: i + 1, last: i + 1 });
    else place.last = i + 1;
  });
  return values.map((value) => places.get(value)!.first + places.get(value)!.last);
}

/** P(sum of the ranks that get a plus ≤ most), each with probability 1/2. */
function exactLower(ranks: readonly number[], most: number): number {
  const chance = new Float64Array(most + 1);
  chance[0] = 1;
  for (const rank of ranks)
    for (let sum = most; sum >= 0; sum--) chance[sum] = (chance[sum]! + (chance[sum - rank] ?? 0)) / 2;
  return chance.reduce((all, one) => all + one, 0);
}

function normalLowerOf(ranks: readonly number[], most: number): number {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const squares = ranks.reduce((sum, rank) => sum + rank * rank, 0);
  return normalLower((most + 1 - total / 2) / Math.sqrt(squares / 4));
}
