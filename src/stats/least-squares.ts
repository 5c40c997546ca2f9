/**
 * The step of least squares with damping (Levenberg 1944): how far to go back along each parameter, given residuals and
 * their derivatives, one column for each parameter. Without damping it solves a linear problem at once.
 *
 * @example dampedStep([[1, 0], [0, 2]], [3, 4], 0) // [3, 2]
 */
export function dampedStep(
  columns: readonly (readonly number[])[],
  residuals: readonly number[],
  damping: number,
): number[] {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return solve(
    columns.map((a, i) => columns.map((b, j) => dot(a, b) + (i === j ? damping : 0))),
    columns.map((column) => dot(column, residuals)),
  );
}

/** Solves a square system by elimination with pivots. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let j = i + 1; j < n; j++) if (Math.abs(rows[j]![i]!) > Math.abs(rows[pivot]![i]!)) pivot = j;
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    for (let j = i + 1; j < n; j++) {
      const by = rows[j]![i]! / rows[i]![i]!;
      for (let k = i; k <= n; k++) rows[j]![k] = rows[j]![k]! - by * rows[i]![k]!;
    }
  }
  const found = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let known = 0;
    for (let j = i + 1; j < n; j++) known += rows[i]![j]! * found[j]!;
    found[i] = (rows[i]![n]! - known) / rows[i]![i]!;
  }
  return found;
}
