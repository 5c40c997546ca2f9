import type { RowStore } from './row-store.ts';

/** Doubles in one block: 16 MB. */
const BLOCK = 2 ** 21;

interface Block {
  first: number;
  /** Rows that were turned over. */
  rows: number;
  values: Float64Array;
}

/**
 * Single numbers over all replications, read from a row store in blocks of neighboring ones. Two blocks are kept, since a
 * paired difference goes through two places of the rows in step: memory does not grow with replications.
 */
export class Columns {
  private readonly store: RowStore;
  private readonly length: number;
  private readonly size: number;
  /** The one used last comes first. */
  private blocks: Block[] = [];

  /** @param length numbers in a row */
  constructor(store: RowStore, length: number, size = BLOCK) {
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
