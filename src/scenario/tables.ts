import { didYouMean } from '../errors.ts';
import type { Row, Table } from '../table.ts';
import { Names } from './names.ts';
import {
  type Cycle,
  DAY,
  type ObservedMetric,
  type OpenAtStart,
  type Person,
  WEEK,
  type WeeklyCount,
} from './types.ts';

const MS_PER_HOUR = 3_600_000;
/** Changes of one area in one week. */
const MOST_COUNT = 1_000_000;
/** What a history of merged changes can be laid beside: by the week, and quantiles of lead time by the cycle. */
const COMPARED = [
  'open_to_merge',
  'merges_per_week',
  'lead_p10',
  'lead_p25',
  'lead_median',
  'lead_p75',
  'lead_p90',
];

/** Turns the tables beside a scenario into typed values; times become hours from the start. */
export class Tables {
  private readonly startDate: number;

  constructor(startDate: number) {
    this.startDate = startDate;
  }

  hours(date: number): number {
    return (date - this.startDate) / MS_PER_HOUR;
  }

  /** `cycles.csv`: cycle, start, freeze, release; a blank freeze is `freezeLength` before the release. */
  cycles(table: Table, freezeLength: number): Cycle[] {
    table.expect(['cycle', 'start', 'release'], ['freeze']);
    const cycles: Cycle[] = [];
    const names = new Names('cycle');
    for (const row of table.rows) {
      const name = nameOf(table, row, 'cycle', names);
      const start = this.hours(table.requiredDate(row, 'start'));
      const release = this.hours(table.requiredDate(row, 'release'));
      const date = table.date(row, 'freeze');
      const freeze = date === undefined ? Math.max(start, release - freezeLength) : this.hours(date);
      if (release <= start)
        throw table.error(row, 'release', `${name} is released before it starts`, 'put the dates in order');
      if (freeze < start || freeze > release) {
        throw table.error(
          row,
          'freeze',
          `${name} freezes outside its cycle`,
          'write a date from start to release',
        );
      }
      const previous = cycles.at(-1);
      if (previous !== undefined && start < previous.release) {
        throw table.error(
          row,
          'start',
          `${name} starts before ${previous.name} is released`,
          'put the cycles in order',
        );
      }
      cycles.push({ name, start, freeze, release });
    }
    return cycles;
  }

  /** `reviewers.csv`: reviewer, hours_per_week, and if known teams (;), areas (;), joined, left. */
  people(table: Table, code: string[]): { people: Person[]; teams: string[][] } {
    table.expect(['reviewer', 'hours_per_week'], ['teams', 'areas', 'joined', 'left']);
    const people: Person[] = [];
    const teams: string[][] = [];
    const names = new Names('reviewer');
    for (const row of table.rows) {
      const name = nameOf(table, row, 'reviewer', names);
      const familiar = table.list(row, 'areas').map((area) => indexOf(area, code, table, row, 'areas'));
      const joined = table.date(row, 'joined');
      const left = table.date(row, 'left');
      if (joined !== undefined && left !== undefined && left <= joined) {
        throw table.error(row, 'left', `${name} leaves before joining`, 'put the dates in order');
      }
      people.push({
        name,
        attention: table.number(row, 'hours_per_week', 0, WEEK) / WEEK,
        familiar,
        joined: joined === undefined ? Number.NEGATIVE_INFINITY : this.hours(joined),
        left: left === undefined ? Number.POSITIVE_INFINITY : this.hours(left),
      });
      teams.push(table.list(row, 'teams'));
    }
    return { people, teams };
  }

  /** `arrivals.csv`: week (its first day), area, created, and merged if known. */
  arrivals(table: Table, areas: string[]): WeeklyCount[] {
    table.expect(['week', 'area', 'created'], ['merged']);
    const seen = new Set<string>();
    const counts = table.rows.map((row): WeeklyCount => {
      const at = this.hours(table.requiredDate(row, 'week'));
      const area = indexOf(table.required(row, 'area'), areas, table, row, 'area');
      once(seen, `${at} ${area}`, table, row, 'week');
      const merged = table.text(row, 'merged') === '' ? 0 : table.count(row, 'merged', MOST_COUNT);
      return { at, area, created: table.count(row, 'created', MOST_COUNT), merged };
    });
    rejectGaps(table, counts);
    return counts;
  }

  /** `open.csv`: area, age_weeks, open, and if known neglected: changes open at the start. */
  open(table: Table, areas: string[]): OpenAtStart['counts'] {
    table.expect(['area', 'age_weeks', 'open'], ['neglected']);
    const told = table.columns.includes('neglected');
    const seen = new Set<string>();
    return table.rows.map((row) => {
      const area = indexOf(table.required(row, 'area'), areas, table, row, 'area');
      const age = table.number(row, 'age_weeks', 0, 5_000);
      once(seen, `${age} ${area}`, table, row, 'age_weeks');
      const open = table.count(row, 'open', MOST_COUNT);
      const neglected = told ? table.count(row, 'neglected', MOST_COUNT) : undefined;
      if (neglected !== undefined && neglected > open)
        throw table.error(
          row,
          'neglected',
          `${neglected} of ${open} are neglected`,
          'write at most as many as are open',
        );
      return { area, age: age * WEEK, open, neglected };
    });
  }

