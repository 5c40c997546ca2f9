import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leftBy, modelled, read, scenarioIn, seenOf, settling } from '../seen.test-kit.ts';

const Varying = suite('models that change in time');

const near = (seen: number, known: number, what = '') =>
  assert.ok(Math.abs(seen - known) <= 1e-9 * Math.max(1, Math.abs(known)), `${what}: ${seen}, not ${known}`);

const exponential = (mean: number) => ({ law: 'exponential', mean: `${mean} h` });

const ABSENT = { lam: 0.3, mu: 1, fail: 0.02, repair: 0.08 };

Varying('who is away four hours in twenty leaves four fifths of the time', () => {
  const scenario = scenarioIn(modelled('M/M/1 with random absences', ABSENT));
  assert.equal(scenario.people.away, { after: exponential(50), lasts: exponential(12.5) });
  assert.equal(scenario.areas, { a: { effort: exponential(1) } });
  assert.is(scenario.people.count, 1);
  // A service lasts 1.25 h with what falls into it: squared variation 1 + 2·0.02/(0.02 + 0.08)² = 5; the load is 0.375.
  near(settling(scenario, 0.3, 1.25), (1.25 * 3) / (1 - Math.sqrt(0.375)) ** 2);
  const often = scenarioIn(modelled('M/M/1 with random absences', { ...ABSENT, lam: 0.001, mu: 5 }));
  near(
    (Number.parseFloat(often.arrivals.until) - 850_000 * 0.9 - 20 * 0.25) / 2,
    10,
    'the slowest is 1/(0.02 + 0.08)',
  );
  assert.throws(
    () => modelled('M/M/1 with random absences', { ...ABSENT, lam: 0.8 }),
    /the load of the time that somebody is there is 1, not below 1/,
  );
});

const SEEN = seenOf(
  [
    { at: 30_000, begun: 30_000, merged: 30_002, effort: 1 },
    { at: 30_001, begun: 30_002, merged: 30_004, effort: 3 },
  ],
  1e6,
);

Varying('numbers and sojourns are values of absences, controlled by the work that came', () => {
  const experiment = modelled('M/M/1 with random absences', { ...ABSENT, lam: 0.5 });
  const row = leftBy(experiment, SEEN);
  near(read(experiment, 'L', row), 5 / 80_000);
  near(read(experiment, 'Lq', row), 1 / 80_000);
  near(read(experiment, 'W', row), 5 / 2);
  for (const metric of ['Wq', 'availability']) assert.is(experiment.measure(metric), undefined);
  const [, work, squares] = experiment.controls!(row);
  assert.equal([work, squares], [2 / 1 - 1, 5 / 2 - 1]);
});

Varying('availability is the work that somebody gets done who never lacks any', () => {
  const experiment = modelled('M/M/1 with random absences', { ...ABSENT, mu: 0.5 }, ['L', 'availability']);
  const busy = scenarioIn(experiment, 1);
  assert.is(busy.arrivals.rates.a, '1 / h');
  assert.equal(busy.people, scenarioIn(experiment).people);
  // Merges after 8 relaxation times, over 40,000 hours; each is 1/0.5 h of work.
  const merged = seenOf(
    [5_000, 6_000, 7_000].map((at) => ({ at, begun: at, merged: at + 1 })),
    1e6,
  );
  near(read(experiment, 'availability', leftBy(experiment, SEEN, merged)), 3 / 40_000 / 0.5);
  assert.is.not(busy.seed, scenarioIn(experiment).seed);
});

Varying('a rate that switches is one of bursts about its mean', () => {
  const scenario = scenarioIn(modelled('MMPP2/M/1', { rates: [1.2, 0.2], switch: [0.1, 0.4], mu: 2 }));
  // In the first state four fifths of the time: 1 an hour.
  const [first, second] = scenario.arrivals.bursts;
  near(Number.parseFloat(scenario.arrivals.rates.a), 1);
  near(first.factor, 1.2);
  near(second.factor, 0.2);
  assert.equal([first.lasts, second.lasts], [exponential(10), exponential(2.5)]);
  // Index of dispersion of counts: 1 + 2 (1.2 − 0.2)² · 0.1 · 0.4/(0.1 + 0.4)³/1 = 1.64 (Fischer and Meier-Hellstern 1993).
  near(settling(scenario, 1, 0.5), (0.5 * (1 + 1 + 1.64)) / 2 / (1 - Math.SQRT1_2) ** 2);
});

