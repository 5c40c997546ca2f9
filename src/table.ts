import { didYouMean, InputError, type Place } from './errors.ts';

export interface Row {
  /** Line of the file on which the row begins, from 1. */
  line: number;
  cells: readonly string[];
}

/** Rows of text from a user's file, read cell by cell; every complaint names file, line and column. */
export class Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];

  constructor(file: string, columns: readonly string[], rows: readonly Row[]) {
    this.file = file;
    this.columns = columns;
    this.rows = rows;
  }

  /** Throws {@link InputError} unless every required column is there and every other one is known. */
  expect(required: readonly string[], optional: readonly string[] = []): this {
    for (const column of required) {
      if (this.columns.includes(column)) continue;
      const near = didYouMean(column, this.columns);
      throw new InputError(
        `no column '${column}'`,
        { file: this.file, line: 1, column: 1 },
        `add it to the header (${near})`,
      );
    }
    const known = [...required, ...optional];
    this.columns.forEach((column, i) => {
      if (known.includes(column)) return;
      throw new InputError(
        `unknown column '${column}'`,
        { file: this.file, line: 1, column: i + 1 },
        didYouMean(column, known),
      );
    });
    if (this.rows.length === 0) {
      throw new InputError(
        'a header and no rows',
        { file: this.file, line: 1, column: 1 },
        'add at least one row',
      );
    }
    return this;
  }

  /** The cell's text, '' if blank or if the column is not there. */
  text(row: Row, column: string): string {
    return row.cells[this.columns.indexOf(column)]?.trim() ?? '';
  }

  /** The cell's parts between semicolons. */
  list(row: Row, column: string): string[] {
    const text = this.text(row, column);
    return text === '' ? [] : text.split(';').map((part) => part.trim());
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

  count(row: Row, column: string): number {
    const value = this.number(row, column);
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

  place(row: Row, column: string): Place {
    return { file: this.file, line: row.line, column: this.columns.indexOf(column) + 1 };
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
