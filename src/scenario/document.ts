import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { didYouMean, InputError, type Place } from '../errors.ts';
import type { Names } from './names.ts';
import { type Keys, type Parsed, parseYaml } from './yaml.ts';

export type KeyPath = readonly (string | number)[];

/** A scenario file as read: plain values, and for each the place where it stands. */
export class ScenarioDocument {
  readonly file: string;
  readonly root: Keys;
  private readonly contents: Node;
  private readonly placeOf: Parsed['placeOf'];

  /** Throws {@link InputError} if `text` is not one YAML mapping with unique keys. */
  constructor(file: string, text: string) {
    const { root, contents, placeOf } = parseYaml(file, text.replace(/^\uFEFF/, ''));
    this.file = file;
    this.root = root;
    this.contents = contents;
    this.placeOf = placeOf;
  }

  /** Where the value at `path` begins; where its nearest existing ancestor does, if it is missing. */
  place(path: KeyPath): Place {
    let node: Node | null | undefined = this.contents;
    let found: Node = this.contents;
    for (const step of path) {
      node = isMap(node)
        ? (pairAt(node, step)?.value as Node | null)
        : isSeq(node)
          ? (node.items[step as number] as Node | undefined)
          : undefined;
      if (node === undefined || node === null) break;
      found = node;
    }
    return this.at(found);
  }

  /** Where the key at the end of `path` stands. */
  keyPlace(path: KeyPath): Place {
    let node: unknown = this.contents;
    for (const step of path.slice(0, -1)) {
      if (isMap(node)) node = pairAt(node, step)?.value;
      else if (isSeq(node)) node = node.items[step as number];
    }
    const key = isMap(node) ? pairAt(node, path.at(-1)!)?.key : undefined;
    return key === undefined ? this.place(path) : this.at(key as Node);
  }

  error(path: KeyPath, what: string, remedy: string): InputError {
    const name = pathName(path);
    return new InputError(name === '' ? what : `${name}: ${what}`, this.place(path), remedy);
  }

  /** As {@link error}, about the key at the end of `path` itself. */
  keyError(path: KeyPath, what: string, remedy: string): InputError {
    const where = pathName(path.slice(0, -1));
    return new InputError(where === '' ? what : `${where}: ${what}`, this.keyPlace(path), remedy);
  }

  /** Throws at the first key of the mapping at `path` that is not among `known`. */
  rejectUnknown(value: Keys, path: KeyPath, known: readonly string[]): void {
    const names = new Set(known);
    for (const key of Object.keys(value)) {
      if (names.has(key)) continue;
      const where = pathName(path);
      throw new InputError(
        `unknown key '${key}'${where === '' ? '' : ` in ${where}`}`,
        this.keyPlace([...path, key]),
        didYouMean(key, known),
      );
    }
  }

  /** Keys and values at `path`. */
  mapping(value: unknown, path: KeyPath): Keys {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Keys;
    throw this.error(path, `${shown(value)} stands where keys should`, 'write key: value pairs');
  }

  /** A text for people, on one line. */
  text(value: unknown, path: KeyPath): string {
    if (typeof value !== 'string' || value.trim() === '')
      throw this.error(
        path,
        typeof value === 'string' ? 'no text' : `${shown(value)} is no text`,
        'write a text, in quotes',
      );
    const line = value.replace(/\s+/g, ' ').trim();
    if (/\p{Cc}/u.test(line)) throw this.error(path, 'a control character', 'write plain text');
    return line;
  }

  /** A name that no other of `names` has. */
  name(value: unknown, path: KeyPath, names: Names): string {
    if (typeof value !== 'string') {
      const what = value === undefined || value === null ? 'no name' : `${shown(value)} is no name`;
      throw this.error(path, what, 'write a name, in quotes');
    }
    const name = value.trim();
    const fault = names.add(name);
    if (fault !== undefined) throw this.error(path, fault.what, fault.remedy);
    return name;
  }

  private at(node: Node): Place {
    return { file: this.file, ...this.placeOf(node.range?.[0] ?? 0) };
  }
}

/** Pairs of each mapping by key, once any has been asked for: places are asked for once for each of thousands of keys. */
const pairs = new WeakMap<object, Map<string, Pair>>();

function pairAt(map: { items: Pair[] }, step: string | number): Pair | undefined {
  let known = pairs.get(map);
  if (known === undefined) {
    known = new Map(
      map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])),
    );
    pairs.set(map, known);
  }
  return known.get(String(step));
}

/** `['teams', 1, 'members']` as `teams[1].members`. */
export function pathName(path: KeyPath): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${step}`))
    .join('');
}

/** A value as a user would write it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value !== 'object') return String(value);
  const entries = Array.isArray(value)
    ? value.map(shown)
    : Object.entries(value).map(([key, part]) => `${key} ${shown(part)}`);
  return entries.join(', ');
}
