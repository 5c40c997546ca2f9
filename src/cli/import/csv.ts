import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError, Interrupted } from '../../errors.ts';
import { TableImport } from '../../history/import/csv.ts';
import { Zone } from '../../history/import/zone.ts';
import type { Sink } from '../../history/sink.ts';
import type { ImportRequest } from './request.ts';

/** Reads a table from a file, which may be compressed (`.gz`), or from standard input (`-`). */
export async function importCsv(request: ImportRequest, sink: Sink): Promise<void> {
  const { source, columns, people, areas, progress, signal } = request;
  const zone = new Zone(request.timezone);
  const table = new TableImport(source, { columns, zone, people, areas }, sink);
  const bytes = bytesOf(source);
  const stop = () => bytes.destroy();
  signal.addEventListener('abort', stop);
  let read = 0;
  try {
    for await (const chunk of decoded(bytes)) {
      if (signal.aborted) throw new Interrupted();
      table.push(chunk);
      read += chunk.length;
      progress(`${(read / 1e6).toFixed(0)} MB`);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof InputError) throw error;
    if (!code.startsWith('Z_')) throw cannotRead(source, code);
    sink.note(`the compressed file is damaged or cut off (${code}): what came before was read`);
  } finally {
    signal.removeEventListener('abort', stop);
  }
  table.end();
}

function bytesOf(source: string): Readable {
  if (source === '-') return process.stdin;
  try {
    if (statSync(source).isDirectory()) throw new InputError('is a folder', { file: source }, 'name a table');
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw cannotRead(source, (error as NodeJS.ErrnoException).code ?? '');
  }
  const file = createReadStream(source, { highWaterMark: 1 << 18 });
  if (!source.endsWith('.gz')) return file;
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  return file.pipe(unzipped);
}

/** UTF-16, which spreadsheets write, as UTF-8; other bytes as they are. */
async function* decoded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const chunk of chunks) {
    if (first) {
      const mark = chunk.subarray(0, 2).toString('hex');
      if (mark === 'fffe') decoder = new TextDecoder('utf-16le');
      if (mark === 'feff') decoder = new TextDecoder('utf-16be');
      first = false;
    }
    yield decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
}

function cannotRead(source: string, code: string): InputError {
  const what = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
  return new InputError(what, { file: source }, 'check the path');
}
