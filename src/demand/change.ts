import type { Law } from '../stats/distribution.ts';
import { type DrawKey, mixedUniform, subjectWord } from '../stats/stream.ts';

/** What a draw that belongs to one change is for; part of the draw's name. */
const PURPOSES = 8;
const PURPOSE = { turnaround: 0, effort: 1, outcome: 2, flake: 3, conflict: 4, route: 7 } as const;

/** Draws of one part of a change that is divided; those of the first part are those of a whole change. */
export const DRAWS_OF_A_PART = 2 ** 14;

/** Parts of the code that a change touches, in the order in which approvals are sought. */
export interface CodeSet {
  area: number;
  code: readonly number[];
}

/**
 * The latent changes of one replication, in order of creation: all that chance decides about them, fixed before any
 * organization is known. One entry of each array per change.
 */
export class LatentChanges {
  count: number;
  /** Upload of the first patch set [h from the start; negative if open at the start]. */
  readonly created: Float64Array;
  /** Index of the area that the change is counted under. */
  readonly area: Uint16Array;
  /** Index into `codeSets`. */
  readonly codeSet: Int32Array;
  /** 1 for a feature, which a freeze holds back. */
  readonly feature: Uint8Array;
  /** Lines changed. */
  readonly size: Float64Array;
  /** Review work of a patch set, before familiarity [h]. */
  readonly effort: Float64Array;
  /** Patch sets until reviewers approve. */
  readonly rounds: Uint16Array;
  /** Waiting that the author bears while nobody reads the change [h]; Infinity if any. */
  readonly patience: Float64Array;
  /** Place in everybody's priorities: 0, -1 for what stands first, 1 for what stands last. */
  readonly priority: Float64Array;
  /** Index of the person who wrote it, -1 if that is no reviewer. */
  readonly author: Int32Array;
  /** Patch set at the start of the run (1 for new changes). */
  readonly patchSet: Uint16Array;
  /** Time until the author's next patch set [h] for changes that open the run waiting on their author, else -1. */
  readonly awayFor: Float64Array;
  /** Factor of this author's turnaround. */
  readonly slowness: Float64Array;
  /** Number of the change within its area: the subject of its later draws. */
  readonly ordinal: Int32Array;

  readonly codeSets: readonly CodeSet[];
  /** What all later draws of a change begin with. */
  private readonly word: Int32Array;
  private readonly turnaroundLaws: readonly Law[];
  private readonly effortLaws: readonly (Law | undefined)[];

  constructor(
    count: number,
    codeSets: readonly CodeSet[],
    turnaround: readonly Law[],
    effort: readonly (Law | undefined)[],
  ) {
    this.count = count;
    this.codeSets = codeSets;
    this.turnaroundLaws = turnaround;
    this.effortLaws = effort;
    this.created = new Float64Array(count);
    this.area = new Uint16Array(count);
    this.codeSet = new Int32Array(count);
    this.feature = new Uint8Array(count);
    this.size = new Float64Array(count);
    this.effort = new Float64Array(count);
    this.rounds = new Uint16Array(count);
    this.patience = new Float64Array(count);
    this.priority = new Float64Array(count);
    this.author = new Int32Array(count);
    this.patchSet = new Uint16Array(count);
    this.awayFor = new Float64Array(count);
    this.slowness = new Float64Array(count);
    this.ordinal = new Int32Array(count);
    this.word = new Int32Array(count);
    this.begin(count);
  }

  /** Makes these the changes of another replication, all attributes at rest; undefined if there is no room for them. */
  begin(count: number): this | undefined {
    if (count > this.created.length) return undefined;
    this.count = count;
    this.feature.fill(0);
    this.patience.fill(Number.POSITIVE_INFINITY);
    this.priority.fill(0);
    this.author.fill(-1);
    this.patchSet.fill(1);
    this.awayFor.fill(-1);
    this.slowness.fill(1);
    return this;
  }

  /** Gives each change its later draws, once area and ordinal of all are known. */
  keyDraws(keys: readonly DrawKey[]): void {
    const { word, area, ordinal } = this;
    for (let change = 0; change < this.count; change++)
      word[change] = subjectWord(keys[area[change]!]!, ordinal[change]!);
  }

  /** Author's delay after patch set `patchSet` [h]. */
  turnaround(change: number, patchSet: number): number {
    const law = this.turnaroundLaws[this.area[change]!]!;
    return this.slowness[change]! * law.quantile(this.draw(change, patchSet, PURPOSE.turnaround));
  }

  /**
   * Review work of visit `visit` to an area, its own unless a route has led elsewhere, where effort belongs to the visit
   * [h]; that of the change if it follows from size.
   */
  visitEffort(change: number, visit: number, area = this.area[change]!): number {
    const law = this.effortLaws[area];
    if (law === undefined) return this.effort[change]!;
    return law.quantile(this.draw(change, visit, PURPOSE.effort));
  }

  /** Uniform draw that decides the outcome of visit `visit`. */
  outcome(change: number, visit: number): number {
    return this.draw(change, visit, PURPOSE.outcome);
  }

  /** Uniform draw that decides where the change goes on after visit `visit`. */
  route(change: number, visit: number): number {
    return this.draw(change, visit, PURPOSE.route);
  }

  /** Uniform draw that decides whether run `attempt` of the gate fails by chance. */
  flake(change: number, attempt: number): number {
    return this.draw(change, attempt, PURPOSE.flake);
  }

  /** Uniform draw that decides whether patch set `patchSet` meets a merge conflict. */
  conflict(change: number, patchSet: number): number {
    return this.draw(change, patchSet, PURPOSE.conflict);
  }

  private draw(change: number, index: number, purpose: number): number {
    return mixedUniform(this.word[change]!, index * PURPOSES + purpose);
  }
}
