import type { Arrivals, Knowledge, Work } from './knowledge.ts';
import { WORKS } from './knowledge.ts';
import { type Life, type Measured, measure } from './measure.ts';
import { type CaseChange, mergedTooSoon, workOf } from './on-the-day.ts';
import { type Window, within } from './window.ts';

/** For each work something. */
export type ByWork<T> = Readonly<Record<Work, T>>;

export function byWork<T>(make: (work: Work) => T): ByWork<T> {
  return Object.fromEntries(WORKS.map((work) => [work, make(work)])) as Record<Work, T>;
}

export interface Actual {
  measured: ByWork<Measured>;
  /** Rows left out since they say that the change merged before it was created. */
  dropped: number;
}

/** What happened in a window, to all rows of parent and children. Only the score may see it. */
export function actualOf(changes: readonly CaseChange[], window: Window): Actual {
  const sound = changes.filter((change) => !mergedTooSoon(change));
  return {
    measured: byWork((work) => measure(livesOf(sound.filter((change) => workOf(change) === work)), window)),
    dropped: changes.length - sound.length,
  };
}

/** What the day of the split shows of a window before it. */
export function knownIn(window: Window, { changes }: Knowledge): ByWork<Measured> {
  return byWork((work) => measure(livesOf(changes.filter((change) => change.work === work)), window));
}

/** When changes ended: of one that merged, its merge; else when it was closed, if anybody knows. */
function livesOf(changes: readonly Pick<CaseChange, 'createdAt' | 'mergedAt' | 'closedAt'>[]): Life[] {
  return changes.map(({ createdAt, mergedAt, closedAt }) => ({
    createdAt,
    mergedAt,
    closedAt: mergedAt === undefined ? closedAt : undefined,
  }));
}

/** Changes of each work that were created in a window, of those that are known or given. */
export function createdIn(window: Window, { changes }: Knowledge, arrivals: Arrivals): ByWork<number> {
  const later = arrivals.mode === 'observed' ? arrivals.later : [];
  const inside = [...changes, ...later].filter(({ createdAt }) => within(createdAt, window));
  return byWork((work) => inside.filter((change) => change.work === work).length);
}
