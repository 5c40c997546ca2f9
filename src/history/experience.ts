const DAY_MS = 86_400_000;

/** Half a year: what somebody did longer ago says little of how well reviewers know them now. */
const MEMORY = 182 * DAY_MS;
/** Least time that a history has to show before it is extrapolated to a whole {@link MEMORY}. */
const LEAST_SEEN = 45 * DAY_MS;
/** Beyond so many changes in half a year, more of them make nobody better known. */
const SATURATED = 20;

/** An upload of somebody; times in ms since 1970. */
export interface Upload {
  createdAt: number;
  author?: string | undefined;
}

/**
 * How well known the author of each change was: ln(1 + changes that they had uploaded in the half-year before), at most
 * ln 21. Where the history begins later than half a year before, what it shows is taken to have gone on before it. NaN
 * where no author is named.
 *
 * @param uploads in order of creation
 */
export function experienceOf(uploads: readonly Upload[]): number[] {
  const earlier = new Map<string, number[]>();
  const first = uploads[0]?.createdAt ?? 0;
  return uploads.map(({ createdAt, author }) => {
    if (author === undefined) return Number.NaN;
    const own = earlier.get(author) ?? [];
    earlier.set(author, own);
    while (own.length > 0 && own[0]! < createdAt - MEMORY) own.shift();
    const seen = Math.min(MEMORY, Math.max(LEAST_SEEN, createdAt - first));
    const count = (own.length * MEMORY) / seen;
    own.push(createdAt);
    return Math.log1p(Math.min(SATURATED, count));
  });
}
