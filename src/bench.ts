import { join } from 'node:path';
import { inlineDeeply } from './cli/engine-options.ts';
import { openScenario } from './cli/files.ts';
import type { LatentChanges } from './demand/change.ts';
import { drawChanges } from './demand/draw-changes.ts';
import { planDemand } from './demand/plan.ts';
import { didYouMean } from './errors.ts';
import { drawCapacity } from './review/capacity.ts';
import { simulate } from './review/review-process.ts';
import { compileRights } from './review/rights.ts';
import { Room } from './review/room.ts';

/** Speed of the review room itself on the models of scenarios/theory: `npm run bench [-- MODEL …]`, one JSON line each. */
const MODELS = ['mm1', 'mm16', 'review', 'review0'];
const REPLICATIONS = 30;

inlineDeeply();
const named = process.argv.slice(2);
const unknown = named.find((model) => !MODELS.includes(model));
if (unknown === undefined) {
  for (const model of named.length > 0 ? named : MODELS) {
    process.stdout.write(`${JSON.stringify(await measure(model))}\n`);
  }
} else {
  process.stderr.write(`bench: no model '${unknown}'; ${didYouMean(unknown, MODELS)}\n`);
  process.exitCode = 2;
}

/** Draws and simulates thirty replications, warming up by the engine included; wait per visit and lead time on the side. */
async function measure(model: string) {
  const { scenario } = await openScenario(join('scenarios', 'theory', `${model}.yaml`));
  const plan = planDemand(scenario);
  const rights = compileRights(scenario, scenario.organizations[0]!, plan.codeSets);
  const room = new Room();
  let changes: LatentChanges | undefined;
  let [n, sec, events, reviews, wait, lead] = [0, 0, 0, 0, 0, 0];
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const begun = performance.now();
    changes = drawChanges(plan, replication, changes);
    const records = simulate(
      scenario,
      changes,
      rights,
      drawCapacity(plan, replication),
      Number.POSITIVE_INFINITY,
      room,
    );
    sec += (performance.now() - begun) / 1000;
    n += changes.count;
    events += records.events;
    reviews += records.reviews;
    for (let i = 0; i < records.reviews; i++) wait += records.started[i]! - records.queued[i]!;
    for (let i = 0; i < changes.count; i++) lead += records.merged[i]! - changes.created[i]!;
  }
  const rounded = (value: number) => Number(value.toFixed(5));
  return {
    engine: 'reorgsim',
    model,
    n,
    sec: rounded(sec),
    events,
    wq: rounded(wait / reviews),
    soj: rounded(lead / n),
  };
}
