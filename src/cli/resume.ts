import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../errors.ts';

/**
 * What an interrupted run has finished, kept beside the results' folder and never in it: one line of JSON that names the
 * run, then the rows as doubles.
 */
export function saveRows(file: string, run: string, rows: readonly Float64Array[]): void {
  const length = rows[0]?.length ?? 0;
  const head = Buffer.from(`${JSON.stringify({ run, length, rows: rows.length })}\n`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    Buffer.concat([head, ...rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))]),
  );
}

/** The rows that the same run has left. Throws InputError if there are none, or if they are of another run. */
export function loadRows(file: string, run: string): Float64Array[] {
  if (!existsSync(file)) throw new InputError('nothing to resume', { file }, 'run without --resume');
  const bytes = readFileSync(file);
  const end = bytes.indexOf('\n');
  const head = JSON.parse(bytes.subarray(0, end).toString()) as { run: string; length: number; rows: number };
  if (head.run !== run) {
    throw new InputError(
      'this was left by a run of other inputs, seed or version',
      { file },
      'run without --resume',
    );
  }
  const size = head.length * 8;
  return Array.from({ length: head.rows }, (_, i) => {
    const copy = bytes.subarray(end + 1 + i * size, end + 1 + (i + 1) * size);
    return new Float64Array(copy.buffer.slice(copy.byteOffset, copy.byteOffset + size));
  });
}

export function forgetRows(file: string): void {
  rmSync(file, { force: true });
}
