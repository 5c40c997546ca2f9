import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  countLikelihood,
  dispersionOf,
  fitCounts,
  poissonRate,
  ratePosterior,
  sizeByMoments,
} from './counts.ts';
import { countQuantile } from './distribution.ts';
import { logGamma } from './interval.ts';

import { stream } from './stream.ts';

const Counts = suite('counts');
const near = (found: number, exact: number, within = 1e-10) =>
  assert.ok(Math.abs(found - exact) <= within * Math.abs(exact), `${found} is not ${exact}`);

const TWELVE = [4, 7, 3, 12, 5, 9, 2, 15, 6, 8, 4, 11];
const ones = (counts: readonly number[]) => counts.map(() => 1);

Counts('the size of the negative binomial law is that of 30 digits', () => {
  const { size, logLikelihood, level } = fitCounts(TWELVE);
  near(size, 6.935699143856325);
  near(logLikelihood, -32.2742569211927);
  near(level.value, 86 / 12);
});

Counts('the likelihood is that of negative binomial counts, and of Poisson counts at its edge', () => {
  const [m, excess] = [4, 1.5];
  const r = m / excess;
  const mass = (x: number) =>
    logGamma(x + r) - logGamma(r) - logGamma(x + 1) + r * Math.log(r / (r + m)) + x * Math.log(m / (r + m));
  near(countLikelihood([0, 1, 5], [1, 1, 1], m, excess), mass(0) + mass(1) + mass(5));
  const poisson = (x: number) => x * Math.log(m) - m - logGamma(x + 1);
  near(countLikelihood([0, 1, 5], [1, 1, 1], m, 0), poisson(0) + poisson(1) + poisson(5));
  near(countLikelihood([0, 1, 5], [1, 1, 1], m, 1e-9), countLikelihood([0, 1, 5], [1, 1, 1], m, 0), 1e-8);
});

Counts(
  'the likelihood of counts in the hundreds is that of the law too, by logarithms of gamma functions',
  () => {
    const poisson = (x: number, m: number) => x * Math.log(m) - m - logGamma(x + 1);
    near(
      countLikelihood([300, 310, 2], [1, 1, 1], 305, 0),
      [300, 310, 2].reduce((sum, x) => sum + poisson(x, 305), 0),
    );
    // A negative binomial law of size r = m/excess: few are expected, and many come.
    const [m, excess, x] = [0.01, 50, 260];
    const r = m / excess;
    const mass =
      logGamma(x + r) - logGamma(r) - logGamma(x + 1) + r * Math.log(1 / 51) + x * Math.log(50 / 51);
    near(countLikelihood([x], [1], m, excess), mass);
  },
);

Counts('counts that vary less than by chance are fitted as Poisson counts', () => {
  const { dispersion, size, level } = fitCounts([5, 6, 5, 6, 5, 6]);
  assert.equal([dispersion.value, dispersion.low, size], [1, 1, Infinity]);
  assert.ok(dispersion.high > 1 && dispersion.high < 3, `${dispersion.high}`);
  near(level.value, 5.5);
  assert.ok(level.low > poissonRate(33, 6).low && level.high < poissonRate(33, 6).high);
  assert.is(sizeByMoments([5, 6, 5, 6]), Infinity);
});

Counts('a little more variance than by chance is fitted as such, a little less as none', () => {
  // Squares about a mean of 5 of 26 and of 22, where 25 would be those of chance.
  const [more, less] = [fitCounts([2, 3, 5, 7, 8]), fitCounts([3, 3, 4, 7, 8])];
  assert.ok(
    more.dispersion.value > 1 && more.dispersion.value < 1.2 && more.size > 25,
    `${more.dispersion.value}`,
  );
  assert.equal([less.dispersion.value, less.size], [1, Number.POSITIVE_INFINITY]);
});

Counts('ends of intervals lie where the likelihood has come down by 1.92', () => {
  const counts = [...TWELVE, 0, 21, 3, 1];
  const { dispersion, level, logLikelihood } = fitCounts(counts);
  const highest = (f: (u: number) => number) =>
    Math.max(...Array.from({ length: 4_001 }, (_, i) => f(i / 4_000)));
  for (const end of [dispersion.low, dispersion.high]) {
    const profile = highest((u) => countLikelihood(counts, ones(counts), 4 + 8 * u, end - 1));
    near(logLikelihood - profile, 1.920729410347062, 1e-4);
  }
  for (const end of [level.low, level.high]) {
    const profile = highest((u) => countLikelihood(counts, ones(counts), end, 0.1 + 20 * u));
    near(logLikelihood - profile, 1.920729410347062, 1e-4);
  }
});

