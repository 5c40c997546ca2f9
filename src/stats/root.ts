/**
 * Where a continuous function crosses 0 between `low` and `high`, at whose ends its signs must differ (Ridders, IEEE
 * Transactions on Circuits and Systems 26, 1979: two looks a step, each of which at least halves the stretch). To `within`
 * times the larger of 1 and the result. Throws RangeError where both ends have one sign.
 *
 * @example root((x) => x * x - 2, 0, 2) // 1.4142135623730951
 */
export function root(f: (x: number) => number, low: number, high: number, within = 1e-12): number {
  let [a, b, ofA, ofB] = [low, high, f(low), f(high)];
  if (!(ofA * ofB <= 0))
    throw new RangeError(`${ofA} at ${low} and ${ofB} at ${high} have no 0 between them`);
  let [x, ofX, last] = [b, ofB, Number.POSITIVE_INFINITY];
  while (ofX !== 0 && Math.abs(x - last) > within * Math.max(1, Math.abs(x)) && a !== b) {
    last = x;
    const middle = (a + b) / 2;
    const ofMiddle = f(middle);
    const bent = Math.sqrt(ofMiddle ** 2 - ofA * ofB);
    x = middle + ((middle - a) * Math.sign(ofA - ofB) * ofMiddle) / bent;
    ofX = f(x);
    if (ofMiddle * ofX < 0) [a, ofA, b, ofB] = [middle, ofMiddle, x, ofX];
    else if (ofA * ofX < 0) [b, ofB] = [x, ofX];
    else [a, ofA] = [x, ofX];
  }
  return x;
}
