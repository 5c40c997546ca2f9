import { type Document, isMap, isPair, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { SECTIONS } from '../../scenario/keys.ts';
import type { Chance } from './chance.ts';
import { HOSTILE } from './hostile.test-kit.ts';
import { copied, get, holds, pathOf, type Slot, set, setKey, setText, slotsOf } from './slots.ts';
import { DATES, misspelt, SIZES, strangeText, UNITS, withNumber } from './strange.ts';
import { validValue } from './valid-value.ts';

/** Changes the tree at a slot; says what it did. */
type Edit = (slot: Slot, chance: Chance, all: readonly Slot[], document: Document) => string;

const EDITS: readonly (readonly [weight: number, name: string, edit: Edit])[] = [
  [3, 'removed', ({ holder, index }) => `${holder.items.splice(index, 1).length}`],
  [2, 'doubled', doubled],
  [3, 'retyped', retyped],
  [2, 'swapped', swapped],
  [3, 'key misspelt', keyMisspelt],
  [3, 'value misspelt', (slot, chance) => setText(slot, (text) => misspelt(text, chance))],
  [6, 'number', (slot, chance) => setText(slot, (text) => withNumber(text, chance))],
  [
    4,
    'unit',
    (slot, chance) => setText(slot, (text) => `${text.replace(/\s*[%/a-z].*$/i, '')} ${chance.one(UNITS)}`),
  ],
  [2, 'date', (slot, chance) => set(slot, chance.one(DATES))],
  [5, 'strange', (slot, chance) => set(slot, strangeText(chance))],
  [6, 'key of the language', keyOfTheLanguage],
  [2, 'hostile expression', (slot, chance) => set(slot, chance.one(HOSTILE_ONES))],
  [2, 'hostile factor', hostileFactor],
  [2, 'moved', moved],
  [2, 'alias', aliased],
  [1, 'merge key', merged],
  [1, 'wrapped', wrapped],
  [2, 'many', many],
  [1, 'tagged', tagged],
  [1, 'strange key', (slot, chance) => setKey(slot, chance.one([strangeText(chance), 7, null, true, 1.5]))],
];

const EXPRESSION_KEYS = Object.entries(SECTIONS).flatMap(([section, keys]) =>
  Object.entries(keys).flatMap(([key, spec]) =>
    spec.kind === 'expression' ? [[section, key] as const] : [],
  ),
);
const HOSTILE_ONES = Object.values(HOSTILE).flat();

/** The text with one change of its tree, or undefined if it is no YAML that could be changed so. */
export function editYaml(text: string, chance: Chance): { text: string; edit: string } | undefined {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  const slots = document.errors.length > 0 ? [] : slotsOf(document);
  if (slots.length === 0) return undefined;
  const [name, edit] = chance.weighted(EDITS.map(([weight, name, edit]) => [weight, [name, edit] as const]));
  const slot = chance.one(slots);
  const at = pathOf(slot);
  try {
    const what = edit(slot, chance, slots, document);
    return { text: document.toString({ lineWidth: 0 }), edit: `${name} at ${at}: ${what.slice(0, 60)}` };
  } catch {
    // An alias before its anchor, a key where a list stands, and other trees that cannot be or have no text.
    return undefined;
  }
}

function keyMisspelt(slot: Slot, chance: Chance): string {
  return setKey(slot, misspelt(pathOf(slot), chance));
}

function doubled({ holder, index }: Slot): string {
  const item = holder.items[index];
  const copy = isPair(item) ? item.clone() : item;
  holder.items.splice(index, 0, copy as never);
  return 'one more';
}

function retyped(slot: Slot, chance: Chance): string {
  const value = get(slot);
  return set(
    slot,
    chance.one<unknown>([
      null,
      true,
      false,
      '',
      0,
      -1,
      1.5,
      [],
      {},
      [value],
      { a: value },
      [[value]],
      ['a', 'b'],
      new Date(0),
    ]),
  );
}

function swapped(slot: Slot, chance: Chance, all: readonly Slot[]): string {
  const other = chance.one(all);
  const [one, two] = [get(slot), get(other)];
  // A node that came to lie inside itself would have no end.
  if (holds(one, other.holder) || holds(two, slot.holder)) return 'nothing';
  set(slot, two);
  set(other, one);
  return `with ${pathOf(other)}`;
}

function keyOfTheLanguage(_: Slot, chance: Chance, __: readonly Slot[], document: Document): string {
  const [section, keys] = chance.one(Object.entries(SECTIONS));
  const [key, spec] = chance.one(Object.entries(keys));
  const value = validValue(spec, chance);
  const good = chance.likely(0.7);
  const written = good
    ? value
    : typeof value === 'object'
      ? strangeText(chance)
      : withNumber(String(value), chance);
  put(document, section, key, written);
  return `${section}.${key}${good ? '' : ', bad'}`;
}

function put(document: Document, section: string, key: string, value: unknown): void {
  if (isMap(document.get(section))) document.setIn([section, key], document.createNode(value));
  else document.set(section, document.createNode({ [key]: value }));
}

function hostileFactor(_: Slot, chance: Chance, __: readonly Slot[], document: Document): string {
  const [section, key] = chance.one(EXPRESSION_KEYS);
  const text = chance.one(HOSTILE_ONES);
  put(document, section, key, text);
  return `${section}.${key}: ${text}`;
}

function moved({ holder, index }: Slot, chance: Chance, all: readonly Slot[]): string {
  const to = chance.one(all).holder;
  const item = holder.items[index];
  if (holds(isPair(item) ? item.value : item, to)) return 'nowhere';
  holder.items.splice(index, 1);
  to.items.push((isPair(item) === isMap(to) ? item : isPair(item) ? item.value : { key: item }) as never);
  return 'elsewhere';
}

function aliased(slot: Slot, chance: Chance, all: readonly Slot[], document: Document): string {
  const other = get(chance.one(all));
  if (!isMap(other) && !isSeq(other) && !isScalar(other)) return 'of nothing';
  return set(
    slot,
    document.createAlias(other as YAMLMap, chance.one(['a', 'b', 'long name'.replace(' ', '-')])),
  );
}

function merged(_: Slot, chance: Chance, all: readonly Slot[], document: Document): string {
  const other = get(chance.one(all));
  const map = chance.one(all).holder;
  if (!isMap(other) || !isMap(map) || holds(other, map)) return 'none';
  map.items.push(document.createPair('<<', document.createAlias(other, 'm')) as never);
  return '<<';
}

function wrapped(slot: Slot, chance: Chance): string {
  const depth = chance.one([1, 2, 10, 29, 31, 60]);
  let value = get(slot);
  for (let i = 0; i < depth; i++) value = chance.likely(0.5) ? [value] : { a: value };
  set(slot, value);
  return `${depth} deep`;
}

function many(slot: Slot, chance: Chance): string {
  const { holder, index } = slot;
  const count = chance.one(SIZES);
  const item = holder.items[index];
  const numbered = chance.likely(0.7);
  for (let i = 1; i < count; i++) {
    const copy = isPair(item) ? item.clone() : copied(item);
    if (isPair(copy) && numbered) (copy as Pair<unknown, unknown>).key = `${String(copy.key)}${i}`;
    if (isMap(copy) && numbered && copy.has('name')) copy.set('name', `${String(copy.get('name'))} ${i}`);
    holder.items.push(copy as never);
  }
  return `${count} of them`;
}

function tagged(slot: Slot, chance: Chance): string {
  const value = get(slot);
  if (!isMap(value) && !isSeq(value) && !isScalar(value)) return 'nothing';
  value.tag = chance.one([
    '!!binary',
    '!!set',
    '!!omap',
    '!!timestamp',
    '!!float',
    '!!str',
    '!own',
    '!!js/function',
    '!!map',
  ]);
  return value.tag;
}
