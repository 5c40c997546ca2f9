import { InputError, type Place } from '../../errors.ts';

/** One exact value: a metric of a queueing model at given parameters. Times in the model's own unit. */
export interface ExactCase {
  model: string;
  params: Readonly<Record<string, unknown>>;
  metric: string;
  value: number;
  /** Where in the file it stands. */
  place: Place;
}

/** Values of a file may be many, but not without end. */
const MOST_CASES = 100_000;

/**
 * Reads a file of exact values: a JSON list of `{model, params, metric, value, source}`; other keys are for people. What
 * is wrong is thrown as InputError, or given to `onFault` where one is named, and the other values are read.
 */
export function readCases(file: string, text: string, onFault?: (fault: InputError) => void): ExactCase[] {
  const list = parse(file, text);
  const places = elementOffsets(text);
  return list.flatMap((item, i) => {
    const place = { file, ...placeOf(text, places[i] ?? 0) };
    try {
      return [readCase(item, place)];
    } catch (error) {
      if (onFault === undefined || !(error instanceof InputError)) throw error;
      onFault(error);
      return [];
    }
  });
}

function parse(file: string, text: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? text.length);
    const what = `no JSON: ${(error as Error).message.replace(/ in JSON at position.*| \(line.*/, '')}`;
    throw new InputError(what, { file, ...placeOf(text, at) }, 'mend the syntax there');
  }
  const remedy =
    'write [{"model": "M/M/1", "params": {"lam": 0.9, "mu": 1}, "metric": "Wq", "value": 9, …}, …]';
  if (!Array.isArray(value)) throw new InputError('no list of exact values', { file }, remedy);
  if (value.length === 0) throw new InputError('a list without any value', { file }, remedy);
  if (value.length > MOST_CASES)
    throw new InputError(`${value.length} values`, { file }, `give at most ${MOST_CASES}`);
  return value;
}

function readCase(item: unknown, place: Place): ExactCase {
  if (!isObject(item)) throw new InputError('no exact value', place, 'write an object with model, params, …');
  const { model, params, metric, value, source } = item;
  for (const [key, text] of [
    ['model', model],
    ['metric', metric],
    ['source', source],
  ] as const) {
    if (typeof text !== 'string' || text.trim() === '')
      throw new InputError(
        text === undefined ? `no ${key}` : `${key} is no text`,
        place,
        `write "${key}": "…"`,
      );
  }
  if (!isObject(params)) throw new InputError('no params', place, 'write "params": {"lam": 0.9, …}');
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new InputError('value is no number', place, 'write "value": with the exact figure');
  return { model: model as string, params, metric: metric as string, value, place };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where each element of the outermost list begins; the text is valid JSON. */
function elementOffsets(text: string): number[] {
  const offsets: number[] = [];
  let [depth, inText, expected] = [0, false, false];
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (inText) {
      if (char === '\\') i++;
      else if (char === '"') inText = false;
      continue;
    }
    if (/[\s\uFEFF]/.test(char)) continue;
    if (expected && char !== ']') offsets.push(i);
    expected = false;
    if (char === '"') inText = true;
    else if (char === '[' || char === '{') {
      depth++;
      expected = depth === 1;
    } else if (char === ']' || char === '}') depth--;
    else if (char === ',') expected = depth === 1;
  }
  return offsets;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}
