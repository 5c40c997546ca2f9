import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cumulativeIncidence, incidenceQuantile, incidenceQuantileInterval } from './competing.ts';
import { stream } from './stream.ts';
import { mean } from './summary.ts';
import { kaplanMeierCounted, survivalQuantileInterval } from './survival.ts';

const Competing = suite('competing');
const near = (found: number, exact: number, within = 1e-9) =>
  assert.ok(Math.abs(found - exact) <= within * Math.max(1, Math.abs(exact)), `${found} is not ${exact}`);

const counts = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 9 }),
    first: fc.integer({ min: 0, max: 3 }),
    second: fc.integer({ min: 0, max: 3 }),
    left: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 15 },
);

Competing('of five that merge, are given up and stay open, the shares are those of a hand count', () => {
  const steps = cumulativeIncidence([
    { time: 1, first: 1, second: 0, left: 0 },
    { time: 2, first: 0, second: 1, left: 0 },
    { time: 3, first: 0, second: 0, left: 1 },
    { time: 4, first: 1, second: 0, left: 0 },
    { time: 5, first: 0, second: 0, left: 1 },
  ]);
  assert.equal(
    steps.map(({ time, atRisk }) => [time, atRisk]),
    [
      [1, 5],
      [2, 4],
      [4, 2],
    ],
  );
  [0.2, 0.2, 0.5].forEach((share, i) => {
    near(steps[i]!.first, share);
  });
  [0, 0.2, 0.2].forEach((share, i) => {
    near(steps[i]!.second, share);
  });
  assert.is(incidenceQuantile(steps, 0.2), 1);
  assert.is(incidenceQuantile(steps, 0.5), 4);
  assert.is(incidenceQuantile(steps, 0.6), Infinity);
});

Competing('without another end it is one minus Kaplan and Meier, with the error of Greenwood', () => {
  fc.assert(
    fc.property(counts, (ends) => {
      const alone = ends.map((end) => ({ ...end, second: 0 }));
      const steps = cumulativeIncidence(alone);
      const curve = kaplanMeierCounted(alone.map(({ time, first, left }) => ({ time, ended: first, left })));
      assert.is(steps.length, curve.length);
      steps.forEach((step, i) => {
        near(step.first, 1 - curve[i]!.survival);
        if (curve[i]!.survival > 0) near(step.error, curve[i]!.error, 1e-7);
      });
    }),
  );
});

Competing('the shares of both ends and of none make up all, and both only rise', () => {
  fc.assert(
    fc.property(counts, (ends) => {
      const steps = cumulativeIncidence(ends);
      const either = kaplanMeierCounted(
        ends.map(({ time, first, second, left }) => ({ time, ended: first + second, left })),
      );
      steps.forEach((step, i) => {
        near(step.first + step.second + either[i]!.survival, 1);
        assert.ok(step.first >= (steps[i - 1]?.first ?? 0) && step.second >= (steps[i - 1]?.second ?? 0));
      });
    }),
  );
});

Competing('where all ends are seen, the share and its error are those of a count', () => {
  fc.assert(
    fc.property(counts, (ends) => {
      const seen = ends.map((end) => ({ ...end, left: 0 }));
      const n = seen.reduce((sum, { first, second }) => sum + first + second, 0);
      for (const { time, first, error } of cumulativeIncidence(seen)) {
        const share = seen.reduce((sum, end) => sum + (end.time <= time ? end.first : 0), 0) / n;
        near(first, share);
        const last = seen.every((end) => end.time <= time || end.first + end.second === 0);
        if (!last) near(error, Math.sqrt((share * (1 - share)) / n), 1e-7);
      }
    }),
  );
});

Competing('the share and its error are right over many samples of a known law', () => {
  // Merged at rate 2, given up at rate 1, seen for 0 to 1: by time 0.5, 2/3 × (1 − e^−1.5) have merged.
  const draw = stream('competing');
  const exact = (2 / 3) * -Math.expm1(-1.5);
  const found = Array.from({ length: 300 }, () => {
    const ends = Array.from({ length: 100 }, () => {
      const [one, other] = [-Math.log1p(-draw.next()) / 2, -Math.log1p(-draw.next())];
      const seen = draw.next();
      const time = Math.min(one, other, seen);
      return {
        time,
        first: time === one ? 1 : 0,
        second: time === other ? 1 : 0,
        left: time === seen ? 1 : 0,
      };
    });
    return cumulativeIncidence(ends).findLast(({ time }) => time <= 0.5)!;
  });
  const shares = found.map(({ first }) => first);
  near(mean(shares), exact, 0.01);
  const spread = Math.sqrt(mean(shares.map((share) => (share - exact) ** 2)));
  assert.ok(Math.abs(mean(found.map(({ error }) => error)) / spread - 1) < 0.12);
});

Competing('intervals of a median hold it in about 95 of 100 samples, of either curve', () => {
  const draw = stream('competing', 'intervals');
  let [held, heldCurve] = [0, 0];
  for (let sample = 0; sample < 300; sample++) {
    const ends = Array.from({ length: 80 }, () => {
      const [time, seen] = [-Math.log1p(-draw.next()), 3 * draw.next()];
      return {
        time: Math.min(time, seen),
        first: time <= seen ? 1 : 0,
        second: 0,
        left: time <= seen ? 0 : 1,
      };
    });
    const { low, high } = incidenceQuantileInterval(cumulativeIncidence(ends), 0.5);
    if (low <= Math.LN2 && Math.LN2 <= high) held++;
    const curve = kaplanMeierCounted(ends.map(({ time, first, left }) => ({ time, ended: first, left })));
    const of = survivalQuantileInterval(curve, 0.5);
    if (of.low <= Math.LN2 && Math.LN2 <= of.high) heldCurve++;
  }
  assert.ok(held >= 0.92 * 300 && held <= 0.98 * 300, `${held}`);
  assert.ok(Math.abs(heldCurve - held) <= 4, `${heldCurve} beside ${held}`);
});

Competing('no time is negative', () => {
  assert.throws(() => cumulativeIncidence([{ time: -1, first: 1, second: 0, left: 0 }]), /nothing lasts -1/);
  assert.equal(cumulativeIncidence([]), []);
});

Competing.run();
