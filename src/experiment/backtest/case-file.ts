import { didYouMean, InputError } from '../../errors.ts';
import { ScenarioDocument, shown } from '../../scenario/document.ts';
import { readDate } from '../../table.ts';
import { DAY_MS, type Window } from './window.ts';

/** What `case.json` says of a split that happened. */
export interface CaseDefinition {
  name: string;
  parent: string;
  children: readonly string[];
  /** First moment of the day of the split [ms since 1970]. */
  split: number;
  fit: Window;
  score: Window;
}

const KEYS = ['name', 'parent', 'children', 'split', 'fit', 'score'] as const;

/**
 * Reads `case.json`: name, parent, children (names), split (a day), fit and score (first and last day, both included).
 * Other keys are for people. Throws InputError with the place.
 */
export function readCaseFile(file: string, raw: string): CaseDefinition {
  const text = raw.replace(/^\uFEFF/, '');
  checkSyntax(file, text);
  const document = new ScenarioDocument(file, text);
  for (const key of KEYS) {
    if (document.root[key] !== undefined) continue;
    const near = didYouMean(key, Object.keys(document.root));
    throw new InputError(
      `no key '${key}'`,
      document.place([]),
      `add it${near.startsWith('did') ? ` (${near})` : ''}`,
    );
  }
  const split = dayAt(document, document.root.split, ['split']);
  const [fit, score] = [windowAt(document, 'fit'), windowAt(document, 'score')];
  if (fit.from >= split)
    throw document.error(
      ['fit', 0],
      'the window to fit begins at the split or later',
      'begin it before the split',
    );
  if (score.from < split)
    throw document.error(
      ['score', 0],
      'the window to score begins before the split',
      'begin it at the split or later',
    );
  return {
    name: document.text(document.root.name, ['name']),
    parent: document.text(document.root.parent, ['parent']),
    children: childrenOf(document),
    split,
    // Days from the split on cannot be fitted, whatever the file says.
    fit: { from: fit.from, until: Math.min(fit.until, split) },
    score,
  };
}

function checkSyntax(file: string, text: string): void {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  } catch (error) {
    const { message } = error as Error;
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, at).split('\n');
    const what = `no JSON: ${message.replace(/ in JSON at position.*| \(line.*/, '')}`;
    const place = { file, line: before.length, column: before.at(-1)!.length + 1 };
    throw new InputError(what, place, 'mend the syntax there');
  }
  throw new InputError('no case', { file, line: 1, column: 1 }, `write an object with ${KEYS.join(', ')}`);
}

function childrenOf(document: ScenarioDocument): string[] {
  const { children } = document.root;
  if (!Array.isArray(children) || children.length === 0)
    throw document.error(['children'], `${shown(children)} is no list of names`, 'write ["name", …]');
  return children.map((child, i) => document.text(child, ['children', i]));
}

function windowAt(document: ScenarioDocument, key: 'fit' | 'score'): Window {
  const raw = document.root[key];
  if (!Array.isArray(raw) || raw.length !== 2)
    throw document.error(
      [key],
      `${shown(raw)} is no window`,
      'write ["first day", "last day"], both included',
    );
  const [from, last] = raw.map((day, i) => dayAt(document, day, [key, i])) as [number, number];
  if (last < from)
    throw document.error([key, 1], 'the last day lies before the first', 'give the first day first');
  if (last - from < 13 * DAY_MS)
    throw document.error([key], 'a window of less than two weeks', 'let it last two weeks or more');
  return { from, until: last + DAY_MS };
}

function dayAt(document: ScenarioDocument, raw: unknown, path: (string | number)[]): number {
  const day = typeof raw === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(raw) ? readDate(raw) : undefined;
  if (day === undefined)
    throw document.error(path, `'${shown(raw)}' is no day`, 'write it like "2014-10-16"');
  return day;
}
