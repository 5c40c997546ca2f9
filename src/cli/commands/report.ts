import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError, nearestName } from '../../errors.ts';
import { readResults, TABLES, TABLES_OF_THE_PAST } from '../../report/read-results.ts';
import type { Results } from '../../report/results.ts';
import { verdictSentences } from '../../report/verdict.ts';
import { chartFiles, type Files, isMadeFromTables, textFiles } from '../../report/write.ts';
import { readText, shorter } from '../files.ts';
import { holds, realPath, writeWhole } from '../output.ts';
import { fontFiles } from '../product.ts';

/** Makes the charts and texts of a results folder again, from its tables and manifest alone. */
export async function report(path: string, options: { json?: boolean }): Promise<void> {
  const folder = shorter(path.replace(/(?<=.)\/+$/, ''));
  const results = readResults(folder, readTexts(folder));
  refuseInside(folder);
  const files = await madeAgain(folder, results);
  writeWhole(folder, files, isMadeFromTables, 'check its permissions');
  const names = [...files.keys()];
  if (options.json === true) {
    const verdicts = verdictSentences(results);
    process.stdout.write(
      `${JSON.stringify({ folder, files: names, manifest: results.manifest, verdicts })}\n`,
    );
    return;
  }
  const charts = names.filter((name) => name.endsWith('.svg')).length;
  process.stdout.write(
    `Rebuilt from the tables in ${folder}/: ${charts} pictures (each as SVG, PNG and vega-lite), ${names.length - 3 * charts} texts\nPaste: ${folder}/proposal.md (or .rst, .txt)\n`,
  );
}

/** Charts and texts; where a table holds too little for one, the complaint says in which folder it lies. */
async function madeAgain(folder: string, results: Results): Promise<Files> {
  try {
    return new Map([...(await chartFiles(results, fontFiles())), ...textFiles(results)]);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.what, { ...error.place, file: join(folder, error.place.file) }, error.remedy);
  }
}

/** The manifest and the tables, by file name. */
function readTexts(folder: string): Map<string, string> {
  checkFolder(folder);
  const place = { file: folder };
  if (!existsSync(join(folder, 'manifest.json')))
    throw new InputError(
      'no manifest.json, so no results of a run',
      place,
      nearFile(folder, 'manifest.json'),
    );
  const tables = TABLES.map((name) => `${name}.csv`);
  // A run writes all of these or none.
  const past = TABLES_OF_THE_PAST.map((name) => `${name}.csv`);
  const hasPast = past.some((name) => existsSync(join(folder, name)));
  const names = ['manifest.json', ...tables, ...(hasPast ? past : [])];
  const missing = names.find((name) => !existsSync(join(folder, name)));
  if (missing !== undefined) {
    const others = readdirSync(folder).filter((name) => !names.includes(name));
    const near = nearestName(missing, others);
    const remedy = near === undefined ? 'run the scenario again' : `did you mean '${near}'?`;
    throw new InputError(`there is no file '${join(folder, missing)}'`, place, remedy);
  }
  return new Map(names.map((name) => [name, readText(join(folder, name), place)]));
}

function checkFolder(folder: string): void {
  try {
    if (statSync(folder).isDirectory()) return;
  } catch {
    const near = nearFile(dirname(folder), basename(folder));
    throw new InputError('there is no such folder', { file: folder }, near);
  }
  throw new InputError('this is a file', { file: folder }, 'name the folder that run has written');
}

/** A remedy that names what was probably meant. */
function nearFile(folder: string, name: string): string {
  const remedy = 'name the folder that run has written';
  try {
    const near = nearestName(name, readdirSync(folder));
    return near === undefined ? remedy : `did you mean '${near}'?`;
  } catch {
    return remedy;
  }
}

/** The folder is replaced as a whole, and whoever stood in it would stand nowhere. */
function refuseInside(folder: string): void {
  if (!holds(realPath(folder), realPath('.'))) return;
  const what = 'this command runs inside the folder whose files it replaces';
  throw new InputError(what, { file: folder }, 'run it from outside');
}
