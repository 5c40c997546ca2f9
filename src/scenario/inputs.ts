import { readDate, type Table } from '../table.ts';
import { type KeyPath, type ScenarioDocument, shown } from './document.ts';
import type { SectionReader } from './section.ts';
import type { Tables } from './tables.ts';

/** Gives the table in a file that the scenario names, relative to it; throws InputError if there is none. */
export type ReadTable = (
  name: string,
  namedAt: { file: string; line?: number | undefined; column?: number | undefined },
) => Table;

/** What the parts of a scenario are read from. */
export interface Inputs {
  document: ScenarioDocument;
  reader: SectionReader;
  tables: Tables;
  readTable: ReadTable;
}

/** The table named at `path`, a root key or a key of a section; undefined if none is named. */
export function tableAt({ document, readTable }: Inputs, path: readonly string[]): Table | undefined {
  let holder: unknown = document.root;
  for (const key of path) holder = (holder as Record<string, unknown> | null | undefined)?.[key];
  if (holder === undefined || holder === null) return undefined;
  return readTable(document.text(holder, path), document.place(path));
}

/** Milliseconds since 1970 of a date in the scenario file. */
export function dateAt(document: ScenarioDocument, raw: unknown, path: KeyPath): number {
  const date = typeof raw === 'string' ? readDate(raw) : undefined;
  if (date !== undefined) return date;
  throw document.error(path, `'${shown(raw)}' is not a date`, 'write it like 2014-10-16');
}
