import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  constant,
  countQuantile,
  drawFactor,
  exponential,
  geometric,
  type Law,
  lognormal,
  lognormalOfMean,
  lowerShare,
  residual,
  roundedLognormal,
  sizeBiased,
  uniform,
} from './distribution.ts';
import { meanInterval, studentQuantile } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { quantileSorted, variance } from './summary.ts';
import { gamma, hyperexponential, pareto, weibull } from './two-moments.ts';

const Known = suite('known quantiles');

function near(actual: number, expected: number, relative: number, what: string): void {
  const off = Math.abs(actual / expected - 1);
  assert.ok(off <= relative, `${what}: ${actual} is not ${expected} (off by ${off})`);
}

Known('normal quantiles are those of 50-digit arithmetic, in the middle, near and far', () => {
  const TABLE: [number, number][] = [
    [0.6, 0.2533471031357997],
    [0.7, 0.5244005127080407],
    [0.8, 0.8416212335729144],
    [0.9, 1.2815515655446006],
    [0.92, 1.4050715603096329],
    [0.925, 1.4395314709384561],
    [0.93, 1.475791028179171],
    [0.99, 2.3263478740408408],
    [0.999, 3.090232306167813],
    [1e-5, -4.264890793922825],
    [1e-8, -5.612001244174789],
    [1e-11, -6.706023155495136],
    [1e-12, -7.034483825301132],
    [1e-16, -8.222082216130435],
    [1e-30, -11.464024688443615],
    [1e-100, -21.273453560965326],
    [1e-300, -37.0470962993612],
  ];
  for (const [p, x] of TABLE) near(normalQuantile(p), x, 2e-15, `p ${p}`);
  assert.is(normalQuantile(0), Number.NEGATIVE_INFINITY);
  assert.is(normalQuantile(1), Number.POSITIVE_INFINITY);
});

Known("Student's quantiles are those of 50-digit arithmetic, on both sides of the middle", () => {
  const TABLE: [number, number, number][] = [
    [0.6, 3, 0.27667066233268983],
    [0.75, 5, 0.7266868438004227],
    [0.9, 3, 1.6377443536962104],
    [0.95, 7, 1.8945786050900069],
    [0.975, 3, 3.182446305283708],
    [0.975, 10, 2.2281388519862744],
    [0.975, 40, 2.021075390306273],
    [0.975, 1000, 1.962339080826408],
    [0.9995, 4, 8.610301581379522],
    [0.55, 2, 0.14213381090374042],
    [0.9, 2, 1.885618083164127],
    [0.999, 2, 22.327124770119866],
    [0.75, 1, 1],
  ];
  for (const [p, freedom, t] of TABLE) {
    near(studentQuantile(p, freedom), t, 2e-13, `p ${p}, ${freedom} degrees`);
    near(studentQuantile(1 - p, freedom), -t, 2e-13, `p ${1 - p}, ${freedom} degrees`);
  }
});

Known('an interval of less confidence is narrower, by the ratio of the quantiles', () => {
  const values = [3, 1, 4, 1, 5];
  const half = (confidence: number) => {
    const { mean, low, high } = meanInterval(values, confidence);
    near(high - mean, mean - low, 1e-14, 'symmetric');
    return high - mean;
  };
  near(half(0.8) / half(0.95), studentQuantile(0.9, 4) / studentQuantile(0.975, 4), 1e-14, 'ratio');
});

Known('weekly counts have the quantiles of Poisson and negative binomial laws (SciPy)', () => {
  const SHARES = [0.001, 0.05, 0.3, 0.5, 0.77, 0.95, 0.999, 1 - 1e-9];
  const TABLE: [number, number, number[]][] = [
    [0.3, 1, [0, 0, 0, 0, 1, 1, 3, 8]],
    [4, 1, [0, 1, 3, 4, 5, 8, 11, 21]],
    [40, 5, [9, 20, 32, 39, 50, 66, 97, 182]],
    [1.2, 8, [0, 0, 0, 0, 1, 7, 29, 125]],
    [2, 1.5, [0, 0, 1, 2, 3, 5, 10, 25]],
  ];
  for (const [mean, dispersion, counts] of TABLE) {
    const found = SHARES.map((u) => countQuantile(mean, dispersion, u));
    assert.equal(found, counts, `mean ${mean}, dispersion ${dispersion}`);
  }
});

Known('one value has a mean but no interval, two have one', () => {
  const alone = meanInterval([5]);
  assert.ok(Number.isNaN(alone.low) && Number.isNaN(alone.high));
  near(meanInterval([4, 6]).high, 5 + 12.706204736174707, 1e-12, 'two values');
  assert.is(variance([4, 6]), 2);
  assert.ok(Number.isNaN(variance([])));
  assert.ok(Number.isNaN(quantileSorted([], 0.5)));
});

Known('a count at the edge of a step is the smaller one', () => {
  // P(N = 0) is exp(-0.3) for Poisson's law, and the sum begins with that very number.
  assert.is(countQuantile(0.3, 1, Math.exp(-0.3)), 0);
});

