import { DidNotHold, InputError, Interrupted } from '../errors.ts';
import { CommanderError, makeProgram } from './program.ts';

/** Runs the command line and returns the exit status. */
export async function runCli(args: string[]): Promise<number> {
  try {
    await makeProgram().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof InputError) {
      process.stderr.write(`${error.message}\n`);
      return 2;
    }
    if (error instanceof DidNotHold) return 3;
    if (error instanceof Interrupted) return 130;
    process.stderr.write(
      `A defect of reorgsim, please report it: ${(error as Error).stack ?? String(error)}\n`,
    );
    return 1;
  }
}
