import type { Scenario } from '../scenario/types.ts';
import type { Knowing, Pools } from './halls.ts';
import { holds } from './list-numbers.ts';

/** Factors that are kept for every pool at every stage; of more, each is worked out when it is asked for. */
const MOST_KEPT = 2 ** 15;

/** What a stage is about: parts of the code, and its share of the work. */
interface Code {
  code: readonly number[];
  share: number;
}

/** How much longer a stage takes the people of a pool, who may not know all of its code. */
export class Familiarity {
  /** `[pool * stages + stage]`, empty where that would be too many. */
  readonly kept: Float64Array;
  readonly stages: number;
  private readonly unfamiliar: number;
  private readonly pools: Pools;
  // code of each stage, one after another
  private readonly firstCode: Int32Array;
  private readonly code: Int32Array;
  private readonly share: Float64Array;

  constructor({ review }: Scenario, stages: readonly Code[], pools: Pools) {
    this.stages = stages.length;
    this.unfamiliar = review.unfamiliar;
    this.pools = pools;
    this.firstCode = new Int32Array(stages.length + 1);
    for (const [i, { code }] of stages.entries()) this.firstCode[i + 1] = this.firstCode[i]! + code.length;
    this.code = Int32Array.from(stages.flatMap(({ code }) => code));
    this.share = Float64Array.from(stages, ({ share }) => share);
    const all = pools.count * stages.length;
    this.kept = new Float64Array(all > MOST_KEPT ? 0 : all);
    for (let i = 0; i < this.kept.length; i++)
      this.kept[i] = this.worked(Math.floor(i / stages.length), i % stages.length);
  }

  /** Factor on effort. */
  factor(pool: number, stage: number): number {
    return this.kept.length > 0 ? this.kept[pool * this.stages + stage]! : this.worked(pool, stage);
  }

  private worked(pool: number, stage: number): number {
    const parts = this.firstCode[stage + 1]! - this.firstCode[stage]!;
    const known = this.knownParts(pool, stage) / parts;
    return this.share[stage]! * (known + (1 - known) * this.unfamiliar);
  }

  private knownParts(pool: number, stage: number): number {
    const known = this.pools.known[this.pools.knows[pool]!]!;
    let parts = 0;
    for (let i = this.firstCode[stage]!; i < this.firstCode[stage + 1]!; i++)
      if (holds(known, this.code[i]!)) parts++;
    return parts;
  }

  /**
   * Pools of a hall that take less time for a stage than those who know nothing of it, in groups that take equally long,
   * the quickest first.
   */
  quicker(knowing: Knowing, hall: number, stage: number, code: readonly number[]): number[][] {
    const byFactor = new Map<number, number[]>();
    for (const pool of knowing.among(hall, code)) {
      const factor = this.factor(pool, stage);
      const alike = byFactor.get(factor);
      if (alike === undefined) byFactor.set(factor, [pool]);
      else alike.push(pool);
    }
    const most = this.share[stage]! * this.unfamiliar;
    const quick = [...byFactor].filter(([factor]) => factor < most).sort(([a], [b]) => a - b);
    return quick.map(([, pools]) => pools);
  }
}
