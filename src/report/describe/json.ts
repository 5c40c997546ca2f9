import { isoDay } from '../../history/describe/days.ts';
import type { Description } from '../../history/describe/describe.ts';
import type { Leads } from '../../history/describe/leads.ts';
import type { Person } from '../../history/describe/people.ts';
import { rounded } from '../csv.ts';
import type { Reading } from './tables.ts';

/** People, pairs and features that are named; the tables name all. */
const NAMED = 50;

/** A description as one plain object: figures with six digits, dates as ISO 8601; what is not known, or never reached, is null. */
export function describeJson(description: Description, { file, aside, notes }: Reading): object {
  const { changes, status, exact, window, lastSeen, cyclesGiven, spread, values, firstTry } = description;
  return plain({
    file,
    changes,
    status,
    quantiles: exact ? 'exact' : 'within 1 %',
    first_day: isoDay(window.from),
    last_day: isoDay(window.until - 1),
    seen_until: new Date(lastSeen).toISOString(),
    cycles_given: cyclesGiven,
    cycles: description.periods.map(({ name, from, until }) => {
      return { cycle: name, start: isoDay(from), end: isoDay(until), metrics: metricsOf(description, name) };
    }),
    areas: description.areas.map(({ area, changes, touched, across, leads, weeks }) => ({
      area,
      changes,
      touched,
      across,
      lead: leadOf(leads),
      weeks: weeks.map(({ monday, days, created, merged, abandoned, open }) => {
        return { date: isoDay(monday), days, created, merged, abandoned, open };
      }),
    })),
    areas_per_change: { one: spread[0], two: spread[1], three: spread[2], four_or_more: spread[3] },
    pairs: description.pairs.slice(0, NAMED),
    features: {
      count: description.features.length,
      spanning: description.features.filter(({ areas }) => areas.length > 1).length,
      widest: description.features.slice(0, NAMED),
    },
    first_review: values.firstReview,
    last_wait: values.lastWait,
    patch_sets: values.patchSets,
    files: values.files,
    lines: values.lines,
    first_patch_set: firstTry,
    authors: peopleOf(description.authors),
    reviewers: peopleOf(description.reviewers),
    repositories: description.repos,
    caveats: description.caveats,
    notes,
    kept_aside: aside.list(),
  }) as object;
}

function metricsOf({ metrics }: Description, period: string): object {
  const byArea: Record<string, Record<string, number>> = Object.create(null);
  for (const { area, metric, value } of metrics.filter((one) => one.period === period)) {
    byArea[area] ??= {};
    byArea[area][metric] = value;
  }
  return byArea;
}

function leadOf({ merged, abandoned, open, unmerged, everMerged, everAbandoned, quantiles }: Leads): object {
  return {
    ...{ merged, abandoned, open, unmerged },
    ...{ ever_merged: everMerged, ever_abandoned: everAbandoned },
    quantiles: quantiles.map(({ estimate, share, days, low, high }) => {
      return { estimate, quantile: share, days, ci_low: low, ci_high: high };
    }),
  };
}

function peopleOf({ people, skew }: { people: readonly Person[]; skew: Description['authors']['skew'] }) {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return {
    ...{ people: skew.people, changes: skew.total, gini: skew.gini, for_80_percent: skew.for80 },
    ...{ top_fifth_share: skew.topFifth, top_ten_share: skew.topTen },
    most: people.slice(0, NAMED).map(({ name, changes, first, last }) => {
      return { person: name, changes, first: day(first), last: day(last) };
    }),
  };
}

function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? rounded(value) : null;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
