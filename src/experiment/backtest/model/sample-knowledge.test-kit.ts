import { normalQuantile } from '../../../stats/normal.ts';
import { stream } from '../../../stats/stream.ts';
import type { Arrivals, ArrivingChange, Knowledge, KnownChange, Work } from '../knowledge.ts';
import { DAY_MS } from '../window.ts';

export const SPLIT = Date.UTC(2020, 0, 1);
const YEAR = 364;

/** What a made project is like. */
export interface Made {
  seed: string;
  /** Changes a week before the split, and of the moved work after it. */
  rest: number;
  moved: number;
  movedAfter: number;
  /** Median lead [d]; sigma is 1.5. */
  median: number;
}

export const USUAL: Made = { seed: 'made', rest: 14, moved: 2, movedAfter: 4, median: 3 };

/** A project whose lead times never change: a year known, a year given; the first half-year after the split is not scored. */
export function made({ seed, rest, moved, movedAfter, median }: Made): {
  knowledge: Knowledge;
  arrivals: Arrivals;
} {
  const draw = stream('made project', seed);
  const changes: KnownChange[] = [];
  const later: ArrivingChange[] = [];
  for (let day = -YEAR; day < YEAR; day++) {
    const daily: [Work, number][] = [
      ['rest', rest / 7],
      ['moved', (day < 0 ? moved : movedAfter) / 7],
    ];
    for (const [work, rate] of daily) {
      for (let left = rate; left > draw.next(); left--) {
        const createdAt = SPLIT + (day + draw.next()) * DAY_MS;
        const what = {
          createdAt,
          author: `a${Math.floor(30 * draw.next() ** 2)}`,
          area: work,
          insertions: 20,
        };
        if (day >= 0) later.push({ ...what, repo: work === 'moved' ? 'child' : 'parent', work });
        else
          changes.push(
            known(what, work, `c${changes.length}`, median * Math.exp(1.5 * normalQuantile(draw.next()))),
          );
      }
    }
  }
  const inOrder = (a: { createdAt: number }, b: { createdAt: number }) => a.createdAt - b.createdAt;
  const day = (n: number) => SPLIT + n * DAY_MS;
  return {
    knowledge: {
      ...{ name: 'made', parent: 'parent', children: ['child'], split: SPLIT },
      fit: { from: day(-YEAR), until: SPLIT },
      score: { from: day(182), until: day(YEAR) },
      changes: changes.sort(inOrder),
    },
    arrivals: { mode: 'observed', later: later.sort(inOrder) },
  };
}

/** Uploads its last patch set when three quarters of its lead time are over. */
function known(
  what: Pick<KnownChange, 'createdAt' | 'author' | 'area' | 'insertions'>,
  work: Work,
  changeId: string,
  lead: number,
): KnownChange {
  const common = { ...what, changeId, areas: [what.area], repo: 'parent', work, reviewers: [] };
  const mergedAt = what.createdAt + lead * DAY_MS;
  if (mergedAt >= SPLIT) return { ...common, status: 'open' };
  const revisedAt = what.createdAt + 0.75 * lead * DAY_MS;
  return { ...common, status: 'merged', mergedAt, closedAt: mergedAt, revisedAt };
}