Varying('rates and switches go together, and agree with the mean that is told', () => {
  const ask = (params: object) => () =>
    modelled('MMPP2/M/1', { rates: [1.2, 0.2], switch: [0.1, 0.1], mu: 1, ...params });
  assert.throws(ask({ rates: [1, 2, 3] }), /3 rates and 2 switches; give two of each/);
  assert.throws(ask({ rates: [1, 2, 3], switch: [1, 2, 3] }), /3 rates and 3 switches/);
  assert.throws(ask({ switch: [1] }), /2 rates and 1 switches/);
  assert.throws(ask({ mean_rate: 0.8 }), /mean_rate is not 0\.7, that of the rates and switches/);
  assert.throws(ask({ mean_rate: 0.6 }), /mean_rate is not 0\.7/);
  ask({ mean_rate: 0.7 })();
  ask({ rates: [0.9, 0] })();
  assert.throws(ask({ mu: 0.7 }), /the load is 1, not below 1/);
});

Varying(
  'the index of dispersion is that of counts in pieces, with what pairs of them tell about longer ones',
  () => {
    const params = { rates: [1.5, 0.5], switch: [1, 1], mu: 1.25 };
    const index = 'asymptotic index of dispersion of counts';
    const experiment = modelled('MMPP2/M/1', params, ['L', index]);
    // Pieces of twenty relaxation times of 1/2 h: 1, 3, 2 and 6 came; what came after four of them counts nowhere.
    const counts = [1, 3, 2, 6, 5];
    const told = counts.flatMap((n, k) => Array.from({ length: n }, (_, i) => ({ at: 10 * k + i })));
    const row = leftBy(experiment, seenOf(told, 49));
    near(read(experiment, index, row), (2 * 4) / 6 - 3.5 / 3);
    assert.is((experiment.measure(index) as { loose?: boolean }).loose, true);
    // The station's own numbers stand before.
    const both = leftBy(experiment, seenOf([{ at: 30_000, begun: 30_001, merged: 30_003 }], 1e6));
    near(read(experiment, 'W', both), 3);
    near(read(experiment, 'Wq', both), 1);
    assert.is(modelled('MMPP2/M/1', params, ['L']).measure(index), undefined);
  },
);

const SHIFTS = { lam: 0.5, mu: 0.5, c: 4, on: 8, off: 16 };

Varying('shifts of eight hours a day settle within days, and are counted over whole ones', () => {
  const scenario = scenarioIn(modelled('M/M/c with shifts', SHIFTS));
  assert.equal(scenario.people.shift, { on: '8 h', off: '16 h' });
  assert.is(scenario.people.count, 4);
  assert.equal(scenario.areas, { a: { effort: exponential(2) } });
  // Three times 1/(cμ(1−√ρ)²) for a third of the time, at load 0.75: 28 days pass first, then come 80,000 h.
  const relaxation = 1.5 / (1 - Math.sqrt(0.75)) ** 2;
  near(Number.parseFloat(scenario.arrivals.until), (28 + 3334) * 24 + 2 * relaxation);
  assert.throws(
    () => modelled('M/M/c with shifts', { ...SHIFTS, mu: 0.375 }),
    /the load of the hours on shift is 1, not below 1/,
  );
});

Varying('a shift is looked at when it begins and when it ends; work rests in between', () => {
  const experiment = modelled('M/M/c with shifts', SHIFTS);
  // Days begin at 672 h, 696 h and 720 h. The second is read for an hour after the night.
  const seen = seenOf(
    [
      { at: 670, begun: 672, merged: 676 },
      { at: 690, begun: 696, merged: 721 },
      { at: 100_000, begun: 100_000 },
    ],
    1e6,
    [
      { of: 0, queued: 670, started: 660, finished: 676 },
      { of: 1, queued: 690, started: 696, finished: 721 },
      { of: 2, queued: 0, started: 100_000, finished: Number.POSITIVE_INFINITY },
    ],
  );
  const row = leftBy(experiment, seen);
  near(read(experiment, 'E[N] at shift start', row), 3 / 3334);
  near(read(experiment, 'E[N] at shift end', row), 1 / 3334);
  near(read(experiment, 'time-average E[N]', row), (4 + 31) / (3334 * 24));
  near(read(experiment, 'utilisation of on-shift time', row), (4 + 9) / (3334 * 8 * 4));
  near(read(experiment, 'W by Little', row), 31);
  assert.is(experiment.measure('L'), undefined);
});

