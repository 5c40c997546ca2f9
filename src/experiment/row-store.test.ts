import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stream } from '../stats/stream.ts';
import { Columns } from './columns.ts';
import { RowsInMemory } from './row-store.ts';

const Rows = suite('rows and columns');

const LENGTH = 23;

function filled(rows: number): RowsInMemory {
  const store = new RowsInMemory();
  const draw = stream('rows');
  for (let k = 0; k < rows; k++) store.add(Float64Array.from({ length: LENGTH }, () => draw.next()));
  return store;
}

/** A store that tells how many numbers it has handed out. */
class Counting extends RowsInMemory {
  read = 0;
  override readColumns(rows: number, from: number, width: number, into: Float64Array): void {
    this.read += rows * width;
    super.readColumns(rows, from, width, into);
  }
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
  const columns = new Columns(filled(17), LENGTH, 17);
  const [one, other] = [columns.column(2, 17), columns.column(20, 17)];
  assert.equal([...one], [...new Columns(filled(17), LENGTH).column(2, 17)]);
  assert.equal([...other], [...new Columns(filled(17), LENGTH).column(20, 17)]);
});

Rows('only the rows asked for are seen, and rows that were added since', () => {
  const store = filled(5);
  const columns = new Columns(store, LENGTH);
  assert.is(columns.column(3, 4).length, 4);
  store.add(new Float64Array(LENGTH).fill(9));
  assert.is(columns.column(3, 6).at(-1), 9);
});

Rows('going through all numbers, and through two places in step, reads each once', () => {
  const store = new Counting();
  for (let k = 0; k < 10; k++) store.add(new Float64Array(40));
  const columns = new Columns(store, 40, 50);
  for (let at = 0; at < 40; at++) columns.column(at, 10);
  assert.is(store.read, 400);
  for (let at = 0; at < 20; at++) [columns.column(at, 10), columns.column(at + 20, 10)];
  assert.is(store.read, 800);
});

Rows('no rows make empty columns', () => {
  assert.is(new Columns(new RowsInMemory(), LENGTH).column(4, 0).length, 0);
});

Rows.run();
