import type { TouchedFile } from '../areas.ts';
import type { Status } from '../change.ts';
import type { Time } from './fields.ts';

/** Somebody looked at a change: a vote, a verdict or a comment. */
export interface Review {
  /** Key of an account; undefined where the account was deleted. */
  who: string | undefined;
  at: number;
}

/** One change as a source tells of it, before anything is judged. */
export interface Found {
  /** What tells changes of a repository apart, as people write it. */
  number: string;
  /** `file:line` */
  where: string;
  repo?: string | undefined;
  status: Status;
  createdAt: Time;
  mergedAt?: Time;
  /** Whether the time of merging is that of the last touch, for want of a better one. */
  mergeGuessed?: boolean | undefined;
  closedAt?: Time;
  /** Last touch of any kind: of two records of one change the later holds. */
  updatedAt?: number | undefined;
  /** Key of an account. */
  author?: string | undefined;
  /** Whether it began as a draft; undefined if the source does not tell. */
  draft?: boolean | undefined;
  /** When a draft was given to reviewers. */
  readyAt?: number | undefined;
  /** In any order; undefined if the source does not tell. */
  reviews?: Review[] | undefined;
  /** Whether earlier reviews are missing, so that nobody knows which was the first. */
  reviewsPartial?: boolean | undefined;
  /** Accounts that reviewed nobody knows when. */
  reviewersBesides?: string[] | undefined;
  revisedAt?: number | undefined;
  patchSets?: number | undefined;
  /** Files of the last patch set, as far as they are listed. */
  touched: readonly TouchedFile[];
  /** How many there are, which may be more than are listed. */
  files?: number | undefined;
  insertions?: number | undefined;
  deletions?: number | undefined;
  feature?: string | undefined;
  kind?: string | undefined;
}
