import { Command, CommanderError } from '@commander-js/extra-typings';
import { oneLine } from '../errors.ts';
import { historyCommands } from './history-commands.ts';
import { PRODUCT, version } from './product.ts';
import { simulationCommands } from './simulation-commands.ts';

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
Example, from a project's records to a proposal:
  $ reorgsim import git ../project --out changes.csv   its records as a history
  $ reorgsim describe changes.csv                      what the history says
  $ reorgsim init changes.csv --out project            a calibrated scenario, to be edited
  $ reorgsim check project                             what goes in, and where it comes from
  $ reorgsim run project                               project the backlog, write out/project/

And to doubt it:
  $ reorgsim verify                                    the simulator beside exact values
  $ reorgsim backtest CASE                             the projections beside splits that happened

Exit status: 0 done, 1 a defect, 2 the input is at fault, 3 a check did not hold, 130 interrupted.`,
    );

  simulationCommands(program);
  historyCommands(program);
  for (const command of program.commands) command.exitOverride();
  return program;
}

export { CommanderError };
