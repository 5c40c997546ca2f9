import type { Row, Table } from '../table.ts';

/** A release cycle; times are milliseconds since 1970 in UTC, the release is not part of it. */
export interface ReleaseCycle {
  name: string;
  start: number;
  freeze: number | undefined;
  release: number;
}

const MOST_CYCLES = 200;

/** Reads `cycles.csv` (DESIGN, Contracts): cycle, start, release and perhaps freeze, in order of time. Throws InputError. */
export function readReleaseCycles(table: Table): ReleaseCycle[] {
  table.expect(['cycle', 'start', 'release'], ['freeze']);
  const cycles: ReleaseCycle[] = [];
  for (const row of table.rows) {
    const cycle = cycleOf(table, row);
    const before = cycles.at(-1);
    if (before !== undefined && cycle.start < before.release)
      throw table.error(
        row,
        'start',
        `${cycle.name} starts before ${before.name} is released`,
        'put the cycles in order',
      );
    if (cycle.name === 'all' || cycles.some(({ name }) => name === cycle.name)) {
      const what = cycle.name === 'all' ? `'all' is the name of the total` : `cycle '${cycle.name}' twice`;
      throw table.error(row, 'cycle', what, 'give each cycle a name of its own');
    }
    cycles.push(cycle);
    if (cycles.length > MOST_CYCLES)
      throw table.error(row, 'cycle', `more than ${MOST_CYCLES} cycles`, 'leave out the oldest');
  }
  return cycles;
}

function cycleOf(table: Table, row: Row): ReleaseCycle {
  const name = table.required(row, 'cycle');
  const [start, release] = [table.requiredDate(row, 'start'), table.requiredDate(row, 'release')];
  if (release <= start)
    throw table.error(row, 'release', `${name} is released before it starts`, 'put the dates in order');
  const freeze = table.date(row, 'freeze');
  if (freeze !== undefined && (freeze < start || freeze > release))
    throw table.error(
      row,
      'freeze',
      `${name} freezes outside its cycle`,
      'write a date from start to release',
    );
  return { name, start, freeze, release };
}
