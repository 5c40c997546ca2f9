import {
  Composer,
  type Document,
  isMap,
  isScalar,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  visit,
  type YAMLMap,
} from 'yaml';
import { InputError } from '../errors.ts';

/** Characters and words of a scenario: 20,000 teams with an area each, members named in a table, have half of that. */
const LONGEST = 2_000_000;
const MOST_TOKENS = 800_000;
const DEEPEST = 30;
const WIDEST_INDENT = 300;
const MOST_PROPERTIES = 500;
/** Values that aliases may stand for in all, so that a small file cannot unfold into a large one. */
const MOST_ALIASES = 100;

export type Keys = Record<string, unknown>;

/** One YAML mapping: its values, its syntax tree and where in the text an offset lies. */
export interface Parsed {
  root: Keys;
  contents: YAMLMap;
  placeOf(offset: number): { line: number; column: number };
}

/** Throws {@link InputError} if `text` is not one YAML mapping with unique keys, or is made to exhaust a parser. */
export function parseYaml(file: string, text: string): Parsed {
  const lineCounter = new LineCounter();
  const placeOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const fault = (what: string, remedy: string, offset = 0) =>
    new InputError(what, { file, ...placeOf(offset) }, remedy);
  const unfit = whyUnfit(text);
  if (unfit !== undefined) throw fault(unfit, 'write it more simply');
  const invalid = (message: string, offset: number) =>
    fault(`not valid YAML: ${message.split('\n')[0]}`, 'mend the syntax there', offset);
  const document = composed(text, lineCounter, invalid);
  const [warning] = document.warnings;
  if (warning !== undefined) throw invalid(warning.message, warning.pos[0]);
  const { contents } = document;
  if (!isMap(contents)) throw fault('no keys', 'begin with a line `schema: 1`');
  rejectStrangeKeys(contents, fault);
  const root = valuesOf(document);
  if (root === undefined)
    throw fault('aliases that stand for nothing, or for too much', 'write the values out');
  return { root, contents: contents as YAMLMap, placeOf };
}

/** What the parser's own way of reporting is called with. */
type OnError = (
  source: number | [number, number] | { offset: number },
  code: string,
  message: string,
  warning?: boolean,
) => void;

/** The one document of a text. Stops at the first fault: a text of nothing else has a million of them. */
function composed(
  text: string,
  lineCounter: LineCounter,
  invalid: (message: string, offset: number) => InputError,
): Document.Parsed {
  // Keys are compared by the caller: the parser's own comparison takes long where they are many.
  const composer = new Composer({ uniqueKeys: false });
  const reporting = composer as unknown as { onError: OnError };
  const note = reporting.onError;
  reporting.onError = (source, code, message, warning) => {
    if (warning === true) return note(source, code, message, warning);
    throw invalid(
      message,
      typeof source === 'number' ? source : 'offset' in source ? source.offset : source[0],
    );
  };
  let documents = 0;
  for (const token of new Parser(lineCounter.addNewLine).parse(text)) {
    if (token.type === 'document' && ++documents > 1)
      throw invalid('two documents in one file', token.offset);
    // Only a second document would come out before the end.
    for (const _ of composer.next(token));
  }
  const [document] = composer.end(true, text.length);
  return document as Document.Parsed;
}

/** Looks at the bare tokens first: the parser calls itself at every level and would exhaust the stack. */
function whyUnfit(text: string): string | undefined {
  if (text.length > LONGEST) return `a scenario of more than ${LONGEST} characters`;
  let [flow, inLine, properties, tokens] = [0, 0, 0, 0];
  for (const token of new Lexer().lex(text)) {
    if (++tokens > MOST_TOKENS) return `a scenario of more than ${MOST_TOKENS} words and signs`;
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow = Math.max(0, flow - 1);
    else if (token === '-' || token === '?' || token === ':') inLine++;
    else if (token === ',' || /^\r?\n$/.test(token)) inLine = 0;
    else if (/^[&*!]/.test(token)) properties++;
    const indent = token.length > WIDEST_INDENT && /^[ \t]+$/.test(token);
    if (indent || flow + inLine > DEEPEST) return `nested more than ${DEEPEST} deep`;
    if (properties > MOST_PROPERTIES) return `more than ${MOST_PROPERTIES} anchors, aliases and tags`;
  }
  return undefined;
}

type FaultAt = (what: string, remedy: string, offset?: number) => InputError;

function rejectStrangeKeys(contents: Node, fault: FaultAt): void {
  visit(contents, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const offset = (key as Node | null)?.range?.[0] ?? map.range?.[0];
        if (!isScalar(key)) throw fault('a key that is no text', 'write key: value', offset);
        const name = String(key.value);
        if (seen.has(name)) throw fault(`key '${name}' twice`, 'keep one of them', offset);
        seen.add(name);
      }
    },
  });
}

function valuesOf(document: Document): Keys | undefined {
  try {
    return withoutPrototypes(document.toJS({ maxAliasCount: MOST_ALIASES }), 0) as Keys;
  } catch (error) {
    // What yaml throws for an alias of itself, or for too many.
    if (error instanceof ReferenceError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The same values, in mappings that know no key but their own: `constructor` is then a name like any other. */
function withoutPrototypes(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 10 * DEEPEST) throw new RangeError('a value that holds itself');
  if (Array.isArray(value)) return value.map((part) => withoutPrototypes(part, depth + 1));
  const plain: Keys = Object.create(null);
  for (const [key, part] of Object.entries(value)) plain[key] = withoutPrototypes(part, depth + 1);
  return plain;
}
