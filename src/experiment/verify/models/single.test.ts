import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Measure } from '../measure.ts';
import { NotExpressible } from '../params.ts';
import { leftBy, modelled, read, scenarioIn, seenOf, settling } from '../seen.test-kit.ts';

const Single = suite('models of one station');

const near = (seen: number, known: number, what = '') =>
  assert.ok(Math.abs(seen - known) <= 1e-9 * Math.max(1, Math.abs(known)), `${what}: ${seen}, not ${known}`);

const exponential = (mean: number) => ({ law: 'exponential', mean: `${mean} h` });

/** What each says to the scenario beyond a stream and its reviewers, and how long it takes to settle [h]. */
for (const { model, params, work, reviewers, says, settles } of [
  {
    model: 'M/M/1',
    params: { lam: 0.81, mu: 2, c: 1 },
    ...{ work: exponential(0.5), reviewers: 1, says: {}, settles: 0.5 / (1 - Math.sqrt(0.405)) ** 2 },
  },
  {
    model: 'M/M/c',
    params: { lam: 6.48, mu: 2, c: 4 },
    ...{ work: exponential(0.5), reviewers: 4, says: {}, settles: (0.5 / 4) * 100 },
  },
  {
    model: 'M/G/1',
    params: { lam: 0.405, service: 'lognormal', mean: 2, scv: 4 },
    ...{ work: { law: 'lognormal', mean: '2 h', cv: 2 }, reviewers: 1, says: {}, settles: 2 * 2.5 * 100 },
  },
  {
    model: 'M/G/1',
    params: { lam: 0.405, service: 'deterministic', mean: 2, scv: 0 },
    ...{ work: { law: 'constant', value: '2 h' }, reviewers: 1, says: {}, settles: 2 * 0.5 * 100 },
  },
  {
    model: 'M/G/1-PS',
    params: { lam: 0.405, service: 'gamma', mean: 2, scv: 0.25 },
    ...{ work: { law: 'gamma', mean: '2 h', cv: 0.5 }, reviewers: 1, settles: 2 * 0.625 * 100 },
    says: { review: { in_hand: 'any' } },
  },
  {
    model: 'G/M/1',
    params: { lam: 1.62, mu: 2, interarrival: 'H2_scv4_balanced' },
    ...{ work: exponential(0.5), reviewers: 1, settles: 0.5 * 2.5 * 100 },
    says: { arrivals: { gaps: { law: 'hyperexponential', mean: 1, cv: 2 } } },
  },
  {
    model: 'M^X/M/1',
    params: { batch_rate: 0.324, mu: 2, batch: 'fixed5' },
    // As many together vary like one service of five.
    ...{ work: exponential(0.5), reviewers: 1, settles: 0.5 * 5.5 * 100 },
    says: { arrivals: { batch: { law: 'constant', value: 5 } } },
  },
  {
    model: 'G/G/1 bound',
    params: { ca2: 4, cs2: 0.25, rho: 0.81, mean_service: 2 },
    ...{ work: { law: 'gamma', mean: '2 h', cv: 0.5 }, reviewers: 1, settles: 2 * (4.25 / 2) * 100 },
    says: { arrivals: { gaps: { law: 'gamma', mean: 1, cv: 2 } } },
  },
  {
    model: 'G/G/1 bound',
    params: { ca2: 0, cs2: 4, rho: 0.81, mean_service: 2 },
    ...{ work: { law: 'gamma', mean: '2 h', cv: 2 }, reviewers: 1, settles: 2 * 2 * 100 },
    says: { arrivals: { gaps: { law: 'constant', value: 1 } } },
  },
  {
    model: 'M/M/c/K',
    params: { lam: 6.48, mu: 2, c: 4, K: 9 },
    ...{ work: exponential(0.5), reviewers: 4, settles: (0.5 / 4) * 100 },
    says: { review: { limit: 9 } },
  },
  {
    model: 'M/M/c/K',
    params: { lam: 8.8, mu: 2, c: 4, K: 9 },
    // An overloaded one settles as one of load 0.9.
    ...{ work: exponential(0.5), reviewers: 4, settles: 0.125 / (1 - Math.sqrt(0.9)) ** 2 },
    says: { review: { limit: 9 } },
  },
  {
    model: 'M/M/c+M',
    params: { lam: 6.48, mu: 2, c: 4, theta: 0.01 },
    ...{ work: exponential(0.5), reviewers: 4, settles: 100 },
    says: { changes: { patience: exponential(100) } },
  },
  {
    model: 'M/M/c+M',
    params: { lam: 0.088, mu: 0.02, c: 4, theta: 5 },
    ...{ work: exponential(50), reviewers: 4, settles: 12.5 / (1 - Math.sqrt(0.9)) ** 2 },
    says: { changes: { patience: exponential(0.2) } },
  },
]) {
  Single(`${model} with ${JSON.stringify(params)} as a scenario`, () => {
    const scenario = scenarioIn(modelled(model, params));
    assert.equal(Object.keys(scenario.areas), ['a']);
    assert.equal(scenario.areas.a, { effort: work });
    assert.is(scenario.people.count, reviewers);
    for (const section of ['arrivals', 'review', 'changes'] as const) {
      const plain = scenarioIn(modelled('M/M/1', { lam: 0.5, mu: 1 }))[section];
      const { rates: _, until: __, ...own } = scenario[section];
      const { rates: ___, until: ____, ...usual } = plain;
      assert.equal(own, { ...usual, ...(says as Record<string, object>)[section] }, section);
    }
    const p = params as Record<string, number>;
    const rate = p.lam ?? p.batch_rate ?? p.rho! / p.mean_service!;
    near(Number.parseFloat(scenario.arrivals.rates.a), rate, 'rate');
    const { mean, value } = work as { mean?: string; value?: string };
    const service = Number.parseFloat(mean ?? value!);
    // Of customers, five come with each batch.
    const customers = rate * (model === 'M^X/M/1' ? 5 : 1);
    near(settling(scenario, customers, service), settles, 'relaxation');
  });
}