  /** `history.csv`: area, date, cycle, metric, unit, value; only shown, so areas and metrics are free. */
  observed(table: Table): ObservedMetric[] {
    table.expect(['area', 'date', 'metric', 'value'], ['cycle', 'unit']);
    return table.rows.map((row) => {
      const observed = this.observation(table, row);
      if (observed.at < 0) return observed;
      throw table.error(row, 'date', 'a date inside the projection', 'keep what lies before the start');
    });
  }

  private observation(table: Table, row: Row): ObservedMetric {
    return {
      area: table.required(row, 'area'),
      at: this.hours(table.requiredDate(row, 'date')),
      cycle: table.text(row, 'cycle'),
      metric: table.required(row, 'metric'),
      unit: table.text(row, 'unit'),
      value: table.number(row, 'value', -1e9),
    };
  }

  /** `actual.csv`: as history.csv, of the projected cycles: what is laid beside them, so each row must have its like. */
  actual(table: Table, areas: readonly string[], cycles: readonly Cycle[]): ObservedMetric[] {
    table.expect(['area', 'date', 'metric', 'value'], ['cycle', 'unit']);
    const seen = new Set<string>();
    const until = cycles.at(-1)?.release ?? 0;
    const known = [...areas, 'all'];
    const named = cycles.map(({ name }) => name);
    return table.rows.map((row) => {
      const observed = this.observation(table, row);
      indexOf(observed.area, known, table, row, 'area');
      if (observed.at < 0 || observed.at >= until)
        throw table.error(
          row,
          'date',
          'a date outside the projection',
          'keep what lies from the start to the last release',
        );
      if (!COMPARED.includes(observed.metric))
        throw table.error(
          row,
          'metric',
          `no metric '${observed.metric}' to compare`,
          didYouMean(observed.metric, COMPARED),
        );
      if (observed.metric.startsWith('lead_')) indexOf(observed.cycle, named, table, row, 'cycle');
      else if (observed.at % WEEK !== 0)
        throw table.error(
          row,
          'date',
          'no first day of a week of the projection',
          'count weeks from the start',
        );
      const when = observed.metric.startsWith('lead_') ? observed.cycle : observed.at;
      once(seen, `${observed.area} ${observed.metric} ${when}`, table, row, 'date');
      return observed;
    });
  }
}

function nameOf(table: Table, row: Row, column: string, names: Names): string {
  const name = table.required(row, column);
  const fault = names.add(name);
  if (fault !== undefined) throw table.error(row, column, fault.what, fault.remedy);
  return name;
}

/** A second row about the same would be counted twice. */
function once(seen: Set<string>, what: string, table: Table, row: Row, column: string): void {
  if (seen.has(what))
    throw table.error(row, column, `${table.text(row, column)} twice for this area`, 'keep one of the rows');
  seen.add(what);
}

/** A week that is left out is not the same as a week without changes: every seventh day needs a row. */
function rejectGaps(table: Table, counts: readonly WeeklyCount[]): void {
  const order = counts.map((_, i) => i).sort((a, b) => counts[a]!.at - counts[b]!.at || a - b);
  order.forEach((row, i) => {
    const apart = i === 0 ? 0 : counts[row]!.at - counts[order[i - 1]!]!.at;
    if (apart === 0 || apart === WEEK) return;
    const what = `${apart / DAY} days after the week before it`;
    const remedy = 'let weeks begin 7 days apart, and write 0 where nothing was created';
    throw table.error(table.rows[row]!, 'week', what, remedy);
  });
}

/** Places of names by name, for each list that has been asked for any. */
const places = new WeakMap<readonly string[], Map<string, number>>();

function indexOf(name: string, names: readonly string[], table: Table, row: Row, column: string): number {
  let known = places.get(names);
  if (known === undefined) {
    known = new Map(names.map((other, i) => [other, i]));
    places.set(names, known);
  }
  const index = known.get(name);
  if (index !== undefined) return index;
  const what = column === 'cycle' ? 'projected cycle' : 'area';
  throw table.error(row, column, `unknown ${what} '${name}'`, didYouMean(name, names));
}

/** The whole week that holds the time `at` [h], counted from the start; negative before it. */
export function weekOf(at: number): number {
  return Math.floor(at / WEEK);
}

/** The calendar date of a time [h], as YYYY-MM-DD. */
export function isoDate(startDate: number, at: number): string {
  return new Date(startDate + Math.round((at / DAY) * 86_400_000)).toISOString().slice(0, 10);
}
