import type { Stream } from './stream.ts';
import { mean, variance } from './summary.ts';

/*
 * Which inputs a number depends on. Inputs lie in 0 … 1 each; whoever asks maps them to their ranges or laws.
 */

/** Points of two independent samples, and for each input those of the first with that input from the second. */
export interface SobolDesign {
  a: number[][];
  b: number[][];
  /** `ab[i][j]`: point j of `a` with input i of point j of `b`. */
  ab: number[][][];
}

/** A design of points × (inputs + 2) evaluations for {@link sobolIndices} (Saltelli et al., Computer Physics Comm. 181, 2010). */
export function sobolDesign(inputs: number, points: number, draw: Stream): SobolDesign {
  const [a, b] = [latinHypercube(inputs, points, draw), latinHypercube(inputs, points, draw)];
  const ab = Array.from({ length: inputs }, (_, i) => a.map((point, j) => point.toSpliced(i, 1, b[j]![i]!)));
  return { a, b, ab };
}

/**
 * Points of which each input visits every one of `points` equal slices of 0 … 1 once, at a random place in it (McKay,
 * Beckman and Conover, Technometrics 21, 1979).
 */
export function latinHypercube(inputs: number, points: number, draw: Stream): number[][] {
  const columns = Array.from({ length: inputs }, () =>
    shuffled(points, draw).map((slice) => (slice + draw.next()) / points),
  );
  return Array.from({ length: points }, (_, j) => columns.map((column) => column[j]!));
}

/** 0 … n − 1 in random order (Fisher and Yates). */
function shuffled(n: number, draw: Stream): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(draw.next() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Shares of the variance of a result that go back to an input: `first` alone, `total` with all it does with others. */
export interface SobolIndices {
  first: number;
  total: number;
}

/**
 * Sobol's indices of one input from results at the points of a design: first order by Saltelli et al. (Computer Physics
 * Communications 181, 2010, table 2 b), total by Jansen (CPC 117, 1999), both over the variance of all results at a and b
 * (divided by their number). NaN where the result never varies.
 */
export function sobolIndices(
  atA: readonly number[],
  atB: readonly number[],
  atAB: readonly number[],
): SobolIndices {
  const results = [...atA, ...atB];
  const spread = (variance(results) * (results.length - 1)) / results.length;
  return {
    first: mean(atAB.map((y, j) => atB[j]! * (y - atA[j]!))) / spread,
    total: mean(atAB.map((y, j) => (atA[j]! - y) ** 2)) / 2 / spread,
  };
}

/**
 * Paths through a grid of `levels` (even) values an input, each changing every input once, in random order, by
 * levels / (2 (levels − 1)) (Morris, Technometrics 33, 1991): inputs + 1 points a path.
 */
export function morrisPaths(inputs: number, paths: number, levels: number, draw: Stream): number[][][] {
  if (!(levels >= 2 && levels % 2 === 0))
    throw new RangeError(`${levels} levels are not an even number of them`);
  const leap = levels / (2 * (levels - 1));
  return Array.from({ length: paths }, () => {
    const point = Array.from({ length: inputs }, () => Math.floor((draw.next() * levels) / 2) / (levels - 1));
    const upward = point.map(() => draw.next() < 0.5);
    let at = point.map((x, i) => (upward[i] ? x : x + leap));
    const path = [at];
    for (const i of shuffled(inputs, draw)) {
      at = at.toSpliced(i, 1, upward[i] ? at[i]! + leap : at[i]! - leap);
      path.push(at);
    }
    return path;
  });
}

/** What one input does to the result, per unit of the input, over the paths. */
export interface ElementaryEffects {
  /** Mean effect, and mean of its absolute value (Campolongo, Cariboni and Saltelli, Environ. Model. Softw. 22, 2007). */
  mean: number;
  meanAbsolute: number;
  /** Standard deviation of the effect: large where it depends on where the others stand. NaN for one path. */
  deviation: number;
}

/** Elementary effects of each input, from the points of paths and the results there. */
export function elementaryEffects(
  paths: readonly (readonly (readonly number[])[])[],
  results: readonly (readonly number[])[],
): ElementaryEffects[] {
  const inputs = paths[0]?.[0]?.length ?? 0;
  const effects = Array.from({ length: inputs }, (): number[] => []);
  paths.forEach((path, p) => {
    for (let step = 1; step < path.length; step++) {
      const [before, after] = [path[step - 1]!, path[step]!];
      const input = after.findIndex((x, i) => x !== before[i]);
      const rise = results[p]![step]! - results[p]![step - 1]!;
      effects[input]!.push(rise / (after[input]! - before[input]!));
    }
  });
  return effects.map((own) => ({
    mean: mean(own),
    meanAbsolute: mean(own.map(Math.abs)),
    deviation: Math.sqrt(variance(own)),
  }));
}
