/** Keeps the rows of numbers that replications leave, in order of replication. Rows are only ever added. */
export interface RowStore {
  /** Rows that it holds. */
  readonly count: number;
  add(row: Float64Array): void;
  /** Row `replication`; not to be written to. */
  row(replication: number): Float64Array;
  /** Number `at` of each of the first `rows` rows. Not to be written to, and valid until the second call after this one. */
  column(at: number, rows: number): Float64Array;
}

/** For tests, notebooks and whoever needs few replications. */
export class RowsInMemory implements RowStore {
  private readonly rows: Float64Array[] = [];

  get count(): number {
    return this.rows.length;
  }

  add(row: Float64Array): void {
    this.rows.push(row);
  }

  row(replication: number): Float64Array {
    return this.rows[replication]!;
  }

  column(at: number, rows: number): Float64Array {
    const column = new Float64Array(rows);
    for (let k = 0; k < rows; k++) column[k] = this.rows[k]![at]!;
    return column;
  }
}