Single('Poisson arrivals need no gaps of their own', () => {
  const { arrivals } = scenarioIn(modelled('G/G/1 bound', { ca2: 1, cs2: 4, rho: 0.8, mean_service: 2 }));
  assert.is(arrivals.gaps, undefined);
});

/** Two of five wait, 1 h and 3 h; two reviews of 2 h, three of 1 h. */
const TOLD = [
  { at: 30_000, begun: 30_000, merged: 30_002 },
  { at: 30_001, begun: 30_002, merged: 30_004 },
  { at: 30_001, begun: 30_004, merged: 30_005 },
  { at: 40_000, begun: 40_000, merged: 40_001 },
  { at: 50_000, begun: 50_000, merged: 50_001 },
];
const SEEN = seenOf(TOLD, 1e6);

/** Hours in which 40,000 customers come. */
const hoursAt = (rate: number) => 40_000 / rate;

const MMC = ['ErlangC_P(wait)', 'P(W>2/mu)', 'P(W>3)', 'rho', 'L', 'ErlangB'];

Single('M/M/c: shares of who waits and of who stays long, and of the time of all reviewers', () => {
  const experiment = modelled('M/M/c', { lam: 0.5, mu: 0.75, c: 4 }, MMC);
  const row = leftBy(experiment, SEEN, seenOf([], 1e6));
  near(read(experiment, 'ErlangC_P(wait)', row), 2 / 5);
  // Sojourns 2, 3, 4, 1 and 1 h: above 2/0.75 h two, above 3 h one.
  near(read(experiment, 'P(W>2/mu)', row), 2 / 5);
  near(read(experiment, 'P(W>3)', row), 1 / 5);
  near(read(experiment, 'rho', row), 7 / hoursAt(0.5) / 4);
  near(read(experiment, 'L', row), 11 / hoursAt(0.5));
});

