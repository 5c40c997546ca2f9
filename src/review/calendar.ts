import type { Cycle } from '../scenario/types.ts';

/** Feature freezes of a run: from freeze to release of each cycle, end excluded. */
export class Freezes {
  private readonly spans: { from: number; until: number }[];

  constructor(cycles: readonly Cycle[]) {
    this.spans = cycles.flatMap(({ freeze, release }) =>
      freeze < release ? [{ from: freeze, until: release }] : [],
    );
  }

  get any(): boolean {
    return this.spans.length > 0;
  }

  /** When work that begins at `time` [h] may go on: now, or at the first release that no other freeze follows at once. */
  thaw(time: number): number {
    let thawed = time;
    for (const { from, until } of this.spans) if (thawed >= from && thawed < until) thawed = until;
    return thawed;
  }

  endsAt(time: number): boolean {
    return this.spans.some(({ until }) => until === time);
  }

  /** Moments at which a freeze begins or ends. */
  turns(): number[] {
    return this.spans.flatMap(({ from, until }) => [from, until]);
  }
}
