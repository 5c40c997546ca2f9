import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stream } from '../../stats/stream.ts';
import { type Measure, Samples } from './measure.ts';
import { judge, limitOf, type Rules } from './verdict.ts';

const Judging = suite('verdict');

const RULES: Rules = { precision: 0.01, tests: 400, replications: 100 };

/** Replications about `center` with that standard deviation. */
function about(center: number, deviation: number, count = 100): Samples {
  const samples = new Samples(1);
  for (let i = 0; i < count; i++)
    samples.add(Float64Array.of(center + (i % 2 === 0 ? deviation : -deviation)));
  return samples;
}

const value = (more: object = {}): Measure => ({ kind: 'value', of: (mean) => mean[0]!, ...more });

Judging('the limit leaves one chance in a hundred of a false alarm over all tests', () => {
  assert.ok(Math.abs(limitOf({ ...RULES, tests: 1 }, 1e6) - 2.5758) < 1e-3);
  assert.ok(Math.abs(limitOf(RULES, 1e6) - 4.2149) < 1e-3);
  assert.ok(limitOf(RULES, 10) > limitOf(RULES, 100));
});

Judging('an exact value within the limits of chance holds, beyond them it fails', () => {
  // Standard error 0.05 of 10: half a percent.
  const samples = about(10, 0.5);
  assert.is(judge(10.1, value(), samples, RULES).word, 'holds');
  assert.is(judge(10.5, value(), samples, RULES).word, 'fails');
  assert.is(judge(9.5, value(), samples, RULES).word, 'fails');
});

Judging('a wide interval cannot pass', () => {
  const verdict = judge(10, value(), about(10, 5), RULES);
  assert.is(verdict.word, 'fails');
  assert.ok(verdict.short > 1);
  assert.is(judge(10, value(), about(10, 5), { ...RULES, precision: 0.06 }).word, 'holds');
});

Judging('variances may be known to five percent', () => {
  const samples = about(10, 4);
  assert.is(judge(10, value(), samples, RULES).word, 'fails');
  assert.is(judge(10, value({ loose: true }), samples, RULES).word, 'holds');
});

Judging('zeros hold within 0.01, and values below 0.0001 within that', () => {
  assert.is(judge(0, value(), about(0.009, 0), RULES).word, 'holds');
  assert.is(judge(0, value(), about(0.011, 0), RULES).word, 'fails');
  assert.is(judge(3e-7, value(), about(9e-5, 0), RULES).word, 'holds');
  assert.is(judge(3e-7, value(), about(3e-4, 0), RULES).word, 'fails');
});

Judging('a fluid value holds within a thousandth whatever the error', () => {
  assert.is(judge(100, value({ within: 0.001 }), about(100.09, 0.01), RULES).word, 'holds');
  assert.is(judge(100, value({ within: 0.001 }), about(100.2, 0.01), RULES).word, 'fails');
  assert.is(judge(100, value(), about(100.09, 0.01), RULES).word, 'fails');
});

Judging('a bound is not to be met but not to be passed', () => {
  const of = (mean: Float64Array) => mean[0]!;
  assert.is(judge(11, { kind: 'upper bound', of }, about(10, 0.1), RULES).word, 'holds');
  assert.is(judge(9, { kind: 'upper bound', of }, about(10, 0.1), RULES).word, 'fails');
  assert.is(judge(9, { kind: 'lower bound', of }, about(10, 0.1), RULES).word, 'holds');
  assert.is(judge(11, { kind: 'lower bound', of }, about(10, 0.1), RULES).word, 'fails');
});

/** Counts 0, 1, 2 … with the given masses, drawn in many replications. */
function counts(masses: readonly number[], replications = 400, draws = 400): Samples {
  const draw = stream('verdict', masses.join());
  const samples = new Samples(masses.length);
  for (let i = 0; i < replications; i++) {
    const row = new Float64Array(masses.length);
    for (let k = 0; k < draws; k++) {
      let [u, n] = [draw.next(), 0];
      while (u > masses[n]! && n < masses.length - 1) u -= masses[n++]!;
      row[n]! += 1;
    }
    samples.add(row);
  }
  return samples;
}

const p90: Measure = { kind: 'count quantile', p: 0.9, at: 0, size: 4 };

Judging('a quantile of counts holds where its step crosses the level, and nowhere else', () => {
  const samples = counts([0.5, 0.3, 0.15, 0.05]);
  assert.is(judge(2, p90, samples, RULES).word, 'holds');
  assert.is(judge(1, p90, samples, RULES).word, 'fails');
  assert.is(judge(3, p90, samples, RULES).word, 'fails');
  assert.is(judge(2, p90, samples, RULES).estimate, 2);
});

Judging('the neighbor holds too where the step lies within 0.002 of the level', () => {
  const samples = counts([0.5, 0.4005, 0.0795, 0.02]);
  assert.is(judge(1, p90, samples, RULES).word, 'holds');
  assert.is(judge(2, p90, samples, RULES).word, 'holds');
  assert.is(judge(3, p90, samples, RULES).word, 'fails');
});

Judging('what is no value is said, with a reason', () => {
  const verdict = judge(1, { kind: 'not a value', why: 'an approximation' }, about(1, 0), RULES);
  assert.is(verdict.word, 'not a value');
  assert.is(verdict.why, 'an approximation');
});

Judging.run();
