import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../../errors.ts';
import type { HistoryChange } from '../change.ts';
import { KeptAside } from '../kept-aside.ts';
import { People } from '../pseudonyms.ts';
import { TableImport } from './csv.ts';
import { TableTimes, UNDECIDED } from './table-times.ts';
import { Zone } from './zone.ts';

const Table = suite('import csv');

const MAP = {
  change_id: 'Key',
  created_at: 'Opened',
  merged_at: 'Merged',
  closed_at: 'Closed',
  status: 'State',
  areas: 'Part',
};

function read(bytes: string | Uint8Array, columns: Record<string, string> = MAP, zone = 'UTC') {
  const changes: HistoryChange[] = [];
  const notes: string[] = [];
  const aside = new KeptAside();
  const sink = {
    change: (change: HistoryChange) => void changes.push(change),
    aside,
    note: (text: string) => void notes.push(text),
  };
  const options = {
    columns: new Map(Object.entries(columns)),
    zone: new Zone(zone),
    people: new People(undefined),
  };
  const table = new TableImport('t.csv', options, sink);
  table.push(Buffer.from(bytes as string));
  table.end();
  const kept = aside.list().map(({ reason, count, examples }) => [reason, count, examples[0]!.where]);
  return { changes, notes: notes.join('\n'), kept };
}

const HEADER = 'Key,Opened,Merged,Closed,State,Part\n';
const rows = (...lines: string[]) => HEADER + lines.map((line) => `${line}\n`).join('');
const at = (text: string) => Date.parse(text);

Table('headers are mapped, times read in their zone, and status follows from words and times', () => {
  const { changes } = read(
    rows(
      '1,2014-07-01 10:00,2014-07-02 10:00,,Merged,ui',
      '2,2014-07-01 10:00,2014-07-02 10:00,2014-07-03,Resolved,"ui, core"',
      '3,2014-07-01 10:00,,2014-07-03,Closed,core|ui',
      '4,2014-07-01 10:00,,,In Progress,core',
      '5,2014-07-01 10:00,,,,core',
      '6,2014-07-01 10:00,,,Rejected,',
      '7,2014-07-01 10:00,,2014-07-03T00:00:00Z,landed,core',
    ),
    MAP,
    'Europe/Berlin',
  );
  assert.equal(
    changes.map(({ status }) => status),
    ['merged', 'merged', 'abandoned', 'open', 'open', 'unmerged', 'merged'],
  );
  assert.is(changes[0]!.createdAt, at('2014-07-01T08:00:00Z'));
  assert.is(changes[1]!.closedAt, at('2014-07-02T22:00:00Z'));
  assert.equal(changes[1]!.areas, ['ui', 'core']);
  assert.equal(changes[2]!.areas, ['core', 'ui']);
  assert.is(changes[5]!.area, 'unknown');
  assert.is(changes[6]!.mergedAt, at('2014-07-03T00:00:00Z'));
});

Table('semicolons, tabs, a sep= line, a byte order mark and windows-1252 read the same as plain text', () => {
  const plain = read(rows('1,2014-07-01,,,Open,tür')).changes;
  assert.is(plain[0]!.area, 'tür');
  const text = rows('1,2014-07-01,,,Open,tür');
  for (const bytes of [
    text.replaceAll(',', ';'),
    text.replaceAll(',', '\t'),
    `sep=;\r\n${text.replaceAll(',', ';')}`,
    `\uFEFF${text.replaceAll('\n', '\r\n')}`,
    Buffer.from(text, 'latin1'),
  ])
    assert.equal(read(bytes).changes, plain);
  assert.match(read(Buffer.from(text, 'latin1')).notes, /1 rows are not UTF-8: read as windows-1252/);
});

Table('rows that cannot be used are kept aside with reason and line, and formulas are text', () => {
  const { changes, kept } = read(
    rows(
      '=1+1,2014-07-01,,,Open,=cmd',
      '2,2014-07-05,2014-07-01,,Merged,x',
      '3,yesterday,,,Open,x',
      '4,2014-07-05,,,Frobnicated,x',
      '5,2014-07-05,,,Merged,x',
      '6,2014-07-05,,,x',
      '7,2014-07-05,,"2014',
    ),
  );
  assert.equal(
    changes.map(({ changeId, area }) => [changeId, area]),
    [['=1+1', '=cmd']],
  );
  assert.equal(
    kept.map(([reason, , where]) => [reason, where]),
    [
      ['created after it merged (a clock ran backward)', 't.csv:3'],
      ['an unreadable time in created_at', 't.csv:4'],
      ['an unknown status, and no time of merging or closing', 't.csv:5'],
      ['merged at an unknown time', 't.csv:6'],
      ['a wrong number of cells', 't.csv:7'],
      ['a quote that is not closed or stands inside a cell', 't.csv:8'],
    ],
  );
});

