import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as distribution from './distribution.ts';
import { normalQuantile } from './normal.ts';
import * as twoMoments from './two-moments.ts';

type Law = distribution.Law;

/** Logarithms and quantiles at the ends: whatever is drawn, every number is finite. */
const Guarded = suite('guarded logarithms');

const { constant, delayedExponential, exponential, geometric, lognormal, lognormalOfMean } = distribution;
const { roundedLognormal, uniform } = distribution;
const { gamma, hyperexponential, pareto, weibull } = twoMoments;

/** Every law, with usual and extreme parameters that a scenario can ask for. */
const LAWS: Record<string, Law[]> = {
  constant: [constant(0), constant(1e9)],
  exponential: [exponential(1e-9), exponential(1e9)],
  delayedExponential: [delayedExponential(0, 1), delayedExponential(1e6, 1e9)],
  uniform: [uniform(0, 0), uniform(3, 1e9)],
  lognormal: [lognormal(1, 1e-9), lognormal(39, 1.58), lognormal(1e9, 5)],
  lognormalOfMean: [lognormalOfMean(1, 1e-6), lognormalOfMean(1, 1), lognormalOfMean(1e9, 100)],
  geometric: [geometric(1), geometric(1 + 1e-12), geometric(2.8), geometric(100)],
  roundedLognormal: [roundedLognormal(1e-9, 5), roundedLognormal(2, 1), roundedLognormal(100, 5)],
  gamma: [gamma(1, 0.01), gamma(1, 0.5), gamma(1, 2), gamma(1e9, 100)],
  weibull: [weibull(1, 0.01), weibull(1, 0.5), weibull(1, 2), weibull(1e9, 100)],
  hyperexponential: [hyperexponential(1, 1), hyperexponential(1, 2), hyperexponential(1e9, 100)],
  pareto: [pareto(1, 0.5), pareto(1, 2), pareto(1e9, 100)],
};

/** The ends of the unit interval, of what streams give, and of what the machine can tell from 1. */
const ENDS = [
  ...[0, Number.MIN_VALUE, 1e-300, 2 ** -53, 2 ** -33, 2 ** -32, 1 / 32 - 2 ** -53, 1 / 32, 0.5],
  ...[1 - 1 / 32, 1 - 2 ** -32, 1 - 2 ** -33, 1 - 2 ** -53],
];
const GIVEN = ENDS.filter((u) => u >= 2 ** -33 && u <= 1 - 2 ** -33);

Guarded('every law that there is is tested here', () => {
  const made = [...Object.entries(distribution), ...Object.entries(twoMoments)].map(([name]) => name);
  const others = ['countQuantile', 'drawFactor', 'lowerShare', 'residual', 'sizeBiased'];
  assert.equal(made.filter((name) => !others.includes(name)).sort(), Object.keys(LAWS).sort());
});

for (const [name, laws] of Object.entries(LAWS))
  Guarded(`${name}: finite, not negative and never falling from u = 0 to just below 1`, () => {
    for (const law of laws) {
      const values = ENDS.map((u) => law.quantile(u));
      values.forEach((value, i) => {
        assert.ok(Number.isFinite(value) && value >= 0, `${value} at ${ENDS[i]}, mean ${law.mean}`);
        if (i === 0) return;
        const least = values[i - 1]! * (1 - 1e-7);
        assert.ok(value >= least, `${value} at ${ENDS[i]} after ${values[i - 1]}, mean ${law.mean}`);
      });
    }
  });

Guarded(
  'what is made of laws is finite too: seen at a random moment, left at one, shares below a value',
  () => {
    for (const law of Object.values(LAWS).flat()) {
      if (law.mean === 0) continue;
      const biased = distribution.sizeBiased(law);
      const left = distribution.residual(law);
      for (const u of GIVEN) {
        assert.ok(Number.isFinite(biased.quantile(u)) && biased.quantile(u) >= 0, `${law.name} at ${u}`);
        for (const v of GIVEN) {
          const draws = [u, v, v, u];
          const rest = left({ next: () => draws.shift() ?? u });
          assert.ok(Number.isFinite(rest) && rest >= 0, `${law.name}: ${rest} left at ${u}, ${v}`);
        }
        const share = distribution.lowerShare(law, law.quantile(u));
        assert.ok(share >= 0 && share <= 1, `${law.name}: share ${share}`);
      }
    }
  },
);

Guarded('counts are whole and end, however many are expected and however unequal they are', () => {
  for (const mean of [0, 1e-12, 0.5, 7, 300, 700])
    for (const dispersion of [1, 1 + 1e-12, 1.0001, 3, 50])
      for (const u of ENDS) {
        const count = distribution.countQuantile(mean, dispersion, u);
        assert.ok(Number.isSafeInteger(count) && count >= 0, `${count} of ${mean}, ${dispersion} at ${u}`);
      }
});

Guarded('factors and normal numbers are finite for whatever a stream gives', () => {
  for (const u of GIVEN) {
    assert.ok(Number.isFinite(normalQuantile(u)));
    for (const cv of [0, 0.3, 1]) {
      const factor = distribution.drawFactor(cv, { next: () => u });
      assert.ok(factor > 0 && Number.isFinite(factor), `${factor} of ${cv}`);
    }
  }
});

Guarded.run();
