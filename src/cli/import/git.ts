import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError, Interrupted, oneLine } from '../../errors.ts';
import { type FilesTold, gitChanges } from '../../history/import/git.ts';
import { GitLog, LOG_FORMAT } from '../../history/import/git-log.ts';
import type { Sink } from '../../history/sink.ts';
import type { ImportRequest } from './request.ts';

/** Reads a local repository in one pass of one `git log`. */
export async function importGit(request: ImportRequest, sink: Sink): Promise<void> {
  const { source } = request;
  checkFolder(source);
  const around = await lookAround(source);
  const { log, told } = await readable(request, around, sink);
  if (log.fault !== undefined) {
    const remedy = 'mend the repository, or clone it again';
    if (log.read.commits.length === 0)
      throw new InputError(`git cannot read it: ${log.fault}`, { file: source }, remedy);
    sink.note(`git stopped early (${log.fault}): the history begins there`);
  }
  if (log.read.commits.length === 0)
    throw new InputError('no commits', { file: source }, 'check out a branch that has some');
  if (around.cut.size > 0) sink.note('a shallow clone: what merged before it is not in it');
  gitChanges(log.read, { cut: around.cut, areas: request.areas, told }, sink);
}

const LESS = {
  lines: '',
  names: 'sizes and renames are not known, and areas weigh by files',
  nothing: 'neither sizes nor areas are known',
};

/** Reads what the clone has: lines touched, or else names of files alone, or else neither. */
async function readable(
  request: ImportRequest,
  around: Around,
  sink: Sink,
): Promise<{ log: Read; told: FilesTold }> {
  let told: FilesTold = around.partial ? 'names' : 'lines';
  if (around.partial) sink.note(`a partial clone, the files of which are not all here: ${LESS.names}`);
  let log = await readLog(request, around, told);
  const missing = () =>
    log.fault !== undefined && /missing|unable to read|bad object|not our ref|promisor/i.test(log.fault);
  if (told === 'lines' && missing()) {
    told = 'names';
    sink.note(`git could not compare all files (${log.fault}): ${LESS.names}`);
    log = await readLog(request, around, told);
  }
  if (missing() && log.read.commits.length === 0) {
    told = 'nothing';
    sink.note(`git could not list files (${log.fault}): ${LESS.nothing}`);
    log = await readLog(request, around, told);
  }
  return { log, told };
}

function checkFolder(source: string): void {
  const wrong = (what: string, remedy: string) => new InputError(what, { file: source }, remedy);
  if (/^[a-z+]+:\/\/|^[^/\\]+@[^/\\]+:/i.test(source))
    throw wrong('an address', 'clone it, and name the clone');
  if (!existsSync(source)) throw wrong('there is no such folder', 'name a local repository');
  if (!statSync(source).isDirectory()) throw wrong('is no folder', 'name a local repository');
}

interface Around {
  /** Commits at which a shallow clone is cut off. */
  cut: Set<string>;
  /** Whether git would have to fetch files. */
  partial: boolean;
  notes: boolean;
  /** Names for people, where the repository keeps them and nothing is checked out. */
  mailmap: string[];
}

async function lookAround(source: string): Promise<Around> {
  const [shallow, config, notes] = await Promise.all([
    git(source, ['rev-parse', '--git-path', 'shallow']),
    git(source, [
      'config',
      '--get-regexp',
      '^(extensions\\.partialclone|remote\\..*\\.promisor|mailmap\\.blob)$',
    ]),
    git(source, ['for-each-ref', '--format=x', 'refs/notes/review']),
  ]);
  if (shallow.missing) throw new InputError('git is not installed', { file: source }, 'install git');
  if (shallow.fault !== undefined) {
    const owner = /dubious ownership/.test(shallow.fault);
    const what = owner ? 'git distrusts it: it belongs to somebody else' : 'is no git repository';
    throw new InputError(what, { file: source }, owner ? 'see safe.directory of git config' : 'name one');
  }
  const file = resolve(source, shallow.out.trim());
  const cut = existsSync(file)
    ? readFileSync(file, 'latin1')
        .split('\n')
        .filter((line) => line !== '')
    : [];
  const settings = config.out.split('\n').filter((line) => line !== '');
  const partial = settings.some((line) => !line.startsWith('mailmap.') && !line.endsWith(' false'));
  const given = partial || settings.some((line) => line.startsWith('mailmap.'));
  const mailmap = given ? [] : ['-c', 'mailmap.blob=HEAD:.mailmap'];
  return { cut: new Set(cut), partial, notes: notes.out.trim() !== '', mailmap };
}

/** Settings of the user and of the repository that would change what is read, run programs, or fetch. */
const SETTINGS = [
  ...['core.fsmonitor=false', 'log.showSignature=false', 'log.mailmap=true', 'diff.renames=true'],
  ...['diff.algorithm=default', 'diff.ignoreSubmodules=none', 'diff.relative=false', 'protocol.allow=never'],
].flatMap((setting) => ['-c', setting]);

/** Nothing asks for a password, and messages are in English. */
const environment = () => ({
  ...process.env,
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
});

function git(source: string, args: string[]): Promise<{ out: string; fault?: string; missing: boolean }> {
  return new Promise((done) => {
    const options = { env: environment(), maxBuffer: 1 << 26 };
    execFile('git', [...SETTINGS, '-C', source, ...args], options, (error, out, err) => {
      if (error === null) done({ out, missing: false });
      else done({ out, fault: oneLine(err) || error.message, missing: error.code === 'ENOENT' });
    });
  });
}

interface Read {
  read: GitLog;
  fault?: string | undefined;
}

const FILES: Record<FilesTold, string[]> = {
  lines: ['--numstat', '-M'],
  names: ['--name-only', '--no-renames'],
  nothing: ['--no-patch'],
};

function readLog(request: ImportRequest, { notes, mailmap }: Around, told: FilesTold): Promise<Read> {
  const { source, people, progress, signal } = request;
  const read = new GitLog(people);
  const args = [
    ...[
      ...SETTINGS,
      ...mailmap,
      '--no-pager',
      '-C',
      source,
      'log',
      '-z',
      ...FILES[told],
      `--format=${LOG_FORMAT}`,
    ],
    ...['--encoding=UTF-8', '--no-color', '--no-ext-diff', '--no-textconv', '--no-show-signature'],
    ...[notes ? '--notes=refs/notes/review' : '--no-notes', 'HEAD', '--'],
  ];
  return new Promise((done, failed) => {
    const child = spawn('git', args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = () => child.kill();
    signal.addEventListener('abort', stop);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < 2_000) errors += chunk.toString('utf8');
    });
    child.stdout.on('data', (chunk: Buffer) => {
      read.push(chunk);
      progress(`${read.commits.length.toLocaleString('en-US')} commits read`);
    });
    child.on('error', failed);
    child.on('close', (status) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) return failed(new Interrupted());
      // Of a git that failed the last commit may lack files: it does not count.
      const whole = status === 0 && read.end();
      const why = saidOf(errors) || `exit status ${status}`;
      done({ read, fault: whole ? undefined : why });
    });
  });
}

/** Why git gave up: the last word of what it says, or else the first. */
function saidOf(errors: string): string {
  const lines = errors.split('\n');
  const fatal = lines.findLast((line) => line.startsWith('fatal: ')) ?? lines.find((line) => line !== '');
  return oneLine(fatal ?? '').replace(/^(fatal|error): /, '');
}
