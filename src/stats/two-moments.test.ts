import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Law, lognormalOfMean } from './distribution.ts';
import { gammaQuantile } from './gamma.ts';
import { gamma, hyperexponential, pareto, weibull } from './two-moments.ts';

const Laws = suite('laws of two moments');

const near = (actual: number, expected: number, relative: number, what: string) => {
  const off = Math.abs(actual / expected - 1);
  assert.ok(off <= relative, `${what}: ${actual} is not ${expected} (off by ${off})`);
};

/** E[X^k] = ∫ Q(u)^k du by the double exponential rule, which follows both tails as far as doubles go. */
function moment(law: Law, k: number): number {
  let sum = 0;
  const step = 1 / 512;
  for (let t = -3.6; t <= 3.6; t += step) {
    const inner = (Math.PI / 2) * Math.sinh(t);
    const u = 1 / (1 + Math.exp(-2 * inner));
    if (u <= 2 ** -53 || u >= 1 - 2 ** -53) continue;
    sum += law.quantile(u) ** k * (Math.PI / 4) * (Math.cosh(t) / Math.cosh(inner) ** 2);
  }
  return sum * step;
}

const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
/** E[X^k] of a gamma law of mean 1: a (a + 1) … (a + k - 1) / a^k. */
const ofGamma = (cv: number) => (k: number) =>
  Array.from({ length: k }, (_, i) => 1 + i * cv * cv).reduce((product, factor) => product * factor, 1);
const ofTwo = (cv: number) => (k: number) => {
  const share = (1 + Math.sqrt((cv * cv - 1) / (cv * cv + 1))) / 2;
  return factorial(k) * (share / (2 * share) ** k + (1 - share) / (2 * (1 - share)) ** k);
};
/** Shape 1/2 has cv √5: E[X^k] = scale^k Γ(1 + 2k), scale 1/2. */
const ofWeibull = (k: number) => factorial(2 * k) / 2 ** k;

const MOMENTS: [string, Law, (k: number) => number][] = [
  ['gamma of cv 1/√2 (Erlang of two stages)', gamma(1, Math.SQRT1_2), ofGamma(Math.SQRT1_2)],
  ['gamma of cv 2', gamma(1, 2), ofGamma(2)],
  ['gamma of cv 10', gamma(1, 10), ofGamma(10)],
  ['gamma of cv 0.01', gamma(1, 0.01), ofGamma(0.01)],
  ['weibull of cv √5', weibull(1, Math.sqrt(5)), ofWeibull],
  ['hyperexponential of cv 1.01', hyperexponential(1, 1.01), ofTwo(1.01)],
  ['hyperexponential of cv 2', hyperexponential(1, 2), ofTwo(2)],
  ['hyperexponential of cv 5', hyperexponential(1, 5), ofTwo(5)],
  ['lognormal of cv 1', lognormalOfMean(1, 1), (k) => 2 ** ((k * (k - 1)) / 2)],
];
for (const [name, law, exact] of MOMENTS) {
  Laws(`moments of a ${name} law are those of the formula`, () => {
    for (const k of [1, 2, 3]) near(moment(law, k), exact(k), 1e-6, `E[X^${k}]`);
    if (/gamma|hyper/.test(name)) near(moment(law, 6), exact(6), 1e-4, 'E[X^6]');
    assert.is(law.mean.toFixed(12), '1.000000000000');
  });
}

const QUANTILES = [2 ** -33, 1e-6, 0.01, 0.03126, 0.2, 0.5, 0.8, 0.96874, 0.99, 1 - 1e-6, 1 - 2 ** -33];

Laws('quantiles of weibull and pareto laws are those of the formulas', () => {
  // Shape and scale of mean 1 and scv 3, solved with 50 digits.
  const [shape, scale] = [0.6072483224858491, 0.6749960052949743];
  const index = 1 + Math.sqrt(1 + 1 / 4);
  for (const u of QUANTILES) {
    near(
      weibull(1, Math.sqrt(3)).quantile(u),
      scale * (-Math.log1p(-u)) ** (1 / shape),
      1e-7,
      `weibull ${u}`,
    );
    near(
      pareto(3, 2).quantile(u),
      (3 * (index - 1)) / index / Math.exp(Math.log1p(-u) / index),
      1e-7,
      `pareto ${u}`,
    );
  }
});

