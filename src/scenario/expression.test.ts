import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ExpressionError } from './expression.ts';
import { Units } from './units.ts';

const Expressions = suite('expression');
const units = await Units.open();

const FRAGMENTS = [
  'import({exp: 1})',
  'config({number: "BigNumber"})',
  'ones(20000, 20000)',
  'ones(20000, 20000).exp(1)',
  'zeros(1e9)',
  'range(1, 1e9)',
  '1:1000000000',
  'random()',
  'randomInt(9)',
  'evaluate("1")',
  'evaluate("1").exp(1)',
  'parse("1")',
  'compile("1")',
  'parser()',
  'simplify("x")',
  'derivative("x^2", "x")',
  'createUnit("knot")',
  'unit("5 cm")',
  'bignumber(1)',
  'factorial(170)',
  '100000!',
  'help(exp)',
  'typed(1)',
  'chain(1)',
  'f(x) = x',
  'x = 5',
  'exp = 5',
  'week; week',
  'week\nimport({})',
  '[1, 2; 3, 4]',
  '[1, 2, 3].exp(1)',
  '"text"',
  '{a: 1}',
  '{exp: week}.exp(1)',
  'week.constructor',
  'week["constructor"]',
  'exp.constructor("return 1")()',
  'cos.constructor("return process")()',
  "week'",
  '5 h',
  '5 cm',
  'true',
  'null',
  'Infinity',
  'NaN',
  'pi',
  'i',
  'week | 1',
  'week << 70',
  'week to h',
];
const AROUND: ((text: string) => string)[] = [
  (text) => text,
  (text) => `1 + (${text})`,
  (text) => `exp(${text})`,
  (text) => `(${text}) ? 1 : 2`,
  (text) => `max(1, ${text})`,
];
const hostile = FRAGMENTS.flatMap((text) => AROUND.map((around) => around(text)));

Expressions(
  `${hostile.length} hostile expressions are refused before they are evaluated, and at once`,
  () => {
    const begun = performance.now();
    for (const text of hostile) {
      assert.throws(
        () => units.ofWeek(text),
        (error: unknown) => error instanceof ExpressionError && error.remedy !== '',
        `'${text}' was taken`,
      );
    }
    const milliseconds = performance.now() - begun;
    assert.ok(milliseconds < 2_000, `took ${milliseconds} ms`);
  },
);

Expressions('what is empty is called so', () => {
  for (const text of ['', ' ', '# a comment']) {
    assert.throws(() => units.ofWeek(text), /an expression without a value/, text);
    assert.throws(() => units.quantity(text, 'duration'), /an expression without a value/, text);
  }
});

Expressions('hostile quantities are refused too', () => {
  const units_are_fine = ['5 h', '1 + (5 h)', 'exp(5 h)', '(5 h) ? 1 : 2', 'max(1, 5 h)'];
  for (const text of hostile.filter((other) => !units_are_fine.includes(other))) {
    assert.throws(
      () => units.quantity(text, 'duration'),
      (error: unknown) => error instanceof ExpressionError,
      `'${text}' was taken`,
    );
  }
});

Expressions('an expression is at most 200 characters long and 30 levels deep', () => {
  assert.throws(() => units.ofWeek('1+'.repeat(1e6)), /an expression of 2000000 characters/);
  assert.throws(() => units.ofWeek(`${'('.repeat(99)}1${')'.repeat(99)}`), /nested more than 30 deep/);
  assert.throws(() => units.ofWeek(`${'-'.repeat(150)}1`), /nested more than 30 deep/);
  assert.is(units.ofWeek(`${'('.repeat(20)}1${')'.repeat(20)}`)(0), 1);
});

Expressions('arithmetic, comparisons, conditions and the listed functions are allowed', () => {
  const values: [text: string, value: number][] = [
    ['1 + 2 * week ^ 2', 19],
    ['week % 2', 1],
    ['week >= 3 and not (week == 4) ? 2 : 1', 2],
    ['min(week, 2) + max(1, 2) + abs(-1)', 5],
    ['round(exp(log(week))) + floor(1.5) + ceil(1.5) + sqrt(4)', 8],
    ['1 + sin(0) * cos(0)', 1],
  ];
  for (const [text, value] of values) assert.is(units.ofWeek(text)(3), value, text);
});

Expressions.run();
