/** Areas that are gone through in step; more of them one after the other. */
export const MOST_IN_STEP = 64;

/**
 * Several lines, each with the time of what comes next in it; the earliest is known at once, of equal times that of the
 * line with the smaller number. A binary heap of lines.
 */
export class Earliest {
  private readonly times: Float64Array;
  private readonly heap: Int32Array;

  /** @param times of the first in each line; Infinity if there is none. Kept and written to. */
  constructor(times: Float64Array) {
    this.times = times;
    this.heap = Int32Array.from(times, (_, line) => line);
    for (let at = (times.length >> 1) - 1; at >= 0; at--) this.sink(at);
  }

  /** The line whose next comes first. */
  get line(): number {
    return this.heap[0]!;
  }

  /** When that is; Infinity if all lines are at their end. */
  get time(): number {
    return this.times[this.heap[0]!]!;
  }

  /** What came first is taken: the line's next comes at `time`, Infinity if there is none. */
  follow(time: number): void {
    this.times[this.heap[0]!] = time;
    this.sink(0);
  }

  private sink(from: number): void {
    const { heap, times } = this;
    const line = heap[from]!;
    const time = times[line]!;
    let hole = from;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.before(heap[child + 1]!, heap[child]!)) child++;
      const other = heap[child]!;
      if (time < times[other]! || (time === times[other]! && line < other)) break;
      heap[hole] = other;
      hole = child;
    }
    heap[hole] = line;
  }

  private before(a: number, b: number): boolean {
    const { times } = this;
    return times[a]! < times[b]! || (times[a]! === times[b]! && a < b);
  }
}