Single('Erlang B is what the same servers turn away without a place to wait', () => {
  const experiment = modelled('M/M/c', { lam: 0.5, mu: 0.75, c: 4 }, MMC);
  assert.is(experiment.scenarios.length, 2);
  const loss = scenarioIn(experiment, 1);
  assert.equal([loss.review.limit, loss.people.count, loss.arrivals.rates.a], [4, 4, '0.5 / h']);
  assert.equal(loss.areas.a.effort, scenarioIn(experiment).areas.a.effort);
  assert.is.not(loss.seed, scenarioIn(experiment).seed);
  const turned = seenOf([{ at: 30_000, abandoned: 30_000 }, ...TOLD.slice(1)], 1e6);
  near(read(experiment, 'ErlangB', leftBy(experiment, SEEN, turned)), 1 / 5);
  assert.is(modelled('M/M/c', { lam: 0.5, mu: 0.75, c: 4 }, ['L']).scenarios.length, 1);
});

Single('G/M/1: the share that waits, and shares that wait longer', () => {
  const metrics = ['sigma', 'P(Wq>0.5)', 'P(Wq>2)', 'rho', 'W'];
  const experiment = modelled('G/M/1', { interarrival: 'D', lam: 0.5, mu: 1 }, metrics);
  const row = leftBy(experiment, SEEN);
  near(read(experiment, 'sigma', row), 2 / 5);
  near(read(experiment, 'P(Wq>0.5)', row), 2 / 5);
  near(read(experiment, 'P(Wq>2)', row), 1 / 5);
  near(read(experiment, 'rho', row), 7 / hoursAt(0.5));
  near(read(experiment, 'W', row), 11 / 5);
});

for (const [model, params] of [
  ['M/G/1', { lam: 0.5, service: 'gamma', mean: 1, scv: 0.5 }],
  ['M^X/M/1', { batch_rate: 0.25, mu: 4, batch: 'fixed2' }],
] as const) {
  Single(`${model} has the metrics of every station`, () => {
    const experiment = modelled(model, params);
    const row = leftBy(experiment, SEEN);
    near(read(experiment, 'rho', row), 7 / hoursAt(0.5));
    near(read(experiment, 'Wq', row), 4 / 5);
    near(read(experiment, 'L', row), 11 / hoursAt(0.5));
    assert.is(experiment.measure('sigma'), undefined);
  });
}

Single('where reviewers divide their time nobody waits: only sojourns and numbers are values', () => {
  const experiment = modelled('M/G/1-PS', { lam: 0.5, service: 'gamma', mean: 1, scv: 0.5 });
  near(read(experiment, 'W', leftBy(experiment, SEEN)), 11 / 5);
  near(read(experiment, 'L', leftBy(experiment, SEEN)), 11 / hoursAt(0.5));
  for (const metric of ['Wq', 'Lq', 'Var[W]']) assert.is(experiment.measure(metric), undefined);
});

/** Controls of a run of customers with this work. */
function controls(model: string, params: object, works: readonly number[]): readonly number[] {
  const experiment = modelled(model, params);
  return experiment.controls!(
    leftBy(
      experiment,
      seenOf(
        works.map((effort, i) => ({ at: 30_000 + i, effort })),
        1e6,
      ),
    ),
  );
}

Single('what is known of arrivals and of the moments of work tells a replication its luck', () => {
  // Two customers instead of 40,000; work 1 and 3: mean 2, of squares 5, of cubes 14.
  const arrivals = 2 / 40_000 - 1;
  const close = (seen: readonly number[], known: readonly number[]) => {
    assert.is(seen.length, known.length);
    seen.forEach((value, i) => {
      near(value, known[i]!);
    });
  };
  close(controls('M/M/1', { lam: 0.5, mu: 0.8 }, [1, 3]), [arrivals, 2 / 1.25 - 1, 5 / 3.125 - 1]);
  close(controls('M/M/c', { lam: 0.5, mu: 0.8, c: 2 }, [1, 3]), [arrivals, 2 / 1.25 - 1, 5 / 3.125 - 1]);
  const gamma = { lam: 0.3, service: 'gamma', mean: 1, scv: 0.5 };
  close(controls('M/G/1', gamma, [1, 3]), [arrivals, 1, 5 / 1.5 - 1, 14 / 3 - 1]);
  close(controls('M/G/1-PS', gamma, [1, 3]), [arrivals, 1, 5 / 1.5 - 1, 14 / 3 - 1]);
  close(controls('M/G/1', { ...gamma, service: 'D' }, [1, 3]), [arrivals]);
  close(controls('M/G/1', { ...gamma, service: 'pareto' }, [1, 3]), [arrivals, 1, 5 / 1.5 - 1]);
  const poisson = { ca2: 1, cs2: 0.5, rho: 0.3, mean_service: 1 };
  close(controls('G/G/1 bound', poisson, [1, 3]), [arrivals, 1, 5 / 1.5 - 1, 14 / 3 - 1]);
});

