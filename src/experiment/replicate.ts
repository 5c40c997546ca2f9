import type { LatentChanges } from '../demand/change.ts';
import { drawChanges } from '../demand/draw-changes.ts';
import { type DemandPlan, planDemand } from '../demand/plan.ts';
import { drawCapacity } from '../review/capacity.ts';
import { Records } from '../review/record.ts';
import { simulate } from '../review/review-process.ts';
import { compileRights, type Rights } from '../review/rights.ts';
import { type Scenario, WEEK } from '../scenario/types.ts';
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

/** Columns that one replication leaves to the next, which saves making them anew. */
export interface Room {
  records: Records;
  changes?: LatentChanges;
}

/**
 * Replication `replication`: draws the changes and everybody's hours once, lets every organization work through them,
 * and reads their records. One row of numbers, laid out as `study.layout` says.
 */
export function replicate(
  study: Study,
  replication: number,
  room: Room = { records: new Records() },
): Float64Array {
  const { scenario, plan, layout } = study;
  const { records } = room;
  const changes = drawChanges(plan, replication, room.changes);
  room.changes = changes;
  const capacity = drawCapacity(plan, replication);
  const row = new Float64Array(layout.length);
  study.rights.forEach((rights, index) => {
    simulate(scenario, changes, rights, capacity, plan.weeks * WEEK, records);
    readMetrics({ scenario, changes, rights, capacity, records }, layout, index, row);
  });
  return row;
}
