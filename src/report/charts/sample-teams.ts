import type { OrganizationRow, TeamRow } from '../results.ts';

/** A team as charts of samples need it; `loads` are medians by cycle, NaN for a cycle without the team. */
export interface SampleTeam {
  team: string;
  people: number;
  hours: number;
  areas: string[];
  loads: number[];
}

const drivers = ['libvirt', 'vmwareapi', 'xenapi', 'hyperv'];

export const coreTeam: SampleTeam[] = [
  { team: 'core', people: 21, hours: 134.2, areas: ['common', ...drivers], loads: [1.05, 1.07, 1.1, 1.12] },
];

export const driverTeams: SampleTeam[] = [
  { team: 'common', people: 16, hours: 86.4, areas: ['common'], loads: [1.04, 0.99, 0.96, 0.92] },
  { team: 'libvirt', people: 5, hours: 21.6, areas: ['libvirt'], loads: [0.69, 0.71, 0.7, 0.71] },
  { team: 'vmwareapi', people: 4, hours: 15.1, areas: ['vmwareapi'], loads: [0.83, 0.86, 0.79, 0.77] },
  { team: 'xenapi', people: 3, hours: 8.95, areas: ['xenapi'], loads: [0.7, 0.79, 0.84, 0.86] },
  { team: 'hyperv', people: 1, hours: 2.15, areas: ['hyperv'], loads: [0.74, 0.96, 1.12, 1.31] },
];

export function sampleTeamRows(organization: string, teams: SampleTeam[], cycles: string[]): TeamRow[] {
  const row = (team: string, cycle: string, metric: string, p50: number): TeamRow => ({
    ...{ organization, team, cycle, metric, unit: 'share of capacity', mean: p50 * 1.01, p50 },
    ...{ ci_low: p50, ci_high: p50 * 1.02, p10: p50 * 0.89, p90: p50 * 1.14, replications: 100 },
  });
  const each = teams.flatMap(({ team, loads }) =>
    cycles.flatMap((cycle, place) => [
      row(team, cycle, 'utilization', Math.min(1, loads[place]!)),
      row(team, cycle, 'load', loads[place]!),
    ]),
  );
  const total = [...cycles, 'all'].map((cycle) => row('all', cycle, 'load', 3));
  return [...each, ...teams.map(({ team }) => row(team, 'all', 'load', 2)), ...total];
}

export function sampleOrganizationRows(
  organization: string,
  short: string,
  teams: SampleTeam[],
  from: string,
): OrganizationRow[] {
  return teams.flatMap(({ team, people, hours, areas }) =>
    areas.map((area) => ({
      ...{ organization, short, team, area, from, people, hours_per_week: hours, approvals: 2 },
    })),
  );
}

const blank = Number.NaN;
const times = (factor: number, teams = driverTeams): SampleTeam[] =>
  teams.map((one) => ({ ...one, loads: one.loads.map((load) => load * factor) }));

/** Teams of the baseline and of every alternative that have broken a layout before, or could. */
export const hardTeams: Record<string, [baseline: SampleTeam[], alternatives: SampleTeam[]]> = {
  'nobody overloaded': [times(0.7, coreTeam), times(0.6)],
  'everybody overloaded': [coreTeam, times(2)],
  'one team on each side': [coreTeam, times(0.8, coreTeam)],
  'teams in the baseline too': [driverTeams, coreTeam],
  'teams that begin later': [
    coreTeam,
    driverTeams.map((one) => ({ ...one, loads: [blank, ...one.loads.slice(1)] })),
  ],
  'a team that begins last and one that ends': [
    coreTeam,
    driverTeams.map((one, place) => ({
      ...one,
      loads: one.loads.map((load, cycle) =>
        (place === 0 ? cycle === 3 : place > 1 || cycle < 2) ? load : blank,
      ),
    })),
  ],
  'teams without any load': [
    coreTeam.map((one) => ({ ...one, loads: one.loads.map(() => blank) })),
    driverTeams.map((one) => ({ ...one, loads: one.loads.map(() => blank) })),
  ],
  'loads from nothing to twenty times': [
    coreTeam,
    driverTeams.map((one, place) => ({
      ...one,
      loads: one.loads.map((load) => load * [0, 20, 1, 0.2, 3][place]!),
    })),
  ],
  'long names of teams': [
    coreTeam.map((one) => ({ ...one, team: 'The single team of all core reviewers of the project' })),
    driverTeams.map((one) => ({ ...one, team: `Zuständigkeitsgemeinschaft für ${one.team} und Verwandtes` })),
  ],
  'thirty teams': [
    coreTeam,
    Array.from({ length: 30 }, (_, place) => ({
      ...{ team: `team ${place}`, people: 1 + place, hours: 2.5 * place, areas: [`area ${place}`] },
      loads: [0.5, 0.6, 0.7, 0.8].map((load) => load + 0.03 * place),
    })),
  ],
};
