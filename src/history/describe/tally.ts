import type { HistoryChange } from '../change.ts';
import { UNKNOWN } from '../change-cells.ts';
import { AreaTally, MOST_AREAS } from './areas.ts';
import { AreaDays, DAY_MS, dayAt } from './days.ts';
import { FeatureTally } from './features.ts';
import { PeopleTally } from './people.ts';
import type { Calendar } from './periods.ts';
import type { Sample } from './sample.ts';
import { Samples } from './samples.ts';

/** Changes up to which every value is kept, so that quantiles are exact; from one more on they are within 1 %. */
export const MOST_EXACT = 200_000;

/** Samples of one slot of time; of what merged in it unless said otherwise. Durations are days. */
export const BY_SLOT = [
  'lastWait',
  'patchSets',
  'files',
  'lines',
  /** Of first reviews in the slot. */
  'firstReview',
  /** Of what was created in the slot: lead times, and until abandoned or last seen without a known end. */
  'cohortLead',
  'cohortLeft',
] as const;
export type BySlot = (typeof BY_SLOT)[number];

const STRIDE = MOST_AREAS + 1;

/** What one reading of a history leaves: counts and samples, whose size does not grow with it. */
export class Tally {
  readonly areas: AreaTally;
  readonly days = Array.from({ length: MOST_AREAS + 1 }, () => new AreaDays());
  readonly authors = new PeopleTally();
  readonly reviewers = new PeopleTally();
  readonly features = new FeatureTally();
  readonly status = { merged: 0, abandoned: 0, open: 0, unmerged: 0 };
  /** How many changes tell each of these. */
  readonly told = { firstReview: 0, revised: 0, patchSets: 0, size: 0, reviewers: 0, feature: 0, author: 0 };
  /** Merged changes: of a lead of nothing; whose last patch set is as young as the merge, of how many that tell it; and
   * those whose patch set merged as it was first uploaded, by slot. */
  readonly merged = {
    atOnce: 0,
    byMerge: 0,
    waits: 0,
    firstTry: new Map<number, { yes: number; of: number }>(),
  };
  /** Reviewers who are the author too; not counted as reviews. */
  ownReviews = 0;
  /** Changes without an area, and those of them that merged. */
  readonly withoutArea = { all: 0, merged: 0 };
  repos = new Set<string>();
  firstCreated = Number.POSITIVE_INFINITY;
  lastCreated = Number.NEGATIVE_INFINITY;
  /** The latest time of all [ms]: until then the project was seen. */
  lastSeen = Number.NEGATIVE_INFINITY;
  /** Whether all times lie on whole days, and on whole minutes. */
  wholeDays = true;
  wholeMinutes = true;
  total = 0;
  private exact = true;
  private readonly calendar: Calendar;
  /** By (slot + 1) × areas + area. */
  private readonly leadTimes = new Samples();
  private readonly slotSamples = recordOf(BY_SLOT);
  private readonly ageSamples = recordOf(['abandoned', 'lastSeen'] as const);
  private readonly created = new Map<number, { open: number[]; unmerged: number[] }>();

  private readonly mostExact: number;

  constructor(calendar: Calendar, areas?: ReadonlySet<number>, mostExact = MOST_EXACT) {
    this.calendar = calendar;
    this.mostExact = mostExact;
    this.areas = new AreaTally(areas);
  }

  add(change: HistoryChange): void {
    // It will be read again: until then only areas are counted.
    if (this.areas.overflowed) {
      this.areas.count(change.area);
      return;
    }
    this.total++;
    if (this.total > this.mostExact && this.exact) this.coarsen();
    this.status[change.status]++;
    this.addTimes(change);
    const area = this.areas.add(change);
    const slot = this.calendar.slotOf(change.createdAt);
    this.addDays(change, area);
    if (change.mergedAt !== undefined) this.addMerged(change, change.mergedAt, area, slot);
    else this.addOthers(change, area, slot);
    if (change.firstReviewAt !== undefined) {
      this.told.firstReview++;
      const at = this.calendar.slotOf(change.firstReviewAt);
      this.put('firstReview', at, change.firstReviewAt - change.createdAt);
    }
    if (change.area === UNKNOWN) {
      this.withoutArea.all++;
      if (change.status === 'merged') this.withoutArea.merged++;
    }
    this.addPeople(change, slot);
    if (change.feature !== undefined) {
      this.told.feature++;
      this.features.add(change.feature, change.area, change.status === 'merged');
    }
    if (change.repo !== undefined && this.repos.size < 1000) this.repos.add(change.repo);
  }

  /** Whether quantiles are exact. */
  get isExact(): boolean {
    return this.exact;
  }

  /** Numbers of all areas, the rest included. */
  readonly allAreas: readonly number[] = Array.from({ length: STRIDE }, (_, number) => number);

  /** Lead times [d] of what merged in these areas in some slots; in all where none are given. */
  leads(areas: readonly number[], slots?: readonly number[]): Sample {
    return this.leadTimes.of(
      (key) => areas.includes(key % STRIDE) && (slots?.includes(Math.floor(key / STRIDE) - 1) ?? true),
    );
  }

  /** Days from creation to what is known last: until abandoned, or until last seen where the end is unknown. */
  ages(what: 'abandoned' | 'lastSeen', areas: readonly number[]): Sample {
    return this.ageSamples[what].of((area) => areas.includes(area));
  }

  /** A sample of some slots, of all where none are given. */
  bySlot(what: BySlot, slots?: readonly number[]): Sample {
    return this.slotSamples[what].of((slot) => slots?.includes(slot) ?? true);
  }

