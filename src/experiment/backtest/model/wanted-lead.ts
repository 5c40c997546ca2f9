import { type ByWork, byWork } from '../actual.ts';
import { WORKS, type Work } from '../knowledge.ts';
import { DAY } from '../../../scenario/types.ts';
import { stream } from '../../../stats/stream.ts';
import type { AllComing, Coming } from './coming.ts';
import type { LeadLaw } from '../../../history/lead-law.ts';
import { TAIL_FOLLOWS } from './priors.ts';

/** The law of lead times in a stretch. */
export interface Levels {
  /** ln(lead [d]) at the centre of the traits at the start. */
  level: ByWork<number>;
  /** What is added to it so many hours after the start. */
  shift: (hours: number) => number;
  /** What is added to ln(p90) besides. */
  tail: (hours: number) => number;
  /** Factor on how far single changes lie off it. */
  stretch: number;
}

/** Standard normal quantile of .9. */
const UPPER_TENTH = 1.2815515655446004;
const LEAST_STRETCH = 0.5;
const MOST_STRETCH = 1.5;

/**
 * Time [h] that each change would take: level, what is known of it, and a residual drawn for it, such that one open at
 * the start takes longer than its age. Where levels rise, tails rise less (see {@link TAIL_FOLLOWS}).
 */
export function drawWanted(
  law: LeadLaw,
  { level, shift, tail, stretch }: Levels,
  coming: AllComing,
  seed: string,
  replication: number,
): ByWork<Float64Array> {
  const { residuals, sigma } = law;
  return byWork((work: Work) => {
    const chance = stream(seed, 'lead', WORKS.indexOf(work), replication);
    return Float64Array.from(coming[work], ({ created, deviation }: Coming) => {
      const u = chance.next();
      const rise = created > 0 ? shift(created) : 0;
      const more = created > 0 ? tail(created) : 0;
      const narrowed = 1 + (more - (1 - TAIL_FOLLOWS) * rise) / (UPPER_TENTH * sigma);
      const factor = stretch * Math.min(MOST_STRETCH, Math.max(LEAST_STRETCH, narrowed));
      const lead = (residual: number) => DAY * Math.exp(level[work] + rise + factor * (deviation + residual));
      const places = residuals.length;
      if (created >= 0) return lead(residuals[Math.floor(u * places)]!);
      let below = 0;
      while (below < places && lead(residuals[below]!) <= -created) below++;
      // Older than anything that was seen to merge: as long again, about.
      if (below === places) return -created * (1 - Math.log(u));
      return lead(residuals[below + Math.floor(u * (places - below))]!);
    });
  });
}
