import type { Team } from './types.ts';

/** Teams of each person, in order: from `begins[person]` up to the next in `teams`. */
export interface Membership {
  begins: Int32Array;
  teams: Int32Array;
}

/** Who is in which of some teams. */
export function membershipOf(people: number, teams: readonly Team[]): Membership {
  const begins = new Int32Array(people + 1);
  for (const { members } of teams) for (const person of members) begins[person + 1]!++;
  for (let person = 0; person < people; person++) begins[person + 1]! += begins[person]!;
  const next = begins.slice();
  const list = new Int32Array(begins[people]!);
  for (const [team, { members }] of teams.entries())
    for (const person of members) list[next[person]!++] = team;
  return { begins, teams: list };
}

/** Number of teams of a person. */
export function teamsOf({ begins }: Membership, person: number): number {
  return begins[person + 1]! - begins[person]!;
}
