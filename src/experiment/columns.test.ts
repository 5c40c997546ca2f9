import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stream } from '../stats/stream.ts';
import { Columns, type RowReader } from './columns.ts';
import { RowsInMemory } from './row-store.ts';

const Rows = suite('rows and columns');

const LENGTH = 23;

/** Rows that tell how many numbers were read of them. */
class Readable extends RowsInMemory implements RowReader {
  read = 0;

  readColumns(rows: number, from: number, width: number, into: Float64Array): void {
    this.read += rows * width;
    for (let i = 0; i < width; i++) into.set(this.column(from + i, rows), i * rows);
  }
}

function filled(rows: number, length = LENGTH): Readable {
  const store = new Readable();
  const draw = stream('rows');
  for (let k = 0; k < rows; k++) store.add(Float64Array.from({ length }, () => draw.next()));
  return store;
}

Rows('a column is one number of every row, for any size of block', () => {
  const store = filled(17);
  for (const size of [1, 17, 40, 17 * 5, 17 * LENGTH, 10_000]) {
    const columns = new Columns(store, LENGTH, size);
    for (const at of [0, 1, 22, 7, 8, 0])
      assert.equal(
        [...columns.column(at, 17)],
        Array.from({ length: 17 }, (_, k) => store.row(k)[at]),
        `number ${at}, blocks of ${size}`,
      );
  }
});

Rows('two columns far apart stand side by side', () => {
  const store = filled(17);
  const columns = new Columns(store, LENGTH, 17);
  const [one, other] = [columns.column(2, 17), columns.column(20, 17)];
  assert.equal([...one], [...store.column(2, 17)]);
  assert.equal([...other], [...store.column(20, 17)]);
});

Rows('only the rows asked for are seen, and rows that were added since', () => {
  const store = filled(5);
  const columns = new Columns(store, LENGTH);
  assert.is(columns.column(3, 4).length, 4);
  store.add(new Float64Array(LENGTH).fill(9));
  assert.equal([...columns.column(3, 6)], [...store.column(3, 6)]);
});

Rows('going through all numbers, and through two places in step, reads each once', () => {
  const store = filled(10, 40);
  const columns = new Columns(store, 40, 50);
  for (let at = 0; at < 40; at++) columns.column(at, 10);
  assert.is(store.read, 400);
  for (let at = 0; at < 20; at++) [columns.column(at, 10), columns.column(at + 20, 10)];
  assert.is(store.read, 800);
});

Rows('a block that is asked for again and again does not drive out the other one', () => {
  const store = filled(10, 40);
  const columns = new Columns(store, 40, 50);
  for (const at of [0, 20, 21, 22, 1]) columns.column(at, 10);
  assert.is(store.read, 100);
});

Rows('two blocks are kept, and not a third', () => {
  const store = filled(10, 40);
  const columns = new Columns(store, 40, 50);
  for (const at of [0, 10, 20, 0]) columns.column(at, 10);
  assert.is(store.read, 200);
});

Rows('no rows make empty columns', () => {
  assert.is(new Columns(filled(0), LENGTH).column(4, 0).length, 0);
});

Rows.run();
