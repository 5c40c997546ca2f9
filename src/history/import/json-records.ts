import { oneLine } from '../../errors.ts';
import type { Sink } from '../sink.ts';
import { type Chunks, decoded } from './decode.ts';
import { JsonSplitter, type Piece } from './json-splitter.ts';

/** A file of records, or a page that was fetched. */
export interface SavedFile {
  name: string;
  chunks: Chunks;
}

/** An object as it was parsed; nothing is known of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** A record and where it stands. */
export interface FoundRecord {
  fields: Fields;
  /** `file:line` */
  where: string;
  file: string;
  /** What it says, shortened. */
  example: string;
}

/** Records of files, one after the other; what cannot be read is kept aside with its place. */
export async function* recordsOf(
  files: AsyncIterable<SavedFile> | Iterable<SavedFile>,
  sink: Sink,
): AsyncGenerator<FoundRecord> {
  let undecoded = 0;
  let mended = 0;
  for await (const { name, chunks } of files) {
    const splitter = new JsonSplitter();
    const found = function* (pieces: Iterable<Piece>) {
      for (const piece of pieces) {
        const where = `${name}:${piece.line}`;
        const parsed = piece.record === undefined ? undefined : parse(piece.record);
        if (parsed === undefined)
          sink.aside.add(piece.fault ?? 'a record that is no JSON', aside(where, piece));
        else {
          if (piece.record!.includes('\uFFFD')) undecoded++;
          if (parsed.mended) mended++;
          yield { fields: parsed.fields, where, file: name, example: piece.record!.slice(0, 200) };
        }
      }
    };
    for await (const text of decoded(chunks)) yield* found(splitter.push(text));
    yield* found(splitter.end());
  }
  if (undecoded > 0) sink.note(`${undecoded} records hold bytes that are no text in UTF-8: read as '\uFFFD'`);
  if (mended > 0) sink.note(`${mended} records hold bare control characters: read as blanks`);
}

function parse(text: string): { fields: Fields; mended: boolean } | undefined {
  try {
    return { fields: JSON.parse(text) as Fields, mended: false };
  } catch {
    try {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts, sloppy exports do not
      return { fields: JSON.parse(text.replace(/[\u0000-\u001f]/g, ' ')) as Fields, mended: true };
    } catch {
      return undefined;
    }
  }
}

function aside(where: string, piece: Piece): { where: string; example: string } {
  return { where, example: shortExample(piece.record ?? piece.example) };
}

/** What a record says, on one line. */
export function shortExample(text: string): string {
  const line = oneLine(text.slice(0, 200));
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
