import type { LatentChanges } from '../../../demand/change.ts';
import { WORKS, type Work } from '../knowledge.ts';
import type { AllComing } from './coming.ts';

/**
 * Time that a change would take [h], if it waited for reviewers as long as is usual; and, of one open at the start, how
 * much of it is left.
 */
export type WantedLead = (work: Work, ordinal: number) => number;

/** With less than so many waits of a patch set, a change had one round fewer. */
const WAITS_A_ROUND = 1.5;
const QUICKEST = 1;

/**
 * Gives each change the time that its author (and whoever has to notice it) takes: what is wanted of its lead time less
 * what its rounds usually wait for reviewers. What they wait in the run itself comes on top, so that an organization in
 * which reviewers are as quick as usual gives the lead times that are wanted. A change so quick that its rounds
 * would not fit has fewer.
 *
 * @param rounds as drawn, before any change was given its time
 * @param wait usual time of a patch set from upload to its last review [h]
 */
export function giveAuthorTime(
  changes: LatentChanges,
  rounds: Uint16Array,
  coming: AllComing,
  wanted: WantedLead,
  wait: number,
): void {
  for (let change = 0; change < changes.count; change++) {
    const work = WORKS[changes.area[change]!]!;
    const ordinal = changes.ordinal[change]!;
    const age = Math.max(0, -coming[work][ordinal]!.created);
    const left = Math.max(QUICKEST, wanted(work, ordinal) - age);
    if (age > 0) giveRest(changes, change, left - wait);
    else giveRounds(changes, change, rounds[change]!, left, wait);
  }
}

/** One open at the start comes back from its author for its last review, or waits for it. */
function giveRest(changes: LatentChanges, change: number, away: number): void {
  changes.patchSet[change] = 1;
  changes.rounds[change] = away > 0 ? 2 : 1;
  changes.awayFor[change] = away > 0 ? away : -1;
}

function giveRounds(changes: LatentChanges, change: number, drawn: number, lead: number, wait: number): void {
  const fit = Math.floor(lead / (WAITS_A_ROUND * wait));
  const rounds = fit < 2 ? 1 : Math.min(fit, Math.max(2, drawn));
  changes.rounds[change] = rounds;
  changes.slowness[change] = rounds === 1 ? 0 : (lead - rounds * wait) / (rounds - 1);
}
