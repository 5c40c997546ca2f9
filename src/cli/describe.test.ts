import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { changeHeader, changeRow } from '../history/change-row.ts';
import { sampleChange } from '../history/describe/sample-changes.ts';
import { DESCRIBE_COLUMNS } from '../report/describe/tables.ts';
import { said, temporaryFolder } from './small-scenario.test-kit.ts';

const Describe = suite('describe');
const root = temporaryFolder();
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
};

/** Two years of a change every other day, in three areas, one in nine given up and the last few open. */
const rows = Array.from({ length: 360 }, (_, i) => {
  const day = (n: number) => new Date(Date.UTC(2020, 0, 6) + n * 86_400_000).toISOString();
  const open = 2 * i + (i % 40) > 718;
  return sampleChange(`c${i}`, day(2 * i), open ? '' : day(2 * i + (i % 40)), {
    ...(!open && i % 9 === 0 && { status: 'abandoned' }),
    area: ['core', 'driver', 'docs'][i % 3]!,
    areas:
      i % 5 === 0
        ? [['core', 'driver', 'docs'][i % 3]!, 'docs'].slice(0, i % 3 === 2 ? 1 : 2)
        : [['core', 'driver', 'docs'][i % 3]!],
    author: `a${i % 17}`,
    reviewers: [`r${(i * i) % 7}`],
    patchSets: 1 + (i % 4),
    feature: i % 6 === 0 ? `bp${i % 5}` : undefined,
  });
});
const text = changeHeader() + rows.map((row) => changeRow(row)).join('');
const history = file('changes.csv', text);
const cycles = file(
  'cycles.csv',
  'cycle,start,freeze,release\none,2020-01-01,2020-05-01,2020-07-01\ntwo,2020-07-01,,2021-12-31\n',
);

Describe('tells a history in 80 columns, with what it cannot say', async () => {
  const { status, out, err } = await said(['describe', history, '--cycles', cycles]);
  assert.is(status, 0, err);
  for (const word of ['What came', 'How long', 'By area', 'Across areas', 'Rounds', 'People', 'cannot say'])
    assert.ok(out.includes(word), word);
  assert.match(out, /^360 changes, 2020-01-06 to 2021-12-\d\d/m);
  assert.match(out, /^two /m);
  assert.equal(
    out.split('\n').filter((line) => [...line].length > 80),
    [],
  );
});

Describe('gives one JSON object with the same figures, of a packed file too', async () => {
  const packed = file('packed.csv.gz', gzipSync(text));
  const one = JSON.parse((await said(['describe', history, '--json'])).out);
  const unpacked = JSON.parse((await said(['describe', packed, '--json'])).out);
  assert.is(one.changes, 360);
  assert.is(one.status.merged + one.status.abandoned + one.status.open, 360);
  assert.is(one.areas[0].area, 'all');
  assert.is(one.areas.length, 4);
  assert.ok(one.cycles.length >= 8);
  assert.equal({ ...unpacked, file: '' }, { ...one, file: '' });
});

Describe('writes tables with their headers and charts, and replaces its own files alone', async () => {
  const folder = join(root, 'out');
  assert.is((await said(['describe', history, '--out', folder])).status, 0);
  for (const [name, columns] of Object.entries(DESCRIBE_COLUMNS)) {
    const lines = readFileSync(join(folder, `${name}.csv`), 'utf8').split('\n');
    assert.is(lines[0], columns.join(','));
    assert.is(lines.at(-1), '');
  }
  const weeks = readFileSync(join(folder, 'weeks.csv'), 'utf8').trim().split('\n').slice(1);
  const created = weeks
    .filter((line) => line.startsWith('all,'))
    .reduce((sum, line) => sum + Number(line.split(',')[5]), 0);
  assert.is(created, 360);
  for (const chart of ['history-queue', 'history-leads', 'history-reviewers', 'history-authors'])
    for (const suffix of ['', '-dark', '-narrow'])
      for (const ending of ['svg', 'png', 'vl.json'])
        assert.ok(existsSync(join(folder, `${chart}${suffix}.${ending}`)), `${chart}${suffix}.${ending}`);
  writeFileSync(join(folder, 'mine.txt'), 'stays');
  const alone = file('alone.csv', `${changeHeader()}${changeRow(sampleChange('x', '2020-01-06', ''))}`);
  assert.is((await said(['describe', alone, '--out', folder])).status, 0);
  assert.ok(existsSync(join(folder, 'mine.txt')));
  assert.not(existsSync(join(folder, 'history-reviewers.png')));
  assert.not(existsSync(join(folder, 'history-leads.svg')));
});

