/** A stretch of a text: a record (an object that lies in no other), or what is none, and why. */
export type Piece =
  | { record: string; line: number; fault?: undefined }
  | { record?: undefined; line: number; fault: string; example: string };

/** Characters of one record: a change with its whole conversation stays far below. */
const LONGEST_RECORD = 64_000_000;
/** Characters kept of what cannot be used. */
const EXAMPLE = 200;

const IN_STRING = /["\\\n]/g;
const IN_RECORD = /["{}[\]\n]/g;
const OUTSIDE = /[{\n]/g;
/** How a page or a record begins: nothing of it stands unindented inside a record. */
const BEGINS = /^(?:\{"|\[\{"|\)\]\}')/;
/** What may stand between records: brackets of arrays, commas, and the guard that Gerrit writes before its answers. */
const BETWEEN = /[[\],\s\uFEFF]+|\)\]\}'/g;

/**
 * Divides texts of JSON into records while they come in: objects in arrays of any depth, one or many a line, any number
 * of pages one behind the other. Divides only; what stands between the brackets is for a parser. A record that is cut
 * off costs itself alone: reading goes on at the next line that begins as a record or page begins.
 */
export class JsonSplitter {
  private line = 1;
  private recordLine = 1;
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** The record so far, and its length, which goes on counting where nothing more is kept. */
  private parts: string[] = [];
  private length = 0;
  private strayText = '';
  private strayLine = 1;
  /** The end of a chunk that cannot be judged without what follows. */
  private carry = '';

  *push(text: string): Generator<Piece> {
    const chunk = this.carry + text;
    // Whether a line begins a record shows in its first four characters.
    const unclear = /\n.{0,3}$/.exec(chunk)?.index ?? chunk.length;
    this.carry = chunk.slice(unclear);
    yield* this.scan(chunk.slice(0, unclear), this.carry);
  }

  *end(): Generator<Piece> {
    const last = this.carry;
    this.carry = '';
    yield* this.scan(last, '');
    while (this.depth > 0) yield* this.cutOff('');
    yield* this.strayed();
  }

  private *scan(chunk: string, following: string): Generator<Piece> {
    let from = 0;
    let at = this.escaped ? 1 : 0;
    this.escaped = false;
    while (at < chunk.length) {
      const pattern = this.depth === 0 ? OUTSIDE : this.inString ? IN_STRING : IN_RECORD;
      pattern.lastIndex = at;
      const found = pattern.exec(chunk)?.index ?? chunk.length;
      if (this.depth === 0) this.stray(chunk.slice(at, found));
      if (found === chunk.length) break;
      at = found + 1;
      const sign = chunk[found]!;
      if (sign === '\n') {
        this.line++;
        if (this.depth > 0 && this.beginsAnew(chunk, found, following)) {
          this.keep(chunk.slice(from, at));
          yield* this.cutOff(chunk.slice(at, at + 4) + following);
          from = at;
        }
      } else if (this.depth === 0) {
        yield* this.strayed();
        from = found;
        [this.depth, this.recordLine] = [1, this.line];
      } else if (this.step(sign)) {
        this.keep(chunk.slice(from, at));
        yield this.finished();
      } else if (sign === '\\') at++;
    }
    if (this.depth === 0) return;
    this.escaped = at > chunk.length;
    this.keep(chunk.slice(from));
  }

  /** One sign inside a record; true if it ends the record. */
  private step(sign: string): boolean {
    if (sign === '"') this.inString = !this.inString;
    else if (sign === '{' || sign === '[') this.depth++;
    else if (sign === '}' || sign === ']') this.depth--;
    return this.depth === 0;
  }

  /** Whether the record that is open was cut off before the line break at `at`, since the next line begins another. */
  private beginsAnew(chunk: string, at: number, following: string): boolean {
    const next = (chunk.slice(at + 1, at + 5) + following).slice(0, 4);
    if (!BEGINS.test(next)) return false;
    if (this.inString || next.startsWith(')')) return true;
    // A value of an object stands behind a colon, one of an array behind a comma or bracket.
    const before = (this.parts.at(-1)?.slice(-200) ?? '') + chunk.slice(Math.max(0, at - 200), at);
    return !/[:[,]$/.test(before.trimEnd());
  }

  private keep(text: string): void {
    this.length += text.length;
    if (this.length <= LONGEST_RECORD) this.parts.push(text);
  }

  private finished(): Piece {
    const text = this.parts.join('');
    if (this.length > LONGEST_RECORD)
      return {
        ...this.reset(text),
        fault: `a record of more than ${LONGEST_RECORD / 1e6} million characters`,
      };
    const { line } = this.reset(text);
    return { record: text, line };
  }

  /** The open record ends here without having ended. A line inside of it that begins as a record may well be one. */
  private *cutOff(following: string): Generator<Piece> {
    const text = this.parts.join('');
    const next = /\n(?=\{"|\[\{"|\)\]\}')/.exec(text)?.index ?? text.length;
    const lines = text.slice(0, next).match(/\n/g)?.length ?? 0;
    const { line, example } = this.reset(text.slice(0, next));
    yield { line, example, fault: 'a record that is cut off' };
    if (next === text.length) return;
    this.line = line + lines;
    yield* this.scan(text.slice(next), following);
  }

  private reset(text: string): { line: number; example: string } {
    const found = { line: this.recordLine, example: text.slice(0, EXAMPLE) };
    [this.parts, this.length, this.depth, this.inString] = [[], 0, 0, false];
    return found;
  }

  private stray(text: string): void {
    if (this.strayText.length >= EXAMPLE) return;
    const rest = text.slice(0, 10_000).replace(BETWEEN, ' ').trim();
    if (rest === '') return;
    if (this.strayText === '') this.strayLine = this.line;
    this.strayText += `${this.strayText === '' ? '' : ' '}${rest.slice(0, EXAMPLE)}`;
  }

  private *strayed(): Generator<Piece> {
    if (this.strayText === '') return;
    const html = /^<(!doctype|html|head|body|\?xml|!--)/i.test(this.strayText);
    const fault = html ? 'a page of HTML instead of JSON' : 'text that is no JSON';
    yield { line: this.strayLine, fault, example: this.strayText };
    this.strayText = '';
  }
}
