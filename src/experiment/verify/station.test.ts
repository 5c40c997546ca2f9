import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leftBy, modelled, read, seenOf } from './seen.test-kit.ts';
import { askedBy, common, type Station, windowOf } from './station.ts';
import { StationTally } from './tally.ts';

const Standing = suite('station');

const near = (seen: number, known: number, what = '') =>
  assert.ok(Math.abs(seen - known) <= 1e-9 * Math.max(1, Math.abs(known)), `${what}: ${seen}, not ${known}`);

const of = (more: Partial<Station>) =>
  windowOf({
    ...{ seed: 's', streams: [{ name: 'a', rate: 0.5 }], reviewers: 1, service: 1, scv: 1, load: 0.5 },
    ...more,
  });

Standing('M/M/c settles within 1/(cμ(1−√ρ)²), longer the more its service varies', () => {
  near(of({ load: 0.81 }).relaxation, 100);
  near(of({ load: 0.81, service: 4, reviewers: 2 }).relaxation, 200);
  near(of({ load: 0.81, scv: 4 }).relaxation, 250);
  near(of({ load: 0.81, scv: 0 }).relaxation, 50);
  near(of({ load: 0.81, scv: -0.5 }).relaxation, 50, 'bounds of laws less variable than constant arrivals');
});

Standing('nothing settles sooner than a service takes, or than the slowest thing around it', () => {
  near(of({ load: 0.01, reviewers: 100, service: 3 }).relaxation, 3);
  near(of({ load: 0.01, slowest: 70 }).relaxation, 70);
  near(of({ load: 1.2, service: 3 }).relaxation, 30, 'where what waits leaves or is turned away');
});

Standing(
  'eight relaxation times pass first; then 40,000 customers are counted, then two more and twenty services',
  () => {
    const { window, until, rate } = of({
      load: 0.81,
      streams: [
        { name: 'a', rate: 0.5 },
        { name: 'b', rate: 0.3 },
      ],
    });
    near(rate, 0.8);
    near(window.from, 800);
    near(window.until - window.from, 50_000);
    near(until - window.until, 2 * 100 + 20);
  },
);

Standing('what settles slowly is watched for sixty relaxation times', () => {
  const { window } = of({ load: 0.81, slowest: 2_000 });
  near(window.from, 16_000);
  near(window.until - window.from, 120_000);
});

Standing('no replication sees more than 900,000 customers, nor lasts more than 850,000 hours', () => {
  const many = of({ streams: [{ name: 'a', rate: 10 }], slowest: 1e6 });
  near(many.window.from, 0.4 * 90_000);
  near(many.window.until, 0.9 * 90_000);
  near(many.until, 0.9 * 90_000 + 0.1 * 90_000 + 20);
  const long = of({ streams: [{ name: 'a', rate: 1e-3 }], slowest: 1e6 });
  near(long.window.until, 0.9 * 850_000);
});

const METRICS = [
  ...['L', 'Lq', 'W', 'Wq', 'Var[W]', 'Var[Wq]', 'E[Wq^2]', 'SD[Wq]', 'SD[W]', 'Var[N]', 'P0', 'throughput'],
  ...['mean_busy_period', 'var_busy_period', 'rho', 'P(N>=2)', 'P(N>=1)'],
  ...['W_quantile_0.75', 'Wq_quantile_0.9', 'asymptotic_variance_time_avg_N'],
];
const MM1 = modelled('M/M/1', { lam: 0.5, mu: 1 }, METRICS);
/** Hours that are counted: 40,000 customers at 0.5 an hour. */
const HOURS = 80_000;
/** Busy for 10 h, 1 h and 5 h; the second waits 2 h. */
const ROW = leftBy(
  MM1,
  seenOf(
    [
      { at: 1000, begun: 1000, merged: 1004 },
      { at: 1002, begun: 1004, merged: 1010 },
      { at: 2000, begun: 2000, merged: 2001 },
      { at: 3000, begun: 3000, merged: 3005 },
    ],
    90_000,
  ),
);

