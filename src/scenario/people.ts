import { type Inputs, tableAt } from './inputs.ts';
import { AWAY, PEOPLE, type Section, SHIFT } from './keys.ts';
import { MOST } from './most.ts';
import type { Person, Scenario } from './types.ts';
import type { Keys } from './yaml.ts';

/** Reviewers, and the names of the teams that the table puts each into. */
export interface People {
  rules: Scenario['peopleRules'];
  people: Person[];
  teams: string[][];
}

/** People from a table, or `count` alike who know all areas. */
export function readPeople(inputs: Inputs, code: string[]): People {
  const { document, reader, tables } = inputs;
  const given = reader.read('people', PEOPLE, ['file', 'count', 'hours_per_week', 'shift', 'away']);
  const raw = document.mapping(document.root.people ?? {}, ['people']);
  const rules = { ...given, ...readPresence(inputs, raw) };
  const table = tableAt(inputs, ['people', 'file']);
  if (table !== undefined) {
    for (const key of ['count', 'hours_per_week']) {
      if (raw[key] !== undefined)
        throw document.error(
          ['people', key],
          `${key} beside a file`,
          `keep one of them: ${table.file} has hours`,
        );
    }
    if (table.rows.length > MOST.people)
      throw document.error(
        ['people', 'file'],
        `${table.rows.length} reviewers`,
        `name at most ${MOST.people}`,
      );
    reader.note('people.file', raw.file, true, ['people', 'file']);
    return { rules, ...tables.people(table, code) };
  }
  if (raw.count === undefined) {
    throw document.error(['people'], 'no reviewers', 'give file: reviewers.csv, or count and hours_per_week');
  }
  const count = reader.count(raw.count, ['people', 'count'], 1, MOST.people);
  const hours = raw.hours_per_week ?? '6.4 h/week';
  const attention = reader.quantity(hours, 'attention', ['people', 'hours_per_week'], 0, 1);
  reader.note('people.count', count, true, ['people', 'count']);
  // One list for all of them, since what they know may be much.
  const familiar = code.map((_, i) => i);
  const people = Array.from({ length: count }, (_, i): Person => alike(`r${i + 1}`, attention, familiar));
  return { rules, people, teams: people.map((): string[] => []) };
}

/** When people are at work at all: shifts and random absences, `none` unless given. */
function readPresence(
  { document, reader }: Inputs,
  { shift = 'none', away = 'none' }: Keys,
): Pick<Scenario['peopleRules'], 'shift' | 'away'> {
  const read = <S extends Section>(key: 'shift' | 'away', value: unknown, section: S, example: string) => {
    const path = ['people', key];
    if (value === 'none' || value === null) {
      reader.note(`people.${key}`, 'none', false, path, 'assumption');
      return undefined;
    }
    const keys = document.mapping(value, path);
    document.rejectUnknown(keys, path, Object.keys(section));
    const missing = Object.keys(section).find((name) => keys[name] === undefined);
    if (missing !== undefined) throw document.error(path, `no '${missing}'`, `write ${missing}: ${example}`);
    return reader.readAt(keys, path, `people.${key}`, section);
  };
  const shifts = read('shift', shift, SHIFT, '16 h');
  const absences = read('away', away, AWAY, '{law: exponential, mean: 1 day}');
  for (const key of ['after', 'lasts'] as const) {
    if (absences === undefined || absences[key].mean > 0) continue;
    const what = 'absences that take no time, or leave none';
    throw document.error(['people', 'away', key], what, 'write a law with a mean above 0, or away: none');
  }
  return { shift: shifts, away: absences };
}

function alike(name: string, attention: number, familiar: number[]): Person {
  const [joined, left] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return { name, attention, familiar, joined, left };
}

/** Whom each team has, by its name, where each person's teams are named. */
export function membersByTeam(teamsOf: readonly (readonly string[])[]): Map<string, number[]> {
  const members = new Map<string, number[]>();
  for (const [person, teams] of teamsOf.entries()) {
    for (const team of new Set(teams)) {
      const known = members.get(team);
      if (known === undefined) members.set(team, [person]);
      else known.push(person);
    }
  }
  return members;
}
