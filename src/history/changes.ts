import { distance } from 'fastest-levenshtein';
import { didYouMean, InputError, oneLine } from '../errors.ts';
import { CHANGE_COLUMNS, type HistoryChange } from './change.ts';
import { ChangeCells } from './change-cells.ts';
import { EXTRA_COLUMNS } from './change-row.ts';
import { IdSet } from './id-set.ts';
import { KeptAside } from './kept-aside.ts';
import { Records, type TableRecord } from './records.ts';

const KNOWN: readonly string[] = [...CHANGE_COLUMNS, ...EXTRA_COLUMNS];

/** What reading finds besides changes. */
export interface Findings {
  aside: KeptAside;
  /** What should be known of the file, in one sentence; called once for each. */
  note?: (sentence: string) => void;
  /** Asked for each row: once it says so, a change_id that comes again is no longer noticed, and no more are held. */
  anyId?: () => boolean;
}

/**
 * Reads the neutral history `changes.csv` (DESIGN, Contracts) as it comes in, in memory that does not grow with it but
 * for the hashes of its ids (see {@link IdSet}). A row that cannot be used is kept aside with its line; a column that is
 * not part of the history is noted and not read, unless its name is a slip of one that is missing.
 *
 * Throws {@link InputError} for a header without the columns that are needed, and where no row can be used.
 */
export function* changesOf(
  file: string,
  chunks: Iterable<string | Uint8Array>,
  findings: Findings,
): Generator<HistoryChange> {
  const reader = new ChangeReader(file, findings);
  for (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end();
}

/** As {@link changesOf}, of text or bytes that are waited for: a file, a pipe. */
export async function* streamChanges(
  file: string,
  chunks: AsyncIterable<string | Uint8Array>,
  findings: Findings,
): AsyncGenerator<HistoryChange> {
  const reader = new ChangeReader(file, findings);
  for await (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end();
}

/** A whole small history at once. Throws {@link InputError} as {@link changesOf} does. */
export function readChanges(
  file: string,
  text: string | Uint8Array,
): { changes: HistoryChange[]; aside: KeptAside; notes: string[] } {
  const [aside, notes] = [new KeptAside(), [] as string[]];
  const changes = [...changesOf(file, [text], { aside, note: (sentence) => notes.push(sentence) })];
  return { changes, aside, notes };
}

/** The same reader for those who hold the loop themselves: {@link push} each chunk, then {@link end}. */
export class ChangeReader {
  private readonly file: string;
  private readonly findings: Findings;
  private readonly records = new Records();
  private readonly ids = new IdSet();
  private cells: ChangeCells | undefined;
  private used = 0;

  constructor(file: string, findings: Findings) {
    this.file = file;
    this.findings = findings;
  }

  *push(chunk: string | Uint8Array): Generator<HistoryChange> {
    for (const record of this.records.push(chunk)) {
      const change = this.read(record);
      if (change !== undefined) yield change;
    }
  }

  *end(): Generator<HistoryChange> {
    for (const record of this.records.end()) {
      const change = this.read(record);
      if (change !== undefined) yield change;
    }
    this.close();
  }

  private read(record: TableRecord): HistoryChange | undefined {
    if (this.cells === undefined) {
      this.cells = this.header(record);
      return undefined;
    }
    const change = record.fault ?? this.cells.read(record.cells);
    if (typeof change === 'string') return this.setAside(change, record);
    if (this.findings.anyId?.() !== true && !this.ids.add(change.changeId))
      return this.setAside('a change_id that stood before', record);
    this.used++;
    return change;
  }

  private setAside(reason: string, { line, cells, text }: TableRecord): undefined {
    const example = shortened(text ?? cells.join(','));
    this.findings.aside.add(reason, { where: `${this.file}:${line}`, example });
  }

  private header({ line, cells, fault }: TableRecord): ChangeCells {
    const wrong = (what: string, remedy: string) => new InputError(what, { file: this.file, line }, remedy);
    if (fault !== undefined) throw wrong(`${fault}, in the header`, 'begin with a line of column names');
    const names = cells.map((cell) => cell.trim());
    const other = names.length === 1 ? /[;\t|\r]/.exec(names[0]!)?.[0] : undefined;
    if (other !== undefined)
      throw wrong(
        `the header has one column, '${oneLine(names[0]!)}'`,
        'divide cells by commas, lines by LF',
      );
    for (const name of ['change_id', 'created_at', 'status']) {
      if (!names.includes(name))
        throw wrong(`no column '${name}'`, `add it to the header (${didYouMean(name, names)})`);
    }
    if (!names.includes('area') && !names.includes('areas'))
      throw wrong(`no column 'area' or 'areas'`, `add one of them (${didYouMean('area', names)})`);
    names.forEach((name, i) => {
      if (!KNOWN.includes(name)) this.strangeColumn(name, names, wrong);
      else if (names.indexOf(name) < i) throw wrong(`column '${name}' twice`, 'keep one of them');
    });
    return new ChangeCells(names);
  }

  private strangeColumn(
    name: string,
    names: readonly string[],
    wrong: (what: string, remedy: string) => InputError,
  ): void {
    const missing = KNOWN.filter((known) => !names.includes(known));
    const slip = missing.find((known) => isSlip(name, known));
    if (slip !== undefined) throw wrong(`unknown column '${name}'`, `did you mean '${slip}'?`);
    this.findings.note?.(`column '${oneLine(name)}' is not part of the history, and was not read`);
  }

  private close(): void {
    const { aside, note } = this.findings;
    if (this.cells === undefined)
      throw new InputError('an empty file', { file: this.file, line: 1 }, 'write a header and rows');
    if (this.used === 0) throw nothingUsable(this.file, aside);
    for (const sentence of this.cells.notes()) note?.(sentence);
    if (this.ids.full) note?.('repeated change_ids were looked for among the first 12 million rows only');
  }
}

/** Nothing that was read can be used: says the most frequent reason. */
export function nothingUsable(file: string, aside: KeptAside): InputError {
  const [most] = aside.list();
  if (most === undefined)
    return new InputError('a header and no rows', { file, line: 1 }, 'add at least one row');
  const what = `none of ${aside.total} rows can be used: ${most.reason} (${most.count})`;
  return new InputError(what, { file }, `mend them; the first is at ${most.examples[0]!.where}`);
}

/** Whether `name` is `known` with other capitals or signs, or with one or two letters wrong. */
function isSlip(name: string, known: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  if (bare(name) === bare(known)) return true;
  return known.length > 5 && Math.abs(name.length - known.length) <= 2 && distance(name, known) <= 2;
}

function shortened(text: string): string {
  const line = oneLine(text.slice(0, 200));
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
