import type { HistoryChange } from '../../history/change.ts';
import type { Window } from './window.ts';

/** What a change was for: the part that the split moved, wherever it stood, or the rest. */
export const WORKS = ['moved', 'rest'] as const;
export type Work = (typeof WORKS)[number];

/**
 * A change created before the split, as it stood at the first moment of that day. One that was not closed by then is
 * `open` and carries nothing that later days decided: no merge, no last patch set, no reviewers, no number of patch
 * sets. Times in ms since 1970.
 */
export interface KnownChange
  extends Readonly<
    Pick<
      HistoryChange,
      | 'changeId'
      | 'createdAt'
      | 'firstReviewAt'
      | 'author'
      | 'area'
      | 'areas'
      | 'feature'
      | 'kind'
      | 'files'
      | 'insertions'
      | 'deletions'
    >
  > {
  readonly repo: string;
  readonly work: Work;
  readonly status: 'merged' | 'abandoned' | 'open';
  /** Those of closed changes only; before the split. */
  readonly mergedAt?: number | undefined;
  readonly closedAt?: number | undefined;
  readonly revisedAt?: number | undefined;
  readonly patchSets?: number | undefined;
  readonly reviewers: readonly string[];
}

/** All that was visible on the day of the split. */
export interface Knowledge {
  /** The `name` of the case. */
  name: string;
  parent: string;
  children: readonly string[];
  /** First moment of the day of the split [ms since 1970]; nothing from then on is known. */
  split: number;
  /** Ends at the split at the latest. */
  fit: Window;
  /** To be projected; begins at the split or later. */
  score: Window;
  /** In order of creation, equal times by repository and id: the order of the rows in the files does not show. */
  changes: readonly KnownChange[];
}

/** A change created at or after the split, of which nothing is given but that it came. */
export interface ArrivingChange
  extends Readonly<
    Pick<HistoryChange, 'createdAt' | 'author' | 'area' | 'files' | 'insertions' | 'deletions'>
  > {
  readonly repo: string;
  readonly work: Work;
}

/** `earlier`: nothing later is given, and a model draws what comes from what it knows. */
export type Arrivals =
  | {
      mode: 'observed' /** Until the end of the scored window, in order of creation. */;
      later: readonly ArrivingChange[];
    }
  | { mode: 'earlier' };

export const ARRIVAL_MODES = ['observed', 'earlier'] as const satisfies Arrivals['mode'][];
