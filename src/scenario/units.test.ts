import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ExpressionError } from './expression.ts';
import { type Dimension, Units } from './units.ts';

const Quantities = suite('units');
const units = await Units.open();

const near = (text: string | number, dimension: Dimension, expected: number) =>
  assert.ok(
    Math.abs(units.quantity(text, dimension) - expected) <= 1e-12 * Math.max(1, expected),
    String(text),
  );

function refused(text: string | number, dimension: Dimension): ExpressionError {
  try {
    units.quantity(text, dimension);
  } catch (error) {
    assert.instance(error, ExpressionError, `${text}: ${String(error)}`);
    return error as ExpressionError;
  }
  return assert.unreachable(`'${text}' was read as a ${dimension}`) as never;
}

Quantities('durations come in hours', () => {
  near('26 weeks', 'duration', 4368);
  near('1 day', 'duration', 24);
  near('90 min', 'duration', 1.5);
  near('6 s', 'duration', 1 / 600);
  near('2 days + 12 h', 'duration', 60);
  near(0, 'duration', 0);
});

Quantities('attention is hours of work per hour, rates are per hour, shares are of one', () => {
  near('6.4 h/week', 'attention', 6.4 / 168);
  near('168 h/week', 'attention', 1);
  near('42 / week', 'rate', 0.25);
  near('0.9 / h', 'rate', 0.9);
  near('26 %', 'fraction', 0.26);
  near('0.26', 'fraction', 0.26);
  near('1 / sqrt(4)', 'number', 0.5);
  near('1.5', 'number', 1.5);
});

Quantities('a missing or wrong unit is refused with the unit that is wanted', () => {
  assert.match(refused(3, 'duration').message, /'3' has no unit/);
  assert.is(refused(3, 'duration').remedy, "write it like '26 weeks'");
  assert.match(refused('3 / week', 'duration').message, /wrong unit for a duration/);
  assert.match(refused('3 h', 'rate').message, /wrong unit for a rate/);
  assert.match(refused('3 h', 'fraction').message, /wrong unit for a fraction/);
  assert.match(refused('3 h', 'number').message, /wrong unit for a number/);
  assert.match(refused('6.4 h', 'attention').message, /wrong unit for a attention|wrong unit/);
  assert.match(refused('6.4', 'attention').message, /no unit/);
  assert.match(refused('3 parsecs', 'duration').message, /'parsecs' is not allowed/);
  assert.match(refused('3 h > 2 h', 'duration').message, /wrong unit/);
  assert.match(refused('3 h + 2', 'duration').message, /cannot be computed/);
});

Quantities('what is no finite number of a sensible size is refused', () => {
  for (const text of ['0/0', '1/0', '1e308*10', '10^999', '3^3^3^3^3'])
    assert.match(refused(text, 'number').message, /not a finite number/);
  assert.match(refused('1e13', 'number').message, /absurdly large/);
  refused('sqrt(-1)', 'number');
  refused('log(0)', 'number');
  refused('', 'number');
  refused(Number.NaN, 'number');
  refused(Number.POSITIVE_INFINITY, 'duration');
});

Quantities('a function of the week is a number from 0 to 1000 in every week, or is refused there', () => {
  const ramp = units.ofWeek('1 + 0.1 * week');
  assert.is(ramp(0), 1);
  assert.is(ramp(10), 2);
  assert.is(units.ofWeek('week < 4 ? 1 : 0.5')(4), 0.5);
  for (const text of [
    'week - 5',
    'exp(9 * week) * 1001',
    'log(week - 9)',
    '1 / week - 1 / week',
    'week < 9',
    'round(week, 99)',
  ]) {
    const f = units.ofWeek(text);
    assert.throws(
      () => f(0),
      (error: unknown) => error instanceof ExpressionError,
      text,
    );
  }
  assert.throws(() => units.ofWeek('weak'), /'weak' is not allowed/);
});

Quantities.run();
