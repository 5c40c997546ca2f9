/** Stretches no longer than this are sorted by insertion. */
const SHORT = 24;

/**
 * Rearranges values, none of them NaN, so that `quantileSorted` finds for each of the rising `shares` what it would find
 * in sorted values, in a fraction of the time: only the places that it looks at are put in order (quickselect for several
 * ranks at once; C. A. R. Hoare, Algorithm 65: FIND, Communications of the ACM 4, 1961).
 *
 * @param patience how often a stretch may be parted before it is sorted instead, so that no order takes quadratic time
 */
export function arrangeQuantiles(
  values: Float64Array,
  shares: readonly number[],
  patience = 4 * Math.ceil(Math.log2(values.length)),
): void {
  const last = values.length - 1;
  if (last < 1) return;
  const ranks: number[] = [];
  for (const share of shares) {
    const below = Math.floor(last * share);
    ranks.push(below, Math.min(below + 1, last));
  }
  settle(values, 0, last, ranks, 0, ranks.length, patience);
}

/** Puts in place what belongs at `ranks[first]` up to `ranks[end - 1]`, which lie within `from` … `to`. */
function settle(
  values: Float64Array,
  from: number,
  to: number,
  ranks: readonly number[],
  first: number,
  end: number,
  patience: number,
): void {
  if (first >= end) return;
  if (to - from < SHORT) {
    sortByInsertion(values, from, to);
    return;
  }
  if (patience === 0) {
    values.subarray(from, to + 1).sort();
    return;
  }
  const pivot = middleOf(values[from]!, values[(from + to) >> 1]!, values[to]!);
  let [low, high] = [from, to];
  while (low <= high) {
    while (values[low]! < pivot) low++;
    while (values[high]! > pivot) high--;
    if (low > high) break;
    const value = values[low]!;
    values[low++] = values[high]!;
    values[high--] = value;
  }
  // Below `low` nothing is above the pivot, beyond `high` nothing is below it, and what lies between is equal to it.
  let [below, above] = [first, end];
  while (below < end && ranks[below]! <= high) below++;
  while (above > below && ranks[above - 1]! >= low) above--;
  settle(values, from, high, ranks, first, below, patience - 1);
  settle(values, low, to, ranks, above, end, patience - 1);
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function sortByInsertion(values: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i <= to; i++) {
    const value = values[i]!;
    let hole = i;
    for (; hole > from && values[hole - 1]! > value; hole--) values[hole] = values[hole - 1]!;
    values[hole] = value;
  }
}
