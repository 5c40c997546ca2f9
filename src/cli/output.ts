import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { InputError } from '../errors.ts';
import { type Content, type Files, isResultFile } from '../report/write.ts';
import { shorter } from './files.ts';

/**
 * Fails early, before an hour of simulation, if results could not be written to `folder`. A folder that holds `kept`
 * (the scenario's files, or where the command runs) is not taken: writing replaces it as a whole.
 */
export function ensureWritable(folder: string, kept: readonly string[]): void {
  const target = realPath(folder);
  try {
    if (existsSync(target)) readdirSync(target);
    for (const path of kept) {
      if (!holds(target, realPath(path))) continue;
      const what = `results would replace the folder that holds ${shorter(realPath(path)) || 'this one'}`;
      throw new InputError(what, { file: folder }, 'give a folder of their own with --out');
    }
    mkdirSync(dirname(target), { recursive: true });
    rmSync(mkdtempSync(join(dirname(target), `.${basename(target)}-`)), { recursive: true });
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/**
 * Writes all files into `folder`, whole or not at all: they are written beside it first and then take its place. What is
 * `stale`, the results of an earlier run, goes; whatever else is in the folder stays.
 */
export function writeWhole(
  folder: string,
  files: Files,
  stale: (name: string) => boolean = isResultFile,
  remedy?: string,
): void {
  const target = realPath(folder);
  let made: string | undefined;
  try {
    mkdirSync(dirname(target), { recursive: true });
    made = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    chmodSync(made, 0o755);
    if (existsSync(target)) {
      const stays = (path: string) => dirname(path) !== target || !stale(basename(path));
      cpSync(target, made, { recursive: true, verbatimSymlinks: true, filter: stays });
    }
    for (const [name, content] of files) writeContent(join(made, name), content);
    takePlace(made, target);
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    throw cannotWrite(folder, error, remedy);
  }
}

/** Writes one file beside others, whole or not at all. */
export function writeFileWhole(file: string, content: string): void {
  const made = join(dirname(file), `.${basename(file)}-${process.pid}`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(made, content);
    renameSync(made, file);
  } catch (error) {
    rmSync(made, { force: true });
    throw cannotWrite(file, error, 'give another file with --out');
  }
}

function writeContent(path: string, content: Content): void {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    writeFileSync(path, content);
    return;
  }
  const descriptor = openSync(path, 'w');
  try {
    for (const piece of content) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}

function takePlace(made: string, target: string): void {
  const old = `${made}-old`;
  const replaces = existsSync(target);
  if (replaces) renameSync(target, old);
  try {
    renameSync(made, target);
  } catch (error) {
    if (replaces) renameSync(old, target);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

export function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}

export function holds(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === '' || !(inside.startsWith('..') || isAbsolute(inside));
}

/** What the file system says, as a fault of the folder that was given. */
export function cannotWrite(
  folder: string,
  error: unknown,
  remedy = 'give another folder with --out',
): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || error instanceof InputError) return error as Error;
  const why = {
    EACCES: 'it may not be written',
    EROFS: 'its disk is read-only',
    ENOTDIR: 'a part of its path is a file',
    EEXIST: 'a part of its path is a file',
    ENOSPC: 'its disk is full',
  };
  const what = why[code as keyof typeof why] ?? code;
  return new InputError(`cannot write results (${what})`, { file: shorter(folder) }, remedy);
}
