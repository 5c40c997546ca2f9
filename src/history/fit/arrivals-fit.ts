import { type CountFit, dispersionOf, fitCounts } from '../../stats/counts.ts';
import { distances, kolmogorovP } from '../../stats/goodness.ts';
import type { Interval } from '../../stats/interval.ts';
import { rescaledGaps } from '../../stats/rate-in-time.ts';
import { chiSquaredUpper } from '../../stats/special.ts';
import { CYCLE_PARTS, cyclePart, fitCycleProfile, fitTrend } from '../arrivals.ts';
import type { HistoryColumns } from './columns.ts';
import { DAY_MS, totals, WEEK_MS, type WeeklyHistory } from './weekly.ts';

/** How changes come in, over the last year or as much of it as there is. */
export interface ArrivalsFit {
  /** Weeks that are fitted, the last of the history. */
  weeks: number;
  /** By area: changes a week and variance / mean, with 95 % intervals; undefined where nothing came in. */
  areas: (CountFit | undefined)[];
  /** Growth a year, as a share, with a 95 % interval. */
  trend: Interval;
  /** For each sixth of a release cycle, relative to the cycle; flat without cycles. */
  cycle: number[];
  /** Shares of Sunday to Saturday (UTC), relative to an even week; and the probability of a profile as uneven by chance. */
  weekday: { profile: number[]; p: number };
  /** Root mean square of the growth of arrivals from half year to half year, in logarithms. */
  growth: number;
  /** Whether weekly totals vary more than a constant rate explains: index, and its probability by chance. */
  overDispersion: { index: number; p: number };
  /** Whether gaps between arrivals are those of a Poisson process of the weekly rates (Kolmogorov and Smirnov). */
  gapsP: number;
}

const YEAR = 52;
const HALF = 26;
/** Gaps that are tested: more take long, and reject anything. */
const MOST_GAPS = 2_000;

export function fitArrivals(
  columns: HistoryColumns,
  { weeks, created }: WeeklyHistory,
  cycles: readonly { start: number; release: number }[],
): ArrivalsFit {
  const from = Math.max(
    0,
    weeks.length - YEAR,
    weeks.findIndex((at) => at + WEEK_MS > columns.begin),
  );
  const all = totals(created);
  const inHours = (ms: number) => (ms - columns.end) / 3_600_000;
  const hours = cycles.map(({ start, release }) => ({ start: inHours(start), release: inHours(release) }));
  const cycle = fitCycleProfile(
    weeks.map((at, week) => ({ at: inHours(at), created: all[week]! })),
    hours,
  );
  const exposure = weeks.slice(from).map((at) => {
    const inside = hours.find(({ start, release }) => inHours(at) >= start && inHours(at) < release);
    return inside === undefined ? 1 : Math.max(0.05, cycle[cyclePart(inHours(at), inside)]!);
  });
  const dispersion = dispersionOf(all.slice(from));
  return {
    weeks: weeks.length - from,
    areas: created.map((counts) => {
      const window = counts.slice(from);
      return window.some((count) => count > 0) && window.length > 1 ? fitCounts(window, exposure) : undefined;
    }),
    trend: fitTrend(all.slice(from).map((count, i) => count / exposure[i]!)),
    cycle: cycle.length === CYCLE_PARTS ? cycle : [1],
    weekday: weekdays(columns, weeks[from]!),
    growth: growthOf(all),
    overDispersion: { index: dispersion.index, p: dispersion.p },
    gapsP: gapsOf(columns, weeks.slice(from), all.slice(from)),
  };
}

function weekdays({ created, count, end }: HistoryColumns, from: number): ArrivalsFit['weekday'] {
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < count; i++)
    if (created[i]! >= from && created[i]! < end) counts[new Date(created[i]!).getUTCDay()]!++;
  const even = counts.reduce((sum, n) => sum + n, 0) / 7;
  const chi = counts.reduce((sum, n) => sum + (n - even) ** 2 / even, 0);
  return { profile: counts.map((n) => n / even), p: chiSquaredUpper(chi, 6) };
}

/** Root mean square of the logarithms of growth between half years that each hold a number of changes. */
export function growthOf(counts: readonly number[]): number {
  const halves: number[] = [];
  for (let until = counts.length; until >= HALF; until -= HALF)
    halves.push(counts.slice(until - HALF, until).reduce((sum, n) => sum + n, 0));
  const steps = halves
    .slice(1)
    .flatMap((before, i) => (before >= 20 && halves[i]! >= 20 ? [Math.log(halves[i]! / before)] : []));
  const latest = steps.slice(0, 6);
  return latest.length === 0
    ? Number.NaN
    : Math.sqrt(latest.reduce((sum, x) => sum + x * x, 0) / latest.length);
}

function gapsOf(columns: HistoryColumns, weeks: readonly number[], counts: readonly number[]): number {
  const from = weeks[0]!;
  const events = columns.created
    .filter((at) => at >= from && at < columns.end)
    .sort()
    .slice(-MOST_GAPS)
    .map((at) => (at - from) / DAY_MS);
  if (events.length < 10) return Number.NaN;
  const stretches = weeks.map((at, i) => ({
    from: (at - from) / DAY_MS,
    until: (at - from) / DAY_MS + 7,
    rate: counts[i]! / 7,
  }));
  const shares = rescaledGaps(stretches, [...events])
    .slice(1)
    .filter((share) => share > 0 && share < 1);
  return kolmogorovP(shares.length, distances(shares).kolmogorovSmirnov);
}
