import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { quantileSorted } from '../../stats/summary.ts';
import { Sample } from './sample.ts';

const Samples = suite('sample');
const of = (values: readonly number[], coarse = false) => {
  const sample = new Sample(coarse);
  for (const value of values) sample.add(value);
  return sample;
};
const values = fc.array(fc.double({ min: 1e-5, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

Samples('exact values have the quantiles of their order statistics', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, p) => {
      assert.is(
        of(all).quantile(p),
        quantileSorted(
          all.toSorted((a, b) => a - b),
          p,
        ),
      );
    }),
  );
});

Samples('in bins a quantile lies within 1 % of the order statistic at its rank', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, p) => {
      const sorted = all.toSorted((a, b) => a - b);
      const exact = sorted[Math.floor((all.length - 1) * p)]!;
      assert.ok(
        Math.abs(of(all, true).quantile(p) / exact - 1) <= 0.0101,
        `${of(all, true).quantile(p)} for ${exact}`,
      );
    }),
  );
});

Samples('whole numbers below 50 stay what they are in bins, and nothing stays nothing', () => {
  for (let n = 1; n < 50; n++) assert.is(of([n], true).quantile(0.5), n);
  assert.is(of([0, 0, 3], true).quantile(0.5), 0);
});

Samples('whether values are coarsened before, between or after changes nothing, nor does their order', () => {
  fc.assert(
    fc.property(values, fc.nat(60), (all, cut) => {
      const sample = of(all.slice(0, cut));
      sample.coarsen();
      for (const value of all.slice(cut).reverse()) sample.add(value);
      assert.equal(sample.counted(), of(all, true).counted());
      assert.is(sample.count, all.length);
    }),
  );
});

Samples('samples put together are the sample of all their values', () => {
  fc.assert(
    fc.property(values, values, fc.boolean(), fc.boolean(), (one, other, coarse, coarser) => {
      const both = Sample.of([of(one, coarse), of(other, coarser)]);
      assert.equal(both.counted(), of([...one, ...other], coarse || coarser).counted());
      assert.is(both.isExact, !(coarse || coarser));
    }),
  );
});

Samples('no values have no quantile', () => {
  assert.ok(Number.isNaN(new Sample().quantile(0.5)));
  assert.ok(Number.isNaN(new Sample(true).quantile(0.5)));
  assert.ok(Number.isNaN(new Sample().mean));
});

Samples.run();
