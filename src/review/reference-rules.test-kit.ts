import type { LatentChanges } from '../demand/change.ts';
import type { Organization, Scenario } from '../scenario/types.ts';

/**
 * What the reference loop knows of an organization: worked out from teams and code for each change anew, nothing compiled.
 */

/** One step of approval of the changes to a code set. */
export interface Step {
  /** Its number in a run: steps of the baseline first, then those of the organization, by code sets. */
  number: number;
  set: number;
  code: number[];
  approvals: number;
  /** Share of the change's review work. */
  share: number;
  /** Who may approve here. */
  members: number[];
}

/** Steps of each code set, in the order in which approvals are sought; numbered from `first` on. */
export function stepsOf(
  organization: Organization,
  codeSets: LatentChanges['codeSets'],
  first: number,
): Step[][] {
  let number = first;
  return codeSets.map(({ code }, set) => {
    const places = [...new Set(code.map((part) => placeOf(organization, part)))];
    return places.map((place): Step => {
      const own = code.filter((part) => placeOf(organization, part) === place);
      const asked = own.flatMap((part) => ownersOf(organization, part).map((team) => team.approvals));
      return {
        number: number++,
        set,
        code: own,
        approvals: Math.max(1, ...asked),
        share: own.length / code.length,
        members: membersFor(organization, own[0]!),
      };
    });
  });
}

/** Code of one place is approved in one go: that of the same people, or where teams have repositories, of the same teams. */
function placeOf(organization: Organization, part: number): string {
  if (organization.repositories === 'one') return membersFor(organization, part).join();
  return ownersOf(organization, part)
    .map((team) => organization.teams.indexOf(team))
    .join();
}

function ownersOf({ teams }: Organization, part: number): Organization['teams'] {
  return teams.filter(({ owns }) => owns.includes(part));
}

function membersFor(organization: Organization, part: number): number[] {
  const all = ownersOf(organization, part).flatMap(({ members }) => members);
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Whether two steps are about the same code of the same changes. */
export function isSame(a: Step, b: Step): boolean {
  return a.set === b.set && a.code.join() === b.code.join();
}

/** Factor on the effort of a change for somebody at a step: its share, the dearer the less of its code is familiar. */
export function effortFactor({ people, review }: Scenario, person: number, { code, share }: Step): number {
  const known = code.filter((part) => people[person]!.familiar.includes(part)).length / code.length;
  return share * (known + (1 - known) * review.unfamiliar);
}

/** Smaller goes first; whoever is equal in all goes by the time of joining the line. */
export function keyOf(
  { review }: Scenario,
  changes: LatentChanges,
  change: number,
  patchSet: number,
  missing: number,
): number[] {
  switch (review.discipline) {
    case 'first in first out':
      return [];
    case 'oldest first':
      return [changes.created[change]!];
    case 'newest first':
      return [-changes.created[change]!];
    case 'smallest first':
      return [changes.size[change]!];
    case 'nearest to approval':
      return [missing, -patchSet];
    case 'priority':
      return [changes.priority[change]!];
  }
}

/** Negative if `a` stands before `b`; 0 if they are equal in all. */
export function compareKeys(a: readonly number[], b: readonly number[]): number {
  const differ = a.findIndex((value, i) => value !== b[i]);
  return differ < 0 ? 0 : a[differ]! - b[differ]!;
}
