import { dispersionOf } from '../../../stats/counts.ts';
import { countQuantile } from '../../../stats/distribution.ts';
import { type Stream, stream } from '../../../stats/stream.ts';
import { mean } from '../../../stats/summary.ts';
import { type ByWork, byWork } from '../actual.ts';
import type { Arrivals, ArrivingChange, Knowledge, KnownChange, Work } from '../knowledge.ts';
import { DAY_MS, WEEK_MS } from '../window.ts';
import { type AllComing, type Coming, HOUR_MS, inOrder } from './coming.ts';
import { linesOf, type Past } from './past.ts';

const QUARTER = 91 * DAY_MS;
const WEEKS_A_QUARTER = 13;
const WEEKS_A_YEAR = 52;

/** Changes open on the day of the split, and those given as coming after it. */
export function givenComing({ changes }: Knowledge, arrivals: Arrivals, past: Past, from: number): AllComing {
  const later = arrivals.mode === 'observed' ? arrivals.later : [];
  const open = changes.filter(({ status }) => status === 'open');
  return ofChanges([...open, ...later], past, from);
}

/** Changes of the fit window that were not abandoned, and those open at its beginning, which came at most a quarter before it. */
export function pastComing({ changes, fit }: Knowledge, past: Past, from: number): AllComing {
  const inside = changes.filter(
    ({ createdAt, mergedAt, status }) =>
      status !== 'abandoned' &&
      (createdAt >= fit.from ||
        (createdAt >= fit.from - QUARTER && (mergedAt ?? Number.POSITIVE_INFINITY) >= fit.from)),
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

/** What arrivals are drawn from, where none are given. */
export interface ToCome {
  knowledge: Knowledge;
  past: Past;
  /** Changes open on the day of the split. */
  open: AllComing;
  seed: string;
  /** Start of the run [ms since 1970]. */
  from: number;
}

/**
 * Changes that might come: weekly counts with the level of the fit window (halfway to that of its last quarter, in logs)
 * and its over-dispersion, growing as drawn; each is otherwise like one of the fit window, hour of the week included.
 */
export function drawComing(given: ToCome, growth: ByWork<number>, replication: number): AllComing {
  const { open, seed } = given;
  return inOrder(
    byWork((work) => {
      const chance = stream(seed, 'arrivals to come', work, replication);
      return [...open[work], ...drawOfWork(given, work, growth[work], chance)];
    }),
  );
}

function drawOfWork({ knowledge, past, from }: ToCome, work: Work, growth: number, chance: Stream): Coming[] {
  const { fit, split, score, changes } = knowledge;
  const like = changes.filter((change) => change.work === work && change.createdAt >= fit.from);
  if (like.length === 0) return [];
  const { level, dispersion } = weeklyLaw(like, fit.from, split);
  const coming: Coming[] = [];
  for (let week = 0; split + week * WEEK_MS < score.until; week++) {
    const expected = level * Math.exp((growth * (week + 0.5)) / WEEKS_A_YEAR);
    const count = countQuantile(expected, dispersion, chance.next());
    for (let i = 0; i < count; i++) {
      const one = like[Math.floor(chance.next() * like.length)]!;
      const at = split + week * WEEK_MS + ((one.createdAt - fit.from) % WEEK_MS);
      if (at >= score.until) continue;
      coming.push({
        created: (at - from) / HOUR_MS,
        lines: linesOf(one),
        deviation: past.deviation(one),
      });
    }
  }
  return coming;
}

/** Changes a week to go on with, and variance / mean of weekly changes. */
function weeklyLaw(changes: readonly KnownChange[], from: number, until: number) {
  const counts = new Array<number>(Math.max(1, Math.floor((until - from) / WEEK_MS))).fill(0);
  for (const { createdAt } of changes) {
    const week = Math.floor((createdAt - from) / WEEK_MS);
    if (week < counts.length) counts[week]!++;
  }
  const { index } = dispersionOf(counts);
  const whole = changes.length / counts.length;
  const recent = mean(counts.slice(-WEEKS_A_QUARTER));
  return { level: Math.sqrt(whole * (recent > 0 ? recent : whole)), dispersion: index > 1 ? index : 1 };
}
