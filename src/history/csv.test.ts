import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../errors.ts';
import { readCsv } from './csv.ts';

const Csv = suite('csv');

/** What reading complains about; fails if it does not. */
function complaint(text: string): string {
  try {
    readCsv('t.csv', text);
  } catch (error) {
    assert.instance(error, InputError);
    return (error as Error).message;
  }
  return assert.unreachable(`read: ${JSON.stringify(text)}`) as never;
}

Csv('a byte order mark, CRLF, lone CR, blank lines and quotes read the same as plain text', () => {
  const plain = 'a,b\n1,x\n2,y\n';
  const { columns, rows } = readCsv('t.csv', plain);
  assert.equal(columns, ['a', 'b']);
  for (const text of [
    `\uFEFF${plain}`,
    plain.replaceAll('\n', '\r\n'),
    plain.replaceAll('\n', '\r'),
    '"a","b"\n"1","x"\n"2","y"',
    '\uFEFF"a",b\r\n1,"x"\r\n2,y',
  ]) {
    const other = readCsv('t.csv', text);
    assert.equal(other.columns, columns);
    assert.equal(other.rows, rows);
  }
});

Csv('blank lines count as lines, not as rows', () => {
  const { rows } = readCsv('t.csv', '\na,b\n\n1,2\n\n\n3,4\n');
  assert.equal(
    rows.map(({ line }) => line),
    [4, 7],
  );
});

Csv('places are those of the text: a quoted comma divides nothing', () => {
  const table = readCsv('t.csv', 'name,note,value\n"a, b","says ""hi, you""",5\n');
  const [row] = table.rows;
  assert.equal(table.place(row!, 'name'), { file: 't.csv', line: 2, column: 1 });
  assert.equal(table.place(row!, 'note'), { file: 't.csv', line: 2, column: 8 });
  assert.equal(table.place(row!, 'value'), { file: 't.csv', line: 2, column: 27 });
});

Csv('what cannot be read is refused where it stands', () => {
  assert.is(complaint(''), 't.csv:1:1: an empty file; write a header and rows');
  assert.is(complaint('\n\n'), 't.csv:1:1: an empty file; write a header and rows');
  assert.match(complaint('a,a\n1,2\n'), /^t.csv:1:3: column 'a' twice; /);
  assert.match(complaint('a,\n1,2\n'), /^t.csv:1:3: a column without a name; /);
  assert.match(complaint('a\tb\n1\t2\n'), /^t.csv:1:1: cells are divided by tabs; /);
  assert.match(complaint('a,b\n1,2\n3\n'), /^t.csv:3:2: 1 cells under 2 columns; /);
  assert.match(complaint('a,b\n1,2,3\n'), /^t.csv:2:5: 3 cells under 2 columns; /);
  assert.match(complaint('a,b\n1,"2\n3,4\n'), /^t.csv:2:3: a quote that is not closed/);
  assert.match(complaint('a,b\n1,2"\n'), /^t.csv:2:3: a quote .* inside a cell; /);
  assert.match(complaint('a,b\n1,"2"x\n'), /^t.csv:2:3: a quote/);
  assert.match(complaint('a,b\n1,"2\n3"\n'), /^t.csv:2:3: a line break or control character/);
  assert.match(complaint('a,b\n1,\u001b[31m\n'), /^t.csv:2:3: a line break or control character/);
  assert.match(complaint(`a,b\n1,"${'x'.repeat(200_000)}"\n`), /^t.csv:2:1: a row of more than 100000 /);
});

Csv('numbers, counts and dates are taken only as they should be written', () => {
  const read = (cell: string) => {
    const table = readCsv('t.csv', `v\n"${cell}"\n`);
    return { table, row: table.rows[0]! };
  };
  for (const cell of ['NaN', 'Infinity', '1,5', '0x10', '1 000', '--1', '5 h', '1e']) {
    const { table, row } = read(cell);
    assert.throws(() => table.number(row, 'v'), /is not a number; write it like 12 or 0.5/);
  }
  for (const cell of ['-1', '1e10', '1e999']) {
    const { table, row } = read(cell);
    assert.throws(() => table.number(row, 'v'), /is out of range; write a number from 0 to/);
  }
  for (const cell of [
    '2020-02-30',
    '2020-13-01',
    '20-01-01',
    '2020-01-01 12:00',
    'today',
    '2020-01-01T25:00Z',
  ]) {
    const { table, row } = read(cell);
    assert.throws(() => table.date(row, 'v'), /is not a date; write it like 2014-10-16/);
  }
  assert.is(read('+.5e1').table.number(read('+.5e1').row, 'v'), 5);
  const { table, row } = read('2020-02-29T12:00Z');
  assert.is(table.date(row, 'v'), Date.UTC(2020, 1, 29, 12));
});

Csv.run();
