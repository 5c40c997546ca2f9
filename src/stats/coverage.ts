import { binomialMass } from './binomial.ts';
import { normalQuantile } from './normal.ts';

/** Outcomes count as no likelier than the observed one up to this much, so that rounding parts no ties. */
const TIE = 1 + 1e-7;

/**
 * Interval of a probability of which `hits` in `n` trials were seen (E. B. Wilson, JASA 22, 1927); NaN for no trials.
 *
 * @example wilsonInterval(32, 40) // low 0.652, high 0.895
 */
export function wilsonInterval(hits: number, n: number, confidence = 0.95): { low: number; high: number } {
  const z2 = normalQuantile((1 + confidence) / 2) ** 2;
  const share = hits / n;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Math.sqrt(z2) / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { low: middle - half, high: middle + half };
}

/**
 * Two-sided exact binomial test: the probability of all numbers of hits that are no likelier than the one seen, if each
 * trial hits with probability `nominal`.
 */
export function binomialTest(hits: number, n: number, nominal: number): number {
  const seen = binomialMass(hits, n, nominal) * TIE;
  let p = 0;
  for (let k = 0; k <= n; k++) {
    const mass = binomialMass(k, n, nominal);
    if (mass <= seen) p += mass;
  }
  return Math.min(1, p);
}

export interface Coverage {
  /** Share of observations inside. */
  share: number;
  /** 95 % interval of that share, by Wilson. */
  low: number;
  high: number;
  /** Probability of a share that is as far from the nominal one, if that is true (cf. Kupiec, J. Derivatives 3, 1995). */
  p: number;
}

/** Whether intervals meant to hold the share `nominal` of observations did so. */
export function coverageOf(hits: number, n: number, nominal: number): Coverage {
  return { share: hits / n, ...wilsonInterval(hits, n), p: binomialTest(hits, n, nominal) };
}
