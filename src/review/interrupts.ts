import type { Records } from './record.ts';
import type { Rights } from './rights.ts';
import type { Permission } from './waiting-queue.ts';

/** A review that was interrupted: its visit, and the share of its work that is left. */
interface Rest {
  visit: number;
  share: number;
}

/** What has to be known of a run to choose whom to interrupt; see ReviewState. */
interface Standing extends Permission {
  readonly rights: Rights;
  readonly records: Records;
  readonly inHand: Int32Array;
  readonly away: Uint8Array;
  keyOf(part: number): number;
}

/**
 * Reviews that give way to changes which stand strictly before theirs. What begins to wait when nobody who may take it
 * is idle interrupts, of the reviews in the hands of people who may take it and are there, that of the change which
 * stands last; of several, the one begun last. It does so too when the end of a freeze or a reorganization lets people
 * take it, or when somebody comes back to a review begun earlier.
 *
 * The interrupted change goes back to the place in its line that it had (after a reorganization: behind what waited then);
 * an idle person takes it at once, or it interrupts in its turn. Whoever takes it next goes on with the oldest of its
 * interrupted reviews, for the share of the work that was left: the same visit, with the same effort and outcome, at the
 * new reader's own speed and familiarity. A new patch set, a passed stage, a reorganization that moves the change to
 * other work, or its abandonment ends for good what was interrupted. A review of a patch set that is out of date is
 * interrupted like any other, and never resumed.
 */
export class Interrupts {
  private readonly resting = new Map<number, Rest[]>();
  /** Work of each person's review in hand when it was taken up [h], and the share of the whole that this was. */
  private readonly work: Float64Array;
  private readonly share: Float64Array;
  /** People of each pool. */
  private members: number[][] = [];

  constructor(people: number, rights: Rights) {
    this.work = new Float64Array(people);
    this.share = new Float64Array(people).fill(1);
    this.begin(rights);
  }

  /** These rights hold from now on. */
  begin({ pools, poolOf }: Rights): void {
    this.members = Array.from({ length: pools }, () => []);
    poolOf.forEach((pool, person) => {
      if (pool >= 0) this.members[pool]!.push(person);
    });
  }

  /** The review that a part standing in `queue` interrupts, -1 if none. */
  victim(state: Standing, queue: number, part: number): number {
    const { rights, inHand, away, records } = state;
    const pools = rights.poolsOf[queue < rights.queues ? queue : queue - rights.queues]!;
    let last = state.keyOf(part);
    let found = -1;
    for (const pool of pools) {
      for (const person of this.members[pool]!) {
        const review = inHand[person]!;
        if (review < 0 || away[person] === 1) continue;
        const key = state.keyOf(records.part[review]!);
        if (key < last || (key === last && review < found) || (found < 0 && key === last)) continue;
        if (state.mayTake(person, part)) [found, last] = [review, key];
      }
    }
    return found;
  }

  /** The oldest interrupted review of the part, which is no longer one; undefined if there is none. */
  resume(part: number): Rest | undefined {
    const rests = this.resting.get(part);
    const rest = rests?.shift();
    if (rests?.length === 0) this.resting.delete(part);
    return rest;
  }

  /** Somebody takes up a review of the whole work, or what is left of one: for so many hours. */
  begun(person: number, work: number, rest: Rest | undefined): void {
    this.work[person] = work;
    this.share[person] = rest?.share ?? 1;
  }

  /** The person puts a review aside, with so much work [h] done since taking it up. */
  putAside(person: number, part: number, visit: number, done: number): void {
    const work = this.work[person]!;
    const left = work > 0 ? Math.max(0, 1 - done / work) : 1;
    const rest = { visit, share: this.share[person]! * left };
    const rests = this.resting.get(part);
    if (rests === undefined) this.resting.set(part, [rest]);
    else rests.push(rest);
  }

  /** What was interrupted of the part is not resumed. */
  forget(part: number): void {
    this.resting.delete(part);
  }
}
