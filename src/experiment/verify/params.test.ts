import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../../errors.ts';
import { NotExpressible, Params, refuseCrowd } from './params.ts';

const Asking = suite('params');

const place = { file: 'cases.json', line: 3, column: 5 };
const of = (params: Record<string, unknown>) => new Params({ model: 'M/M/1', params, place });

/** The message of what is thrown. */
function fault(ask: () => unknown): string {
  try {
    ask();
  } catch (error) {
    assert.ok(error instanceof InputError);
    return error.message;
  }
  return 'nothing';
}

Asking('numbers are above 0, or from 0 where that is said', () => {
  assert.is(of({ lam: 0.5 }).number('lam'), 0.5);
  assert.is(of({ lam: 0 }).number('lam', true), 0);
  assert.is(
    fault(() => of({ lam: 0 }).number('lam')),
    'cases.json:3:5: M/M/1: lam is no number above 0; write "lam": with a number',
  );
  assert.match(
    fault(() => of({ lam: -1 }).number('lam', true)),
    /lam is no number from 0/,
  );
  for (const strange of ['0.5', null, [1], Number.POSITIVE_INFINITY, Number.NaN])
    assert.match(
      fault(() => of({ lam: strange }).number('lam')),
      /lam is no number above 0/,
    );
});

Asking('a missing parameter is said with the nearest that is there, or with how to write it', () => {
  assert.match(
    fault(() => of({ lamb: 1 }).number('lam')),
    /parameter lam is missing; did you mean 'lamb'\?/,
  );
  assert.match(
    fault(() => of({}).number('lam')),
    /parameter lam is missing; write "lam": with its value/,
  );
  assert.ok(of({ c: 1 }).has('c'));
  assert.not.ok(of({ c: 1 }).has('mu'));
});

Asking('counts are whole numbers from the least to 100,000', () => {
  assert.is(of({ c: 1 }).count('c'), 1);
  assert.is(of({ c: 100_000 }).count('c'), 100_000);
  assert.is(of({ n0: 0 }).count('n0', 0), 0);
  assert.match(
    fault(() => of({ c: 0 }).count('c')),
    /c is no whole number from 1; write "c": 3/,
  );
  assert.match(
    fault(() => of({ c: 1.5 }).count('c', 2)),
    /no whole number from 2;/,
  );
  assert.match(
    fault(() => of({ c: '3' }).count('c')),
    /no whole number from 1;/,
  );
  assert.match(
    fault(() => of({ c: 100_001 }).count('c')),
    /no whole number from 1 to 100000;/,
  );
});

Asking('texts, lists and objects are what they say', () => {
  assert.is(of({ batch: 'fixed5' }).text('batch'), 'fixed5');
  assert.match(
    fault(() => of({ batch: 5 }).text('batch')),
    /batch is no text; write "batch": "…"/,
  );
  assert.equal(of({ lams: [1, 2] }).numbers('lams'), [1, 2]);
  assert.equal(of({ lams: [0, 2] }).numbers('lams', true), [0, 2]);
  assert.match(
    fault(() => of({ lams: [1, 0] }).numbers('lams')),
    /lams\[1\] is no number above 0/,
  );
  assert.equal(of({ c: [1, 'inf'] }).list('c'), [1, 'inf']);
  for (const strange of [7, [], 'x']) {
    assert.match(
      fault(() => of({ c: strange }).numbers('c')),
      /c is no list; write "c": \[1, 2\]/,
    );
    assert.match(
      fault(() => of({ c: strange }).list('c')),
      /c is no list; write/,
    );
    assert.match(
      fault(() => of({ c: strange }).table('c')),
      /c is no list of lists; write "c": \[\[1, 2\]/,
    );
  }
});

Asking('a table is square unless its columns are told, and its numbers are from 0', () => {
  assert.equal(
    of({
      R: [
        [0, 1],
        [0.5, 0],
      ],
    }).table('R'),
    [
      [0, 1],
      [0.5, 0],
    ],
  );
  assert.equal(of({ R: [[1, 2, 3]] }).table('R', 3), [[1, 2, 3]]);
  assert.match(
    fault(() => of({ R: [[1, 2]] }).table('R')),
    /R\[0\] has not 1 numbers; give each row as many/,
  );
  assert.match(
    fault(() => of({ R: [[1, 2], [1]] }).table('R', 2)),
    /R\[1\] has not 2 numbers/,
  );
  assert.match(
    fault(() => of({ R: [[1, 2], 7] }).table('R', 2)),
    /R\[1\] has not 2 numbers/,
  );
  assert.match(
    fault(() => of({ R: [[1, -2]] }).table('R', 2)),
    /R\[0\]\[1\] is no number from 0/,
  );
});

Asking('an object of parameters is read as one of its own, at the same place', () => {
  const part = of({ type1: { lam: 0.7 } }).part('type1');
  assert.is(part.number('lam'), 0.7);
  assert.match(
    fault(() => part.number('mu')),
    /^cases\.json:3:5: M\/M\/1: parameter mu is missing/,
  );
  for (const strange of [7, null, [1]])
    assert.match(
      fault(() => of({ type1: strange }).part('type1')),
      /type1 is no object; write "type1": \{/,
    );
});

Asking('a load of its capacity or more is refused', () => {
  of({}).refuseOverload(0.999999);
  assert.match(
    fault(() => of({}).refuseOverload(1)),
    /the load is 1, not below 1; lower the arrival rate/,
  );
  assert.match(
    fault(() => of({}).refuseOverload(4 / 3, 'that of node 2')),
    /that of node 2 is 1\.333333,/,
  );
  assert.match(
    fault(() => of({}).refuseOverload(Number.NaN)),
    /not below 1/,
  );
});

Asking('a parameter that nobody asked for is named, one that is ignored is not', () => {
  const params = of({ lam: 1, note: 'x', muu: 2 });
  params.number('lam');
  params.ignore('note', 'mu');
  assert.match(
    fault(() => params.close()),
    /it has no parameter 'muu'; did you mean 'mu'\?/,
  );
  const whole = of({ lam: 1 });
  whole.number('lam');
  assert.is(
    fault(() => whole.close()),
    'nothing',
  );
});

Asking('a crowd that could not be written out is not expressible', () => {
  refuseCrowd(1_000_000);
  assert.throws(
    () => refuseCrowd(1_000_001),
    (error: Error) => error instanceof NotExpressible,
  );
  assert.throws(
    () => refuseCrowd(Number.NaN),
    (error: Error) => error instanceof NotExpressible,
  );
});

Asking.run();
