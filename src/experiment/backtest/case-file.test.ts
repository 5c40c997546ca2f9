import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../../errors.ts';
import { KeptAside } from '../../history/kept-aside.ts';
import { readCaseFile } from './case-file.ts';
import { CASE_JSON, COLUMNS, csvOf, readTexts, SPLIT, smallHistory } from './small-case.test-kit.ts';

const CaseFile = suite('files of a case');

/** What reading `case.json` with one text in place of another complains about. */
function complaint(text: string, instead: string): string {
  assert.ok(CASE_JSON.includes(text));
  return complaintOf(() => readCaseFile('case.json', CASE_JSON.replace(text, instead)));
}

function complaintOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    assert.instance(error, InputError);
    return (error as Error).message;
  }
  return assert.unreachable('read without complaint') as never;
}

CaseFile('first and last day are both included', () => {
  const { split, fit, score, children } = readCaseFile('case.json', CASE_JSON);
  assert.is(split, SPLIT);
  assert.equal(fit, { from: Date.UTC(2020, 1, 1), until: Date.UTC(2020, 6, 1) });
  assert.equal(score, { from: Date.UTC(2020, 7, 1), until: Date.UTC(2020, 9, 31) });
  assert.equal(children, ['part']);
});

CaseFile('days to fit from the split on are not fitted', () => {
  assert.is(readCaseFile('case.json', CASE_JSON.replace('06-30', '08-15')).fit.until, SPLIT);
});

CaseFile('faults are told where they stand', () => {
  assert.match(complaint('"2020-07-01"', '"2020-07-41"'), /^case.json:5:11: split: '2020-07-41' is no day; /);
  assert.match(
    complaint('"split"', '"spilt"'),
    /^case.json:1:1: no key 'split'; add it \(did you mean 'spilt'\?\)/,
  );
  assert.match(complaint('"2020-10-30"]', '"2020-10-30"'), /^case.json:8:8: no JSON: /);
  assert.match(
    complaint('["2020-02-01", "2020-06-30"]', '"2020-02-01"'),
    /^case.json:6:9: fit: .* is no window; /,
  );
  assert.match(
    complaint('"2020-10-30"', '"2020-07-30"'),
    /^case.json:7:26: score\[1\]: the last day lies before /,
  );
  assert.match(
    complaint('"2020-08-01"', '"2020-06-01"'),
    /^case.json:7:12: score\[0\]: .* begins before the split/,
  );
  const fit = '["2020-02-01", "2020-06-30"]';
  assert.match(
    complaint(fit, '["2020-07-01", "2020-08-30"]'),
    /^case.json:6:10: fit\[0\]: .* at the split or later/,
  );
  assert.match(complaint(fit, '["2020-06-25", "2020-08-30"]'), /^case.json:6:9: fit: .* less than two weeks/);
  assert.match(
    complaint('"2020-10-30"', '"2020-08-05"'),
    /^case.json:7:11: score: a window of less than two weeks/,
  );
  assert.match(complaint('["part"]', '[]'), /^case.json:4:14: children: .* is no list of names/);
  assert.match(complaint('"small"', '7'), /^case.json:2:10: name: 7 is no text/);
  assert.match(
    complaintOf(() => readCaseFile('case.json', '[1]')),
    /^case.json:1:1: no case; write an object with name/,
  );
  assert.match(
    complaintOf(() => readCaseFile('case.json', '')),
    /^case.json:1:1: no JSON: /,
  );
});

const history = smallHistory();
const parent = csvOf(history.filter(({ repo }) => repo === 'big'));
const child = csvOf(history.filter(({ repo }) => repo === 'part'));

CaseFile('rows that cannot be used are kept aside with their line, the others are read', () => {
  const aside = new KeptAside();
  const cells: Record<string, string> = { change_id: 'x', created_at: 'soon', status: 'open', area: 'core' };
  const bad = COLUMNS.map((name) => cells[name] ?? '');
  readTexts(parent, `${child}${bad.join(',')}\n`, aside);
  const lines = child.split('\n').length;
  assert.equal(aside.list(), [
    {
      reason: 'an unreadable time in created_at',
      count: 1,
      examples: [{ where: `child.csv:${lines}`, example: bad.join(',') }],
    },
  ]);
});

CaseFile('rows that do not say whether their work moved are kept aside', () => {
  const aside = new KeptAside();
  const [header, first, ...rows] = child.trim().split('\n');
  const { actual } = readTexts(parent, [header, first!.replace(/,1$/, ','), ...rows, ''].join('\n'), aside);
  assert.is(aside.list()[0]!.reason, 'neither 0 nor 1 in moved');
  assert.is(aside.total, 1);
  assert.ok(actual.measured.moved.metrics.open > 0);
});

CaseFile('a case without moved work, without a rest or without anything to score is refused', () => {
  const all = (moved: '0' | '1') => (text: string) => text.replace(/,[01]$/gm, `,${moved}`);
  const [none, every] = [all('0'), all('1')];
  assert.match(
    complaintOf(() => readTexts(none(parent), none(child))),
    /no work moved/,
  );
  assert.match(
    complaintOf(() => readTexts(every(parent), every(child))),
    /all work moved/,
  );
  const later = CASE_JSON.replace('2020-08-01', '2022-08-01').replace('2020-10-30', '2022-10-30');
  assert.match(
    complaintOf(() => readTexts(parent, child, new KeptAside(), later)),
    /nothing merged in the window to score/,
  );
  const earlier = CASE_JSON.replace('2020-02-01', '2018-02-01').replace('2020-06-30', '2018-06-30');
  assert.match(
    complaintOf(() => readTexts(parent, child, new KeptAside(), earlier)),
    /nothing merged in the window to fit/,
  );
  assert.match(
    complaintOf(() => readTexts(parent.replaceAll(/,[01]?$/gm, ','), child)),
    /no row says whether its work moved/,
  );
});

CaseFile.run();
