import { NO_AREA } from '../../history/fit/columns.ts';
import { type CycleDays, type HistoryFit, halfYear } from '../../history/fit/fit.ts';
import { totals, WEEK_MS } from '../../history/fit/weekly.ts';

export interface StarterCycle extends CycleDays {
  freeze?: number | undefined;
}

export interface StarterPerson {
  name: string;
  team: string;
  hours: number;
  /** Indices into the names of areas. */
  areas: number[];
}

export interface StarterTeam {
  name: string;
  owns: number[];
}

/** What a starter scenario says beyond the fit: a calendar, people, teams, and what is assumed where nothing is seen. */
export interface StarterPlan {
  start: number;
  cycles: StarterCycle[];
  projected: number;
  areaNames: string[];
  people: StarterPerson[];
  /** Whether reviewers are those of the history. */
  namedPeople: boolean;
  approvals: number;
  /** Teams of the alternative; one if there are too few areas or people to divide. */
  teams: StarterTeam[];
  /** Share of changes that never merge and are not in the arrivals. */
  unseen: number;
  unseenAssumed: boolean;
  /** Whether the history counts all open changes. */
  countsAllOpen: boolean;
  /** Share of what never merges that stands last in everybody's priorities. */
  neglectedOfLost: number;
  /** Share of arriving changes that stand last. */
  neglected: number;
  /** What is open at a moment though the history does not show it, by area and age [weeks]. */
  lostOpen(at: number): { area: number; age: number; count: number }[];
}

/** Review hours for each change that merges: 147 h and 66 merges a week (N1, D10 and the history of Nova). */
const HOURS_A_MERGE = 2.2;
const HOURS_A_PERSON = 7;
/** 26 of 100 closed changes are abandoned (H1). */
const USUALLY_UNSEEN = 0.26;
/** Of them 20 stand last in everybody's priorities (M2, M31, as in scenarios/nova-2014). */
const NEGLECTED = 20 / 26;
/** How long what never merges stays open, on average [weeks] (H2 and H1 together). */
const LOST_FOR = 17;
const OLDEST_LOST = 103;
const MOST_TEAMS = 6;
const LARGE_SHARE = 0.1;
const MOST_PEOPLE = 60;

export function starterPlan(fit: HistoryFit, given: readonly StarterCycle[] = []): StarterPlan {
  const { columns, fate, weekly } = fit;
  const start = columns.end;
  const { cycles, projected } = calendar(fit, given);
  const unseenAssumed = Number.isNaN(fate.unseen);
  const unseen = unseenAssumed ? USUALLY_UNSEEN : Math.min(0.8, fate.unseen);
  const abandoned = unseen > 0 ? unseen : Number.isNaN(fate.abandonedShare) ? 0 : fate.abandonedShare;
  const teams = teamsOf(fit);
  const { people, named } = peopleOf(fit, teams);
  const approvals = columns.reviewersAChange < 1.5 || people.length < 3 ? 1 : 2;
  const rates = weekly.created.map(
    (counts) => counts.slice(-52).reduce((sum, n) => sum + n, 0) / Math.min(52, counts.length),
  );
  return {
    start,
    cycles,
    projected,
    areaNames: fit.areas.names,
    people,
    namedPeople: named,
    approvals,
    teams,
    unseen,
    unseenAssumed,
    countsAllOpen: unseen === 0,
    neglectedOfLost: NEGLECTED,
    neglected: Math.min(0.9, abandoned * NEGLECTED),
    lostOpen: () => (unseen > 0 ? lostOpen(rates, unseen / (1 - unseen)) : []),
  };
}

