import { studentQuantile } from '../../stats/interval.ts';
import type { Controls, Estimate, Measure, Samples } from './measure.ts';

export type Word = 'holds' | 'fails' | 'not expressible' | 'not a value';

export interface Verdict {
  estimate: number;
  /** Standard error. */
  error: number;
  /** Differences in standard errors; 0 where the exact value is within what is accepted anyway. */
  z: number;
  word: Word;
  /** How many times as precise the estimate must become; at most 1 if it is precise enough. */
  short: number;
  /** What a reader should know about the verdict, if anything. */
  why?: string;
}

/** How exact values are held against estimates. */
export interface Rules {
  /** Largest standard error, as a share of the exact value. */
  precision: number;
  /** Exact values that are tested together. */
  tests: number;
  /** Replications before the first look: the more, the nearer the errors are to a normal law. */
  replications: number;
}

/** Chance that a right simulator fails somewhere in the whole family of tests. */
const FALSE_ALARM = 0.01;
/** Zeros hold within this, small values within the other. */
const ZERO = 0.01;
const SMALL = 0.0001;
const LOOSE = 0.05;
/** Share of a value that cannot be told where every replication says the same: what is rarer than all that was seen. */
const UNSEEN = 0.0001;
/** Errors below this share of a value are those of rounding. */
const ROUNDING = 1e-12;
/** Replications after which what is always the same is taken for what it is. */
const ENOUGH_ALIKE = 1_000;
/** A step of a count's distribution that lies so near the level cannot be told by simulation. */
const NEAR_STEP = 0.002;

/** Differences in standard errors beyond which a test fails: Bonferroni's limit for the family, by Student's law. */
export function limitOf({ tests }: Rules, freedom: number): number {
  return studentQuantile(1 - FALSE_ALARM / 2 / Math.max(1, tests), Math.max(1, freedom));
}

export function judge(
  exact: number,
  measure: Measure,
  samples: Samples,
  rules: Rules,
  controls?: Controls,
): Verdict {
  if (measure.kind === 'not a value')
    return {
      estimate: Number.NaN,
      error: Number.NaN,
      z: Number.NaN,
      word: 'not a value',
      short: 0,
      why: measure.why,
    };
  if (measure.kind === 'count quantile') return judgeQuantile(exact, measure, samples, rules);
  const estimate = samples.estimate(
    measure.of,
    measure.kind === 'value' && measure.controlled ? controls : undefined,
  );
  if (measure.kind !== 'value') return judgeBound(exact, measure.kind, estimate, rules);
  const { value, error, freedom } = estimate;
  // As nothing of the kind has been seen, there is nothing to divide by.
  if (!Number.isFinite(value + error))
    return { estimate: value, error, z: Number.NaN, word: 'fails', short: toSeeMore(samples) };
  const off = Math.abs(value - exact);
  const alike = error <= ROUNDING * Math.abs(value);
  const unseen = alike && off <= Math.max(UNSEEN * Math.abs(exact), freeOf(exact));
  const z = unseen ? 0 : zOf(value - exact, error);
  const told = { estimate: value, error, z };
  if (exact === 0) return { ...told, word: off <= ZERO ? 'holds' : 'fails', short: error / (ZERO / 3) };
  if (Math.abs(exact) < SMALL)
    return { ...told, word: off <= SMALL ? 'holds' : 'fails', short: error / (SMALL / 3) };
  const asked = (measure.loose ? Math.max(LOOSE, rules.precision) : rules.precision) * Math.abs(exact);
  const near = Math.abs(z) <= limitOf(rules, freedom) || off <= (measure.within ?? 0) * Math.abs(exact);
  // Nothing has happened yet of what should: the error is not known to be 0.
  const short = alike && !unseen ? toSeeMore(samples) : error / asked;
  return {
    ...told,
    word: near && short <= 1 ? 'holds' : 'fails',
    short,
  };
}

/** How much more precise an estimate must become of which nothing is known yet: at most so many replications are made. */
function toSeeMore({ count }: Samples): number {
  return count < ENOUGH_ALIKE ? 1e9 : 0;
}

/** Difference that is accepted whatever the error, of a value so small. */
function freeOf(exact: number): number {
  if (exact === 0) return ZERO;
  return Math.abs(exact) < SMALL ? SMALL : 0;
}

function zOf(difference: number, error: number): number {
  if (error > 0) return difference / error;
  return difference === 0 ? 0 : Math.sign(difference) * Number.MAX_VALUE;
}

function judgeBound(
  exact: number,
  kind: 'upper bound' | 'lower bound',
  { value, error }: Estimate,
  rules: Rules,
): Verdict {
  const holds = kind === 'upper bound' ? value <= exact : value >= exact;
  const short = error === 0 ? 0 : error / (rules.precision * Math.abs(value));
  const told = { estimate: value, error, z: zOf(value - exact, error) };
  return { ...told, word: holds && short <= 1 ? 'holds' : 'fails', short };
}

/** Holds when P(N ≤ q−1) < p ≤ P(N ≤ q) within error, or the same for a neighbor whose step lies near p. */
function judgeQuantile(
  exact: number,
  { p, at, size }: Extract<Measure, { kind: 'count quantile' }>,
  samples: Samples,
  rules: Rules,
): Verdict {
  const upTo = (n: number) => (mean: Float64Array) => {
    let [below, total] = [0, 0];
    for (let k = 0; k < size; k++) {
      total += mean[at + k]!;
      if (k <= n) below += mean[at + k]!;
    }
    return below / total;
  };
  const mean = samples.mean();
  let estimate = 0;
  while (upTo(estimate)(mean) < p) estimate++;
  const [before, after] = [samples.estimate(upTo(exact - 1)), samples.estimate(upTo(exact))];
  const limit = limitOf(rules, after.freedom);
  // Above 0: how far the share below the exact quantile is on the wrong side of p, in standard errors.
  const wrong = Math.max(zOf(before.value - p, before.error), zOf(p - after.value, after.error), 0);
  const nearStep =
    Math.min(Math.abs(before.value - p), Math.abs(after.value - p)) <= NEAR_STEP &&
    Math.abs(estimate - exact) <= 1;
  const mass = Math.max(1e-9, upTo(estimate)(mean) - upTo(estimate - 1)(mean));
  const error = samples.estimate(upTo(estimate)).error;
  const short = error / (rules.precision * Math.min(p, 1 - p) * 2);
  return {
    estimate,
    error: error / mass,
    z: wrong,
    word: (wrong <= limit || nearStep) && short <= 1 ? 'holds' : 'fails',
    short,
  };
}
