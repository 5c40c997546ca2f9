/** Doubles in one block: 8 MB. */
const BLOCK = 2 ** 20;

/** Rows of numbers that lie where reading many neighbors at once is cheap and reading one is not. */
export interface RowReader {
  /** Turns a part of the first `rows` rows over: number `from + i` of row k goes to `into[i * rows + k]`, for i < width. */
  readColumns(rows: number, from: number, width: number, into: Float64Array): void;
}

interface Block {
  first: number;
  /** Rows that were turned over. */
  rows: number;
  values: Float64Array;
}

/**
 * Single numbers over all replications, read from rows in blocks of neighboring ones. Two blocks are kept, since a
 * paired difference goes through two places of the rows in step: memory does not grow with replications.
 */
export class Columns {
  private readonly store: RowReader;
  private readonly length: number;
  private readonly size: number;
  /** The one used last comes first. */
  private blocks: Block[] = [];

  /** @param length numbers in a row */
  constructor(store: RowReader, length: number, size = BLOCK) {
    this.store = store;
    this.length = length;
    this.size = size;
  }

  /** Number `at` of the first `rows` rows. Not to be written to, and valid until the second call after this one. */
  column(at: number, rows: number): Float64Array {
    const width = Math.max(1, Math.min(this.length, Math.floor(this.size / Math.max(1, rows))));
    const first = at - (at % width);
    const block =
      this.blocks.find((one) => one.first === first && one.rows === rows) ?? this.read(first, width, rows);
    this.blocks = [block, ...this.blocks.filter((one) => one !== block)].slice(0, 2);
    return block.values.subarray((at - first) * rows, (at - first + 1) * rows);
  }

  private read(first: number, width: number, rows: number): Block {
    const wide = Math.min(width, this.length - first);
    const oldest = this.blocks[1]?.values;
    const values =
      oldest !== undefined && oldest.length >= wide * rows ? oldest : new Float64Array(wide * rows);
    if (values === oldest) this.blocks.pop();
    this.store.readColumns(rows, first, wide, values);
    return { first, rows, values };
  }
}
