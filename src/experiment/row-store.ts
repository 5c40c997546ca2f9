/** Keeps the rows of numbers that replications leave, in order of replication. Rows are only ever added. */
export interface RowStore {
  /** Rows that it holds. */
  readonly count: number;
  add(row: Float64Array): void;
  /** Row `replication`; not to be written to. */
  row(replication: number): Float64Array;
  /** Turns a part of the first `rows` rows over: number `from + i` of row k goes to `into[i * rows + k]`, for i < width. */
  readColumns(rows: number, from: number, width: number, into: Float64Array): void;
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

  readColumns(rows: number, from: number, width: number, into: Float64Array): void {
    for (let k = 0; k < rows; k++) {
      const row = this.rows[k]!;
      for (let i = 0; i < width; i++) into[i * rows + k] = row[from + i]!;
    }
  }
}
