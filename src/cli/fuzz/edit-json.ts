import type { Chance } from './chance.ts';
import { misspelt, NUMBERS, strangeText } from './strange.ts';

/** A manifest with one key changed. */
export function editJson(text: string, chance: Chance): { text: string; edit: string } {
  const manifest = JSON.parse(text) as Record<string, unknown>;
  const key = chance.one(Object.keys(manifest));
  const value = manifest[key];
  const edit = chance.one(['removed', 'misspelt', 'retyped', 'strange', 'number', 'more', 'no object']);
  if (edit === 'no object') return { text: chance.one(['[]', 'null', '1', '"text"', '{}', '{', '']), edit };
  if (edit === 'removed' || edit === 'misspelt') delete manifest[key];
  if (edit === 'misspelt') manifest[misspelt(key, chance)] = value;
  if (edit === 'retyped')
    manifest[key] = chance.one<unknown>([null, true, [], {}, [value], { a: value }, -1, 1.5, '']);
  if (edit === 'strange') manifest[key] = strangeText(chance);
  if (edit === 'more') manifest[strangeText(chance)] = value;
  const written = JSON.stringify(manifest, null, 2);
  const number = () => chance.one(NUMBERS);
  return {
    text: edit === 'number' ? written.replace(/(?<=: )[\d.]+/, number) : written,
    edit: `${edit} at ${key}`,
  };
}
