import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { InputError, Interrupted } from '../../errors.ts';
import type { Export } from '../../history/import/gerrit.ts';
import type { SavedFile } from '../../history/import/json-records.ts';
import type { Sink } from '../../history/sink.ts';
import { isAddress } from '../live/address.ts';
import type { Live } from '../live/crawl.ts';
import { Partial } from '../live/partial.ts';
import type { ImportRequest } from './request.ts';

type Reader = (given: Export, sink: Sink) => Promise<void>;

/**
 * Reads an export: a file, a folder of saved pages, standard input (`-`), or a server, of which pages are kept beside the
 * history until it is written. Returns what is to be done once it is.
 */
export async function importExport(
  request: ImportRequest,
  sink: Sink,
  reader: Reader,
  live: (request: ImportRequest) => Live,
): Promise<(() => void) | undefined> {
  const { source, people, areas, progress, signal } = request;
  const read = (files: Export['files'], whole: boolean) =>
    reader(
      { source, files, whole, people, areas, progress: (changes) => progress(`${changes} changes`) },
      sink,
    );
  if (!isAddress(source)) {
    await read(watched(filesOf(source, sink), signal), false);
    return undefined;
  }
  const partial = await fetchAll(request, live(request), sink);
  await read(watched(partial.files(), signal), true);
  return () => partial.discard();
}

async function fetchAll({ out, progress, signal }: ImportRequest, live: Live, sink: Sink): Promise<Partial> {
  const partial = new Partial(out, live.name);
  const say = (text: string) => process.stderr.write(`${text}\n`);
  if (partial.resumes)
    say(`going on after ${partial.pages} pages in ${partial.folder}, begun ${partial.begun}`);
  if (partial.replaced) say(`${partial.folder} held pages of another source: begun anew`);
  try {
    if (partial.cursor !== null) {
      for await (const { text, changes, cursor } of live.crawl(partial.cursor)) {
        partial.add(text, changes, cursor);
        progress(`${partial.changes} changes, ${partial.pages} pages read`);
        if (signal.aborted) throw new Interrupted();
      }
    }
  } catch (error) {
    if (partial.pages === 0) partial.discard();
    else say(`${partial.pages} pages are kept in ${partial.folder}: the same command goes on from there`);
    throw error;
  }
  for (const note of live.notes) sink.note(note);
  return partial;
}

/** Stops between pieces when asked to. */
async function* watched(files: Iterable<SavedFile>, signal: AbortSignal): AsyncGenerator<SavedFile> {
  const pieces = async function* (chunks: SavedFile['chunks']) {
    for await (const chunk of chunks) {
      if (signal.aborted) throw new Interrupted();
      yield chunk;
    }
  };
  for (const { name, chunks } of files) yield { name, chunks: pieces(chunks) };
}

/** Files of an export: one, or all of JSON in a folder and those in it, in order of their names. */
function filesOf(source: string, sink: Sink): SavedFile[] {
  if (source === '-') return [{ name: '-', chunks: process.stdin }];
  const wrong = (what: string) =>
    new InputError(what, { file: source }, 'name a file, a folder of saved pages, or https://…');
  try {
    const stat = statSync(source);
    if (!stat.isDirectory()) return [{ name: source, chunks: bytesOf(source, sink) }];
    const names = readdirSync(source, { recursive: true, encoding: 'utf8' }).sort(byNumbers);
    const pages = names
      .filter((name) => /\.(json|jsonl|ndjson|txt)(\.gz)?$/i.test(name))
      .map((name) => join(source, name));
    if (pages.length === 0) throw wrong('a folder without files of JSON');
    return pages.map((name) => ({ name, chunks: bytesOf(name, sink) }));
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`);
  }
}

/** `page2` before `page10`. */
function byNumbers(a: string, b: string): number {
  return new Intl.Collator('en', { numeric: true }).compare(a, b);
}

/** Opened when it is its turn; what comes before damage is read. */
async function* bytesOf(file: string, sink: Sink): AsyncGenerator<Uint8Array> {
  const raw = createReadStream(file, { highWaterMark: 1 << 18 });
  const stream = file.endsWith('.gz')
    ? raw.on('error', (error) => stream.destroy(error)).pipe(createGunzip())
    : raw;
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === '') throw error;
    if (!code.startsWith('Z_')) throw new InputError(`cannot be read (${code})`, { file }, 'check the path');
    sink.note(`${file} is damaged or cut off (${code}): what came before was read`);
  }
}
