import type { Chance } from './chance.ts';
import { misspelt, NUMBERS, strangeText, withNumber } from './strange.ts';

type Holder = Record<string | number, unknown>;

const EDITS = [
  'removed',
  'misspelt',
  'retyped',
  'strange',
  'number',
  'more',
  'swapped',
  'written number',
  'no list',
] as const;

/** A JSON text with one value or key changed, wherever it stands. Throws SyntaxError if it is none. */
export function editJson(text: string, chance: Chance): { text: string; edit: string } {
  const root = JSON.parse(text) as unknown;
  const places = placesIn(root);
  const edit = chance.one(EDITS);
  if (edit === 'no list' || places.length === 0)
    return { text: chance.one(['[]', 'null', '1', '"text"', '{}', '{', '', '[{}]', '[[]]']), edit };
  const [holder, key] = chance.one(places);
  change(holder, key, edit, places, chance);
  const written = JSON.stringify(root, null, 2);
  const number = () => chance.one(NUMBERS);
  return {
    text: edit === 'written number' ? written.replace(/(?<=: )-?[\d.]+/, number) : written,
    edit: `${edit} at ${key}`,
  };
}

function change(
  holder: Holder,
  key: string | number,
  edit: (typeof EDITS)[number],
  places: readonly [Holder, string | number][],
  chance: Chance,
): void {
  const value = holder[key];
  const [other, there] = chance.one(places);
  if (edit === 'removed') delete holder[key];
  if (edit === 'misspelt') {
    delete holder[key];
    holder[misspelt(String(key), chance)] = value;
  }
  if (edit === 'retyped')
    holder[key] = chance.one<unknown>([
      null,
      true,
      [],
      {},
      [value],
      { a: value },
      -1,
      0,
      1.5,
      1e308,
      '',
      1e9,
    ]);
  if (edit === 'strange') holder[key] = strangeText(chance);
  if (edit === 'number')
    holder[key] = typeof value === 'number' ? Number(chance.one(NUMBERS)) : withNumber(String(value), chance);
  if (edit === 'more') holder[strangeText(chance)] = structuredClone(value);
  if (edit === 'swapped') holder[key] = structuredClone(other[there]);
}

/** Every key of every object and list. */
function placesIn(value: unknown): [Holder, string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return keys.flatMap((key) => [[holder, key] as [Holder, string | number], ...placesIn(holder[key])]);
}
