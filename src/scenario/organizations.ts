import { didYouMean } from '../errors.ts';
import { type KeyPath, type ScenarioDocument, shown } from './document.ts';
import { Names } from './names.ts';
import type { SectionReader } from './section.ts';
import type { Organization, Person, Team } from './types.ts';

const MOST = 20;
const MOST_TEAMS = 100;

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
  if (raw.length > MOST)
    throw document.error(['organizations'], `${raw.length} organizations`, `list at most ${MOST}`);
  const read = new OrganizationReader(document, reader, people, teamsOf, code, approvals);
  return raw.map((item, i) => read.organization(item, ['organizations', i]));
}

class OrganizationReader {
  private readonly document: ScenarioDocument;
  private readonly reader: SectionReader;
  private readonly people: Map<string, number>;
  private readonly teamsOf: string[][];
  private readonly code: Map<string, number>;
  private readonly approvals: number;
  private readonly names = new Names('organization');
  private readonly shorts = new Names('short name');

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
    this.people = new Map(people.map(({ name }, i) => [name, i]));
    this.teamsOf = teamsOf;
    this.code = new Map(code.map((name, i) => [name, i]));
    this.approvals = approvals;
  }

  organization(item: unknown, path: KeyPath): Organization {
    const { document } = this;
    const raw = document.mapping(item, path);
    document.rejectUnknown(raw, path, ['name', 'short', 'says', 'teams']);
    const name = document.name(raw.name, [...path, 'name'], this.names);
    const short = document.name(raw.short ?? name, [...path, 'short'], this.shorts);
    const says = raw.says === undefined ? '' : document.text(raw.says, [...path, 'says']);
    const { teams } = raw;
    if (!Array.isArray(teams) || teams.length === 0) {
      throw document.error([...path, 'teams'], `${name} has no teams`, 'list at least one');
    }
    if (teams.length > MOST_TEAMS)
      throw document.error([...path, 'teams'], `${teams.length} teams`, `list at most ${MOST_TEAMS}`);
    const names = new Names('team');
    return {
      name,
      short,
      says,
      teams: teams.map((team, i) => this.team(team, [...path, 'teams', i], names)),
    };
  }

  private team(item: unknown, path: KeyPath, names: Names): Team {
    const { document } = this;
    const raw = document.mapping(item, path);
    document.rejectUnknown(raw, path, ['name', 'owns', 'members', 'approvals']);
    const name = document.name(raw.name, [...path, 'name'], names);
    const members =
      raw.members === undefined
        ? this.teamsOf.flatMap((teams, person) => (teams.includes(name) ? [person] : []))
        : this.list(raw.members, this.people, 'reviewer', [...path, 'members']);
    if (members.length === 0) {
      const remedy = 'list members, or name the team in reviewers.csv';
      throw document.error(path, `team '${name}' has no members`, remedy);
    }
    return {
      name,
      members,
      owns: this.list(raw.owns, this.code, 'area', [...path, 'owns']),
      approvals: this.reader.count(raw.approvals ?? this.approvals, [...path, 'approvals'], 1, 8),
    };
  }

  private list(value: unknown, indices: Map<string, number>, what: string, path: KeyPath): number[] {
    if (value === 'all') return [...indices.values()];
    if (!Array.isArray(value) || value.length === 0) {
      throw this.document.error(path, `no list of ${what}s`, 'write [a, b], or all');
    }
    const seen = new Set<number>();
    value.forEach((item, i) => {
      const name = shown(item);
      const index = indices.get(name);
      if (index === undefined)
        throw this.document.error(
          [...path, i],
          `unknown ${what} '${name}'`,
          didYouMean(name, indices.keys()),
        );
      if (seen.has(index))
        throw this.document.error([...path, i], `${what} '${name}' twice`, 'name each once');
      seen.add(index);
    });
    return [...seen];
  }
}
