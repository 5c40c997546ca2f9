import { mean } from '../../../stats/summary.ts';
import { type ByWork, byWork } from '../actual.ts';
import { type Knowledge, WORKS } from '../knowledge.ts';
import { type Life, measure } from '../measure.ts';
import type { AllComing } from './coming.ts';
import { along, inverse } from './line.ts';
import type { Past } from './past.ts';
import { LOADS, NEW_LOAD, WAITS_FOR_REVIEWER } from './priors.ts';
import { livesOf, type Run, type Stretch, type Waits, waitsOf } from './stretch.ts';
import { drawWanted } from './wanted-lead.ts';

/** How reviewing was in the fit window, as simulating it under one team shows it. */
export interface UsualWait {
  /** Load at which patch sets wait as long as was seen. */
  load: number;
  /** Mean time of a patch set on reviewers at a load [h]. */
  at: (load: number) => number;
  /** What has to be added to the level, and the factor on the spread, so that the window shows the lead times that it had. */
  level: number;
  stretch: number;
}

const GRID = [LOADS.least, 0.3, 0.5, 0.65, 0.75, 0.85, 0.92, LOADS.most];
const REPLICATIONS = 3;
/** Rounds of each fixed point: waits change rounds, rounds change waits. */
const STEPS = 2;
const FIRST_WAIT = 4;
const CORRECTION = { least: 0.6, most: 1.5 };

/**
 * Calibrates reviewing on the fit window: simulates it under one team at several loads and takes that at which the
 * median time from last patch set to merge is the part of the seen one that reviewers make; then corrects level and spread
 * of lead times until the simulated window has the median and p90 that it had.
 */
export function calibrate(
  stretch: Stretch,
  coming: AllComing,
  past: Past,
  knowledge: Knowledge,
  seed: string,
): UsualWait {
  const simulated = new FitWindow(stretch, coming, past, seed);
  let wait: Waits = { mean: FIRST_WAIT, lastMedian: FIRST_WAIT };
  const waits = GRID.map((load) => (wait = waitAt(simulated, load, wait.mean)));
  const at = along(
    GRID,
    waits.map((one) => one.mean),
  );
  const load = loadOf(past, waits);
  const seen = middleAndSpread(knowledge.changes, knowledge);
  for (let step = 0; step < STEPS; step++) {
    const shapes = simulated.read(load, at(load), (run) =>
      middleAndSpread(Object.values(livesOf(run, stretch.from)).flat(), knowledge),
    );
    simulated.correct(seen, shapes);
  }
  return { load, at, level: simulated.level, stretch: simulated.stretch };
}

function waitAt(window: FitWindow, load: number, first: number): Waits {
  let wait = first;
  let last = first;
  for (let step = 0; step < STEPS; step++) {
    const all = window.read(load, wait, waitsOf);
    wait = mean(all.map((one) => one.mean));
    last = mean(all.map((one) => one.lastMedian));
  }
  return { mean: wait, lastMedian: last };
}

function loadOf({ lastWait }: Past, waits: readonly Waits[]): number {
  if (lastWait === undefined) return (NEW_LOAD.low + NEW_LOAD.high) / 2;
  return inverse(
    GRID,
    waits.map(({ lastMedian }) => lastMedian),
    WAITS_FOR_REVIEWER * lastWait,
  );
}

/** ln(median) of lead times merged in the fit window [d], and how far ln(p90) lies above it. */
interface Shape {
  middle: number;
  spread: number;
}

function middleAndSpread(lives: Iterable<Life>, { fit }: Knowledge): Shape {
  const { lead_median, lead_p90 } = measure(lives, fit).metrics;
  return { middle: Math.log(lead_median), spread: Math.log(lead_p90 / lead_median) };
}

/** The fit window simulated, with the levels that it had on average. */
class FitWindow {
  level = 0;
  stretch = 1;
  private readonly window: Stretch;
  private readonly coming: AllComing;
  private readonly past: Past;
  private readonly seed: string;

  constructor(window: Stretch, coming: AllComing, past: Past, seed: string) {
    this.window = window;
    this.coming = coming;
    this.past = past;
    this.seed = seed;
  }

  /** What is read of each run under one team. */
  read<T>(load: number, wait: number, reader: (run: Run) => T): T[] {
    const { law } = this.past;
    const levels = { level: this.levels(), shift: () => 0, tail: () => 0, stretch: this.stretch };
    return Array.from({ length: REPLICATIONS }, (_, replication) => {
      this.window.begin(this.coming, replication);
      this.window.give(drawWanted(law, levels, this.coming, this.seed, replication), wait);
      return reader(this.window.together(load));
    });
  }

  /** Levels over the whole window; of work that nobody saw, those of the other. */
  private levels(): ByWork<number> {
    const { groups } = this.past.law;
    const seen = groups.filter(({ count }) => count > 0);
    return byWork((work) => {
      const own = groups[WORKS.indexOf(work)]!;
      return this.level + (own.count > 0 ? own : seen[0]!).whole;
    });
  }

  correct(seen: Shape, simulated: readonly Shape[]): void {
    const off = seen.middle - mean(simulated.map(({ middle }) => middle));
    const factor = seen.spread / mean(simulated.map(({ spread }) => spread));
    // A window with a handful of merges says nothing of its shape.
    if (Number.isFinite(off)) this.level += off;
    if (Number.isFinite(factor))
      this.stretch *= Math.min(CORRECTION.most, Math.max(CORRECTION.least, factor));
  }
}
