/** Work of some tenths of a second. */
export interface Slice {
  events: number;
  seconds: number;
}

/** Five decimals, for a line of JSON that people compare. */
export function rounded(value: number): number {
  return Number(value.toFixed(5));
}
