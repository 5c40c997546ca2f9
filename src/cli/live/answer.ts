import type { InputError } from '../../errors.ts';

/** A fault that may pass. */
export class Passing extends Error {
  readonly wait: number | undefined;
  readonly limit: boolean;

  constructor(what: string, wait?: number, limit = false) {
    super(what);
    this.wait = wait;
    this.limit = limit;
  }
}

/** The text of an answer, read no further than it may be large. [bytes] */
export async function bodyOf(
  response: Response,
  heard: () => void,
  largest: number,
  tooLarge: () => InputError,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    heard();
    size += chunk.length;
    if (size > largest) throw tooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** An address without what follows the question mark. */
export function shown(url: URL): string {
  return `${url.origin}${url.pathname}`;
}
