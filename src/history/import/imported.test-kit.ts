import type { Areas } from '../areas.ts';
import type { HistoryChange } from '../change.ts';
import { KeptAside } from '../kept-aside.ts';
import { People } from '../pseudonyms.ts';
import type { Sink } from '../sink.ts';
import type { Chunks } from './decode.ts';
import type { Export } from './gerrit.ts';

/** What an import of small texts gives: names kept, areas by folders. */
export interface Imported {
  changes: HistoryChange[];
  by: Record<string, HistoryChange>;
  reasons: Record<string, number>;
  aside: KeptAside;
  notes: string[];
}

export async function imported(
  importer: (given: Export, sink: Sink) => Promise<void>,
  files: Record<string, string | Chunks>,
  options: { bots?: string[]; areas?: Areas } = {},
): Promise<Imported> {
  const [changes, notes, aside] = [[] as HistoryChange[], [] as string[], new KeptAside()];
  const sink: Sink = { change: (change) => changes.push(change), aside, note: (said) => notes.push(said) };
  const saved = Object.entries(files).map(([name, text]) => ({
    name,
    chunks: typeof text === 'string' ? [text] : text,
  }));
  const people = new People(undefined, options.bots ?? []);
  await importer({ source: 'export', files: saved, people, areas: options.areas }, sink);
  const reasons = Object.fromEntries(aside.list().map(({ reason, count }) => [reason, count]));
  return {
    changes,
    by: Object.fromEntries(changes.map((change) => [change.changeId, change])),
    reasons,
    aside,
    notes,
  };
}

/** Milliseconds of an ISO time, written without its zone. */
export function at(text: string): number {
  return Date.parse(`${text}Z`);
}
