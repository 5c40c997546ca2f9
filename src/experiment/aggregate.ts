import { type Interval, meanInterval } from '../stats/interval.ts';
import { mean, quantileSorted } from '../stats/summary.ts';
import type { Layout } from './layout.ts';

/** Mean with 95 % confidence interval, and prediction quantiles over replications. */
export interface Summary extends Interval {
  p10: number;
  p50: number;
  p90: number;
  replications: number;
}

/** How an alternative differs from the baseline on the same changes: alternative minus baseline. */
export interface Difference extends Interval {
  p10: number;
  p90: number;
  /** Share of replications in which the alternative is better, ties half; NaN where neither direction is. */
  probabilityBetter: number;
  replications: number;
}

/** The rows of all replications so far, in order of replication whoever computed them. */
export class Replications {
  readonly layout: Layout;
  private readonly rows: Float64Array[] = [];

  constructor(layout: Layout) {
    this.layout = layout;
  }

  get count(): number {
    return this.rows.length;
  }

  add(row: Float64Array): void {
    if (row.length !== this.layout.length)
      throw new RangeError(`a row of ${row.length} numbers, not ${this.layout.length}`);
    this.rows.push(row);
  }

  row(replication: number): Float64Array {
    return this.rows[replication]!;
  }

  /** Values of one number over replications; where it does not exist (no change merged, say) it is left out. */
  values(at: number): Float64Array {
    return Float64Array.from(this.rows, (row) => row[at]!).filter((value) => !Number.isNaN(value));
  }

  summary(at: number): Summary {
    const values = this.values(at);
    const interval = meanInterval(values);
    const sorted = values.sort();
    const [p10, p50, p90] = [0.1, 0.5, 0.9].map((p) => quantileSorted(sorted, p)) as [number, number, number];
    return { ...interval, p10, p50, p90, replications: values.length };
  }

  /** Paired difference, over the replications in which both numbers exist. */
  difference(baseline: number, alternative: number, better: -1 | 0 | 1): Difference {
    const pairs = this.rows
      .map((row) => row[alternative]! - row[baseline]!)
      .filter((value) => !Number.isNaN(value));
    const sorted = Float64Array.from(pairs).sort();
    const wins = mean(pairs.map((value) => (value === 0 ? 0.5 : Math.sign(value) === better ? 1 : 0)));
    return {
      ...meanInterval(pairs),
      p10: quantileSorted(sorted, 0.1),
      p90: quantileSorted(sorted, 0.9),
      probabilityBetter: better === 0 ? Number.NaN : wins,
      replications: pairs.length,
    };
  }
}
