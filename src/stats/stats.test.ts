import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  constant,
  countQuantile,
  delayedExponential,
  exponential,
  geometric,
  lognormal,
  lognormalOfMean,
  lowerShare,
  roundedLognormal,
  sizeBiased,
  uniform,
} from './distribution.ts';
import { meanInterval, studentQuantile } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { mean, quantileSorted, variance } from './summary.ts';
import { TabulatedLaw } from './tabulated.ts';

const Stats = suite('stats');
const near = (actual: number, expected: number, relative = 1e-12) => {
  const off = Math.abs(actual - expected) / Math.max(1e-300, Math.abs(expected));
  assert.ok(off <= relative, `${actual} is not ${expected} (off by ${off})`);
};

Stats('normal quantiles agree with tables (R qnorm)', () => {
  near(normalQuantile(0.975), 1.959963984540054);
  near(normalQuantile(0.5 + 1e-9), 2.506628274631e-9, 1e-6);
  near(normalQuantile(0.02), -2.053748910631823);
  near(normalQuantile(1e-10), -6.361340902404056);
  near(normalQuantile(1e-200), -30.20559417904107, 1e-9);
  assert.is(normalQuantile(0.5), 0);
});

Stats("Student's quantiles agree with tables (R qt)", () => {
  near(studentQuantile(0.975, 1), 12.706204736174707, 1e-12);
  near(studentQuantile(0.975, 2), 4.302652729696142, 1e-9);
  near(studentQuantile(0.975, 9), 2.262157162798205);
  near(studentQuantile(0.975, 29), 2.0452296421327034, 1e-12);
  near(studentQuantile(0.025, 199), -1.9719565442517535, 1e-11);
  // four degrees have a closed form (Shaw, Sampling Student's T distribution, 2006)
  near(
    studentQuantile(0.995, 4),
    2 * Math.sqrt(Math.cos(Math.acos(Math.sqrt(0.0199)) / 3) / Math.sqrt(0.0199) - 1),
    1e-12,
  );
  assert.is(studentQuantile(0.5, 3), 0);
});

Stats('the interval of 1, 2, 3 is 2 ± 2.484', () => {
  const { mean: m, low, high } = meanInterval([1, 2, 3]);
  assert.is(m, 2);
  near(high - 2, 4.302652729696142 / Math.sqrt(3), 1e-9);
  near(2 - low, high - 2, 1e-12);
  assert.ok(Number.isNaN(meanInterval([5]).low));
});

Stats('quantiles of a sample are linear between order statistics', () => {
  assert.is(quantileSorted([1, 2, 3, 4], 0.5), 2.5);
  assert.is(quantileSorted([1, 2, 3, 4], 1), 4);
  near(quantileSorted([10, 20], 0.1), 11);
  assert.ok(Number.isNaN(quantileSorted([], 0.5)));
});

Stats('mean and variance are those of the sample', () => {
  assert.is(mean([2, 4, 9]), 5);
  assert.is(variance([2, 4, 9]), 13);
  assert.ok(Number.isNaN(variance([1])));
});

const LAWS = [
  exponential(3),
  delayedExponential(2, 5),
  uniform(1, 4),
  lognormal(2, 0.7),
  lognormalOfMean(5, 1),
  constant(7),
];
for (const law of LAWS) {
  Stats(`the mean of a ${law.name} law is the mean of its quantiles`, () => {
    const points = 200_000;
    let sum = 0;
    for (let i = 0; i < points; i++) sum += law.quantile((i + 0.5) / points);
    near(sum / points, law.mean, 1e-3);
  });
  Stats(`the quantiles of a ${law.name} law never fall`, () => {
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < 20_000; i++) {
      const value = law.quantile((i + 0.5) / 20_000);
      assert.ok(value >= last);
      last = value;
    }
  });
}

Stats('a lognormal law has the mean and coefficient of variation asked for', () => {
  const law = lognormalOfMean(4, 0.5);
  const points = 100_000;
  const values = Float64Array.from({ length: points }, (_, i) => law.quantile((i + 0.5) / points));
  near(mean(values), 4, 1e-3);
  near(Math.sqrt(variance(values)) / mean(values), 0.5, 1e-2);
});

Stats('rounds of a geometric law follow with constant probability', () => {
  const law = geometric(2.8);
  const points = 100_000;
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < points; i++) {
    const k = law.quantile((i + 0.5) / points);
    if (k < 4) counts[k]!++;
  }
  near(counts[1]! / points, 1 / 2.8, 1e-3);
  near(counts[2]! / counts[1]!, 1 - 1 / 2.8, 1e-3);
  assert.is(geometric(1).quantile(0.999999), 1);
});

Stats('rounded lognormal rounds are whole and at least one', () => {
  const law = roundedLognormal(3, 0.8);
  for (const u of [1e-9, 0.1, 0.5, 0.9, 1 - 1e-9]) {
    assert.ok(Number.isInteger(law.quantile(u)));
    assert.ok(law.quantile(u) >= 1);
  }
  assert.is(law.quantile(0.5), 3);
});

for (const [m, dispersion] of [
  [0.3, 1],
  [4, 1],
  [40, 5],
  [1.2, 8],
] as const) {
  Stats(`weekly counts have mean ${m} and variance / mean ${dispersion}`, () => {
    const points = 200_000;
    const counts = Float64Array.from({ length: points }, (_, i) =>
      countQuantile(m, dispersion, (i + 0.5) / points),
    );
    near(mean(counts), m, 2e-3);
    near(variance(counts) / mean(counts), dispersion, 1e-2);
  });
}

Stats('a count is finite for every draw, and 0 where nothing is expected', () => {
  assert.is(countQuantile(0, 3, 0.999), 0);
  assert.ok(Number.isFinite(countQuantile(50, 5, 1 - 2 ** -33)));
});

Stats('the lower share is the inverse of the quantile', () => {
  const law = delayedExponential(7, 60);
  near(lowerShare(law, law.quantile(0.3)), 0.3, 1e-9);
  near(lowerShare(law, 3), 0, 1e-9);
});

Stats('who looks in at random sees long values as often as they are long', () => {
  const law = sizeBiased(exponential(2));
  near(law.mean, 4, 5e-3); // E[X²] / E[X]
});

Stats('a table gives the same quantiles to seven digits', () => {
  const exact = (u: number) => Math.exp(2 * normalQuantile(u));
  const fast = new TabulatedLaw('lognormal', Math.exp(2), exact);
  for (let i = 0; i < 50_000; i++) {
    const u = (i + 0.37) / 50_000;
    near(fast.quantile(u), exact(u), 1e-7);
  }
});

Stats.run();
