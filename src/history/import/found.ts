import type { PlacedChange } from '../areas.ts';
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
  revisedAt?: number | undefined;
  patchSets?: number | undefined;
  placed: PlacedChange;
  files?: number | undefined;
  insertions?: number | undefined;
  deletions?: number | undefined;
  feature?: string | undefined;
  kind?: string | undefined;
}
