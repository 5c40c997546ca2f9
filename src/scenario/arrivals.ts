import { baseName, type Table } from '../table.ts';
import { dateAt, type Inputs, tableAt } from './inputs.ts';
import { ARRIVALS, OPEN } from './keys.ts';
import { readSteady, STEADY_KEYS } from './steady.ts';
import {
  type Area,
  type Arrivals,
  type Cycle,
  type OpenAtStart,
  type Scenario,
  WEEK,
  type WeeklyCount,
} from './types.ts';

/** Changes that one replication may have, those open at the start included. */
export const MOST_CHANGES = 5_000_000;
const FEWEST_WEEKS = 4;

/** How changes arrive: a history to fit, or constant rates by area. */
export function readArrivals(inputs: Inputs, areas: Area[], cycles: Cycle[]): Arrivals {
  const { document, reader, tables } = inputs;
  const others = ['history', 'from', 'rates', 'changes'];
  const rules = reader.read('arrivals', ARRIVALS, [...STEADY_KEYS, ...others]);
  const steady = readSteady(inputs, cycles, others);
  const raw = document.mapping(document.root.arrivals ?? {}, ['arrivals']);
  const names = areas.map(({ name }) => name);
  const changes =
    raw.changes === undefined
      ? Number.POSITIVE_INFINITY
      : reader.count(raw.changes, ['arrivals', 'changes'], 1, MOST_CHANGES);
  if (cycles.length === 0 && Math.min(changes, steady.until) === Number.POSITIVE_INFINITY) {
    throw document.error(['arrivals'], 'a run without end', 'give a calendar, or arrivals: changes or until');
  }
  const table = tableAt(inputs, ['arrivals', 'history']);
  if (table !== undefined && raw.rates !== undefined)
    throw document.error(['arrivals', 'rates'], 'rates beside a history', 'keep one of them');
  if (table !== undefined && cycles.length === 0)
    throw document.error(['arrivals', 'history'], 'a history without a calendar', 'give a calendar');
  if (table !== undefined) {
    const counts = tables.arrivals(table, names);
    const from = fitFrom(inputs, table, counts, raw.from);
    return { history: { counts, from, until: 0, file: table.file }, rates: [], changes, ...steady, ...rules };
  }
  if (raw.rates === undefined)
    throw document.error(['arrivals'], 'nothing arrives', 'give history: arrivals.csv, or rates by area');
  const rates = document.mapping(raw.rates, ['arrivals', 'rates']);
  document.rejectUnknown(rates, ['arrivals', 'rates'], names);
  const perArea = names.map((name) => {
    const path = ['arrivals', 'rates', name];
    const rate = reader.quantity(rates[name] ?? 0, 'rate', path);
    reader.note(`arrivals.rates.${name}`, rates[name] ?? 0, true, path);
    return rate;
  });
  return { history: undefined, rates: perArea, changes, ...steady, ...rules };
}

/** From when on [h] the history is fitted: as asked, or the last year before the start. */
function fitFrom(
  { document, reader, tables }: Inputs,
  table: Table,
  counts: WeeklyCount[],
  raw: unknown,
): number {
  const path = ['arrivals', raw === undefined ? 'history' : 'from'];
  const weeks = [...new Set(counts.map(({ at }) => at))];
  const first = weeks.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const from = raw === undefined ? Math.max(first, -52 * WEEK) : tables.hours(dateAt(document, raw, path));
  if (raw !== undefined && from < first)
    throw document.error(path, `${table.file} begins later`, 'begin at its first week or later');
  const whole = weeks.filter((at) => at >= from && at + WEEK <= 1e-6).length;
  if (whole < FEWEST_WEEKS) {
    throw document.error(
      path,
      `${whole} whole weeks of ${table.file} lie between there and the start`,
      `give at least ${FEWEST_WEEKS} weeks to fit`,
    );
  }
  if (raw !== undefined) reader.note('arrivals.from', raw, true, path);
  return from;
}

/** Changes that are open at the start. */
export function readOpen(inputs: Inputs, areas: Area[]): Scenario['open'] {
  const { document, reader, tables } = inputs;
  const rules = reader.read('open', OPEN, ['file', 'counts']);
  const table = tableAt(inputs, ['open', 'file']);
  const names = areas.map(({ name }) => name);
  const raw = document.mapping(document.root.open ?? {}, ['open']).counts ?? undefined;
  if (table !== undefined && raw !== undefined)
    throw document.error(['open', 'counts'], 'counts beside a file', 'keep one of them');
  if (table === undefined) return { fresh: true, counts: readOpenCounts(inputs, raw ?? {}, names), ...rules };
  const counts = tables.open(table, names);
  const total = counts.reduce((sum, { open }) => sum + open, 0);
  reader.note('open.file', `${baseName(table.file)}: ${total} changes`, true, ['open', 'file']);
  return { fresh: false, counts, ...rules };
}

/** `counts: {area: number}`: changes that were created just before the start. */
function readOpenCounts({ document, reader }: Inputs, raw: unknown, names: string[]): OpenAtStart['counts'] {
  const at = ['open', 'counts'];
  const given = document.mapping(raw, at);
  document.rejectUnknown(given, at, names);
  return Object.entries(given).map(([name, written]) => {
    const path = [...at, name];
    const open = reader.count(written, path, 0, MOST_CHANGES);
    reader.note(path.join('.'), written, true, path);
    return { area: names.indexOf(name), age: 0, open, neglected: undefined };
  });
}
