import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { InputError, type Place } from '../errors.ts';
import { readCsv } from '../history/csv.ts';
import { loadScenario, type ReadTable } from '../scenario/load.ts';
import type { Scenario } from '../scenario/types.ts';

const MAX_BYTES = 200_000_000;

/** A scenario's own text and that of the tables it names: all that a run depends on, besides its options. */
export interface ScenarioSource {
  /** Path as shown in messages. */
  file: string;
  /** Name of the scenario's folder, or of the file if it has another name than scenario.yaml. */
  name: string;
  text: string;
  /** Text by name, as the scenario names them. */
  tables: Record<string, string>;
}

/** Finds `scenario.yaml` in a folder, or takes the file itself; reads it and the tables it names. */
export async function openScenario(path: string): Promise<{ source: ScenarioSource; scenario: Scenario }> {
  const file = isFolder(path) ? join(path, 'scenario.yaml') : path;
  const shown = shorter(file);
  const whole =
    basename(file) === 'scenario.yaml'
      ? basename(dirname(resolve(file)))
      : basename(file).replace(/\.ya?ml$/, '');
  const source: ScenarioSource = {
    file: shown,
    name: whole,
    text: readText(file, { file: shown }),
    tables: {},
  };
  const scenario = await loadScenario(shown, source.text, (name, namedAt) => {
    source.tables[name] ??= readText(join(dirname(file), name), namedAt);
    return readCsv(join(dirname(shown), name), source.tables[name]);
  });
  return { source, scenario };
}

/** The same scenario from texts already read. */
export function parseScenario(source: ScenarioSource): Promise<Scenario> {
  const readTable: ReadTable = (name) => readCsv(join(dirname(source.file), name), source.tables[name]!);
  return loadScenario(source.file, source.text, readTable);
}

export function readText(path: string, namedAt: Place): string {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw new InputError(`'${shorter(path)}' is a folder`, namedAt, 'name a file');
    if (stat.size > MAX_BYTES)
      throw new InputError(`'${shorter(path)}' is larger than 200 MB`, namedAt, 'give a smaller file');
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new InputError(`there is no file '${shorter(path)}'`, namedAt, 'check the path');
    }
    if (code === 'EACCES')
      throw new InputError(`'${shorter(path)}' may not be read`, namedAt, 'change its permissions');
    if (error instanceof TypeError)
      throw new InputError(`'${shorter(path)}' is not UTF-8 text`, namedAt, 'save it as UTF-8');
    throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** The path as seen from here, where that is shorter. */
export function shorter(path: string): string {
  const seen = relative('.', path);
  return seen.length < path.length && seen !== '' ? seen : path;
}
