// What a mutation run has found, as text.
import { roomOf } from './rooms.mjs';

const COLUMNS = ['mutants', 'killed', 'timeout', 'uncovered', 'survived', 'accepted'];

/** Counts of one group of mutants, and the share killed of those that are not accepted. */
export function tally(mutants) {
  const count = (kind) => mutants.filter((mutant) => mutant.kind === kind).length;
  const row = Object.fromEntries(COLUMNS.map((kind) => [kind, count(kind)]));
  row.mutants = mutants.length;
  row.share = (row.killed + row.timeout) / (row.mutants - row.accepted);
  return row;
}

/** A table with one row for each room, each file and the whole. */
export function table(mutants) {
  const groups = new Map();
  const add = (name, mutant) => groups.set(name, [...(groups.get(name) ?? []), mutant]);
  for (const mutant of mutants) {
    add(`src/${roomOf(mutant.file)}`, mutant);
    add(mutant.file, mutant);
  }
  const rows = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, all]) => [name, tally(all)]);
  rows.push(['all', tally(mutants)]);
  const width = Math.max(...rows.map(([name]) => name.length));
  const head = [''.padEnd(width), ...COLUMNS.map((name) => name.padStart(9)), '   share'].join(' ');
  const lines = rows.map(([name, row]) =>
    [
      name.padEnd(width),
      ...COLUMNS.map((column) => String(row[column]).padStart(9)),
      percent(row.share).padStart(8),
    ].join(' '),
  );
  return [head, ...lines].join('\n');
}

export const percent = (share) => (Number.isNaN(share) ? '–' : `${(share * 100).toFixed(1)} %`);

/** Survivors as they can be looked up and, where nothing can tell them apart, be accepted with a reason. */
export function survivors(mutants) {
  const left = mutants.filter(({ kind }) => kind === 'survived' || kind === 'uncovered');
  return left
    .map(({ kind, file, line, column, within, operator, original, changed, nth }) => {
      const place = `${within === '' ? '' : ` in ${within}`}${nth > 1 ? ` (nth ${nth})` : ''}`;
      const where = `${file}:${line}:${column} ${kind}, ${operator}${place}`;
      return `${where}\n  - ${original}\n  + ${changed}`;
    })
    .join('\n');
}
