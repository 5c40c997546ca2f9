import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import picocolors from 'picocolors';
import { InputError, Interrupted } from '../../errors.ts';
import type { HistoryChange } from '../../history/change.ts';
import { nothingUsable, streamChanges } from '../../history/changes.ts';
import { type Description, describeHistory, type Purpose } from '../../history/describe/describe.ts';
import { implausible, seenOn } from '../../history/describe/seen-on.ts';
import { KeptAside } from '../../history/kept-aside.ts';
import { describeBlocks } from '../../report/describe/blocks.ts';
import type { Block } from '../../report/describe/by-period.ts';
import { describeFiles, isDescribeFile } from '../../report/describe/files.ts';
import { describeJson } from '../../report/describe/json.ts';
import type { Reading } from '../../report/describe/tables.ts';
import { wrapped } from '../../report/proposal/wrap.ts';
import { shorter } from '../files.ts';
import { bytesOf, ensureFile, openCycles } from '../history-files.ts';
import { ensureWritable, writeWhole } from '../output.ts';
import { fontFiles } from '../product.ts';
import { Progress } from '../progress.ts';
import { plainTable } from '../terminal.ts';

export interface DescribeOptions {
  cycles?: string;
  out?: string;
  asOf?: number;
  json?: boolean;
}

/** Says what a history says: tables for a person or one JSON object, and with `out` all of it as CSV and charts. */
export async function describe(path: string, options: DescribeOptions): Promise<void> {
  // Else V8 lets four times as much pile up as is in use before it collects: 100 MB of a million names seen once.
  setFlagsFromString('--heap-growing-percent=20');
  ensureFile(path);
  const cycles = options.cycles === undefined ? undefined : openCycles(options.cycles);
  if (options.out !== undefined)
    ensureWritable(options.out, ['.', path, ...(options.cycles === undefined ? [] : [options.cycles])]);
  const progress = new Progress();
  let interrupted = false;
  const stop = () => {
    interrupted = true;
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const reading: Reading & { cut?: boolean } = { file: shorter(path), aside: new KeptAside(), notes: [] };
  try {
    const read = (purpose: Readonly<Purpose>) => {
      // A second reading finds the same again.
      reading.aside = new KeptAside();
      reading.notes = [];
      return changesIn(path, reading, purpose, options.asOf, (share, rows) => {
        if (interrupted) throw new Interrupted();
        progress.update(
          `${rows.toLocaleString('en-US')} changes, ${Math.floor(100 * share)} % of the file read`,
        );
      });
    };
    // Records that go on after the day show that until then everything was seen.
    const until = () => (reading.cut === true ? options.asOf! - 1 : undefined);
    const description = await describeHistory(read, cycles, until);
    if (options.out !== undefined) {
      progress.update('drawing');
      const files = await describeFiles(description, reading, fontFiles());
      if (interrupted) throw new Interrupted();
      writeWhole(options.out, files, isDescribeFile);
    }
    progress.end();
    tell(description, reading, options);
  } catch (error) {
    if (error instanceof Interrupted) process.stderr.write('interrupted: nothing was written\n');
    throw error;
  } finally {
    progress.end();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function* changesIn(
  path: string,
  reading: Reading & { cut?: boolean },
  purpose: Readonly<Purpose>,
  asOf: number | undefined,
  tick: (share: number, rows: number) => void,
): AsyncGenerator<HistoryChange> {
  const { size } = statSync(path);
  const now = Date.now();
  const { aside } = reading;
  let [bytes, rows, later] = [0, 0, 0];
  const note = (sentence: string) => {
    reading.notes = [...reading.notes, sentence];
  };
  const findings = { aside, note, anyId: () => purpose.areasAlone };
  const chunks = bytesOf(path, (more) => {
    bytes += more;
  });
  for await (const change of streamChanges(reading.file, chunks, findings)) {
    if (++later % 1024 === 0) tick(bytes / Math.max(1, size), later);
    const fault = implausible(change, now);
    if (fault !== undefined) {
      aside.add(fault, {
        where: `${reading.file}, change ${change.changeId.slice(0, 60)}`,
        example: change.changeId.slice(0, 60),
      });
      continue;
    }
    const seen = asOf === undefined ? change : seenOn(change, asOf);
    if (seen === undefined || (seen.status === 'open' && change.status !== 'open')) reading.cut = true;
    if (seen === undefined) continue;
    rows++;
    yield seen;
  }
  if (rows > 0) return;
  if (later > 0 && asOf !== undefined && aside.total < later)
    throw new InputError(
      `nothing was created before ${new Date(asOf).toISOString().slice(0, 10)}`,
      { file: reading.file },
      'give a later day with --as-of',
    );
  throw nothingUsable(reading.file, aside);
}

function tell(description: Description, reading: Reading, options: DescribeOptions): void {
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(describeJson(description, reading))}\n`);
    return;
  }
  const colors = picocolors.createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);
  const parts = describeBlocks(description, reading).map((block) => shown(block, colors.bold));
  process.stdout.write(`${parts.join('\n\n')}\n`);
  if (options.out !== undefined) process.stdout.write(`\nTables and charts: ${options.out}/\n`);
}

const WIDTH = 80;

function shown({ heading, sentences, head, rows, below }: Block, bold: (text: string) => string): string {
  const lines = [bold(heading), ...sentences.flatMap((sentence) => wrapped(sentence, WIDTH))];
  if (head !== undefined && rows !== undefined)
    lines.push('', plainTable(headLines(head, rows), rows).replace(/ +$/gm, ''));
  for (const sentence of below ?? []) lines.push(...wrapped(sentence, WIDTH));
  return lines.join('\n');
}

/** Heads of columns on as few lines as let the table fit into {@link WIDTH}. */
function headLines(head: readonly string[], rows: readonly string[][]): string[] {
  const broken = (most: number) =>
    head.map((name, i) => {
      const cells = rows.map((row) => (row[i] ?? '').length);
      const words = name.split(' ').map((word) => word.length);
      return { name, width: Math.max(...cells, ...words, Math.min(most, name.length)) };
    });
  const fits = (columns: { width: number }[]) =>
    columns.reduce((sum, { width }) => sum + width + 2, -2) <= WIDTH;
  let most = 16;
  while (most > 1 && !fits(broken(most))) most--;
  const lines = broken(most).map(({ name, width }) => wrapped(name, width));
  const high = Math.max(...lines.map((one) => one.length));
  return lines.map((one) => [...new Array<string>(high - one.length).fill(''), ...one].join('\n'));
}
