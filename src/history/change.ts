/** How a change stands when its history ends; `unmerged` was never merged, and nobody knows when it was closed. */
export const STATUSES = ['merged', 'abandoned', 'open', 'unmerged'] as const;
export type Status = (typeof STATUSES)[number];

/**
 * One change as records of a project show it: a row of the neutral history (DESIGN, Contracts: `changes.csv`).
 * Times are milliseconds since 1970 in UTC; what a record does not tell is left out.
 */
export interface HistoryChange {
  changeId: string;
  createdAt: number;
  firstReviewAt?: number | undefined;
  /** Upload of the last patch set. */
  revisedAt?: number | undefined;
  mergedAt?: number | undefined;
  closedAt?: number | undefined;
  status: Status;
  author?: string | undefined;
  /** The one area to which the change counts. */
  area: string;
  /** All areas that it touches, in the order of the record; holds {@link area}. */
  areas: readonly string[];
  feature?: string | undefined;
  kind?: string | undefined;
  patchSets?: number | undefined;
  files?: number | undefined;
  insertions?: number | undefined;
  deletions?: number | undefined;
  reviewers: readonly string[];
  /** Repository, where a history holds several. */
  repo?: string | undefined;
  /** Whether a split moved the work, in histories of splits that happened. */
  moved?: boolean | undefined;
}

/** The columns of `changes.csv`, in their order; `repo` and `moved` may follow. */
export const CHANGE_COLUMNS = [
  'change_id',
  'created_at',
  'first_review_at',
  'revised_at',
  'merged_at',
  'closed_at',
  'status',
  'author',
  'area',
  'areas',
  'feature',
  'kind',
  'patch_sets',
  'files',
  'insertions',
  'deletions',
  'reviewers',
] as const;
