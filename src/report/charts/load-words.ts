import type { Results } from '../results.ts';
import type { Organization } from './organizations.ts';
import {
  capitalized,
  count,
  cut,
  listed,
  listedUpTo,
  notDrawn,
  numberWord,
  percent,
  rate,
} from './phrases.ts';
import { altText, fittingTitle } from './picture.ts';
import { MOST_ROWS } from './rows.ts';
import { isOverloaded, type TeamLoad } from './team-loads.ts';
import type { Layout } from './theme.ts';

/** An organization with its teams, those with the highest last load first. */
export interface Staff {
  organization: Organization;
  teams: TeamLoad[];
}

/** What the words of load by team are made from; without an alternative the baseline stands alone. */
export interface LoadFacts {
  results: Results;
  baseline: Staff;
  alternative: Staff | undefined;
  cycles: string[];
  layout: Layout;
}

type Loaded = TeamLoad & { last: NonNullable<TeamLoad['last']> };

const loaded = ({ teams }: Staff): Loaded[] =>
  teams.filter((team): team is Loaded => team.last !== undefined);

/** `177 % of its hours`, from the median of the last cycle. */
const ofItsHours = ({ last }: Loaded): string => `${percent(last.p50)} of its hours`;

/** Overload that fewer than nine of ten replications show is told with less certainty. */
const would = ({ last }: Loaded): string => (last.p10 > 1 ? 'would' : 'may');

/** Who is asked for more than it can do in the last cycle, and whether today's overload is gone. */
export function loadTitle({ baseline, alternative, layout }: LoadFacts): string {
  const { organization } = alternative ?? baseline;
  const names = [organization.name, organization.short];
  const found = alternative ? comparedFindings(baseline, alternative) : ownFindings(baseline);
  return fittingTitle(
    found.flatMap((finding) => names.map(finding)),
    layout,
  );
}

/** Wordings about an organization's name, ever shorter. */
type Findings = ((name: string) => string)[];

function ownFindings(baseline: Staff): Findings {
  const teams = loaded(baseline);
  const [worst] = teams;
  if (!worst) return [(name) => `${name}: no team has a load`];
  const over = teams.filter(isOverloaded);
  if (teams.length === 1) {
    const state = over.length > 0 ? 'is overloaded' : 'is not overloaded';
    return [(name) => `${name} ${state}: asked for ${ofItsHours(worst)}`];
  }
  if (over.length === 0)
    return [
      (name) => `${name}: no team is overloaded; ${teamName(worst)} comes nearest, at ${ofItsHours(worst)}`,
    ];
  return lists(over).map(
    (who) => (name) => `${name}: ${who} asked for more than the team can do, at most ${ofItsHours(worst)}`,
  );
}

function comparedFindings(baseline: Staff, alternative: Staff): Findings {
  const [before, after] = [loaded(baseline), loaded(alternative)];
  const [today, worst] = [before[0], after[0]];
  if (!worst) return [(name) => `${name}: no team has a load`];
  if (!today) return ownFindings(alternative);
  if (after.length === 1) return [oneTeam(today, worst, before.length)];
  const over = after.filter(isOverloaded);
  if (over.length === 0) return nobodyOverloaded(today, worst);
  if (over.length === after.length) {
    return [
      (name) =>
        `With ${name} every team ${would(worst)} be overloaded, ${teamName(worst)} most: asked for ${ofItsHours(worst)}`,
    ];
  }
  return someOverloaded(today, worst, over, after);
}

/** A single team in place of `teams` of the baseline, of which `today` has the highest load. */
function oneTeam(today: Loaded, only: Loaded, teams: number): (name: string) => string {
  const before = teams === 1 ? `, ${percent(today.last.p50)} in the baseline` : '';
  const asked = `asked for ${ofItsHours(only)}${before}`;
  if (isOverloaded(only)) {
    const state = isOverloaded(today) ? 'stay' : 'become';
    return (name) => `${name} ${would(only)} ${state} overloaded: ${asked}`;
  }
  const end = isOverloaded(today) ? 'would end the overload' : 'would not be overloaded';
  return (name) => `${name} ${end}: ${asked}`;
}

function nobodyOverloaded(today: Loaded, worst: Loaded): Findings {
  const nearest = `${teamName(worst)} would come nearest, at ${ofItsHours(worst)}`;
  if (!isOverloaded(today)) return [(name) => `With ${name} no team would be overloaded; ${nearest}`];
  return [(name) => `${name} would end the overload: ${nearest}`];
}

