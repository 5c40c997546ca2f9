import type { Areas } from '../../history/areas.ts';
import type { People } from '../../history/pseudonyms.ts';
import type { Sink } from '../../history/sink.ts';

/** What an importer is asked for. */
export interface ImportRequest {
  /** A path or an address, as given. */
  source: string;
  /** Places of changes; undefined if none are given: the importer then takes a start that fits its source. */
  areas: Areas | undefined;
  /** Pseudonyms or names, and who is a bot. */
  people: People;
  /** Of a table: its headers by columns of the history. */
  columns: ReadonlyMap<string, string>;
  /** IANA zone of times that tell none. */
  timezone: string | undefined;
  /** Where the history will stand, so that what an interrupted import has read can be kept beside it. */
  out: string;
  /** Shown on stderr once the import takes longer than a second; call it as often as you like. */
  progress(text: string): void;
  /** Ctrl-C: stop soon and throw Interrupted. */
  signal: AbortSignal;
}

/**
 * Reads a source to its end; throws InputError where nothing can be read of it. May return what is to be done once the
 * history is written.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: most importers return nothing
export type Importer = (request: ImportRequest, sink: Sink) => Promise<(() => void) | undefined | void>;