Varying('who does not leave is there until the end, and counts with the time that was seen', () => {
  const experiment = modelled('M/M/c with shifts', SHIFTS);
  const row = leftBy(experiment, seenOf([{ at: 80_640 }], 80_700));
  // Of 3,334 days two have begun and ended since: the last begins at 80,664 h.
  near(read(experiment, 'E[N] at shift start', row), 2 / 3334);
  near(read(experiment, 'E[N] at shift end', row), 2 / 3334);
  near(read(experiment, 'time-average E[N]', row), 48 / (3334 * 24));
  near(read(experiment, 'W by Little', row), 60);
});

const WAVE = { a: 10, b: 5, gamma: 0.5, mean_service: 2 };
const PERIOD = 4 * Math.PI;

for (const [model, law] of [
  ['Mt/M/inf', exponential(2)],
  ['Mt/D/inf', { law: 'constant', value: '2 h' }],
] as const) {
  Varying(
    `${model}: a wave of half its mean, seen over twenty thousand customers after twenty services`,
    () => {
      const scenario = scenarioIn(modelled(model, WAVE, ['E[N(t=20)] (periodic steady state)']));
      assert.equal(scenario.areas, { a: { effort: law } });
      assert.is(scenario.arrivals.rates.a, '10 / h');
      const { amplitude, period, peak } = scenario.arrivals.wave;
      assert.is(amplitude, 0.5);
      near(Number.parseFloat(period), PERIOD);
      near(Number.parseFloat(peak), PERIOD / 4);
      // Twenty services end within four periods; 20,000 come in 159; 20 h reach into a second one.
      near(Number.parseFloat(scenario.arrivals.until), (4 + 159 + 2 + 1) * PERIOD);
      // 31.5 are busy at the peak with a margin; so many more that none ever waits.
      assert.ok(scenario.people.count > 31.5 + 6 * Math.sqrt(31.5));
    },
  );
}

Varying('a rate cannot fall below 0', () => {
  assert.throws(() => modelled('Mt/M/inf', { ...WAVE, b: 10.1 }), /b is above a; a rate below 0 cannot be/);
  modelled('Mt/M/inf', { ...WAVE, b: 10 });
});

const START = 4 * PERIOD;

Varying('the number at a time is the mean over periods', () => {
  const metrics = ['E[N(t=10)] (periodic steady state)', 'E[N(t=11.5)] (periodic steady state)'];
  const experiment = modelled('Mt/M/inf', WAVE, metrics);
  // Two are there at 10 h of the first period, one of them at 11.5 h; one at 10 h of the last, who never leaves.
  const row = leftBy(
    experiment,
    seenOf(
      [
        { at: 1, merged: START + 9 },
        { at: 2, merged: START + 11 },
        { at: START + 10, merged: START + 12 },
        { at: START + 158 * PERIOD + 9 },
      ],
      1e6,
    ),
  );
  near(read(experiment, metrics[0]!, row), 3 / 159);
  near(read(experiment, metrics[1]!, row), 2 / 159);
  assert.is(experiment.measure('L'), undefined);
});

Varying('amplitude and lag are those of the first harmonic of the number in the system', () => {
  const experiment = modelled('Mt/M/inf', WAVE, ['E[N(t=3)]', 'amplitude of E[N]', 'lag of peak (time)']);
  // Somebody stays from one zero of the sine to the next, in each period: a square wave, whose first harmonic is 2/π.
  const told = Array.from({ length: 159 }, (_, k) => ({
    at: START + k * PERIOD,
    merged: START + (k + 0.5) * PERIOD,
  }));
  const row = leftBy(experiment, seenOf(told, 1e6));
  near(read(experiment, 'amplitude of E[N]', row), 2 / Math.PI);
  near(read(experiment, 'lag of peak (time)', row), 0);
  const late = told.map(({ at, merged }) => ({ at: at + 1.5, merged: merged + 1.5 }));
  const shifted = leftBy(experiment, seenOf(late, 1e6));
  near(read(experiment, 'amplitude of E[N]', shifted), 2 / Math.PI);
  near(read(experiment, 'lag of peak (time)', shifted), 1.5);
});

Varying.run();
