import { cyclePart, fitCycleProfile, fitTrend, fitWeeklyArrivals } from '../history/arrivals.ts';
import { type ChangeLaws, type Cycle, type ResolvedInput, type Scenario, WEEK } from '../scenario/types.ts';
import { constant, type Law, lognormal, residual, sizeBiased } from '../stats/distribution.ts';
import { baseName } from '../table.ts';
import type { CodeSet } from './change.ts';
import { checkGiven } from './given.ts';
import { peopleWhoKnow } from './people-who-know.ts';

/** Weeks that a run goes on past the last reported one, so that what merges late is not cut off. */
export const TAIL_WEEKS = 26;

/** What is known about demand before anything is drawn. */
export interface DemandPlan {
  scenario: Scenario;
  /** Weeks to draw, 0 if demand is a fixed number of changes. */
  weeks: number;
  /** When the run stops [h]; Infinity if it goes on until all changes are done. */
  horizon: number;
  /** Expected changes of each area in each week, `[area][week]`. */
  expected: number[][];
  /** Variance / mean of weekly changes, by area. */
  dispersion: number[];
  codeSets: CodeSet[];
  /** Index of the first code set of each area. */
  firstCodeSet: number[];
  /** People who may have written a change of each code set: those who know the code named last (the driver, after common code). */
  authors: readonly number[][];
  /** Time from the start to the first arrival of an area, in units of its mean gap. */
  firstGap: ReturnType<typeof residual>;
  /** Time from the start to the end of the burst that it falls into [h], by entry of `arrivals.bursts`. */
  burstLeft: ReturnType<typeof residual>[];
  /** Laws of each area's changes: those of all, where the area has none of its own. */
  laws: ChangeLaws[];
  /** Rounds of changes met at a random moment, open; by area. */
  roundsOfOpen: Law[];
  /** Factor of a change's turnaround; by area. */
  slowness: Law[];
  /** Rows for `check`: what was fitted from which file. */
  inputs: ResolvedInput[];
}

/** Fits the arrival process of each area and lays it over the projected calendar. */
export function planDemand(scenario: Scenario): DemandPlan {
  const { areas, cycles, arrivals } = scenario;
  checkGiven(scenario);
  const codeSets = areas.flatMap((area, i) => area.touches.map(({ code }): CodeSet => ({ area: i, code })));
  let sets = 0;
  const firstCodeSet = areas.map(({ touches }) => {
    sets += touches.length;
    return sets - touches.length;
  });
  const last = cycles.at(-1)?.release;
  const weeks = last === undefined ? 0 : Math.ceil(last / WEEK) + TAIL_WEEKS;
  const knowing = peopleWhoKnow(scenario);
  const authors = codeSets.map(({ code }) => knowing[code.at(-1)!]!);
  const horizon = weeks > 0 ? weeks * WEEK : arrivals.until;
  const base = {
    scenario,
    weeks,
    horizon,
    codeSets,
    firstCodeSet,
    authors,
    firstGap: residual(arrivals.gaps),
    burstLeft: arrivals.bursts.map(({ lasts }) => residual(lasts)),
  };
  const fit = arrivals.history === undefined ? constantRates(scenario) : fitHistory(scenario);
  const ofWeek = Array.from(
    { length: weeks },
    (_, week) =>
      arrivals.factor(week) * (1 + arrivals.trend) ** (week / 52) * profileAt(fit.profile, week, cycles),
  );
  const scale = 1 / (1 - arrivals.unseen);
  const expected = areas.map((_, area) => ofWeek.map((factor) => fit.levels[area]! * scale * factor));
  const { changes } = scenario;
  const laws = areas.map((area): ChangeLaws => ({ ...changes, ...area.laws }));
  const biased = once(sizeBiased);
  const spread = once((sigma: number) => (sigma > 0 ? lognormal(1, sigma) : constant(1)));
  const roundsOfOpen = laws.map(({ rounds }) => biased(rounds));
  const slowness = laws.map(({ turnaround_spread }) => spread(turnaround_spread));
  return { ...base, expected, dispersion: fit.dispersion, laws, roundsOfOpen, slowness, inputs: fit.inputs };
}

interface Fit {
  /** Changes a week by area, as the history shows them. */
  levels: number[];
  dispersion: number[];
  profile: number[];
  inputs: ResolvedInput[];
}

function constantRates({ areas, arrivals }: Scenario): Fit {
  return {
    levels: arrivals.rates.map((rate) => rate * WEEK),
    dispersion: areas.map(() => arrivals.dispersion ?? 1),
    profile: [1],
    inputs: [],
  };
}

function fitHistory({ areas, arrivals, pastCycles }: Scenario): Fit {
  const { counts, from, until, file } = arrivals.history!;
  const starts = [...new Set(counts.map(({ at }) => at))]
    .filter((at) => at + WEEK <= until + 1e-6)
    .sort((a, b) => a - b);
  const byWeek = new Map(starts.map((at) => [at, new Array<number>(areas.length).fill(0)]));
  for (const { at, area, created } of counts) {
    const week = byWeek.get(at);
    if (week !== undefined) week[area] = week[area]! + created;
  }
  const totals = starts.map((at) => ({ at, created: byWeek.get(at)!.reduce((sum, n) => sum + n, 0) }));
  const profile = fitCycleProfile(totals, pastCycles);
  const window = starts.filter((at) => at >= from);
  const factors = window.map((at) => profileAt(profile, at / WEEK, pastCycles));
  const fits = areas.map((_, area) =>
    fitWeeklyArrivals(
      window.map((at) => byWeek.get(at)![area]!),
      factors,
    ),
  );
  const dispersion = fits.map((fit) => arrivals.dispersion ?? fit.dispersion);
  const row = (key: string, value: number, unit: string): ResolvedInput => ({
    key,
    value: value.toFixed(3),
    unit,
    provenance: 'fitted',
    source: baseName(file),
  });
  const seen = fitTrend(window.map((at, i) => byWeek.get(at)!.reduce((sum, n) => sum + n, 0) / factors[i]!));
  const inputs = [
    ...areas.map(({ name }, i) => row(`arrivals.level.${name}`, fits[i]!.level, 'changes/week')),
    ...areas.map(({ name }, i) => row(`arrivals.dispersion.${name}`, dispersion[i]!, 'variance/mean')),
    ...(Number.isNaN(seen.mean)
      ? []
      : [
          row(
            'arrivals.trend.seen',
            seen.mean,
            `a year (95 % CI ${seen.low.toFixed(2)} to ${seen.high.toFixed(2)}), not used`,
          ),
        ]),
    ...profile.map((factor, i) =>
      row(`arrivals.profile.${i + 1} of ${profile.length}`, factor, 'of the level'),
    ),
  ];
  return { levels: fits.map(({ level }) => level), dispersion, profile, inputs };
}

/** The profile's factor in a week; weeks after the last cycle are like the whole. */
function profileAt(profile: number[], week: number, cycles: Cycle[]): number {
  const at = week * WEEK;
  const cycle = cycles.find(({ start, release }) => at >= start && at < release);
  return cycle === undefined || profile.length === 1 ? 1 : profile[cyclePart(at, cycle)]!;
}

/** Makes each thing once, whoever asks for it: most areas share their laws. */
function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
