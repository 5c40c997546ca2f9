import type { LatentChanges } from './change.ts';
import { Earliest, MOST_IN_STEP } from './earliest.ts';
import { orderOfTimes } from './order-of-times.ts';

/**
 * Numbers all areas' changes by time of creation (equal times in order of areas). Returns, for each area, the number
 * of each of its changes.
 */
export function mergeInOrderOfTime(times: readonly Float64Array[], changes: LatentChanges): Int32Array[] {
  return times.length > MOST_IN_STEP ? mergeMany(times, changes) : mergeFew(times, changes);
}

function mergeFew(times: readonly Float64Array[], changes: LatentChanges): Int32Array[] {
  const position = times.map(({ length }) => new Int32Array(length));
  const next = new Int32Array(times.length);
  const earliest = new Earliest(Float64Array.from(times, (own) => own[0] ?? Number.POSITIVE_INFINITY));
  for (let change = 0; change < changes.count; change++) {
    const area = earliest.line;
    const own = next[area]!;
    changes.created[change] = earliest.time;
    changes.area[change] = area;
    changes.ordinal[change] = own;
    position[area]![own] = change;
    next[area] = own + 1;
    earliest.follow(own + 1 < times[area]!.length ? times[area]![own + 1]! : Number.POSITIVE_INFINITY);
  }
  return position;
}

/** The same, one area after the other: going through thousands in step would look for each change far apart. */
function mergeMany(times: readonly Float64Array[], changes: LatentChanges): Int32Array[] {
  const all = new Float64Array(changes.count);
  let begin = 0;
  for (const own of times) {
    all.set(own, begin);
    begin += own.length;
  }
  const order = orderOfTimes(all);
  const numbers = new Int32Array(changes.count);
  for (let change = 0; change < order.length; change++) numbers[order[change]!] = change;
  begin = 0;
  return times.map((own, area) => {
    const position = numbers.subarray(begin, begin + own.length);
    begin += own.length;
    for (let i = 0; i < own.length; i++) {
      const change = position[i]!;
      changes.created[change] = own[i]!;
      changes.area[change] = area;
      changes.ordinal[change] = i;
    }
    return position;
  });
}
