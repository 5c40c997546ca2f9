import { quantileSorted } from '../../stats/summary.ts';

/** Ratio of the ends of a bin: what stands in its middle is within 1 % of all that is in it. */
const RATIO = 1.02;
const LOG_RATIO = Math.log(RATIO);
/** What is smaller counts as nothing: a tenth of a second, in days. */
const SMALLEST = 1e-6;

/** A value and how often it came. */
export interface Counted {
  value: number;
  count: number;
}

/**
 * Values from 0 on, of which quantiles are wanted: each kept as it is until it is told to be {@link coarsen}ed, and from
 * then on counted in bins whose ends lie a factor of 1.02 apart, so that a quantile is within 1 % and memory does not grow.
 * Count and mean stay exact. The order in which values come changes nothing.
 */
export class Sample {
  private exact: number[] | undefined = [];
  /** Counts of bins, the first of which is number `from`. */
  private bins: Uint32Array = new Uint32Array(0);
  private from = 0;
  private zeros = 0;
  private total = 0;
  private sum = 0;

  constructor(coarse = false) {
    if (coarse) this.exact = undefined;
  }

  /** All values of several samples; exact if all of them are. */
  static of(samples: Iterable<Sample>): Sample {
    const all = new Sample();
    for (const sample of samples) all.take(sample);
    return all;
  }

  add(value: number): void {
    this.total++;
    this.sum += value;
    if (this.exact !== undefined) this.exact.push(value);
    else this.bin(value, 1);
  }

  get count(): number {
    return this.total;
  }

  /** NaN for none. */
  get mean(): number {
    return this.sum / this.total;
  }

  get isExact(): boolean {
    return this.exact !== undefined;
  }

  coarsen(): void {
    const values = this.exact;
    if (values === undefined) return;
    this.exact = undefined;
    for (const value of values) this.bin(value, 1);
  }

  /** Of exact values linear between order statistics (type 7); of bins the middle of the one it lies in. NaN for none. */
  quantile(p: number): number {
    return this.quantiles([p])[0]!;
  }

  /** As {@link quantile}, for several shares at once. */
  quantiles(shares: readonly number[]): number[] {
    if (this.exact !== undefined) {
      const sorted = Float64Array.from(this.exact).sort();
      return shares.map((p) => quantileSorted(sorted, p));
    }
    return shares.map((p) => this.binned((this.total - 1) * p));
  }

  /** Values upward with their counts. */
  counted(): Counted[] {
    if (this.exact !== undefined) return runsOf(Float64Array.from(this.exact).sort());
    const groups: Counted[] = this.zeros > 0 ? [{ value: 0, count: this.zeros }] : [];
    this.bins.forEach((count, i) => {
      if (count > 0) groups.push({ value: middle(this.from + i), count });
    });
    return groups;
  }

  /** How many values are at most `most`; of bins, those whose middle is. */
  upTo(most: number): number {
    return this.counted().reduce((sum, { value, count }) => (value <= most ? sum + count : sum), 0);
  }

  private take(other: Sample): void {
    if (other.exact === undefined) this.coarsen();
    if (this.exact !== undefined && other.exact !== undefined) {
      for (const value of other.exact) this.exact.push(value);
    } else if (other.exact !== undefined) {
      for (const value of other.exact) this.bin(value, 1);
    } else {
      this.zeros += other.zeros;
      other.bins.forEach((count, i) => {
        if (count > 0) this.put(other.from + i, count);
      });
    }
    this.total += other.total;
    this.sum += other.sum;
  }

  private bin(value: number, count: number): void {
    if (value < SMALLEST) this.zeros += count;
    else this.put(Math.floor(Math.log(value) / LOG_RATIO + 1e-9), count);
  }

  private put(number: number, count: number): void {
    // First the place: it may take a new table.
    const slot = this.slot(number);
    this.bins[slot]! += count;
  }

  /** Place of a bin, for which room is made. */
  private slot(number: number): number {
    const [first, last] = [this.from, this.from + this.bins.length];
    if (number >= first && number < last) return number - first;
    const [low, high] =
      this.bins.length === 0
        ? [number - 8, number + 8]
        : [Math.min(first, number - 16), Math.max(last, number + 17)];
    const grown = new Uint32Array(high - low);
    grown.set(this.bins, first === 0 && this.bins.length === 0 ? 0 : first - low);
    [this.bins, this.from] = [grown, low];
    return number - low;
  }

  private binned(rank: number): number {
    if (this.total === 0) return Number.NaN;
    let left = Math.floor(rank) - this.zeros;
    if (left < 0) return 0;
    for (let i = 0; i < this.bins.length; i++) {
      left -= this.bins[i]!;
      if (left < 0) return middle(this.from + i);
    }
    return Number.NaN;
  }
}

/** The geometric middle of a bin; of a bin of small whole numbers, which holds one of them, that number. */
function middle(bin: number): number {
  const value = RATIO ** (bin + 0.5);
  const whole = Math.round(value);
  return whole >= 1 && whole < 50 && Math.abs(whole - value) / value <= 0.0101 ? whole : value;
}

function runsOf(sorted: Float64Array): Counted[] {
  const groups: Counted[] = [];
  for (const value of sorted) {
    const last = groups.at(-1);
    if (last !== undefined && last.value === value) last.count++;
    else groups.push({ value, count: 1 });
  }
  return groups;
}
