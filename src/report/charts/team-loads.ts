import type { OrganizationRow, Results, TeamRow } from '../results.ts';
import type { Organization } from './organizations.ts';

/** Load of a team in one cycle: work asked for over the hours it has (median and p10, p90 of replications). */
export interface CycleLoad {
  cycle: string;
  p10: number;
  p50: number;
  p90: number;
}

export interface TeamLoad {
  team: string;
  /** People and hours a week; undefined if `organizations.csv` does not know the team. */
  people: number | undefined;
  hours: number | undefined;
  /** Areas that it may approve. */
  areas: string[];
  /** In order of time; cycles that end before the team begins and blank ones are left out. */
  cycles: CycleLoad[];
  /** Of the last cycle; undefined if the team does not exist in it. */
  last: CycleLoad | undefined;
}

/** Whether more is asked of a team in the last cycle than it can do, in more than half of the replications. */
export const isOverloaded = ({ last }: TeamLoad): boolean => last !== undefined && last.p50 > 1;

/** The cycles that the projection reports on, in order of time. */
export function loadCycles({ teams, calendar }: Results): string[] {
  const known = new Set(teams.filter(({ metric }) => metric === 'load').map(({ cycle }) => cycle));
  const dated = calendar.map(({ cycle }) => cycle).filter((cycle) => known.has(cycle));
  return dated.length > 0 ? dated : [...known].filter((cycle) => cycle !== 'all');
}

/** Teams of an organization, those with the highest last load first. */
export function teamLoads(results: Results, { key }: Organization): TeamLoad[] {
  const cycles = loadCycles(results);
  const rows = results.teams.filter(
    ({ organization, team, metric }) => organization === key && team !== 'all' && metric === 'load',
  );
  const founded = results.organizations.filter(({ organization }) => organization === key);
  const names = [...new Set([...founded, ...rows].map(({ team }) => team))];
  const [foundedOf, rowsOf] = [byTeam(founded), byTeam(rows)];
  const ends = new Map(results.calendar.map(({ cycle, release }) => [cycle, release]));
  const teams = names.map((team) => {
    const own = foundedOf.get(team) ?? [];
    const begins = own.map(({ from }) => from).sort()[0] ?? '';
    const lived = cycles.filter((cycle) => (ends.get(cycle) ?? '9999') > begins);
    return teamOf(team, rowsOf.get(team) ?? [], own, lived, cycles.at(-1));
  });
  const height = ({ last }: TeamLoad) => last?.p50 ?? Number.NEGATIVE_INFINITY;
  return teams.sort((a, b) => (height(a) === height(b) ? 0 : height(b) - height(a)));
}

function byTeam<T extends { team: string }>(rows: readonly T[]): Map<string, T[]> {
  const teams = new Map<string, T[]>();
  for (const row of rows) {
    const own = teams.get(row.team);
    if (own === undefined) teams.set(row.team, [row]);
    else own.push(row);
  }
  return teams;
}

function teamOf(
  team: string,
  rows: TeamRow[],
  own: OrganizationRow[],
  cycles: string[],
  lastCycle: string | undefined,
): TeamLoad {
  const found = cycles.flatMap((cycle) => {
    const row = rows.find((other) => other.cycle === cycle);
    return row && [row.p10, row.p50, row.p90].every(Number.isFinite) ? [row] : [];
  });
  const latest = own.reduce<OrganizationRow | undefined>(
    (best, row) => (best && best.from >= row.from ? best : row),
    undefined,
  );
  const loads = found.map(({ cycle, p10, p50, p90 }) => ({ cycle, p10, p50, p90 }));
  return {
    team,
    people: latest?.people,
    hours: latest?.hours_per_week,
    areas: own.map(({ area }) => area),
    cycles: loads,
    last: loads.find(({ cycle }) => cycle === lastCycle),
  };
}
