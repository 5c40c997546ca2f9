import type { HistoryChange } from '../change.ts';

const WEEK_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;
/** Number of an area that nobody knows. */
export const NO_AREA = -1;
const UNKNOWN = 'unknown';

/** A history in columns, one entry for each change, in the order of the record; times in milliseconds, NaN if unknown. */
export interface HistoryColumns {
  count: number;
  created: Float64Array;
  merged: Float64Array;
  /** When it was closed without being merged; NaN if it was not, or nobody knows when. */
  abandoned: Float64Array;
  /** 1 for what never merged though nobody knows when it was given up. */
  lost: Uint8Array;
  firstReview: Float64Array;
  revised: Float64Array;
  /** Lines changed; NaN if unknown. */
  size: Float64Array;
  patchSets: Float64Array;
  /** Set of areas that each touches: index into {@link sets}, or {@link NO_AREA}. */
  set: Int32Array;
  /** Sorted names, each set once. */
  sets: string[][];
  /** Reviews by reviewer and areas set: `[reviewer][set]`. */
  reviews: Map<string, Map<number, number>>;
  /** Reviews in the last half year before the end. */
  recent: Map<string, number>;
  /** Reviewers named by each change, on average, of merged changes that name any. */
  reviewersAChange: number;
  /** The first moment after all that came in: midnight (UTC) after the last creation. */
  end: number;
  begin: number;
}

/** Lays a history out in columns. Changes created after they were merged are left out and counted in `backward`. */
export function columnsOf(changes: Iterable<HistoryChange>): HistoryColumns & { backward: number } {
  const rows: HistoryChange[] = [];
  let backward = 0;
  for (const change of changes) {
    if (change.mergedAt !== undefined && change.mergedAt < change.createdAt) backward++;
    else rows.push(change);
  }
  const count = rows.length;
  const column = (of: (change: HistoryChange) => number | undefined) =>
    Float64Array.from(rows, (change) => of(change) ?? Number.NaN);
  const created = column(({ createdAt }) => createdAt);
  const last = created.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  const begin = created.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const end = (Math.floor(last / DAY_MS) + 1) * DAY_MS;
  const { set, sets } = setsOf(rows);
  return {
    count,
    created,
    merged: column(({ mergedAt }) => mergedAt),
    abandoned: column(({ status, closedAt }) => (status === 'abandoned' ? closedAt : undefined)),
    lost: Uint8Array.from(rows, ({ status, closedAt }) =>
      status === 'unmerged' || (status === 'abandoned' && closedAt === undefined) ? 1 : 0,
    ),
    firstReview: column(({ firstReviewAt }) => firstReviewAt),
    revised: column(({ revisedAt }) => revisedAt),
    size: column(({ insertions, deletions }) =>
      insertions === undefined && deletions === undefined ? undefined : (insertions ?? 0) + (deletions ?? 0),
    ),
    patchSets: column(({ patchSets }) => patchSets),
    set,
    sets,
    ...reviewsOf(rows, set, end),
    end,
    begin,
    backward,
  };
}

function setsOf(rows: readonly HistoryChange[]): { set: Int32Array; sets: string[][] } {
  const known = new Map<string, number>();
  const sets: string[][] = [];
  const set = Int32Array.from(rows, ({ areas }) => {
    const names = [...new Set(areas)].filter((name) => name !== '' && name !== UNKNOWN).sort();
    if (names.length === 0) return NO_AREA;
    const key = names.join(';');
    const index = known.get(key) ?? sets.push(names) - 1;
    known.set(key, index);
    return index;
  });
  return { set, sets };
}

function reviewsOf(rows: readonly HistoryChange[], set: Int32Array, end: number) {
  const reviews = new Map<string, Map<number, number>>();
  const recent = new Map<string, number>();
  let [named, changes] = [0, 0];
  rows.forEach(({ reviewers, createdAt, mergedAt }, i) => {
    if (reviewers.length > 0 && mergedAt !== undefined) {
      named += reviewers.length;
      changes++;
    }
    for (const name of reviewers) {
      if (createdAt >= end - 26 * WEEK_MS) recent.set(name, (recent.get(name) ?? 0) + 1);
      const own = reviews.get(name) ?? new Map<number, number>();
      own.set(set[i]!, (own.get(set[i]!) ?? 0) + 1);
      reviews.set(name, own);
    }
  });
  return { reviews, recent, reviewersAChange: changes === 0 ? Number.NaN : named / changes };
}
