import { type Interval, studentQuantile } from '../stats/interval.ts';
import { mean, variance } from '../stats/summary.ts';

/** Changes created in one area in each week of a window [changes]. */
export type WeeklySeries = readonly number[];

export interface ArrivalFit {
  /** Mean changes a week. */
  level: number;
  /** Variance / mean around the cycle's profile; at least 1. */
  dispersion: number;
}

/** Level and over-dispersion of weekly counts, given the profile factor of each of the same weeks (mean near 1). */
export function fitWeeklyArrivals(created: WeeklySeries, profile: WeeklySeries): ArrivalFit {
  const exposure = profile.reduce((sum, factor) => sum + factor, 0);
  const level = created.reduce((sum, count) => sum + count, 0) / exposure;
  if (!(level > 0)) return { level: 0, dispersion: 1 };
  const residuals = created
    .map((count, i) => (count - level * profile[i]!) / Math.sqrt(level * profile[i]!))
    .filter(Number.isFinite);
  return { level, dispersion: Math.max(1, residuals.length > 1 ? variance(residuals) : 1) };
}

/** Parts into which a cycle is cut for its profile: with some 26 weeks, about a month each. */
export const CYCLE_PARTS = 6;

/**
 * How arrivals rise and fall within a release cycle: for each of {@link CYCLE_PARTS} equal parts, the mean over cycles
 * of (arrivals a week in that part) / (arrivals a week in that cycle), scaled to mean 1. Weeks outside every cycle are
 * left out; without a whole cycle the profile is flat.
 *
 * @param weeks start [h] and arrivals of each week
 * @param cycles start and release [h]
 */
export function fitCycleProfile(
  weeks: readonly { at: number; created: number }[],
  cycles: readonly { start: number; release: number }[],
): number[] {
  const shapes = cycles.flatMap((cycle) => {
    const inside = weeks.filter(({ at }) => at >= cycle.start && at < cycle.release);
    const parts = Array.from({ length: CYCLE_PARTS }, (_, part) =>
      mean(inside.filter(({ at }) => cyclePart(at, cycle) === part).map(({ created }) => created)),
    );
    const whole = mean(parts);
    return whole > 0 ? [parts.map((rate) => rate / whole)] : [];
  });
  if (shapes.length === 0) return new Array<number>(CYCLE_PARTS).fill(1);
  return Array.from({ length: CYCLE_PARTS }, (_, part) => mean(shapes.map((shape) => shape[part]!)));
}

/** The part of the cycle in which `at` [h] lies, from 0; the cycle must hold it. */
export function cyclePart(at: number, cycle: { start: number; release: number }): number {
  return Math.min(
    CYCLE_PARTS - 1,
    Math.floor(((at - cycle.start) / (cycle.release - cycle.start)) * CYCLE_PARTS),
  );
}

/**
 * Growth a year that weekly counts show, as a share, with a 95 % confidence interval: least squares of the counts over
 * the weeks, relative to their mean. Fewer than three weeks show none.
 */
export function fitTrend(counts: WeeklySeries): Interval {
  const n = counts.length;
  const [middle, level] = [(n - 1) / 2, mean(counts)];
  if (n < 3 || level === 0) return { mean: Number.NaN, low: Number.NaN, high: Number.NaN };
  const spread = counts.reduce((sum, _, week) => sum + (week - middle) ** 2, 0);
  const slope = counts.reduce((sum, count, week) => sum + (week - middle) * (count - level), 0) / spread;
  const residuals = counts.reduce(
    (sum, count, week) => sum + (count - level - slope * (week - middle)) ** 2,
    0,
  );
  const half = studentQuantile(0.975, n - 2) * Math.sqrt(residuals / (n - 2) / spread);
  const aYear = (perWeek: number) => (52 * perWeek) / level;
  return { mean: aYear(slope), low: aYear(slope - half), high: aYear(slope + half) };
}
