import { logGamma } from './interval.ts';
import { root } from './root.ts';
import { normalLower } from './special.ts';
import { mean, variance } from './summary.ts';

/*
 * Which of several organizations is best, and how many replications it takes to say so.
 */

export type Goal = 'min' | 'max';

function bestOf(means: readonly number[], goal: Goal): number {
  return means.indexOf(goal === 'min' ? Math.min(...means) : Math.max(...means));
}

/** Differences from the best below this share of the largest count as this share, so that ties get finite shares. */
const TIED = 1e-6;

/**
 * How to divide `total` replications among alternatives so that the best is most probably the one that looks best: OCBA
 * (Chen, Lin, Yücesan and Chick, Discrete Event Dynamic Systems 10, 2000). Not rounded. Without any difference or spread
 * all get the same.
 */
export function allocate(
  means: readonly number[],
  deviations: readonly number[],
  total: number,
  goal: Goal,
): number[] {
  const best = bestOf(means, goal);
  const gaps = means.map((value) => Math.abs(value - means[best]!));
  const least = TIED * Math.max(...gaps);
  const weights = gaps.map((gap, i) => (i === best ? 0 : (deviations[i]! / Math.max(gap, least)) ** 2));
  const squares = weights.reduce((sum, w, i) => sum + (w === 0 ? 0 : (w / deviations[i]!) ** 2), 0);
  weights[best] = deviations[best]! * Math.sqrt(squares);
  const sum = weights.reduce((all, w) => all + w, 0);
  return weights.map((w) => (sum > 0 && Number.isFinite(sum) ? (total * w) / sum : total / means.length));
}

/**
 * Approximate probability that the one that looks best is best, not less by Bonferroni: 1 − Σ P(it is not better than
 * another), from normal means of independent samples (Chen and Lee, Stochastic Simulation Optimization, 2010). May fall
 * below 0 for many alternatives.
 *
 * @param counts replications behind each mean
 */
export function probabilityOfBest(
  means: readonly number[],
  deviations: readonly number[],
  counts: readonly number[],
  goal: Goal,
): number {
  const best = bestOf(means, goal);
  const error = (i: number) => deviations[i]! ** 2 / counts[i]!;
  const wrong = means.map((value, i) => {
    const gap = Math.abs(value - means[best]!);
    return i === best ? 0 : normalLower(-gap / Math.sqrt(error(best) + error(i)));
  });
  return 1 - wrong.reduce((sum, p) => sum + p, 0);
}

export interface KnConstants {
  eta: number;
  /** h². */
  h2: number;
}

/**
 * Constants of the fully sequential procedure of Kim and Nelson (ACM TOMACS 11(3), 2001): η = ½ ((2 α / (k − 1))^(−2 / (n₀ −
 * 1)) − 1) and h² = 2 c η (n₀ − 1), valid under common random numbers.
 *
 * @param k alternatives, at least 2
 * @param first replications before the first look, at least 2
 * @param alpha probability of a wrong choice
 */
export function knConstants(k: number, first: number, alpha: number, c = 1): KnConstants {
  if (!(k >= 2 && first >= 2 && alpha > 0 && alpha < 1))
    throw new RangeError(`no choice among ${k} after ${first} replications at ${alpha}`);
  const eta = (((2 * alpha) / (k - 1)) ** (-2 / (first - 1)) - 1) / 2;
  return { eta, h2: 2 * c * eta * (first - 1) };
}

/**
 * Chooses the best by {@link knConstants} with c = 1: after each replication of all that are left, those go whose running
 * sum is behind another's by more than max(0, h² S² / (2 δ) − δ r / 2). The best is kept with probability ≥ 1 − alpha if it is
 * better than the rest by at least `indifference`.
 *
 * @param indifference smallest difference that matters, above 0, in the unit of the values
 * @param value of an alternative in a replication, counted from 0; may be correlated between alternatives
 * @returns the chosen one, and how many replications each took
 */
export function selectBest(
  k: number,
  goal: Goal,
  indifference: number,
  value: (alternative: number, replication: number) => number,
  { first = 20, alpha = 0.05 }: { first?: number; alpha?: number } = {},
): { best: number; replications: number[] } {
  const { h2 } = knConstants(k, first, alpha);
  const sign = goal === 'max' ? 1 : -1;
  const taken = (i: number) => Array.from({ length: first }, (_, r) => sign * value(i, r));
  const begun = Array.from({ length: k }, (_, i) => taken(i));
  const spread = begun.map((a) => begun.map((b) => variance(a.map((x, r) => x - b[r]!))));
  const sums = begun.map((values) => mean(values) * first);
  const replications = begun.map(() => first);
  let left = begun.map((_, i) => i);
  for (let r = first; ; r++) {
    const room = (i: number, j: number) =>
      Math.max(0, (h2 * spread[i]![j]!) / (2 * indifference) - (indifference * r) / 2);
    const behind = (i: number, j: number) => sums[j]! - sums[i]! > room(i, j);
    const now = left;
    left = now.filter((i) => !now.some((j) => j !== i && behind(i, j)));
    // Where no room is left between one and the others, those that remain are exactly equal.
    const best = left[0]!;
    if (left.every((other) => room(best, other) === 0)) return { best, replications };
    for (const i of left) {
      sums[i]! += sign * value(i, r);
      replications[i] = r + 1;
    }
  }
}

/** Points of the integral over each χ² law; its integrand vanishes fast at both ends of the logarithm. */
const POINTS = 160;

/**
 * Rinott's h: after `first` replications each, alternative i needs (h S / δ)² of them for the best of k to be chosen with
 * probability `confidence` (Communications in Statistics A7, 1978). Solves E[(E[Φ(h / √((n₀ − 1)(1/X + 1/Y))) | Y])^(k − 1)] =
 * confidence for X, Y of a χ² law of n₀ − 1 degrees, to 10 digits.
 */
export function rinottH(k: number, first: number, confidence: number): number {
  const { at, weight } = chiSquaredPoints(first - 1);
  const scale = at.map((y) => at.map((x) => 1 / Math.sqrt((first - 1) * (1 / x + 1 / y))));
  const chosen = (h: number) =>
    scale.reduce((sum, own, j) => {
      const inner = own.reduce((inside, s, i) => inside + weight[i]! * normalLower(h * s), 0);
      return sum + weight[j]! * inner ** (k - 1);
    }, 0);
  let high = 4;
  while (chosen(high) < confidence) high *= 2;
  return root((h) => chosen(h) - confidence, 0, high, 1e-12);
}

/** Points and weights of a trapezoid rule over the logarithm of a χ² variate, where it converges exponentially. */
function chiSquaredPoints(freedom: number): { at: number[]; weight: number[] } {
  const logDensity = (s: number) => (freedom / 2) * s - Math.exp(s) / 2;
  const peak = logDensity(Math.log(freedom));
  const edge = (step: number) => {
    let s = Math.log(freedom);
    while (logDensity(s) > peak - 40) s += step;
    return s;
  };
  const [low, high] = [edge(-0.05), edge(0.05)];
  const width = (high - low) / POINTS;
  const at = Array.from({ length: POINTS + 1 }, (_, i) => low + i * width);
  const constant = Math.log(width) - (freedom / 2) * Math.LN2 - logGamma(freedom / 2);
  return { at: at.map(Math.exp), weight: at.map((s) => Math.exp(logDensity(s) + constant)) };
}
