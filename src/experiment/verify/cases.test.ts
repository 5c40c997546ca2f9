import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { InputError } from '../../errors.ts';
import { readCases } from './cases.ts';
import { modelOf } from './models.ts';
import { prepare } from './verify.ts';

const Reading = suite('cases');

const GOOD =
  '{"model": "M/M/1", "params": {"lam": 0.9, "mu": 1.0}, "metric": "Wq", "value": 9, "source": "s"}';

function faultOf(text: string): string {
  try {
    for (const exact of readCases('cases.json', text)) prepare({ cases: [exact], numbers: [0] }, 'seed');
  } catch (error) {
    assert.is((error as InputError).name, 'InputError');
    return (error as InputError).message;
  }
  throw new Error('nothing is wrong');
}

Reading('a quote or a bracket within a text ends nothing', () => {
  const strange = GOOD.replace('M/M/1', '[{,\\\\\\"]');
  const [first, second] = readCases('cases.json', `[${strange},\n  ${GOOD}]`);
  assert.is(first!.model, '[{,\\"]');
  assert.equal(second!.place, { file: 'cases.json', line: 2, column: 3 });
});

Reading('each value knows its line and column', () => {
  const [first, second] = readCases('cases.json', `[${GOOD},\n   ${GOOD.replace('M/M/1', '[\\"x')}]`);
  assert.equal(first!.place, { file: 'cases.json', line: 1, column: 2 });
  assert.equal(second!.place, { file: 'cases.json', line: 2, column: 4 });
  assert.is(second!.model, '["x');
});

for (const [what, text, message] of [
  [
    'text that is no JSON',
    `[${GOOD},\n  {"model" 3}]`,
    /^cases\.json:2:12: no JSON: .*; mend the syntax there$/,
  ],
  ['an empty file', '', /^cases\.json:1:1: no JSON/],
  ['no list', '{}', /^cases\.json: no list of exact values; write \[\{"model"/],
  ['an empty list', '[]', /^cases\.json: a list without any value/],
  ['an element that is no object', `[${GOOD},\n 7]`, /^cases\.json:2:2: no exact value/],
  [
    'a missing model',
    '[{"params": {}, "metric": "W", "value": 1, "source": "s"}]',
    /:1:2: no model; write "model"/,
  ],
  ['a metric that is a number', `[${GOOD.replace('"Wq"', '7')}]`, /:1:2: metric is no text; write "metric"/],
  ['an empty metric', `[${GOOD.replace('"Wq"', '" "')}]`, /:1:2: metric is no text/],
  ['a list of params', `[${GOOD.replace(/\{"lam.*?\}/, '[1]')}]`, /:1:2: no params; write "params"/],
  ['a value in quotes', `[${GOOD.replace(': 9,', ': "9",')}]`, /:1:2: value is no number/],
  ['a value without end', `[${GOOD.replace(': 9,', ': 1e999,')}]`, /:1:2: value is no number/],
  ['no source', `[${GOOD.replace(', "source": "s"', '')}]`, /:1:2: no source/],
  [
    'an unknown model',
    `[${GOOD.replace('M/M/1', 'M/M/l')}]`,
    /:1:2: unknown model 'M\/M\/l'; did you mean 'M\/M\/1'\?/,
  ],
  [
    'a missing parameter',
    `[${GOOD.replace('"mu"', '"nu"')}]`,
    /:1:2: M\/M\/1: parameter mu is missing; did you mean 'nu'\?/,
  ],
  [
    'a parameter too many',
    `[${GOOD.replace('"mu": 1.0', '"mu": 1, "c2": 1')}]`,
    /M\/M\/1: it has no parameter 'c2'/,
  ],
  ['a negative rate', `[${GOOD.replace('0.9', '-0.9')}]`, /M\/M\/1: lam is no number above 0/],
  [
    'an unstable queue',
    `[${GOOD.replace('0.9', '1.5')}]`,
    /M\/M\/1: the load is 1\.5, not below 1; lower the arrival rate/,
  ],
] as const) {
  Reading(`${what} is refused with its place and a remedy`, () => assert.match(faultOf(text), message));
}

Reading('a load of exactly one is unstable too', () =>
  assert.match(faultOf(`[${GOOD.replace('0.9', '1')}]`), /not below 1/),
);

Reading('with somebody who hears of faults the other values are read', () => {
  const faults: string[] = [];
  const cases = readCases('cases.json', `[${GOOD}, 7, ${GOOD}]`, (fault) => faults.push(fault.message));
  assert.is(cases.length, 2);
  assert.is(faults.length, 1);
});

Reading('a model is known by its name however it is spaced', () => {
  const place = { file: 'cases.json' };
  assert.is(modelOf({ model: 'm/m/1  Feedback', place }), modelOf({ model: 'M/M/1 feedback', place }));
});

Reading('a law that no scenario has is not expressible, and no fault', () => {
  const [exact] = readCases(
    'cases.json',
    '[{"model": "M/G/1", "params": {"lam": 0.5, "service": "cauchy", "mean": 1, "scv": 2}, "metric": "W", "value": 1, "source": "s"}]',
  );
  assert.is(prepare({ cases: [exact!], numbers: [0] }, 'seed'), undefined);
});

Reading.run();
