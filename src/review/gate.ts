import type { LatentChanges } from '../demand/change.ts';
import type { Scenario } from '../scenario/types.ts';
import { Freezes } from './calendar.ts';

/** From the last approval to the merge: conflicts with what merged meanwhile, freezes that hold features, runs that fail by chance. */
export class Gate {
  readonly freezes: Freezes;
  /** Whether any freeze holds anything. */
  readonly freezing: boolean;
  /** Whether one lasts now. */
  frozen = false;
  private readonly changes: LatentChanges;
  private readonly duration: number;
  private readonly flake: number;
  private readonly conflict: number;

  constructor({ gate, cycles }: Scenario, changes: LatentChanges) {
    this.changes = changes;
    this.freezes = new Freezes(cycles);
    this.freezing = this.freezes.any;
    this.duration = gate.duration;
    this.flake = gate.flake;
    this.conflict = gate.conflict;
  }

  /** Whether a freeze holds the change back while it lasts. */
  holds(change: number): boolean {
    return this.freezing && this.changes.feature[change] === 1;
  }

  /** To be told whenever a freeze may have begun or ended. */
  turn(now: number): void {
    this.frozen = this.freezes.thaw(now) !== now;
  }

  /** Whether draw `index` of the change, a patch set of so many hours, conflicts with what has merged since. */
  conflicts(change: number, index: number, age: number): boolean {
    if (this.conflict === 0) return false;
    return this.changes.conflict(change, index) < -Math.expm1(-this.conflict * age);
  }

  /** When a run that could begin now ends [h]: after the freeze if one holds the change. */
  end(change: number, now: number): number {
    return (this.holds(change) ? this.freezes.thaw(now) : now) + this.duration;
  }

  /** Whether a run takes no time and never fails, so that it needs no event. */
  get isOpen(): boolean {
    return this.duration === 0 && this.flake === 0;
  }

  /** Whether the run that draw `index` decides fails by chance. */
  fails(change: number, index: number): boolean {
    return this.flake > 0 && this.changes.flake(change, index) < this.flake;
  }
}
