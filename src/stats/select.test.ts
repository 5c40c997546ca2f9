import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arrangeQuantiles } from './select.ts';
import { stream } from './stream.ts';
import { quantileSorted } from './summary.ts';

const Select = suite('quantiles without sorting');

const SHARES = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

/** Quantiles of arranged values must be those of sorted ones, to the last bit, and no value may be lost. */
function check(values: Float64Array, shares: readonly number[], what: string): void {
  const sorted = values.slice().sort();
  for (const patience of [undefined, 0, 1, 3]) {
    const arranged = values.slice();
    arrangeQuantiles(arranged, shares, patience);
    const wrong = shares.filter((p) => !Object.is(quantileSorted(arranged, p), quantileSorted(sorted, p)));
    assert.equal(wrong, [], `${what}, ${values.length} values, patience ${patience}`);
    assert.equal(arranged.sort(), sorted, what);
  }
}

Select(
  'quantiles are those of the sorted values, whatever the values, and where it gives up and sorts',
  () => {
    const numbers = fc.array(
      fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 5 }).map(Number)),
      {
        maxLength: 400,
      },
    );
    const shares = fc.subarray(SHARES);
    fc.assert(
      fc.property(numbers, shares, (values, asked) => {
        check(
          Float64Array.from(values, (value) => value + 0),
          asked,
          'any',
        );
      }),
      { seed: 1, numRuns: 500 },
    );
  },
);

Select('long stretches: drawn, rising, falling, all equal, few values, a mountain', () => {
  const draw = stream('select');
  const makers: Record<string, (i: number, n: number) => number> = {
    drawn: () => draw.next(),
    rising: (i) => i,
    falling: (i) => -i,
    equal: () => 7,
    few: () => Math.floor(3 * draw.next()),
    mountain: (i, n) => Math.min(i, n - i),
  };
  for (const [what, make] of Object.entries(makers))
    for (const n of [0, 1, 2, 24, 25, 26, 1_000, 20_000])
      check(
        Float64Array.from({ length: n }, (_, i) => make(i, n)),
        SHARES,
        what,
      );
});

/** How often single values are read while `shares` are arranged; a sort of n values counts as n log2(n). */
function reads(values: Float64Array, shares: readonly number[], patience?: number): number {
  let count = 0;
  const watched = new Proxy(values, {
    get: (target, key) => {
      if (typeof key === 'string' && /^\d/.test(key)) count++;
      if (key !== 'subarray') return Reflect.get(target, key, target);
      return (from: number, to: number) => {
        count += (to - from) * Math.log2(to - from);
        return target.subarray(from, to);
      };
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
  arrangeQuantiles(watched, shares, patience);
  return count;
}

Select('a quantile is found with a few looks at each value, in whatever order they come', () => {
  const draw = stream('looks');
  const n = 4096;
  const orders: Record<string, (i: number) => number> = {
    drawn: () => draw.next(),
    rising: (i) => i,
    falling: (i) => -i,
    equal: () => 7,
  };
  for (const [what, make] of Object.entries(orders)) {
    const of = () => Float64Array.from({ length: n }, (_, i) => make(i));
    const looks = reads(of(), [0.5]);
    assert.ok(looks < 7 * n, `${what}: ${looks / n} looks a value for the median`);
    const all = reads(of(), [0.1, 0.25, 0.5, 0.75, 0.9]);
    assert.ok(all < 11 * n, `${what}: ${all / n} looks a value for five quantiles`);
    assert.ok(reads(of(), [], 0) < n / 100, `${what}: looks at values though nothing is asked`);
  }
});

Select('without patience it sorts at once, and one value or none is left alone', () => {
  const rising = Float64Array.from({ length: 100 }, (_, i) => 100 - i);
  arrangeQuantiles(rising, [0.5], 0);
  assert.equal([...rising], [...rising.slice().sort()]);
  assert.is(reads(Float64Array.of(3), [0.5]), 0);
  assert.is(reads(Float64Array.of(), [0.5]), 0);
});

Select.run();
