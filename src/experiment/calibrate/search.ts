import { dampedStep } from '../../stats/least-squares.ts';

/** What a trial has found at one point. */
export interface Trial {
  /** Differences in errors: of targets, then of parameters from their evidence. */
  residuals: readonly number[];
  loss: number;
}

export interface Search<T extends Trial> {
  begin: readonly number[];
  least: readonly number[];
  most: readonly number[];
  trial(at: readonly number[]): T;
  /** After each step: what follows from it at the point reached, and a trial with that in place. */
  settle(at: readonly number[], here: T): T;
  steps: number;
  onStep?(step: number, at: readonly number[], here: T): void;
}

/** Difference by which a parameter is moved to see what it does. */
export const NUDGE = 0.1;
/** A step moves no parameter farther. */
const LONGEST_STEP = 0.5;
const MOST_TRIES = 4;
/** Squared errors that a further step must be good for. */
const WORTHWHILE = 0.05;

/** Least squares by Gauss and Newton with damping (Levenberg 1944), within bounds. */
export function search<T extends Trial>(task: Search<T>): { at: number[]; here: T } {
  let at = [...task.begin];
  let here = task.trial(at);
  let damping = 1;
  for (let step = 1; step <= task.steps; step++) {
    const columns = derivatives(task, at, here);
    let better = false;
    const before = here.loss;
    for (let tries = 0; tries < MOST_TRIES && !better; tries++) {
      const move = dampedStep(columns, here.residuals, damping);
      const there = at.map((value, i) => {
        const next = value - Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, move[i]!));
        return Math.max(task.least[i]!, Math.min(task.most[i]!, next));
      });
      const next = task.trial(there);
      better = next.loss < here.loss;
      damping = better ? damping / 3 : damping * 4;
      if (better) [at, here] = [there, next];
    }
    const gained = before - here.loss;
    here = task.settle(at, here);
    task.onStep?.(step, at, here);
    if (gained < WORTHWHILE) break;
  }
  return { at, here: task.settle(at, here) };
}

/** How residuals change with each parameter, one column for each. */
export function derivatives<T extends Trial>(
  { trial }: Pick<Search<T>, 'trial'>,
  at: readonly number[],
  here: T,
): number[][] {
  return at.map((_, i) => {
    const moved = trial(at.map((value, j) => (i === j ? value + NUDGE : value)));
    return moved.residuals.map((r, k) => (r - here.residuals[k]!) / NUDGE);
  });
}
