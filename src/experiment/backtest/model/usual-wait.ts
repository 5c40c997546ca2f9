import type { Knowledge } from '../knowledge.ts';
import { knownIn } from '../actual.ts';
import type { Life } from '../measure.ts';
import { measure } from '../measure.ts';
import type { AllComing } from './coming.ts';
import type { Past } from './past.ts';
import { LOADS, WAITS_FOR_REVIEWER } from './priors.ts';
import { livesOf, type Stretch, waitsOf } from './stretch.ts';
import { drawWanted } from './wanted-lead.ts';

/** How long a patch set is on reviewers where they are so busy, as the fit window simulated under one team shows it. */
export interface UsualWait {
  /** Load at which the last patch set waits as long as was seen. */
  load: number;
  /** Mean wait at a load [h]. */
  at: (load: number) => number;
  /** Corrections that make the simulated fit window show the lead times that it had. */
  level: number;
  stretch: number;
}

const GRID = [LOADS.least, 0.3, 0.5, 0.65, 0.75, 0.85, 0.92, LOADS.most];
const REPLICATIONS = 3;
const STEPS = 2;
/** Where nothing shows it: the middle of {@link NEW_LOAD}. */
const UNKNOWN_LOAD = 0.55;

/**
 * Calibrates reviewing on the fit window: simulates it under one team at several loads, takes that at which the median time
 * from last patch set to merge is as seen, and corrects level and spread of lead times so that their median and p90 are.
 */
export function calibrate(stretch: Stretch, coming: AllComing, past: Past, knowledge: Knowledge, seed: string): UsualWait {
  const law = past.law;
  const [moved, rest] = law.groups;
  const whole = (group: typeof moved, other: typeof moved) => (group!.count > 0 ? group!.whole : other!.whole);
  const level = { moved: whole(moved, rest), rest: whole(rest, moved) };
  const correction = { level: 0, stretch: 1 };
  const run = (load: number, wait: number, replication: number) => {
    stretch.begin(coming, replication);
    const levels = {
      level: { moved: level.moved + correction.level, rest: level.rest + correction.level },
      shift: () => 0,
      tail: () => 0,
      stretch: correction.stretch,
    };
    stretch.give(drawWanted(law, levels, coming, seed, replication), wait);
    return stretch.together(load);
  };
  const waitAt = (load: number, first: number) => {
    let wait = { mean: first, lastMedian: first };
    for (let step = 0; step < STEPS; step++) {
      const all = Array.from({ length: REPLICATIONS }, (_, replication) => waitsOf(run(load, wait.mean, replication)));
      wait = { mean: average(all.map((one) => one.mean)), lastMedian: average(all.map((one) => one.lastMedian)) };
    }
    return wait;
  };
  let last = 4;
  const waits = GRID.map((load) => {
    const wait = waitAt(load, last);
    last = wait.mean;
    return wait;
  });
  const at = (load: number) => interpolated(GRID, waits.map(({ mean }) => mean), load);
  const load = past.lastWait === undefined ? UNKNOWN_LOAD : inverse(GRID, rising(waits.map(({ lastMedian }) => lastMedian)), WAITS_FOR_REVIEWER * past.lastWait);
  const seen = knownIn(knowledge.fit, knowledge);
  const lead = spreadOf(livesAll(knowledge), knowledge);
  for (let step = 0; step < STEPS; step++) {
    const simulated = Array.from({ length: REPLICATIONS }, (_, replication) => {
      const lives = livesOf(run(load, at(load), replication), stretch.from);
      return spreadOf([...lives.moved, ...lives.rest], knowledge);
    });
    const middle = average(simulated.map((one) => one.middle));
    const spread = average(simulated.map((one) => one.spread));
    correction.level += lead.middle - middle;
    correction.stretch *= Math.min(1.5, Math.max(0.6, lead.spread / spread));
  }
  void seen;
  return { load, at, ...correction };
}

/** Median of lead times merged in the fit window, and how far p90 lies above it; in logs. */
function spreadOf(lives: readonly Life[], { fit }: Knowledge): { middle: number; spread: number } {
  const { metrics } = measure(lives, fit);
  const middle = Math.log(metrics.lead_median);
  return { middle, spread: Math.log(metrics.lead_p90) - middle };
}

function livesAll({ changes }: Knowledge): Life[] {
  return changes.map(({ createdAt, mergedAt }) => ({ createdAt, mergedAt }));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Waits rise with load; where chance says otherwise, the larger one holds on. */
function rising(values: readonly number[]): number[] {
  let most = Number.NEGATIVE_INFINITY;
  return values.map((value) => (most = Math.max(most, value)));
}

/** Linear between points with rising x, the logarithm of y; level beyond them. */
function interpolated(x: readonly number[], y: readonly number[], at: number): number {
  const i = x.findIndex((value) => value >= at);
  if (i <= 0) return y[i < 0 ? y.length - 1 : 0]!;
  const share = (at - x[i - 1]!) / (x[i]! - x[i - 1]!);
  return Math.exp(Math.log(y[i - 1]!) * (1 - share) + Math.log(y[i]!) * share);
}

function inverse(x: readonly number[], y: readonly number[], at: number): number {
  const i = y.findIndex((value) => value >= at);
  if (i <= 0) return x[i < 0 ? x.length - 1 : 0]!;
  const share = Math.log(at / y[i - 1]!) / Math.log(y[i]! / y[i - 1]!);
  return x[i - 1]! + share * (x[i]! - x[i - 1]!);
}
