/** Five decimals, for a line of JSON that people compare. */
export function rounded(value: number): number {
  return Number(value.toFixed(5));
}