Known('the factor of a replication has mean 1 and the cv asked for; at cv 0 it is 1 without a draw', () => {
  const fixed = (u: number) => ({ next: () => u });
  for (const cv of [0.2, 1, 2]) {
    near(drawFactor(cv, fixed(0.5)), 1 / Math.sqrt(1 + cv * cv), 1e-14, `median, cv ${cv}`);
    const upper = drawFactor(cv, fixed(0.975)) / drawFactor(cv, fixed(0.5));
    near(upper, Math.exp(1.9599639845400543 * Math.sqrt(Math.log1p(cv * cv))), 1e-13, `97.5 %, cv ${cv}`);
  }
  const never = { next: (): number => assert.unreachable('nothing is to be drawn') as never };
  assert.is(drawFactor(0, never), 1);
});

Known('who looks in at an exponential law sees the sum of two, and at a constant the constant', () => {
  const seen = sizeBiased(exponential(2));
  // SciPy gamma.ppf, shape 2
  near(seen.quantile(0.1), 1.063623216779224, 1e-3, '10 %');
  near(seen.quantile(0.5), 3.3566939800333224, 1e-3, 'median');
  near(seen.quantile(0.9), 7.779440339734858, 1e-3, '90 %');
  const same = sizeBiased(constant(3));
  assert.is(same.mean, 3);
  for (const u of [1e-12, 0.5, 1 - 1e-12]) assert.is(same.quantile(u), 3);
  const one: Law = { name: 'one', mean: 1 / 4096, quantile: (u) => (u > 0.5 / 4096 ? 0 : 1) };
  assert.is(sizeBiased(one).quantile(1e-6), 1);
  assert.is(same.name, 'size-biased constant');
});

Known('who looks in at two values sees the greater as often as it is greater', () => {
  const two: Law = { name: 'two', mean: 2, quantile: (u) => (u < 0.5 ? 1 : 3) };
  const seen = sizeBiased(two);
  assert.is(seen.mean, 2.5);
  assert.equal([0.1, 0.24, 0.26, 0.9].map(seen.quantile), [1, 1, 3, 3]);
  near(lowerShare(seen, 1), 0.25, 1e-3, 'share of the smaller');
});

Known('a law of k times the mean is the same law stretched k times', () => {
  const STRETCHED: [string, (mean: number) => Law][] = [
    ['exponential', exponential],
    ['lognormal by mean', (mean) => lognormalOfMean(mean, 1.5)],
    ['lognormal by median', (mean) => lognormal(mean, 0.6)],
    ['gamma', (mean) => gamma(mean, 0.7)],
    ['weibull', (mean) => weibull(mean, 1.4)],
    ['hyperexponential', (mean) => hyperexponential(mean, 2)],
    ['pareto', (mean) => pareto(mean, 1.2)],
  ];
  for (const [name, make] of STRETCHED) {
    for (const u of [1e-9, 0.02, 0.4, 0.9, 0.99, 1 - 1e-9])
      near(make(5).quantile(u), 5 * make(1).quantile(u), 1e-12, `${name} at ${u}`);
    near(make(5).mean, 5 * make(1).mean, 1e-14, `${name}, mean`);
  }
});

Known('what is left of a time that is met: all of an exponential one, an even share of any other', () => {
  const draws = (...values: number[]) => ({ next: () => values.shift()! });
  const left = residual(exponential(2));
  assert.is(left(draws(0.3)), exponential(2).quantile(0.3));
  assert.is(residual(constant(4))(draws(0.25, 0.9)), 1);
  const two: Law = { name: 'two', mean: 2, quantile: (u) => (u < 0.5 ? 1 : 3) };
  assert.is(residual(two)(draws(0.5, 0.9)), 1.5);
  assert.is(residual(two)(draws(0.5, 0.1)), 0.5);
});

Known('laws have the means that they state', () => {
  assert.is(uniform(2, 5).mean, 3.5);
  assert.is(uniform(2, 5).quantile(0.5), 3.5);
  near(lognormal(2, 0.5).mean, 2 * Math.exp(0.125), 1e-14, 'lognormal');
  near(roundedLognormal(2, 0.5).mean, 2 * Math.exp(0.125), 1e-14, 'rounded lognormal');
  assert.is(geometric(2.5).mean, 2.5);
  assert.is(lognormal(2, 0.5).name, 'lognormal');
});

Known(
  'the share of a law at or below each of its quantiles is that of the quantile, also where it steps',
  () => {
    for (const u of [0.01, 0.3, 0.5, 0.77]) {
      near(lowerShare(exponential(3), exponential(3).quantile(u)), u, 1e-12, `exponential at ${u}`);
    }
    near(lowerShare(geometric(2), 1), 0.5, 1e-12, 'one of a geometric law');
    near(lowerShare(geometric(2), 2), 0.75, 1e-12, 'two of a geometric law');
    near(lowerShare(constant(4), 4), 1, 1e-12, 'a constant at its value');
  },
);

Known('a quantile lies between its neighbors by their distance, and never beyond the last value', () => {
  assert.is(quantileSorted([7], 0.9), 7);
  assert.is(quantileSorted([1, 2, 4], 0.75), 3);
});

Known.run();
