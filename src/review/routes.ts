import type { ReviewRules } from '../scenario/types.ts';
import type { Rights } from './rights.ts';

/** Shares of expected visits smaller than this no longer count. */
const NEGLIGIBLE = 1e-12;

/**
 * Where a change goes on after the approval of an area: to the stage of another area (or of the same one once more), each
 * with its chance, or out of review. Drawn for each visit from the change's own draws, so that it takes the same way
 * through areas under every organization. A request for revision, or a conflict at the gate, brings it back to the stage
 * where it was; its next approval there draws anew.
 */
export class Routes {
  private readonly ways: NonNullable<ReviewRules['routes']>;
  private stages: Rights['stages'] = [];
  private readonly stageOf: Int32Array;

  constructor(ways: NonNullable<ReviewRules['routes']>, rights: Rights) {
    this.ways = ways;
    this.stageOf = new Int32Array(ways.length).fill(-1);
    this.begin(rights);
  }

  /** These rights hold from now on. */
  begin({ stages, firstStage }: Rights): void {
    this.stages = stages;
    // Stages before the first are those of the organization before.
    for (let stage = stages.length - 1; stage >= firstStage[0]!; stage--)
      this.stageOf[this.areaOf(stage)] = stage;
  }

  /** The area whose stage that is. */
  areaOf(stage: number): number {
    return this.stages[stage]!.code[0]!;
  }

  /** The stage of an area. */
  stageIn(area: number): number {
    return this.stageOf[area]!;
  }

  /** The stage to which a uniform draw sends a change on from another one; -1 if nobody else has to read it. */
  next(stage: number, draw: number): number {
    let below = 0;
    for (const { to, share } of this.ways[this.areaOf(stage)]!) {
      below += share;
      if (draw < below) return this.stageOf[to]!;
    }
    return -1;
  }
}

/** Visits that a change which begins in an area is expected to make to each area. */
export function expectedVisits(ways: NonNullable<ReviewRules['routes']>, area: number): Map<number, number> {
  const visits = new Map<number, number>();
  let arriving = new Map([[area, 1]]);
  while (arriving.size > 0) {
    const leaving = arriving;
    arriving = new Map();
    for (const [at, count] of leaving) {
      visits.set(at, (visits.get(at) ?? 0) + count);
      for (const { to, share } of ways[at]!)
        if (count * share > NEGLIGIBLE) arriving.set(to, (arriving.get(to) ?? 0) + count * share);
    }
  }
  return visits;
}
