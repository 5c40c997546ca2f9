import type { Scenario } from '../scenario/types.ts';

export interface Warning {
  organization: string;
  team: string;
  area: string;
  warning: string;
  value: number;
}

/** Teams that cannot do what the scenario asks of them, found before anything runs. */
export function warningsOf({ organizations, code }: Scenario): Warning[] {
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
