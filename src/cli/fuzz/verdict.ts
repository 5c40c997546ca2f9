import { basename, dirname, join } from 'node:path';
import { readResults, TABLES } from '../../report/read-results.ts';
import { isMadeFromTables, isResultFile } from '../../report/write.ts';
import { type Outcome, PATHS } from './carry-out.ts';
import { type Case, OUT, SCENARIO } from './case.ts';

const RESULTS = PATHS[OUT]!;
const TEXTS = ['proposal.md', 'proposal.rst', 'proposal.txt'];
const PICTURES = ['', '-dark', '-narrow'].flatMap((look) =>
  ['svg', 'png', 'vl.json'].map((kind) => `backlog-fan${look}.${kind}`),
);
const STACK = /^\s+at .*(:\d+:\d+|<anonymous>)\)?$|A defect of reorgsim|node:internal|\[object /m;
const PROGRESS = /^(\d+ replications( of \d+)?\n)*$/;

/** What is wrong with how a case ended; nothing if it kept all promises. */
export function faultsOf(the: Case, outcome: Outcome): string[] {
  const { status, out, err } = outcome;
  const faults: string[] = [];
  const claim = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  claim(!STACK.test(err) && !STACK.test(out), 'a stack is shown');
  if (status !== 0 && status !== 2) return [...faults, `exit status ${status ?? 'none: killed'}`];
  claim(unchanged(the, outcome), 'an input file has changed');
  if (status === 2) {
    claim(out === '', 'something on stdout beside a complaint');
    faults.push(...faultsOfComplaint(the, outcome), ...faultsOfNothing(outcome));
    return faults;
  }
  if (outcome.large || the.command === 'rehearse' || the.command === 'cases') return faults;
  claim(PROGRESS.test(err), 'something on stderr beside results');
  if (the.command === 'usage') return faults;
  if (the.args.includes('--json')) claim(isJson(out), 'no JSON on stdout');
  else
    claim(
      out.endsWith('\n') && !/\bundefined\b|\bNaN\b/.test(out.replace(/^.*[?"'(].*$/gm, '')),
      'stdout shows what does not exist',
    );
  if (the.command !== 'check') faults.push(...faultsOfResults(the, outcome));
  return faults;
}

function unchanged({ command }: Case, { before, after }: Outcome): boolean {
  const stays = (path: string) =>
    command === 'report' ? !isMadeFromTables(basename(path)) : path.startsWith(PATHS[SCENARIO]!);
  return [...before].every(([path, bytes]) => !stays(path) || after.get(path)?.equals(bytes) === true);
}

/** One line: place, what is wrong, remedy. Where the place is in a file of the case, it lies inside that file. */
function faultsOfComplaint({ files, command }: Case, { err, before }: Outcome): string[] {
  // Without a command the help itself is what is said.
  const usage = /^reorgsim: [^\n]+ \(add --help for usage\)\n$|^Usage: reorgsim /.test(err);
  if (usage && command === 'usage') return [];
  const complaint =
    /^(?<file>[^\n]+?)(:(?<line>\d+):(?<column>\d+))?: (?<what>[^\n]+); (?<remedy>[^\n]+)\n$/u.exec(err);
  if (complaint === null) return ['the complaint is not one line with place, fault and remedy'];
  const { file, line, column, what } = complaint.groups!;
  const faults =
    /\bundefined\b|\bNaN is\b/.test(err) && !/undefined|NaN|nan/.test(contents(files))
      ? ['it names what does not exist']
      : [];
  if (what!.trim() === '') faults.push('the complaint says nothing');
  const there = [...before.keys()].some((path) => path === file || path.startsWith(`${file}/`));
  const asFolder = Object.entries(files).some(([name, content]) => content === null && file!.endsWith(name));
  if (!there && !asFolder && !what!.includes('there is no') && command !== 'usage')
    faults.push(`there is no file ${file} to look into`);
  const folder = PATHS[command === 'report' ? OUT : SCENARIO]!;
  const text = Object.entries(files).find(([name]) => join(folder, name) === file)?.[1];
  if (line === undefined || typeof text !== 'string') return faults;
  // In YAML as in JSON a carriage return alone ends no line.
  const breaks = file!.endsWith('.csv') ? /\r\n|\n|\r/ : /\n/;
  const at = text.replace(/^\ufeff/, '').split(breaks)[Number(line) - 1];
  const inside =
    at !== undefined && Number(line) > 0 && Number(column) > 0 && Number(column) <= at.length + 1;
  return inside ? faults : [...faults, `there is no ${line}:${column} in the file`];
}

function contents(files: Case['files']): string {
  return Object.values(files)
    .map((content) => (content === null ? '' : Buffer.from(content).toString('latin1')))
    .join();
}

/** A refused case leaves what lay there as it lay, and nothing new. */
function faultsOfNothing({ before, after }: Outcome): string[] {
  const fresh = [...after.keys()].filter((path) => !before.has(path));
  const gone = [...before].filter(([path, bytes]) => after.get(path)?.equals(bytes) !== true);
  return [
    ...fresh.map((path) => `${path} is left by a refused case`),
    ...gone.map(([path]) => `${path} was touched by a refused case`),
  ];
}

/** Results are whole: every file that a run promises, tables that a reader takes, nothing beside the folder. */
function faultsOfResults({ former, command, args }: Case, { after, before }: Outcome): string[] {
  const inFolder = [...after].filter(([path]) => path.startsWith(`${RESULTS}/`));
  const files = new Map(inFolder.map(([path, bytes]) => [path.slice(RESULTS.length + 1), bytes]));
  const wanted = ['manifest.json', ...TABLES.map((name) => `${name}.csv`), ...TEXTS, ...PICTURES];
  if (args.includes('--keep-replications')) wanted.push('replications.csv');
  const faults = wanted
    .filter((name) => (files.get(name)?.length ?? 0) === 0)
    .map((name) => `no ${name} in the results`);
  const strangers = [...files.keys()].filter(
    (name) => !isResultFile(name) && !before.has(join(RESULTS, name)),
  );
  faults.push(...strangers.map((name) => `${name} in the results`));
  const beside = [...after.keys()].filter((path) => dirname(path) !== RESULTS && !before.has(path));
  faults.push(...beside.map((path) => `${path} is left beside the results`));
  if (former && command === 'run' && files.get('notes.txt')?.toString() !== 'of somebody')
    faults.push('notes of somebody are gone');
  try {
    readResults('results', new Map([...files].map(([name, bytes]) => [name, bytes.toString()])));
  } catch (error) {
    faults.push(`the results are not readable: ${(error as Error).message}`);
  }
  return faults;
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
