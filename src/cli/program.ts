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
Example:
  $ reorgsim check scenarios/nova-2014     what goes in, and where it comes from
  $ reorgsim run scenarios/nova-2014       project the backlog, write out/nova-2014/
  $ reorgsim report out/nova-2014          its charts and texts again, from its tables
  $ reorgsim verify                        the simulator beside hundreds of exact values

Exit status: 0 done, 1 a defect, 2 the input is at fault, 3 a check did not hold, 130 interrupted.`,
    );

  simulationCommands(program);
  historyCommands(program);
  for (const command of program.commands) command.exitOverride();
  return program;
}

export { CommanderError };
