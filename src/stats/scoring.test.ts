import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { binomialTest, coverageOf, wilsonInterval } from './coverage.ts';
import { normalQuantile } from './normal.ts';
import {
  crpsEnsemble,
  crpsFair,
  crpsNormal,
  intervalScore,
  mase,
  midPit,
  pinball,
  weightedIntervalScore,
} from './scoring.ts';
import { stream } from './stream.ts';
import { mean } from './summary.ts';

const Scoring = suite('scoring');
const near = (found: number, exact: number, within = 1e-9) =>
  assert.ok(Math.abs(found - exact) <= within * Math.max(1e-9, Math.abs(exact)), `${found} is not ${exact}`);

const members = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 });
const observation = fc.integer({ min: -60, max: 60 });

Scoring('an ensemble of one is scored by its error', () => {
  assert.is(crpsEnsemble([4], 7), 3);
  assert.ok(Number.isNaN(crpsFair([4], 7)));
});

Scoring('the score of an ensemble is the mean over all pairs, in whatever order', () => {
  fc.assert(
    fc.property(members, observation, (values, observed) => {
      const toObserved = mean(values.map((x) => Math.abs(x - observed)));
      const pairs = values.flatMap((x, i) => values.filter((_, j) => j !== i).map((y) => Math.abs(x - y)));
      const spread = pairs.reduce((sum, d) => sum + d, 0) / 2;
      const n = values.length;
      assert.ok(Math.abs(crpsEnsemble(values, observed) - (toObserved - spread / n ** 2)) < 1e-9);
      assert.ok(Math.abs(crpsFair(values, observed) - (toObserved - spread / (n * (n - 1)))) < 1e-9);
    }),
  );
});

Scoring('the score of a normal law is the limit of that of its quantiles', () => {
  const n = 20_000;
  const values = Array.from({ length: n }, (_, i) => 10 + 3 * normalQuantile((i + 0.5) / n));
  for (const observed of [2, 9, 12, 25])
    near(crpsNormal(10, 3, observed), crpsEnsemble(values, observed), 1e-3);
});

Scoring('a fair ensemble has, in the mean, the score of its law', () => {
  const draw = stream('scoring', 'fair');
  const normal = () => normalQuantile(draw.next());
  const scores = Array.from({ length: 20_000 }, () => crpsFair([normal(), normal(), normal()], 0.7));
  near(mean(scores), crpsNormal(0, 1, 0.7), 0.03);
});

Scoring('the true quantile loses least', () => {
  // of a uniform law on 0 … 1: E = p² / 2 − p q + … is smallest at q = p
  const expected = (p: number, q: number) =>
    mean(Array.from({ length: 1_000 }, (_, i) => pinball(p, q, (i + 0.5) / 1_000)));
  for (const p of [0.1, 0.5, 0.8])
    for (const off of [-0.05, 0.05]) assert.ok(expected(p, p + off) > expected(p, p) + 1e-4);
  assert.is(pinball(0.3, 5, 5), 0);
});

Scoring('an interval that holds the observation is scored by its width', () => {
  assert.is(intervalScore(3, 9, 3, 0.8), 6);
  assert.is(intervalScore(3, 9, 9, 0.8), 6);
  near(intervalScore(3, 9, 1, 0.9), 6 + 20 * 2);
});

Scoring('the weighted interval score is its weighted intervals', () => {
  const shares = [0.1, 0.25, 0.5, 0.75, 0.9];
  fc.assert(
    fc.property(fc.array(observation, { minLength: 5, maxLength: 5 }), observation, (drawn, y) => {
      const [a, b, m, c, d] = drawn.toSorted((x, z) => x - z) as [number, number, number, number, number];
      const weighted =
        (Math.abs(y - m) / 2 + 0.1 * intervalScore(a, d, y, 0.8) + 0.25 * intervalScore(b, c, y, 0.5)) / 2.5;
      assert.ok(Math.abs(weightedIntervalScore(shares, [a, b, m, c, d], y) - weighted) < 1e-9);
    }),
  );
});

Scoring('quantiles without a median, unpaired, out of order or too few are refused', () => {
  for (const [shares, count] of [
    [[0.1, 0.9], 2],
    [[0.1, 0.5, 0.8], 3],
    [[0.9, 0.5, 0.1], 3],
    [[0.1, 0.5, 0.9], 2],
  ] as const)
    assert.throws(() => weightedIntervalScore(shares, new Array(count).fill(1), 1), /no median with pairs/);
});

Scoring('to forecast as the naive one does has a scaled error of 1', () => {
  assert.is(mase([1, 3, 1, 3], [3, 1], [1, 3]), 1);
  assert.is(mase([1, 9, 3, 11], [5], [8], 2), 1.5);
});

Scoring('places of observations are even if the ensemble is right, and ties count half', () => {
  assert.equal(midPit([1, 2, 2, 5], 2), { below: 1, pit: 0.5 });
  assert.equal(midPit([1, 2], 0), { below: 0, pit: 0.5 / 3 });
  const draw = stream('scoring', 'pit');
  const places = Array.from({ length: 9_000 }, () => {
    const values = Array.from({ length: 4 }, () => draw.next());
    return midPit(values, draw.next()).below;
  });
  for (let place = 0; place <= 4; place++)
    near(places.filter((below) => below === place).length / 9_000, 0.2, 0.08);
});

Scoring('a share has the interval of Wilson, inside 0 … 1 and symmetric', () => {
  const none = wilsonInterval(0, 20);
  const all = wilsonInterval(20, 20);
  assert.ok(Math.abs(none.low) < 1e-12);
  near(none.high, 0.16113, 1e-4); // Agresti and Coull, The American Statistician 52, 1998: z² / (n + z²)
  near(all.low, 1 - none.high);
  const { low, high } = wilsonInterval(30, 100, 0.99);
  const { low: less, high: more } = wilsonInterval(30, 100, 0.9);
  assert.ok(low < less && more < high);
});

Scoring('the exact test of a share agrees with SciPy', () => {
  near(binomialTest(7, 25, 0.5), 0.043285250663757324);
  near(binomialTest(3, 100, 0.1), 0.017843766383309492);
  near(binomialTest(5, 10, 0.5), 1);
  near(binomialTest(0, 10, 0.5), 2 / 1_024);
});

Scoring('a share that is as it should be is no surprise', () => {
  const { share, low, high, p } = coverageOf(80, 100, 0.8);
  assert.is(share, 0.8);
  assert.ok(low < 0.8 && 0.8 < high);
  near(p, 1);
});

Scoring.run();
