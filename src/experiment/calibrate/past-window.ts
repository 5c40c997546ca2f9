import { type ObservedMetric, type Scenario, WEEK } from '../../scenario/types.ts';
import { createdIn, type Window, weeklyHabits } from './window.ts';

/**
 * The window of a scenario of the past, with its own calendar, people, areas and open changes; what came in, and the laws
 * that are not sought, are those of the scenario that is calibrated. Both must have the same areas. Throws RangeError.
 */
export function windowOfPast(scenario: Scenario, past: Scenario): Window {
  if (
    past.areas.length !== scenario.areas.length ||
    past.areas.some(({ name }, i) => name !== scenario.areas[i]!.name)
  )
    throw new RangeError('it has other areas, or has them in another order');
  if (past.cycles.length !== 1) throw new RangeError(`it projects ${past.cycles.length} cycles and not one`);
  const start = (past.startDate - scenario.startDate) / 3_600_000;
  const { release } = past.cycles[0]!;
  const weeks = Math.floor(release / WEEK + 1e-9);
  if (start + release > 1e-6) throw new RangeError('it does not end before the start');
  const cycles = scenario.pastCycles.filter((cycle) => cycle.release <= start + release + 1e-6);
  return {
    scenario: {
      ...past,
      areas: past.areas.map((area, i) => ({ ...area, laws: scenario.areas[i]!.laws })),
      organizations: past.organizations.slice(0, 1),
      changes: scenario.changes,
      fitted: undefined,
    },
    created: createdIn(scenario, start, weeks),
    openMetric: openMetricOf(past.actual),
    cycles,
    observed: [...past.observed, ...past.actual],
    habits: weeklyHabits(cycles, scenario.arrivals),
  };
}

/** All changes where the history counts them, else those that merged later. */
export function openMetricOf(observed: readonly ObservedMetric[]): Window['openMetric'] {
  return observed.some(({ metric, at }) => metric === 'open' && at >= 0) ? 'open' : 'open_to_merge';
}
