import { kaplanMeierCounted, survivalQuantile } from '../../stats/survival.ts';
import { DAY_MS, dayAt } from './days.ts';
import { type PeopleTally, type Person, skewOf } from './people.ts';
import type { Period } from './periods.ts';
import type { Tally } from './tally.ts';
import type { Window } from './weeks.ts';

/** A figure of an area in a period; `of` is the number of changes (or people) it rests on. */
export interface PeriodMetric {
  area: string;
  period: string;
  metric: string;
  unit: string;
  value: number;
  of: number;
}

/** Whoever is not seen for so long is taken to have left [days]. */
export const AWAY = 182;

/** Counts and lead times of some areas in a period. */
export function areaMetrics(
  tally: Tally,
  name: string,
  areas: readonly number[],
  period: Period,
  window: Window,
): PeriodMetric[] {
  const [from, until] = [Math.max(period.from, window.from), Math.min(period.until, window.until)];
  const weeks = (until - from) / 7;
  const days = areas.map((area) => tally.days[area]!);
  const total = (what: 'created' | 'merged' | 'abandoned') =>
    days.reduce((sum, area) => sum + area[what].between(from, until), 0);
  const [created, merged, abandoned] = [total('created'), total('merged'), total('abandoned')];
  const leads = tally.leads(areas, period.slots);
  const shares = [0.1, 0.25, 0.5, 0.75, 0.9];
  const names = ['lead_p10', 'lead_p25', 'lead_median', 'lead_p75', 'lead_p90'];
  const row = (metric: string, unit: string, value: number, of: number) => {
    return { area: name, period: period.name, metric, unit, value, of };
  };
  return [
    row('arrivals_per_week', 'changes/week', created / weeks, created),
    row('merges_per_week', 'changes/week', merged / weeks, merged),
    row('abandoned_per_week', 'changes/week', abandoned / weeks, abandoned),
    row('abandoned_share', 'share of closed', abandoned / (merged + abandoned), merged + abandoned),
    row(
      'open',
      'changes',
      days.reduce((sum, area) => sum + area.openAt(until), 0),
      created,
    ),
    ...leads.quantiles(shares).map((value, i) => row(names[i]!, 'd', value, leads.count)),
  ];
}

/** What is told of a period as a whole: waits, rounds, sizes, people. */
export function wholeMetrics(
  tally: Tally,
  people: { authors: readonly Person[]; reviewers: readonly Person[] },
  period: Period,
  window: Window,
): PeriodMetric[] {
  const row = (metric: string, unit: string, value: number, of: number): PeriodMetric => {
    return { area: 'all', period: period.name, metric, unit, value, of };
  };
  const of = (what: Parameters<Tally['bySlot']>[0]) => tally.bySlot(what, period.slots);
  const [review, wait, rounds] = [of('firstReview'), of('lastWait'), of('patchSets')];
  const [files, lines] = [of('files'), of('lines')];
  const tries = period.slots.map((slot) => tally.merged.firstTry.get(slot) ?? { yes: 0, of: 0 });
  const [yes, all] = [tries.reduce((sum, t) => sum + t.yes, 0), tries.reduce((sum, t) => sum + t.of, 0)];
  const cohort = cohortOf(tally, period);
  return [
    row('cohort_lead_median', 'd', survivalQuantile(cohort.steps, 0.5), cohort.of),
    row('cohort_lead_p90', 'd', survivalQuantile(cohort.steps, 0.9), cohort.of),
    row('first_review_median', 'd', review.quantile(0.5), review.count),
    row('first_review_p90', 'd', review.quantile(0.9), review.count),
    row('last_wait_median', 'd', wait.quantile(0.5), wait.count),
    row('last_wait_p90', 'd', wait.quantile(0.9), wait.count),
    row('patch_sets_mean', 'patch sets', rounds.mean, rounds.count),
    row('patch_sets_median', 'patch sets', rounds.quantile(0.5), rounds.count),
    row('patch_sets_p90', 'patch sets', rounds.quantile(0.9), rounds.count),
    row('first_patch_set_share', 'share of merged', yes / all, all),
    row('files_median', 'files', files.quantile(0.5), files.count),
    row('files_p90', 'files', files.quantile(0.9), files.count),
    row('lines_median', 'lines', lines.quantile(0.5), lines.count),
    row('lines_p90', 'lines', lines.quantile(0.9), lines.count),
    ...peopleMetrics('author', loadsOf(tally.authors, period), people.authors, period, window),
    ...peopleMetrics('reviewer', loadsOf(tally.reviewers, period), people.reviewers, period, window),
  ].map((metric) => (metric.of === 0 ? { ...metric, value: Number.NaN } : metric));
}

/** None where there are too many people for it to be known who was there when. */
const loadsOf = (people: PeopleTally, { slots }: Period): number[] =>
  people.knowsWhen ? people.loads(slots) : [];

/** Of what was created in a period and is known today: Kaplan and Meier, so that late periods do not look fast. */
function cohortOf(tally: Tally, { slots, from, until }: Period) {
  const [leads, left] = [tally.bySlot('cohortLead', slots), tally.bySlot('cohortLeft', slots)];
  const open = tally.createdTimes('open', tally.allAreas).filter(({ at }) => {
    return dayAt(at) >= from && dayAt(at) < until;
  });
  const steps = kaplanMeierCounted([
    ...leads.counted().map(({ value, count }) => ({ time: value, ended: count, left: 0 })),
    ...left.counted().map(({ value, count }) => ({ time: value, ended: 0, left: count })),
    ...open.map(({ at, count }) => ({
      time: Math.max(0, tally.lastSeen - at) / DAY_MS,
      ended: 0,
      left: count,
    })),
  ]);
  return { steps, of: leads.count + left.count + open.reduce((sum, { count }) => sum + count, 0) };
}

/**
 * How many people, how unevenly, who came and who left. Whoever is seen for the first time in a period joins in it, but
 * for the first period, of whose people nobody knows whether they are new. Whoever is seen for the last time in it has left,
 * once the history goes on for half a year after the period.
 */
function peopleMetrics(
  who: 'author' | 'reviewer',
  loads: readonly number[],
  people: readonly Person[],
  period: Period,
  window: Window,
): PeriodMetric[] {
  const skew = skewOf(loads);
  const isIn = (ms: number) => dayAt(ms) >= period.from && dayAt(ms) < period.until;
  const isFirst = period.from <= window.from;
  const isRecent = period.until + AWAY > window.until;
  const joined = isFirst ? Number.NaN : people.filter(({ first }) => isIn(first)).length;
  const left = isRecent ? Number.NaN : people.filter(({ last }) => isIn(last)).length;
  const row = (metric: string, unit: string, value: number): PeriodMetric => {
    return { area: 'all', period: period.name, metric, unit, value, of: skew.people };
  };
  return [
    row(`${who}s`, 'people', skew.people),
    row(`${who}s_joined`, 'people', joined),
    row(`${who}s_left`, 'people', left),
    row(`${who}_top_ten_share`, 'share of changes', skew.topTen),
    row(`${who}_top_fifth_share`, 'share of changes', skew.topFifth),
    row(`${who}s_for_80_percent`, 'people', skew.for80),
    row(`${who}_gini`, 'coefficient', skew.gini),
  ];
}
