import { normalQuantile } from './normal.ts';

/** How many ended at a time in one way and in the other, and how many were last seen at it. */
export interface CompetingEnds {
  time: number;
  first: number;
  second: number;
  left: number;
}

export interface IncidenceStep {
  time: number;
  /** Those known to reach this time. */
  atRisk: number;
  /** Shares of all that have ended the one way, and the other, by this time; the rest has not ended. */
  first: number;
  second: number;
  /** Standard error of the share `first`. */
  error: number;
}

/**
 * The share of all that ends one way by each time, where another end may come before it and some are seen for a while only
 * (Aalen and Johansen, Scand. J. Statist. 5, 1978; error by the delta method, Marubini and Valsecchi, Analysing Survival
 * Data from Clinical Trials, 1995, sec. 10.2). What ended the other way never ends this way: one minus Kaplan and Meier,
 * which takes it for something that might still come, is larger. The same time may come several times, in any order.
 */
export function cumulativeIncidence(ends: readonly CompetingEnds[]): IncidenceStep[] {
  const bad = ends.find(({ time }) => !(time >= 0));
  if (bad !== undefined) throw new RangeError(`nothing lasts ${bad.time}`);
  const sorted = ends.toSorted((a, b) => a.time - b.time);
  const steps: IncidenceStep[] = [];
  const variance = new IncidenceVariance();
  let atRisk = sorted.reduce((sum, { first, second, left }) => sum + first + second + left, 0);
  let [survival, one, other] = [1, 0, 0];
  for (let next = 0; next < sorted.length; ) {
    const { time } = sorted[next]!;
    const sum = { first: 0, second: 0, left: 0 };
    for (; next < sorted.length && sorted[next]!.time === time; next++) {
      sum.first += sorted[next]!.first;
      sum.second += sorted[next]!.second;
      sum.left += sorted[next]!.left;
    }
    const ended = sum.first + sum.second;
    if (ended > 0) {
      one += (survival * sum.first) / atRisk;
      other += (survival * sum.second) / atRisk;
      variance.add(one, survival, sum.first, ended, atRisk);
      survival *= (atRisk - ended) / atRisk;
      steps.push({ time, atRisk, first: one, second: other, error: Math.sqrt(variance.at(one)) });
    }
    atRisk -= ended + sum.left;
  }
  return steps;
}

/** The sums of the delta method, with (F(t) − F(i))² multiplied out so that each step is added once. */
class IncidenceVariance {
  private readonly hazard = [0, 0, 0];
  private own = 0;
  private readonly mixed = [0, 0];

  /** @param share incidence after the step; `survival` is that before it */
  add(share: number, survival: number, first: number, ended: number, atRisk: number): void {
    // At the last end of all nothing is left, and the share can no longer move.
    const weight = atRisk > ended ? ended / (atRisk * (atRisk - ended)) : 0;
    [1, share, share * share].forEach((power, i) => {
      this.hazard[i]! += power * weight;
    });
    this.own += (survival ** 2 * first * (atRisk - first)) / atRisk ** 3;
    const cross = (survival * first) / atRisk ** 2;
    this.mixed[0]! += cross;
    this.mixed[1]! += share * cross;
  }

  at(share: number): number {
    const [all, by, square] = this.hazard as [number, number, number];
    const [cross, byCross] = this.mixed as [number, number];
    const hazard = share ** 2 * all - 2 * share * by + square;
    return Math.max(0, hazard + this.own - 2 * (share * cross - byCross));
  }
}

/** The smallest time by which at least the share p has ended the one way; Infinity where so many never do. */
export function incidenceQuantile(steps: readonly IncidenceStep[], p: number): number {
  return steps.find(({ first }) => first >= p - 1e-12)?.time ?? Number.POSITIVE_INFINITY;
}

/** Confidence interval of {@link incidenceQuantile}: the times at which that of the share, on the scale of ln(−ln(1 − F)),
 * holds p. */
export function incidenceQuantileInterval(
  steps: readonly IncidenceStep[],
  p: number,
  confidence = 0.95,
): { low: number; high: number } {
  const z = normalQuantile((1 + confidence) / 2);
  const bounds = steps.map(({ time, first, error }) => {
    if (first <= 0 || first >= 1) return { time, low: first, high: first };
    const apart = (z * error) / ((1 - first) * -Math.log1p(-first));
    const end = (sign: number) => 1 - (1 - first) ** Math.exp(sign * apart);
    return { time, low: end(-1), high: end(1) };
  });
  const reach = (end: 'low' | 'high') =>
    bounds.find((bound) => bound[end] >= p - 1e-12)?.time ?? Number.POSITIVE_INFINITY;
  return { low: reach('high'), high: reach('low') };
}
