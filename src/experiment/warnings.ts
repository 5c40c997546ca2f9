import { type Scenario, WEEK } from '../scenario/types.ts';

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
  return organizations.flatMap(({ name, teams }) =>
    code.flatMap((area, c): Warning[] => {
      const owners = teams.filter(({ owns }) => owns.includes(c));
      const at = { organization: name, team: owners.map((team) => team.name).join(' and '), area };
      if (owners.length === 0) return [{ ...at, warning: 'nobody may approve here', value: 0 }];
      const eligible = new Set(owners.flatMap(({ members }) => members)).size;
      const approvals = Math.max(...owners.map((team) => team.approvals));
      if (eligible < approvals) {
        return [
          {
            ...at,
            warning: `${eligible} may approve, ${approvals} approvals are needed: nothing can merge`,
            value: eligible,
          },
        ];
      }
      if (eligible - 1 < approvals) {
        const others = eligible - 1;
        const warning = `${others} besides the author may approve, ${approvals} approvals are needed: its members' own changes cannot merge`;
        return [{ ...at, warning, value: others }];
      }
      return [];
    }),
  );
}
