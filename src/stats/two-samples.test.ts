import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { meanInterval } from './interval.ts';
import { pairedComparison, signedRank, welch } from './two-samples.ts';

const TwoSamples = suite('two samples');
const near = (found: number, exact: number, within = 1e-9) =>
  assert.ok(Math.abs(found - exact) <= within * Math.abs(exact), `${found} is not ${exact}`);

TwoSamples('the paired interval is that of the differences', () => {
  const [a, b] = [
    [5, 9, 7, 12],
    [4, 7, 7, 8],
  ];
  const { mean, low, high, deviation } = pairedComparison(a!, b!, 0.9);
  assert.equal({ mean, low, high }, meanInterval([1, 2, 0, 4], 0.9));
  near(deviation, Math.sqrt(35 / 12));
});

TwoSamples('what only shifts is fully correlated, and the reverse gains nothing', () => {
  const a = [1, 5, 2, 8];
  const shifted = pairedComparison(
    a,
    a.map((x) => x + 3),
  );
  near(shifted.correlation, 1);
  near(shifted.varianceReduction, 1);
  assert.equal([shifted.low, shifted.mean, shifted.high], [-3, -3, -3]);
  const mirrored = pairedComparison(
    a,
    a.map((x) => -x),
  );
  near(mirrored.correlation, -1);
  near(mirrored.varianceReduction, -1);
});

TwoSamples('samples of unequal size are no pairs', () => {
  assert.throws(() => pairedComparison([1, 2], [1]), /2 values cannot be paired with 1/);
});

TwoSamples('Welch agrees with SciPy where sizes differ', () => {
  const found = welch([3.1, 4.2, 5.9, 2.2], [6.1, 7.7, 5.2, 9.3, 8.1], 0.9);
  near(found.t, -3.1756990465241417);
  near(found.p, 0.016718554414879867);
  near(found.freedom, 6.641077309007812);
  near(found.low, -5.493052828467496);
  near(found.high, -1.3669471715325026);
});

TwoSamples('Welch of samples that trade places changes sign and no more', () => {
  const [there, back] = [welch([1, 4, 6], [2, 9, 11, 7]), welch([2, 9, 11, 7], [1, 4, 6])];
  near(there.p, back.p);
  near(there.low, -back.high);
});

TwoSamples('signed ranks agree with SciPy where signs are mixed', () => {
  const { statistic, p } = signedRank([1.2, -0.6, 2.1, 0.5, -1.3, 1.4, 0.4, 0.9, -0.8, 1.5]);
  assert.is(statistic, 14);
  near(p, 0.193359375);
});

TwoSamples('signed ranks: turned signs, other units and zeros change nothing', () => {
  const some = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 14 });
  fc.assert(
    fc.property(some, (values) => {
      const found = signedRank(values);
      assert.equal(signedRank(values.map((x) => -x)), found);
      assert.equal(signedRank([...values, 0].map((x) => x / 4)), found);
      assert.ok(found.p > 0 && found.p <= 1);
    }),
  );
});

TwoSamples('signed ranks: the probability is that of counting all signs', () => {
  const some = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(some, (drawn) => {
      const values = drawn.filter((x) => x !== 0);
      const rank = (x: number) => {
        const below = values.filter((y) => Math.abs(y) < Math.abs(x)).length;
        const alike = values.filter((y) => Math.abs(y) === Math.abs(x)).length;
        return below + (alike + 1) / 2;
      };
      const ranks = values.map(rank);
      const all = ranks.reduce((sum, r) => sum + r, 0);
      const { statistic, p } = signedRank(drawn);
      let few = 0;
      for (let signs = 0; signs < 2 ** ranks.length; signs++) {
        const plus = ranks.reduce((sum, r, i) => sum + ((signs >> i) & 1 ? r : 0), 0);
        if (Math.min(plus, all - plus) <= statistic) few++;
      }
      near(p, few / 2 ** ranks.length);
    }),
    { numRuns: 60 },
  );
});

TwoSamples('signed ranks: beyond 300 differences the normal law says nearly the same (SciPy)', () => {
  const differences = Array.from({ length: 310 }, (_, i) => ((i * 7_919) % 1_009) - 470);
  const { statistic, p } = signedRank(differences);
  assert.is(statistic, 21089.5);
  near(p, 0.05647699849014211);
  near(p, 0.05637996420881148, 2e-3); // all signs counted
});

TwoSamples.run();