function someOverloaded(today: Loaded, worst: Loaded, over: Loaded[], after: Loaded[]): Findings {
  const at = `at ${ofItsHours(worst)}`;
  const most = over.length === 1 ? at : `${teamName(worst)} most, ${at}`;
  if (isOverloaded(today) && !over.includes(heirOf(today, after))) return movedOverload(worst, over, most);
  const verb = (teams: string) => (isOverloaded(today) ? `leave ${teams} overloaded` : `overload ${teams}`);
  const rest = after.length - over.length === 1 ? 'its other team' : 'its other teams';
  return lists(over).flatMap((teams) => {
    const found = (name: string) => `${name} ${would(worst)} ${verb(teams)}, ${most}`;
    return [(name: string) => `${found(name)}; ${rest} could do what is asked`, found];
  });
}

function movedOverload(worst: Loaded, over: Loaded[], most: string): Findings {
  const next = over.length === 1 ? 'the next bottleneck' : 'the next bottlenecks';
  const asked = `${over.length === 1 ? '' : `${teamName(worst)} `}asked for ${ofItsHours(worst)}`;
  const ends = lists(over).map(
    (teams) => (name: string) =>
      `${name} would end the overload, but ${teams} ${would(worst)} become ${next}: ${asked}`,
  );
  const moves = lists(over).map(
    (teams) => (name: string) => `${name} ${would(worst)} move the overload to ${teams}, ${most}`,
  );
  return [...ends.slice(0, -1), ...moves];
}

/** Teams by name, ever shorter, and in the end only counted. */
function lists(teams: TeamLoad[]): string[] {
  const names = teams.map(teamName);
  const counted = names.length === 1 ? 'one team' : `${numberWord(names.length)} teams`;
  return [
    listed(names),
    listedUpTo(2, names, 'team', 'teams'),
    listedUpTo(1, names, 'team', 'teams'),
    counted,
  ];
}

const teamName = ({ team }: TeamLoad): string => cut(team);

/** The team that carries on the work of another: of the same name, or else the largest that may approve some of it. */
function heirOf(today: Loaded, teams: Loaded[]): Loaded {
  const same = teams.find(({ team }) => team === today.team);
  if (same) return same;
  const heirs = teams.filter(({ areas }) => areas.some((area) => today.areas.includes(area)));
  return (heirs.length > 0 ? heirs : teams).reduce((best, team) =>
    (team.people ?? 0) > (best.people ?? 0) ? team : best,
  );
}

export function loadSubtitle({ results, baseline, alternative, cycles }: LoadFacts): string {
  const { project, replications } = results.manifest;
  const where = project === '' ? '' : ` in ${project}`;
  const [first, last] = [cycles[0]!, cycles.at(-1)!].map(capitalized);
  const teams = [baseline, alternative].flatMap((staff) => staff?.teams ?? []);
  const late = teams.some((team) => team.cycles.length > 0 && team.cycles[0]!.cycle !== cycles[0]);
  const ring = late ? 'a team’s first cycle' : `${first} cycle`;
  const path = cycles.length > 1 ? `Ring: ${ring}; disc: ${last} cycle` : `Disc: ${last} cycle`;
  return (
    `Review work asked for${where} as a share of the hours a team has. ` +
    `${path} (medians of ${count(replications)} replications)`
  );
}

/** @param left teams that are not drawn */
export function loadNote({ cycles }: LoadFacts, left: number): string {
  const last = capitalized(cycles.at(-1)!);
  const path = cycles.length > 2 ? `Path: ${cycles.map(capitalized).join(', ')}. ` : '';
  return `${path}Pale bar and brackets: 8 of 10 replications in the ${last} cycle (p10–p90).${notDrawn(left, 'team', 'teams', 'less load', 'teams.csv')}`;
}

/** `16 people, 91 h a week`. */
export function staffed({ people, hours }: TeamLoad): string {
  const heads = people === undefined ? [] : [`${count(people)} ${people === 1 ? 'person' : 'people'}`];
  const time = hours === undefined || !Number.isFinite(hours) ? [] : [`${rate(hours)} h a week`];
  return [...heads, ...time].join(', ');
}

/** `(113–138 %)`. */
export const loadInterval = ({ p10, p90 }: { p10: number; p90: number }): string =>
  `(${percent(p10).replace(' %', '')}–${percent(p90)})`;

export function loadAlt({ baseline, alternative, cycles, results }: LoadFacts, title: string): string {
  const numbers = (staff: Staff) =>
    loaded(staff)
      .slice(0, MOST_ROWS)
      .map(({ team, last }) => `${team} ${percent(last.p50)} ${loadInterval(last)}`);
  const shown = alternative ? `, ${alternative.organization.short} and` : ',';
  return altText([
    `Chart of load by team${shown} ${baseline.organization.short}, ${capitalized(cycles.at(-1)!)} cycle, 100 % is all a team can do.`,
    `${title}.`,
    `${baseline.organization.short}: ${numbers(baseline).slice(0, 2).join(', ')}.`,
    `${count(results.manifest.replications)} replications, medians (p10–p90).`,
    ...(alternative ? numbers(alternative).map((number) => `${number}.`) : []),
  ]);
}
