import { type GivenChanges, type Scenario, WEEK } from '../scenario/types.ts';

/** Throws RangeError unless what is given is given for every area, in order of creation, before or after the start. */
export function checkGiven({ areas, open, arrivals }: Scenario): void {
  const checked = (given: readonly GivenChanges[] | undefined, inside: (time: number) => boolean) => {
    if (given !== undefined && given.length !== areas.length)
      throw new RangeError(`changes of ${given.length} areas, not of ${areas.length}`);
    for (const { created, size, author } of given ?? []) {
      if ([size, author].some((column) => column !== undefined && column.length !== created.length))
        throw new RangeError('as many sizes and authors as changes');
      if (created.some((time, i) => !Number.isFinite(time) || time < created[Math.max(0, i - 1)]!))
        throw new RangeError('changes in order of creation');
      if (!created.every(inside)) throw new RangeError('open changes before the start, others from it on');
    }
  };
  checked(open.given, (time) => time < 0);
  checked(arrivals.given, (time) => time >= 0);
}

/** Changes that arrive in each of so many weeks. */
export function givenCounts({ created }: GivenChanges, weeks: number): number[] {
  const counts = new Array<number>(weeks).fill(0);
  for (const time of created) if (time < weeks * WEEK) counts[Math.floor(time / WEEK)]!++;
  return counts;
}

export function giveSizes(column: Float64Array, position: Int32Array, given: GivenChanges | undefined): void {
  given?.size?.forEach((lines, i) => {
    if (!Number.isNaN(lines)) column[position[i]!] = lines;
  });
}

export function giveAuthors(column: Int32Array, position: Int32Array, given: GivenChanges | undefined): void {
  given?.author?.forEach((person, i) => {
    column[position[i]!] = person;
  });
}
