import { didYouMean } from '../errors.ts';
import type { KeyPath, ScenarioDocument } from './document.ts';
import type { SectionReader } from './section.ts';
import type { Organization, Person, Team } from './types.ts';

/**
 * Reads `organizations`: the first is the baseline. A team owns areas (`all` or a list) and has members (`all`, a list,
 * or, without the key, whom the people's table puts into a team of its name).
 */
export function readOrganizations(
  document: ScenarioDocument,
  reader: SectionReader,
  people: Person[],
  teamsOf: string[][],
  code: string[],
  approvals: number,
): Organization[] {
  const raw = document.root.organizations;
  if (!Array.isArray(raw) || raw.length === 0) {
    throw document.error(['organizations'], 'no organizations', 'list at least one, the baseline first');
  }
  const read = new OrganizationReader(document, reader, people, teamsOf, code, approvals);
  const organizations = raw.map((item, i) => read.organization(item, ['organizations', i]));
  for (const key of ['name', 'short'] as const) {
    organizations.forEach((organization, i) => {
      if (organizations.findIndex((other) => other[key] === organization[key]) === i) return;
      throw document.error(
        ['organizations', i, key],
        `'${organization[key]}' is taken`,
        'give each organization its own name',
      );
    });
  }
  return organizations;
}

class OrganizationReader {
  private readonly document: ScenarioDocument;
  private readonly reader: SectionReader;
  private readonly names: string[];
  private readonly teamsOf: string[][];
  private readonly code: string[];
  private readonly approvals: number;

  constructor(
    document: ScenarioDocument,
    reader: SectionReader,
    people: Person[],
    teamsOf: string[][],
    code: string[],
    approvals: number,
  ) {
    this.document = document;
    this.reader = reader;
    this.names = people.map(({ name }) => name);
    this.teamsOf = teamsOf;
    this.code = code;
    this.approvals = approvals;
  }

  organization(item: unknown, path: KeyPath): Organization {
    const raw = this.reader.mapping(item, path);
    this.document.rejectUnknown(raw, path, ['name', 'short', 'says', 'teams']);
    const name = this.text(raw.name, [...path, 'name']);
    const teams = raw.teams;
    if (!Array.isArray(teams) || teams.length === 0) {
      throw this.document.error([...path, 'teams'], `${name} has no teams`, 'list at least one');
    }
    const read = teams.map((team, i) => this.team(team, [...path, 'teams', i]));
    read.forEach((team, i) => {
      if (read.findIndex((other) => other.name === team.name) === i) return;
      throw this.document.error([...path, 'teams', i], `team '${team.name}' twice`, 'name each team once');
    });
    return {
      name,
      short: raw.short === undefined ? name : this.text(raw.short, [...path, 'short']),
      says: raw.says === undefined ? '' : this.text(raw.says, [...path, 'says']),
      teams: read,
    };
  }

  private team(item: unknown, path: KeyPath): Team {
    const raw = this.reader.mapping(item, path);
    this.document.rejectUnknown(raw, path, ['name', 'owns', 'members', 'approvals']);
    const name = this.text(raw.name, [...path, 'name']);
    const fromTable = this.names.flatMap((_, i) => (this.teamsOf[i]?.includes(name) ? [i] : []));
    const members =
      raw.members === undefined
        ? fromTable
        : this.list(raw.members, this.names, 'reviewer', [...path, 'members']);
    if (members.length === 0) {
      throw this.document.error(
        path,
        `team '${name}' has no members`,
        'list members, or name the team in reviewers.csv',
      );
    }
    const approvals = raw.approvals ?? this.approvals;
    const count = this.reader.quantity(approvals, 'number', [...path, 'approvals'], 1, 8);
    if (!Number.isInteger(count))
      throw this.document.error([...path, 'approvals'], `${count} is not whole`, 'write it like 2');
    return {
      name,
      members,
      owns: this.list(raw.owns, this.code, 'area', [...path, 'owns']),
      approvals: count,
    };
  }

  private list(value: unknown, names: string[], what: string, path: KeyPath): number[] {
    if (value === 'all') return names.map((_, i) => i);
    if (!Array.isArray(value) || value.length === 0) {
      throw this.document.error(path, `no list of ${what}s`, 'write [a, b], or all');
    }
    const indices = value.map((name, i) => {
      const index = names.indexOf(String(name));
      if (index < 0)
        throw this.document.error([...path, i], `unknown ${what} '${name}'`, didYouMean(String(name), names));
      return index;
    });
    indices.forEach((index, i) => {
      if (indices.indexOf(index) !== i)
        throw this.document.error([...path, i], `${what} '${value[i]}' twice`, 'name each once');
    });
    return indices;
  }

  private text(value: unknown, path: KeyPath): string {
    if (typeof value === 'string' && value.trim() !== '') return value;
    throw this.document.error(path, 'no text', 'write a name');
  }
}
