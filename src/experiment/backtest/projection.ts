import type { Arrivals, Knowledge, Work } from './knowledge.ts';
import type { Measured } from './measure.ts';

/** What one replication shows in the scored window. */
export type Replication = Readonly<Record<Work, Measured>>;

/**
 * A projection of the scored window: the same replications with the split and, on the same chance, without it. The point
 * of a target is the median over replications, its 80 % interval their quantiles .1 and .9, and the effect of the split
 * the same of the paired differences.
 */
export interface Projection {
  withSplit: readonly Replication[];
  /** As if the work had stayed where it was: as many, the same changes, common random numbers. */
  withoutSplit: readonly Replication[];
}

export interface ProjectOptions {
  seed: string;
  replications: number;
  /** Told as replications are done. */
  onReplication?: (done: number) => void;
}

/**
 * Projects what follows from what was known on the day of the split. Equal inputs give equal numbers. A pure function:
 * it sees nothing but its arguments.
 */
export type Project = (
  knowledge: Knowledge,
  arrivals: Arrivals,
  options: ProjectOptions,
) => Promise<Projection>;
