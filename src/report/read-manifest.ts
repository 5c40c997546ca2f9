import { InputError, nearestName } from '../errors.ts';
import type { Manifest } from './results.ts';

/** What each key of a manifest holds. */
const KEYS: Record<keyof Manifest, 'text' | 'number' | 'texts by name'> = {
  product: 'text',
  version: 'text',
  scenario: 'text',
  title: 'text',
  project: 'text',
  question: 'text',
  seed: 'text',
  replications: 'number',
  stopped: 'text',
  smallest_effect: 'number',
  inputs: 'texts by name',
};

/** Reads `manifest.json`; keys that it does not know are left alone. Throws {@link InputError}. */
export function readManifest(file: string, text: string): Manifest {
  const manifest = parsed(file, text);
  const keys = Object.keys(manifest);
  for (const [key, kind] of Object.entries(KEYS)) {
    const value = manifest[key];
    if (!Object.hasOwn(manifest, key)) throw missing(key, keys, file, text);
    if (!isOf(kind, value))
      throw new InputError(`'${key}' is no ${kind}`, { file, ...placeOf(text, key) }, `write a ${kind}`);
  }
  return manifest as unknown as Manifest;
}

function missing(key: string, keys: string[], file: string, text: string): InputError {
  const others = keys.filter((other) => !Object.hasOwn(KEYS, other));
  const near = nearestName(key, others);
  const place = near === undefined ? { line: 1, column: 1 } : placeOf(text, near);
  const remedy = near === undefined ? 'run the scenario again' : `did you mean it by '${near}'?`;
  return new InputError(`no key '${key}'`, { file, ...place }, remedy);
}

function parsed(file: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const at = /end of JSON/.test(message)
      ? text.length
      : Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
    throw new InputError('this is not JSON', { file, ...lineAndColumn(text, at) }, 'run the scenario again');
  }
  if (isObject(value)) return value;
  throw new InputError('this is no JSON object', { file, line: 1, column: 1 }, 'run the scenario again');
}

function isOf(kind: (typeof KEYS)[keyof Manifest], value: unknown): boolean {
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'number') return typeof value === 'number' && value >= 0;
  return isObject(value) && Object.values(value).every((one) => typeof one === 'string');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const placeOf = (text: string, key: string) =>
  lineAndColumn(text, Math.max(0, text.indexOf(JSON.stringify(key))));

function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
