import { CsvError, parse } from 'csv-parse/sync';
import { InputError } from '../errors.ts';
import { type Row, Table } from '../table.ts';

const MAX_CELL = 100_000;

/**
 * Reads RFC 4180 text: a header, then rows of as many cells. A byte order mark and CRLF are fine; duplicate or blank
 * headers, unclosed quotes and rows of another length are not. Throws {@link InputError}.
 */
export function readCsv(file: string, text: string): Table {
  const records = parseRecords(file, text);
  const header = records.shift();
  if (header === undefined)
    throw new InputError('an empty file', { file, line: 1, column: 1 }, 'write a header and rows');
  const columns = header.cells.map((name) => name.trim());
  columns.forEach((name, i) => {
    const place = { file, line: 1, column: i + 1 };
    if (name === '') throw new InputError('a column without a name', place, 'name it or remove it');
    if (columns.indexOf(name) < i) throw new InputError(`column '${name}' twice`, place, 'keep one of them');
  });
  for (const row of records) {
    if (row.cells.length === columns.length) continue;
    throw new InputError(
      `${row.cells.length} cells under ${columns.length} columns`,
      { file, line: row.line, column: Math.min(row.cells.length, columns.length) + 1 },
      'give every row one cell for each column',
    );
  }
  return new Table(file, columns, records);
}

function parseRecords(file: string, text: string): Row[] {
  // The parser counts lines after a record; counting those before it gives the line on which it begins.
  let begins = 1;
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: MAX_CELL,
      skip_empty_lines: false,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const rows: Row[] = [];
    for (const { record, info } of parsed) {
      const blank = record.length === 1 && record[0] === '';
      if (!blank) rows.push({ line: begins, cells: record });
      begins = info.lines + 1;
    }
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const info = error as unknown as { lines?: number; column?: number; code: string };
    const what = info.code.includes('QUOTE')
      ? 'a quote that is not closed or stands inside a cell'
      : `not readable as CSV (${info.code})`;
    throw new InputError(
      what,
      { file, line: info.lines ?? begins, column: typeof info.column === 'number' ? info.column + 1 : 1 },
      'quote whole cells, and double the quotes inside them',
    );
  }
}
