import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { InputError } from '../../errors.ts';
import { short } from '../../experiment/calibrate/parameters.ts';
import type { HistoryChange } from '../../history/change.ts';
import { streamChanges } from '../../history/changes.ts';
import { readCsv } from '../../history/csv.ts';
import { fitHistory, type HistoryFit } from '../../history/fit/fit.ts';
import { medianToMerge } from '../../history/fit/leads.ts';
import { KeptAside } from '../../history/kept-aside.ts';
import type { StarterCycle } from '../../report/starter/plan.ts';
import { type Starter, starterOf } from '../../report/starter/starter.ts';
import { inlineDeeply } from '../engine-options.ts';
import { openScenario, readText, shorter } from '../files.ts';
import { writeWhole } from '../output.ts';
import { Progress } from '../progress.ts';
import { plainTable } from '../terminal.ts';
import { calibrationOf } from './calibrate.ts';

export interface InitOptions {
  out?: string;
  cycles?: string;
  title?: string;
}

/** Writes a commented, calibrated starter scenario from a neutral history. */
export async function init(history: string, options: InitOptions): Promise<void> {
  inlineDeeply();
  const title = options.title ?? titleOf(history);
  const folder = resolve(options.out ?? title);
  refuseFilled(folder);
  const { changes, aside, notes } = await readHistory(history);
  const cycles = options.cycles === undefined ? [] : readCycles(options.cycles);
  const fit = fitHistory(changes, cycles);
  const starter = starterOf(title, fit, cycles);
  const progress = new Progress();
  const { files, calibrated, why } = await withCalibration(folder, starter, (line) => progress.update(line));
  progress.end();
  writeWhole(folder, files, () => false);
  const lines = [
    ...fitted(fit, starter),
    '',
    ...(fit.backward > 0
      ? [`${fit.backward} changes were created after they merged, and are left out.`]
      : []),
    ...aside
      .list()
      .map(({ reason, count, examples }) => `kept aside: ${count} rows, ${reason} (${examples[0]!.where})`),
    ...notes,
    calibrated ? 'Calibrated: values and intervals are in calibrated.yaml.' : `Not calibrated: ${why}.`,
    `Written: ${shorter(folder)}/ (${[...files.keys()].join(', ')})`,
    `Next: reorgsim check ${shorter(folder)}, then reorgsim run ${shorter(folder)}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** `changes.csv` stands for the folder that it lies in. */
function titleOf(history: string): string {
  const name = basename(history)
    .replace(/\.gz$/, '')
    .replace(/\.csv$/, '');
  return name === 'changes' || name === 'history' ? basename(dirname(resolve(history))) || 'project' : name;
}

function refuseFilled(folder: string): void {
  if (!existsSync(folder)) return;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new InputError('no folder', { file: shorter(folder) }, 'give another with --out');
  }
  if (names.length > 0)
    throw new InputError(
      'the folder is not empty',
      { file: shorter(folder) || '.' },
      'give a new one with --out',
    );
}

async function readHistory(history: string) {
  const shown = shorter(history);
  if (!existsSync(history))
    throw new InputError('there is no such file', { file: shown }, 'name a changes.csv');
  const [aside, notes, changes] = [new KeptAside(), [] as string[], [] as HistoryChange[]];
  const raw = createReadStream(history);
  const chunks = history.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  try {
    for await (const change of streamChanges(shown, chunks, { aside, note: (text) => notes.push(text) }))
      changes.push(change);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof InputError) throw error;
    throw new InputError(`cannot be read (${code})`, { file: shown }, 'name a readable changes.csv');
  }
  return { changes, aside, notes };
}

function readCycles(path: string): StarterCycle[] {
  const table = readCsv(shorter(path), readText(path, { file: shorter(path) }));
  table.expect(['cycle', 'start', 'release'], ['freeze']);
  return table.rows.map((row) => ({
    name: table.required(row, 'cycle'),
    start: table.requiredDate(row, 'start'),
    freeze: table.date(row, 'freeze'),
    release: table.requiredDate(row, 'release'),
  }));
}

/** The starter's files with what calibration finds from them; without it, and why, where there is too little history. */
async function withCalibration(
  folder: string,
  starter: Starter,
  say: (line: string) => void,
): Promise<{ files: Map<string, string>; calibrated: boolean; why: string }> {
  const made = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  try {
    const put = (files: ReadonlyMap<string, string>) => {
      for (const [name, text] of files) writeFileSync(join(made, name), text);
    };
    put(starter.files(true));
    const { source, scenario } = await openScenario(made, { uncalibrated: true });
    const found = await calibrationOf(source, scenario, undefined, say);
    const files = new Map([...starter.files(true), ['calibrated.yaml', found.text]]);
    return { files, calibrated: true, why: '' };
  } catch (error) {
    if (!(error instanceof InputError) || !error.what.startsWith('cannot be calibrated')) throw error;
    return { files: starter.files(false), calibrated: false, why: error.what.replace(/^.*?: /, '') };
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** What was fitted, for a person. */
function fitted(fit: HistoryFit, { plan }: Starter): string[] {
  const { arrivals, work, names, weekly } = fit;
  const rows = names.map((name, area) => {
    const found = arrivals.areas[area];
    const merges =
      weekly.merged[area]!.slice(-52).reduce((sum, n) => sum + n, 0) / Math.min(52, weekly.weeks.length);
    const median = medianToMerge(fit, area);
    return [
      name,
      found === undefined
        ? '0'
        : `${short(found.level.value)} (${short(found.level.low)} to ${short(found.level.high)})`,
      found === undefined ? '' : String(short(found.dispersion.value)),
      String(short(merges)),
      Number.isFinite(median) ? `${short(median)} d` : 'not half merge',
    ];
  });
  const uneven = arrivals.weekday.profile.map((share) => share.toFixed(2)).join(' ');
  return [
    `Fitted to the last ${arrivals.weeks} weeks:`,
    plainTable(['area', 'created/week (95 %)', 'variance/mean', 'merged/week', 'median to merge'], rows),
    `Sunday to Saturday: ${uneven} of an even day. Sixths of a cycle: ${arrivals.cycle.map((share) => share.toFixed(2)).join(' ')}.`,
    ...(work.size === undefined
      ? []
      : [`Size: median ${short(work.size.median)} lines, sigma ${short(work.size.sigma)}.`]),
    ...(work.rounds === undefined
      ? ['Rounds are not told; the default is used.']
      : [
          `Rounds: median ${short(work.rounds.median)}, sigma ${short(work.rounds.sigma)}${work.rounds.counted ? '' : ' (assumed)'}.`,
        ]),
    ...(work.turnaround === undefined
      ? []
      : [`Turnaround before a second patch set: median ${short(work.turnaround.median)} d.`]),
    ...(work.lastWait === undefined
      ? []
      : [`Wait after the last patch set: median ${short(work.lastWait)} d.`]),
    `${plan.people.length} reviewers with ${short(plan.people.reduce((sum, { hours }) => sum + hours, 0))} h/week${plan.namedPeople ? '' : ' (assumed)'}.`,
  ];
}