Laws('a pareto law has the cv asked for', () => {
  // index 3 gives variance 3/4 of its squared least value, mean 3/2
  const law = pareto(1.5, Math.sqrt(1 / 3));
  near(law.quantile(0.5), 2 ** (1 / 3), 1e-9, 'median');
  near(law.quantile(1e-12), 1, 1e-9, 'least value');
});

Laws('beyond the quantile u of a hyperexponential law lies 1 - u, at both ends', () => {
  for (const cv of [1.01, 2, 10, 100]) {
    const share = (1 + Math.sqrt((cv * cv - 1) / (cv * cv + 1))) / 2;
    for (const u of QUANTILES) {
      const x = hyperexponential(1, cv).quantile(u);
      const beyond = share * Math.exp(-2 * share * x) + (1 - share) * Math.exp(-2 * (1 - share) * x);
      if (u >= 0.5) near(beyond, 1 - u, 1e-6, `cv ${cv}, u ${u}`);
      if (u > 1e-5 && u < 0.5) near(1 - beyond, u, 1e-6, `cv ${cv}, u ${u} from below`);
    }
  }
  assert.is(hyperexponential(2, 1).quantile(0.3), -2 * Math.log1p(-0.3));
});

Laws('gamma quantiles agree with tables (SciPy gamma.ppf, isf)', () => {
  const TABLE: [number, number, number][] = [
    [0.01, 0.2, 7.175838109858072e-71],
    [0.01, 0.5, 4.465535018910562e-31],
    [0.01, 0.95, 0.003362623998074687],
    [0.01, 1 - 2 ** -33, 15.502186861168404],
    [0.25, 0.0001, 6.749697893111724e-17],
    [0.25, 0.2, 0.0010808857306629776],
    [0.25, 0.5, 0.0436738023528734],
    [0.25, 0.95, 1.2101161374447629],
    [0.25, 1 - 2 ** -33, 19.328292367519865],
    [1.0, 0.0001, 0.0001000050003333584],
    [1.0, 0.2, 0.22314355131420974],
    [1.0, 0.5, 0.6931471805599455],
    [1.0, 0.95, 2.9957322735539895],
    [1.0, 1 - 2 ** -33, 22.873856958478196],
    [2.0, 0.0001, 0.0142092376217775],
    [2.0, 0.2, 0.8243883090329845],
    [2.0, 0.5, 1.6783469900166612],
    [2.0, 0.95, 4.743864518390577],
    [2.0, 1 - 2 ** -33, 26.176198493302387],
    [30.0, 0.0001, 13.74844702060151],
    [30.0, 0.2, 25.32030896555818],
    [30.0, 0.5, 29.66733313822123],
    [30.0, 0.95, 39.54097224392437],
    [30.0, 1 - 2 ** -33, 78.65159697562143],
    [10000.0, 0.0001, 9632.36824111517],
    [10000.0, 0.2, 9915.742124149649],
    [10000.0, 0.5, 9999.666668642047],
    [10000.0, 0.95, 10165.051911966126],
    [10000.0, 1 - 2 ** -33, 10646.910115298548],
  ];
  for (const [shape, u, x] of TABLE) near(gammaQuantile(shape)(u), x, 1e-11, `shape ${shape}, u ${u}`);
  assert.is(gammaQuantile(0.001)(0.1), 0);
});

Laws('the quantiles of these laws never fall', () => {
  for (const law of [gamma(1, 3), gamma(1, 0.1), weibull(1, 4), hyperexponential(1, 4), pareto(1, 3)]) {
    let last = 0;
    for (let i = 0; i < 50_000; i++) {
      const value = law.quantile((i + 0.5) / 50_000);
      assert.ok(value >= last, `${law.name} at ${i}`);
      last = value;
    }
  }
});

Laws.run();
