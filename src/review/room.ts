import type { LatentChanges } from '../demand/change.ts';
import { Parts } from './parts.ts';
import { Records } from './record.ts';
import { WaitingQueues } from './waiting-queue.ts';

/**
 * Memory that a run needs and leaves to the next one: fresh pages cost more than the work done in them. What a run
 * finds here does not depend on the runs before.
 */
export class Room {
  readonly records = new Records();
  readonly waiting = new WaitingQueues();
  readonly states = new PartStates();
  readonly parts = new Parts();
}

/** Where a part is: not yet put up, up for review, with its author, approved, or gone. */
export const WHERE = { nowhere: 0, posted: 1, author: 2, approved: 3, gone: 4 } as const;

/** Where each part of a change stands. */
export class PartStates {
  /** One of {@link WHERE}. */
  where = new Uint8Array(0);
  patchSet = new Uint16Array(0);
  /** Patch sets of the present stage. */
  round = new Uint16Array(0);
  /** When the part could first be reviewed, the present patch set was uploaded, and it began to wait [h]; set before they are read. */
  beganAt = new Float64Array(0);
  postedAt = new Float64Array(0);
  queuedAt = new Float64Array(0);
  stage = new Int32Array(0);
  approvals = new Uint8Array(0);
  /** Reviewers who read the present patch set. */
  reading = new Uint8Array(0);
  /** Reviews begun, and runs of the gate. */
  visits = new Uint16Array(0);
  readers = new Int32Array(0);
  attempts = new Uint16Array(0);

  begin(changes: LatentChanges, parts: number): this {
    const { count } = changes;
    if (this.patchSet.length < parts) this.enlarge(parts);
    this.patchSet.set(changes.patchSet.subarray(0, count));
    this.round.set(changes.patchSet.subarray(0, count));
    const { where, approvals, reading, visits, readers, attempts } = this;
    for (const column of [where, approvals, reading, visits, readers, attempts]) column.fill(0);
    return this;
  }

  private enlarge(count: number): void {
    this.patchSet = new Uint16Array(count);
    this.round = new Uint16Array(count);
    this.where = new Uint8Array(count);
    this.beganAt = new Float64Array(count);
    this.postedAt = new Float64Array(count);
    this.queuedAt = new Float64Array(count);
    this.stage = new Int32Array(count);
    this.approvals = new Uint8Array(count);
    this.reading = new Uint8Array(count);
    this.visits = new Uint16Array(count);
    this.readers = new Int32Array(count);
    this.attempts = new Uint16Array(count);
  }
}
