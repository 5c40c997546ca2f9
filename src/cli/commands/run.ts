import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { prepareStudy } from '../../experiment/replicate.ts';
import { toCsv } from '../../report/csv.ts';
import type { Manifest, Results } from '../../report/results.ts';
import { replicationRows, tabulate } from '../../report/tables.ts';
import { verdictSentences } from '../../report/verdict.ts';
import { chartFiles, tableFiles } from '../../report/write.ts';
import { openScenario, shorter } from '../files.ts';
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
    throw new InputError(
      'no release cycles to report on',
      { file: source.file },
      'give a calendar and a start',
    );
  }
  const folder = options.out ?? join('out', source.name);
  ensureWritable(folder);
  const study = prepareStudy(scenario);
  const wanted = options.replications ?? scenario.replications;
  const manifest = {
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
  const state = `${folder}.resume`;
  const name = createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
  const progress = new Progress();
  const { replications, why } = await withInterrupt(async (signal) => {
    try {
      return await runReplications({
        study,
        worker: { source, seed: options.seed },
        wanted,
        workers: options.workers,
        done: options.resume === true ? loadRows(state, name) : [],
        signal,
        onProgress: (done) =>
          progress.update(`${done} replications${wanted === 'auto' ? '' : ` of ${wanted}`}`),
      });
    } catch (error) {
      if (error instanceof InterruptedRun) {
        const { count } = error.replications;
        saveRows(
          state,
          name,
          Array.from({ length: count }, (_, i) => error.replications.row(i)),
        );
        process.stderr.write(
          `\ninterrupted: ${count} replications are kept in ${state}; go on with --resume\n`,
        );
      }
      throw error;
    }
  });
  progress.end();
  const results = tabulate(study, replications, finished(manifest, replications.count, why));
  const files = new Map([...tableFiles(results), ...(await chartFiles(results, fontFiles()))]);
  if (options.keepReplications === true)
    files.set('replications.csv', toCsv('replications', replicationRows(study, replications)));
  writeWhole(folder, files);
  forgetRows(state);
  if (options.json === true) {
    process.stdout.write(
      `${JSON.stringify({ folder, manifest: results.manifest, verdicts: verdictSentences(results) })}\n`,
    );
  } else {
    printResults(results, shorter(folder), progress.seconds);
  }
}

function finished(
  manifest: Omit<Manifest, 'replications' | 'stopped'>,
  replications: number,
  stopped: string,
): Results['manifest'] {
  return { ...manifest, replications, stopped };
}

/** Runs `work` with a signal that Ctrl-C aborts. */
async function withInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  }
}
