import { distances } from '../../stats/goodness.ts';
import { maximum } from '../../stats/maximum.ts';
import { normalQuantile } from '../../stats/normal.ts';
import { chiSquaredUpper, normalLower } from '../../stats/special.ts';
import { mean, variance } from '../../stats/summary.ts';
import { kaplanMeier, type Lifetime, survivalQuantile } from '../../stats/survival.ts';
import type { HistoryColumns } from './columns.ts';
import { lastWaitOf } from './last-wait.ts';
import { DAY_MS } from './weekly.ts';

/** A lognormal law, and how far it lies from the sample. */
export interface LognormalFit {
  median: number;
  sigma: number;
  count: number;
  /** Largest distance of the distribution functions. */
  distance: number;
}

/** Patch sets until approval: a lognormal law rounded to counts. */
export interface RoundsFit {
  median: number;
  sigma: number;
  count: number;
  /** Whether patch sets were counted, or only whether there was more than one. */
  counted: boolean;
  /** Probability of counts as far from the law by chance; NaN where they were not counted. */
  p: number;
  /** Growth a year of the further patch sets, in logarithms; NaN if too few. */
  trend: number;
  /** Root mean square of their growth from half year to half year, in logarithms. */
  growth: number;
}

export interface WorkFit {
  size: LognormalFit | undefined;
  rounds: RoundsFit | undefined;
  /** Author's delay before a second patch set [days], where a first review and one further patch set are told. */
  turnaround: LognormalFit | undefined;
  /** Median wait after the last patch set of what merged in the last year [days]. */
  lastWait: number | undefined;
  /** How long changes live that are abandoned [days]; others count as long as they were seen. */
  patience: { median: number; abandoned: number } | undefined;
  /** Median time to the first review [days], what has none counted as long as it waited. */
  firstReview: number | undefined;
}

const FEWEST = 30;
const HALF_A_YEAR = 182 * DAY_MS;
/** A change whose last patch set came so soon after the first needed one: uploads come in twos. */
const SAME_PATCH_SET = 15 * 60_000;
/** Spread of rounds that a history without counts is given (decision 008). */
const USUAL_SIGMA = 0.8;

/** What the last year's changes say of size, rounds and times. */
export function fitWork(columns: HistoryColumns): WorkFit {
  const { count, created, end, size, revised, firstReview, patchSets } = columns;
  const recent = (i: number) => created[i]! >= end - 2 * HALF_A_YEAR;
  const values = (of: (i: number) => number) =>
    Array.from({ length: count }, (_, i) => i)
      .filter(recent)
      .map(of)
      .filter((value) => value > 0);
  return {
    size: lognormalOf(values((i) => size[i]!)),
    rounds: fitRounds(columns),
    turnaround: lognormalOf(
      values((i) => (patchSets[i] === 2 ? (revised[i]! - firstReview[i]!) / DAY_MS : Number.NaN)),
    ),
    lastWait: lastWaitOf(columns, end - 2 * HALF_A_YEAR, Number.POSITIVE_INFINITY),
    patience: patienceOf(columns),
    firstReview: firstReviewOf(columns),
  };
}

export function lognormalOf(values: readonly number[]): LognormalFit | undefined {
  if (values.length < FEWEST) return undefined;
  const logs = values.map(Math.log);
  const [mu, sigma] = [mean(logs), Math.sqrt(variance(logs))];
  if (!(sigma > 0)) return undefined;
  const shares = logs.map((log) => Math.min(1 - 1e-12, Math.max(1e-12, normalLower((log - mu) / sigma))));
  return { median: Math.exp(mu), sigma, count: values.length, distance: distances(shares).kolmogorovSmirnov };
}

function fitRounds(columns: HistoryColumns): RoundsFit | undefined {
  const { count, created, merged, revised, patchSets, end } = columns;
  const from = end - 2 * HALF_A_YEAR;
  const inYear = (i: number) => created[i]! >= from && !Number.isNaN(merged[i]!);
  const all = Array.from({ length: count }, (_, i) => i);
  const counts = all.filter((i) => inYear(i) && patchSets[i]! >= 1).map((i) => patchSets[i]!);
  if (counts.length >= FEWEST) {
    const { median, sigma } = roundedLognormalOf(counts);
    const { trend, growth } = roundsInTime(columns);
    return {
      median,
      sigma,
      count: counts.length,
      counted: true,
      p: goodnessOf(counts, median, sigma),
      trend,
      growth,
    };
  }
  const told = all.filter((i) => inYear(i) && !Number.isNaN(revised[i]!));
  if (told.length < FEWEST) return undefined;
  const once = told.filter((i) => revised[i]! - created[i]! <= SAME_PATCH_SET).length;
  const share = Math.min(0.95, Math.max(0.02, once / told.length));
  return {
    median: 1.5 * Math.exp(-USUAL_SIGMA * normalQuantile(share)),
    sigma: USUAL_SIGMA,
    count: told.length,
    counted: false,
    p: Number.NaN,
    trend: Number.NaN,
    growth: Number.NaN,
  };
}

