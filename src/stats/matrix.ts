import { solve } from './least-squares.ts';

export type Matrix = readonly (readonly number[])[];

/** The inverse of a square matrix, column by column. */
export function inverse(matrix: Matrix): number[][] {
  const columns = matrix.map((_, j) =>
    solve(
      matrix,
      matrix.map((_row, i) => (i === j ? 1 : 0)),
    ),
  );
  return matrix.map((_, i) => columns.map((column) => column[i]!));
}

/** a b. */
export function product(a: Matrix, b: Matrix): number[][] {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
}

export function transposed(a: Matrix): number[][] {
  return (a[0] ?? []).map((_, j) => a.map((row) => row[j]!));
}

/**
 * The lower triangular root L of a covariance, L Lᵀ = it (Cholesky); undefined if it is none. A direction without any
 * spread is allowed.
 *
 * @example rootOf([[4, 2], [2, 5]]) // [[2, 0], [1, 2]]
 */
export function rootOf(covariance: Matrix): number[][] | undefined {
  const root: number[][] = covariance.map(() => covariance.map(() => 0));
  for (let i = 0; i < root.length; i++) {
    for (let j = 0; j <= i; j++) {
      let left = covariance[i]![j]!;
      for (let k = 0; k < j; k++) left -= root[i]![k]! * root[j]![k]!;
      const scale = 1e-9 * Math.sqrt(covariance[i]![i]! * covariance[j]![j]!);
      if (i === j) {
        if (!(left >= -scale)) return undefined;
        root[i]![j] = Math.sqrt(Math.max(0, left));
      } else if (root[j]![j]! > 0) {
        root[i]![j] = left / root[j]![j]!;
      } else if (Math.abs(left) > scale) return undefined;
    }
  }
  return root;
}

/** Covariance of columns observed together, one row of them for each observation. */
export function covarianceOf(rows: Matrix): number[][] {
  const n = rows.length;
  const means = (rows[0] ?? []).map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / n);
  return means.map((mi, i) =>
    means.map((mj, j) => rows.reduce((sum, row) => sum + (row[i]! - mi) * (row[j]! - mj), 0) / (n - 1)),
  );
}
