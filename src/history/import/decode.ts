/** Texts or bytes as they come in. */
export type Chunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/**
 * Text of bytes: UTF-8, or UTF-16 where a byte order mark says so, as some shells write it. Bytes that are neither come
 * out as U+FFFD.
 */
export async function* decoded(chunks: Chunks): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let first = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') {
      yield chunk;
      continue;
    }
    if (decoder !== undefined) yield decoder.decode(chunk, { stream: true });
    else {
      first = Buffer.concat([first, chunk]);
      if (first.length < 2) continue;
      decoder = new TextDecoder(encodingOf(first));
      yield decoder.decode(first, { stream: true });
    }
  }
  yield decoder === undefined ? new TextDecoder().decode(first) : decoder.decode();
}

function encodingOf([one, two]: Uint8Array): string {
  if (one === 0xff && two === 0xfe) return 'utf-16le';
  return one === 0xfe && two === 0xff ? 'utf-16be' : 'utf-8';
}
