import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../errors.ts';
import { cannotWrite } from './output.ts';

/**
 * What an interrupted run has finished, kept beside the results' folder and never in it: one line of JSON that names the
 * run, then the rows as doubles.
 */
export function saveRows(file: string, run: string, rows: readonly Float64Array[]): void {
  const length = rows[0]?.length ?? 0;
  const head = Buffer.from(`${JSON.stringify({ run, length, rows: rows.length })}\n`);
  const bodies = rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength));
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, Buffer.concat([head, ...bodies]));
    renameSync(`${file}.part`, file);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** The rows that the same run has left. Throws InputError if there are none, or if they are of another run. */
export function loadRows(file: string, run: string): Float64Array[] {
  const remedy = 'run without --resume';
  if (!existsSync(file)) throw new InputError('nothing to resume', { file }, remedy);
  const bytes = readFileSync(file);
  const end = bytes.indexOf('\n');
  const head = readHead(bytes.subarray(0, Math.max(0, end)).toString());
  if (head === undefined || bytes.length !== end + 1 + head.rows * head.length * 8)
    throw new InputError('this is damaged', { file }, remedy);
  if (head.run !== run)
    throw new InputError('this was left by a run of other inputs, seed or version', { file }, remedy);
  const size = head.length * 8;
  return Array.from({ length: head.rows }, (_, i) => {
    const copy = bytes.subarray(end + 1 + i * size, end + 1 + (i + 1) * size);
    return new Float64Array(copy.buffer.slice(copy.byteOffset, copy.byteOffset + size));
  });
}

function readHead(text: string): { run: string; length: number; rows: number } | undefined {
  try {
    const { run, length, rows } = JSON.parse(text) as Record<string, unknown>;
    if (typeof run !== 'string' || !Number.isInteger(length) || !Number.isInteger(rows)) return undefined;
    return { run, length: length as number, rows: rows as number };
  } catch {
    return undefined;
  }
}

export function forgetRows(file: string): void {
  rmSync(file, { force: true });
}
