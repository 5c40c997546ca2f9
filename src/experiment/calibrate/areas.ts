import { mean, variance } from '../../stats/summary.ts';
import { ratioOf, type Window } from './window.ts';

/** An area whose changes take longer than those of the reference area, or less long. */
export interface AreaFactor {
  /** Of the window's areas. */
  index: number;
  /** How many times as long: what happened, and what the model does. */
  happened: number;
  model: number;
  /** How many windows' worth of changes that rests on. */
  windows: number;
  /** On turnaround. */
  factor: number;
  /** Of its logarithm. */
  error: number;
}

/** By name, in order of areas. */
export type AreaFactors = ReadonlyMap<string, AreaFactor>;

export const LEAST_FACTOR = 0.5;
export const MOST_FACTOR = 3;
/** Standard deviation of the logarithm of a factor before anything is known of it: most lie within its bounds. */
const LEEWAY = 0.55;
/** An area whose lead times hardly answer to turnaround is not followed any further. */
const LEAST_ANSWER = 0.2;

/** Areas with ratios of their own: those named, or all that merge often enough, beside the one that merges most. */
export function areaFactors(
  { scenario, observed }: Window,
  indices: readonly number[] | undefined,
): AreaFactors {
  const names = scenario.areas.map(({ name }) => name);
  const reference = referenceOf({ scenario, observed });
  const factors = new Map<string, AreaFactor>();
  for (const index of indices ?? names.keys()) {
    const name = names[index]!;
    if (name === reference) continue;
    const ratio = ratioOf(observed, name, reference);
    if (ratio === undefined) continue;
    factors.set(name, {
      index,
      happened: ratio.value,
      model: Number.NaN,
      windows: ratio.windows,
      factor: 1,
      error: LEEWAY,
    });
  }
  return factors;
}

/** The area that merges most in the window. */
export function referenceOf({ scenario, observed }: Pick<Window, 'scenario' | 'observed'>): string {
  const merges = scenario.areas.map(({ name }) =>
    observed
      .filter((row) => row.area === name && row.metric === 'merges_per_week' && row.at >= 0)
      .reduce((sum, { value }) => sum + value, 0),
  );
  return scenario.areas[merges.indexOf(Math.max(...merges))]?.name ?? '';
}

/** Half the way, in logarithms: rounds and the queue make for the rest. */
export function factorsBegin(areas: AreaFactors): AreaFactors {
  return new Map([...areas].map(([name, area]) => [name, { ...area, factor: Math.sqrt(area.happened) }]));
}

/** Moves each area's factor toward the one that gives its ratio of median lead times. */
export function nearer(
  areas: AreaFactors,
  medians: readonly (readonly number[])[],
  window: Window,
): AreaFactors {
  return new Map(
    [...areas].map(([name, area]) => {
      const model = Math.exp(mean(logRatios(area, medians, window)));
      const missing = Number.isFinite(model) ? area.happened / model : 1;
      return [
        name,
        { ...area, model, factor: Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, area.factor * missing)) },
      ];
    }),
  );
}

/** How unsure each factor is: chance of its ratio over its answer, together with what was to be expected of it. */
export function areaErrors(
  areas: AreaFactors,
  medians: readonly (readonly number[])[],
  moved: readonly (readonly number[])[],
  by: number,
  window: Window,
): AreaFactors {
  return new Map(
    [...areas].map(([name, area]) => {
      const before = logRatios(area, medians, window);
      const after = mean(logRatios(area, moved, window));
      const answer = Math.max(LEAST_ANSWER, (after - mean(before)) / by);
      const chance = (variance(before) * (1 / area.windows + 1 / before.length)) / answer ** 2;
      const error = Number.isFinite(chance) ? (LEEWAY ** -2 + 1 / Math.max(1e-6, chance)) ** -0.5 : LEEWAY;
      return [name, { ...area, model: Math.exp(mean(before)), error }];
    }),
  );
}

/** Logarithms of the area's median lead time over that of the reference area, each over replications that have one. */
function logRatios({ index }: AreaFactor, medians: readonly (readonly number[])[], window: Window): number[] {
  const reference = window.scenario.areas.findIndex(({ name }) => name === referenceOf(window));
  const logs = (area: number) => medians.map((row) => Math.log(row[area]!)).filter(Number.isFinite);
  const middle = mean(logs(reference));
  return logs(index).map((log) => log - middle);
}
