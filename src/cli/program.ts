import { Command, CommanderError, InvalidArgumentError } from '@commander-js/extra-typings';
import { oneLine } from '../errors.ts';
import { PRODUCT, version } from './product.ts';

/** The command line; each command loads what it needs when it is called. */
export function makeProgram() {
  const program = new Command(PRODUCT)
    .description('Projects the review backlog of a project under different organizations of its reviewers.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showSuggestionAfterError()
    .configureOutput({
      outputError: (message, write) =>
        write(`reorgsim: ${oneLine(message.replace(/^error: /, ''))} (add --help for usage)\n`),
    })
    .exitOverride()
    .addHelpText(
      'after',
      `
Example:
  $ reorgsim init changes.csv              a starter scenario from a history of changes
  $ reorgsim check scenarios/nova-2014     what goes in, and where it comes from
  $ reorgsim run scenarios/nova-2014       project the backlog, write out/nova-2014/
  $ reorgsim report out/nova-2014          its charts and texts again, from its tables
  $ reorgsim verify                        the simulator beside hundreds of exact values

Exit status: 0 done, 1 a defect, 2 the input is at fault, 3 a check did not hold, 130 interrupted.`,
    );

  program
    .command('run')
    .description('simulate every organization, compare with the baseline, write results')
    .argument('<scenario>', 'a scenario file, or a folder with scenario.yaml', path)
    .option('--out <dir>', 'folder for the results (default: out/<name of the scenario>)', nonEmpty)
    .option('--seed <text>', "any text; instead of the scenario's own", nonEmpty)
    .option('--replications <n>', 'how many, or auto: until the interval is narrow enough', replications)
    .option('--workers <n>', 'threads (default: all cores); changes nothing in the results', workers)
    .option('--keep-replications', 'also write replications.csv, every number of every replication')
    .option('--resume', 'go on where an interrupted run of the same inputs stopped')
    .option('--json', 'print the verdicts as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ reorgsim run scenarios/nova-2014 --replications 100 --out out/first-look',
    )
    .action(async (scenario, options) => {
      const { run } = await import('./commands/run.ts');
      await run(scenario, options);
    });

  program
    .command('check')
    .description('validate a scenario and print every input with its provenance')
    .argument('<scenario>', 'a scenario file, or a folder with scenario.yaml', path)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  $ reorgsim check scenarios/nova-2014')
    .action(async (scenario, options) => {
      const { check } = await import('./commands/check.ts');
      await check(scenario, options);
    });

  program
    .command('report')
    .description("rebuild charts and texts from the tables of a run's results")
    .argument('<dir>', 'a folder that run has written', path)
    .option('--json', 'print what was written, and the verdicts, as JSON')
    .addHelpText(
      'after',
      `
Reads the CSV files and manifest.json of the folder and nothing else; replaces its charts (*.svg, *.png, *.vl.json)
and texts (proposal.md, .rst, .txt). Without a change to the tables, the bytes are those that run wrote.

Example:
  $ reorgsim report out/nova-2014`,
    )
    .action(async (folder, options) => {
      const { report } = await import('./commands/report.ts');
      await report(folder, options);
    });

  program
    .command('verify')
    .description('simulate queueing models whose values are known exactly, and lay the two side by side')
    .argument('[cases]', "a JSON file of exact values (default: the product's own)", path)
    .option('--family <name>', 'only values of this model', nonEmpty)
    .option('--precision <share>', 'largest standard error, as a share of the exact value', precision, 0.01)
    .option('--seed <text>', 'any text', nonEmpty, '1')
    .option('--workers <n>', 'threads (default: all cores); changes nothing in the results', workers)
    .option('--json', 'print one JSON object a line for each value')
    .option('--keep-going', 'go on where the file is at fault, and say so at the end')
    .addHelpText(
      'after',
      `
Each model is written as a scenario and runs through the same rooms as every other. A value holds if it lies within the
limits of chance (chosen for all values together) and the standard error is at most the precision. Exit status 3 if one
does not hold or cannot be expressed.

Example:
  $ reorgsim verify --family M/M/c --precision 2%`,
    )
    .action(async (cases, options) => {
      const { verify } = await import('./commands/verify.ts');
      await verify(cases, options);
    });

  program
    .command('init')
    .description('write a commented, calibrated starter scenario from a history of changes')
    .argument('<history>', 'a neutral history, changes.csv or changes.csv.gz', path)
    .option('--out <dir>', 'a new folder (default: named after the history)', nonEmpty)
    .option('--cycles <file>', 'release cycles: cycle, start, freeze, release (default: half years)', path)
    .option('--title <text>', "the project's name", nonEmpty)
    .addHelpText(
      'after',
      `
Fits what the history shows, assumes and says so what it does not, calibrates the rest, and asks one question: one team, or
a team for each large area? The folder is ready for check and run.

Example:
  $ reorgsim init changes.csv --out my-project`,
    )
    .action(async (history, options) => {
      const { init } = await import('./commands/init.ts');
      await init(history, options);
    });

  program
    .command('calibrate')
    .description(
      'find what cannot be observed so that the baseline reproduces the past; write calibrated.yaml',
    )
    .argument('<scenario>', 'a scenario file, or a folder with scenario.yaml', path)
    .option('--out <file>', 'where to write (default: calibrated.yaml beside the scenario)', nonEmpty)
    .option('--seed <text>', "any text; instead of the scenario's own", nonEmpty)
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      `
Seeks what the scenario does not say itself (review work, turnaround, patience, express lane, how hours vary) by simulated
moments on a stretch of the past: weekly merges, open changes, lead times, share abandoned. Key calibration says which.
Write calibrated: calibrated.yaml in the scenario to use what it finds; the scenario itself is never edited.

Example:
  $ reorgsim calibrate scenarios/nova-2014`,
    )
    .action(async (scenario, options) => {
      const { calibrate } = await import('./commands/calibrate.ts');
      await calibrate(scenario, options);
    });

  program
    .command('backtest')
    .description('project splits that happened from what was known on their day, and score that')
    .argument('<case...>', 'case.json files, or their folders: parent.csv and child.csv lie beside', paths)
    .option('--json', 'print one JSON object a line for each target')
    .option('--require', 'exit with status 3 unless the projection is better than the naive forecasts')
    .option('--seed <text>', 'any text', nonEmpty, '1')
    .option('--replications <n>', 'of each projection', few, 200)
    .option('--workers <n>', 'threads (default: all cores); changes nothing in the results', workers)
    .option('--model <name>', "another model beside the product's own: fixed-capacity", nonEmpty)
    .addHelpText(
      'after',
      `
Each case is projected twice: given when and where later changes came (arrivals: observed), and given nothing later
(earlier). It is scored beside four naive forecasts that get the same arrivals; the skill is counted against the best.

Example:
  $ reorgsim backtest cases/nova-cinder/case.json`,
    )
    .action(async (cases, options) => {
      const { backtest } = await import('./commands/backtest.ts');
      await backtest(cases, options);
    });

  for (const command of program.commands) command.exitOverride();
  return program;
}

export { CommanderError };

function path(text: string): string {
  if (text === '') throw new InvalidArgumentError('Give a path.');
  return text;
}

function paths(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), path(text)];
}

function few(text: string): number {
  return wholeNumber(text, 10_000);
}

function nonEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('Give some text.');
  if (text !== oneLine(text)) throw new InvalidArgumentError('Give plain text, at most 400 characters.');
  return text;
}

function wholeNumber(text: string, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 1 && value <= most))
    throw new InvalidArgumentError(`Give a whole number from 1 to ${most.toLocaleString('en-US')}.`);
  return value;
}

function replications(text: string): number | 'auto' {
  if (text === 'auto') return 'auto';
  return wholeNumber(text, 1_000_000);
}

function precision(text: string): number {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text.trim());
  const share = percent === null ? Number(text) : Number(percent[1]) / 100;
  if (share >= 0.0005 && share <= 0.5) return share;
  throw new InvalidArgumentError('Give a share from 0.05% to 50%, such as 1%.');
}

function workers(text: string): number {
  return wholeNumber(text, 256);
}
