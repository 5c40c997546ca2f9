import type { HistoryChange } from '../change.ts';
import type { ReleaseCycle } from '../cycles.ts';
import { MOST_AREAS, OTHER_AREAS } from './areas.ts';
import { caveatsOf } from './caveats.ts';
import { dayAt } from './days.ts';
import type { Feature } from './features.ts';
import { agesAt, type Leads, leadsOf } from './leads.ts';
import { type Person, type Skew, skewOf } from './people.ts';
import { areaMetrics, type PeriodMetric, wholeMetrics } from './period-metrics.ts';
import { Calendar, type Period } from './periods.ts';
import type { Sample } from './sample.ts';
import { Tally } from './tally.ts';
import { type WeekCounts, type Window, weeksOf } from './weeks.ts';

/** An area with what it has: all that belongs to it, and all that touches it. */
export interface AreaDescription {
  area: string;
  /** Changes that belong to it, that touch it, that touch it and others. */
  changes: number;
  touched: number;
  across: number;
  weeks: WeekCounts[];
  leads: Leads;
}

/** Values over all that merged, or that is told; durations are days. */
export interface Spread {
  of: number;
  mean: number;
  p10: number;
  p25: number;
  p50: number;
  p75: number;
  p90: number;
}

export interface Description {
  changes: number;
  status: Tally['status'];
  exact: boolean;
  /** Days since 1970 that are told of week by week; and the last moment that was seen [ms]. */
  window: Window;
  lastSeen: number;
  periods: readonly Period[];
  /** Whether periods are cycles that were given. */
  cyclesGiven: boolean;
  /** The total first, named `all`; then areas, those with most changes first, and the rest together. */
  areas: AreaDescription[];
  metrics: PeriodMetric[];
  /** Changes that touch one area, two, three, four or more. */
  spread: readonly number[];
  pairs: { area: string; other: string; changes: number }[];
  /** Of merged changes, but for the first review. */
  values: Record<'firstReview' | 'lastWait' | 'patchSets' | 'files' | 'lines', Spread>;
  firstTry: { share: number; of: number; counted: boolean };
  features: Feature[];
  authors: { people: readonly Person[]; skew: Skew };
  reviewers: { people: readonly Person[]; skew: Skew };
  repos: number;
  caveats: string[];
}

/** What a reading is for; `areasAlone` may become true on the way: then it will be done again, and only areas matter now. */
export interface Purpose {
  areasAlone: boolean;
}

/** Reads all changes of a history once more. */
export type ReadAll = (purpose: Readonly<Purpose>) => AsyncIterable<HistoryChange>;

/**
 * What a history says, in memory that does not grow with it. It is read once, and a second time where there are more areas
 * than are told apart. The order of changes changes nothing. `until` says after reading how long the project was seen [ms],
 * where that is known to be longer than its last record.
 */
export async function describeHistory(
  read: ReadAll,
  cycles?: readonly ReleaseCycle[],
  until: () => number | undefined = () => undefined,
): Promise<Description> {
  const calendar = new Calendar(cycles);
  const tally = await tallyOf(read, calendar);
  tally.lastSeen = Math.max(tally.lastSeen, until() ?? tally.lastSeen);
  return descriptionOf(tally, calendar);
}

async function tallyOf(read: ReadAll, calendar: Calendar): Promise<Tally> {
  const first = await tallied(read, new Tally(calendar));
  return first.areas.overflowed ? readAgain(read, calendar, first.areas.mostFrequent()) : first;
}

/** A function of its own, so that nothing of the first reading is held during the second. */
function readAgain(read: ReadAll, calendar: Calendar, wanted: ReadonlySet<number>): Promise<Tally> {
  return tallied(read, new Tally(calendar, wanted));
}

async function tallied(read: ReadAll, tally: Tally): Promise<Tally> {
  const purpose: Purpose = { areasAlone: false };
  for await (const change of read(purpose)) {
    tally.add(change);
    purpose.areasAlone = tally.areas.overflowed;
  }
  return tally;
}

/** A history that goes on for longer than this after its last arrival is told up to that arrival [d]. */
const LONGEST_WITHOUT_ARRIVALS = 28;

