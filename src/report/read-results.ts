import { didYouMean, InputError } from '../errors.ts';
import { readCsv } from '../history/csv.ts';
import { type Row, readDate, type Table } from '../table.ts';
import { COLUMNS, unquoted } from './csv.ts';
import { readManifest } from './read-manifest.ts';
import type { Results } from './results.ts';

/** The tables of {@link Results}. */
export type ResultTable = Exclude<keyof Results, 'manifest'>;

/** A text, one that may not be blank, a day, a number (blank if it does not exist), a whole number, or one of a list. */
type Kind = 'text' | 'name' | 'day' | 'day or blank' | 'number' | 'whole' | readonly string[];

/** Columns that hold no free text, in whatever table they stand. */
const KINDS: Record<string, Kind> = {
  ...columns('name', ['organization', 'baseline', 'alternative', 'area', 'metric', 'key']),
  ...columns('day', ['date', 'start', 'release']),
  ...columns('day or blank', ['freeze', 'from']),
  ...columns('whole', ['week', 'replications', 'people', 'approvals']),
  ...columns('number', ['mean', 'ci_low', 'ci_high', 'p10', 'p50', 'p90', 'difference', 'value']),
  ...columns('number', ['probability_better', 'hours_per_week', 'actual', 'inside', 'share', 'deviation']),
  provenance: ['given', 'fitted', 'default', 'assumption'],
  verdict: ['better', 'worse', 'no clear difference', ''],
};

/** The value of an input may be a law or a word. */
const kindOf = (table: ResultTable, column: string): Kind =>
  table === 'inputs' && column === 'value' ? 'text' : (KINDS[column] ?? 'text');

/** Tables that a chart or a text cannot do without. */
const NEVER_EMPTY: ResultTable[] = ['backlog', 'metrics', 'calendar', 'organizations', 'inputs'];

/** Tables of the result files; the last only where a run's time has a history, or inputs were found by calibration. */
export const TABLES = [
  ...(['backlog', 'metrics', 'comparison', 'difference', 'teams', 'inputs', 'history'] as const),
  ...(['calendar', 'organizations', 'warnings'] as const),
] as const satisfies ResultTable[];
export const TABLES_OF_THE_PAST = [
  'agreement',
  'agreement_weeks',
  'uncertainty',
] as const satisfies ResultTable[];

/**
 * The results whose files have these texts by name (`metrics.csv`, `manifest.json`); `folder` is where complaints say that
 * they lie. Gives exactly what the files were written from. Throws {@link InputError}.
 */
export function readResults(folder: string, texts: ReadonlyMap<string, string>): Results {
  const textOf = (name: string): string => {
    const text = texts.get(name);
    if (text !== undefined) return text;
    throw new InputError(`no ${name}`, { file: folder }, 'run the scenario again');
  };
  const manifest = readManifest(`${folder}/manifest.json`, textOf('manifest.json'));
  const tables = new Map<ResultTable, Table>();
  for (const name of TABLES) tables.set(name, readCsv(`${folder}/${name}.csv`, textOf(`${name}.csv`)));
  for (const name of TABLES_OF_THE_PAST) {
    const text = texts.get(`${name}.csv`);
    if (text !== undefined) tables.set(name, readCsv(`${folder}/${name}.csv`, text));
  }
  const read = [...tables].map(([name, table]) => [name, rowsOf(name, table)] as const);
  checkNames(tables);
  checkWeeks(tables);
  return {
    agreement: [],
    agreement_weeks: [],
    uncertainty: [],
    ...Object.fromEntries(read),
    manifest,
  } as unknown as Results;
}

function rowsOf(name: ResultTable, table: Table): Record<string, string | number>[] {
  const columns = COLUMNS[name];
  table.expect(columns, [], NEVER_EMPTY.includes(name) ? 1 : 0);
  const readers = columns.map((column) => [column, readerOf(table, column, kindOf(name, column))] as const);
  return table.rows.map((row) =>
    Object.fromEntries(readers.map(([column, read]) => [column, read(row)] as const)),
  );
}

type Read = (row: Row) => string | number;

