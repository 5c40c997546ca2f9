import { didYouMean, type InputError } from '../errors.ts';
import type { Table } from '../table.ts';
import { type Cycle, DAY, type ObservedMetric, type Person, WEEK, type WeeklyCount } from './types.ts';

const MS_PER_HOUR = 3_600_000;

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
    for (const row of table.rows) {
      const name = table.required(row, 'cycle');
      if (cycles.some((cycle) => cycle.name === name))
        throw table.error(row, 'cycle', `cycle '${name}' twice`, 'name each once');
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
    for (const row of table.rows) {
      const name = table.required(row, 'reviewer');
      if (people.some((person) => person.name === name)) {
        throw table.error(row, 'reviewer', `reviewer '${name}' twice`, 'name each once');
      }
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
    return table.rows.map((row) => ({
      at: this.hours(table.requiredDate(row, 'week')),
      area: indexOf(table.required(row, 'area'), areas, table, row, 'area'),
      created: table.count(row, 'created'),
      merged: table.text(row, 'merged') === '' ? 0 : table.count(row, 'merged'),
    }));
  }

  /** `open.csv`: area, age_weeks, open: changes open at the start. */
  open(table: Table, areas: string[]): { area: number; age: number; open: number }[] {
    table.expect(['area', 'age_weeks', 'open']);
    return table.rows.map((row) => ({
      area: indexOf(table.required(row, 'area'), areas, table, row, 'area'),
      age: table.number(row, 'age_weeks', 0, 5_000) * WEEK,
      open: table.count(row, 'open'),
    }));
  }

  /** `history.csv`: area, date, cycle, metric, unit, value; only shown, so areas and metrics are free. */
  observed(table: Table): ObservedMetric[] {
    table.expect(['area', 'date', 'metric', 'value'], ['cycle', 'unit']);
    return table.rows.map((row) => {
      const at = this.hours(table.requiredDate(row, 'date'));
      if (at >= 0)
        throw table.error(row, 'date', 'a date inside the projection', 'keep what lies before the start');
      return {
        area: table.required(row, 'area'),
        at,
        cycle: table.text(row, 'cycle'),
        metric: table.required(row, 'metric'),
        unit: table.text(row, 'unit'),
        value: table.number(row, 'value', -1e9),
      };
    });
  }
}

function indexOf(
  name: string,
  names: string[],
  table: Table,
  row: Table['rows'][number],
  column: string,
): number {
  const index = names.indexOf(name);
  if (index >= 0) return index;
  throw table.error(row, column, `unknown area '${name}'`, didYouMean(name, names));
}

/** The whole week that holds the time `at` [h], counted from the start; negative before it. */
export function weekOf(at: number): number {
  return Math.floor(at / WEEK);
}

/** The calendar date of a time [h], as YYYY-MM-DD. */
export function isoDate(startDate: number, at: number): string {
  return new Date(startDate + Math.round((at / DAY) * 86_400_000)).toISOString().slice(0, 10);
}

/** Asserts that `value` names an existing thing; for lists inside the scenario file. */
export function found<T>(value: T | undefined, error: () => InputError): T {
  if (value === undefined) throw error();
  return value;
}
