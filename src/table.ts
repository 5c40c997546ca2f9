import { didYouMean, InputError, type Place } from './errors.ts';

/** The last part of a path: a file as named beside its scenario, wherever that lies. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}

export interface Row {
  /** Line of the file on which the row stands, from 1. */
  line: number;
  cells: readonly string[];
}

/** Column of the file, from 1, at which cell number `cell` (from 0) of a line begins. */
export type CellColumn = (line: number, cell: number) => number;

/** Rows of text from a user's file, read cell by cell; every complaint names file, line and column. */
export class Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  private readonly header: Row;
  private readonly columnOf: CellColumn;

  constructor(file: string, header: Row, rows: readonly Row[], columnOf: CellColumn) {
    this.file = file;
    this.header = header;
    this.columns = header.cells;
    this.rows = rows;
    this.columnOf = columnOf;
  }

  /** Throws {@link InputError} unless every required column is there, every other one is known, and rows enough. */
  expect(required: readonly string[], optional: readonly string[] = [], rows = 1): this {
    for (const column of required) {
      if (this.columns.includes(column)) continue;
      throw this.error(
        this.header,
        '',
        `no column '${column}'`,
        `add it to the header (${didYouMean(column, this.columns)})`,
      );
    }
    const known = [...required, ...optional];
    for (const column of this.columns) {
      if (known.includes(column)) continue;
      throw this.error(this.header, column, `unknown column '${column}'`, didYouMean(column, known));
    }
    if (this.rows.length < rows)
      throw this.error(this.header, '', 'a header and no rows', 'add at least one row');
    return this;
  }

  /** The cell's text, '' if blank or if the column is not there. */
  text(row: Row, column: string): string {
    return row.cells[this.columns.indexOf(column)]?.trim() ?? '';
  }

  /** The cell's parts between semicolons; blank ones do not count. */
  list(row: Row, column: string): string[] {
    const parts = this.text(row, column).split(';');
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  }

  required(row: Row, column: string): string {
    const text = this.text(row, column);
    if (text === '') throw this.error(row, column, `no ${column}`, 'fill the cell');
    return text;
  }

  number(row: Row, column: string, least = 0, most = 1e9): number {
    const text = this.required(row, column);
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(value))
      throw this.error(row, column, `'${text}' is not a number`, 'write it like 12 or 0.5');
    if (value < least || value > most) {
      throw this.error(
        row,
        column,
        `${column} ${text} is out of range`,
        `write a number from ${least} to ${most}`,
      );
    }
    return value;
  }

  count(row: Row, column: string, most?: number): number {
    const value = this.number(row, column, 0, most);
    if (!Number.isInteger(value))
      throw this.error(row, column, `${value} is not a whole number`, 'write it like 12');
    return value;
  }

  /** Milliseconds since 1970 of a date or time in UTC; undefined if blank. */
  date(row: Row, column: string): number | undefined {
    const text = this.text(row, column);
    if (text === '') return undefined;
    const value = readDate(text);
    if (value === undefined)
      throw this.error(row, column, `'${text}' is not a date`, 'write it like 2014-10-16');
    return value;
  }

  requiredDate(row: Row, column: string): number {
    this.required(row, column);
    return this.date(row, column)!;
  }

  /** Where the cell stands; the beginning of the row if there is no such column. */
  place(row: Row, column: string): Place {
    const cell = Math.max(0, this.columns.indexOf(column));
    return { file: this.file, line: row.line, column: this.columnOf(row.line, cell) };
  }

  error(row: Row, column: string, what: string, remedy: string): InputError {
    return new InputError(what, this.place(row, column), remedy);
  }
}

/** Milliseconds since 1970 of `2014-10-16` or `2014-10-16T12:00:00Z` (UTC); undefined if it is neither. */
export function readDate(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z)?$/.exec(text);
  if (match === null) return undefined;
  const value = Date.parse(match[2] === undefined ? `${text}T00:00:00Z` : text);
  const sameDay = !Number.isNaN(value) && new Date(value).toISOString().slice(0, 10) === match[1];
  return sameDay ? value : undefined;
}
