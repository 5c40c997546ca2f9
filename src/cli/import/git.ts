import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError, Interrupted, oneLine } from '../../errors.ts';
import { gitChanges } from '../../history/import/git.ts';
import { GitLog, LOG_FORMAT } from '../../history/import/git-log.ts';
import type { Sink } from '../../history/sink.ts';
import type { ImportRequest } from './request.ts';

/** Reads a local repository in one pass of one `git log`. */
export async function importGit(request: ImportRequest, sink: Sink): Promise<void> {
  const { source } = request;
  checkFolder(source);
  const around = await lookAround(source);
  if (around.partial)
    sink.note(
      'a partial clone: its files are not all here, so that sizes and renames are not known; areas weigh by files',
    );
  let sizes = !around.partial;
  let log = await readLog(request, around, sizes);
  if (
    log.fault !== undefined &&
    !around.partial &&
    /missing|unable to read|bad object|not our ref/i.test(log.fault)
  ) {
    sink.note(
      `git could not compare all files (${log.fault}): sizes and renames are not known; areas weigh by files`,
    );
    sizes = false;
    log = await readLog(request, around, sizes);
  }
  if (log.fault !== undefined) {
    if (log.read.commits.length === 0)
      throw new InputError(
        `git cannot read it: ${log.fault}`,
        { file: source },
        'mend the repository, or clone it again',
      );
    sink.note(`git stopped early (${log.fault}): the history begins there`);
  }
  if (log.read.commits.length === 0)
    throw new InputError('no commits', { file: source }, 'check out a branch that has some');
  if (around.cut.size > 0) sink.note('a shallow clone: what merged before it is not in it');
  gitChanges(log.read, { cut: around.cut, areas: request.areas, sizes }, sink);
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

function readLog(request: ImportRequest, { notes, mailmap }: Around, sizes: boolean): Promise<Read> {
  const { source, people, progress, signal } = request;
  const read = new GitLog(people);
  const files = sizes ? ['--numstat', '-M'] : ['--name-only', '--no-renames'];
  const args = [
    ...[...SETTINGS, ...mailmap, '--no-pager', '-C', source, 'log', '-z', ...files, `--format=${LOG_FORMAT}`],
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
      const whole = read.end();
      const fault =
        status === 0 && whole
          ? undefined
          : oneLine(errors.split('\n').at(0) ?? '') || `exit status ${status}`;
      done({ read, fault });
    });
  });
}
