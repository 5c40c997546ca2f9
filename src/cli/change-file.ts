import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError, oneLine } from '../errors.ts';
import { MOST_AREAS } from '../history/areas.ts';
import type { HistoryChange } from '../history/change.ts';
import { changeHeader, changeRow, EXTRA_COLUMNS, type ExtraColumn } from '../history/change-row.ts';
import { IdSet } from '../history/id-set.ts';
import { KeptAside } from '../history/kept-aside.ts';
import type { Sink } from '../history/sink.ts';
import { whyUnfit } from '../history/unfit.ts';
import { shorter } from './files.ts';
import { cannotWrite, realPath } from './output.ts';

/** Changes held back until it is clear which of the further columns they need. */
const HELD = 5_000;
const FLUSH = 1 << 18;

/** A history on its way to a file that appears whole or not at all. */
export class ChangeFile implements Sink {
  readonly aside = new KeptAside();
  readonly notes = new Set<string>();
  readonly counts = new Map<string, number>();
  /** Changes by area, of as many areas as a person could want to see. */
  readonly areas = new Map<string, number>();
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  private readonly out: string;
  private readonly part: string;
  private readonly ids = new IdSet();
  private held: HistoryChange[] | undefined = [];
  private extra: ExtraColumn[] = [];
  private text = '';
  private descriptor: number | undefined;

  /** Throws {@link InputError} if nothing could be written there. */
  constructor(out: string) {
    this.out = out;
    const target = realPath(out);
    this.part = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
    try {
      if (existsSync(target) && statSync(target).isDirectory())
        throw new InputError('is a folder', { file: out }, 'name a file with --out, such as changes.csv');
      mkdirSync(dirname(target), { recursive: true });
      this.descriptor = openSync(this.part, 'w');
    } catch (error) {
      throw cannotWrite(out, error);
    }
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  change(change: HistoryChange, where = oneLine(change.changeId) || 'no id'): void {
    const unfit = whyUnfit(change);
    const fault = unfit ?? (this.ids.add(change.changeId) ? undefined : 'a change_id that stood before');
    if (fault !== undefined) {
      this.aside.add(fault, { where, example: example(change) });
      return;
    }
    this.counts.set(change.status, (this.counts.get(change.status) ?? 0) + 1);
    const inArea = this.areas.get(change.area);
    if (inArea !== undefined || this.areas.size < MOST_AREAS) this.areas.set(change.area, (inArea ?? 0) + 1);
    this.first = Math.min(this.first, change.createdAt);
    this.last = Math.max(this.last, change.closedAt ?? change.mergedAt ?? change.createdAt);
    if (this.held === undefined) this.write(change);
    else if (this.held.push(change) >= HELD) this.release();
  }

  note(sentence: string): void {
    this.notes.add(sentence);
  }

  /** Gives the file its name. */
  finish(): void {
    this.release();
    try {
      this.flush();
      closeSync(this.descriptor!);
      this.descriptor = undefined;
      renameSync(this.part, realPath(this.out));
    } catch (error) {
      throw cannotWrite(this.out, error);
    }
  }

  /** Leaves nothing behind, unless the file has been finished. */
  discard(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
    rmSync(this.part, { force: true });
  }

  private release(): void {
    const { held } = this;
    if (held === undefined) return;
    this.held = undefined;
    this.extra = EXTRA_COLUMNS.filter((column) => held.some((change) => change[column] !== undefined));
    this.text = changeHeader(this.extra);
    for (const change of held) this.write(change);
  }

  private write(change: HistoryChange): void {
    for (const column of EXTRA_COLUMNS) {
      if (change[column] !== undefined && !this.extra.includes(column))
        this.note(`${column} is known of few changes only, and was left out of ${shorter(this.out)}`);
    }
    this.text += changeRow(change, this.extra);
    if (this.text.length >= FLUSH) this.flush();
  }

  private flush(): void {
    try {
      const bytes = Buffer.from(this.text);
      for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor!, bytes, at);
      this.text = '';
    } catch (error) {
      throw cannotWrite(this.out, error);
    }
  }
}

function example({ changeId, status, createdAt, mergedAt }: HistoryChange): string {
  const time = (ms: number | undefined) =>
    ms === undefined || Number.isNaN(ms) ? '' : `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return oneLine(
    `${changeId} ${status} created ${time(createdAt)}${mergedAt === undefined ? '' : ` merged ${time(mergedAt)}`}`,
  );
}
