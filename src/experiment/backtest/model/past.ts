import { experienceOf } from '../../../history/experience.ts';
import { fitLeadLaw, type LeadLaw, type LeadObservation } from '../../../history/lead-law.ts';
import { quantileSorted } from '../../../stats/summary.ts';
import type { ByWork } from '../actual.ts';
import { type Arrivals, type ArrivingChange, type Knowledge, type KnownChange, WORKS } from '../knowledge.ts';
import { DAY_MS, within } from '../window.ts';
import { HOUR_MS } from './coming.ts';
import * as priors from './priors.ts';

/** What the day of the split says, as far as the model uses it. */
export interface Past {
  law: LeadLaw;
  /** ln(lead [d]) at the centre of the traits on the day of the split, and how unsure it is beyond what all share. */
  level: ByWork<number>;
  unsure: ByWork<number>;
  /** Effects of traits on ln(lead), for each known and each later change. */
  deviation: (change: KnownChange | ArrivingChange) => number;
  /** Median time from the last patch set to the merge [h]; undefined where nothing shows it. */
  lastWait: number | undefined;
  /** Changes of the fit window that were closed without a merge: how long that took [h], and their share of the closed. */
  abandoned: { after: readonly number[]; share: number };
}

export function pastOf(knowledge: Knowledge, arrivals: Arrivals): Past {
  const traits = traitsOf([...knowledge.changes, ...(arrivals.mode === 'observed' ? arrivals.later : [])]);
  const law = fitLeadLaw(
    observationsOf(knowledge, traits),
    WORKS.length,
    [priors.SIZE_EFFECT, priors.EXPERIENCE_EFFECT],
    priors.HALF_LIFE,
  );
  return {
    law,
    ...levelsOf(law),
    deviation: (change) => effectOf(law, traits.get(change)!),
    lastWait: lastWaitOf(knowledge),
    abandoned: abandonedOf(knowledge),
  };
}

type Either = KnownChange | ArrivingChange;

/** Size and the author's experience of each change, in logs. */
function traitsOf(changes: readonly Either[]): Map<Either, readonly number[]> {
  const experience = experienceOf(changes);
  return new Map(changes.map((change, i) => [change, [sizeOf(change), experience[i]!]]));
}

function sizeOf(change: Either): number {
  return Math.log1p(Math.min(priors.MOST_LINES, linesOf(change)));
}

/** Lines changed; NaN where nobody says. */
export function linesOf({ insertions, deletions }: Either): number {
  return insertions === undefined && deletions === undefined
    ? Number.NaN
    : (insertions ?? 0) + (deletions ?? 0);
}

/** What is not known of a change sets it apart from no other. */
function effectOf({ centre, effects }: LeadLaw, traits: readonly number[]): number {
  return traits.reduce((sum, trait, i) => {
    const off = trait - centre[i]!;
    return sum + (Number.isNaN(off) ? 0 : off * effects[i]!);
  }, 0);
}

/** Changes created in the fit window or later that were not abandoned; of a window that saw none, all that are known. */
function observationsOf(
  { changes, fit, split }: Knowledge,
  traits: Map<Either, readonly number[]>,
): LeadObservation[] {
  const usable = changes.filter(({ status }) => status !== 'abandoned');
  const inside = usable.filter(({ createdAt }) => createdAt >= fit.from);
  return (inside.length > 0 ? inside : usable).map((change) => ({
    lead: ((change.mergedAt ?? split) - change.createdAt) / DAY_MS,
    merged: change.mergedAt !== undefined,
    age: (split - change.createdAt) / DAY_MS,
    group: WORKS.indexOf(change.work),
    traits: traits.get(change)!,
  }));
}

/** Levels on the day of the split: of the rest on the way to its recent one, of the moved work drawn toward it. */
function levelsOf({ groups, sigma }: LeadLaw): Pick<Past, 'level' | 'unsure'> {
  const [moved, rest] = (['moved', 'rest'] as const).map((work) => groups[WORKS.indexOf(work)]!);
  const base = rest!.count > 0 ? rest! : moved!;
  const level = base.whole + priors.RECENT * (base.recent - base.whole);
  const noise = (count: number) => sigma * Math.sqrt(priors.CLUSTERED / Math.max(1, count));
  if (moved!.count === 0 || rest!.count === 0)
    return {
      level: { rest: level, moved: level },
      unsure: { rest: noise(base.count), moved: priors.AREAS_APART },
    };
  const own = noise(moved!.count);
  const weight = priors.AREAS_APART ** 2 / (priors.AREAS_APART ** 2 + own ** 2);
  const lately = moved!.recent - moved!.whole - (rest!.recent - rest!.whole);
  const apart = moved!.whole - rest!.whole + priors.RECENT_OF_MOVED * lately;
  return {
    level: { rest: level, moved: level + weight * apart },
    unsure: { rest: noise(base.count), moved: own * Math.sqrt(weight) },
  };
}

function lastWaitOf({ changes, fit }: Knowledge): number | undefined {
  const waits = changes.flatMap(({ mergedAt, revisedAt }) =>
    within(mergedAt, fit) && revisedAt !== undefined && revisedAt <= mergedAt!
      ? [(mergedAt! - revisedAt) / HOUR_MS]
      : [],
  );
  return waits.length === 0 ? undefined : quantileSorted(Float64Array.from(waits).sort(), 0.5);
}

function abandonedOf({ changes, fit }: Knowledge): Past['abandoned'] {
  const closed = changes.filter(({ mergedAt, closedAt }) => within(mergedAt ?? closedAt, fit));
  const after = closed.flatMap(({ status, createdAt, closedAt }) =>
    status === 'abandoned' ? [(closedAt! - createdAt) / HOUR_MS] : [],
  );
  return { after, share: after.length / Math.max(1, closed.length) };
}
