import { studentQuantile } from '../../stats/interval.ts';
import { mean } from '../../stats/summary.ts';

/** A log-linear trend, carried on. */
export interface TrendLine {
  value: number;
  /** Half width of its 80 % prediction interval, in logs. */
  half: number;
}

/** A trend may carry a value up or down this far and no further: a thousandfold is no forecast any more. */
const FURTHEST = Math.log(1e3);

/**
 * Least squares of logs over time, carried on to `at`, with the prediction interval of one further value (Draper and
 * Smith, Applied Regression Analysis, 3rd ed., sec. 3.1). Undefined for fewer than three values, or for values at one time.
 *
 * @example fitTrendLine([{ x: 0, y: 0 }, { x: 1, y: Math.LN2 }, { x: 2, y: 2 * Math.LN2 }], 4) // value 16
 */
export function fitTrendLine(points: readonly { x: number; y: number }[], at: number): TrendLine | undefined {
  const n = points.length;
  const [middle, level] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const spread = points.reduce((sum, { x }) => sum + (x - middle) ** 2, 0);
  if (n < 3 || spread === 0) return undefined;
  const slope = points.reduce((sum, { x, y }) => sum + (x - middle) * (y - level), 0) / spread;
  const squares = points.reduce((sum, { x, y }) => sum + (y - level - slope * (x - middle)) ** 2, 0);
  const beyond = Math.sqrt((squares / (n - 2)) * (1 + 1 / n + (at - middle) ** 2 / spread));
  const carried = Math.max(-FURTHEST, Math.min(FURTHEST, slope * (at - middle)));
  return { value: Math.exp(level + carried), half: studentQuantile(0.9, n - 2) * beyond };
}
