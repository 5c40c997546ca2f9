import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { InputError } from '../errors.ts';
import { Columns, type RowReader } from '../experiment/columns.ts';
import type { RowStore } from '../experiment/row-store.ts';
import { cannotWrite } from './output.ts';

/** Which run the rows are of, and how many numbers each has. */
export interface Rows {
  run: string;
  length: number;
}

const FORMAT = 1;
/** A longer first line is none that was written here. */
const MOST_OF_HEAD = 1_000;
const REMEDY = 'run without --resume';

/**
 * The rows of a run in a file beside the results' folder and never in it: memory does not grow with replications, and
 * whatever stops the run leaves a state from which it can go on. One line of JSON that names the run, then the rows, each
 * as doubles and a checksum. Each row has its place, so that even two processes that go on with the same run only write
 * the same bytes.
 */
export class Spool implements RowStore, RowReader {
  count = 0;
  private readonly file: string;
  private readonly descriptor: number;
  private readonly head: number;
  private readonly length: number;
  /** One row as it stands in the file: numbers, checksum, 4 bytes of nothing. */
  private readonly bytes: Buffer;
  private readonly numbers: Float64Array;
  private readonly columns: Columns;

  private constructor(file: string, descriptor: number, head: number, length: number) {
    this.file = file;
    this.descriptor = descriptor;
    this.head = head;
    this.length = length;
    this.numbers = new Float64Array(length + 1);
    this.bytes = Buffer.from(this.numbers.buffer);
    this.columns = new Columns(this, length);
  }

  /** Begins anew. What stands at the place is replaced; who still writes there goes on without a name. */
  static begin(file: string, { run, length }: Rows): Spool {
    const head = Buffer.from(`${JSON.stringify({ format: FORMAT, run, length })}\n`);
    const part = `${file}.${process.pid}`;
    try {
      mkdirSync(dirname(file), { recursive: true });
      const descriptor = openSync(part, 'w+');
      writeWholly(descriptor, head, 0);
      renameSync(part, file);
      return new Spool(file, descriptor, head.length, length);
    } catch (error) {
      rmSync(part, { force: true });
      throw cannotWrite(file, error);
    }
  }

  /** Goes on with what the same run has left; a row that was not written to its end is dropped. */
  static resume(file: string, { run, length }: Rows): Spool {
    if (!existsSync(file)) throw new InputError('nothing to resume', { file }, REMEDY);
    const descriptor = openToWrite(file);
    try {
      const found = readHead(descriptor);
      if (found === undefined || (found.run === run && found.length !== length))
        throw new InputError('this is damaged', { file }, REMEDY);
      if (found.run !== run)
        throw new InputError('this was left by a run of other inputs, seed or version', { file }, REMEDY);
      const spool = new Spool(file, descriptor, found.end, length);
      spool.countWhole();
      return spool;
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  add(row: Float64Array): void {
    this.numbers.set(row);
    this.bytes.writeUInt32LE(this.checksum(this.count), this.length * 8);
    try {
      writeWholly(this.descriptor, this.bytes, this.placeOf(this.count));
    } catch (error) {
      throw cannotWrite(this.file, error);
    }
    this.count++;
  }

  row(replication: number): Float64Array {
    readWholly(this.descriptor, this.bytes, this.placeOf(replication));
    return this.numbers.slice(0, this.length);
  }

  column(at: number, rows: number): Float64Array {
    return this.columns.column(at, rows);
  }

  readColumns(rows: number, from: number, width: number, into: Float64Array): void {
    const part = this.bytes.subarray(0, width * 8);
    for (let k = 0; k < rows; k++) {
      readWholly(this.descriptor, part, this.placeOf(k) + from * 8);
      for (let i = 0; i < width; i++) into[i * rows + k] = this.numbers[i]!;
    }
  }

  /** Leaves the rows for --resume. */
  close(): void {
    closeSync(this.descriptor);
  }

  /** Deletes them. */
  forget(): void {
    this.close();
    rmSync(this.file, { force: true });
  }

  private placeOf(replication: number): number {
    return this.head + replication * this.bytes.length;
  }

  private checksum(replication: number): number {
    return crc32(this.bytes.subarray(0, this.length * 8), replication);
  }

  /** Counts the rows up to the first that is not whole; what follows will be written over. */
  private countWhole(): void {
    const { size } = fstatSync(this.descriptor);
    while (this.placeOf(this.count + 1) <= size && this.isWhole(this.count)) this.count++;
  }

  private isWhole(replication: number): boolean {
    readWholly(this.descriptor, this.bytes, this.placeOf(replication));
    return this.bytes.readUInt32LE(this.length * 8) === this.checksum(replication);
  }
}

function openToWrite(file: string): number {
  try {
    return openSync(file, 'r+');
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

function readHead(descriptor: number): (Rows & { end: number }) | undefined {
  const bytes = Buffer.alloc(MOST_OF_HEAD);
  const text = bytes.subarray(0, readSync(descriptor, bytes, 0, MOST_OF_HEAD, 0)).toString('latin1');
  const end = text.indexOf('\n') + 1;
  try {
    const { format, run, length } = JSON.parse(text.slice(0, end)) as Record<string, unknown>;
    if (format !== FORMAT || typeof run !== 'string' || !Number.isInteger(length)) return undefined;
    return { run, length: length as number, end };
  } catch {
    return undefined;
  }
}

function writeWholly(descriptor: number, bytes: Buffer, place: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(descriptor, bytes, done, bytes.length - done, place + done);
}

/** Throws if the file has become shorter, which somebody else must have done. */
function readWholly(descriptor: number, bytes: Buffer, place: number): void {
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(descriptor, bytes, done, bytes.length - done, place + done);
    if (read === 0) throw new Error('the rows of this run have been cut off by another program');
    done += read;
  }
}
