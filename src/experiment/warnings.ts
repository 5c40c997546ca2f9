import { type Scenario, type Team, WEEK } from '../scenario/types.ts';

export interface Warning {
  organization: string;
  team: string;
  area: string;
  warning: string;
  value: number;
}

/** Weeks that an organization should hold before its effect can show. */
const FEWEST_WEEKS = 13;

/** What cannot work as the scenario asks, found before anything runs: teams, and organizations that come too late. */
export function warningsOf(scenario: Scenario): Warning[] {
  return [...tooLate(scenario), ...teamsThatCannot(scenario)];
}

function tooLate({ organizations, cycles }: Scenario): Warning[] {
  const later = organizations.filter(({ from }) => from > 0);
  return later.flatMap(({ name, from }) => {
    const weeks = Math.floor((cycles.at(-1)!.release - from) / WEEK);
    if (weeks >= FEWEST_WEEKS) return [];
    const warning = `holds for only ${weeks} weeks of the projection: its effect can hardly show`;
    return [{ organization: name, team: '', area: 'all', warning, value: weeks }];
  });
}

function teamsThatCannot({ organizations, code }: Scenario): Warning[] {
  return organizations.flatMap(({ name, teams }) => {
    const ownersOf = code.map((): Team[] => []);
    for (const team of teams) for (const c of team.owns) ownersOf[c]!.push(team);
    return code.flatMap((area, c): Warning[] => {
      const owners = ownersOf[c]!;
      const approvals = owners.reduce((most, team) => Math.max(most, team.approvals), 0);
      const eligible = eligibleUpTo(approvals + 1, owners);
      if (owners.length > 0 && eligible > approvals) return [];
      const at = { organization: name, team: owners.map((team) => team.name).join(' and '), area };
      if (owners.length === 0) return [{ ...at, warning: 'nobody may approve here', value: 0 }];
      if (eligible < approvals) {
        return [
          {
            ...at,
            warning: `${eligible} may approve, ${approvals} approvals are needed: nothing can merge`,
            value: eligible,
          },
        ];
      }
      const others = eligible - 1;
      const warning = `${others} besides the author may approve, ${approvals} approvals are needed: its members' own changes cannot merge`;
      return [{ ...at, warning, value: others }];
    });
  });
}

/** How many people some teams have, counted up to `enough`. */
function eligibleUpTo(enough: number, teams: readonly Team[]): number {
  const people = new Set<number>();
  for (const { members } of teams) {
    for (const person of members) {
      people.add(person);
      if (people.size >= enough) return enough;
    }
  }
  return people.size;
}
