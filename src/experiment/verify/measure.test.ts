import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stream } from '../../stats/stream.ts';
import { mean, variance } from '../../stats/summary.ts';
import { Samples } from './measure.ts';

const Measuring = suite('measure');

/** Rows of independent numbers: two uniform ones, and the first plus a little of a third. */
function rows(count: number, name: string): Float64Array[] {
  const draw = stream('measure', name);
  return Array.from({ length: count }, () => {
    const [a, b, c] = [draw.next(), draw.next(), draw.next()];
    return Float64Array.of(a, b, a + 0.1 * (c - 0.5));
  });
}

function samplesOf(list: readonly Float64Array[]): Samples {
  const samples = new Samples(list[0]!.length);
  for (const row of list) samples.add(row);
  return samples;
}

Measuring('the jackknife of a mean is the mean, and its standard error that of the textbook', () => {
  const list = rows(50, 'mean');
  const values = list.map((row) => row[0]!);
  const { value, error, freedom } = samplesOf(list).estimate((row) => row[0]!);
  assert.ok(Math.abs(value - mean(values)) < 1e-12);
  assert.ok(Math.abs(error - Math.sqrt(variance(values) / 50)) < 1e-12);
  assert.is(freedom, 49);
});

Measuring('the jackknife removes what is of first order in the bias of a ratio', () => {
  // E[A]/E[B] = 0.5/(1.5) for A uniform on 0..1, B one more than another: the plain ratio of means is biased at 1/n.
  const ratios = Array.from({ length: 400 }, (_, i) =>
    samplesOf(rows(8, `ratio ${i}`)).estimate((row) => row[0]! / (0.2 + row[1]!)),
  );
  const values = ratios.map(({ value }) => value);
  const plain = Array.from({ length: 400 }, (_, i) => {
    const means = samplesOf(rows(8, `ratio ${i}`)).mean();
    return means[0]! / (0.2 + means[1]!);
  });
  const exact = 0.5 / 0.7;
  assert.ok(Math.abs(mean(values) - exact) < 0.4 * Math.abs(mean(plain) - exact));
  // The errors that it states are those that it makes.
  const stated = Math.sqrt(mean(ratios.map(({ error }) => error ** 2)));
  assert.ok(Math.abs(stated / Math.sqrt(variance(values)) - 1) < 0.2);
});

Measuring('a control takes away what it explains, and moves nothing else', () => {
  const list = rows(200, 'control');
  const samples = samplesOf(list);
  const plain = samples.estimate((row) => row[2]!);
  const controlled = samples.estimate(
    (row) => row[2]!,
    (row) => [row[0]! - 0.5],
  );
  assert.ok(Math.abs(controlled.value - 0.5) < 4 * controlled.error);
  assert.ok(controlled.error < 0.15 * plain.error);
  assert.is(controlled.freedom, 198);
  const useless = samples.estimate(
    (row) => row[2]!,
    (row) => [row[1]! - 0.5],
  );
  assert.ok(Math.abs(useless.error / plain.error - 1) < 0.1);
});

Measuring('a sample uses no more controls than half of it bears, the first of them', () => {
  const list = rows(8, 'many');
  const samples = samplesOf(list);
  const many = (row: Float64Array) => [
    row[0]! - 0.5,
    ...Array.from({ length: 9 }, (_, i) => row[1]! ** (i + 1)),
  ];
  const { value, error, freedom } = samples.estimate((row) => row[2]!, many);
  assert.is(freedom, 4);
  assert.ok(Math.abs(value - 0.5) < 4 * error && error < 0.2);
  assert.is(samplesOf(list.slice(0, 3)).estimate((row) => row[2]!, many).freedom, 2);
});

Measuring('a control that never varies is no fault', () => {
  const { value, error } = samplesOf(rows(20, 'constant')).estimate(
    (row) => row[0]!,
    () => [0],
  );
  assert.ok(Number.isFinite(value) && error > 0);
});

Measuring.run();