Table('dates wait for one that tells whether the day or the month stands first', () => {
  const day = read(rows('1,03/04/2014,,,Open,x', '2,25/12/2014,,,Open,x', '3,12/25/2014,,,Open,x'));
  assert.equal(
    day.changes.map(({ changeId, createdAt }) => [changeId, createdAt]),
    [
      ['1', at('2014-04-03')],
      ['2', at('2014-12-25')],
    ],
  );
  assert.equal(day.kept, [['an unreadable time in created_at', 1, 't.csv:4']]);
  const month = read(rows('1,03/04/2014 3:04 PM,,,Open,x', '2,12/25/2014,,,Open,x'));
  assert.is(month.changes[0]!.createdAt, at('2014-03-04T15:04:00Z'));
  const neither = read(rows('1,03/04/2014,,,Open,x', '2,2014-01-01,,,Open,x'));
  assert.equal(neither.kept[0]!.slice(1), [1, 't.csv:2']);
  assert.match(String(neither.kept[0]![0]), /whether the day or the month stands first/);
});

Table('times in the forms of trackers and mail are read', () => {
  const times = new TableTimes(new Zone('America/New_York'));
  const noon = at('2014-10-16T12:00:00Z');
  for (const text of [
    '2014-10-16T12:00:00Z',
    '2014-10-16 12:00:00 UTC',
    '2014-10-16 12:00:00.000000000 +0000',
    '2014-10-16 08:00',
    '2014/10/16 8:00 AM',
    '16.10.2014 08:00:00',
    '16/Oct/14 8:00 AM',
    'Thu, 16 Oct 2014 12:00:00 +0000',
    'Oct 16, 2014 8:00 AM',
    'October 16, 2014, 8:00 am',
    '16 Oct 2014 14:00 +02:00',
    '1413460800',
    '1413460800000',
  ])
    assert.is(times.read(text), noon, text);
  for (const text of [
    '',
    'soon',
    '2014-13-01',
    '16.16.2014',
    '2014-10-16 25:00',
    '13:00',
    '2014-10-16 13:00 PM',
    '141346',
    '1e9',
  ])
    assert.is(times.read(text), undefined, text);
  assert.is(times.read('03/04/2014'), UNDECIDED);
});

Table('what clocks showed is turned back into the moment, the first of two, in every zone', () => {
  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'America/Sao_Paulo',
    'Africa/Casablanca',
  );
  const moment = fc
    .integer({ min: at('2005-01-01') / 600_000, max: at('2025-01-01') / 600_000 })
    .map((n) => n * 600_000);
  const shown = (name: string, ms: number) => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: name,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    return at(`${format.format(ms).replace(' ', 'T')}Z`);
  };
  fc.assert(
    fc.property(zone, moment, (name, ms) => {
      const wall = shown(name, ms);
      const found = new Zone(name).toUtc(wall);
      assert.ok(found <= ms && ms - found <= 7_200_000);
      assert.is(shown(name, found), wall);
    }),
    { seed: 2, numRuns: 600 },
  );
});

Table(
  'a time that was skipped is as late as if it had not been, one shown twice is the first; both are counted',
  () => {
    const zone = new Zone('Europe/Berlin');
    assert.is(zone.toUtc(at('2014-03-30T02:30:00Z')), at('2014-03-30T01:30:00Z'));
    assert.is(zone.toUtc(at('2014-10-26T02:30:00Z')), at('2014-10-26T00:30:00Z'));
    assert.equal([zone.never, zone.twice], [1, 1]);
  },
);

Table('a header without what is needed, a wrong mapping or zone is an error with a remedy', () => {
  const complaint = (text: string, columns: Record<string, string>, zone?: string) => {
    try {
      read(text, columns, zone);
    } catch (error) {
      assert.instance(error, InputError);
      return (error as Error).message;
    }
    return assert.unreachable('it was read') as never;
  };
  assert.match(
    complaint(rows(), { ...MAP, created_at: 'Opend' }),
    /t\.csv:1: no column 'Opend' for created_at; did you mean 'Opened'/,
  );
  assert.match(complaint(rows(), { change_id: 'Key' }), /no column for created_at; .* it has Key, Opened/);
  assert.match(complaint('a,a\n1,2', { change_id: 'a' }), /column 'a' twice/);
  assert.match(complaint('', MAP), /an empty file/);
  assert.match(
    complaint(rows(), MAP, 'Europe/Berln'),
    /no time zone 'Europe\/Berln'; did you mean 'Europe\/Berlin'/,
  );
});

Table('any bytes give changes, rows kept aside or an error for the user, and never a defect', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('"', '\n', ',', ';', '2014-01-01', '\r', '=1', '25/12/2014'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.uint8Array({ maxLength: 30 }), (pieces, noise) => {
      const { changes, kept } = read(
        Buffer.concat([Buffer.from(rows('1,2014-01-01,,,Open,x') + pieces.join('')), noise]),
      );
      assert.ok(changes.length + kept.length > 0);
    }),
    { seed: 8, numRuns: 1000 },
  );
});

Table.run();
