import type { Scenario } from '../scenario/types.ts';
import type { Interval } from '../stats/interval.ts';

export type Verdict = 'better' | 'worse' | 'no clear difference' | '';

/**
 * A verdict needs the whole confidence interval of the difference to lie beyond the smallest effect that matters (a
 * share of the baseline's mean). Metrics of which neither direction is better have none.
 */
export function verdictOf(
  difference: Interval,
  baselineMean: number,
  smallestEffect: number,
  better: -1 | 0 | 1,
): Verdict {
  if (better === 0) return '';
  const margin = Math.abs(baselineMean) * smallestEffect;
  if (difference.low > margin) return better === 1 ? 'better' : 'worse';
  if (difference.high < -margin) return better === -1 ? 'better' : 'worse';
  return 'no clear difference';
}

/** Two organizations by number: the second less the first. */
export interface Pair {
  baseline: number;
  alternative: number;
}

/**
 * What is compared: every organization with the baseline, and one that takes effect later with the same at its earlier
 * day, which is the cost of waiting.
 */
export function pairsOf({ organizations }: Scenario): Pair[] {
  const withBaseline = organizations.slice(1).map((_, i) => ({ baseline: 0, alternative: i + 1 }));
  const later = organizations.flatMap(({ sameAs }, i) =>
    sameAs === undefined ? [] : [{ baseline: sameAs, alternative: i }],
  );
  return [...withBaseline, ...later];
}