/** Share of a rounded lognormal law at a count; all beyond `last` at `last`. */
function shareAt(n: number, median: number, sigma: number, last = Number.POSITIVE_INFINITY): number {
  const below = (edge: number) => normalLower((Math.log(edge) - Math.log(median)) / sigma);
  const upper = n >= last ? 1 : below(n + 0.5);
  return Math.max(1e-300, upper - (n <= 1 ? 0 : below(n - 0.5)));
}

/** Maximum likelihood of counts under a lognormal law rounded to 1, 2, 3 … */
export function roundedLognormalOf(counts: readonly number[]): { median: number; sigma: number } {
  const often = new Map<number, number>();
  for (const n of counts) often.set(n, (often.get(n) ?? 0) + 1);
  if (often.size === 1 && often.has(1)) return { median: 1, sigma: 0.1 };
  const f = ([mu, logSigma]: readonly number[]) =>
    [...often].reduce(
      (sum, [n, times]) => sum + times * Math.log(shareAt(n, Math.exp(mu!), Math.exp(logSigma!))),
      0,
    );
  const logs = counts.map(Math.log);
  const guess = [mean(logs), Math.log(Math.max(0.2, Math.sqrt(variance(logs))))];
  const [median, sigma] = highest(f, guess).map(Math.exp) as [number, number];
  return { median, sigma: Math.min(5, sigma) };
}

/** Where the likelihood is highest, or the guess by moments where it has no maximum, as with nearly equal counts. */
function highest(f: (at: readonly number[]) => number, guess: readonly number[]): readonly number[] {
  try {
    return maximum(f, guess).at;
  } catch (error) {
    if (error instanceof RangeError) return guess;
    throw error;
  }
}

const LAST_BIN = 12;

function goodnessOf(counts: readonly number[], median: number, sigma: number): number {
  let [chi, bins] = [0, 0];
  for (let n = 1; n <= LAST_BIN; n++) {
    const expected = counts.length * shareAt(n, median, sigma, LAST_BIN);
    if (expected < 5) continue;
    const seen = counts.filter((count) => (n === LAST_BIN ? count >= n : count === n)).length;
    chi += (seen - expected) ** 2 / expected;
    bins++;
  }
  return bins > 3 ? chiSquaredUpper(chi, bins - 3) : Number.NaN;
}

function roundsInTime({ count, created, merged, patchSets, end }: HistoryColumns) {
  const further: number[] = [];
  for (let half = 0; half < 6; half++) {
    const [from, until] = [end - (half + 1) * HALF_A_YEAR, end - half * HALF_A_YEAR];
    const inside: number[] = [];
    for (let i = 0; i < count; i++)
      if (created[i]! >= from && created[i]! < until && merged[i]! <= end && patchSets[i]! >= 1)
        inside.push(patchSets[i]! - 1);
    if (inside.length < FEWEST || !(mean(inside) > 0)) break;
    further.push(Math.log(mean(inside)));
  }
  const steps = further.slice(1).map((before, i) => further[i]! - before);
  if (steps.length === 0) return { trend: Number.NaN, growth: Number.NaN };
  return { trend: 2 * mean(steps), growth: Math.sqrt(mean(steps.map((step) => step ** 2))) };
}

function patienceOf({ count, created, merged, abandoned, end }: HistoryColumns): WorkFit['patience'] {
  const lifetimes: Lifetime[] = [];
  for (let i = 0; i < count; i++) {
    const closed = Number.isNaN(merged[i]!) ? abandoned[i]! : merged[i]!;
    const until = Number.isNaN(closed) ? end : Math.min(closed, end);
    lifetimes.push({ time: Math.max(0, until - created[i]!) / DAY_MS, ended: abandoned[i]! < end });
  }
  const ended = lifetimes.filter(({ ended }) => ended).length;
  if (ended < FEWEST) return undefined;
  return { median: survivalQuantile(kaplanMeier(lifetimes), 0.5), abandoned: ended };
}

function firstReviewOf({
  count,
  created,
  merged,
  abandoned,
  firstReview,
  end,
}: HistoryColumns): number | undefined {
  const lifetimes: Lifetime[] = [];
  for (let i = 0; i < count; i++) {
    if (created[i]! < end - 2 * HALF_A_YEAR) continue;
    const seen = firstReview[i]!;
    const until = Number.isNaN(seen)
      ? Math.min(end, merged[i]! || end, abandoned[i]! || end)
      : Math.min(seen, end);
    lifetimes.push({ time: Math.max(0, until - created[i]!) / DAY_MS, ended: seen < end });
  }
  if (lifetimes.filter(({ ended }) => ended).length < FEWEST) return undefined;
  return survivalQuantile(kaplanMeier(lifetimes), 0.5);
}
