import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { DidNotHold, InputError, Interrupted } from '../../errors.ts';
import { type Case, judgeCase } from '../../experiment/backtest/case.ts';
import { goalsOf } from '../../experiment/backtest/goals.ts';
import type { Judged } from '../../experiment/backtest/judge.ts';
import { ARRIVAL_MODES } from '../../experiment/backtest/knowledge.ts';
import { noSuchModel, OWN_MODEL } from '../../experiment/backtest/models.ts';
import type { Projection } from '../../experiment/backtest/projection.ts';
import { scoreOf } from '../../experiment/backtest/score.ts';
import { KeptAside } from '../../history/kept-aside.ts';
import { BACKTEST_HEAD, backtestRow, backtestTitle, scoreSentences } from '../../report/backtest.ts';
import type { BacktestTask } from '../backtest-worker.ts';
import { openCase } from '../case-files.ts';
import { Progress } from '../progress.ts';
import { plainTable } from '../terminal.ts';

export interface BacktestOptions {
  seed: string;
  replications: number;
  workers?: number;
  json?: boolean;
  require?: boolean;
  model?: string;
}

/** Projects splits that happened from what was known on their day, and scores that against what happened. */
export async function backtest(paths: readonly string[], options: BacktestOptions): Promise<void> {
  const model = options.model ?? OWN_MODEL;
  const wrong = noSuchModel(model);
  if (wrong !== undefined)
    throw new InputError(wrong.split('; ')[0]!, { file: '--model' }, wrong.split('; ')[1]!);
  const cases = paths.map(openAndTell);
  refuseSameNames(cases, paths);
  const judged = await projectAll(cases, model, options);
  const told = options.json === true ? process.stderr : process.stdout;
  for (const one of judged) {
    if (options.json === true)
      for (const line of one.targets) process.stdout.write(`${JSON.stringify(line)}\n`);
    else tellCase(one);
    if (options.json !== true) tellScore([one]);
    if (one.without.length > 0)
      told.write(`Nothing merged, so that there is nothing to be met: ${one.without.join(', ')}.\n`);
  }
  if (cases.length > 1 && options.json !== true)
    for (const mode of ARRIVAL_MODES) {
      process.stdout.write(`\nAll ${cases.length} cases, arrivals ${mode}\n`);
      tellScore(judged.filter((one) => one.mode === mode));
    }
  if (options.require === true) require(judged.filter(({ mode }) => mode === 'observed'));
}

function openAndTell(path: string): Case {
  const aside = new KeptAside();
  const opened = openCase(path, aside, (sentence) => process.stderr.write(`${path}: ${sentence}\n`));
  for (const { reason, count, examples } of aside.list()) {
    const places = examples.map(({ where }) => where).join(', ');
    process.stderr.write(
      `${count} ${count === 1 ? 'row is' : 'rows are'} kept aside: ${reason} (${places})\n`,
    );
  }
  return opened;
}

function refuseSameNames(cases: readonly Case[], paths: readonly string[]): void {
  const names = cases.map(({ knowledge }) => knowledge.name);
  const again = names.findIndex((name, i) => names.indexOf(name) < i);
  if (again >= 0)
    throw new InputError(`a second case '${names[again]}'`, { file: paths[again]! }, 'give each case once');
}

/** All cases under both kinds of arrivals, on all cores; in the order of the cases, whoever is done first. */
async function projectAll(
  cases: readonly Case[],
  model: string,
  options: BacktestOptions,
): Promise<Judged[]> {
  const tasks = cases.flatMap((one) => ARRIVAL_MODES.map((mode) => ({ one, mode })));
  const { Piscina } = await import('piscina');
  const threads = Math.min(options.workers ?? availableParallelism(), tasks.length);
  const pool = new Piscina<BacktestTask, Projection>({
    filename: new URL('../backtest-worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  });
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  const progress = new Progress();
  const done = new Array<number>(tasks.length).fill(0);
  try {
    return await Promise.all(
      tasks.map(async ({ one, mode }, i) => {
        const { port1, port2 } = new MessageChannel();
        port1.on('message', (replications: number) => {
          done[i] = replications;
          const all = done.reduce((sum, n) => sum + n, 0);
          progress.update(`${all} of ${tasks.length * options.replications} replications`);
        });
        const { seed, replications } = options;
        const task = {
          model,
          knowledge: one.knowledge,
          arrivals: one.arrivals[mode],
          seed,
          replications,
          port: port2,
        };
        const projection = await pool.run(task, { transferList: [port2], signal: controller.signal });
        return judgeCase(one, mode, projection);
      }),
    );
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.stderr.write('interrupted: nothing is scored\n');
    throw new Interrupted('interrupted');
  } finally {
    progress.end();
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
    await pool.destroy();
  }
}

function tellCase(judged: Judged): void {
  const table = plainTable(BACKTEST_HEAD, judged.targets.map(backtestRow));
  const lines = [...backtestTitle(judged), `Arrivals: ${judged.mode}`, '', table, ''];
  process.stdout.write(`\n${lines.join('\n')}\n`);
}

function tellScore(judged: readonly Judged[]): void {
  process.stdout.write(`${scoreSentences(scoreOf(judged)).join('\n')}\n`);
}

/** The goals, for observed arrivals over all cases together; throws DidNotHold where one does not hold. */
function require(observed: readonly Judged[]): void {
  const goals = goalsOf(scoreOf(observed));
  for (const { says, holds } of goals) process.stderr.write(`${holds ? 'holds' : 'fails'}  ${says}\n`);
  if (goals.some(({ holds }) => !holds)) throw new DidNotHold('not all goals are reached');
}
