import { weeksAfter } from '../charts/calendar.ts';
import * as phrases from '../charts/phrases.ts';
import { COLUMNS } from '../csv.ts';
import type { Results } from '../results.ts';
import { amount, oneDecimal } from './figures.ts';

/** What a text may say without a cell: how intervals are called, and the sizes of pictures; {@link TENTHS} besides. */
const FIXED = [
  ...[/95\s?\\?%/g, /(?<=\d) of\s+10\b/g, /\bp10\b/g, /\bp90\b/g, /SHA-256/g, /Beyond 100 \\?%/gi],
  ...[/beyond 100 \\?%/g, /width="720"/g, /:width: 720px/g, /max-width: 500px/g, /scenarios\/evidence\.csv/g],
];

/** Of `8 of 10 replications`, which is what lies between p10 and p90. */
export const TENTHS = '8';

/** Numbers of a text in their order, as they are written there; axis labels of a drawing are none. */
export function numbersIn(text: string): string[] {
  const lines = text.split('\n').filter((_, i, all) => !/^ +\+-/.test(all[i + 1] ?? ''));
  const bare = FIXED.reduce((rest, fixed) => rest.replace(fixed, ' '), lines.join('\n').replace(/\\/g, ''));
  return bare.match(/\d+(?:[.,]\d+)*/g) ?? [];
}

type Cell = string | number;

function cellsOf(results: Results): Cell[] {
  const tables = Object.entries(results).filter(([name]) => Object.hasOwn(COLUMNS, name));
  const rows = tables.flatMap(([, table]) => table as unknown as Record<string, Cell>[]);
  return [...new Set(rows.flatMap((row) => Object.values(row)))];
}

/** Numbers that stand in texts of the tables and the manifest: names, dates, values of inputs, hashes. */
export function numbersInWords(results: Results): Set<string> {
  const { manifest } = results;
  const words = cellsOf(results).filter((cell): cell is string => typeof cell === 'string');
  const dates = words.filter((word) => /^\d{4}-\d\d-\d\d$/.test(word));
  const spoken = dates.flatMap((date) =>
    [date, weeksAfter(date, 1)].flatMap((day) => [phrases.monthYear(day), phrases.shortMonthYear(day)]),
  );
  const told = [manifest.version, manifest.seed, manifest.stopped, manifest.title, manifest.question];
  const hashes = Object.entries(manifest.inputs).flat();
  return new Set([...words, ...spoken, ...told, manifest.scenario, ...hashes].flatMap(numbersIn));
}

const { about, count, days, ofTen, percent, signedDays } = phrases;
const WORDINGS = [about, amount, count, days, ofTen, oneDecimal, percent, signedDays];

/** Numbers as texts may write the cells, rounded by the phrases. */
export function numbersOfCells(results: Results): Set<string> {
  const cells = cellsOf(results).filter((cell): cell is number => typeof cell === 'number');
  const values = [...cells, results.manifest.replications, results.manifest.smallest_effect];
  const shown = values
    .filter((value) => !Number.isNaN(value))
    .flatMap((value) => WORDINGS.map((written) => written(value)));
  const ranges = [...results.comparison, ...results.difference]
    .filter(({ ci_low }) => !Number.isNaN(ci_low))
    .map(({ ci_low, ci_high }) => phrases.fewerOrMore(ci_low, ci_high));
  const spreads = results.difference.map(({ p10, p90 }) => phrases.fewerOrMore(p10, p90));
  return new Set([...shown, ...ranges, ...spreads].flatMap(numbersIn));
}

/** Numbers of a text that are no cell, rounded, nor stand in one; `counted` are those that the tables give by counting. */
export function strayNumbers(text: string, results: Results, counted: string[] = []): string[] {
  const known = [numbersInWords(results), numbersOfCells(results), new Set([...counted, TENTHS])];
  return numbersIn(text).filter((number) => !known.some((set) => set.has(number)));
}

/** Every number of the tables changed so that it is written otherwise: sizes by a factor, shares to their rest. */
export function otherNumbers(results: Results): Results {
  const factor = 1.37;
  const other = (column: string, value: Cell): Cell => {
    if (typeof value === 'string' || ['week', 'inside', 'approvals'].includes(column)) return value;
    if (column === 'probability_better') return Math.abs(value - 0.5) < 0.1 ? value - 0.4 : 1 - value;
    return ['people', 'replications'].includes(column) ? Math.round(value * factor) : value * factor;
  };
  const row = (cells: Record<string, Cell>) =>
    Object.fromEntries(Object.entries(cells).map(([column, value]) => [column, other(column, value)]));
  const tables = Object.entries(results).map(([name, table]) => [
    name,
    Object.hasOwn(COLUMNS, name) ? (table as Record<string, Cell>[]).map(row) : table,
  ]);
  const { manifest } = results;
  return {
    ...(Object.fromEntries(tables) as unknown as Results),
    manifest: {
      ...manifest,
      replications: Math.round(manifest.replications * factor),
      smallest_effect: manifest.smallest_effect * factor,
    },
  };
}
