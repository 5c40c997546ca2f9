import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { allEnded } from './fit.ts';
import { stream } from './stream.ts';
import { mean } from './summary.ts';
import { kaplanMeier, restrictedMean, survivalInterval, survivalQuantile } from './survival.ts';

const Survival = suite('survival');
const near = (found: number, exact: number, within = 1e-9) =>
  assert.ok(Math.abs(found - exact) <= within * Math.max(1e-9, Math.abs(exact)), `${found} is not ${exact}`);

const times = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 25 });

Survival('where all have ended the curve is the share that lasts longer, with the error of a share', () => {
  fc.assert(
    fc.property(times, (values) => {
      const n = values.length;
      const steps = kaplanMeier(allEnded(values));
      assert.equal(
        steps.map(({ time }) => time),
        [...new Set(values)].sort((a, b) => a - b),
      );
      for (const { time, survival, error, atRisk, ended } of steps) {
        const longer = values.filter((x) => x > time).length / n;
        assert.ok(Math.abs(survival - longer) < 1e-12);
        assert.ok(Math.abs(error - Math.sqrt((longer * (1 - longer)) / n)) < 1e-12);
        assert.is(atRisk, values.filter((x) => x >= time).length);
        assert.is(ended, values.filter((x) => x === time).length);
      }
      near(restrictedMean(steps, 100), mean(values));
      near(restrictedMean(steps, 6), mean(values.map((x) => Math.min(x, 6))));
    }),
  );
});

Survival('the median is the middle value, the lower one of two', () => {
  assert.is(survivalQuantile(kaplanMeier(allEnded([5, 1, 9])), 0.5), 5);
  assert.is(survivalQuantile(kaplanMeier(allEnded([5, 1, 9, 7])), 0.5), 5);
  const ten = Array.from({ length: 10 }, (_, i) => i + 1);
  // 1 − 0.7 is a little less than the 0.3 that is left
  assert.is(survivalQuantile(kaplanMeier(allEnded(ten)), 0.7), 7);
});

Survival('what has not ended counts as long as it was seen, and brings no step', () => {
  const steps = kaplanMeier([
    { time: 1, ended: false },
    { time: 2, ended: true },
    { time: 3, ended: false },
  ]);
  assert.is(steps.length, 1);
  assert.is(steps[0]!.survival, 0.5);
  assert.is(survivalQuantile(steps, 0.6), Infinity);
  near(restrictedMean(steps, 4), 2 + 0.5 * 2);
});

Survival('nothing is known of none, and no time is negative', () => {
  assert.equal(kaplanMeier([]), []);
  assert.is(survivalQuantile([], 0.5), Infinity);
  assert.throws(() => kaplanMeier([{ time: -1, ended: true }]), /nothing lasts -1/);
  assert.throws(() => kaplanMeier([{ time: Number.NaN, ended: true }]), /nothing lasts NaN/);
});

Survival('the curve finds the law behind what was cut off, where the mean of what ended does not', () => {
  const draw = stream('survival');
  const lifetimes = Array.from({ length: 20_000 }, () => {
    const [time, seen] = [-10 * Math.log1p(-draw.next()), 20 * draw.next()];
    return { time: Math.min(time, seen), ended: time <= seen };
  });
  const steps = kaplanMeier(lifetimes);
  near(survivalQuantile(steps, 0.5), 10 * Math.LN2, 0.04);
  const ended = lifetimes.filter((lifetime) => lifetime.ended).map(({ time }) => time);
  assert.ok(mean(ended) < 6);
});

Survival('the interval of a share is that of the logarithm of its hazard', () => {
  const { low, high } = survivalInterval({ time: 3, atRisk: 9, ended: 1, survival: 0.6, error: 0.1 });
  const scale = (s: number) => Math.log(-Math.log(s));
  near((scale(low) + scale(high)) / 2, scale(0.6));
  near(scale(low) - scale(high), (2 * 1.959963984540054 * 0.1) / (0.6 * -Math.log(0.6)));
  assert.ok(0 < low && low < 0.6 && 0.6 < high && high < 1);
  assert.equal(survivalInterval({ time: 3, atRisk: 1, ended: 1, survival: 0, error: 0 }), {
    low: 0,
    high: 0,
  });
});

Survival('Greenwood tells how far curves of many samples lie apart', () => {
  const draw = stream('survival', 'Greenwood');
  const found = Array.from({ length: 400 }, () => {
    const lifetimes = Array.from({ length: 80 }, () => {
      const [time, seen] = [-Math.log1p(-draw.next()), 2 * draw.next()];
      return { time: Math.min(time, seen), ended: time <= seen };
    });
    return kaplanMeier(lifetimes).findLast(({ time }) => time <= 1)!;
  });
  const survivals = found.map(({ survival }) => survival);
  const spread = Math.sqrt(mean(survivals.map((s) => (s - Math.exp(-1)) ** 2)));
  near(mean(survivals), Math.exp(-1), 0.02);
  near(mean(found.map(({ error }) => error)), spread, 0.12);
});

Survival.run();
