import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as phrases from './phrases.ts';

const Phrases = suite('phrases');

Phrases('counts have no decimals, and commas from a thousand on', () => {
  assert.equal([0.4, 9.5, 465, 1234.4, 100000, -1234567].map(phrases.count), [
    ...['0', '10', '465', '1,234', '100,000', '−1,234,567'],
  ]);
});

Phrases(
  'differences have a true minus or a plus, and a decimal only below ten; what does not exist is a dash',
  () => {
    assert.is(phrases.signed(Number.NaN), '–');
    assert.equal([-202.4, 12, 9.96, 3.14, -0.04, 0, -3].map(phrases.signed), [
      ...['−202', '+12', '+10', '+3.1', '0', '0', '−3'],
    ]);
  },
);

Phrases('an en dash stands only between counts', () => {
  assert.is(phrases.interval(355, 626), '355–626');
  assert.is(phrases.signedInterval(-220, -184), '−220 to −184');
});

Phrases('days have a decimal below ten, and a digit that counts below a tenth', () => {
  assert.equal([1234, 14.4, 9.96, 7, 0.14, 0.0234, 0, Number.NaN].map(phrases.days), [
    ...['1,234', '14', '10', '7.0', '0.1', '0.02', '0', '–'],
  ]);
  assert.equal([-1, 0.004, 0, -12.4].map(phrases.signedDays), ['−1.0', '+0.004', '0', '−12']);
});

Phrases('lists are closed by and, and long ones counted', () => {
  assert.equal([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(phrases.listed), [
    ...['', 'a', 'a and b', 'a, b and c'],
  ]);
  const names = ['a', 'b', 'c', 'd'];
  assert.is(phrases.listedUpTo(2, names, 'area', 'areas'), 'a, b and two other areas');
  assert.is(phrases.listedUpTo(3, names, 'area', 'areas'), 'a, b, c and one other area');
  assert.is(phrases.listedUpTo(4, names, 'area', 'areas'), 'a, b, c and d');
});

Phrases('titles give two significant digits', () => {
  assert.equal([-202, 1267, 96.4, 24628, 7.26].map(phrases.about), [
    ...['about 200', 'about 1,300', 'about 96', 'about 25,000', 'about 7.3'],
  ]);
});

Phrases('an interval in a title is never narrower than its cells', () => {
  assert.is(phrases.fewerOrMore(-317, -99), '90 to 320 fewer');
  assert.is(phrases.fewerOrMore(18, 180), '10 to 180 more');
  assert.is(phrases.fewerOrMore(-84, 78), '90 fewer to 80 more');
  assert.is(phrases.fewerOrMore(-36807, -12450), '12,000 to 37,000 fewer');
  assert.is(phrases.fewerOrMore(-3.2, -0.4), '0 to 4 fewer');
  assert.is(phrases.fewerOrMore(-1, -1), '1 fewer');
});

Phrases('none of ten and ten of ten are kept for none and all', () => {
  assert.equal([0, 0.01, 0.84, 0.98, 1].map(phrases.ofTen), [
    '0 of 10',
    '1 of 10',
    '8 of 10',
    '9 of 10',
    '10 of 10',
  ]);
});

Phrases('a percent sign keeps its distance', () => {
  assert.is(phrases.percent(0.976), '98 %');
  assert.is(phrases.percent(14.2), '1,420 %');
});

Phrases('dates are written for readers', () => {
  assert.is(phrases.dayMonthYear('2015-01-05'), '5 Jan 2015');
  assert.is(phrases.monthYear('2016-10-06'), 'October 2016');
  assert.is(phrases.shortMonthYear('2015-09-24'), 'Sep 2015');
});

Phrases('small numbers are words', () => {
  assert.equal([1, 4, 11, 12].map(phrases.numberWord), ['one', 'four', 'eleven', '12']);
});

Phrases.run();
