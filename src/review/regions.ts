import type { LatentChanges } from '../demand/change.ts';
import type { Pools } from './halls.ts';

/** With fewer people nothing is gained: whatever a run needs is near at hand anyway. */
const FEWEST_PEOPLE = 1_000;

/**
 * Parts of an organization that have nobody and no change in common. What happens in one changes nothing in another, so
 * they may be gone through one after the other: what is needed at a time then fits into the processor's nearest memory,
 * and an event costs the same among a hundred thousand people as among twenty.
 */
export interface Regions {
  count: number;
  /** Region of each code set. */
  ofSet: Int32Array;
  /** People by region, in order: those of region r from `begins[r]` up to the next. Who has no right is in none. */
  begins: Int32Array;
  people: Int32Array;
}

/**
 * @param hallsOfSet halls in which the changes of each code set are approved
 * @returns undefined where all hang together, or there are few people
 */
export function regionsOf(hallsOfSet: readonly (readonly number[])[], pools: Pools): Regions | undefined {
  if (pools.poolOf.length < FEWEST_PEOPLE) return undefined;
  const joined = Int32Array.from(pools.ofHall, (_, hall) => hall);
  const root = (hall: number): number => {
    let at = hall;
    while (joined[at] !== at) {
      joined[at] = joined[joined[at]!]!;
      at = joined[at]!;
    }
    return at;
  };
  const join = (halls: ArrayLike<number>) => {
    for (let i = 1; i < halls.length; i++) joined[root(halls[i]!)] = root(halls[0]!);
  };
  for (const halls of hallsOfSet) join(halls);
  for (const halls of pools.halls) join(halls);
  const numbers = new Map<number, number>();
  const ofSet = Int32Array.from(hallsOfSet, ([hall]) => {
    const at = root(hall!);
    const number = numbers.get(at) ?? numbers.size;
    numbers.set(at, number);
    return number;
  });
  if (numbers.size < 2) return undefined;
  const ofPool = Int32Array.from(pools.halls, ([hall]) => numbers.get(root(hall!))!);
  const ofPerson = pools.poolOf.map((pool) => (pool < 0 ? -1 : ofPool[pool]!));
  const { begins, members } = grouped(ofPerson, numbers.size);
  return { count: numbers.size, ofSet, begins, people: members };
}

/** Changes by region, in order of their arrival: those of region r from `begins[r]` up to the next. */
export function changesByRegion({ codeSet, count }: LatentChanges, { ofSet, count: regions }: Regions) {
  const ofChange = new Int32Array(count);
  for (let change = 0; change < count; change++) ofChange[change] = ofSet[codeSet[change]!]!;
  return grouped(ofChange, regions);
}

/** Numbers of what stands in each group, in order; what is in group -1 is left out. */
function grouped(groupOf: Int32Array, groups: number): { begins: Int32Array; members: Int32Array } {
  const begins = new Int32Array(groups + 1);
  for (const group of groupOf) if (group >= 0) begins[group + 1]!++;
  for (let group = 0; group < groups; group++) begins[group + 1]! += begins[group]!;
  const next = begins.slice();
  const members = new Int32Array(begins[groups]!);
  for (let i = 0; i < groupOf.length; i++) if (groupOf[i]! >= 0) members[next[groupOf[i]!]!++] = i;
  return { begins, members };
}
