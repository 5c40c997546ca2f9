import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Pieces } from './pieces.ts';

const Cutting = suite('pieces');

/** What is left where the number is `n` from one of the times to the next. */
function left(window: [number, number], length: number, path: readonly [number, number][]): Float64Array {
  const pieces = new Pieces(...window, length);
  for (const [i, [from, n]] of path.entries()) pieces.add(from, path[i + 1]?.[0] ?? window[1], n);
  const row = new Float64Array(8);
  pieces.leave(row, 1);
  return row;
}

Cutting('means of pieces and of pairs of them: count, sum and squares of each', () => {
  // Means 1, 3, 2 and 6 over pieces of 2 h; pairs 2 and 4.
  const row = left([5, 13], 2, [
    [5, 1],
    [7, 3],
    [9, 2],
    [11, 6],
  ]);
  assert.equal([...row], [0, 4, 12, 1 + 9 + 4 + 36, 2, 6, 4 + 16, 0]);
});

Cutting('what lasts over a border of pieces counts in each for its part', () => {
  const row = left([0, 4], 2, [
    [0, 4],
    [3, 0],
  ]);
  assert.equal([...row].slice(1, 4), [2, 4 + 2, 16 + 4]);
});

Cutting('pieces come in pairs, and what is left over at the end counts nowhere', () => {
  const row = left([0, 7.9], 2, [
    [0, 1],
    [4, 100],
  ]);
  assert.equal([...row].slice(1), [2, 2, 2, 1, 1, 1, 0]);
});

Cutting.run();
