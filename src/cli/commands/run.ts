import { createHash } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InputError, Interrupted } from '../../errors.ts';
import { Replications } from '../../experiment/aggregate.ts';
import { mostReplications } from '../../experiment/limits.ts';
import { prepareStudy, type Study } from '../../experiment/replicate.ts';
import { asWritten } from '../../report/csv.ts';
import { replicationsCsv } from '../../report/replications.ts';
import type { Manifest, Results } from '../../report/results.ts';
import { type Finished, tabulate } from '../../report/tables.ts';
import { verdictSentences } from '../../report/verdict.ts';
import { chartFiles, type Files, tableFiles, textFiles } from '../../report/write.ts';
import type { Scenario } from '../../scenario/types.ts';
import { openCalibrationPast, openPast, openScenario, type ScenarioSource, shorter } from '../files.ts';
import { calibrationNotes } from '../fingerprint.ts';
import { ensureWritable, writeWhole } from '../output.ts';
import { fontFiles, inputHashes, PRODUCT, version } from '../product.ts';
import { Progress } from '../progress.ts';
import { type Rows, Spool } from '../spool.ts';
import { printResults } from '../terminal.ts';
import { runReplications } from '../workers.ts';

/** Enough for p10 and p90; more would only take time. */
const MOST_OF_PAST = 200;

export interface RunOptions {
  out?: string;
  seed?: string;
  replications?: number | 'auto';
  workers?: number;
  keepReplications?: boolean;
  resume?: boolean;
  json?: boolean;
}

/** Simulates every organization of a scenario, compares them with the baseline and writes the results. */
export async function run(path: string, options: RunOptions): Promise<void> {
  const { source, scenario: read } = await openScenario(path);
  const scenario = options.seed === undefined ? read : { ...read, seed: options.seed };
  if (scenario.cycles.length === 0) {
    const remedy = 'give a calendar and a start';
    throw new InputError('no release cycles to report on', { file: source.file }, remedy);
  }
  const study = prepareStudy(scenario);
  const past = (await openPast(source, scenario)).map(prepareStudy);
  const calibrated = calibrationNotes(
    source,
    scenario,
    (await openCalibrationPast(source, scenario))?.source,
  );
  for (const note of calibrated) process.stderr.write(`warning: ${note}\n`);
  const wanted = options.replications ?? scenario.replications;
  const folder = shorter(resolve(options.out ?? join('out', source.name)));
  ensureWritable(folder, ['.', source.file]);
  refuseTooMany(study, wanted, folder);
  const manifest = manifestOf(scenario, source);
  const state = `${folder}.resume`;
  const name = createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
  const progress = new Progress();
  const rows = { run: name, length: study.layout.length };
  const results = await onSpool(state, rows, options.resume === true, async (spool, signal) => {
    const replications = new Replications(study.layout, spool);
    const why = await runReplications({
      study,
      worker: { source, seed: options.seed },
      wanted,
      workers: options.workers,
      replications,
      signal,
      onProgress: (count) =>
        progress.update(`${count} replications${wanted === 'auto' ? '' : ` of ${wanted}`}`),
    });
    progress.end();
    const ended = { ...manifest, replications: replications.count, stopped: why };
    const finished = await replayPast(past, source, replications.count, options, signal);
    const found = asWritten(tabulate(study, replications, ended, finished));
    const files = await filesOf(study, replications, found, options);
    if (signal.aborted) throw new Interrupted('interrupted');
    writeWhole(folder, files);
    return found;
  });
  if (options.json === true) {
    const verdicts = verdictSentences(results);
    process.stdout.write(`${JSON.stringify({ folder, manifest: results.manifest, verdicts })}\n`);
  } else {
    printResults(results, folder, progress.seconds);
  }
}

/**
 * The baselines of the scenario's past, as often as the run itself is replicated up to {@link MOST_OF_PAST} times, from
 * their own seeds: what each leaves is the same as when it is run alone.
 */
async function replayPast(
  studies: readonly Study[],
  source: ScenarioSource,
  count: number,
  { workers }: RunOptions,
  signal: AbortSignal,
): Promise<Finished[]> {
  const finished: Finished[] = [];
  const sources = Object.values(source.past);
  for (const [i, study] of studies.entries()) {
    const replications = new Replications(study.layout);
    await runReplications({
      study,
      worker: { source: sources[i]!, seed: undefined, baselineOnly: true },
      wanted: Math.min(count, MOST_OF_PAST),
      workers,
      replications,
      signal,
      onProgress: () => {},
    });
    finished.push({ study, replications });
  }
  return finished;
}

function manifestOf(scenario: Scenario, source: ScenarioSource): Omit<Manifest, 'replications' | 'stopped'> {
  return {
    product: PRODUCT,
    version: version(),
    scenario: source.name,
    title: scenario.title,
    project: scenario.project,
    question: scenario.question,
    seed: scenario.seed,
    smallest_effect: scenario.smallestEffect,
    inputs: inputHashes(source),
  };
}

/** Throws InputError if the rows of all replications cannot lie beside `folder`, which memory does not hold. */
function refuseTooMany({ layout }: Study, wanted: number | 'auto', folder: string): void {
  if (wanted === 'auto') return;
  const { bavail, bsize } = statfsSync(dirname(folder));
  const most = mostReplications(layout, bavail * bsize);
  if (wanted <= most) return;
  const what = `${wanted} replications of ${layout.length} numbers each do not fit on its disk`;
  throw new InputError(what, { file: folder }, `ask for at most ${most} with --replications`);
}

async function filesOf(
  study: Study,
  replications: Replications,
  results: Results,
  options: RunOptions,
): Promise<Files> {
  const charts = await chartFiles(results, fontFiles());
  const files: Files = new Map([...tableFiles(results), ...charts, ...textFiles(results)]);
  if (options.keepReplications === true) files.set('replications.csv', replicationsCsv(study, replications));
  return files;
}

/**
 * Runs `work` with the spool of its rows and a signal that Ctrl-C aborts. The rows go once results are written, and where
 * the input was at fault; whatever else stops the work leaves them for --resume.
 */
async function onSpool<T>(
  state: string,
  rows: Rows,
  resumes: boolean,
  work: (spool: Spool, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const spool = resumes ? Spool.resume(state, rows) : Spool.begin(state, rows);
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  try {
    const done = await work(spool, controller.signal);
    spool.forget();
    return done;
  } catch (error) {
    if (error instanceof InputError && !resumes) spool.forget();
    else spool.close();
    if (error instanceof Interrupted)
      process.stderr.write(
        `interrupted: ${spool.count} replications are kept in ${state}; go on with --resume\n`,
      );
    throw error;
  } finally {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  }
}
