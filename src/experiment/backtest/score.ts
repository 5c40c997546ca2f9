import { type Coverage, coverageOf } from '../../stats/coverage.ts';
import { crpsEnsemble, crpsFair, intervalScore } from '../../stats/scoring.ts';
import { mean } from '../../stats/summary.ts';
import type { Judged, TargetLine } from './judge.ts';
import { WORKS } from './knowledge.ts';
import { leastOf } from './measure.ts';
import { NAIVE, type NaiveName } from './naive.ts';
import type { Window } from './window.ts';

/** Groups of targets whose errors are told apart. */
export const GROUPS = ['total', 'lead times of the moved work', 'the rest'] as const;
export type Group = (typeof GROUPS)[number];

/** A mean score of the projection beside that of each naive forecast; smaller is better. */
export interface Beside {
  projection: number;
  naive: Readonly<Record<NaiveName, number>>;
  best: NaiveName;
  /** 1 − score / score of the best naive forecast: 0 or less is none. */
  skill: number;
}

export interface Score {
  /** Mean |ln(projected / actual)|. */
  error: Readonly<Record<Group, Beside>>;
  /** Mean CRPS of weekly merges and open changes, as shares of the mean of what happened. */
  crps: Beside;
  /** Mean score of the 80 % intervals of the logs. */
  interval: Beside;
  /** Targets inside their 80 % intervals. */
  coverage: Coverage;
  targets: number;
}

const LEVEL = 0.8;

/** The score of one or several judged cases; every target counts as much. */
export function scoreOf(judged: readonly Judged[]): Score {
  const all = judged.flatMap((one) =>
    one.targets.map((line) => ({ line, window: one.knowledge.score, one })),
  );
  const errors = (wanted: (line: TargetLine) => boolean) => {
    const own = all.filter(({ line }) => wanted(line));
    return beside(mean(own.map(({ line, window }) => errorOf(line.projected, line, window))), (name) =>
      mean(own.map(({ line, window }) => errorOf(line[name], line, window))),
    );
  };
  const hits = all.filter(({ line }) => line.actual >= line.low80 && line.actual <= line.high80).length;
  return {
    error: {
      total: errors(() => true),
      'lead times of the moved work': errors(
        ({ work, metric }) => work === 'moved' && metric.startsWith('lead'),
      ),
      'the rest': errors(({ work }) => work === 'rest'),
    },
    crps: crpsOf(judged),
    interval: beside(
      mean(all.map(({ line, window }) => logIntervalScore(line.low80, line.high80, line, window))),
      (name) =>
        mean(
          all.map(({ line, window, one }) => {
            const { low, high } = one.naive[name][line.work].targets[line.metric];
            return logIntervalScore(low, high, line, window);
          }),
        ),
    ),
    coverage: coverageOf(hits, all.length, LEVEL),
    targets: all.length,
  };
}

export function errorOf(projected: number, { metric, actual }: TargetLine, window: Window): number {
  const least = leastOf(metric, window);
  return Math.abs(Math.log(Math.max(least, projected) / Math.max(least, actual)));
}

function logIntervalScore(low: number, high: number, { metric, actual }: TargetLine, window: Window): number {
  const log = (value: number) => Math.log(Math.max(leastOf(metric, window), value));
  return intervalScore(log(low), log(high), log(actual), LEVEL);
}

/** Each weekly series (merges and open changes of each work) counts as much, relative to what it was in the mean. */
function crpsOf(judged: readonly Judged[]): Beside {
  const series = judged.flatMap(({ actual, naive, projection, knowledge: { score } }) =>
    WORKS.flatMap((work) =>
      (['merges', 'open'] as const).map((kind) => {
        const happened = actual.measured[work][kind];
        const level = Math.max(mean(happened), leastOf(kind === 'open' ? 'open' : 'merges_per_week', score));
        const scored = (ofWeek: (week: number) => number) =>
          mean(happened.map((_, week) => ofWeek(week))) / level;
        const members = (week: number) =>
          projection.withSplit.map((replication) => replication[work][kind][week]!);
        return {
          projection: scored((week) => crps(members(week), happened[week]!)),
          naive: (name: NaiveName) => scored((week) => crps(naive[name][work][kind], happened[week]!)),
        };
      }),
    ),
  );
  return beside(mean(series.map((one) => one.projection)), (name) =>
    mean(series.map((one) => one.naive(name))),
  );
}

function crps(members: readonly number[], observed: number): number {
  return members.length > 1 ? crpsFair(members, observed) : crpsEnsemble(members, observed);
}

function beside(projection: number, of: (name: NaiveName) => number): Beside {
  const naive = Object.fromEntries(NAIVE.map((name) => [name, of(name)])) as Record<NaiveName, number>;
  const best = NAIVE.reduce((least, name) => (naive[name] < naive[least] ? name : least));
  return { projection, naive, best, skill: 1 - projection / naive[best] };
}
