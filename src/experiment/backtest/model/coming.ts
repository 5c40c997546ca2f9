import type { GivenChanges } from '../../../scenario/types.ts';
import { type ByWork, byWork } from '../actual.ts';
import { WORKS } from '../knowledge.ts';

/** Milliseconds; a run counts hours. */
export const HOUR_MS = 3_600_000;

/** A change that a run works through, as far as it is known or drawn before chance says how long it takes. */
export interface Coming {
  /** Hours from the start; negative if open then. */
  created: number;
  /** Lines changed; NaN where they are to be drawn. */
  lines: number;
  /** Effects of what is known of it on ln(lead). */
  deviation: number;
}

/** Changes of each work in order of creation: those open at the start, then those that come. */
export type AllComing = ByWork<readonly Coming[]>;

/** The same for the demand room, by area. */
export function givenOf(coming: AllComing, open: boolean): GivenChanges[] {
  return WORKS.map((work) => {
    const own = coming[work].filter(({ created }) => created < 0 === open);
    return {
      created: Float64Array.from(own, ({ created }) => created),
      size: Float64Array.from(own, ({ lines }) => lines),
    };
  });
}

export function inOrder(coming: ByWork<readonly Coming[]>): AllComing {
  return byWork((work) => coming[work].toSorted((a, b) => a.created - b.created));
}
