import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BINS, binOf, quantileOfBins } from './bins.ts';

const Binning = suite('bins');

function filled(values: readonly number[], at = 0): Float64Array {
  const row = new Float64Array(at + BINS);
  for (const value of values) row[at + binOf(value)]! += 1;
  return row;
}

const many = Array.from({ length: 50_000 }, (_, i) => (i + 1) / 500);

Binning('a quantile of many values is known to a thousandthth', () => {
  for (const p of [0.1, 0.5, 0.9, 0.99])
    assert.ok(Math.abs(quantileOfBins(filled(many), 0, p) / (100 * p) - 1) < 0.001, `${p}`);
});

Binning('within a bin values are spread evenly in their logarithm', () => {
  // All in the bin that begins at 0.001 exp(2): its share p lies p of the way to the next.
  const row = new Float64Array(BINS);
  row[1001] = 7;
  for (const p of [0.25, 0.5, 1])
    assert.ok(Math.abs(quantileOfBins(row, 0, p) / (0.001 * Math.exp(2 + 0.002 * p)) - 1) < 1e-12);
});

Binning('a share that did not wait is a quantile of zero, up to that share', () => {
  const row = filled([0, 0, 0, 0.001, 5, 5, 5, 5]);
  assert.is(quantileOfBins(row, 0, 0.5), 0);
  assert.ok(Math.abs(quantileOfBins(row, 0, 0.51) / 5 - 1) < 0.002);
});

Binning('bins may stand anywhere in a row', () => {
  assert.is(quantileOfBins(filled(many, 17), 17, 0.5), quantileOfBins(filled(many), 0, 0.5));
});

Binning('a value beyond all bins falls into the last', () => {
  assert.is(binOf(1e300), BINS - 1);
  assert.is(binOf(0.00100001), 1);
});

Binning.run();
