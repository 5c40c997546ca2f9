import { type Folder, smallScenario } from '../small-scenario.test-kit.ts';
import { Chance } from './chance.ts';
import { editCsv } from './edit-csv.ts';
import { editJson } from './edit-json.ts';
import { editText } from './edit-text.ts';
import { editYaml } from './edit-yaml.ts';
import { exactValues, SEEDS } from './seeds.ts';
import { NUMBERS, SIGNS, strangeText } from './strange.ts';

/** Files of a case by name, in folders of their own where the name has slashes; null is a folder where a file should be. */
export type Files = Record<string, string | Uint8Array | null>;

/**
 * How a case is carried out: a command of the product; all of `run` but disk, threads and pictures; or all that `verify` does
 * with a file of exact values before it simulates.
 */
export type Command = 'check' | 'rehearse' | 'run' | 'report' | 'cases' | 'usage';

export interface Case {
  number: number;
  /** Which folder it was made from. */
  from: string;
  /** What was changed, in order. */
  edits: string[];
  command: Command;
  /** Of the command line, with {@link SCENARIO} and {@link OUT} where paths stand; empty for `rehearse` and `cases`. */
  args: string[];
  /** The scenario's folder; for `report` that of the results. */
  files: Files;
  /** Whether results of another run lie where the results go. */
  former: boolean;
  /** Whether a process of its own is started for it. */
  process: boolean;
}

export const SCENARIO = '<scenario>';
export const OUT = '<out>';

/** Results to mutate, by name of their seed; made once by whoever carries out cases. */
export type Made = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Each command with how often it is drawn: a full run or report draws all pictures and takes seconds, so few are. */
const COMMANDS: readonly (readonly [weight: number, command: Command])[] = [
  [34, 'check'],
  [48, 'rehearse'],
  [3, 'run'],
  [4, 'report'],
  [5, 'cases'],
  [3, 'usage'],
];
/** Share of cases of check and usage, and of run and report, that start a process of their own. */
const PROCESSES: Record<Command, number> = {
  check: 0.03,
  rehearse: 0,
  run: 0.1,
  report: 0.05,
  cases: 0,
  usage: 0.3,
};

/** Case `number` of the series `seed`: the same whenever and wherever it is asked for. */
export function caseOf(seed: string, number: number, results: Made): Case {
  const chance = new Chance(seed, number);
  const command = chance.weighted(COMMANDS);
  const [from, files] = beginning(command, results, chance);
  const edits: string[] = [];
  const count = editsOf(command, from, chance);
  for (let i = 0; i < count; i++) edits.push(edited(files, chance));
  const args = argsOf(command, chance);
  return {
    ...{ number, from, edits, command, args, files },
    former: chance.likely(0.4),
    process: chance.likely(PROCESSES[command]),
  };
}

/** How many edits: one at least, but where the scenario is of chance anyway. */
function editsOf(command: Command, from: string, chance: Chance): number {
  if (command === 'usage') return 0;
  return chance.weighted([
    [from === 'generated' ? 12 : 0, 0],
    [11, 1],
    [3, 2],
    [2, 3],
    [1, 3 + chance.below(6)],
  ]);
}

function beginning(command: Command, results: Made, chance: Chance): [name: string, files: Files] {
  if (command === 'usage') return ['small', smallScenario()];
  if (command === 'cases') return ['exact values', exactValues(chance)];
  return command === 'report' ? someResults(results, chance) : someScenario(chance);
}

function someScenario(chance: Chance): [name: string, files: Files] {
  const [name, make] = chance.weighted(SEEDS.map(([weight, name, make]) => [weight, [name, make] as const]));
  return [name, { ...make(chance) }];
}

function someResults(results: Made, chance: Chance): [name: string, files: Files] {
  const [name, tables] = chance.one(Object.entries(results));
  return [name, { ...(tables as Folder) }];
}

/** Changes one file; says which and how. */
function edited(files: Files, chance: Chance): string {
  const names = Object.keys(files).filter((name) => files[name] !== null && files[name] !== undefined);
  const yaml = names.filter((name) => name.endsWith('.yaml'));
  if (names.length === 0) return 'nothing left';
  const name = yaml.length > 0 && chance.likely(0.6) ? chance.one(yaml) : chance.one(names);
  if (chance.likely(0.03)) return editFile(files, name, chance);
  const content = files[name]!;
  // After an edit of bytes there is no text any more that could be changed as a table or tree.
  if (typeof content !== 'string') return `${name} left`;
  const { text, edit } = editContent(name, content, chance);
  files[name] = text;
  return `${name}: ${edit}`;
}

function editContent(
  name: string,
  content: string,
  chance: Chance,
): { text: string | Uint8Array; edit: string } {
  if (chance.likely(0.25)) return editText(content, chance);
  if (name.endsWith('.csv')) return editCsv(content, chance);
  if (name.endsWith('.json')) {
    try {
      return editJson(content, chance);
    } catch {
      return editText(content, chance);
    }
  }
  return editYaml(content, chance) ?? editText(content, chance);
}

/** Changes what lies where. */
function editFile(files: Files, name: string, chance: Chance): string {
  const other = chance.one(Object.keys(files));
  const edit = chance.one(['removed', 'a folder', 'the content of another', 'renamed']);
  if (edit === 'the content of another') files[name] = files[other]!;
  else if (edit === 'a folder') files[name] = null;
  else {
    if (edit === 'renamed') files[`${name}~`] = files[name]!;
    delete files[name];
  }
  return `${name}: ${edit}${edit === 'the content of another' ? ` (${other})` : ''}`;
}

function argsOf(command: Command, chance: Chance): string[] {
  const json = chance.some(['--json'], 0.3);
  if (command === 'check') return ['check', SCENARIO, ...json];
  if (command === 'report') return ['report', OUT, ...json];
  if (command === 'rehearse' || command === 'cases') return [];
  const replications = ['--replications', String(1 + chance.below(3))];
  const workers = chance.likely(0.9) ? ['--workers', String(1 + chance.below(2))] : [];
  const more = [...chance.some(['--keep-replications'], 0.2), ...json];
  const run = ['run', SCENARIO, '--out', OUT, ...replications, ...workers, ...more];
  return command === 'run' ? run : misused(run, chance);
}

/** A command line with something wrong, or odd. */
function misused(run: string[], chance: Chance): string[] {
  // The operating system passes no text with a null byte on.
  const strange = () =>
    chance
      .one([strangeText(chance), chance.one(NUMBERS), chance.one(SIGNS)])
      .replaceAll('\u0000', '')
      .slice(0, 5_000);
  const at = chance.below(run.length);
  return chance.one([
    () => run.filter((_, i) => i !== at),
    () => [...run.slice(0, at), `--${strange()}`, ...run.slice(at)],
    () => [...run.slice(0, 2), '--seed', strange(), ...run.slice(2)],
    () => [...run, ...run.slice(at)],
    () => run.map((word, i) => (i === at && word !== OUT ? strange() : word)),
    () => [...run, strange()],
    () => [...run, '--resume'],
    () => [chance.one(['check', 'report', 'verify', 'help', strange()]), ...run.slice(1)],
    () => [chance.one(['report', 'check']), chance.one([SCENARIO, OUT]), '--json', '--json'],
    () =>
      chance.one([[], ['--help'], ['--version'], ['-x'], ['help', 'run'], ['run'], ['run', '--help'], ['']]),
  ])();
}
