import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from './root.ts';

const Root = suite('root');

Root('a crossing is found, whichever way it goes and however steep', () => {
  const near = (found: number, exact: number) =>
    assert.ok(Math.abs(found - exact) < 1e-11, `${found}, ${exact}`);
  near(
    root((x) => x * x - 2, 0, 2),
    Math.SQRT2,
  );
  near(
    root((x) => 2 - x * x, 0, 2),
    Math.SQRT2,
  );
  near(
    root((x) => Math.exp(20 * x) - 1e3, -5, 3),
    Math.log(1e3) / 20,
  );
  near(
    root((x) => Math.atan(1e6 * (x - 0.3)), -1, 9),
    0.3,
  );
  near(
    root((x) => (x - 1) ** 3, 0, 5),
    1,
  );
});

Root('it takes few looks', () => {
  let looks = 0;
  root(
    (x) => {
      looks++;
      return Math.log(x) - 1;
    },
    1,
    10,
  );
  assert.ok(looks <= 14, `${looks}`);
});

Root('no digits are looked for beyond those that are asked', () => {
  const looks = (f: (x: number) => number, low: number, high: number, within: number) => {
    let count = 0;
    const found = root(
      (x) => {
        count++;
        return f(x);
      },
      low,
      high,
      within,
    );
    return { count, found };
  };
  // Of large results a share, of small ones that of 1.
  const large = looks((x) => Math.log(x / 1e6), 1, 1e8, 1e-3);
  assert.ok(
    Math.abs(large.found / 1e6 - 1) < 1e-3 &&
      large.count < looks((x) => Math.log(x / 1e6), 1, 1e8, 1e-9).count,
  );
  const small = (within: number) => looks((x) => Math.exp(x) - 1 - 1e-7, -1, 3, within);
  assert.ok(Math.abs(small(1e-2).found) < 1e-2);
  assert.ok(small(1e-2).count < small(1e-9).count, `${small(1e-2).count}`);
});

Root('an end that is 0 is the answer, and two ends of one sign have none', () => {
  assert.is(
    root((x) => x, 0, 4),
    0,
  );
  assert.is(
    root((x) => x - 4, 0, 4),
    4,
  );
  assert.throws(() => root((x) => x * x + 1, -1, 1), /no 0 between/);
  assert.throws(() => root(() => Number.NaN, -1, 1), /no 0 between/);
});

Root.run();
