import { variance } from '../../stats/summary.ts';

/** How a metric is read from the mean of what replications leave, and what holds it. */
export type Measure =
  | {
      kind: 'value';
      of(mean: Float64Array): number;
      /** A variance, a second moment: its standard error may be 5 %. */
      loose?: boolean;
      /** Difference that is accepted whatever the error, as a share of the value. */
      within?: number;
      /** Whether known means of the inputs tell about it; see {@link Controls}. */
      controlled?: boolean;
    }
  /** The smallest count q with P(N ≤ q) ≥ p; the counts' masses stand from `at` on, `size` of them. */
  | { kind: 'count quantile'; p: number; at: number; size: number }
  /** The exact value is a bound: the estimate is not above it, or not below it. */
  | { kind: 'upper bound' | 'lower bound'; of(mean: Float64Array): number }
  | { kind: 'not a value'; why: string };

/**
 * What a replication tells about its own luck: numbers whose means are known from the inputs, less those means
 * (control variates; Law, Simulation Modeling and Analysis, 5th ed., sec. 11.4).
 */
export type Controls = (left: Float64Array) => readonly number[];

export interface Estimate {
  value: number;
  /** Standard error. */
  error: number;
  /** Degrees of freedom of the error. */
  freedom: number;
}

/** Sums of what replications have left, so that each can be taken out again. */
export class Samples {
  readonly rows: Float64Array[] = [];
  private readonly sums: Float64Array;
  private readonly scratch: Float64Array;

  constructor(length: number) {
    this.sums = new Float64Array(length);
    this.scratch = new Float64Array(length);
  }

  get count(): number {
    return this.rows.length;
  }

  add(row: Float64Array): void {
    this.rows.push(row);
    for (let i = 0; i < row.length; i++) this.sums[i]! += row[i]!;
  }

  mean(): Float64Array {
    return this.sums.map((sum) => sum / this.count);
  }

  /** The mean without row `i`; valid until the next call. */
  private meanWithout(i: number): Float64Array {
    const { sums, rows } = this;
    const out = this.scratch;
    const row = rows[i]!;
    const others = rows.length - 1;
    for (let k = 0; k < sums.length; k++) out[k] = (sums[k]! - row[k]!) / others;
    return out;
  }

  /**
   * A function of the mean with its standard error, by leaving out one replication at a time (jackknife: Miller,
   * Biometrika 61, 1974); with controls, the residual of the pseudo-values' regression on them.
   */
  estimate(of: (mean: Float64Array) => number, controls?: Controls): Estimate {
    const n = this.count;
    const whole = of(this.mean());
    const pseudo = Float64Array.from(this.rows, (_, i) => n * whole - (n - 1) * of(this.meanWithout(i)));
    if (controls !== undefined && n >= 4) {
      const bearable = Math.floor(n / 2) - 1;
      return interceptOf(
        pseudo,
        this.rows.map((row) => controls(row).slice(0, bearable)),
      );
    }
    let sum = 0;
    for (const value of pseudo) sum += value;
    return { value: sum / n, error: Math.sqrt(variance(pseudo) / n), freedom: n - 1 };
  }
}

/** Least squares of `values` on `controls`: the value where all controls are 0, and its standard error. */
function interceptOf(values: Float64Array, controls: readonly (readonly number[])[]): Estimate {
  const n = values.length;
  const q = controls[0]!.length;
  const width = q + 1;
  const design = (i: number, j: number) => (j === 0 ? 1 : controls[i]![j - 1]!);
  const scale = Array.from({ length: width }, (_, j) => {
    let squares = 0;
    for (let i = 0; i < n; i++) squares += design(i, j) ** 2;
    return Math.sqrt(squares) || 1;
  });
  const matrix = Array.from({ length: width }, (_, j) =>
    Array.from({ length: width + 2 }, (_, k) => {
      // Of the inverse only the column of the intercept is wanted.
      if (k > width) return j === 0 ? 1 : 0;
      let sum = 0;
      for (let i = 0; i < n; i++)
        sum += (design(i, j) / scale[j]!) * (k === width ? values[i]! : design(i, k) / scale[k]!);
      return sum;
    }),
  );
  eliminate(matrix);
  const slopes = matrix.map((row, j) => row[width]! / scale[j]!);
  let residual = 0;
  for (let i = 0; i < n; i++) {
    let fitted = 0;
    for (let j = 0; j < width; j++) fitted += slopes[j]! * design(i, j);
    residual += (values[i]! - fitted) ** 2;
  }
  const freedom = n - width;
  const error = Math.sqrt(((residual / freedom) * matrix[0]![width + 1]!) / scale[0]! ** 2);
  return { value: slopes[0]!, error, freedom };
}

/** Gauss and Jordan on a square matrix with further columns, in place. */
function eliminate(matrix: number[][]): void {
  const n = matrix.length;
  for (let pivot = 0; pivot < n; pivot++) {
    let largest = pivot;
    for (let row = pivot + 1; row < n; row++)
      if (Math.abs(matrix[row]![pivot]!) > Math.abs(matrix[largest]![pivot]!)) largest = row;
    [matrix[pivot], matrix[largest]] = [matrix[largest]!, matrix[pivot]!];
    const by = matrix[pivot]![pivot]!;
    if (by === 0) continue;
    matrix[pivot] = matrix[pivot]!.map((value) => value / by);
    for (let row = 0; row < n; row++) {
      const factor = matrix[row]![pivot]!;
      if (row === pivot || factor === 0) continue;
      matrix[row] = matrix[row]!.map((value, k) => value - factor * matrix[pivot]![k]!);
    }
  }
}
