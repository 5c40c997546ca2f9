import { type GivenChanges, WEEK } from '../scenario/types.ts';

/** Throws RangeError unless every area is given changes, in order of creation. */
export function checkGiven(given: readonly GivenChanges[], areas: number): void {
  if (given.length !== areas) throw new RangeError(`changes of ${given.length} areas, not of ${areas}`);
  for (const { created, size, author } of given) {
    if ([size, author].some((column) => column !== undefined && column.length !== created.length))
      throw new RangeError('as many sizes and authors as changes');
    if (created.some((time, i) => !Number.isFinite(time) || time < created[Math.max(0, i - 1)]!))
      throw new RangeError('changes in order of creation');
  }
}

/** Times of changes open at the start [h]. */
export function beforeStart(given: GivenChanges): Float64Array {
  return given.created.subarray(0, openIn(given));
}

/** Times of changes that arrive [h]. */
export function sinceStart(given: GivenChanges): Float64Array {
  return given.created.subarray(openIn(given));
}

/** Changes that arrive in each of so many weeks. */
export function givenCounts(given: GivenChanges, weeks: number): number[] {
  const counts = new Array<number>(weeks).fill(0);
  for (const time of sinceStart(given)) if (time < weeks * WEEK) counts[Math.floor(time / WEEK)]!++;
  return counts;
}

export function giveSizes(
  column: Float64Array,
  position: Int32Array,
  { size }: Partial<GivenChanges> = {},
): void {
  size?.forEach((lines, i) => {
    if (!Number.isNaN(lines)) column[position[i]!] = lines;
  });
}

export function giveAuthors(column: Int32Array, position: Int32Array, author: Int32Array): void {
  author.forEach((person, i) => {
    column[position[i]!] = person;
  });
}

function openIn({ created }: GivenChanges): number {
  const first = created.findIndex((time) => time >= 0);
  return first < 0 ? created.length : first;
}
