import { join } from 'node:path';
import type { LatentChanges } from '../../demand/change.ts';
import { drawChanges } from '../../demand/draw-changes.ts';
import { planDemand } from '../../demand/plan.ts';
import { drawCapacity } from '../../review/capacity.ts';
import { simulate } from '../../review/review-process.ts';
import { compileRights } from '../../review/rights.ts';
import { Room } from '../../review/room.ts';
import { openScenario } from '../files.ts';
import { rounded, type Slice } from './report.ts';

/** Models of scenarios/theory: the review room itself, without metrics. */
export const THEORY = ['mm1', 'mm16', 'review', 'review0'];
const REPLICATIONS = 30;

/** Draws and simulates thirty replications, warming up by the engine included; wait per visit and lead time on the side. */
export async function measureTheory(model: string): Promise<object> {
  const next = await theorySlices(model);
  let [n, sec, events, reviews, wait, lead] = [0, 0, 0, 0, 0, 0];
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const { changes, records, seconds } = next();
    sec += seconds;
    n += changes.count;
    events += records.events;
    reviews += records.reviews;
    for (let i = 0; i < records.reviews; i++) wait += records.started[i]! - records.queued[i]!;
    for (let i = 0; i < changes.count; i++) lead += records.merged[i]! - changes.created[i]!;
  }
  const times = { sec: rounded(sec), events, wq: rounded(wait / reviews), soj: rounded(lead / n) };
  return { engine: 'reorgsim', model, n, ...times };
}

/** Each call draws and simulates the next replication of a model. */
export async function theorySlices(model: string) {
  const { scenario } = await openScenario(join('scenarios', 'theory', `${model}.yaml`));
  const plan = planDemand(scenario);
  const rights = compileRights(scenario, scenario.organizations[0]!, plan.codeSets);
  const room = new Room();
  let changes: LatentChanges | undefined;
  let replication = 0;
  return (): Slice & { changes: LatentChanges; records: Room['records'] } => {
    const begun = performance.now();
    changes = drawChanges(plan, replication, changes);
    const capacity = drawCapacity(plan, replication++);
    const records = simulate(scenario, changes, rights, capacity, Number.POSITIVE_INFINITY, room);
    const seconds = (performance.now() - begun) / 1000;
    return { events: records.events, seconds, changes, records };
  };
}
