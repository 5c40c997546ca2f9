import { join } from 'node:path';
import { smallScenario, writeFolder } from '../small-scenario.test-kit.ts';
import { carryOut } from './carry-out.ts';
import { type Command, caseOf, type Made } from './case.ts';
import { Intrinsics } from './intrinsics.ts';
import { tablesOf } from './rehearse.ts';
import { withPast } from './seeds.ts';
import { faultsOf } from './verdict.ts';

/** What became of one case. */
export interface Verdict {
  number: number;
  command: Command;
  from: string;
  process: boolean;
  status: number | undefined;
  large: boolean;
  faults: string[];
  seconds: number;
  out: string;
  err: string;
}

/** Results that cases of `report` change: of a scenario, and of one with a past. */
export async function madeResults(folder: string): Promise<Made> {
  const made: Record<string, Record<string, string>> = {};
  for (const [name, files] of Object.entries({ small: smallScenario(), past: withPast() })) {
    const at = join(folder, `results of ${name}`);
    if (name === 'past') writeFolder(join(at, 'past'), {});
    writeFolder(at, files);
    made[`results of ${name}`] = await tablesOf(at);
  }
  return made;
}

/** Carries out case `number` where this process stands, and judges it. */
export async function verdictOf(
  seed: string,
  number: number,
  results: Made,
  folder: string,
): Promise<Verdict> {
  const the = caseOf(seed, number, results);
  const intrinsics = new Intrinsics();
  const begun = performance.now();
  const outcome = await carryOut(the, folder);
  const seconds = (performance.now() - begun) / 1000;
  const faults = faultsOf(the, outcome);
  faults.push(...intrinsics.changed().map((name) => `${name} has changed`));
  const { status, large, out, err } = outcome;
  const { command, from, process } = the;
  return {
    number,
    command,
    from,
    process,
    status,
    large,
    faults,
    seconds,
    out: out.slice(0, 2_000),
    err: err.slice(0, 4_000),
  };
}

/** As a process of its own: `runner.js SEED FOLDER` carries out the cases whose numbers it is told. */
if (process.send !== undefined && process.argv[1]?.endsWith('runner.js') === true) {
  const [seed, folder] = process.argv.slice(2) as [string, string];
  const cases = join(folder, 'case');
  const results = await madeResults(folder);
  writeFolder(cases, {});
  process.chdir(cases);
  process.on('message', async (number: number) => {
    process.send!(await verdictOf(seed, number, results, cases));
  });
  // Nobody is left to tell.
  process.on('disconnect', () => process.exit());
  process.send('ready');
}
