import { createReadStream, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { InputError, type Place } from '../errors.ts';
import { readCsv } from '../history/csv.ts';
import { type ReleaseCycle, readReleaseCycles } from '../history/cycles.ts';
import { readText, shorter } from './files.ts';

/** Throws InputError unless `path` is an ordinary file. */
export function ensureFile(path: string): void {
  const place: Place = { file: shorter(path) };
  const stat = statSync(path, { throwIfNoEntry: false });
  // Says which file was probably meant.
  if (stat === undefined) readText(path, place);
  if (stat?.isDirectory() === true) throw new InputError('this is a folder', place, 'name a file of changes');
  if (stat?.isFile() !== true) throw new InputError('no ordinary file', place, 'name a file of changes');
}

/** The bytes of a file of any size, unpacked if it is packed; `read` is told how many bytes of the file were taken. */
export async function* bytesOf(path: string, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const place: Place = { file: shorter(path) };
  const file = createReadStream(path, { highWaterMark: 1 << 16 });
  file.on('data', (chunk) => read(chunk.length));
  file.pause();
  const packed = path.endsWith('.gz');
  const stream = packed ? file.pipe(createGunzip()) : file;
  if (packed) file.on('error', (error) => stream.destroy(error));
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code.startsWith('Z_'))
      throw new InputError(`no whole gzip file (${code})`, place, 'pack it again with gzip');
    throw new InputError(`cannot be read (${code})`, place, 'check its permissions');
  } finally {
    file.destroy();
  }
}

/** Release cycles of a `cycles.csv`. Throws InputError. */
export function openCycles(path: string): ReleaseCycle[] {
  return readReleaseCycles(readCsv(shorter(path), readText(path, { file: shorter(path) })));
}
