import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bootstrapInterval } from './bootstrap.ts';
import { stream } from './stream.ts';
import { mean, quantileSorted, variance } from './summary.ts';

const Bootstrap = suite('bootstrap');

Bootstrap('the interval of a mean is nearly the normal one', () => {
  const values = Array.from({ length: 200 }, (_, i) => (i * 37) % 101);
  const { low, high } = bootstrapInterval(values, mean, stream('bootstrap'), { samples: 4_000 });
  const half = 1.96 * Math.sqrt(variance(values) / 200);
  assert.ok(Math.abs(low - (mean(values) - half)) < 0.1 * half, `${low}`);
  assert.ok(Math.abs(high - (mean(values) + half)) < 0.1 * half, `${high}`);
  const narrow = bootstrapInterval(values, mean, stream('bootstrap'), { confidence: 0.5 });
  assert.ok(low < narrow.low && narrow.high < high);
});

Bootstrap('values that are all alike leave no doubt, and none cannot be drawn from', () => {
  assert.equal(bootstrapInterval([3, 3, 3], mean, stream('x')), { low: 3, high: 3 });
  assert.throws(() => bootstrapInterval([], mean, stream('x')), /no values to draw from/);
});

Bootstrap('equal streams give equal intervals', () => {
  const again = () => bootstrapInterval([1, 4, 9, 16], mean, stream('bootstrap', 'again'), { samples: 50 });
  assert.equal(again(), again());
});

Bootstrap('the interval of a median holds about as often as it says', () => {
  const draw = stream('bootstrap', 'median');
  const median = (sample: readonly number[]) => quantileSorted(Float64Array.from(sample).sort(), 0.5);
  let held = 0;
  for (let study = 0; study < 300; study++) {
    const values = Array.from({ length: 40 }, () => draw.next() ** 2);
    const { low, high } = bootstrapInterval(values, median, draw, { samples: 200 });
    if (low <= 0.25 && 0.25 <= high) held++;
  }
  assert.ok(Math.abs(held / 300 - 0.94) <= 0.04, `${held} of 300`);
});

Bootstrap.run();
