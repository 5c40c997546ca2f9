import { countQuantile } from '../../../stats/distribution.ts';
import { dispersionOf } from '../../../stats/counts.ts';
import { stream } from '../../../stats/stream.ts';
import { type ByWork, byWork } from '../actual.ts';
import type { Arrivals, ArrivingChange, Knowledge, KnownChange } from '../knowledge.ts';
import { DAY_MS, WEEK_MS } from '../window.ts';
import { type AllComing, type Coming, inOrder } from './coming.ts';
import { linesOf, type Past } from './past.ts';

const HOUR_MS = 3_600_000;
const QUARTER = 91 * DAY_MS;

/** Changes open on the day of the split, and those given as coming after it. */
export function givenComing({ changes, split }: Knowledge, arrivals: Arrivals, past: Past, from: number): AllComing {
  const later = arrivals.mode === 'observed' ? arrivals.later : [];
  const open = changes.filter(({ status }) => status === 'open');
  void split;
  return ofChanges([...open, ...later], past, from);
}

/** Changes of the fit window, and those open at its beginning, which came at most a quarter before it. */
export function pastComing({ changes, fit }: Knowledge, past: Past, from: number): AllComing {
  const inside = changes.filter(
    ({ createdAt, mergedAt, closedAt }) =>
      createdAt >= fit.from ||
      (createdAt >= fit.from - QUARTER && (mergedAt ?? closedAt ?? Number.POSITIVE_INFINITY) >= fit.from),
  );
  return ofChanges(inside, past, from);
}

function ofChanges(changes: readonly (KnownChange | ArrivingChange)[], past: Past, from: number): AllComing {
  const coming: ByWork<Coming[]> = { moved: [], rest: [] };
  for (const change of changes)
    coming[change.work].push({
      created: (change.createdAt - from) / HOUR_MS,
      lines: linesOf(change),
      deviation: past.deviation(change),
    });
  return inOrder(coming);
}

/**
 * Changes that might come where none are given: weekly counts with the level of the fit window (halfway to that of its last
 * quarter, in logs) and its over-dispersion, growing as drawn; each otherwise like one of the fit window, hour of the week included.
 */
export function drawComing(
  knowledge: Knowledge,
  open: AllComing,
  past: Past,
  growth: ByWork<number>,
  seed: string,
  replication: number,
  from: number,
): AllComing {
  const { fit, split, score, changes } = knowledge;
  const weeks = Math.ceil((score.until - split) / WEEK_MS);
  const drawn = byWork((work): Coming[] => {
    const like = changes.filter((change) => change.work === work && change.createdAt >= fit.from);
    if (like.length === 0) return [];
    const counts = weeklyCounts(like, fit.from, split);
    const { index } = dispersionOf(counts);
    const recent = counts.slice(-13);
    const level = Math.sqrt(average(counts) * (average(recent) || average(counts)));
    const chance = stream(seed, 'arrivals to come', work, replication);
    const coming: Coming[] = [];
    for (let week = 0; week < weeks; week++) {
      const expected = level * Math.exp((growth[work] * (week + 0.5)) / 52);
      const count = countQuantile(expected, Math.max(1, index), chance.next());
      for (let i = 0; i < count; i++) {
        const one = like[Math.floor(chance.next() * like.length)]!;
        const inWeek = (one.createdAt - fit.from) % WEEK_MS;
        coming.push({
          created: (split - from + week * WEEK_MS + inWeek) / HOUR_MS,
          lines: linesOf(one),
          deviation: past.deviation(one),
        });
      }
    }
    return coming.filter(({ created }) => from + created * HOUR_MS < score.until);
  });
  return inOrder(byWork((work) => [...open[work], ...drawn[work]]));
}

function weeklyCounts(changes: readonly KnownChange[], from: number, until: number): number[] {
  const counts = new Array<number>(Math.max(1, Math.floor((until - from) / WEEK_MS))).fill(0);
  for (const { createdAt } of changes) {
    const week = Math.floor((createdAt - from) / WEEK_MS);
    if (week < counts.length) counts[week]!++;
  }
  return counts;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
