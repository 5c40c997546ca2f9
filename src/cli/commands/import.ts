import { randomBytes } from 'node:crypto';
import { didYouMean, InputError, Interrupted, oneLine } from '../../errors.ts';
import { CHANGE_COLUMNS } from '../../history/change.ts';
import { EXTRA_COLUMNS } from '../../history/change-row.ts';
import { nothingUsable } from '../../history/changes.ts';
import { People } from '../../history/pseudonyms.ts';
import { openAreas } from '../areas-file.ts';
import { ChangeFile } from '../change-file.ts';
import { importJson, importSummary } from '../import-summary.ts';
import { IMPORTERS } from '../importers.ts';
import { Progress } from '../progress.ts';

export interface ImportOptions {
  out: string;
  areas?: string | undefined;
  columns?: string | undefined;
  timezone?: string | undefined;
  bots?: string | undefined;
  keepNames?: boolean | undefined;
  json?: boolean | undefined;
}

/** Reads a project's own records into the neutral history `changes.csv`. */
export async function importHistory(kind: string, source: string, options: ImportOptions): Promise<void> {
  const load = Object.hasOwn(IMPORTERS, kind) ? IMPORTERS[kind] : undefined;
  if (load === undefined)
    throw new InputError(
      `no importer '${oneLine(kind)}'`,
      { file: 'import' },
      didYouMean(kind, Object.keys(IMPORTERS)),
    );
  const columns = readColumns(options.columns);
  if (kind !== 'csv' && (options.columns !== undefined || options.timezone !== undefined))
    throw new InputError(
      '--columns and --timezone are for tables',
      { file: kind },
      'leave them out, or import csv',
    );
  const areas = options.areas === undefined ? undefined : openAreas(options.areas);
  const importer = await load();
  const file = new ChangeFile(options.out);
  const progress = new Progress();
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  try {
    const written = await importer(
      {
        source,
        areas,
        people: people(options, file),
        columns,
        timezone: options.timezone,
        out: options.out,
        progress: (text) => progress.update(text),
        signal: controller.signal,
      },
      file,
    );
    if (controller.signal.aborted) throw new Interrupted();
    progress.end();
    for (const sentence of areas?.notes() ?? []) file.note(sentence);
    if (file.total === 0) throw nothingUsable(source, file.aside);
    file.finish();
    written?.();
  } catch (error) {
    progress.end();
    if (controller.signal.aborted) {
      process.stderr.write(`interrupted: ${options.out} was not written\n`);
      throw new Interrupted();
    }
    throw error;
  } finally {
    file.discard();
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  }
  process.stderr.write(importSummary(file, options.out, progress.seconds));
  if (options.json === true) process.stdout.write(`${JSON.stringify(importJson(file, options.out))}\n`);
}

/** `created_at=Opened,merged_at=Merged`; a header that holds a comma or an equals sign is put in double quotes. */
function readColumns(text: string | undefined): Map<string, string> {
  const columns = new Map<string, string>();
  const known: string[] = [...CHANGE_COLUMNS, ...EXTRA_COLUMNS];
  const wrong = (what: string, remedy: string) => new InputError(what, { file: '--columns' }, remedy);
  for (const part of text?.match(/(?:"[^"]*"|[^,])+/g) ?? []) {
    const [, name = '', header = ''] = /^([^=]*)=(.*)$/s.exec(part.trim()) ?? [];
    const column = name.trim();
    if (header.trim() === '')
      throw wrong(`'${oneLine(part)}' maps no column`, 'write created_at=Opened,merged_at=Merged');
    if (!known.includes(column))
      throw wrong(`unknown column '${oneLine(column)}'`, didYouMean(column, known));
    if (columns.has(column)) throw wrong(`column '${column}' twice`, 'keep one of them');
    columns.set(column, header.trim().replace(/^"(.*)"$/s, '$1'));
  }
  return columns;
}

/** The environment's key makes pseudonyms agree between imports; without one, each import has its own. */
function people({ keepNames, bots }: ImportOptions, file: ChangeFile): People {
  const given = process.env.REORGSIM_KEY;
  const listed = bots?.split(',') ?? [];
  if (keepNames === true) return new People(undefined, listed);
  if (given === undefined || given === '') {
    file.note(
      'people have pseudonyms of this import alone; set REORGSIM_KEY to any secret so that those of several agree',
    );
    return new People(randomBytes(32).toString('hex'), listed);
  }
  return new People(given, listed);
}
