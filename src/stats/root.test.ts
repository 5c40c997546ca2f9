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
