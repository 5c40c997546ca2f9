import { NEVER, type Records } from './record.ts';

/**
 * The most changes that an organization has open at once; whatever comes beyond is turned away. A change is open from its
 * arrival until it merges (a divided one with its last part) or is abandoned, wherever it waits: for a reviewer, its
 * author, a freeze or the gate. Changes open at the start count, and all of them stay, even if they are more. At equal
 * times a change arrives before another leaves, so it finds that place still taken.
 *
 * A change that is turned away is gone at once and leaves nothing in anybody's line: it stands in `records.turnedAway`, and
 * as abandoned at the moment of its arrival, so that whoever counts open changes does not count it.
 */
export class OpenLimit {
  private readonly most: number;
  private open = 0;

  constructor(most: number) {
    this.most = most;
  }

  /** Whether there is a place for a change that arrives now; one that was open at the start always has it. */
  admits(change: number, created: number, records: Records): boolean {
    if (created >= 0 && this.open >= this.most) {
      records.turnedAway.push(change);
      records.abandoned[change] = created;
      return false;
    }
    this.open++;
    return true;
  }

  /** An open change has merged or was abandoned. */
  free(): void {
    this.open--;
  }
}

/** The limit of a scenario's rules, undefined if there is none. */
export function openLimit(most: number | undefined): OpenLimit | undefined {
  return most === undefined || most === NEVER ? undefined : new OpenLimit(most);
}
