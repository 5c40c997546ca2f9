import { solve } from './least-squares.ts';
import { normalQuantile } from './normal.ts';
import { root } from './root.ts';

export interface Maximum {
  at: number[];
  value: number;
  /** Inverse of the negative second derivatives at the maximum: for a log-likelihood the covariance of the estimates. */
  covariance: number[][];
}

/** Step of numeric derivatives, for arguments on the scale of 1 (logarithms of what is sought). */
const STEP = 1e-3;
const LOOKS = 100;

/**
 * Where a smooth function of a few numbers is largest near `start`: Newton's steps, damped where they would lead downward
 * (Levenberg 1944), with derivatives from differences of fourth order. To some 11 digits for arguments on the scale of 1.
 * Throws RangeError where it finds no maximum.
 *
 * @param lastStep the step after which it ends: what is left is about its square
 */
export function maximum(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  lastStep = 1e-6,
): Maximum {
  let at = [...start];
  let value = f(at);
  for (let look = 0; look < LOOKS && Number.isFinite(value); look++) {
    const { slope, bend } = derivatives(f, at, value);
    const step = solve(negative(bend, 0), slope);
    if (step.every((length) => Math.abs(length) < lastStep)) {
      at = plus(at, step);
      return { at, value: f(at), covariance: inverse(negative(bend, 0)) };
    }
    const next = climb(f, at, value, slope, bend);
    if (next === undefined) break;
    at = next;
    value = f(at);
  }
  throw new RangeError(`no maximum near ${start.map((x) => x.toPrecision(3))}`);
}

/** A step that leads upward: Newton's, or with ever more damping one along the slope. */
function climb(
  f: (at: readonly number[]) => number,
  at: number[],
  value: number,
  slope: number[],
  bend: number[][],
): number[] | undefined {
  const scale = Math.max(...bend.flat().map(Math.abs), ...slope.map(Math.abs));
  for (let damping = 0; damping < 1e6 * scale; damping = damping === 0 ? 1e-3 * scale : 4 * damping) {
    const next = plus(at, solve(negative(bend, damping), slope));
    if (f(next) > value) return next;
  }
  return undefined;
}

/** First derivatives and second ones; along each argument from the same five values. */
function derivatives(
  f: (at: readonly number[]) => number,
  at: readonly number[],
  value: number,
): { slope: number[]; bend: number[][] } {
  const slope: number[] = [];
  const bend = at.map(() => at.map(() => 0));
  at.forEach((_, i) => {
    const [far, near, next, further] = [-2, -1, 1, 2].map((steps) => f(moved(at, i, steps * STEP))) as Four;
    slope[i] = (8 * (next - near) - (further - far)) / (12 * STEP);
    bend[i]![i] = (16 * (next + near) - (further + far) - 30 * value) / (12 * STEP ** 2);
    for (let j = 0; j < i; j++) {
      const corner = (a: number, b: number) => f(moved(moved(at, i, a * STEP), j, b * STEP));
      const mixed = (corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1)) / (4 * STEP ** 2);
      bend[i]![j] = mixed;
      bend[j]![i] = mixed;
    }
  });
  return { slope, bend };
}

type Four = [number, number, number, number];

function moved(at: readonly number[], i: number, by: number): number[] {
  return at.map((x, j) => (j === i ? x + by : x));
}

function plus(at: readonly number[], step: readonly number[]): number[] {
  return at.map((x, i) => x + step[i]!);
}

function negative(matrix: readonly (readonly number[])[], damping: number): number[][] {
  return matrix.map((row, i) => row.map((x, j) => (i === j ? damping : 0) - x));
}

function inverse(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((_, i) =>
    solve(
      matrix,
      matrix.map((_, j) => (i === j ? 1 : 0)),
    ),
  );
}

/**
 * Ends of the interval of one argument of a log-likelihood that stays within χ² of its maximum, the others following
 * (profile likelihood; Cox and Hinkley, Theoretical Statistics, 1974, sec. 9.3): about right even where the estimate is
 * far from normal. To some six digits. An end that is not found within `reach` of the estimate is ± Infinity.
 */
export function profileInterval(
  f: (at: readonly number[]) => number,
  best: Maximum,
  index: number,
  confidence = 0.95,
  reach = 30,
): { low: number; high: number } {
  const drop = normalQuantile((1 + confidence) / 2) ** 2 / 2;
  const error = Math.sqrt(best.covariance[index]![index]!);
  const end = (side: 1 | -1) => {
    let others = best.at.filter((_, j) => j !== index);
    const seen = new Map([[0, drop]]);
    const above = (distance: number) => {
      const known = seen.get(distance);
      if (known !== undefined) return known;
      const x = best.at[index]! + side * distance;
      const whole = (rest: readonly number[]) => f(rest.toSpliced(index, 0, x));
      const profile = others.length === 0 ? undefined : maximum(whole, others, 1e-3);
      others = profile?.at ?? others;
      const value = (profile?.value ?? whole([])) - best.value + drop;
      seen.set(distance, value);
      return value;
    };
    let outside = 2 * error;
    while (above(outside) > 0) {
      outside *= 1.5;
      if (outside > reach) return side * Number.POSITIVE_INFINITY;
    }
    return best.at[index]! + side * root(above, 0, outside, 1e-4);
  };
  return { low: end(-1), high: end(1) };
}
