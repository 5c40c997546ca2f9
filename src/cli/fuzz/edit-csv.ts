import type { Chance } from './chance.ts';
import { DATES, misspelt, NUMBERS, SIZES, strangeText } from './strange.ts';

/** Rows of cells as they stand between commas: the tables to begin from quote nothing. */
type Cells = string[][];

/** Changes the cells, row `r` and column `c` of them; may return the whole text instead. */
type Edit = (cells: Cells, r: number, c: number, chance: Chance) => string | undefined;

const into =
  (make: (cell: string, chance: Chance) => string): Edit =>
  (cells, r, c, chance) => {
    cells[r]![c] = make(cells[r]![c] ?? '', chance);
    return undefined;
  };
const inHeader =
  (make: (name: string, chance: Chance) => string): Edit =>
  (cells, _, c, chance) =>
    into(make)(cells, 0, c, chance);
const rows =
  (change: (cells: Cells, r: number, chance: Chance) => void): Edit =>
  (cells, r, _, chance) => {
    change(cells, r, chance);
    return undefined;
  };
const columns =
  (change: (row: string[], c: number) => void): Edit =>
  (cells, _, c) => {
    for (const row of cells) change(row, c);
    return undefined;
  };
const joined = (cells: Cells, comma = ',') => cells.map((row) => row.join(comma)).join('\n');

const EDITS: readonly (readonly [weight: number, name: string, edit: Edit])[] = [
  [6, 'number', into((_, chance) => chance.one(NUMBERS))],
  [4, 'date', into((_, chance) => chance.one(DATES))],
  [4, 'strange cell', into((_, chance) => strangeText(chance))],
  [3, 'blank cell', into(() => '')],
  [2, 'misspelt cell', into(misspelt)],
  [1, 'cell of a million signs', into(() => 'x'.repeat(1_000_000))],
  [1, 'long cell', into((_, chance) => '9'.repeat(chance.one([101, 400, 99_999, 100_001])))],
  [1, 'formula', into(() => '=HYPERLINK("a")')],
  [
    2,
    'quoted',
    into((cell, chance) =>
      chance.one([`"${cell}"`, `"${cell}`, `${cell}"`, `"a""${cell}"`, `"${cell}\n"`, `'${cell}'`]),
    ),
  ],
  [2, 'header misspelt', inHeader(misspelt)],
  [1, 'header strange', inHeader((_, chance) => strangeText(chance))],
  [1, 'header blank', inHeader(() => '')],
  [
    1,
    'header of another column',
    (cells, r, c, chance) => inHeader(() => chance.one(cells[0]!))(cells, r, c, chance),
  ],
  [2, 'row removed', rows((cells, r) => cells.splice(r, 1))],
  [2, 'row twice', rows((cells, r) => cells.splice(r, 0, [...cells[r]!]))],
  [
    2,
    'rows swapped',
    rows((cells, r, chance) =>
      cells.push(...cells.splice(r, 1), ...cells.splice(chance.below(cells.length), 1)),
    ),
  ],
  [1, 'rows reversed', rows((cells) => cells.push(...cells.splice(1).reverse()))],
  [2, 'rows cut off', rows((cells, r) => cells.splice(Math.max(1, r)))],
  [1, 'many rows', manyRows],
  [2, 'ragged', rows((cells, r, chance) => (chance.likely(0.5) ? cells[r]!.push('') : cells[r]!.pop()))],
  [1, 'blank rows', rows((cells, r) => cells.splice(r, 0, [''], [' '], ['', '']))],
  [1, 'column removed', columns((row, c) => row.splice(c, 1))],
  [1, 'column twice', columns((row, c) => row.splice(c, 0, row[c] ?? ''))],
  [1, 'column moved', columns((row, c) => row.push(...row.splice(c, 1)))],
  [
    1,
    'column blank',
    (cells, _, c) => {
      for (const row of cells.slice(1)) row[c] = '';
      return undefined;
    },
  ],
  [
    1,
    'column of one number',
    (cells, _, c, chance) => {
      const number = chance.one(NUMBERS);
      for (const row of cells.slice(1)) row[c] = number;
      return undefined;
    },
  ],
  [2, 'separators', (cells, _, __, chance) => joined(cells, chance.one([';', '\t', '|', ', ', ',,']))],
  [1, 'nothing', (_, __, ___, chance) => chance.one(['', '\n', ' ', ',', '\ufeff', '"'])],
  [1, 'header alone', (cells) => `${cells[0]!.join(',')}\n`],
  [1, 'no header', (cells) => joined(cells.slice(1))],
];

/** The table with one change. */
export function editCsv(text: string, chance: Chance): { text: string; edit: string } {
  const cells = text
    .replace(/\n$/, '')
    .split('\n')
    .map((row) => row.split(','));
  const r = chance.below(cells.length);
  const c = chance.below(cells[r]!.length);
  const [name, edit] = chance.weighted(EDITS.map(([weight, name, edit]) => [weight, [name, edit] as const]));
  const instead = edit(cells, r, c, chance);
  return { text: instead ?? `${joined(cells)}\n`, edit: `${name} at ${r + 1}:${c + 1}` };
}

function manyRows(cells: Cells, r: number, c: number, chance: Chance): undefined {
  const count = chance.one([...SIZES, 20_000]);
  const numbered = chance.likely(0.7);
  const row = cells[r]!;
  for (let i = 0; i < count; i++)
    cells.push(numbered ? row.map((cell, at) => (at === c ? `${cell}${i}` : cell)) : [...row]);
  return undefined;
}