  /** When those still open, or those of unknown end, were created [ms], each with how many: exact, or at noon of its day. */
  createdTimes(what: 'open' | 'unmerged', areas: readonly number[]): { at: number; count: number }[] {
    return areas.flatMap((area) => {
      if (this.exact) return (this.created.get(area)?.[what] ?? []).map((at) => ({ at, count: 1 }));
      const days = [...this.days[area]![what].entries()];
      return days.map(({ day, count }) => ({ at: (day + 0.5) * DAY_MS, count }));
    });
  }

  private addTimes(change: HistoryChange): void {
    const { createdAt, firstReviewAt, revisedAt, mergedAt, closedAt } = change;
    this.firstCreated = Math.min(this.firstCreated, createdAt);
    this.lastCreated = Math.max(this.lastCreated, createdAt);
    for (const time of [createdAt, firstReviewAt, revisedAt, mergedAt, closedAt]) {
      if (time === undefined) continue;
      if (time > this.lastSeen) this.lastSeen = time;
      if (this.wholeDays && time % DAY_MS !== 0) this.wholeDays = false;
      if (this.wholeMinutes && time % 60_000 !== 0) this.wholeMinutes = false;
    }
    if (revisedAt !== undefined) this.told.revised++;
  }

  private addDays({ status, createdAt, mergedAt, closedAt }: HistoryChange, area: number): void {
    const days = this.days[area]!;
    const created = dayAt(createdAt);
    days.created.add(created);
    if (mergedAt !== undefined) days.merged.add(dayAt(mergedAt));
    else if (status === 'abandoned') days.abandoned.add(dayAt(closedAt!));
    else if (status === 'open') days.open.add(created);
    else days.unmerged.add(created);
  }

  private addMerged(change: HistoryChange, mergedAt: number, area: number, cohort: number): void {
    const slot = this.calendar.slotOf(mergedAt);
    const lead = mergedAt - change.createdAt;
    if (lead === 0) this.merged.atOnce++;
    this.leadTimes.add((slot + 1) * STRIDE + area, lead / DAY_MS);
    this.put('cohortLead', cohort, lead);
    if (change.revisedAt !== undefined) {
      this.put('lastWait', slot, mergedAt - change.revisedAt);
      this.merged.waits++;
      if (mergedAt - change.revisedAt < 60_000 && lead >= 60_000) this.merged.byMerge++;
    }
    const { patchSets, files, insertions, deletions } = change;
    if (patchSets !== undefined) {
      this.told.patchSets++;
      this.slotSamples.patchSets.add(slot, patchSets);
    }
    this.addFirstTry(change, slot);
    if (files !== undefined) this.slotSamples.files.add(slot, files);
    if (insertions === undefined && deletions === undefined) return;
    this.told.size++;
    this.slotSamples.lines.add(slot, (insertions ?? 0) + (deletions ?? 0));
  }

  /** One patch set; where they are not counted, the last patch set is as old as the change, to a minute. */
  private addFirstTry({ patchSets, revisedAt, createdAt }: HistoryChange, slot: number): void {
    if (patchSets === undefined && revisedAt === undefined) return;
    const yes = patchSets === undefined ? revisedAt! - createdAt < 60_000 : patchSets <= 1;
    const known = this.merged.firstTry.get(slot) ?? { yes: 0, of: 0 };
    known.of++;
    if (yes) known.yes++;
    this.merged.firstTry.set(slot, known);
  }

  private addOthers(change: HistoryChange, area: number, cohort: number): void {
    const { status, createdAt, closedAt } = change;
    if (status === 'abandoned') {
      this.ageSamples.abandoned.add(area, (closedAt! - createdAt) / DAY_MS);
      this.put('cohortLeft', cohort, closedAt! - createdAt);
      return;
    }
    if (status === 'unmerged') {
      const last = Math.max(createdAt, change.firstReviewAt ?? 0, change.revisedAt ?? 0, closedAt ?? 0);
      this.ageSamples.lastSeen.add(area, (last - createdAt) / DAY_MS);
      this.put('cohortLeft', cohort, last - createdAt);
    }
    if (!this.exact) return;
    const times = this.created.get(area) ?? { open: [], unmerged: [] };
    times[status === 'open' ? 'open' : 'unmerged'].push(createdAt);
    this.created.set(area, times);
  }

  private addPeople(change: HistoryChange, slot: number): void {
    if (change.author !== undefined) {
      this.told.author++;
      this.authors.add(change.author, change.createdAt, slot);
    }
    if (change.reviewers.length === 0) return;
    this.told.reviewers++;
    const at = change.mergedAt ?? change.closedAt ?? change.revisedAt ?? change.createdAt;
    const seen = this.calendar.slotOf(at);
    for (const reviewer of change.reviewers) {
      if (reviewer === change.author) this.ownReviews++;
      else this.reviewers.add(reviewer, at, seen);
    }
  }

  private put(what: BySlot, slot: number, ms: number): void {
    this.slotSamples[what].add(slot, ms / DAY_MS);
  }

  private coarsen(): void {
    this.exact = false;
    this.leadTimes.coarsen();
    for (const what of BY_SLOT) this.slotSamples[what].coarsen();
    this.ageSamples.abandoned.coarsen();
    this.ageSamples.lastSeen.coarsen();
    this.created.clear();
  }
}

function recordOf<K extends string>(names: readonly K[]): Record<K, Samples> {
  return Object.fromEntries(names.map((name) => [name, new Samples()])) as Record<K, Samples>;
}
