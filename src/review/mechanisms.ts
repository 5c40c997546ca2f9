import type { ReviewRules } from '../scenario/types.ts';
import { Interrupts } from './interrupts.ts';
import { type OpenLimit, openLimit } from './limit.ts';
import { type Lines, linesOf } from './lines.ts';
import type { Rights } from './rights.ts';
import { Routes } from './routes.ts';

/** Mechanisms of review that are off unless the scenario asks for them: undefined, or false, then. */
export class Mechanisms {
  readonly limit: OpenLimit | undefined;
  readonly routes: Routes | undefined;
  readonly interrupts: Interrupts | undefined;
  lines: Lines | undefined;
  /** Whether what comes in goes to whoever knows it best, or has fewest areas, and whether the longest line is taken from. */
  readonly picksFamiliar: boolean;
  readonly picksFewest: boolean;
  readonly takesLongest: boolean;

  /** `rights` are those at the start. */
  constructor(review: ReviewRules, rights: Rights, people: number) {
    this.limit = openLimit(review.limit);
    this.routes = review.routes === undefined ? undefined : new Routes(review.routes, rights);
    this.interrupts = review.interrupts ? new Interrupts(people, rights) : undefined;
    this.picksFamiliar = review.takes_joining === 'most familiar';
    this.picksFewest = review.takes_joining === 'fewest areas';
    this.takesLongest = review.takes_from === 'longest line';
    this.lines = this.picksFewest || this.takesLongest ? linesOf(rights) : undefined;
  }

  /** Whether anything binds people and changes together that have no area in common. */
  get binds(): boolean {
    return this.limit !== undefined || this.routes !== undefined || this.interrupts !== undefined;
  }

  /** The organization takes effect. */
  reorganizeMechanisms(rights: Rights): void {
    this.routes?.begin(rights);
    this.interrupts?.begin(rights);
    if (this.lines !== undefined) this.lines = linesOf(rights);
  }
}
