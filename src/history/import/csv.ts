import { didYouMean, InputError, oneLine } from '../../errors.ts';
import { CHANGE_COLUMNS, type HistoryChange } from '../change.ts';
import { EXTRA_COLUMNS } from '../change-row.ts';
import { decodeUtf8, Records, type TableRecord } from '../records.ts';
import type { Sink } from '../sink.ts';
import { whyUnfit } from '../unfit.ts';
import { RowReader, type TableOptions } from './csv-row.ts';
import { UNDECIDED } from './table-times.ts';

/** Rows held back until one tells whether days or months stand first in dates. */
const MOST_HELD = 100_000;
const NO_ORDER = 'a date of which nothing in the table tells whether the day or the month stands first';
const KNOWN: readonly string[] = [...CHANGE_COLUMNS, ...EXTRA_COLUMNS];

/**
 * Reads any table with a header as it comes in: cells divided by commas, semicolons, tabs or bars, in UTF-8 or, row by
 * row where that fails, windows-1252. Throws {@link InputError} where the header lacks what is needed.
 */
export class TableImport {
  private readonly file: string;
  private readonly options: TableOptions;
  private readonly sink: Sink;
  private records: Records | undefined;
  private first = '';
  private row: RowReader | undefined;
  private columns = 0;
  private held: TableRecord[] = [];
  private western = 0;

  constructor(file: string, options: TableOptions, sink: Sink) {
    this.file = file;
    this.options = options;
    this.sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (this.records !== undefined) {
      this.take(this.records.push(chunk));
      return;
    }
    this.first += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    if (this.first.includes('\n') || this.first.length > 1_000_000) this.begin();
  }

  end(): void {
    this.begin();
    this.take(this.records!.end());
    if (this.row === undefined)
      throw new InputError('an empty file', { file: this.file, line: 1 }, 'give a header and rows');
    for (const record of this.held)
      this.setAside(
        'a date of which nothing in the table tells whether the day or the month stands first',
        record,
      );
    if (this.western > 0) this.sink.note(`${this.western} rows are not UTF-8: read as windows-1252`);
    for (const sentence of this.row.notes()) this.sink.note(sentence);
  }

  private begin(): void {
    if (this.records !== undefined) return;
    const excel = /^(?:\u00EF\u00BB\u00BF)?sep=(.)\r?\n/.exec(this.first);
    const text = excel === null ? this.first : this.first.slice(excel[0].length);
    const delimiter = excel?.[1] ?? delimiterOf(text.split('\n')[0]!);
    this.records = new Records((cells) => this.decode(cells), delimiter);
    this.first = '';
    this.take(this.records.push(Buffer.from(text, 'latin1')));
  }

  private decode(cells: string[]): undefined {
    const raw = [...cells];
    if (decodeUtf8(cells) === undefined) return;
    this.western++;
    for (const [i, cell] of raw.entries()) cells[i] = western.decode(Buffer.from(cell, 'latin1'));
  }

  private take(records: Iterable<TableRecord>): void {
    for (const record of records) this.read(record);
  }

  private read(record: TableRecord): void {
    if (this.row === undefined) {
      this.row = this.header(record);
      return;
    }
    const { fault, cells } = record;
    if (fault !== undefined) this.setAside(fault, record);
    else if (cells.length !== this.columns) this.setAside('a wrong number of cells', record);
    else this.told(this.row.read(cells), record);
  }

  private told(change: HistoryChange | string, record: TableRecord): void {
    if (this.row!.decided) this.release();
    if (change === UNDECIDED) {
      if (this.held.length < MOST_HELD) this.held.push(record);
      else this.setAside(NO_ORDER, record);
      return;
    }
    const reason = typeof change === 'string' ? change : whyUnfit(change);
    if (reason !== undefined) this.setAside(reason, record);
    else this.sink.change(change as HistoryChange, `${this.file}:${record.line}`);
  }

  /** Reads what was held back, once the order of day and month is known. */
  private release(): void {
    const { held } = this;
    this.held = [];
    for (const record of held) this.told(this.row!.read(record.cells), record);
  }

  private setAside(reason: string, { line, cells, text }: TableRecord): void {
    const example = oneLine((text ?? cells.join(',')).slice(0, 120));
    this.sink.aside.add(reason, { where: `${this.file}:${line}`, example });
  }

  private header({ line, cells, fault }: TableRecord): RowReader {
    const wrong = (what: string, remedy: string) => new InputError(what, { file: this.file, line }, remedy);
    if (fault !== undefined) throw wrong(`${fault}, in the header`, 'begin with a line of column names');
    this.columns = cells.length;
    const headers = cells.map((cell) => cell.trim());
    const at = new Map<string, number>();
    for (const [column, header] of this.options.columns) {
      const found = headers.indexOf(header);
      if (found < 0) throw wrong(`no column '${oneLine(header)}' for ${column}`, didYouMean(header, headers));
      if (headers.lastIndexOf(header) !== found)
        throw wrong(`column '${oneLine(header)}' twice`, 'give one of them another name');
      at.set(column, found);
    }
    for (const [i, header] of headers.entries()) {
      if (KNOWN.includes(header) && !at.has(header)) at.set(header, i);
    }
    for (const column of ['change_id', 'created_at']) {
      if (at.has(column)) continue;
      const remedy = `map one of its columns with --columns ${column}=…; it has ${oneLine(headers.slice(0, 20).join(', '))}`;
      throw wrong(`no column for ${column}`, remedy);
    }
    return new RowReader(at, this.options, (sentence) => this.sink.note(sentence));
  }
}

const western = new TextDecoder('windows-1252');

/** The sign that divides most cells of a header. */
function delimiterOf(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const counts = [',', ';', '\t', '|'].map((sign) => [sign, bare.split(sign).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
