import { didYouMean } from '../errors.ts';
import { type KeyPath, type ScenarioDocument, shown } from './document.ts';
import { TRANSITION } from './keys.ts';
import { listed, MOST } from './most.ts';
import { Names } from './names.ts';
import { membersByTeam } from './people.ts';
import type { SectionReader } from './section.ts';
import type { Organization, Person, Team, Transition } from './types.ts';
import type { Keys } from './yaml.ts';

const REPOSITORIES = ['one', 'per team'] as const;
/** What an organization has from the one that it is the same as. */
const TAKEN_OVER = ['teams', 'repositories', 'transition'];

/** What organizations are read from. */
export interface OrganizationInputs {
  document: ScenarioDocument;
  reader: SectionReader;
  people: Person[];
  /** Names of the teams that the people's table puts each person into. */
  teamsOf: string[][];
  code: string[];
  /** Approvals where a team does not say. */
  approvals: number;
  /** When the last projected cycle is released [h]; 0 without a calendar. */
  end: number;
  /** Hours from the start to a date in the scenario file. */
  dateOf(raw: unknown, path: KeyPath): number;
}

/**
 * Reads `organizations`: the first is the baseline, each other one holds from the start or `from` a day. A team owns
 * areas (`all` or a list) and has members (`all`, a list, or, without the key, whom the people's table puts into a
 * team of its name). `same_as` names an organization that takes effect earlier.
 */
export function readOrganizations(inputs: OrganizationInputs): Organization[] {
  const { document } = inputs;
  const raw = document.root.organizations;
  if (!Array.isArray(raw) || raw.length === 0) {
    throw document.error(['organizations'], 'no organizations', 'list at least one, the baseline first');
  }
  if (raw.length > MOST.organizations)
    throw document.error(
      ['organizations'],
      `${raw.length} organizations`,
      `list at most ${MOST.organizations}`,
    );
  const read = new OrganizationReader(inputs);
  raw.forEach((item, i) => {
    read.organization(item, ['organizations', i]);
  });
  return read.organizations;
}

class OrganizationReader {
  readonly organizations: Organization[] = [];
  private readonly inputs: OrganizationInputs;
  private readonly document: ScenarioDocument;
  private readonly people: Map<string, number>;
  private readonly code: Map<string, number>;
  /** Whom the people's table puts into each team. */
  private readonly membersOf: ReadonlyMap<string, number[]>;
  /** What `all` stands for, one list for all who say so. */
  private readonly everything = new Map<Map<string, number>, number[]>();
  private readonly names = new Names('organization');
  private readonly shorts = new Names('short name');

  constructor(inputs: OrganizationInputs) {
    this.inputs = inputs;
    this.document = inputs.document;
    this.people = new Map(inputs.people.map(({ name }, i) => [name, i]));
    this.code = new Map(inputs.code.map((name, i) => [name, i]));
    this.membersOf = membersByTeam(inputs.teamsOf);
  }

  organization(item: unknown, path: KeyPath): void {
    const { document } = this;
    const raw = document.mapping(item, path);
    document.rejectUnknown(raw, path, ['name', 'short', 'says', 'from', 'same_as', ...TAKEN_OVER]);
    const name = document.name(raw.name, [...path, 'name'], this.names);
    const short = document.name(raw.short ?? name, [...path, 'short'], this.shorts);
    const says = raw.says === undefined ? '' : document.text(raw.says, [...path, 'says']);
    const from = this.from(raw, short, path);
    const rules =
      raw.same_as === undefined ? this.rules(raw, name, short, path) : this.sameAs(raw, short, from, path);
    this.organizations.push({ name, short, says, from, ...rules });
  }

  /** From when on the organization holds [h]: from the start unless it says otherwise. */
  private from({ from }: Keys, short: string, path: KeyPath): number {
    if (from === undefined || from === null) return 0;
    const { document, inputs, organizations } = this;
    const at = [...path, 'from'];
    if (organizations.length === 0)
      throw document.error(
        at,
        'the first organization is the baseline',
        'remove the key: it holds all along',
      );
    const day = inputs.dateOf(from, at);
    if (inputs.end === 0) throw document.error(at, 'a day without a calendar', 'give a calendar and a start');
    if (day < 0)
      throw document.error(at, `${shown(from)} lies before the start`, 'write the start or a later day');
    if (day >= inputs.end) {
      const remedy = 'write an earlier day, or project more cycles';
      throw document.error(at, `${shown(from)} lies after the last projected release`, remedy);
    }
    if (day > 0 && organizations[0]!.repositories === 'per team') {
      const what = 'a later day, where the baseline has several repositories';
      throw document.error(at, what, 'let it hold from the start, or give the baseline one repository');
    }
    inputs.reader.note(`organizations.${short}.from`, from, true, at);
    return day;
  }

