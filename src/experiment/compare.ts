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
