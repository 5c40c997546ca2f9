import type { Organization, Scenario } from '../scenario/types.ts';
import { holds, ListNumbers, sortedOnce } from './list-numbers.ts';

/** Who owns and who may approve what: code with the same people shares a hall, whatever teams they are of. */
export interface Halls {
  /** Indices of the teams that own each part of the code. */
  owners: number[][];
  /** Number of the owners of each part; equal for parts that the same teams own. */
  ownersOf: Int32Array;
  /** Hall of each part of the code. */
  hallOf: Int32Array;
  /** People of each hall, in order. */
  members: Int32Array[];
}

export function hallsOf(scenario: Scenario, organization: Organization): Halls {
  const { teams } = organization;
  const owners = ownersOfCode(scenario, organization);
  const sets = new ListNumbers();
  const ownersOf = Int32Array.from(owners, (list) => sets.number(list));
  const halls = new ListNumbers();
  const known = new Map<readonly number[], number>();
  const ofOwners = sets.lists.map((set) => {
    const lists = memberLists(set, teams);
    const [only] = lists;
    if (only === undefined || lists.length > 1) return halls.number(sortedOnce(lists.flat()));
    const hall = known.get(only) ?? halls.number(sortedOnce(only));
    known.set(only, hall);
    return hall;
  });
  return { owners, ownersOf, hallOf: ownersOf.map((set) => ofOwners[set]!), members: halls.lists };
}

function ownersOfCode({ code }: Scenario, { teams }: Organization): number[][] {
  const owners = code.map((): number[] => []);
  for (const [team, { owns }] of teams.entries()) for (const part of owns) owners[part]!.push(team);
  return owners;
}

/** How often a team is named as an owner, and a person as somebody who may approve what the same teams own. */
export function sizeOfRights(
  scenario: Scenario,
  organization: Organization,
  most: number,
): { owning: number; approving: number } {
  const { teams } = organization;
  const owning = teams.reduce((sum, { owns }) => sum + owns.length, 0);
  if (owning > most) return { owning, approving: 0 };
  const sets = new ListNumbers();
  for (const list of ownersOfCode(scenario, organization)) sets.number(list);
  const lists = sets.lists.map((set) => memberLists(set, teams));
  const alone = new Set(lists.flatMap((own) => (own.length === 1 ? own : [])));
  const together = lists.filter((own) => own.length > 1).flat();
  const approving = [...alone, ...together].reduce((sum, { length }) => sum + length, 0);
  return { owning, approving };
}

/** Members of some teams, a list that several teams share once. */
function memberLists(set: Int32Array, teams: Organization['teams']): number[][] {
  return [...new Set(Array.from(set, (team) => teams[team]!.members))];
}

/**
 * People who may approve the same and know the same: the loop never looks at people one by one. Those who may approve
 * nothing are in none.
 */
export interface Pools {
  /** Pool of each person, -1 for none. */
  poolOf: Int32Array;
  count: number;
  /** Halls of each pool, in order. */
  halls: Int32Array[];
  /** What each pool knows: a number of {@link known}. */
  knows: Int32Array;
  /** Parts of the code known together, in order. */
  known: Int32Array[];
  /** Pools of each hall, in order. */
  ofHall: number[][];
}

/** @param used halls that any change comes to; others give nobody anything to do */
export function poolsOf({ people }: Scenario, { members }: Halls, used: ReadonlySet<number>): Pools {
  const hallsOf: (number[] | undefined)[] = new Array(people.length);
  for (const hall of [...used].sort((a, b) => a - b)) {
    for (const person of members[hall]!) {
      const own = hallsOf[person];
      if (own === undefined) hallsOf[person] = [hall];
      else own.push(hall);
    }
  }
  const known = new ListNumbers();
  const numbered = new Map<readonly number[], number>();
  const pools = new ListNumbers();
  const poolOf = Int32Array.from(people, ({ familiar }, person) => {
    const halls = hallsOf[person];
    if (halls === undefined) return -1;
    const knows = numbered.get(familiar) ?? known.number(sortedOnce(familiar));
    numbered.set(familiar, knows);
    return pools.number([knows, ...halls]);
  });
  const halls = pools.lists.map((list) => list.subarray(1));
  const ofHall = members.map((): number[] => []);
  for (const [pool, own] of halls.entries()) for (const hall of own) ofHall[hall]!.push(pool);
  const knows = Int32Array.from(pools.lists, (list) => list[0]!);
  return { poolOf, count: halls.length, halls, knows, known: known.lists, ofHall };
}

/** Finds the pools of a hall that know any of some code, without looking at all pools wherever few know it. */
export class Knowing {
  private readonly pools: Pools;
  /** What is known together that holds each part of the code, and the pools that know just that. */
  private readonly groupsOf: number[][];
  private readonly poolsOf: number[][];

  constructor(pools: Pools, code: number) {
    this.pools = pools;
    this.groupsOf = Array.from({ length: code }, () => []);
    for (const [group, parts] of pools.known.entries())
      for (const part of parts) this.groupsOf[part]!.push(group);
    this.poolsOf = pools.known.map(() => []);
    for (let pool = 0; pool < pools.count; pool++) this.poolsOf[pools.knows[pool]!]!.push(pool);
  }

  /** Pools of `hall` that know any of `code`, in order. */
  among(hall: number, code: readonly number[]): number[] {
    const { ofHall, halls, knows } = this.pools;
    const all = ofHall[hall]!;
    const groups = [...new Set(code.flatMap((part) => this.groupsOf[part]!))];
    const knowing = groups.reduce((sum, group) => sum + this.poolsOf[group]!.length, 0);
    if (knowing < all.length) {
      const found = groups.flatMap((group) => this.poolsOf[group]!);
      return found.filter((pool) => holds(halls[pool]!, hall)).sort((a, b) => a - b);
    }
    const among = new Set(groups);
    return all.filter((pool) => among.has(knows[pool]!));
  }
}
