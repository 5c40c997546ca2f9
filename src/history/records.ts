/** Characters of one record; a longer one is set aside, whether its quotes are open or its cells endless. */
const LONGEST = 1_000_000;

/** One record of a table: its cells, or why it has none that can be used. */
export interface TableRecord {
  /** Line on which it begins, from 1. */
  line: number;
  cells: readonly string[];
  fault?: string;
  /** What stands there, where it is at fault. */
  text?: string;
}

/**
 * Divides RFC 4180 text into records as it comes in. A quote that is never closed costs its own line and no more: what
 * follows is read again as lines. That, and that faults are told and not thrown, is why a parser that stops at the
 * first fault (csv-parse, which reads the small tables) does not serve here.
 *
 * Bytes are divided first and decoded cell by cell, so that a record that is not UTF-8 spoils no other.
 */
export class Records {
  private rest = '';
  /** Whether texts are bytes, one character each. */
  private bytes = false;
  private begun = false;
  private line = 1;
  /** Within a line that is too long to be kept, up to its end. */
  private skipping = false;
  private readonly delimiter: string;
  private readonly decode: (cells: string[]) => string | undefined;

  /** `decode` turns cells of bytes (characters up to U+00FF) into text, or says why they cannot be. */
  constructor(decode: (cells: string[]) => string | undefined = decodeUtf8, delimiter = ',') {
    this.decode = decode;
    this.delimiter = delimiter;
  }

  *push(chunk: string | Uint8Array): Generator<TableRecord> {
    this.bytes = typeof chunk !== 'string';
    const text =
      typeof chunk === 'string'
        ? chunk
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    this.rest = this.rest === '' ? text : this.rest + text;
    if (!this.begun && this.rest.length >= 3) this.begin();
    yield* this.divide(false);
  }

  *end(): Generator<TableRecord> {
    if (!this.begun) this.begin();
    yield* this.divide(true);
  }

  private begin(): void {
    this.begun = true;
    this.rest = this.rest.replace(/^(?:\uFEFF|\u00EF\u00BB\u00BF)/, '');
  }

  private *divide(last: boolean): Generator<TableRecord> {
    const text = this.rest;
    let at = this.skipping ? this.skip(text) : 0;
    while (at < text.length) {
      const [line, from] = [this.line, at];
      let end = text.indexOf('\n', from);
      if (end < 0 && !last) {
        if (text.length - from > LONGEST) {
          yield this.tooLong(line, text, from);
          at = text.length;
          this.skipping = true;
        }
        break;
      }
      if (end < 0) end = text.length;
      const whole = text.slice(from, text.charCodeAt(end - 1) === 13 && end > from ? end - 1 : end);
      at = end + 1;
      this.line++;
      if (!whole.includes('"')) {
        if (whole.length > LONGEST) yield this.tooLong(line, text, from);
        else if (whole.trim() !== '') yield this.record(line, whole.split(this.delimiter), whole);
        continue;
      }
      const quoted = quotedCells(text, from, this.delimiter, last);
      if (quoted === undefined) {
        at = from;
        this.line = line;
        break;
      }
      if (quoted.cells === undefined) {
        yield { line, cells: [], fault: quoted.fault, text: this.shown(whole) };
        continue;
      }
      at = quoted.end;
      this.line = line + quoted.breaks + 1;
      yield this.record(line, quoted.cells, text.slice(from, at));
    }
    this.rest = at >= text.length ? '' : text.slice(at);
  }

  private skip(text: string): number {
    const end = text.indexOf('\n');
    if (end < 0) return text.length;
    this.skipping = false;
    this.line++;
    return end + 1;
  }

  private record(line: number, cells: string[], whole: string): TableRecord {
    if (!this.bytes || !NOT_ASCII.test(whole)) return { line, cells };
    const fault = this.decode(cells);
    return fault === undefined ? { line, cells } : { line, cells: [], fault, text: this.shown(whole) };
  }

  private tooLong(line: number, text: string, from: number): TableRecord {
    return {
      line,
      cells: [],
      fault: TOO_LONG,
      text: this.shown(text.slice(from, from + 200)),
    };
  }

  private shown(text: string): string {
    const short = text.slice(0, 200);
    return this.bytes ? Buffer.from(short, 'latin1').toString('utf8') : short;
  }
}

const TOO_LONG = `a row of more than ${LONGEST.toLocaleString('en-US')} characters`;
const BAD_QUOTE = 'a quote that is not closed or stands inside a cell';
const NOT_ASCII = /[\u0080-\u00ff]/;

type Quoted = { cells: string[]; end: number; breaks: number } | { cells?: undefined; fault: string };

/** Cells of a record that holds quotes, or why there are none; undefined if its end has not come in yet. */
function quotedCells(text: string, from: number, delimiter: string, last: boolean): Quoted | undefined {
  const cells: string[] = [];
  let [at, breaks] = [from, 0];
  for (;;) {
    if (at - from > LONGEST) return { fault: TOO_LONG };
    if (text.charCodeAt(at) !== QUOTE) {
      const end = plainEnd(text, at, delimiter);
      const cell = text.slice(at, end);
      if (cell.includes('"')) return { fault: BAD_QUOTE };
      const stop = text[end] === delimiter;
      cells.push(stop || !cell.endsWith('\r') ? cell : cell.slice(0, -1));
      if (!stop && end >= text.length && !last) return undefined;
      if (!stop) return { cells, end: end + 1, breaks };
      at = end + 1;
      continue;
    }
    const close = closingQuote(text, at + 1);
    if (close < 0 || (close + 2 >= text.length && !last)) {
      if (text.length - from > LONGEST) return { fault: TOO_LONG };
      return last ? { fault: BAD_QUOTE } : undefined;
    }
    if (close - from > LONGEST) return { fault: TOO_LONG };
    const cell = text.slice(at + 1, close).replaceAll('""', '"');
    for (let i = cell.indexOf('\n'); i >= 0; i = cell.indexOf('\n', i + 1)) breaks++;
    cells.push(cell);
    at = close + 1;
    if (text[at] === delimiter) at++;
    else if (at >= text.length || text[at] === '\n') return { cells, end: at + 1, breaks };
    else if (text[at] === '\r' && (at + 1 >= text.length || text[at + 1] === '\n'))
      return { cells, end: at + 2, breaks };
    else return { fault: BAD_QUOTE };
  }
}

const QUOTE = 34;

/** Where the cell that begins at `at` without a quote ends: at a delimiter, a line break or the end. */
function plainEnd(text: string, at: number, delimiter: string): number {
  const stop = text.indexOf(delimiter, at);
  const end = text.indexOf('\n', at);
  const line = end < 0 ? text.length : end;
  return stop < 0 ? line : Math.min(stop, line);
}

/** The quote that closes a cell whose content begins at `at`; -1 if there is none yet. */
function closingQuote(text: string, at: number): number {
  for (let quote = text.indexOf('"', at); quote >= 0; quote = text.indexOf('"', quote + 2)) {
    if (text.charCodeAt(quote + 1) !== QUOTE) return quote;
  }
  return -1;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes cells of bytes in place. */
export function decodeUtf8(cells: string[]): string | undefined {
  try {
    for (let i = 0; i < cells.length; i++) {
      if (NOT_ASCII.test(cells[i]!)) cells[i] = utf8.decode(Buffer.from(cells[i]!, 'latin1'));
    }
    return undefined;
  } catch {
    return 'not UTF-8 text';
  }
}