  private rules(raw: Keys, name: string, short: string, path: KeyPath) {
    const { document, inputs } = this;
    const teams = this.teams(raw.teams, name, path);
    const repositories = raw.repositories ?? REPOSITORIES[0];
    if (!REPOSITORIES.includes(repositories as 'one')) {
      const remedy = didYouMean(shown(repositories), REPOSITORIES);
      throw document.error(
        [...path, 'repositories'],
        `${shown(repositories)} is none of the choices`,
        remedy,
      );
    }
    inputs.reader.note(
      `organizations.${short}.repositories`,
      repositories,
      raw.repositories !== undefined,
      [...path, 'repositories'],
      'assumption',
    );
    const transition =
      raw.transition === undefined || raw.transition === null
        ? undefined
        : this.transition(raw.transition, short, teams, [...path, 'transition']);
    return {
      teams,
      repositories: repositories as Organization['repositories'],
      transition,
      sameAs: undefined,
    };
  }

  private transition(value: unknown, short: string, teams: Team[], path: KeyPath): Transition {
    const { document, inputs, organizations } = this;
    if (organizations.length === 0)
      throw document.error(path, 'the baseline does not change', 'remove the key');
    if (inputs.end === 0) throw document.error(path, 'a transition without a calendar', 'give a calendar');
    const name = `organizations.${short}.transition`;
    const { length, cost } = inputs.reader.readAt(value, path, name, TRANSITION, ['teams']);
    const named = document.mapping(value, path).teams ?? 'all';
    const indices = new Map(teams.map((team, i) => [team.name, i]));
    const paying = this.list(named, indices, 'team', [...path, 'teams']);
    inputs.reader.note(`${name}.teams`, listed(paying, [...indices.keys()]), true, path);
    return { length, cost, teams: paying };
  }

  /** The rules of an organization named before, which take effect on a later day. */
  private sameAs(raw: Keys, short: string, from: number, path: KeyPath) {
    const { document, organizations } = this;
    const at = [...path, 'same_as'];
    const candidates = organizations.filter(({ sameAs }, i) => i > 0 && sameAs === undefined);
    const name = shown(raw.same_as);
    const other = candidates.find((one) => one.name === name);
    if (other === undefined) {
      const known = candidates.map((one) => one.name);
      const remedy = known.length === 0 ? 'name one that stands before it' : didYouMean(name, known);
      throw document.error(at, `no alternative before it is called '${name}'`, remedy);
    }
    const beside = TAKEN_OVER.find((key) => raw[key] !== undefined);
    if (beside !== undefined)
      throw document.keyError([...path, beside], `${beside} beside same_as`, 'keep one of them');
    if (from <= other.from) {
      const remedy = `write from: with a day after that of '${name}'`;
      throw document.error([...path, 'from'], `no later than '${name}'`, remedy);
    }
    this.inputs.reader.note(`organizations.${short}.same_as`, name, true, at);
    const { teams, repositories, transition } = other;
    return { teams, repositories, transition, sameAs: organizations.indexOf(other) };
  }

  private teams(teams: unknown, name: string, path: KeyPath): Team[] {
    const { document } = this;
    if (!Array.isArray(teams) || teams.length === 0) {
      throw document.error([...path, 'teams'], `${name} has no teams`, 'list at least one');
    }
    if (teams.length > MOST.teams)
      throw document.error([...path, 'teams'], `${teams.length} teams`, `list at most ${MOST.teams}`);
    const names = new Names('team');
    return teams.map((team, i) => this.team(team, [...path, 'teams', i], names));
  }

  private team(item: unknown, path: KeyPath, names: Names): Team {
    const { document, inputs } = this;
    const raw = document.mapping(item, path);
    document.rejectUnknown(raw, path, ['name', 'owns', 'members', 'approvals']);
    const name = document.name(raw.name, [...path, 'name'], names);
    const members =
      raw.members === undefined
        ? (this.membersOf.get(name) ?? [])
        : this.list(raw.members, this.people, 'reviewer', [...path, 'members']);
    if (members.length === 0) {
      const remedy = 'list members, or name the team in reviewers.csv';
      throw document.error(path, `team '${name}' has no members`, remedy);
    }
    return {
      name,
      members,
      owns: this.list(raw.owns, this.code, 'area', [...path, 'owns']),
      approvals: inputs.reader.count(raw.approvals ?? inputs.approvals, [...path, 'approvals'], 1, 8),
    };
  }

  private all(indices: Map<string, number>): number[] {
    const known = this.everything.get(indices);
    if (known !== undefined) return known;
    const all = [...indices.values()];
    this.everything.set(indices, all);
    return all;
  }

  private list(value: unknown, indices: Map<string, number>, what: string, path: KeyPath): number[] {
    if (value === 'all') return this.all(indices);
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