/** Ages of what never merges: an exponential law, in whole changes by largest remainders. */
function lostOpen(rates: readonly number[], each: number): { area: number; age: number; count: number }[] {
  const all = rates.flatMap((rate, area) =>
    Array.from({ length: OLDEST_LOST + 1 }, (_, age) => ({
      area,
      age,
      exact: rate * each * Math.exp(-(age + 0.5) / LOST_FOR),
    })),
  );
  let left = Math.round(all.reduce((sum, { exact }) => sum + exact, 0));
  const whole = all.map((one) => ({ ...one, count: Math.floor(one.exact) }));
  left -= whole.reduce((sum, { count }) => sum + count, 0);
  const order = whole
    .map((one, i) => ({ i, rest: one.exact - one.count }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order) if (left-- > 0) whole[i]!.count++;
  return whole.filter(({ count }) => count > 0);
}

/** Cycles up to the end and two beyond it; half years where the project gives none that reach so far. */
function calendar(
  { past, columns: { end } }: HistoryFit,
  given: readonly StarterCycle[],
): { cycles: StarterCycle[]; projected: number } {
  const holds = given.some(({ start, release }) => start <= end && release > end);
  const known = given.length > 0 ? given : past;
  if (holds) {
    const future = given.filter(({ release }) => release > end).length;
    return { cycles: [...given], projected: Math.min(2, future) };
  }
  // Nobody has named a freeze of half years, so there is none.
  const unfrozen = given.length > 0 ? known : known.map((cycle) => ({ ...cycle, freeze: cycle.release }));
  const before = unfrozen.filter(({ release }) => release <= end);
  const last = before.at(-1)?.release;
  const half = 26 * WEEK_MS;
  // A cycle that ended before the history did is followed by one that holds the end.
  const from = last === undefined || end - last >= half ? end : last;
  const next = [from, from + half].map((start) => ({
    name: halfYear(start),
    start,
    freeze: start + half,
    release: start + half,
  }));
  return { cycles: [...before, ...next], projected: 2 };
}

/** A team for each large area, and one for the rest. */
function teamsOf({ areas, weekly }: HistoryFit): StarterTeam[] {
  const rates = areas.names.map((_, area) => weekly.created[area]!.slice(-52).reduce((sum, n) => sum + n, 0));
  const all = totals(weekly.created)
    .slice(-52)
    .reduce((sum, n) => sum + n, 0);
  const large = areas.names
    .map((name, area) => ({ name, area }))
    .filter(({ area }) => rates[area]! >= LARGE_SHARE * all && rates[area]! > 0)
    .sort((a, b) => rates[b.area]! - rates[a.area]!)
    .slice(0, MOST_TEAMS);
  const rest = areas.names.map((_, area) => area).filter((area) => large.every((one) => one.area !== area));
  const teams = large.map(({ name, area }) => ({ name, owns: [area] }));
  if (rest.length === 0) return teams;
  return [...teams, { name: rest.length === 1 ? areas.names[rest[0]!]! : 'other areas', owns: rest }];
}

function peopleOf(fit: HistoryFit, teams: StarterTeam[]): { people: StarterPerson[]; named: boolean } {
  const { columns, areas, weekly } = fit;
  const merges = totals(weekly.merged).slice(-52);
  const aWeek = Math.max(0.5, merges.reduce((sum, n) => sum + n, 0) / merges.length);
  const hours = aWeek * HOURS_A_MERGE;
  const recent = [...columns.recent]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_PEOPLE);
  if (recent.length >= 2) {
    const all = recent.reduce((sum, [, n]) => sum + n, 0);
    const people = recent.map(([reviewer, n], i) => ({
      name: `r${String(i + 1).padStart(2, '0')}`,
      team: '',
      hours: Math.max(0.1, (hours * n) / all),
      areas: knownAreas(columns.reviews.get(reviewer)!, columns.set, areas),
    }));
    return { people: seated(people, teams), named: true };
  }
  const count = Math.min(
    MOST_PEOPLE,
    Math.max(2 * Math.min(2, teams.length) + 1, Math.round(hours / HOURS_A_PERSON)),
  );
  // As in Nova: each gives 13 % less than the one before.
  const shares = Array.from({ length: count }, (_, i) => 0.87 ** i);
  const all = shares.reduce((sum, share) => sum + share, 0);
  const people = shares.map((share, i) => ({
    name: `r${String(i + 1).padStart(2, '0')}`,
    team: '',
    hours: Math.max(0.1, (hours * share) / all),
    areas: areas.names.map((_, area) => area),
  }));
  return { people: seated(people, teams), named: false };
}

/** Areas in which somebody gave a tenth of the reviews or more. */
function knownAreas(
  own: ReadonlyMap<number, number>,
  set: Int32Array,
  { of, names }: HistoryFit['areas'],
): number[] {
  const areaOfSet = new Map<number, number>();
  for (let i = 0; i < set.length; i++) if (set[i] !== NO_AREA) areaOfSet.set(set[i]!, of[i]!);
  const counts = new Array<number>(names.length).fill(0);
  for (const [index, n] of own) {
    const area = areaOfSet.get(index);
    if (area !== undefined && area < names.length) counts[area]! += n;
  }
  const all = counts.reduce((sum, n) => sum + n, 0);
  return counts.flatMap((n, area) => (all > 0 && n >= 0.1 * all ? [area] : []));
}

/**
 * Seats everybody in one team of the alternative: those who know an area of it first, and where it stands furthest below the
 * others. Who is known to know none knows the areas of that team.
 */
function seated(people: StarterPerson[], teams: StarterTeam[]): StarterPerson[] {
  const hours = teams.map(() => 0);
  const sizes = teams.map(() => 0);
  const total = people.reduce((sum, person) => sum + person.hours, 0) / teams.length;
  return people.map((person) => {
    const score = teams.map(({ owns }, t) => {
      const knows = owns.some((area) => person.areas.includes(area)) ? 1 : 0;
      return (sizes[t]! < 3 ? 0.5 : 0) + knows * 0.4 - hours[t]! / total;
    });
    const t = score.indexOf(Math.max(...score));
    hours[t]! += person.hours;
    sizes[t]!++;
    const areas = person.areas.length > 0 ? person.areas : teams[t]!.owns;
    return { ...person, team: teams[t]!.name, areas };
  });
}

/** Whether every team of the alternative has people enough for its approvals, the author aside. */
export function canDivide({ teams, people, approvals }: StarterPlan): boolean {
  return (
    teams.length > 1 &&
    teams.every(({ name }) => people.filter(({ team }) => team === name).length > approvals)
  );
}
