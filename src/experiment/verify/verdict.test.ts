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

Judging('what is accepted whatever the error has no difference in standard errors', () => {
  assert.is(judge(3e-7, value(), about(0, 0), RULES).z, 0);
  assert.is(judge(0, value(), about(0.009, 0), RULES).z, 0);
});

Judging('an error of 0 is not believed while something rare may still happen', () => {
  const few = judge(0.0002, value(), about(0, 0), RULES);
  assert.is(few.word, 'fails');
  assert.ok(few.short > 1);
  const many = judge(0.0002, value(), about(0, 0, 2000), RULES);
  assert.is(many.word, 'fails');
  assert.ok(many.short <= 1);
});

Judging('a share of all but a part in a million holds where all of them have been seen', () => {
  const verdict = judge(0.999998, value(), about(1, 0), RULES);
  assert.is(verdict.word, 'holds');
  assert.is(verdict.z, 0);
  assert.is(judge(0.99, value(), about(1, 0, 2000), RULES).word, 'fails');
});

Judging('the rounding of an estimate that never varies is no error', () => {
  const verdict = judge(1, value(), about(1 + 7e-16, 1.5e-15), RULES);
  assert.is(verdict.z, 0);
  assert.is(verdict.word, 'holds');
});

Judging('what cannot be read from a small sample asks for a larger one, and fails in the end', () => {
  const ratio: Measure = { kind: 'value', of: (mean) => mean[0]! / mean[0]! };
  assert.ok(judge(1, ratio, about(0, 0), RULES).short > 1);
  const end = judge(1, ratio, about(0, 0, 2000), RULES);
  assert.is(end.word, 'fails');
  assert.ok(end.short <= 1);
});

Judging('a fluid value holds within a thousandth whatever the error', () => {
  assert.is(judge(100, value({ within: 0.001 }), about(100.09, 0.01), RULES).word, 'holds');
  assert.is(judge(100, value({ within: 0.001 }), about(100.2, 0.01), RULES).word, 'fails');
  assert.is(judge(100, value(), about(100.09, 0.01), RULES).word, 'fails');
});