function readerOf(table: Table, column: string, kind: Kind): Read {
  const at = table.columns.indexOf(column);
  const text = (row: Row) => unquoted(row.cells[at]!);
  switch (kind) {
    case 'text':
      return text;
    case 'name':
      return (row) => {
        table.required(row, column);
        return text(row);
      };
    case 'number':
      return (row) => (table.text(row, column) === '' ? Number.NaN : numberIn(table, row, column));
    case 'whole':
      return (row) => {
        const value = table.number(row, column, column === 'week' ? -Number.MAX_VALUE : 0, Number.MAX_VALUE);
        if (Number.isInteger(value)) return value;
        throw table.error(row, column, `${value} is not a whole number`, 'write it like 12');
      };
    case 'day':
    case 'day or blank':
      return (row) => {
        if (kind === 'day') table.required(row, column);
        const day = text(row);
        if (day === '' || (day.length === 10 && readDate(day) !== undefined)) return day;
        throw table.error(row, column, `'${day}' is not a day`, 'write it like 2014-10-16');
      };
    default:
      return (row) => {
        const word = text(row);
        if (kind.includes(word)) return word;
        throw table.error(row, column, `'${word}' is no ${column}`, didYouMean(word, kind.filter(Boolean)));
      };
  }
}

const numberIn = (table: Table, row: Row, column: string): number =>
  table.number(row, column, -Number.MAX_VALUE, Number.MAX_VALUE);

/** Organizations and cycles are those of their own tables. */
function checkNames(tables: ReadonlyMap<ResultTable, Table>): void {
  const namesIn = (name: ResultTable, column: string) => {
    const table = tables.get(name)!;
    const at = table.columns.indexOf(column);
    return new Set(table.rows.map(({ cells }) => unquoted(cells[at]!)));
  };
  const organizations = namesIn('organizations', 'organization');
  const cycles = namesIn('calendar', 'cycle').add('all');
  for (const [name, table] of tables) {
    for (const column of ['organization', 'baseline', 'alternative'])
      checkColumn(table, column, organizations, 'organization');
    if (['metrics', 'comparison', 'teams'].includes(name)) checkColumn(table, 'cycle', cycles, 'cycle');
  }
}

const WEEK_MS = 7 * 24 * 3_600_000;
const [FIRST_DAY, LAST_DAY] = [Date.parse('0000-01-01'), Date.parse('9999-12-31')];

/** Weeks count from one first day, and each row's date lies in its week: nothing can be drawn over another calendar. */
function checkWeeks(tables: ReadonlyMap<ResultTable, Table>): void {
  const starts = new Map<string, number>();
  for (const name of ['backlog', 'difference', 'history', 'agreement_weeks'] as const) {
    const table = tables.get(name);
    for (const row of table?.rows ?? []) {
      const [week, day] = [
        table!.number(row, 'week', -Number.MAX_VALUE, Number.MAX_VALUE),
        table!.text(row, 'date'),
      ];
      // A run that is laid beside its history has weeks of its own.
      const run = name === 'agreement_weeks' ? `of ${table!.text(row, 'cycle')}` : '';
      const start = readDate(day)! - week * WEEK_MS;
      if (!starts.has(run) && start >= FIRST_DAY && start <= LAST_DAY) starts.set(run, start);
      const days = start - (starts.get(run) ?? Number.NaN);
      if (days >= 0 && days < WEEK_MS) continue;
      throw table!.error(
        row,
        'week',
        `week ${week} does not hold ${day}`,
        'count weeks from the start of the projection',
      );
    }
  }
}

function checkColumn(table: Table, column: string, known: ReadonlySet<string>, what: string): void {
  const at = table.columns.indexOf(column);
  if (at < 0) return;
  for (const row of table.rows) {
    const name = unquoted(row.cells[at]!);
    if (known.has(name)) continue;
    throw table.error(row, column, `unknown ${what} '${name}'`, didYouMean(name, known));
  }
}

function columns(kind: Kind, names: string[]): Record<string, Kind> {
  return Object.fromEntries(names.map((name) => [name, kind]));
}