Counts('an interval of the dispersion goes down to 1 where a constant rate is not ruled out', () => {
  const { dispersion, logLikelihood, level } = fitCounts(TWELVE);
  assert.ok(logLikelihood - countLikelihood(TWELVE, ones(TWELVE), level.value, 0) < 1.92);
  assert.is(dispersion.low, 1);
  assert.ok(dispersion.value > 2 && dispersion.high > 5);
});

Counts('a week of twice the exposure counts twice', () => {
  const plain = fitCounts([4, 4, 9, 1, 14]);
  const doubled = fitCounts([4, 4, 9, 1, 14], [2, 2, 2, 2, 2]);
  near(doubled.level.value, plain.level.value / 2, 1e-9);
  near(doubled.dispersion.value, plain.dispersion.value, 1e-9);
  near(doubled.level.high, plain.level.high / 2, 1e-7);
});

Counts('what counts nothing is refused', () => {
  assert.throws(() => fitCounts([1, 2.5]), /2.5 counts nothing/);
  assert.throws(() => fitCounts([1, -2]), /-2 counts nothing/);
  assert.throws(() => fitCounts([0, 0]), /nothing to fit/);
  assert.throws(() => fitCounts([1, 2], [1, 0]), /an exposure of 0/);
});

Counts('level and dispersion are found again in 95 of 100 years of weekly counts', () => {
  const draw = stream('counts', 'recover');
  const exposure = Array.from({ length: 104 }, (_, week) => 1 + 0.5 * Math.sin(week / 4));
  const studies = 200;
  let [levels, dispersions] = [0, 0];
  for (let study = 0; study < studies; study++) {
    const counts = exposure.map((factor) => countQuantile(6 * factor, 2.2, draw.next()));
    const { level, dispersion } = fitCounts(counts, exposure);
    if (level.low <= 6 && 6 <= level.high) levels++;
    if (dispersion.low <= 2.2 && 2.2 <= dispersion.high) dispersions++;
  }
  for (const held of [levels, dispersions])
    assert.ok(Math.abs(held / studies - 0.95) <= 0.046, `${levels} and ${dispersions} of ${studies}`);
});

Counts('the test of over-dispersion is even for a constant rate and small for a wavering one', () => {
  const draw = stream('counts', 'test');
  const ps = (dispersion: number) =>
    Array.from(
      { length: 1_000 },
      () => dispersionOf(Array.from({ length: 30 }, () => countQuantile(9, dispersion, draw.next()))).p,
    );
  const share = (found: number[], level: number) => found.filter((p) => p <= level).length / found.length;
  assert.ok(Math.abs(share(ps(1), 0.05) - 0.05) < 0.025);
  assert.ok(Math.abs(share(ps(1), 0.5) - 0.5) < 0.06);
  assert.ok(share(ps(3), 0.05) > 0.98);
});

Counts('the exact interval of a rate holds at least as often as it says', () => {
  const draw = stream('counts', 'Garwood');
  let held = 0;
  for (let study = 0; study < 2_000; study++) {
    const { low, high } = poissonRate(countQuantile(3.7, 1, draw.next()), 1);
    if (low <= 3.7 && 3.7 <= high) held++;
  }
  assert.ok(held / 2_000 >= 0.95, `${held}`);
  const none = poissonRate(0, 4);
  assert.equal([none.mean, none.low], [0, 0]);
  near(none.high, -Math.log(0.025) / 4);
});

Counts('a posterior lies between prior and count, and forgets the prior', () => {
  const { mean } = ratePosterior(0, 1, { shape: 3, rate: 1 });
  near(mean, 1.5);
  near(ratePosterior(4_000, 1_000, { shape: 3, rate: 1 }).mean, 4, 1e-2);
  const [narrow, wide] = [ratePosterior(86, 12, undefined, 0.5), ratePosterior(86, 12)];
  assert.ok(wide.low < narrow.low && narrow.high < wide.high);
});

Counts.run();
