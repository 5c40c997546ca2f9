import { inverse, type Matrix, product, transposed } from '../../stats/matrix.ts';

export interface Estimates {
  /** Covariance of the parameters' logarithms. */
  covariance: number[][];
  correlation: number[][];
  /** Standard deviation of each logarithm. */
  errors: number[];
  /** Share of what is known of each that targets say, not evidence: 0 nothing, 1 all. */
  fromData: number[];
  /** How far targets are missed beyond chance, as a standard deviation in their errors. */
  discrepancy: number;
}

export interface Evidence {
  /** Derivatives of the targets' differences, one column for each parameter. */
  columns: readonly (readonly number[])[];
  /** Differences of targets, in their errors, at the estimate. */
  residuals: readonly number[];
  /** Covariance of those differences from one history to another, by the model's own chance. */
  chance: Matrix;
  /** What the median over trials adds to it, as a share. */
  simulation: number;
  /** Of parameters, from evidence. */
  leeways: readonly number[];
}

/**
 * How unsure least squares with weights of its own leaves the parameters (the sandwich of Hansen, Econometrica 50, 1982; for
 * simulated moments McFadden, Econometrica 57, 1989): A⁻¹ (Jᵀ V J + P) A⁻¹ with A = Jᵀ J + P, where P is what evidence says
 * and V the chance of targets, that of the simulation, and how far the model misses them beyond both.
 */
export function estimatesOf({ columns, residuals, chance, simulation, leeways }: Evidence): Estimates {
  const targets = residuals.length;
  const jacobian = transposed(columns);
  const information = product(columns, jacobian);
  const prior = leeways.map((leeway, i) => leeways.map((_, j) => (i === j ? leeway ** -2 : 0)));
  const bread = inverse(plus(information, prior));
  const likely = chance.map((row) => row.map((value) => value * (1 + simulation)));
  const fitted = trace(product(bread, information));
  const expected = trace(likely) * Math.max(0.1, 1 - fitted / targets);
  const missed = residuals.reduce((sum, r) => sum + r * r, 0);
  const discrepancy = Math.sqrt(Math.max(0, missed - expected) / Math.max(1, targets - fitted));
  const noise = likely.map((row, i) => row.map((value, j) => value + (i === j ? discrepancy ** 2 : 0)));
  const filling = plus(product(columns, product(noise, jacobian)), prior);
  const covariance = product(bread, product(filling, bread));
  const errors = covariance.map((row, i) => Math.sqrt(row[i]!));
  const correlation = covariance.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : value / (errors[i]! * errors[j]!))),
  );
  const fromData = bread.map((row, i) => Math.max(0, 1 - row[i]! * prior[i]![i]!));
  return { covariance, correlation, errors, fromData, discrepancy };
}

function plus(a: Matrix, b: Matrix): number[][] {
  return a.map((row, i) => row.map((value, j) => value + b[i]![j]!));
}

function trace(matrix: Matrix): number {
  return matrix.reduce((sum, row, i) => sum + row[i]!, 0);
}
