import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { distances, kolmogorovP } from './goodness.ts';
import { stream } from './stream.ts';

const Goodness = suite('goodness of fit');
const near = (found: number, exact: number, within = 1e-9) =>
  assert.ok(Math.abs(found - exact) <= within * Math.abs(exact), `${found} is not ${exact}`);

Goodness('values in the middle of their slices lie as near as can be', () => {
  const even = distances([0.125, 0.875, 0.375, 0.625]);
  near(even.kolmogorovSmirnov, 1 / 8);
  near(even.cramerVonMises, 1 / 48);
});

Goodness('one value at its median has distances known by hand', () => {
  const { andersonDarling, kolmogorovSmirnov, cramerVonMises } = distances([0.5]);
  near(andersonDarling, 2 * Math.LN2 - 1);
  near(kolmogorovSmirnov, 0.5);
  near(cramerVonMises, 1 / 12);
});

Goodness('distances are those of the mirror image', () => {
  const shares = fc.array(fc.double({ min: 0.001, max: 0.999, noNaN: true }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(shares, (values) => {
      const [there, back] = [distances(values), distances(values.map((u) => 1 - u))];
      for (const key of ['andersonDarling', 'kolmogorovSmirnov', 'cramerVonMises'] as const)
        near(back[key], there[key], 1e-9);
    }),
  );
});

Goodness("the law of Kolmogorov's distance agrees with SciPy", () => {
  near(kolmogorovP(5, 0.2), 0.9616);
  near(kolmogorovP(5, 0.5), 0.112);
  near(kolmogorovP(12, 0.2845), 0.23642785684526535);
  near(kolmogorovP(100, 0.1), 0.2526927570063874);
  near(kolmogorovP(100, 0.05), 0.9532159710635725);
  near(kolmogorovP(3_000, 0.012), 0.77592168192869, 1e-6); // an approximation there
  near(kolmogorovP(40, 0.45), 6.527887471764175e-8);
});

Goodness('for more values it is that of 40 digits', () => {
  near(kolmogorovP(150, 0.08), 0.2772749274441103);
  near(kolmogorovP(1_000, 0.03), 0.3226902464133);
  near(kolmogorovP(1_000, 0.06), 0.001428597887466);
});

Goodness('no value can lie nearer than half a step, nor farther than all', () => {
  assert.is(kolmogorovP(10, 0.05), 1);
  assert.is(kolmogorovP(10, 1), 0);
  near(kolmogorovP(1, 0.75), 0.5);
  // two values: each within d of its middle third, P = 2 (2 d − ½)² up to d = ½
  near(kolmogorovP(2, 0.3), 1 - 2 * 0.1 ** 2);
});

Goodness('two ways to the far tail meet', () => {
  for (const n of [20, 200]) {
    let last = 1;
    for (let d = 0.6 / n; d < 0.6; d += 0.003) {
      const p = kolmogorovP(n, d);
      assert.ok(p <= last && p >= 0, `n ${n}, d ${d}: ${p} after ${last}`);
      last = p;
    }
  }
});

Goodness('if the law is right its probability is even', () => {
  const draw = stream('goodness');
  const found = Array.from({ length: 2_000 }, () => {
    const { kolmogorovSmirnov } = distances(Array.from({ length: 15 }, () => draw.next()));
    return kolmogorovP(15, kolmogorovSmirnov);
  });
  for (const level of [0.05, 0.5, 0.9])
    assert.ok(Math.abs(found.filter((p) => p <= level).length / 2_000 - level) < 0.035);
});

Goodness.run();
