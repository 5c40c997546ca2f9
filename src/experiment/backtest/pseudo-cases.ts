import type { HistoryChange } from '../../history/change.ts';
import { type Case, caseFrom } from './case.ts';
import { DAY_MS, WEEK_MS } from './window.ts';

export interface PseudoOptions {
  /** Weeks to fit before each date, weeks after it until the scored window, and weeks of that. */
  fit: number;
  gap: number;
  score: number;
  /** Weeks from one date to the next. */
  every: number;
}

/** Shares of the arrivals of the fit window that an area has, to stand for work that might have moved. */
const SHARES = { least: 0.02, most: 0.4 };

/**
 * Cases in which no split happened, cut from any history at many dates: at each, one area after the other stands for the
 * moved work. They show a model on many windows that were not chosen for it, and have no effect of a split to be found.
 * Changes of which nobody knows when they were closed are left out. Dates at which the history does not cover all windows, or no area is of a fit size, are left out.
 */
export function pseudoCases(
  name: string,
  history: readonly HistoryChange[],
  { fit, gap, score, every }: PseudoOptions,
): Case[] {
  const changes = history.filter(({ status }) => status !== 'unmerged');
  const times = changes.map(({ createdAt }) => createdAt).sort((a, b) => a - b);
  const [first, last] = [dayOf(times[0] ?? 0) + DAY_MS, times.at(-1) ?? 0];
  const cases: Case[] = [];
  for (let split = first + fit * WEEK_MS; split + (gap + score) * WEEK_MS <= last; split += every * WEEK_MS) {
    const areas = areasOf(changes, split - fit * WEEK_MS, split);
    const area = areas[cases.length % areas.length];
    if (area === undefined) continue;
    const from = split + gap * WEEK_MS;
    cases.push(
      caseFrom(
        {
          ...{ name: `${name} ${new Date(split).toISOString().slice(0, 10)} ${area}`, parent: name, split },
          children: [area],
          fit: { from: split - fit * WEEK_MS, until: split },
          score: { from, until: from + score * WEEK_MS },
        },
        changes.map((change) => ({ ...change, repo: name, moved: change.area === area })),
      ),
    );
  }
  return cases;
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS;
}

/** Areas with a share of the arrivals that could move, by name. */
function areasOf(changes: readonly HistoryChange[], from: number, until: number): string[] {
  const inside = changes.filter(({ createdAt }) => createdAt >= from && createdAt < until);
  const counts = new Map<string, number>();
  for (const { area } of inside) counts.set(area, (counts.get(area) ?? 0) + 1);
  const share = (count: number) => count / inside.length;
  return [...counts]
    .filter(([, count]) => share(count) >= SHARES.least && share(count) <= SHARES.most)
    .map(([area]) => area)
    .sort();
}