/** @param tally of one change at least */
export function descriptionOf(tally: Tally, calendar: Calendar): Description {
  const [from, last, end] = [dayAt(tally.firstCreated), dayAt(tally.lastCreated), dayAt(tally.lastSeen)];
  const window = { from, until: (end - last > LONGEST_WITHOUT_ARRIVALS ? last : end) + 1 };
  const periods = calendar.periods(window.from, window.until - 1);
  const areas = areasOf(tally, window);
  const people = { authors: tally.authors.people(), reviewers: tally.reviewers.people() };
  const metrics = periods.flatMap((period) => [
    ...areas.flatMap(({ area, numbers }) => areaMetrics(tally, area, numbers, period, window)),
    ...wholeMetrics(tally, people, period, window),
  ]);
  return {
    changes: tally.total,
    status: tally.status,
    exact: tally.isExact,
    window,
    lastSeen: tally.lastSeen,
    periods,
    cyclesGiven: calendar.isGiven,
    areas: areas.map(({ numbers: _, ...area }) => area),
    metrics,
    spread: [...tally.areas.spread],
    pairs: pairsOf(tally),
    values: {
      firstReview: spreadOf(tally.bySlot('firstReview')),
      lastWait: spreadOf(tally.bySlot('lastWait')),
      patchSets: spreadOf(tally.bySlot('patchSets')),
      files: spreadOf(tally.bySlot('files')),
      lines: spreadOf(tally.bySlot('lines')),
    },
    firstTry: firstTryOf(tally),
    features: tally.features.list(),
    authors: { people: people.authors, skew: skewOf(people.authors.map(({ changes }) => changes)) },
    reviewers: { people: people.reviewers, skew: skewOf(people.reviewers.map(({ changes }) => changes)) },
    repos: tally.repos.size,
    caveats: caveatsOf(tally, calendar, periods, areas[0]!.weeks, window),
  };
}

function areasOf(tally: Tally, window: Window): (AreaDescription & { numbers: readonly number[] })[] {
  const { names, belong, touch, across, hasRest } = tally.areas;
  const one = (area: string, number: number) => {
    const counts = { changes: belong[number]!, touched: touch[number]!, across: across[number]! };
    const taken = area === 'all' || (area === OTHER_AREAS && number < MOST_AREAS);
    return { area: taken ? `${area} (an area)` : area, numbers: [number], ...counts };
  };
  const named = names.map(one).sort((a, b) => {
    return b.changes - a.changes || b.touched - a.touched || (a.area < b.area ? -1 : 1);
  });
  const [, ...several] = tally.areas.spread;
  const all = {
    area: 'all',
    numbers: tally.allAreas,
    changes: tally.total,
    touched: tally.total,
    across: several.reduce((sum, n) => sum + n, 0),
  };
  const rest = hasRest ? [one(OTHER_AREAS, MOST_AREAS)] : [];
  return [all, ...named, ...rest].map((area) => ({
    ...area,
    weeks: weeksOf(
      area.numbers.map((number) => tally.days[number]!),
      window,
    ),
    leads: leadsOf({
      merged: tally.leads(area.numbers),
      abandoned: tally.ages('abandoned', area.numbers),
      open: agesAt(tally.lastSeen, tally.createdTimes('open', area.numbers)),
      lastSeen: tally.ages('lastSeen', area.numbers),
      neverMerged: agesAt(tally.lastSeen, tally.createdTimes('unmerged', area.numbers)),
    }),
  }));
}

function pairsOf({ areas }: Tally): Description['pairs'] {
  const pairs = areas.names.flatMap((area, a) =>
    areas.names.flatMap((other, b) => {
      const changes = a < b ? areas.together(a, b) : 0;
      const [first, second] = area < other ? [area, other] : [other, area];
      return changes > 0 ? [{ area: first, other: second, changes }] : [];
    }),
  );
  return pairs.sort(
    (a, b) => b.changes - a.changes || (`${a.area};${a.other}` < `${b.area};${b.other}` ? -1 : 1),
  );
}

function spreadOf(sample: Sample): Spread {
  const [p10, p25, p50, p75, p90] = sample.quantiles([0.1, 0.25, 0.5, 0.75, 0.9]) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { of: sample.count, mean: sample.mean, p10, p25, p50, p75, p90 };
}

function firstTryOf({ merged, told }: Tally): Description['firstTry'] {
  const tries = [...merged.firstTry.values()];
  const of = tries.reduce((sum, one) => sum + one.of, 0);
  return { share: tries.reduce((sum, { yes }) => sum + yes, 0) / of, of, counted: told.patchSets > 0 };
}
