import type { Command } from '@commander-js/extra-typings';
import { nonEmpty, path, precision, replications, workers } from './arguments.ts';

/** Commands that simulate: scenarios, and models whose values are known. */
export function simulationCommands(program: Command): void {
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
}
