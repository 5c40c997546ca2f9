/** The largest scenario: what of each may stand in it. What they take together is refused by experiment/limits.ts. */
export const MOST = {
  people: 200_000,
  teams: 20_000,
  areas: 20_000,
  organizations: 20,
  touches: 100,
} as const;

/** Names that are listed in full in an input; of more, only the first are, and the rest is counted. */
const LISTED = 100;

/** `a, b, c`, as `indices` say; of very many the first hundred and how many more there are. */
export function listed(indices: readonly number[], names: readonly string[]): string {
  const first = indices.slice(0, LISTED).map((i) => names[i]!);
  const more = indices.length > LISTED ? ` and ${indices.length - LISTED} more` : '';
  return first.join(', ') + more;
}
