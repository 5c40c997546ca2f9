import type { ByWork } from '../actual.ts';
import type { Arrivals, Knowledge, Work } from '../knowledge.ts';
import { DAY_MS } from '../window.ts';

const HALF_YEAR = 182 * DAY_MS;
/** Two approve what a third has written. */
const FEWEST = 3;
const MOST = 40;

/**
 * How many people review each work. Of the rest as many as the authors who wrote half of its changes in the half-year before
 * the split: who wrote is seen in every history, who reviewed is not. Of the moved work as many for each change
 * that comes (H27): in the half-year after the split where that is given, else before it.
 */
export function reviewersOf({ changes, split }: Knowledge, arrivals: Arrivals): ByWork<number> {
  const before = changes.filter(({ createdAt }) => createdAt >= split - HALF_YEAR);
  const later = arrivals.mode === 'observed' ? arrivals.later : [];
  const after = later.filter(({ createdAt }) => createdAt < split + HALF_YEAR);
  const rest = before.filter(({ work }) => work === 'rest').map(({ author }) => author ?? '');
  const people = bounded(authorsOfHalf(rest));
  const shareOf = (list: readonly { work: Work }[]) => {
    const moved = list.filter(({ work }) => work === 'moved').length;
    return moved / Math.max(1, list.length - moved);
  };
  return { rest: people, moved: bounded(Math.round(people * shareOf(after.length > 0 ? after : before))) };
}

function bounded(people: number): number {
  return Math.min(MOST, Math.max(FEWEST, people));
}

/** The fewest authors who together wrote half of the changes. */
function authorsOfHalf(authors: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const author of authors) counts.set(author, (counts.get(author) ?? 0) + 1);
  let left = authors.length / 2;
  let people = 0;
  for (const count of [...counts.values()].sort((a, b) => b - a)) {
    if (left <= 0) break;
    left -= count;
    people++;
  }
  return people;
}
