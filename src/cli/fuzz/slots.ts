import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A place in the tree that holds a value: the value of a key, or an item of a list. */
export interface Slot {
  holder: YAMLMap<unknown, unknown> | YAMLSeq<unknown>;
  index: number;
}

export function slotsOf(document: Document): Slot[] {
  const slots: Slot[] = [];
  const collect = (holder: YAMLMap | YAMLSeq) => {
    for (let index = 0; index < holder.items.length; index++) slots.push({ holder, index });
  };
  visit(document, { Map: (_, map) => collect(map), Seq: (_, list) => collect(list) });
  return slots;
}

export function pathOf(slot: Slot): string {
  const item = slot.holder.items[slot.index];
  return isPair(item) ? String(item.key).slice(0, 40) : `[${slot.index}]`;
}

export function get({ holder, index }: Slot): unknown {
  const item = holder.items[index];
  return isPair(item) ? item.value : item;
}

export function set({ holder, index }: Slot, value: unknown): string {
  const item = holder.items[index];
  if (isPair(item)) (item as Pair<unknown, unknown>).value = value;
  else holder.items[index] = value;
  return typeof value === 'object' ? 'a node' : String(value);
}

export function setText(slot: Slot, change: (text: string) => string): string {
  const value = get(slot);
  const changed = change(isScalar(value) ? String(value.value) : '');
  // A number stays one where it can, so that it is written without quotes.
  const number = Number(changed);
  return set(slot, changed.trim() !== '' && String(number) === changed ? number : changed);
}

export function setKey({ holder, index }: Slot, key: unknown): string {
  const item = holder.items[index];
  if (!isPair(item)) return 'no key here';
  (item as Pair<unknown, unknown>).key = key;
  return String(key);
}

export function holds(node: unknown, part: unknown): boolean {
  if (node === part) return true;
  if (!isMap(node) && !isSeq(node)) return false;
  return node.items.some((item) => holds(isPair(item) ? item.value : item, part));
}

export function copied(item: unknown): unknown {
  return isMap(item) || isSeq(item) || isScalar(item) ? item.clone() : item;
}
