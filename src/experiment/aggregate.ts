import { type Interval, meanInterval } from '../stats/interval.ts';
import { arrangeQuantiles } from '../stats/select.ts';
import { quantileSorted } from '../stats/summary.ts';
import type { Layout } from './layout.ts';
import { type RowStore, RowsInMemory } from './row-store.ts';

const SHARES = [0.1, 0.5, 0.9];

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

/**
 * The numbers of all replications so far, in order of replication whoever computed them. The rows lie in a
 * store; here are only the headlines, which the stop rule asks for again and again.
 */
export class Replications {
  readonly layout: Layout;
  private readonly store: RowStore;
  private readonly headlines: Map<number, number[]>;
  private counted = 0;

  /** @param store may hold rows of an earlier run, which {@link takeStored} counts */
  constructor(layout: Layout, store: RowStore = new RowsInMemory()) {
    this.layout = layout;
    this.store = store;
    this.headlines = new Map(
      layout.organizations.map((_, organization) => [layout.headline(organization), []]),
    );
  }

  get count(): number {
    return this.counted;
  }

  /** Rows that the store holds and that are not counted yet; nothing can be added before they are. */
  get stored(): number {
    return this.store.count - this.counted;
  }

  takeStored(): void {
    this.countIn(this.store.row(this.counted));
  }

  add(row: Float64Array): void {
    if (row.length !== this.layout.length)
      throw new RangeError(`a row of ${row.length} numbers, not ${this.layout.length}`);
    if (this.stored > 0) throw new RangeError(`${this.stored} stored rows come first`);
    this.store.add(row);
    this.countIn(row);
  }

  row(replication: number): Float64Array {
    return this.store.row(replication);
  }

  /** Values of one number over replications; where it does not exist (no change merged, say) it is left out. */
  values(at: number): Float64Array {
    return existing(Float64Array.from(this.column(at)));
  }

  summary(at: number): Summary {
    const values = this.values(at);
    const interval = meanInterval(values);
    arrangeQuantiles(values, SHARES);
    const [p10, p50, p90] = SHARES.map((p) => quantileSorted(values, p)) as [number, number, number];
    return { ...interval, p10, p50, p90, replications: values.length };
  }

  /** Paired difference, over the replications in which both numbers exist. */
  difference(baseline: number, alternative: number, better: -1 | 0 | 1): Difference {
    const [base, other] = [this.column(baseline), this.column(alternative)];
    const all = new Float64Array(this.count);
    for (let k = 0; k < all.length; k++) all[k] = other[k]! - base[k]!;
    const pairs = existing(all);
    let wins = 0;
    for (const value of pairs) wins += value === 0 ? 0.5 : Math.sign(value) === better ? 1 : 0;
    const interval = meanInterval(pairs);
    arrangeQuantiles(pairs, SHARES);
    return {
      ...interval,
      p10: quantileSorted(pairs, 0.1),
      p90: quantileSorted(pairs, 0.9),
      probabilityBetter: better === 0 ? Number.NaN : wins / pairs.length,
      replications: pairs.length,
    };
  }

  private countIn(row: Float64Array): void {
    for (const [at, values] of this.headlines) values.push(row[at]!);
    this.counted++;
  }

  private column(at: number): ArrayLike<number> {
    return this.headlines.get(at) ?? this.store.column(at, this.count);
  }
}

/** The values that are none of NaN, moved to the front of the same memory. */
function existing(values: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) values[count++] = values[i]!;
  return values.subarray(0, count);
}
