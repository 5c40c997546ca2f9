/** Means of the number in the system over pieces of a window, and over pairs of them. */
export class Pieces {
  private readonly sums: Float64Array;
  private readonly from: number;
  private readonly length: number;

  constructor(from: number, until: number, length: number) {
    this.from = from;
    this.length = length;
    this.sums = new Float64Array(2 * Math.floor((until - from) / length / 2));
  }

  add(from: number, until: number, n: number): void {
    let at = from;
    // Counted on, not found anew: where a piece ends, rounding may lead back into it.
    for (let piece = Math.floor((at - this.from) / this.length); at < until; piece++) {
      if (piece >= this.sums.length) return;
      const end = Math.min(until, this.from + (piece + 1) * this.length);
      if (end <= at) continue;
      this.sums[piece]! += n * (end - at);
      at = end;
    }
  }

  /** Count, sum and squares of single pieces, then of pairs. */
  leave(row: Float64Array, at: number): void {
    const { sums, length } = this;
    for (let i = 0; i < sums.length; i++) {
      const value = sums[i]! / length;
      row[at]! += 1;
      row[at + 1]! += value;
      row[at + 2]! += value * value;
      if (i % 2 === 0) continue;
      const pair = (value + sums[i - 1]! / length) / 2;
      row[at + 3]! += 1;
      row[at + 4]! += pair;
      row[at + 5]! += pair * pair;
    }
  }
}