Describe('equal inputs give equal bytes', async () => {
  const [one, other] = ['once', 'twice'].map((name) => join(root, name)) as [string, string];
  await said(['describe', history, '--out', one]);
  await said(['describe', history, '--out', other]);
  for (const name of readdirSync(one))
    assert.equal(readFileSync(join(one, name)), readFileSync(join(other, name)), name);
});

Describe('rows that cannot be used are kept aside with reason, line and example', async () => {
  const bad = [
    'b1,2020-13-45,,,,,open,a,core,core,,,,,,,',
    'b2,1980-01-01T00:00:00Z,,,,,open,a,core,core,,,,,,,',
    'b3,2020-01-06T00:00:00Z,,,2019-01-06T00:00:00Z,,merged,a,core,core,,,,,,,',
    'b4,2098-01-06T00:00:00Z,,,,,open,a,core,core,,,,,,,',
    `b5,2020-01-06T00:00:00Z,,,,,open,"=cmd|' /C calc'!A0","<script>alert(1)</script>",,,,,,,,`,
  ].join('\n');
  const path = file('bad.csv', `${text}${bad}\n`);
  const folder = join(root, 'bad');
  const { status, out } = await said(['describe', path, '--out', folder]);
  assert.is(status, 0);
  for (const said of [
    '1 row: created after it merged',
    'created before 1990',
    'a time in the future',
    'an unreadable time',
  ])
    assert.ok(out.includes(said), said);
  const aside = readFileSync(join(folder, 'kept_aside.csv'), 'utf8');
  assert.match(aside, /created after it merged,1,.*bad\.csv:364,/);
  const people = readFileSync(join(folder, 'people.csv'), 'utf8');
  assert.ok(people.includes("'=cmd"), 'a formula is quoted');
  const svgs = readdirSync(folder).filter((name) => name.endsWith('.svg'));
  assert.ok(svgs.every((name) => !readFileSync(join(folder, name), 'utf8').includes('<script')));
});

Describe('as of a day the history is what it was then', async () => {
  const { status, out } = await said(['describe', history, '--as-of', '2020-03-01', '--json']);
  assert.is(status, 0);
  const then = JSON.parse(out);
  assert.is(then.changes, 28);
  const open = rows.filter((row) => {
    return (
      row.createdAt < Date.UTC(2020, 2, 1) &&
      (row.closedAt ?? Number.POSITIVE_INFINITY) >= Date.UTC(2020, 2, 1)
    );
  }).length;
  assert.is(then.status.open, open);
  // The records go on, so that everything up to that moment was seen.
  assert.is(then.seen_until, '2020-02-29T23:59:59.999Z');
});

const faults: Record<string, [args: () => string[], says: RegExp]> = {
  'a file that is not there': [
    () => [join(root, 'chanegs.csv')],
    /there is no file .*; did you mean 'changes\.csv'\?/,
  ],
  'a folder': [() => [root], /this is a folder; name a file of changes/],
  'an empty file': [() => [file('empty.csv', '')], /empty\.csv:1: an empty file/],
  'a header alone': [() => [file('header.csv', changeHeader())], /a header and no rows/],
  'nothing usable': [
    () => [file('none.csv', `${changeHeader()}1,x,,,,,open,,a,,,,,,,,\n`)],
    /none of 1 rows can be used/,
  ],
  'only clocks that were not set': [
    () => [file('zero.csv', `${changeHeader()}1,1980-01-01,,,,,open,,a,,,,,,,,\n`)],
    /none of 1 rows can be used: created before 1990/,
  ],
  'a day before everything': [
    () => [history, '--as-of', '2001-01-01'],
    /nothing was created before 2001-01-01/,
  ],
  'no day': [() => [history, '--as-of', 'soon'], /Give a day such as 2014-10-16/],
  'a cut gzip file': [() => [file('cut.csv.gz', gzipSync(text).subarray(0, 900))], /no whole gzip file/],
  'cycles that overlap': [
    () => [
      history,
      '--cycles',
      file('over.csv', 'cycle,start,release\na,2020-01-01,2020-07-01\nb,2020-06-01,2020-12-01\n'),
    ],
    /over\.csv:3:3: b starts before a is released/,
  ],
  'results over the history itself': [() => [history, '--out', root], /results would replace the folder/],
};

for (const [what, [args, says]] of Object.entries(faults)) {
  Describe(`${what} exits with 2 and says so`, async () => {
    const { status, out, err } = await said(['describe', ...args()]);
    assert.is(status, 2, err);
    assert.match(err, says);
    assert.is(out, '');
  });
}

Describe.run();
