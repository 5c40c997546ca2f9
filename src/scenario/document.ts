import { isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import { didYouMean, InputError, type Place } from '../errors.ts';

export type KeyPath = readonly (string | number)[];

/** A scenario file as read: plain values, and for each the place where it stands. */
export class ScenarioDocument {
  readonly file: string;
  readonly root: Record<string, unknown>;
  private readonly lines = new LineCounter();
  private readonly contents: Node;

  /** Throws {@link InputError} if `text` is not one YAML mapping with unique keys. */
  constructor(file: string, text: string) {
    this.file = file;
    const document = parseDocument(text.replace(/^\uFEFF/, ''), {
      lineCounter: this.lines,
      uniqueKeys: true,
    });
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem !== undefined) {
      const at = this.lines.linePos(problem.pos[0]);
      throw new InputError(
        `not valid YAML: ${problem.message.split('\n')[0]?.replace(/ at line.*$/, '')}`,
        { file, line: at.line, column: at.col },
        'mend the syntax there',
      );
    }
    const contents = document.contents as ParsedNode | null;
    if (contents === null || !isMap(contents)) {
      throw new InputError('no keys', { file, line: 1, column: 1 }, 'begin with a line `schema: 1`');
    }
    this.contents = contents;
    this.root = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>;
  }

  /** Where the value at `path` begins; where its nearest existing ancestor does, if it is missing. */
  place(path: KeyPath): Place {
    let node: Node | null | undefined = this.contents;
    let found: Node = this.contents;
    for (const step of path) {
      node = isMap(node)
        ? (node.items.find((pair) => isScalar(pair.key) && pair.key.value === step)?.value as Node | null)
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
      if (isMap(node)) node = node.items.find((pair) => isScalar(pair.key) && pair.key.value === step)?.value;
      else if (isSeq(node)) node = node.items[step as number];
    }
    const last = path[path.length - 1];
    const key = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === last)?.key
      : undefined;
    return key === undefined ? this.place(path) : this.at(key as Node);
  }

  error(path: KeyPath, what: string, remedy: string): InputError {
    const name = pathName(path);
    return new InputError(name === '' ? what : `${name}: ${what}`, this.place(path), remedy);
  }

  /** Throws at the first key of the mapping at `path` that is not among `known`. */
  rejectUnknown(value: Record<string, unknown>, path: KeyPath, known: readonly string[]): void {
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      const where = pathName(path);
      throw new InputError(
        `unknown key '${key}'${where === '' ? '' : ` in ${where}`}`,
        this.keyPlace([...path, key]),
        didYouMean(key, known),
      );
    }
  }

  private at(node: Node): Place {
    const at = this.lines.linePos(node.range?.[0] ?? 0);
    return { file: this.file, line: at.line, column: at.col };
  }
}

/** `['teams', 1, 'members']` as `teams[1].members`. */
export function pathName(path: KeyPath): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${step}`))
    .join('');
}
