import type { Command } from '@commander-js/extra-typings';
import { day, few, nonEmpty, path, paths, workers } from './arguments.ts';

/** Commands about what happened: records of projects, and splits. */
export function historyCommands(program: Command): void {
  program
    .command('import')
    .description("turn a project's own records into a history, changes.csv")
    .argument('<kind>', 'git, gerrit, github, gitlab or csv', nonEmpty)
    .argument('<source>', 'a repository, a file or an address', path)
    .requiredOption('--out <file>', 'the history to write', path)
    .option('--areas <file>', 'areas.yaml, or a CODEOWNERS file (default: folders)', path)
    .option('--columns <list>', 'of a table: created_at=Opened,merged_at=Merged', nonEmpty)
    .option('--timezone <zone>', 'of times without one, such as Europe/Berlin (default: UTC)', nonEmpty)
    .option('--bots <list>', 'further names or addresses that are programs', nonEmpty)
    .option('--keep-names', 'write names of people, not pseudonyms')
    .option('--json', 'print the summary as JSON')
    .addHelpText(
      'after',
      `
The file appears whole or not at all. Records that cannot be used are counted by reason, with examples. Pseudonyms are
keyed with the environment variable REORGSIM_KEY, or else with a key of this import alone.

areas.yaml says which paths make an area; the first rule that matches a path counts:
  schema: 1
  areas:
    - {area: libvirt, paths: [nova/virt/libvirt, nova/tests/virt/libvirt]}
    - {area: xenapi, paths: [nova/virt/xenapi/**]}
    - {area: tests, paths: ['**/tests/**'], beside: true}   # only for changes of nothing else
  rest: common            # or: by folder
  one: most lines         # the one area of a change of several; or: first rule
  several:                # or, before that, the first of these that fits
    - {all: [libvirt, xenapi], area: several drivers}
    - {any: [libvirt, xenapi], area: driver+common}

Sources on the network (https://…) ask for GH_TOKEN, GITLAB_TOKEN, or GERRIT_USER and GERRIT_PASSWORD in the environment
where they let nobody else in. What an interrupted import has read is kept beside the history, and it goes on from there.

Example:
  $ reorgsim import git ../nova --areas areas.yaml --out changes.csv
  $ reorgsim import gerrit https://review.example.org/q/project:acme/engine --out changes.csv
  $ reorgsim import github pulls.json --out changes.csv
  $ reorgsim import csv tickets.csv --columns change_id=Key,created_at=Opened,areas=Component --out changes.csv`,
    )
    .action(async (kind, source, options) => {
      const { importHistory } = await import('./commands/import.ts');
      await importHistory(kind, source, options);
    });

  program
    .command('describe')
    .description('what a history says: arrivals, lead times, areas, people, and what it cannot say')
    .argument('<history>', 'a neutral changes.csv, or changes.csv.gz', path)
    .option(
      '--cycles <file>',
      'release cycles: cycle, start, freeze, release (default: quarters or half-years)',
      path,
    )
    .option('--as-of <day>', 'as the records stood at the beginning of this day, UTC', day)
    .option('--out <dir>', 'also write tables and charts into this folder', nonEmpty)
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Changes that are still open count as lasting at least as long as they have (Kaplan-Meier), and what was given up as never
merging (Aalen-Johansen); beside them stand the quantiles of what merged alone. Up to 200,000 changes quantiles are exact,
beyond that within 1 %; memory does not grow with the file.

Example:
  $ reorgsim describe changes.csv --cycles cycles.csv --out out/history`,
    )
    .action(async (history, options) => {
      const { describe } = await import('./commands/describe.ts');
      await describe(history, options);
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
}
