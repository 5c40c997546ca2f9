import type { EventList } from '../engine/event-list.ts';

const NOT_WAITING = -1;

/**
 * Patience runs down only while nobody reads the change. At most one event per change is pending: it is set for the
 * earliest moment at which patience could end, and set again if by then the change was read for a while.
 */
export class Patience {
  private readonly left: Float64Array;
  private readonly since: Float64Array;
  private readonly due: Float64Array;
  private readonly events: EventList;
  private readonly kind: number;
  /** Whether anybody's patience ends at all. */
  private readonly limited: boolean;

  /** `kind` is added to `change << 3` to make the event. */
  constructor(patience: Float64Array, events: EventList, kind: number) {
    this.events = events;
    this.kind = kind;
    this.limited = patience.some((hours) => hours < Number.POSITIVE_INFINITY);
    const size = this.limited ? patience.length : 0;
    this.left = patience.slice(0, size);
    this.since = new Float64Array(size).fill(NOT_WAITING);
    this.due = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  }

  startWaiting(change: number): void {
    if (!this.limited) return;
    const left = this.left[change]!;
    if (left === Number.POSITIVE_INFINITY || this.since[change]! !== NOT_WAITING) return;
    const { now } = this.events;
    this.since[change] = now;
    this.arm(change, now + left);
  }

  stopWaiting(change: number): void {
    if (!this.limited) return;
    const since = this.since[change]!;
    if (since === NOT_WAITING) return;
    // Where a reader comes in the very moment in which patience would end, rounding may say just after it.
    this.left[change] = Math.max(0, this.left[change]! - (this.events.now - since));
    this.since[change] = NOT_WAITING;
  }

  /** Whether patience has ended, now that its event has come. */
  ended(change: number): boolean {
    this.due[change] = Number.POSITIVE_INFINITY;
    const since = this.since[change]!;
    if (since === NOT_WAITING) return false;
    const end = since + this.left[change]!;
    if (this.events.now >= end) return true;
    this.arm(change, end);
    return false;
  }

  private arm(change: number, end: number): void {
    if (this.due[change]! <= end) return;
    this.due[change] = end;
    this.events.schedule(end, (change << 3) | this.kind);
  }
}
