import { stringify } from 'csv-stringify/sync';
import type { Results } from './results.ts';

type Cell = string | number;

const SUMMARY = [
  'cycle',
  'metric',
  'unit',
  'mean',
  'ci_low',
  'ci_high',
  'p10',
  'p50',
  'p90',
  'replications',
] as const;

/** The columns of each result file, in their order: a contract. */
export const COLUMNS = {
  backlog: ['organization', 'area', 'week', 'date', 'cycle', 'mean', 'p10', 'p50', 'p90'],
  metrics: ['organization', 'area', ...SUMMARY],
  comparison: [
    'baseline',
    'alternative',
    'area',
    'cycle',
    'metric',
    'unit',
    'difference',
    'ci_low',
    'ci_high',
    'probability_better',
    'verdict',
  ],
  difference: [
    'baseline',
    'alternative',
    'area',
    'week',
    'date',
    'cycle',
    'difference',
    'ci_low',
    'ci_high',
    'p10',
    'p90',
  ],
  teams: ['organization', 'team', ...SUMMARY],
  inputs: ['key', 'value', 'unit', 'provenance', 'source'],
  history: ['area', 'week', 'date', 'cycle', 'metric', 'unit', 'value'],
  calendar: ['cycle', 'start', 'freeze', 'release'],
  organizations: ['organization', 'short', 'team', 'area', 'from', 'people', 'hours_per_week', 'approvals'],
  warnings: ['organization', 'team', 'area', 'warning', 'value'],
  agreement: ['area', 'cycle', 'metric', 'unit', 'actual', 'p10', 'p50', 'p90', 'inside'],
  agreement_weeks: [
    'area',
    'week',
    'date',
    'cycle',
    'metric',
    'unit',
    'actual',
    'p10',
    'p50',
    'p90',
    'inside',
  ],
  uncertainty: ['organization', 'metric', 'unit', 'source', 'share', 'deviation'],
  replications: ['organization', 'replication', 'area', 'cycle', 'metric', 'value'],
} as const;

export type ResultFile = keyof typeof COLUMNS;

/**
 * RFC 4180 text with a header. Numbers have six significant digits (what a projection can carry, and the same on every
 * platform); a number that does not exist is blank; texts that a spreadsheet would take for a formula are quoted.
 */
export function toCsv(file: ResultFile, rows: readonly object[]): string {
  const columns = COLUMNS[file];
  const cells = rows.map((row) => columns.map((column) => shown((row as Record<string, Cell>)[column]!)));
  return stringify([columns as unknown as string[], ...cells], { record_delimiter: '\n' });
}

/** Cells of one line as the result files show them, without the end of the line. */
export function csvCells(...cells: Cell[]): string {
  return stringify([cells.map(shown)], { record_delimiter: '\n' }).slice(0, -1);
}

/** The same results with every cell as its file will hold it: what is made from them can be made again from the files. */
export function asWritten(results: Results): Results {
  const tables = Object.entries(COLUMNS).flatMap(([file, columns]) => {
    const rows = (results as unknown as Record<string, object[] | undefined>)[file];
    return rows === undefined ? [] : [[file, rows.map((row) => writtenRow(row, columns))] as const];
  });
  return { ...results, ...Object.fromEntries(tables) };
}

function writtenRow(row: object, columns: readonly string[]): Record<string, Cell> {
  const cells = row as Record<string, Cell>;
  return Object.fromEntries(columns.map((column) => [column, written(cells[column]!)]));
}

function written(value: Cell): Cell {
  if (typeof value === 'string') return plainCell(value);
  return Number.isFinite(value) ? rounded(value) : Number.NaN;
}

export function shown(value: Cell): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(rounded(value)) : '';
  const text = plainCell(value);
  return FORMULA.test(text) ? `'${text}` : text;
}

/** What a spreadsheet would compute, or what was quoted against that. */
const FORMULA = /^'*[=+\-@]/;

/** The text that a cell was written from. */
export const unquoted = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

/** Longest text of a cell [characters]: three of them still fit into the row that a reader takes. */
const LONGEST_CELL = 10_000;

/** One line of well-formed text. */
function plainCell(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ');
  return line.length <= LONGEST_CELL ? line : `${[...line].slice(0, LONGEST_CELL / 2).join('')}…`;
}

/** Six significant digits; whole numbers stay whole; no negative zero. */
export function rounded(value: number): number {
  return Number.isInteger(value) ? value + 0 : Number(value.toPrecision(6)) + 0;
}
