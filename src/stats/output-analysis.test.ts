import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { firstPrecise, meanInterval, predictionInterval, relativePrecision } from './interval.ts';
import { normalQuantile } from './normal.ts';
import {
  batchMeans,
  overlappingBatchMeans,
  quantileInterval,
  quantileRanks,
  truncationPoint,
  vonNeumann,
} from './output-analysis.ts';
import { stream } from './stream.ts';
import { variance } from './summary.ts';

const Output = suite('output analysis');
const near = (found: number, exact: number, within = 1e-9) =>
  assert.ok(Math.abs(found - exact) <= within * Math.abs(exact), `${found} is not ${exact}`);

/** A run whose values hang together: each is `memory` of the last, of variance 1 / (1 − memory²). */
function autoregressive(memory: number, length: number, name: string): number[] {
  const draw = stream('output', name);
  let value = normalQuantile(draw.next()) / Math.sqrt(1 - memory ** 2);
  return Array.from({ length }, () => {
    value = memory * value + normalQuantile(draw.next());
    return value;
  });
}

Output('nothing is cut from a run that begins as it goes on', () => {
  const { drop, settled } = truncationPoint([1, 2, 1, 2, 1, 2, 1, 2], 2);
  assert.is(drop, 0);
  assert.ok(settled);
});

Output('a start that is far off is cut, and no more', () => {
  const level = Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 10 : 11));
  const found = truncationPoint([90, 70, 50, 30, ...level], 2);
  assert.is(found.drop, 4);
  near(found.mean, 10.5);
  assert.ok(found.settled);
});

Output('a run that never settles says so', () => {
  assert.not.ok(truncationPoint(Array.from({ length: 100 }, (_, i) => i)).settled);
  assert.throws(() => truncationPoint([1, 2, 3, 4, 5, 6, 7, 8, 9]), /less than two batches of 5/);
  assert.is(truncationPoint([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]).drop, 0);
});

Output('what does not fit into batches is left out at the beginning', () => {
  assert.equal(batchMeans([100, 1, 3, 5, 7], 2), [2, 6]);
  assert.throws(() => batchMeans([1, 2], 3), /2 values do not make 3 batches/);
});

Output('overlapping batches of one are the plain variance', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  const found = overlappingBatchMeans(values, 1);
  near(found.variance, variance(values));
  near(found.error, Math.sqrt(variance(values) / values.length));
  assert.throws(() => overlappingBatchMeans(values, 8), /stretches of 8 among 8/);
});

Output('overlapping batches see the correlation of a run', () => {
  // the asymptotic variance of an autoregression of order one is 1 / (1 − memory)²
  const found = overlappingBatchMeans(autoregressive(0.6, 40_000, 'overlapping'), 200);
  near(found.variance, 1 / 0.4 ** 2, 0.2);
});

Output('intervals of batch means hold where those of single values are far too narrow', () => {
  let [batched, single] = [0, 0];
  for (let run = 0; run < 300; run++) {
    const values = autoregressive(0.8, 2_000, `batches ${run}`);
    const holds = ({ low, high }: { low: number; high: number }) => (low <= 0 && 0 <= high ? 1 : 0);
    batched += holds(meanInterval(batchMeans(values, 20)));
    single += holds(meanInterval(values));
  }
  assert.ok(Math.abs(batched / 300 - 0.95) < 0.03, `${batched} of 300`);
  assert.ok(single / 300 < 0.7, `${single} of 300`);
});

Output('means that hang together have a positive z, that alternate a negative one', () => {
  const slow = Array.from({ length: 30 }, (_, i) => Math.sin(i / 5));
  const swinging = Array.from({ length: 30 }, (_, i) => (-1) ** i + i / 100);
  assert.ok(vonNeumann(slow).z > 3);
  assert.ok(vonNeumann(swinging).z < -3);
});

Output('a median of three values has no interval of 95 %, one of six has', () => {
  assert.equal(quantileRanks(3, 0.5), { low: 0, high: 4, coverage: 1 });
  const { low, high, coverage } = quantileRanks(6, 0.5);
  assert.equal([low, high], [1, 6]);
  near(coverage, 1 - 2 / 64);
  assert.equal(quantileInterval([2, 3, 9], 0.5), { low: -Infinity, high: Infinity, coverage: 1 });
  const found = quantileInterval([2, 3, 5, 7, 11, 13], 0.5);
  assert.equal([found.low, found.high], [2, 13]);
});

Output('a quantile that is hardly ever reached lies below the least value', () => {
  const { low, high } = quantileRanks(20, 0.001);
  assert.equal([low, high], [0, 1]);
  assert.equal([quantileRanks(20, 0.999).low, quantileRanks(20, 0.999).high], [20, 21]);
});

Output('the interval of a quantile holds as often as it says', () => {
  const draw = stream('output', 'quantiles');
  let held = 0;
  for (let study = 0; study < 2_000; study++) {
    const sorted = Float64Array.from({ length: 60 }, () => draw.next()).sort();
    const { low, high } = quantileInterval(sorted, 0.9);
    if (low <= 0.9 && 0.9 < high) held++;
  }
  assert.ok(Math.abs(held / 2_000 - quantileRanks(60, 0.9).coverage) < 0.012, `${held}`);
});

Output('where one value more will lie is said as often as promised', () => {
  const draw = stream('output', 'prediction');
  let held = 0;
  for (let study = 0; study < 2_000; study++) {
    const values = Array.from({ length: 9 }, () => normalQuantile(draw.next()));
    const { low, high } = predictionInterval(values.slice(1), 0.9);
    if (low <= values[0]! && values[0]! <= high) held++;
  }
  assert.ok(Math.abs(held / 2_000 - 0.9) < 0.02, `${held}`);
  assert.ok(Number.isNaN(predictionInterval([4]).low));
});

Output('precision is relative to the size of the mean, not to its sign', () => {
  near(relativePrecision({ mean: -10, low: -12, high: -8 }), 0.2);
  assert.is(relativePrecision({ mean: 0, low: -1, high: 1 }), Infinity);
  assert.is(relativePrecision({ mean: 0, low: 0, high: 0 }), 0);
  const values = [9, 10, 11, 10, 10];
  assert.is(firstPrecise(values, 0.1), 5);
  assert.is(
    firstPrecise(
      values.map((x) => -x),
      0.1,
    ),
    5,
  );
  assert.is(firstPrecise(values, 1, 0.95, 1), 2 + 1);
  assert.is(firstPrecise([5, 5, 5, 5], 0.01, 0.95, 4), 4);
  assert.is(firstPrecise([5, 5, 5], 0.01, 0.95, 4), undefined);
});

Output.run();
