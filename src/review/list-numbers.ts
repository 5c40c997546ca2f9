/** Numbers lists of whole numbers in order of first use; equal lists have one number. */
export class ListNumbers {
  /** The lists by number. */
  readonly lists: Int32Array[] = [];
  private readonly alike = new Map<number, number[]>();

  number(list: ArrayLike<number>): number {
    const hash = hashOf(list);
    const same = this.alike.get(hash);
    const known = same?.find((number) => equal(this.lists[number]!, list));
    if (known !== undefined) return known;
    const number = this.lists.push(Int32Array.from(list)) - 1;
    if (same === undefined) this.alike.set(hash, [number]);
    else same.push(number);
    return number;
  }
}

function hashOf(list: ArrayLike<number>): number {
  let h = list.length;
  for (let i = 0; i < list.length; i++) {
    h = Math.imul(h ^ list[i]!, 0x9e3779b1);
    h ^= h >>> 15;
  }
  return h;
}

function equal(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The numbers of a list in order, each once. */
export function sortedOnce(list: ArrayLike<number>): Int32Array {
  const sorted = Int32Array.from(list).sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i]!;
  return sorted.subarray(0, count);
}

/** Whether a number stands in a list in order. */
export function holds(sorted: ArrayLike<number>, wanted: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && sorted[low] === wanted;
}
