import { studentQuantile } from '../stats/interval.ts';
import type { Replications } from './aggregate.ts';

/** Replications between two looks at the interval; the first look is after {@link FEWEST}. */
export const BATCH = 20;
const FEWEST = 100;
/** Replications after which `auto` stops in any case. */
export const MOST = 2_000;
/** Half width of the headline's interval that `auto` aims at, as a share of the baseline's mean. */
export const PRECISION = 0.05;
/** Fewer values than this say too little about their spread, however narrow they lie. */
const FEWEST_FOR_AN_INTERVAL = 5;

export type Stop = { done: false } | { done: true; why: string };

/**
 * Whether enough replications are done. With a number: that many. With `auto`: when the 95 % interval of the paired
 * difference of the headline is, for every alternative (without one, of the baseline's mean), no wider than ± 5 % of the
 * baseline's mean, looked at every 20 from 100 on, or at 2,000. Looking repeatedly makes the interval slightly too
 * narrow (Law, Simulation Modeling and Analysis, 5th ed., 9.4.1); a first look at 100 keeps that small.
 */
export function stopRule(replications: Replications, wanted: number | 'auto'): Stop {
  const { count } = replications;
  if (wanted !== 'auto')
    return count >= wanted ? { done: true, why: `${wanted} replications, as asked` } : { done: false };
  if (count < FEWEST || count % BATCH !== 0) return { done: false };
  const worst = relativeHalfWidth(replications);
  const percent = `${(100 * worst).toFixed(1)} %`;
  if (worst <= PRECISION)
    return { done: true, why: `the headline's interval is ± ${percent} of the baseline's mean` };
  if (count >= MOST)
    return { done: true, why: `${MOST} replications; the headline's interval is still ± ${percent}` };
  return { done: false };
}

/** Widest half interval of the headline's paired differences, as a share of the baseline's mean. */
export function relativeHalfWidth(replications: Replications): number {
  const { layout } = replications;
  const baseline = replications.summary(layout.headline(0));
  const alternatives = layout.organizations.slice(1).map((_, i) => {
    const { low, high } = replications.difference(layout.headline(0), layout.headline(i + 1), -1);
    return (high - low) / 2;
  });
  const widest = alternatives.length > 0 ? Math.max(...alternatives) : (baseline.high - baseline.low) / 2;
  return baseline.mean === 0 ? (widest === 0 ? 0 : Number.POSITIVE_INFINITY) : widest / baseline.mean;
}

/**
 * Replications until the 95 % interval of a mean is no wider than ± `half`, by the standard deviation that a pilot has
 * shown: the smallest n ≥ (t · deviation / half)² with Student's t of n − 1 degrees of freedom (Law, Simulation Modeling
 * and Analysis, 5th ed., 9.4.1), at least {@link FEWEST_FOR_AN_INTERVAL}.
 *
 * @example replicationsFor(163, 33) // 97
 */
export function replicationsFor(deviation: number, half: number): number {
  if (!(half > 0)) return deviation === 0 ? FEWEST_FOR_AN_INTERVAL : Number.POSITIVE_INFINITY;
  const enough = (n: number) => n >= ((studentQuantile(0.975, n - 1) * deviation) / half) ** 2;
  let n = Math.max(FEWEST_FOR_AN_INTERVAL, Math.floor(((1.9599 * deviation) / half) ** 2));
  while (!enough(n)) n++;
  return n;
}