Judging('a bound of 0 on what is always 0 holds', () => {
  const verdict = judge(0, { kind: 'upper bound', of: (mean) => mean[0]! }, about(0, 0), RULES);
  assert.is(verdict.word, 'holds');
  assert.is(verdict.short, 0);
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

/** Replications that all leave these masses, from place 1 on; or in turn these and others. */
function masses(...rows: readonly (readonly number[])[]): Samples {
  const samples = new Samples(1 + rows[0]!.length);
  for (let i = 0; i < 100; i++) samples.add(Float64Array.of(777, ...rows[i % rows.length]!));
  return samples;
}

const ninth = (size: number): Measure => ({ kind: 'count quantile', p: 0.9, at: 1, size });

Judging('the masses of counts need not add up to one', () => {
  const verdict = judge(2, ninth(4), masses([5, 3, 1.5, 0.5]), RULES);
  assert.equal([verdict.word, verdict.estimate, verdict.z, verdict.short], ['holds', 2, 0, 0]);
});

Judging('the error of a quantile is that of the share below it, over the mass at it', () => {
  const verdict = judge(2, ninth(4), masses([50, 30, 20, 0], [50, 30, 10, 10]), {
    ...RULES,
    precision: 0.03,
  });
  // The share up to 2 is 1 and 0.9 in turn.
  const error = Math.sqrt(100 / 99) * 0.005;
  assert.ok(Math.abs(verdict.error - error / 0.15) < 1e-12);
  // Precise to 3 % of twice the share beyond it.
  assert.ok(Math.abs(verdict.short - error / 0.006) < 1e-9);
  assert.is(verdict.word, 'holds');
  const strict = judge(2, ninth(4), masses([50, 30, 20, 0], [50, 30, 10, 10]), RULES);
  assert.equal([strict.word, strict.short > 1], ['fails', true]);
});

Judging('how far a wrong quantile is off is told in standard errors of the share', () => {
  const samples = masses([50, 30, 20, 0], [50, 30, 10, 10]);
  // Up to 2 lies a share of 0.95, which is 0.05 too much below 3.
  assert.ok(Math.abs(judge(3, ninth(4), samples, RULES).z - 0.05 / (Math.sqrt(100 / 99) * 0.005)) < 1e-9);
  assert.is(judge(1, ninth(4), samples, RULES).z, Number.MAX_VALUE);
});

Judging('a step near the level excuses the neighbor alone', () => {
  const samples = masses([50, 40, 0, 0, 10]);
  assert.is(judge(1, ninth(5), samples, RULES).word, 'holds');
  assert.is(judge(2, ninth(5), samples, RULES).word, 'holds');
  assert.is(judge(3, ninth(5), samples, RULES).word, 'fails');
});

Judging('controls help only the values that they tell about', () => {
  const samples = about(10, 3);
  const controls = (left: Float64Array) => [left[0]! - 10];
  assert.ok(judge(10, value({ controlled: true }), samples, RULES, controls).error < 1e-9);
  assert.ok(judge(10, value(), samples, RULES, controls).error > 0.1);
  assert.ok(judge(11, { kind: 'upper bound', of: (mean) => mean[0]! }, samples, RULES, controls).error > 0.1);
});

Judging('differences are told in standard errors, without any where nothing varies', () => {
  const z = (exact: number, samples: Samples) => judge(exact, value(), samples, RULES).z;
  assert.ok(Math.abs(z(9.9, about(10, 0.5)) - 0.1 / (Math.sqrt(100 / 99) * 0.05)) < 1e-9);
  assert.equal(
    [z(10, about(10, 0)), z(9, about(10, 0)), z(11, about(10, 0))],
    [0, Number.MAX_VALUE, -Number.MAX_VALUE],
  );
});

Judging('how many times too wide an interval is, is a number even where the error is none', () => {
  const short = (exact: number, samples: Samples, more = {}) =>
    judge(exact, value(more), samples, RULES).short;
  const error = Math.sqrt(100 / 99) * 0.05;
  assert.ok(Math.abs(short(10, about(10, 0.5)) - error / 0.1) < 1e-9);
  assert.ok(Math.abs(short(-10, about(-10, 0.5)) - error / 0.1) < 1e-9);
  assert.ok(Math.abs(short(10, about(10, 0.5), { loose: true }) - error / 0.5) < 1e-9);
  // Zeros and small values: a third of what is accepted.
  assert.ok(Math.abs(short(0, about(0, 0.5)) - (error * 3) / 0.01) < 1e-9);
  assert.ok(Math.abs(short(5e-5, about(5e-5, 0.5)) - (error * 3) / 1e-4) < 1e-6);
  assert.ok(short(10, about(Number.NaN, 1)) > 1e6);
  const bound = judge(-11, { kind: 'lower bound', of: (mean) => mean[0]! }, about(-10, 0.5), RULES);
  assert.ok(Math.abs(bound.short - error / 0.1) < 1e-9);
  assert.ok(Math.abs(bound.z - 1 / error) < 1e-9);
});

Judging('an error of just what is asked is precise enough, and none of more', () => {
  const samples = about(1, 0.5);
  const precision = samples.estimate((mean) => mean[0]!).error;
  assert.is(judge(1, value(), samples, { ...RULES, precision }).word, 'holds');
  assert.is(judge(1, value(), samples, { ...RULES, precision: 0.999 * precision }).word, 'fails');
});

Judging('a quantile may be 0, and may be the largest count that is told apart', () => {
  const [none, most] = [
    judge(0, ninth(2), masses([95, 5]), RULES),
    judge(1, ninth(2), masses([5, 95]), RULES),
  ];
  assert.equal([none.estimate, none.word, most.estimate, most.word], [0, 'holds', 1, 'holds']);
});

Judging('a bound that is met exactly holds; one that is known too badly does not', () => {
  const of = (mean: Float64Array) => mean[0]!;
  for (const kind of ['upper bound', 'lower bound'] as const) {
    assert.is(judge(10, { kind, of }, about(10, 0), RULES).word, 'holds');
    assert.is(judge(10, { kind, of }, about(10, 5), RULES).word, 'fails');
  }
});

Judging('one test is one, even of none, and one degree of freedom is the least', () => {
  assert.is(limitOf({ ...RULES, tests: 0 }, 10), limitOf({ ...RULES, tests: 1 }, 10));
  assert.is(limitOf(RULES, 0), limitOf(RULES, 1));
});

Judging('what is no value is said, with a reason', () => {
  const verdict = judge(1, { kind: 'not a value', why: 'an approximation' }, about(1, 0), RULES);
  assert.is(verdict.word, 'not a value');
  assert.is(verdict.why, 'an approximation');
  assert.is(verdict.short, 0);
});

Judging.run();
