import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { InputError, nearestName, type Place } from '../errors.ts';
import { readCsv } from '../history/csv.ts';
import { loadScenario, type ReadTable } from '../scenario/load.ts';
import type { Scenario } from '../scenario/types.ts';

/** A larger table would not fit into memory once it is divided into cells. */
const MAX_BYTES = 50_000_000;

/** A scenario's own text and that of the tables it names: all that a run depends on, besides its options. */
export interface ScenarioSource {
  /** Path as shown in messages. */
  file: string;
  /** Name of the scenario's folder, or of the file if it has another name than scenario.yaml. */
  name: string;
  text: string;
  /** Text by name, as the scenario names them. */
  tables: Record<string, string>;
  /** Scenarios of the past that it names, by those names. */
  past: Record<string, ScenarioSource>;
}

/**
 * Finds `scenario.yaml` in a folder, or takes the file itself; reads it and the tables it names.
 *
 * @param uncalibrated leaves out what calibration has found before
 */
export async function openScenario(
  path: string,
  { uncalibrated = false } = {},
): Promise<{ source: ScenarioSource; scenario: Scenario }> {
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
    tables: Object.create(null),
    past: Object.create(null),
  };
  const textOf = (name: string, namedAt: Place) => {
    source.tables[name] ??= readText(join(dirname(file), name), namedAt);
    return source.tables[name];
  };
  const scenario = await loadScenario(
    shown,
    source.text,
    (name, namedAt) => readCsv(join(dirname(shown), name), textOf(name, namedAt)),
    (name, namedAt) => {
      if (uncalibrated) return undefined;
      if (existsSync(join(dirname(file), name))) return textOf(name, namedAt);
      const remedy = `write it with \`reorgsim calibrate ${shorter(path)}\`, or remove the key`;
      throw new InputError(`there is no file '${name}'`, namedAt, remedy);
    },
  );
  return { source, scenario };
}

/**
 * The scenarios of the past that `scenario` names, each with its baseline alone and a history of its own time. They are
 * added to `source`, of which they are a part: the run depends on them. Throws InputError.
 */
export async function openPast(source: ScenarioSource, scenario: Scenario): Promise<Scenario[]> {
  const opened: Scenario[] = [];
  const cycles = new Set(scenario.actual.length > 0 ? scenario.cycles.map(({ name }) => name) : []);
  for (const { path, place } of scenario.agreement) {
    const at = join(dirname(source.file), path);
    if (!existsSync(at)) throw new InputError(`there is no '${shorter(at)}'`, place, fileLike(at));
    const past = await openScenario(at);
    if (past.scenario.actual.length === 0) {
      const remedy = 'give it actual: actual.csv, what happened in its time';
      throw new InputError(`'${shorter(at)}' has nothing to be laid beside`, place, remedy);
    }
    for (const { name } of past.scenario.cycles) {
      if (cycles.has(name))
        throw new InputError(
          `cycle '${name}' is laid beside its history twice`,
          place,
          'remove one of the two',
        );
      cycles.add(name);
    }
    source.past[path] = past.source;
    opened.push(baselineOf(past.scenario));
  }
  return opened;
}

/** The scenario of the past that `scenario` is calibrated on, with what happened in it; undefined if it names none. */
export async function openCalibrationPast(
  source: ScenarioSource,
  { calibration }: Scenario,
): Promise<{ source: ScenarioSource; scenario: Scenario } | undefined> {
  if (calibration?.past === undefined) return undefined;
  const { path, place } = calibration.past;
  const at = join(dirname(source.file), path);
  if (!existsSync(at)) throw new InputError(`there is no '${shorter(at)}'`, place, fileLike(at));
  const past = await openScenario(at, { uncalibrated: true });
  if (past.scenario.actual.length > 0) return past;
  const remedy = 'give it actual: actual.csv, what happened in its time';
  throw new InputError(`'${shorter(at)}' does not say what happened`, place, remedy);
}

/** The same question with today's organization alone. */
export function baselineOf(scenario: Scenario): Scenario {
  return { ...scenario, organizations: scenario.organizations.slice(0, 1) };
}

/** The same scenario from texts already read. */
export function parseScenario(source: ScenarioSource): Promise<Scenario> {
  const readTable: ReadTable = (name) => readCsv(join(dirname(source.file), name), source.tables[name]!);
  return loadScenario(source.file, source.text, readTable, (name) => source.tables[name]);
}

export function readText(path: string, namedAt: Place): string {
  const refused = (what: string, remedy: string) =>
    new InputError(`'${shorter(path)}' ${what}`, namedAt, remedy);
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw refused('is a folder', 'name a file');
    // Devices and pipes may have no end.
    if (!stat.isFile()) throw refused('is no ordinary file', 'name a file');
    if (stat.size > MAX_BYTES) throw refused(`is larger than ${MAX_BYTES / 1e6} MB`, 'give a smaller file');
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new InputError(`there is no file '${shorter(path)}'`, namedAt, fileLike(path));
    if (code === 'EACCES') throw refused('may not be read', 'change its permissions');
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw refused('is not UTF-8 text', 'save it as UTF-8');
    if (code !== undefined) throw refused(`cannot be read (${code})`, 'check the path');
    throw error;
  }
}

/** A remedy that names the file of the same folder which was probably meant. */
function fileLike(path: string): string {
  try {
    const near = nearestName(basename(path), readdirSync(dirname(path)));
    return near === undefined ? 'check the path' : `did you mean '${near}'?`;
  } catch {
    return 'check the path';
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
