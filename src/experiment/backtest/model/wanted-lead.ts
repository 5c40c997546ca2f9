import type { LeadLaw } from '../../../history/lead-law.ts';
import { DAY } from '../../../scenario/types.ts';
import { normalQuantile } from '../../../stats/normal.ts';
import { type Stream, stream } from '../../../stats/stream.ts';
import { type ByWork, byWork } from '../actual.ts';
import type { AllComing, Coming } from './coming.ts';
import { TAIL_FOLLOWS } from './priors.ts';

/** The law of lead times in a stretch of time, and how it goes on. */
export interface Levels {
  /** ln(lead [d]) at the centre of the traits at the start. */
  level: ByWork<number>;
  /** What is added to it so many hours after the start. */
  shift: (hours: number) => number;
  /** What is added to ln(p90) besides. */
  tail: (hours: number) => number;
  /** Factor on how far single changes lie off the level. */
  stretch: number;
}

const UPPER_TENTH = normalQuantile(0.9);
const STRETCH = { least: 0.5, most: 1.5 };

/**
 * Time [h] that each change would take: level, what is known of it, and a residual drawn for it, such that one open at
 * the start takes longer than its age. Where levels rise, tails rise less (see {@link TAIL_FOLLOWS}).
 */
export function drawWanted(
  law: LeadLaw,
  levels: Levels,
  coming: AllComing,
  seed: string,
  replication: number,
): ByWork<Float64Array> {
  return byWork((work) => {
    const chance = stream(seed, 'lead', work, replication);
    return Float64Array.from(coming[work], (change) => {
      const lead = leadOf(law, levels, levels.level[work], change);
      return change.created >= 0
        ? lead(law.residuals[Math.floor(chance.next() * law.residuals.length)]!)
        : olderThan(-change.created, law, lead, chance);
    });
  });
}

/** Lead time of a change by its residual [h]. */
function leadOf(
  { sigma }: LeadLaw,
  { shift, tail, stretch }: Levels,
  level: number,
  { created, deviation }: Coming,
): (residual: number) => number {
  const hours = Math.max(0, created);
  const rise = shift(hours);
  const wider = 1 + (tail(hours) - (1 - TAIL_FOLLOWS) * rise) / (UPPER_TENTH * sigma);
  const factor = stretch * Math.min(STRETCH.most, Math.max(STRETCH.least, wider));
  return (residual) => DAY * Math.exp(level + rise + factor * (deviation + residual));
}

/** A lead time beyond an age [h]; where that is older than any that was seen, a half-life of an age more. */
function olderThan(
  age: number,
  { residuals }: LeadLaw,
  lead: (residual: number) => number,
  chance: Stream,
): number {
  const first = residuals.findIndex((residual) => lead(residual) > age);
  const u = chance.next();
  if (first < 0) return age * (1 - Math.log2(u));
  return lead(residuals[first + Math.floor(u * (residuals.length - first))]!);
}
