import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { NotExpressible } from './params.ts';
import { batchOf, gapsOf, isConstant, scvOf, serviceOf } from './service.ts';

const Laws = suite('service');

const near = (seen: number, known: number) =>
  assert.ok(Math.abs(seen - known) <= 1e-9 * Math.abs(known), `${seen}, not ${known}`);

const unknown = (ask: () => unknown) => assert.throws(ask, (error: Error) => error instanceof NotExpressible);

/** Third moments at mean 1: k(k+1)(k+2)/k³ for Erlang, Γ(1+3/k)/Γ(1+1/k)³ for Weibull, ∫x³ for a uniform law. */
for (const [name, scv, third, law] of [
  ['exponential', 1, 6, 'exponential'],
  ['M', 1, 6, 'exponential'],
  ['lognormal', 3, 64, 'lognormal'],
  ['gamma', 0.5, (2 * 3 * 4) / 8, 'gamma'],
  ['Erlang-k', 0.25, (4 * 5 * 6) / 64, 'gamma'],
  ['erlang', 1 / 3, (3 * 4 * 5) / 27, 'gamma'],
  // A Weibull law of shape 1 is exponential; of shape 1/2 the square of an exponential, divided by 2: 720/8.
  ['weibull', 1, 6, 'weibull'],
  ['Weibull', 5, 720 / 8, 'weibull'],
  // Two branches of equal share of the mean: p = (1 + √½)/2 and 1 − p.
  [
    'hyperexponential_balanced',
    3,
    0.75 * (1 / (0.5 + Math.SQRT1_2 / 2) ** 2 + 1 / (0.5 - Math.SQRT1_2 / 2) ** 2),
    'hyperexponential',
  ],
  ['H2', 1, 6, 'hyperexponential'],
  ['h2 balanced', 1, 6, 'hyperexponential'],
  ['hyperexponential', 1, 6, 'hyperexponential'],
  // On 0.5 to 1.5.
  ['uniform', 1 / 12, (1.5 ** 4 - 0.5 ** 4) / 4, 'uniform'],
] as const) {
  Laws(`moments of a ${name} law of squared variation ${scv.toFixed(3)}`, () => {
    const service = serviceOf(name, 2, scv);
    assert.is(service.law.law, law);
    assert.is(service.scv, scv);
    assert.is(service.moments[0], 2);
    near(service.moments[1], 4 * (1 + scv));
    near(service.moments[2], 8 * third);
  });
}

Laws('a law is written with its mean and its coefficient of variation, or with its ends', () => {
  assert.equal(serviceOf('gamma', 2, 4).law, { law: 'gamma', mean: '2 h', cv: 2 });
  assert.equal(serviceOf('exponential', 2, 1).law, { law: 'exponential', mean: '2 h' });
  assert.equal(serviceOf('uniform', 2, 1 / 12).law, { law: 'uniform', low: '1 h', high: '3 h' });
  assert.equal(serviceOf('uniform', 2, 1 / 3).law, { law: 'uniform', low: '0 h', high: '4 h' });
});

Laws('what does not vary is constant, whatever it is called', () => {
  for (const name of ['deterministic', 'lognormal', 'uniform'])
    assert.equal(serviceOf(name, 3, 0), {
      law: { law: 'constant', value: '3 h' },
      scv: 0,
      moments: [3, 9, 27],
    });
  for (const name of ['D', 'deterministic', 'Constant', 'fixed']) assert.ok(isConstant(name));
  for (const name of ['M', 'fixed5', 'undeterministic', 'dd']) assert.not.ok(isConstant(name));
});

Laws('a Pareto law has no third moment to control by', () => {
  const { law, moments } = serviceOf('pareto', 1, 4);
  assert.equal(law, { law: 'pareto', mean: '1 h', cv: 2 });
  assert.ok(Number.isNaN(moments[2]));
});

Laws('a variation that a law cannot have is not expressible', () => {
  unknown(() => serviceOf('exponential', 1, 2));
  unknown(() => serviceOf('hyperexponential', 1, 0.9));
  unknown(() => serviceOf('uniform', 1, 0.34));
  unknown(() => serviceOf('cauchy', 1, 1));
});

for (const [name, law, scv] of [
  ['D', { law: 'constant', value: 1 }, 0],
  ['M', { law: 'exponential', mean: 1 }, 1],
  ['exponential', { law: 'exponential', mean: 1 }, 1],
  ['E4', { law: 'gamma', mean: 1, cv: 0.5 }, 0.25],
  ['erlang_k4', { law: 'gamma', mean: 1, cv: 0.5 }, 0.25],
  ['H2_scv4_balanced', { law: 'hyperexponential', mean: 1, cv: 2 }, 4],
  ['gamma_scv0.25', { law: 'gamma', mean: 1, cv: 0.5 }, 0.25],
  ['lognormal_scv_4', { law: 'lognormal', mean: 1, cv: 2 }, 4],
  ['U', { law: 'uniform', low: 0, high: 2 }, 1 / 3],
  ['uniform(0,2/lam)', { law: 'uniform', low: 0, high: 2 }, 1 / 3],
] as const) {
  Laws(`times between arrivals called ${name} are relative to their mean`, () => {
    const gaps = gapsOf(name);
    near(gaps.scv, scv);
    assert.equal(Object.keys(gaps.law), Object.keys(law));
    for (const [key, value] of Object.entries(law))
      if (typeof value === 'number') assert.ok(Math.abs((gaps.law[key] as number) - value) < 1e-12, key);
      else assert.is(gaps.law[key], value);
  });
}

Laws('times between arrivals of another name are not expressible', () => {
  for (const name of ['', 'scv4', 'cauchy', 'cauchy_scv2', 'E']) unknown(() => gapsOf(name));
});

Laws('batches have sizes by chance or fixed ones', () => {
  assert.equal(batchOf('geometric_mean2.5'), { law: { law: 'geometric', mean: 2.5 }, mean: 2.5 });
  assert.equal(batchOf('geometric 3'), { law: { law: 'geometric', mean: 3 }, mean: 3 });
  assert.equal(batchOf('fixed5'), { law: { law: 'constant', value: 5 }, mean: 5 });
  assert.equal(batchOf('Constant_5'), { law: { law: 'constant', value: 5 }, mean: 5 });
  unknown(() => batchOf('poisson2'));
});

Laws('a law is known by the names of different hands', () => {
  for (const name of ['erlang', 'Erlang-2', 'erlang_k', 'E2', 'gamma'])
    assert.is(serviceOf(name, 1, 0.5).law.law, 'gamma', name);
  for (const name of ['hyperexponential', 'hyperexp', 'H2', 'H2_balanced', 'h2 (balanced means)'])
    assert.is(serviceOf(name, 1, 4).law.law, 'hyperexponential', name);
  for (const name of ['exponential', 'exp', 'M'])
    assert.is(serviceOf(name, 1, 1).law.law, 'exponential', name);
});

Laws('a name that says how a law varies needs no figure', () => {
  assert.is(scvOf('erlang4'), 0.25);
  assert.is(scvOf('exponential'), 1);
  assert.is(scvOf('deterministic'), 0);
  assert.is(scvOf('lognormal'), undefined);
});

Laws.run();
