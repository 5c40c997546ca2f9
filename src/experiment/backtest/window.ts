/** Milliseconds. */
export const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;

/** Whole days in UTC: from the first moment of the first day to the end of the last [ms since 1970; the end excluded]. */
export interface Window {
  from: number;
  until: number;
}

/** Length [weeks]. */
export function weeksOf({ from, until }: Window): number {
  return (until - from) / WEEK_MS;
}

/** Moments at which open changes are counted: the window's first, and every seven days on while it lasts. */
export function countingTimes({ from, until }: Window): number[] {
  return Array.from({ length: Math.ceil(weeksOf({ from, until })) }, (_, week) => from + week * WEEK_MS);
}

/** Four equal parts. */
export function quartersOf({ from, until }: Window): Window[] {
  const length = (until - from) / 4;
  return [0, 1, 2, 3].map((i) => ({ from: from + i * length, until: from + (i + 1) * length }));
}

export function within(time: number | undefined, { from, until }: Window): boolean {
  return time !== undefined && time >= from && time < until;
}
