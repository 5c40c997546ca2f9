import { CsvError, parse } from 'csv-parse/sync';
import { InputError } from '../errors.ts';
import { type CellColumn, type Row, Table } from '../table.ts';

const MAX_CELL = 100_000;
const LINE_BREAK = /\r\n|\n|\r/;

/**
 * Reads RFC 4180 text: a header, then rows of as many cells. A byte order mark and CRLF are fine; duplicate or blank
 * headers, unclosed quotes, rows of another length and line breaks inside cells are not. Throws {@link InputError}.
 */
export function readCsv(file: string, raw: string): Table {
  const text = raw.replace(/^\uFEFF/, '');
  const columnOf: CellColumn = (line, cell) => cellColumn(text.split(LINE_BREAK)[line - 1] ?? '', cell);
  const fault = (what: string, line: number, cell: number, remedy: string) =>
    new InputError(what, { file, line, column: columnOf(line, cell) }, remedy);
  const [first, ...rows] = parseRecords(text, fault);
  if (first === undefined) throw fault('an empty file', 1, 0, 'write a header and rows');
  const header = { line: first.line, cells: first.cells.map((name) => name.trim()) };
  checkHeader(header, fault);
  for (const row of [header, ...rows]) checkRow(row, header.cells.length, fault);
  return new Table(file, header, rows, columnOf);
}

type Fault = (what: string, line: number, cell: number, remedy: string) => InputError;

function checkHeader({ line, cells }: Row, fault: Fault): void {
  const other = /[;\t|]/.exec(cells[0]!)?.[0];
  if (cells.length === 1 && other !== undefined) {
    const name = other === '\t' ? 'tabs' : `'${other}'`;
    throw fault(`cells are divided by ${name}`, line, 0, 'divide them by commas');
  }
  cells.forEach((name, i) => {
    if (name === '') throw fault('a column without a name', line, i, 'name it or remove it');
    if (cells.indexOf(name) < i) throw fault(`column '${name}' twice`, line, i, 'keep one of them');
  });
}

function checkRow({ line, cells }: Row, columns: number, fault: Fault): void {
  const strange = cells.findIndex((cell) => /[\p{Cc}\u2028\u2029]/u.test(cell));
  if (strange >= 0)
    throw fault('a line break or control character in a cell', line, strange, 'write plain text');
  if (cells.length === columns) return;
  throw fault(
    `${cells.length} cells under ${columns} columns`,
    line,
    Math.min(cells.length, columns),
    'give every row one cell for each column',
  );
}

/** Rows that hold anything, with the lines on which they begin. */
function parseRecords(text: string, fault: Fault): Row[] {
  const rows: Row[] = [];
  // The parser counts lines after a record; counting those before it gives the line on which it begins.
  let begins = 1;
  try {
    parse(text, {
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: MAX_CELL,
      skip_empty_lines: false,
      on_record: (cells: string[], { lines }) => {
        const blank = cells.every((cell) => cell.trim() === '') && cells.length === 1;
        if (!blank) rows.push({ line: begins, cells });
        begins = lines + 1;
        return null;
      },
    });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { code, column } = error as unknown as { code: string; column?: unknown };
    const cell = typeof column === 'number' ? column : 0;
    if (code === 'CSV_MAX_RECORD_SIZE')
      throw fault(`a row of more than ${MAX_CELL} characters`, begins, 0, 'close its quotes, or shorten it');
    if (code.includes('QUOTE')) {
      const remedy = 'quote whole cells, and double the quotes inside them';
      throw fault('a quote that is not closed or stands inside a cell', begins, cell, remedy);
    }
    throw fault(`not readable as CSV (${code})`, begins, cell, 'write it as RFC 4180 says');
  }
}

/** Column, from 1, at which cell number `cell` of a line begins; commas between quotes divide nothing. */
function cellColumn(line: string, cell: number): number {
  let quoted = false;
  let at = 0;
  for (let left = cell; at < line.length && left > 0; at++) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ',' && !quoted) left--;
  }
  return at + 1;
}
