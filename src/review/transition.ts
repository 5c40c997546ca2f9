import { membershipOf } from '../scenario/membership.ts';
import { type Organization, WEEK } from '../scenario/types.ts';
import type { Capacity } from './capacity.ts';

/**
 * Everybody's hours under an organization: for the whole weeks of its transition, people give up a share of the hours
 * that they have for the teams which it costs (hours of people in several teams belong to all of them alike).
 */
export function inTransition(capacity: Capacity, { from, teams, transition }: Organization): Capacity {
  if (transition === undefined || transition.cost === 0) return capacity;
  const first = Math.ceil(from / WEEK - 1e-9);
  const end = first + Math.round(transition.length / WEEK);
  const membership = membershipOf(capacity.people, teams);
  const costs = new Set(transition.teams);
  const kept = Float64Array.from({ length: capacity.people }, (_, person) => {
    const own = membership.teams.subarray(membership.begins[person], membership.begins[person + 1]);
    const paying = own.filter((team) => costs.has(team));
    return own.length === 0 ? 1 : 1 - (transition.cost * paying.length) / own.length;
  });
  return capacity.scaled((person, week) => (week >= first && week < end ? kept[person]! : 1));
}
