import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stream } from '../../stats/stream.ts';
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

Cutting('nothing is lost where an interval is cut, whatever the rounding', () => {
  const draw = stream('pieces', 'cut');
  for (const length of [0.1, 1.7, 10.7, 1 / 3]) {
    const from = 7.3;
    const pieces = new Pieces(from, from + 400.5 * length, length);
    let [at, whole] = [from, 0];
    while (at < from + 400 * length) {
      const next = Math.min(from + 400 * length, at + 3 * length * draw.next());
      pieces.add(at, next, 2);
      whole += 2 * (next - at);
      at = next;
    }
    const row = new Float64Array(6);
    pieces.leave(row, 0);
    assert.is(row[0], 400);
    assert.ok(
      Math.abs(row[1]! * length - whole) < 1e-9 * whole,
      `${length}: ${row[1]! * length}, not ${whole}`,
    );
    assert.ok(Math.abs(row[2]! - 1600) < 1e-6, 'each piece has the mean 2');
  }
});

Cutting.run();
