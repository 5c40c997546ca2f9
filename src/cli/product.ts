import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { baseName } from '../table.ts';
import type { ScenarioSource } from './files.ts';

export const PRODUCT = 'reorgsim';

export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The fonts that pictures are drawn with, shipped so that text looks the same on a machine without fonts. */
export function fontFiles(): string[] {
  return ['400Regular/Arimo_400Regular.ttf', '700Bold/Arimo_700Bold.ttf'].map((font) =>
    fileURLToPath(import.meta.resolve(`@expo-google-fonts/arimo/${font}`)),
  );
}

/** SHA-256 of each input file, by name. */
export function inputHashes(source: ScenarioSource): Record<string, string> {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const tables = Object.keys(source.tables).sort();
  const past = Object.keys(source.past)
    .sort()
    .flatMap((path) =>
      Object.entries(inputHashes(source.past[path]!)).map(([name, of]) => [`${path}/${name}`, of]),
    );
  return {
    [baseName(source.file)]: hash(source.text),
    ...Object.fromEntries(tables.map((name) => [name, hash(source.tables[name]!)])),
    ...Object.fromEntries(past),
  };
}

/** The product's own file of exact values. */
export function ownCases(): string {
  return fileURLToPath(new URL('../../scenarios/theory/exact-values.json', import.meta.url));
}