Single('where arrivals are no Poisson stream nothing is known of their luck', () => {
  assert.is(modelled('G/M/1', { interarrival: 'M', lam: 0.5, mu: 1 }).controls, undefined);
  assert.is(modelled('G/G/1 bound', { ca2: 2, cs2: 1, rho: 0.5, mean_service: 1 }).controls, undefined);
});

Single('a bound is not to be passed; the heavy-traffic value is one for Poisson arrivals alone', () => {
  const bound = (ca2: number) => modelled('G/G/1 bound', { ca2, cs2: 4, rho: 0.5, mean_service: 1 });
  const kind = (ca2: number, metric: string) => (bound(ca2).measure(metric) as Measure | undefined)?.kind;
  const row = leftBy(bound(2), SEEN);
  assert.is(kind(2, 'Kingman upper bound Wq'), 'upper bound');
  near(read(bound(2), 'Kingman upper bound Wq', row), 4 / 5);
  assert.is(kind(2, 'Kingman heavy-traffic approx Wq'), 'not a value');
  assert.is(kind(1, 'Kingman heavy-traffic approx Wq'), 'value');
  near(read(bound(1), 'Kingman heavy-traffic approx Wq', row), 4 / 5);
  assert.is(kind(1, 'Wq'), undefined);
});

Single('a constant service needs no variation, another one does', () => {
  modelled('M/G/1', { lam: 0.5, service: 'D', mean: 1, scv: 0 });
  modelled('M/G/1', { lam: 0.5, service: 'D', mean: 1 });
  assert.throws(() => modelled('M/G/1', { lam: 0.5, service: 'gamma', mean: 1 }), /parameter scv is missing/);
  modelled('M/G/1', { lam: 0.5, service: 'gamma', mean: 1, scv: 0 });
});

for (const [model, params, message] of [
  ['M/M/1', { lam: 1, mu: 1 }, /the load is 1, not below 1/],
  ['M/M/1', { lam: 0.5, mu: 1, c: 2 }, /c is not 1; take the model M\/M\/c/],
  ['M/M/c', { lam: 6, mu: 2, c: 3 }, /the load is 1, not below 1/],
  ['M/G/1', { lam: 0.5, mean: 2, scv: 1, service: 'gamma' }, /the load is 1, not below 1/],
  ['M/G/1-PS', { lam: 0.5, mean: 2, scv: 1, service: 'gamma' }, /the load is 1, not below 1/],
  ['G/M/1', { lam: 2, mu: 2, interarrival: 'M' }, /the load is 1, not below 1/],
  ['M^X/M/1', { batch_rate: 0.5, mu: 1, batch: 'fixed2' }, /the load is 1, not below 1/],
  ['G/G/1 bound', { ca2: 1, cs2: 1, rho: 1, mean_service: 1 }, /the load is 1, not below 1/],
  ['M/M/c/K', { lam: 1, mu: 1, c: 3, K: 2 }, /K is less than c; K counts the places of the servers too/],
] as const) {
  Single(`${model} with ${JSON.stringify(params)} is refused`, () =>
    assert.throws(() => modelled(model, params), message),
  );
}

Single('a server without a place to wait, or as many places as servers, is allowed', () => {
  assert.is(scenarioIn(modelled('M/M/c/K', { lam: 1, mu: 1, c: 3, K: 3 })).review.limit, 3);
});

Single('what a scenario has no law for is not expressible', () => {
  const refused = (error: Error) => error instanceof NotExpressible;
  assert.throws(() => modelled('G/M/1', { lam: 0.5, mu: 1, interarrival: 'cauchy' }), refused);
  assert.throws(() => modelled('M^X/M/1', { batch_rate: 0.1, mu: 1, batch: 'poisson2' }), refused);
});

Single.run();
