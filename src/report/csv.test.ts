import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rounded, toCsv } from './csv.ts';

const Csv = suite('result files');

Csv('have their header even without rows', () => {
  assert.is(toCsv('calendar', []), 'cycle,start,freeze,release\n');
});

Csv('quote what needs quotes, and disarm what a spreadsheet would compute', () => {
  const row = { organization: 'a, b', team: '=1+1', area: 'say "x"', warning: 'plain', value: -2 };
  assert.is(toCsv('warnings', [row]).split('\n')[1], `"a, b",'=1+1,"say ""x""",plain,-2`);
});

Csv('leave blank what does not exist', () => {
  const row = { organization: 'o', team: 't', area: 'a', warning: '', value: Number.NaN };
  assert.is(toCsv('warnings', [row]).split('\n')[1], 'o,t,a,,');
});

Csv('keep six significant digits, whole numbers whole, and no negative zero', () => {
  assert.is(rounded(1234.56789), 1234.57);
  assert.is(rounded(0.000123456789), 0.000123457);
  assert.is(rounded(12345678), 12345678);
  assert.ok(Object.is(rounded(-0), 0));
  assert.ok(Object.is(rounded(-1e-12 + 1e-12), 0));
});

Csv.run();
