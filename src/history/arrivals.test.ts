import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CYCLE_PARTS, cyclePart, fitCycleProfile, fitTrend, fitWeeklyArrivals } from './arrivals.ts';

const Arrivals = suite('fit of arrivals');
const WEEK = 168;

Arrivals('level is the mean and dispersion the variance over it, where the cycle is flat', () => {
  const fit = fitWeeklyArrivals([2, 4, 6, 8], [1, 1, 1, 1]);
  assert.is(fit.level, 5);
  assert.ok(Math.abs(fit.dispersion - 20 / 3 / 5) < 1e-12);
});

Arrivals('what the profile explains is no dispersion', () => {
  const fit = fitWeeklyArrivals([2, 6, 2, 6], [0.5, 1.5, 0.5, 1.5]);
  assert.is(fit.level, 4);
  assert.is(fit.dispersion, 1);
});

Arrivals('an area without changes has level 0', () => {
  assert.equal(fitWeeklyArrivals([0, 0], [1, 1]), { level: 0, dispersion: 1 });
});

Arrivals('a cycle that always doubles at its end has a profile that does', () => {
  const cycles = [0, 1].map((k) => ({ start: k * 24 * WEEK, release: (k + 1) * 24 * WEEK }));
  const weeks = Array.from({ length: 48 }, (_, w) => ({
    at: w * WEEK,
    created: w % 24 >= 20 ? 20 * (w < 24 ? 1 : 3) : 10 * (w < 24 ? 1 : 3),
  }));
  const profile = fitCycleProfile(weeks, cycles);
  assert.ok(Math.abs(profile[5]! / profile[0]! - 2) < 1e-12);
  assert.ok(Math.abs(profile.reduce((sum, factor) => sum + factor, 0) - CYCLE_PARTS) < 1e-12);
});

Arrivals('without a cycle the profile is flat', () => {
  assert.equal(fitCycleProfile([{ at: 0, created: 5 }], []), [1, 1, 1, 1, 1, 1]);
});

Arrivals('the last moment of a cycle belongs to its last part', () => {
  assert.is(cyclePart(99.999, { start: 0, release: 100 }), CYCLE_PARTS - 1);
  assert.is(cyclePart(0, { start: 0, release: 100 }), 0);
});

Arrivals('a straight line has its own trend and no doubt about it', () => {
  const trend = fitTrend(Array.from({ length: 53 }, (_, week) => 100 + week - 26));
  assert.ok(Math.abs(trend.mean - 0.52) < 1e-12);
  assert.ok(Math.abs(trend.high - trend.low) < 1e-6);
});

Arrivals('a flat and noisy series has a trend that may be zero', () => {
  const trend = fitTrend([5, 7, 4, 6, 5, 6, 4, 7, 5, 6]);
  assert.ok(trend.low < 0 && trend.high > 0);
  assert.ok(Number.isNaN(fitTrend([1, 2]).mean));
});

Arrivals.run();
