import type { LatentChanges } from '../demand/change.ts';
import { drawChanges } from '../demand/draw-changes.ts';
import { type DemandPlan, planDemand } from '../demand/plan.ts';
import { drawCapacity } from '../review/capacity.ts';
import { simulate } from '../review/review-process.ts';
import { compileRights, type Rights } from '../review/rights.ts';
import { Room } from '../review/room.ts';
import { inTransition } from '../review/transition.ts';
import type { Scenario } from '../scenario/types.ts';
import { Layout } from './layout.ts';
import { refuseExcess } from './limits.ts';
import { readMetrics } from './metrics.ts';

/** Everything that stays the same from one replication to the next. */
export interface Study {
  scenario: Scenario;
  plan: DemandPlan;
  rights: Rights[];
  layout: Layout;
}

/** Prepares a scenario. Throws InputError where it asks for too much, or an expression has no value in some week. */
export function prepareStudy(scenario: Scenario): Study {
  const plan = planDemand(scenario);
  const layout = new Layout(scenario, scenario.cycles);
  refuseExcess(plan, layout);
  const rights = scenario.organizations.map((organization) =>
    compileRights(scenario, organization, plan.codeSets),
  );
  return { scenario, plan, rights, layout };
}

/** Memory that one replication leaves to the next of the same study; what it holds changes nothing. */
export interface Memory {
  review: Room;
  changes?: LatentChanges;
  /** Events of all runs so far, for whoever measures speed. */
  events?: number;
}

/**
 * Replication `replication`: draws the changes and everybody's hours once, lets every organization work through them,
 * and reads their records. One row of numbers, laid out as `study.layout` says.
 *
 * @param organizations which of them work; the numbers of others stay 0
 */
export function replicate(
  study: Study,
  replication: number,
  memory: Memory = { review: new Room() },
  organizations: Iterable<number> = study.rights.keys(),
): Float64Array {
  const { scenario, plan, layout } = study;
  const changes = drawChanges(plan, replication, memory.changes);
  memory.changes = changes;
  const capacity = drawCapacity(plan, replication);
  const row = new Float64Array(layout.length);
  for (const index of organizations) {
    const rights = study.rights[index]!;
    const hours = inTransition(capacity, scenario.organizations[index]!);
    const records = simulate(scenario, changes, rights, hours, plan.horizon, memory.review);
    memory.events = (memory.events ?? 0) + records.events;
    readMetrics({ scenario, changes, rights, capacity: hours, records }, layout, index, row);
  }
  return row;
}
