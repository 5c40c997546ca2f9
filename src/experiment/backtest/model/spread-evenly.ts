import { stream } from '../../../stats/stream.ts';

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23] as const;

/**
 * Uniform draws of replication 0, 1, 2 …, one for each purpose, spread more evenly than chance does: Halton's sequence,
 * each purpose turned by a random shift (Cranley and Patterson, SIAM J. Numer. Anal. 13, 1976). A median over a
 * hundred replications is then as sure as over several hundreds. Draws of a replication do not depend on how many there are.
 */
export class SpreadEvenly {
  private readonly shifts: readonly number[];

  constructor(seed: string, purposes: readonly string[]) {
    if (purposes.length > PRIMES.length) throw new RangeError(`at most ${PRIMES.length} purposes`);
    this.shifts = purposes.map((purpose) => stream(seed, 'evenly', purpose).next());
  }

  draw(purpose: number, replication: number): number {
    const u = (radicalInverse(replication + 1, PRIMES[purpose]!) + this.shifts[purpose]!) % 1;
    return Math.min(1 - 2 ** -33, Math.max(2 ** -33, u));
  }
}

/** The digits of n mirrored at the point. */
function radicalInverse(n: number, base: number): number {
  let [value, unit] = [0, 1 / base];
  for (let rest = n; rest > 0; rest = Math.floor(rest / base), unit /= base) value += (rest % base) * unit;
  return value;
}
