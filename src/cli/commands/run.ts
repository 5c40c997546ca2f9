import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { InputError } from '../../errors.ts';
import type { Replications } from '../../experiment/aggregate.ts';
import { mostReplications } from '../../experiment/limits.ts';
import { prepareStudy, type Study } from '../../experiment/replicate.ts';
import { MOST } from '../../experiment/stop-rule.ts';
import { toCsv } from '../../report/csv.ts';
import type { Manifest, Results } from '../../report/results.ts';
import { replicationRows, tabulate } from '../../report/tables.ts';
import { verdictSentences } from '../../report/verdict.ts';
import { chartFiles, type Files, tableFiles } from '../../report/write.ts';
import type { Scenario } from '../../scenario/types.ts';
import { openScenario, type ScenarioSource, shorter } from '../files.ts';
import { ensureWritable, writeWhole } from '../output.ts';
import { fontFiles, inputHashes, PRODUCT, version } from '../product.ts';
import { Progress } from '../progress.ts';
import { forgetRows, loadRows, saveRows } from '../resume.ts';
import { printResults } from '../terminal.ts';
import { InterruptedRun, runReplications } from '../workers.ts';

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
  const wanted = options.replications ?? scenario.replications;
  refuseTooMany(study, wanted, source.file);
  const folder = shorter(resolve(options.out ?? join('out', source.name)));
  ensureWritable(folder, ['.', source.file]);
  const manifest = manifestOf(scenario, source);
  const state = `${folder}.resume`;
  const name = createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
  const done = options.resume === true ? loadRows(state, name) : [];
  const progress = new Progress();
  const results = await interruptible(
    async (signal) => {
      const { replications, why } = await runReplications({
        study,
        worker: { source, seed: options.seed },
        wanted,
        workers: options.workers,
        done,
        signal,
        onProgress: (count) =>
          progress.update(`${count} replications${wanted === 'auto' ? '' : ` of ${wanted}`}`),
      });
      progress.end();
      const ended = { ...manifest, replications: replications.count, stopped: why };
      const found = tabulate(study, replications, ended);
      const files = await filesOf(study, replications, found, options);
      if (signal.aborted) throw new InterruptedRun(replications);
      writeWhole(folder, files);
      return found;
    },
    (replications) => keep(state, name, replications),
  );
  forgetRows(state);
  if (options.json === true) {
    const verdicts = verdictSentences(results);
    process.stdout.write(`${JSON.stringify({ folder, manifest: results.manifest, verdicts })}\n`);
  } else {
    printResults(results, folder, progress.seconds);
  }
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

function refuseTooMany({ layout }: Study, wanted: number | 'auto', file: string): void {
  const most = mostReplications(layout);
  if ((wanted === 'auto' ? MOST : wanted) <= most) return;
  const what = `${wanted} replications of ${layout.length} numbers each do not fit into memory`;
  throw new InputError(what, { file }, `ask for at most ${most} with --replications`);
}

async function filesOf(
  study: Study,
  replications: Replications,
  results: Results,
  options: RunOptions,
): Promise<Files> {
  const files: Files = new Map([...tableFiles(results), ...(await chartFiles(results, fontFiles()))]);
  if (options.keepReplications === true)
    files.set('replications.csv', toCsv('replications', replicationRows(study, replications)));
  return files;
}

/** Runs `work` with a signal that Ctrl-C aborts; what was finished by then is kept. */
async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  keepFinished: (replications: Replications) => void,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (error instanceof InterruptedRun) keepFinished(error.replications);
    throw error;
  } finally {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  }
}

function keep(state: string, name: string, replications: Replications): void {
  const rows = Array.from({ length: replications.count }, (_, i) => replications.row(i));
  saveRows(state, name, rows);
  process.stderr.write(
    `interrupted: ${rows.length} replications are kept in ${state}; go on with --resume\n`,
  );
}
