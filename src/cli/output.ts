import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../errors.ts';
import { type Files, isResultFile } from '../report/write.ts';
import { shorter } from './files.ts';

/** Fails early, before an hour of simulation, if results could not be written to `folder`. */
export function ensureWritable(folder: string): void {
  const target = resolve(folder);
  try {
    mkdirSync(dirname(target), { recursive: true });
    rmSync(mkdtempSync(join(dirname(target), `.${basename(target)}-`)), { recursive: true });
    if (existsSync(target)) readdirSync(target);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/**
 * Writes all files into `folder`, whole or not at all: they are written beside it first and then take its place. Results
 * of an earlier run go, other files in the folder stay.
 */
export function writeWhole(folder: string, files: Files): void {
  const target = resolve(folder);
  let made: string | undefined;
  try {
    mkdirSync(dirname(target), { recursive: true });
    made = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    chmodSync(made, 0o755);
    if (existsSync(target))
      cpSync(target, made, { recursive: true, filter: (path) => !isResultFile(basename(path)) });
    for (const [name, content] of files) writeFileSync(join(made, name), content);
    const old = `${made}-old`;
    if (existsSync(target)) renameSync(target, old);
    renameSync(made, target);
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    throw cannotWrite(folder, error);
  }
}

function cannotWrite(folder: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error as Error;
  const why = {
    EACCES: 'it may not be written',
    EROFS: 'its disk is read-only',
    ENOTDIR: 'a part of its path is a file',
    ENOSPC: 'its disk is full',
  };
  const what = why[code as keyof typeof why] ?? code;
  return new InputError(
    `cannot write results (${what})`,
    { file: shorter(folder) },
    'give another folder with --out',
  );
}
