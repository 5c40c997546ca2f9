import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { InputError } from '../errors.ts';
import { type Case, type CaseFile, readCase } from '../experiment/backtest/case.ts';
import type { KeptAside } from '../history/kept-aside.ts';
import { readText, shorter } from './files.ts';

/** Bytes of the rows of one file, once they are unpacked. */
const MOST_BYTES = 400_000_000;

/** Opens the case of a `case.json`, or of the folder that holds one; its rows lie beside it. Throws InputError. */
export function openCase(path: string, aside: KeptAside, note: (sentence: string) => void): Case {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'case.json') : path;
  const shown = shorter(file);
  const definition = { file: shown, bytes: new TextEncoder().encode(readText(file, { file: shown })) };
  return readCase(definition, rowsBeside(file, 'parent'), rowsBeside(file, 'child'), { aside, note });
}

function rowsBeside(caseFile: string, name: string): CaseFile {
  const plain = join(dirname(caseFile), `${name}.csv`);
  const packed = `${plain}.gz`;
  const [file, other] = existsSync(plain) ? [plain, packed] : [packed, plain];
  const shown = shorter(file);
  const refuse = (what: string, remedy: string) => new InputError(what, { file: shorter(caseFile) }, remedy);
  if (!existsSync(file))
    throw refuse(`no ${name}.csv beside it`, `put ${name}.csv or ${name}.csv.gz into its folder`);
  if (existsSync(other)) throw refuse(`both ${name}.csv and ${name}.csv.gz beside it`, 'keep one of them');
  if (!statSync(file).isFile())
    throw new InputError('no ordinary file', { file: shown }, 'give a file of rows');
  if (statSync(file).size > MOST_BYTES)
    throw new InputError(`more than ${MOST_BYTES / 1e6} MB`, { file: shown }, 'give fewer rows');
  const bytes = readBytes(file, shown);
  return { file: shown, bytes: file === packed ? unpacked(bytes, shown) : bytes };
}

function readBytes(file: string, shown: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(`cannot be read (${code})`, { file: shown }, 'check its permissions');
  }
}

function unpacked(bytes: Uint8Array, shown: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new InputError(
        `more than ${MOST_BYTES / 1e6} MB once unpacked`,
        { file: shown },
        'give fewer rows',
      );
    throw new InputError(`no whole gzip file (${code})`, { file: shown }, 'pack it again with gzip');
  }
}
