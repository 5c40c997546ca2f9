import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { binomialLower, binomialMass } from './binomial.ts';
import { logGamma } from './interval.ts';
import { normalQuantile } from './normal.ts';
import {
  betaLower,
  chiSquaredUpper,
  gammaLower,
  gammaQuantile,
  gammaUpper,
  normalDensity,
  normalLower,
  oneSidedKolmogorov,
} from './special.ts';

const Special = suite('special functions');
const near = (found: number, exact: number, within = 1e-12) =>
  assert.ok(Math.abs(found - exact) <= within * Math.abs(exact), `${found} is not ${exact}`);

Special('probabilities agree with tables (SciPy)', () => {
  near(chiSquaredUpper(24.2, 11), 0.011915864955204513);
  near(gammaQuantile(86, 0.025), 68.78889924416998);
  near(betaLower(2.5, 3.5, 0.3), 0.29675298929566646);
  near(normalLower(-12.3), 4.5287069561587787e-35);
  near(normalLower(1.1), 0.8643339390536173);
  near(logGamma(0.5), Math.log(Math.PI) / 2);
  near(normalDensity(0), 0.3989422804014327);
  near(normalDensity(-2), 0.05399096651318806);
});

Special('a gamma law of shape 1 is exponential, of shape ½ the square of a normal', () => {
  for (const x of [1e-6, 0.3, 1, 2, 30, 600]) {
    near(gammaUpper(1, x), Math.exp(-x));
    near(gammaLower(1, x), -Math.expm1(-x));
    near(gammaLower(0.5, x), 1 - 2 * normalLower(-Math.sqrt(2 * x)), 1e-9);
  }
});

Special('what is too small for a number is 0, and its other side 1', () => {
  assert.is(gammaUpper(1_000, 3_000), 0);
  assert.is(gammaLower(1_000, 3_000), 1);
  assert.is(gammaLower(1_000, 1), 0);
  assert.is(gammaUpper(1_000, 1), 1);
  assert.is(normalLower(-40), 0);
  assert.is(betaLower(500, 3, 0.01), 0);
});

Special('laws end where they end', () => {
  for (const shape of [0.3, 1, 7]) {
    assert.equal([gammaLower(shape, 0), gammaUpper(shape, 0)], [0, 1]);
    assert.equal([gammaLower(shape, Infinity), gammaUpper(shape, Infinity)], [1, 0]);
    assert.equal([gammaQuantile(shape, 0), gammaQuantile(shape, 1)], [0, Infinity]);
  }
  assert.equal([normalLower(-Infinity), normalLower(0), normalLower(Infinity)], [0, 0.5, 1]);
  assert.equal([betaLower(2, 3, 0), betaLower(2, 3, 1)], [0, 1]);
  assert.equal([oneSidedKolmogorov(5, 0), oneSidedKolmogorov(5, 1)], [1, 0]);
});

Special('quantiles are the inverse of probabilities', () => {
  for (const p of [1e-6, 0.025, 0.3, 0.5, 0.9, 0.9999]) {
    for (const shape of [0.01, 0.4, 1, 3.7, 86, 1e4]) {
      const x = gammaQuantile(shape, p);
      if (x > 0) near(p < 0.5 ? gammaLower(shape, x) : 1 - gammaUpper(shape, x), p, 1e-9);
      else assert.ok((p / 0.99) ** (1 / shape) < 1e-300, 'too small for a number');
    }
    near(normalLower(normalQuantile(p)), p, 1e-12);
  }
});

Special('one value lies above its point with the probability left', () => {
  near(oneSidedKolmogorov(1, 0.3), 0.7);
});

Special('hits of independent trials have the law of Bernoulli', () => {
  near(binomialMass(2, 4, 0.25), 6 * 0.25 ** 2 * 0.75 ** 2);
  near(binomialLower(1, 4, 0.25), 0.75 ** 4 + 4 * 0.25 * 0.75 ** 3);
  assert.equal([binomialMass(0, 3, 0), binomialMass(1, 3, 0), binomialMass(3, 3, 1)], [1, 0, 1]);
  assert.equal([binomialMass(-1, 3, 0.5), binomialMass(4, 3, 0.5)], [0, 0]);
  assert.equal([binomialLower(-1, 3, 0.5), binomialLower(3, 3, 0.5), binomialLower(9, 3, 0.5)], [0, 1, 1]);
  let below = 0;
  for (let k = 0; k < 40; k++) {
    below += binomialMass(k, 40, 0.37);
    near(binomialLower(k, 40, 0.37), below, 1e-11);
  }
});

Special.run();