/** Four customers: sojourns of 4, 8, 1 and 5 h, waits of 0, 2, 0 and 0 h. */
for (const [metric, known] of [
  ['L', 18 / HOURS],
  ['Lq', 2 / HOURS],
  ['W', 18 / 4],
  ['Wq', 2 / 4],
  ['Var[W]', 106 / 4 - 4.5 ** 2],
  ['Var[Wq]', 1 - 0.25],
  ['E[Wq^2]', 1],
  ['SD[W]', 2.5],
  ['SD[Wq]', Math.sqrt(0.75)],
  ['Var[N]', 22 / HOURS - (18 / HOURS) ** 2],
  ['P0', 1 - 16 / HOURS],
  ['throughput', 4 / HOURS],
  ['mean_busy_period', 16 / 3],
  ['var_busy_period', 126 / 3 - (16 / 3) ** 2],
  ['rho', 16 / HOURS],
  ['P(N>=1)', 16 / HOURS],
  ['P(N>=2)', 2 / HOURS],
] as const) {
  Standing(`${metric} is read from what customers left`, () => near(read(MM1, metric, ROW), known, metric));
}

Standing('quantiles are of the time that they name', () => {
  // Three of four stay up to 5 h; nine of ten wait up to 2 h.
  assert.ok(Math.abs(read(MM1, 'W_quantile_0.75', ROW) / 5 - 1) < 0.003);
  assert.ok(Math.abs(read(MM1, 'Wq_quantile_0.9', ROW) / 2 - 1) < 0.003);
});

Standing('the asymptotic variance compares pieces of five relaxation times', () => {
  // 18 h of presence, 16 of them in three different pieces of n, so long that each is met once.
  const piece = 5 / (1 - Math.sqrt(0.5)) ** 2;
  const n = 2 * Math.floor(HOURS / piece / 2);
  const from = (8 / 5) * piece;
  const sums = new Float64Array(n);
  for (const [at, hours] of [
    [1000, 12],
    [2000, 1],
    [3000, 5],
  ] as const)
    sums[Math.floor((at - from) / piece)]! += hours;
  const variance = (values: number[]) =>
    values.reduce((sum, value) => sum + value ** 2, 0) / values.length -
    (values.reduce((sum, value) => sum + value, 0) / values.length) ** 2;
  const single = piece * variance([...sums].map((sum) => sum / piece));
  const pairs =
    2 *
    piece *
    variance(Array.from({ length: n / 2 }, (_, k) => (sums[2 * k]! + sums[2 * k + 1]!) / 2 / piece));
  near(read(MM1, 'asymptotic_variance_time_avg_N', ROW) / (2 * pairs - single), 1);
});

Standing(
  'variances and second moments may be less precise; means are helped by what is known of the inputs',
  () => {
    const told = (metric: string) => {
      const measure = MM1.measure(metric) as { loose?: boolean; controlled?: boolean };
      return [measure.loose === true, measure.controlled === true];
    };
    for (const metric of ['Var[W]', 'Var[Wq]', 'E[Wq^2]', 'Var[N]', 'var_busy_period'])
      assert.equal(told(metric), [true, true], metric);
    for (const metric of [
      'L',
      'Lq',
      'W',
      'Wq',
      'SD[W]',
      'SD[Wq]',
      'P0',
      'mean_busy_period',
      'rho',
      'P(N>=2)',
      'throughput',
      'W_quantile_0.75',
      'Wq_quantile_0.9',
    ])
      assert.equal(told(metric), [false, true], metric);
    assert.equal(told('asymptotic_variance_time_avg_N'), [true, false]);
  },
);

Standing('a metric of another model is none of a station', () => {
  const tally = new StationTally(1, { from: 0, until: 1 }, {});
  for (const metric of ['W_accepted', 'Wq_quantile_2', 'xWq_quantile_0.5', 'Wq_quantile_0.5 of all', ''])
    assert.is(common(tally, metric), undefined);
});

Standing('only what metrics ask for is kept beyond sums', () => {
  assert.equal(askedBy(['L', 'W']), { waits: false, sojourns: false, atLeast: [], path: false });
  assert.is(askedBy(['Wq_quantile_0.5']).waits, true);
  assert.is(askedBy(['W_quantile_0.5']).sojourns, true);
  assert.equal(askedBy(['P(N>=10)', 'L', 'P(N>=3)']).atLeast, [10, 3]);
  for (const metric of ['Var[N]', 'P0', 'mean_busy_period', 'var_busy_period'])
    assert.is(askedBy(['L', metric]).path, true);
  assert.ok((askedBy(['asymptotic_variance_time_avg_N']).pieces ?? 0) > 0);
});

Standing.run();
