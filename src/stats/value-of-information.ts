import { normalDensity, normalLower } from './special.ts';
import { mean } from './summary.ts';

/*
 * What it would be worth to know before deciding (Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961).
 * Benefits are in any unit of which more is better.
 */

export interface Information {
  /** The choice with the best expected benefit as things are known now. */
  best: number;
  /** Expected benefit of that choice. */
  now: number;
  /** Expected benefit of choosing after the truth is known. */
  informed: number;
  /** Expected value of perfect information: informed − now, at least 0. */
  worth: number;
}

/**
 * From equally likely states of the world: `benefits[state][choice]`. For the worth of only some unknowns, give the mean
 * benefits for each value of those. Throws RangeError for no states.
 */
export function valueOfInformation(benefits: readonly (readonly number[])[]): Information {
  if (benefits.length === 0) throw new RangeError('no states of the world to choose in');
  const expected = benefits[0]!.map((_, choice) => mean(benefits.map((state) => state[choice]!)));
  const now = Math.max(...expected);
  const informed = mean(benefits.map((state) => Math.max(...state)));
  return { best: expected.indexOf(now), now, informed, worth: Math.max(0, informed - now) };
}

/** A choice whose benefit is `at0` + `slope` θ. */
export interface LinearChoice {
  at0: number;
  slope: number;
}

/**
 * The same, exact, where every choice's benefit is linear in one unknown θ, normal of the given mean and standard deviation
 * (unit normal loss): the expected largest of the lines, piece by piece of their upper envelope.
 */
export function linearValueOfInformation(
  choices: readonly LinearChoice[],
  mu: number,
  sigma: number,
): Information {
  const benefits = choices.map(({ at0, slope }) => at0 + slope * mu);
  const now = Math.max(...benefits);
  let informed = 0;
  for (const { line, from, to } of envelope(choices)) {
    const [low, high] = [(from - mu) / sigma, (to - mu) / sigma];
    informed += (line.at0 + line.slope * mu) * (normalLower(high) - normalLower(low));
    informed += line.slope * sigma * (normalDensity(low) - normalDensity(high));
  }
  return { best: benefits.indexOf(now), now, informed, worth: Math.max(0, informed - now) };
}

/** The largest of the lines on each stretch of θ, from −∞ to ∞. */
function envelope(choices: readonly LinearChoice[]): { line: LinearChoice; from: number; to: number }[] {
  const rising = choices.toSorted((a, b) => a.slope - b.slope || a.at0 - b.at0);
  const pieces: { line: LinearChoice; from: number; to: number }[] = [];
  for (const line of rising) {
    let from = Number.NEGATIVE_INFINITY;
    for (let last = pieces.at(-1); last !== undefined; last = pieces.at(-1)) {
      from = crossing(last.line, line);
      if (from > last.from) break;
      pieces.pop();
      from = Number.NEGATIVE_INFINITY;
    }
    const last = pieces.at(-1);
    if (last !== undefined) last.to = from;
    pieces.push({ line, from, to: Number.POSITIVE_INFINITY });
  }
  return pieces;
}

/** Where the second, steeper line overtakes the first; −∞ for one as steep, which comes second if it lies higher. */
function crossing(flat: LinearChoice, steep: LinearChoice): number {
  const turn = steep.slope - flat.slope;
  return turn === 0 ? Number.NEGATIVE_INFINITY : (flat.at0 - steep.at0) / turn;
}
