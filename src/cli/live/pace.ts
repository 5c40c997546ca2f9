/** How patiently a server is asked, and how much it may answer. Times in ms. */
export interface Pace {
  /** Times one request may fail for faults that pass. */
  attempts: number;
  /** Before the second attempt; doubles with each. */
  firstWait: number;
  longestWait: number;
  /** Without a byte of an answer. */
  silence: number;
  /** That a server may ask to wait for its limits in one go. */
  longestLimit: number;
  /** Bytes of one answer. */
  largest: number;
}

export const PACE: Pace = {
  attempts: 8,
  firstWait: 1_000,
  longestWait: 60_000,
  silence: 60_000,
  longestLimit: 2 * 3_600_000,
  largest: 256_000_000,
};

/** Wait before attempt number `attempt` (from 1): doubled each time, of which a random half, so that many do not come at once. */
export function backoff(attempt: number, { firstWait, longestWait }: Pace): number {
  const most = Math.min(longestWait, firstWait * 2 ** (attempt - 1));
  return most / 2 + (Math.random() * most) / 2;
}

/**
 * How long a server asks to be left alone, undefined if it does not: `retry-after` in seconds or as a date, else the
 * time at which an exhausted limit begins anew (GitHub's `x-ratelimit-reset`, GitLab's `ratelimit-reset`, in epoch
 * seconds).
 */
export function askedToWait(headers: Headers, now: number): number | undefined {
  const after = headers.get('retry-after');
  if (after !== null && /^\d{1,7}$/.test(after.trim())) return Number(after) * 1000;
  const date = after === null ? Number.NaN : Date.parse(after);
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const reset = headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset');
  return isExhausted(headers) && reset !== null && /^\d{1,12}$/.test(reset.trim())
    ? Math.max(0, Number(reset) * 1000 - now) + 1_000
    : undefined;
}

/** Whether the answer says that no further request is allowed for now. */
export function isExhausted(headers: Headers): boolean {
  return (headers.get('x-ratelimit-remaining') ?? headers.get('ratelimit-remaining'))?.trim() === '0';
}
