import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { IdSet } from './id-set.ts';
import { Records } from './records.ts';

const Divided = suite('records');

const cell = fc.string({
  unit: fc.constantFrom('a', 'ü', '"', ',', '\n', '\r\n', ' ', '=', '漢'),
  maxLength: 6,
});
const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 });

/** Cells as others write them: quoted where they must be, here and there also where they need not. */
function written(table: string[][], lineEnd: string): string {
  const quote = (text: string, i: number) =>
    /[",\r\n]/.test(text) || i % 3 === 0 ? `"${text.replaceAll('"', '""')}"` : text;
  return table.map((row) => row.map(quote).join(',') + lineEnd).join('');
}

Divided('RFC 4180 text gives the records that csv-parse reads, in chunks of any size', () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      (table, lineEnd, size) => {
        const bytes = Buffer.from(written(table, lineEnd));
        const records = new Records();
        const found: (readonly string[])[] = [];
        for (let at = 0; at < bytes.length; at += size) {
          for (const { cells } of records.push(bytes.subarray(at, at + size))) found.push(cells);
        }
        for (const { cells } of records.end()) found.push(cells);
        const blank = (cells: readonly string[]) => cells.join('').trim() === '' && !bytes.includes('"');
        const wanted = parse(bytes, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
        assert.equal(
          found.filter((cells) => !blank(cells)),
          wanted.filter((cells: string[]) => !blank(cells)),
        );
      },
    ),
    { seed: 11, numRuns: 2000 },
  );
});

Divided('lines are counted through quoted line breaks, blank lines and faults', () => {
  const text = 'a,b\n"x\ny",2\n\nbad",1\n3,4\n"open,5\n6,7\n';
  const records = new Records();
  const all = [...records.push(text), ...records.end()];
  assert.equal(
    all.map(({ line, fault }) => [line, fault !== undefined]),
    [
      [1, false],
      [2, false],
      [5, true],
      [6, false],
      [7, true],
      [8, false],
    ],
  );
});

Divided('an id is new once, among a hundred thousand others', () => {
  const ids = new IdSet();
  for (let i = 0; i < 100_000; i++) if (!ids.add(`I${i.toString(16)}`)) assert.unreachable(`${i} was new`);
  for (let i = 0; i < 100_000; i++) if (ids.add(`I${i.toString(16)}`)) assert.unreachable(`${i} was known`);
});

Divided.run();
