import { stream } from '../../../stats/stream.ts';
import { type ByWork, byWork } from '../actual.ts';
import type { AllComing } from './coming.ts';
import type { Past } from './past.ts';

/** After how many hours each change is closed without a merge; Infinity for those that go on until they merge. */
export type Fates = ByWork<Float64Array>;

/** As many changes are given up, and as late, as in the fit window; those open at the start not before it. */
export function drawFates(
  { abandoned: { after, share } }: Past,
  coming: AllComing,
  seed: string,
  replication: number,
): Fates {
  return byWork((work) => {
    const chance = stream(seed, 'fate', work, replication);
    return Float64Array.from(coming[work], ({ created }) => {
      const lives = chance.next() >= share;
      const hours = after[Math.floor(chance.next() * after.length)] ?? Number.POSITIVE_INFINITY;
      return lives ? Number.POSITIVE_INFINITY : Math.max(hours, -created);
    });
  });
}
