import { capitalized, count, numberWord } from '../charts/phrases.ts';
import type { InputRow, OrganizationRow } from '../results.ts';
import { type Block, paragraph, type Section, type Statement } from './content.ts';
import { type Facts, type Party, sameHours } from './facts.ts';
import { amount, listedOrCut } from './figures.ts';

/** Teams, and areas of a team, that are named before the reader is sent to the table. */
const MOST_TEAMS = 12;
const MOST_AREAS = 8;

/** Who may approve what, from when, and with how much time. */
export function organizationsSection(facts: Facts): Section {
  const { parties } = facts;
  const items = parties.map((party) => statementOf(facts, party));
  const blocks: Block[] = [{ kind: 'list', items }];
  if (parties.some(({ key }) => teamsOf(facts, key).length > 1)) {
    const counted =
      'Someone who sits in several teams is counted in each of them, with the hours divided among them.';
    blocks.push(paragraph(counted));
  }
  return { title: parties.length > 1 ? 'What is compared' : 'What is projected', blocks };
}

interface Team {
  name: string;
  areas: string[];
  row: OrganizationRow;
}

function teamsOf({ results }: Facts, key: string): Team[] {
  const rows = results.organizations.filter(({ organization }) => organization === key);
  return [...new Set(rows.map(({ team }) => team))].map((name) => {
    const own = rows.filter(({ team }) => team === name);
    return { name, areas: own.map(({ area }) => area), row: own[0]! };
  });
}

function statementOf(facts: Facts, party: Party): Statement {
  const teams = teamsOf(facts, party.key);
  const own = ownInputs(facts, party, teams);
  const sentences = [
    roleOf(facts, party),
    ...(own.has('same_as') ? [] : [teamsInWords(facts, teams)]),
    ...beginning(facts, party),
    ...toldInputs(own),
    ...hoursInWords(facts, party),
  ];
  return { lead: `${party.name}:`, text: sentences.map((sentence) => `${capitalized(sentence)}.`).join(' ') };
}

function roleOf({ parties }: Facts, party: Party): string {
  const role = party === parties[0] ? 'the baseline' : 'an alternative';
  return party.short === party.name ? role : `${role}, "${party.short}" in tables and pictures`;
}

function teamsInWords({ results }: Facts, teams: Team[]): string {
  const everything = new Set(results.organizations.map(({ area }) => area)).size;
  const approvals = new Set(teams.map(({ row }) => row.approvals));
  const same = approvals.size === 1;
  const byName =
    teams.length > 1 && teams.every(({ name, areas }) => areas.length === 1 && areas[0] === name);
  const one = ({ name, areas, row }: Team) => {
    const all = areas.length === everything && everything > 1;
    const over = byName ? '' : ` over ${all ? 'everything' : listedOrCut(areas, MOST_AREAS)}`;
    const votes = same ? '' : `, ${approvalsOf(row.approvals)}`;
    const people = `${count(row.people)} ${row.people === 1 ? 'person' : 'people'}`;
    return `${name}${over} (${people}, ${amount(row.hours_per_week)} h/week${votes})`;
  };
  const shown = teams.slice(0, MOST_TEAMS).map(one).join('; ');
  const more = teams.length > MOST_TEAMS ? '; the others are in organizations.csv' : '';
  const each = same ? `. ${capitalized(approvalsOf([...approvals][0]!))} for each change` : '';
  const many = `${numberWord(teams.length)} ${teams.length === 1 ? 'team' : 'teams'}`;
  return `${many}${byName ? ', each over the code of its name' : ''}: ${shown}${more}${each}`;
}

const approvalsOf = (approvals: number): string =>
  `${numberWord(approvals)} ${approvals === 1 ? 'approval' : 'approvals'}`;

function beginning({ parties, start }: Facts, party: Party): string[] {
  if (party === parties[0]) return [];
  if (party.later) return [`begins on ${party.from}; until then the rules of ${parties[0]!.name} hold`];
  return [`holds from the first day of the projection, ${party.from === '' ? start : party.from}`];
}

/** What the inputs say of this organization alone: its repositories, its transition, whose rules it has. */
function ownInputs({ results }: Facts, { key }: Party, teams: Team[]): Rows {
  const { short } = results.organizations.find(({ organization }) => organization === key)!;
  const prefix = `organizations.${short}.`;
  const told = new Set([...teams.map(({ name }) => name), 'joining', 'from']);
  return new Map(
    results.inputs.flatMap((row) => {
      const name = row.key.slice(prefix.length);
      return row.key.startsWith(prefix) && !told.has(name) ? [[name, row] as const] : [];
    }),
  );
}

function toldInputs(own: Rows): string[] {
  const rows = new Map(own);
  const known = [sameAs(rows), repositories(rows), transition(rows)].filter((words) => words !== undefined);
  const rest = [...rows].map(([name, row]) => `${name.replaceAll(/[_.]/g, ' ')} ${textOf(row)}`);
  return rest.length === 0 ? known : [...known, rest.join(', ')];
}

type Rows = Map<string, InputRow>;

/** Takes the row out, so that it is told once. */
function taken(rows: Rows, name: string): string | undefined {
  const row = rows.get(name);
  rows.delete(name);
  return row && textOf(row);
}

function sameAs(rows: Rows): string | undefined {
  const other = taken(rows, 'same_as');
  return other && `in all else the same as ${other}`;
}

function repositories(rows: Rows): string | undefined {
  const words =
    'the code of each team lies in a repository of its own, so that a change to several is divided';
  return taken(rows, 'repositories') === 'per team' ? words : undefined;
}

function transition(rows: Rows): string | undefined {
  const [length, cost] = [taken(rows, 'transition.length'), taken(rows, 'transition.cost')];
  const teams = taken(rows, 'transition.teams');
  if (length === undefined || cost === undefined) return undefined;
  const whose = teams === undefined ? 'of the hours' : `of the hours given to ${teams}`;
  return `the transition takes ${length} and meanwhile ${cost} ${whose}`;
}

/** Whether the alternative has the same review time as the baseline, or people join. */
function hoursInWords({ parties }: Facts, party: Party): string[] {
  const baseline = parties[0]!;
  const joining = party.joining === undefined ? [] : [`people join: ${textOf(party.joining)}`];
  if (party === baseline) return joining;
  const more = `${party.hours > baseline.hours ? 'more' : 'fewer'} review hours in all than`;
  const hours = sameHours(party, baseline) ? 'the same review hours in all as' : more;
  return [`its people have ${hours} those of the baseline`, ...joining];
}

const textOf = ({ value, unit }: InputRow): string => `${value} ${unit}`.trim();
