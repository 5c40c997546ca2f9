/** ln(y) linear between points with rising x; level beyond them. */
export function along(x: readonly number[], y: readonly number[]): (at: number) => number {
  return (at) => {
    const i = x.findIndex((value) => value >= at);
    if (i <= 0) return y[i < 0 ? y.length - 1 : 0]!;
    const share = (at - x[i - 1]!) / (x[i]! - x[i - 1]!);
    return Math.exp(Math.log(y[i - 1]!) * (1 - share) + Math.log(y[i]!) * share);
  };
}

/** The first x at which the same line, held at its highest value so far, comes to y; an end of x where it never does. */
export function inverse(x: readonly number[], y: readonly number[], wanted: number): number {
  const i = y.findIndex((value) => value >= wanted);
  if (i <= 0) return x[i < 0 ? x.length - 1 : 0]!;
  const below = Math.max(...y.slice(0, i));
  const share = Math.log(wanted / below) / Math.log(y[i]! / below);
  return x[i - 1]! + share * (x[i]! - x[i - 1]!);
}
