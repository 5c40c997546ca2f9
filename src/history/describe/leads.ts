import {
  type CompetingEnds,
  cumulativeIncidence,
  type IncidenceStep,
  incidenceQuantile,
  incidenceQuantileInterval,
} from '../../stats/competing.ts';
import {
  kaplanMeierCounted,
  type SurvivalStep,
  survivalInterval,
  survivalQuantile,
  survivalQuantileInterval,
} from '../../stats/survival.ts';
import { DAY_MS } from './days.ts';
import type { Sample } from './sample.ts';

export const LEAD_SHARES = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

/**
 * How a lead time is told. `merged_only`: quantiles over what merged, as everybody counts. `if_none_given_up`: Kaplan and
 * Meier, where what is open lasts at least as long as it has, and what was abandoned could have merged later.
 * `share_of_all`: Aalen and Johansen, by when so many of all that was uploaded have merged; what was abandoned never does.
 */
export const ESTIMATES = ['merged_only', 'if_none_given_up', 'share_of_all'] as const;
export type Estimate = (typeof ESTIMATES)[number];

/** One quantile [d] with its 95 % confidence interval (NaN where none is told); Infinity: not reached. */
export interface LeadQuantile {
  estimate: Estimate;
  share: number;
  days: number;
  low: number;
  high: number;
}

/** Shares of all changes by an age [d]. */
export interface CurvePoint {
  days: number;
  atRisk: number;
  /** Not merged yet, if none were given up; with its 95 % confidence interval. */
  waiting: number;
  low: number;
  high: number;
  /** Merged, and abandoned, of all. */
  merged: number;
  abandoned: number;
  /** Changes whose age was the last that is known of them, since the point before. */
  censored: number;
}

/** What is known of the lead times of some changes; ages are days. */
export interface Ages {
  merged: Sample;
  abandoned: Sample;
  /** Of open changes at the end of the history. */
  open: readonly { days: number; count: number }[];
  /** Of changes that never merged and were closed nobody knows when: at their last sign of life, and at the end. */
  lastSeen: Sample;
  neverMerged: readonly { days: number; count: number }[];
}

export interface Leads {
  changes: number;
  merged: number;
  abandoned: number;
  open: number;
  unmerged: number;
  quantiles: LeadQuantile[];
  curve: CurvePoint[];
  /** Share of all that merges, and that is abandoned, as far as the history goes. */
  everMerged: number;
  everAbandoned: number;
}

export function leadsOf(ages: Ages): Leads {
  const { merged, abandoned } = ages;
  const sum = (counts: readonly { count: number }[]) => counts.reduce((all, { count }) => all + count, 0);
  const survival = kaplanMeierCounted(censoredAges(ages));
  const incidence = cumulativeIncidence(competingAges(ages));
  const [open, unmerged] = [sum(ages.open), ages.lastSeen.count];
  const last = incidence.at(-1);
  return {
    changes: merged.count + abandoned.count + open + unmerged,
    merged: merged.count,
    abandoned: abandoned.count,
    open,
    unmerged,
    quantiles: quantilesOf(merged, survival, incidence),
    curve: curveOf(ages, survival, incidence),
    everMerged: last?.first ?? 0,
    everAbandoned: last?.second ?? 0,
  };
}

function quantilesOf(
  merged: Sample,
  survival: readonly SurvivalStep[],
  incidence: readonly IncidenceStep[],
): LeadQuantile[] {
  const naive = merged.quantiles(LEAD_SHARES);
  const none = { low: Number.NaN, high: Number.NaN };
  return LEAD_SHARES.flatMap((share, i): LeadQuantile[] => [
    { estimate: 'merged_only', share, days: naive[i]!, ...none },
    {
      estimate: 'if_none_given_up',
      share,
      days: survivalQuantile(survival, share),
      ...survivalQuantileInterval(survival, share),
    },
    {
      estimate: 'share_of_all',
      share,
      days: incidenceQuantile(incidence, share),
      ...incidenceQuantileInterval(incidence, share),
    },
  ]);
}

/** What ends by a merge, and what was last seen without one. */
function censoredAges({ merged, abandoned, open, lastSeen }: Ages) {
  const left = (days: number, count: number) => ({ time: days, ended: 0, left: count });
  return [
    ...merged.counted().map(({ value, count }) => ({ time: value, ended: count, left: 0 })),
    ...[...abandoned.counted(), ...lastSeen.counted()].map(({ value, count }) => left(value, count)),
    ...open.map(({ days, count }) => left(days, count)),
  ];
}

function competingAges({ merged, abandoned, open, neverMerged }: Ages): CompetingEnds[] {
  const none = { first: 0, second: 0, left: 0 };
  return [
    ...merged.counted().map(({ value, count }) => ({ ...none, time: value, first: count })),
    ...abandoned.counted().map(({ value, count }) => ({ ...none, time: value, second: count })),
    ...[...open, ...neverMerged].map(({ days, count }) => ({ ...none, time: days, left: count })),
  ];
}

/** A point wherever one of the shares has moved by this. */
const STEP = 0.005;

function curveOf(
  ages: Ages,
  survival: readonly SurvivalStep[],
  incidence: readonly IncidenceStep[],
): CurvePoint[] {
  const last = censoredAges(ages).flatMap(({ time, left }) => (left > 0 ? [{ time, count: left }] : []));
  last.sort((a, b) => a.time - b.time);
  const points: CurvePoint[] = [];
  let [at, seen, before] = [0, 0, { first: 0, second: 0 }];
  for (const [i, step] of incidence.entries()) {
    const { time, first, second } = step;
    const moved = first - before.first >= STEP || second - before.second >= STEP;
    if (!moved && i > 0 && i < incidence.length - 1) continue;
    before = step;
    while (at + 1 < survival.length && survival[at + 1]!.time <= time) at++;
    const curve = survival[at];
    const known = curve !== undefined && curve.time <= time ? curve : undefined;
    let censored = 0;
    for (; seen < last.length && last[seen]!.time <= time; seen++) censored += last[seen]!.count;
    points.push({
      days: time,
      atRisk: step.atRisk,
      waiting: known?.survival ?? 1,
      ...(known === undefined ? { low: 1, high: 1 } : survivalInterval(known)),
      merged: first,
      abandoned: second,
      censored,
    });
  }
  return points;
}

/** Ages [d] at the end of the history [ms] of what was created at these times. */
export function agesAt(
  end: number,
  created: readonly { at: number; count: number }[],
): { days: number; count: number }[] {
  return created.map(({ at, count }) => ({ days: Math.max(0, end - at) / DAY_MS, count }));
}
