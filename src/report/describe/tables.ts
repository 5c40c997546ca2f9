import { isoDay } from '../../history/describe/days.ts';
import type { Description } from '../../history/describe/describe.ts';
import type { Person } from '../../history/describe/people.ts';
import type { KeptAside } from '../../history/kept-aside.ts';
import { csvCells } from '../csv.ts';
import type { Files } from '../write.ts';

/** The columns of each file that describe writes, in their order: a contract. */
export const DESCRIBE_COLUMNS = {
  weeks: ['area', 'week', 'date', 'cycle', 'days', 'created', 'merged', 'abandoned', 'open'],
  cycles: ['area', 'cycle', 'start', 'end', 'metric', 'unit', 'value', 'changes'],
  lead_times: ['area', 'estimate', 'quantile', 'days', 'ci_low', 'ci_high', 'changes', 'open'],
  survival: ['area', 'days', 'at_risk', 'not_merged', 'ci_low', 'ci_high', 'merged', 'abandoned', 'censored'],
  areas: [
    'area',
    'changes',
    'share',
    'touched',
    'touched_share',
    'across',
    'merged',
    'abandoned',
    'open',
    'unmerged',
  ],
  pairs: ['area', 'other', 'changes', 'share'],
  features: ['feature', 'changes', 'merged', 'spans', 'areas'],
  people: ['person', 'role', 'changes', 'share', 'first', 'last'],
  kept_aside: ['reason', 'rows', 'where', 'example'],
} as const;

export type DescribeFile = keyof typeof DESCRIBE_COLUMNS;

type Cell = string | number;

/** What was read besides changes. */
export interface Reading {
  file: string;
  aside: KeptAside;
  /** What the reader said of the file. */
  notes: readonly string[];
}

/** The tables of a description as RFC 4180; what is not known, and what is never reached, is blank. */
export function describeTables(description: Description, { aside }: Pick<Reading, 'aside'>): Files {
  const rows: Record<DescribeFile, Iterable<Cell[]>> = {
    weeks: weekRows(description),
    cycles: cycleRows(description),
    lead_times: leadRows(description),
    survival: survivalRows(description),
    areas: areaRows(description),
    pairs: description.pairs.map(({ area, other, changes }) => {
      return [area, other, changes, changes / description.changes];
    }),
    features: description.features.map(({ feature, changes, merged, areas }) => {
      return [feature, changes, merged, areas.length, areas.join(';')];
    }),
    people: [
      ...peopleRows('author', description.authors.people),
      ...peopleRows('reviewer', description.reviewers.people),
    ],
    kept_aside: aside
      .list()
      .flatMap(({ reason, count, examples }) =>
        examples.map(({ where, example }): Cell[] => [reason, count, where, example]),
      ),
  };
  const names = Object.keys(DESCRIBE_COLUMNS) as DescribeFile[];
  return new Map(names.map((name) => [`${name}.csv`, pieces(name, rows[name])]));
}

/** Long tables are written in pieces. */
function* pieces(name: DescribeFile, rows: Iterable<Cell[]>): Generator<string> {
  let piece = `${DESCRIBE_COLUMNS[name].join(',')}\n`;
  for (const row of rows) {
    piece += `${csvCells(...row)}\n`;
    if (piece.length < 100_000) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* weekRows({ areas, periods }: Description): Generator<Cell[]> {
  for (const { area, weeks } of areas)
    for (const { week, monday, days, created, merged, abandoned, open } of weeks) {
      // A week counts to the cycle in which it ends.
      const cycle = periods.find(({ from, until }) => monday + 6 >= from && monday + 6 < until);
      yield [area, week, isoDay(monday), cycle?.name ?? '', days, created, merged, abandoned, open];
    }
}

function* cycleRows({ metrics, periods }: Description): Generator<Cell[]> {
  const dates = new Map(periods.map(({ name, from, until }) => [name, [isoDay(from), isoDay(until)]]));
  for (const { area, period, metric, unit, value, of } of metrics)
    yield [area, period, ...dates.get(period)!, metric, unit, value, of];
}

function* leadRows({ areas }: Description): Generator<Cell[]> {
  for (const { area, leads } of areas)
    for (const { estimate, share, days, low, high } of leads.quantiles)
      yield [area, estimate, share, days, low, high, leads.changes, leads.open];
}

function* survivalRows({ areas }: Description): Generator<Cell[]> {
  for (const { area, leads } of areas)
    for (const { days, atRisk, waiting, low, high, merged, abandoned, censored } of leads.curve)
      yield [area, days, atRisk, waiting, low, high, merged, abandoned, censored];
}

function* areaRows({ areas, changes: all }: Description): Generator<Cell[]> {
  for (const { area, changes, touched, across, leads } of areas) {
    const { merged, abandoned, open, unmerged } = leads;
    const shares = [changes, changes / all, touched, touched / all, across];
    yield [area, ...shares, merged, abandoned, open, unmerged];
  }
}

function* peopleRows(role: string, people: readonly Person[]): Generator<Cell[]> {
  const total = people.reduce((sum, { changes }) => sum + changes, 0);
  for (const { name, changes, first, last } of people) {
    const [from, to] = [first, last].map((ms) => new Date(ms).toISOString().slice(0, 10)) as [string, string];
    yield [name, role, changes, changes / total, from, to];
  }
}
