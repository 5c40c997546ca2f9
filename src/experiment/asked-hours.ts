import { ListNumbers } from '../review/list-numbers.ts';
import type { Rights } from '../review/rights.ts';

/**
 * Sums of work asked, by window and team. Teams that may approve the same are asked the same, so a sum is kept for each
 * kind of team: thousands of teams may own the same code.
 */
export class AskedHours {
  private readonly kinds: Kinds;
  /** `[window * (kinds + 1) + kind]`; that of all stands last. */
  private readonly sums: Float64Array;

  constructor(rights: Rights, teams: number, windows: number) {
    this.kinds = kindsOf(rights, teams);
    this.sums = new Float64Array(windows * (this.kinds.count + 1));
  }

  /** So many hours are asked of the teams of a stage, in equal parts. */
  add(window: number, stage: number, amount: number): void {
    const { ofStage, owners, count } = this.kinds;
    const { sums } = this;
    const at = window * (count + 1);
    const kinds = ofStage[stage]!;
    for (let i = 0; i < kinds.length; i++) sums[at + kinds[i]!]! += amount / owners[stage]!;
    sums[at + count]! += amount;
  }

  /** Hours asked of a team; of all for the number after the last. */
  of(window: number, team: number): number {
    const { ofTeam, count } = this.kinds;
    return this.sums[window * (count + 1) + (ofTeam[team] ?? count)]!;
  }
}

interface Kinds {
  count: number;
  ofTeam: Int32Array;
  /** Kinds of the teams that own each stage, and how many teams those are. */
  ofStage: Int32Array[];
  owners: Int32Array;
}

const known = new WeakMap<Rights, Kinds>();

function kindsOf(rights: Rights, teams: number): Kinds {
  const before = known.get(rights);
  if (before !== undefined) return before;
  const own = Array.from({ length: teams }, (): number[] => []);
  for (const [stage, { teams: owners }] of rights.stages.entries())
    for (const team of owners) own[team]!.push(stage);
  const numbers = new ListNumbers();
  const ofTeam = Int32Array.from(own, (stages) => numbers.number(stages));
  const ofStage = rights.stages.map(({ teams: owners }) =>
    Int32Array.from(new Set(owners.map((team) => ofTeam[team]!))),
  );
  const owners = Int32Array.from(rights.stages, (stage) => stage.teams.length);
  const kinds = { count: numbers.lists.length, ofTeam, ofStage, owners };
  known.set(rights, kinds);
  return kinds;
}
