import { DidNotHold, InputError } from '../../errors.ts';
import type { Case } from '../../experiment/backtest/case.ts';
import { goalsOf } from '../../experiment/backtest/goals.ts';
import type { Judged } from '../../experiment/backtest/judge.ts';
import { ARRIVAL_MODES } from '../../experiment/backtest/knowledge.ts';
import { modelNamed, OWN_MODEL } from '../../experiment/backtest/models.ts';
import { scoreOf } from '../../experiment/backtest/score.ts';
import { KeptAside } from '../../history/kept-aside.ts';
import { BACKTEST_HEAD, backtestRow, backtestTitle, scoreSentences } from '../../report/backtest.ts';
import { openCase } from '../case-files.ts';
import { type ProjectingOptions, projectAll } from '../project-cases.ts';
import { plainTable } from '../terminal.ts';

export interface BacktestOptions extends ProjectingOptions {
  json?: boolean;
  require?: boolean;
  model?: string;
}

/** Projects splits that happened from what was known on their day, and scores that against what happened. */
export async function backtest(paths: readonly string[], options: BacktestOptions): Promise<void> {
  const model = options.model ?? OWN_MODEL;
  modelNamed(model);
  const cases = paths.map(openAndTell);
  refuseSameNames(cases, paths);
  const judged = await projectAll(cases, model, options);
  const told = options.json === true ? process.stderr : process.stdout;
  for (const one of judged) {
    if (options.json === true)
      for (const line of one.targets) process.stdout.write(`${JSON.stringify(line)}\n`);
    else tellCase(one);
    tellScore(one.knowledge.name, [one], told);
  }
  if (cases.length > 1)
    for (const mode of ARRIVAL_MODES)
      tellScore(
        `All ${cases.length} cases`,
        judged.filter((one) => one.mode === mode),
        told,
      );
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

function tellCase(judged: Judged): void {
  const table = plainTable(BACKTEST_HEAD, judged.targets.map(backtestRow));
  const lines = [...backtestTitle(judged), `Arrivals: ${judged.mode}`, '', table, ''];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function tellScore(name: string, judged: readonly Judged[], told: NodeJS.WriteStream): void {
  const lines = [`${name}, arrivals ${judged[0]!.mode}`, ...scoreSentences(scoreOf(judged))];
  for (const { knowledge, without } of judged) {
    if (without.length === 0) continue;
    lines.push(`${knowledge.name}: nothing merged, so that nothing is to be met by ${without.join(', ')}.`);
  }
  told.write(`${lines.join('\n')}\n\n`);
}

/** The goals, for observed arrivals over all cases together; throws DidNotHold where one does not hold. */
function require(observed: readonly Judged[]): void {
  const goals = goalsOf(scoreOf(observed));
  for (const { says, holds } of goals) process.stderr.write(`${holds ? 'holds' : 'fails'}  ${says}\n`);
  if (goals.some(({ holds }) => !holds)) throw new DidNotHold('not all goals are reached');
}
