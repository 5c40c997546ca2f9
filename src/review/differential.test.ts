import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LatentChanges } from '../demand/change.ts';
import { drawChanges } from '../demand/draw-changes.ts';
import { planDemand } from '../demand/plan.ts';
import { type Organization, type Scenario, WEEK } from '../scenario/types.ts';
import { type Capacity, drawCapacity } from './capacity.ts';
import { mechanismCases, SEED, wildCases } from './random-case.test-kit.ts';
import { load, scenarios, type Written } from './random-scenario.test-kit.ts';
import { type Story, simulateSlowly } from './reference-loop.test-kit.ts';
import { simulate } from './review-process.ts';
import { compileRights } from './rights.ts';
import { Room } from './room.ts';
import { run, type SmallCase } from './small-case.test-kit.ts';
import { storyOf } from './story.test-kit.ts';
import { inTransition } from './transition.ts';

/** The loop beside the reference loop: equal stories to the last bit. `CASES=40` runs 40 times as many. */
const Differential = suite('differential');

const TIMES = Number(process.env.CASES ?? 1);
const SMALL = 400 * TIMES;
const WHOLE = 120 * TIMES;

/** One room for all, so that nothing may depend on what earlier runs left. */
const room = new Room();

function tellAlike(
  scenario: Scenario,
  changes: LatentChanges,
  organization: Organization,
  capacity: Capacity,
  horizon: number,
): void {
  const rights = compileRights(scenario, organization, changes.codeSets);
  const story = simulateSlowly(scenario, changes, organization, capacity, horizon);
  const told = storyOf(simulate(scenario, changes, rights, capacity, horizon, room));
  for (const what of Object.keys(story) as (keyof Story)[]) same(told[what], story[what], what);
}

function same(told: unknown, story: unknown, what: string): void {
  if (!Array.isArray(told) || !Array.isArray(story)) {
    assert.is(told, story, what);
    return;
  }
  for (let i = 0; i < Math.max(told.length, story.length); i++) {
    const [is, should] = [told[i], story[i]].map((entry) => JSON.stringify(entry));
    assert.ok(isDeepStrictEqual(told[i], story[i]), `${what} ${i} is\n${is}, not\n${should}`);
  }
}

function smallCase(given: SmallCase): void {
  const { scenario, changes, capacity } = run(given);
  const organization = scenario.organizations.at(-1)!;
  tellAlike(scenario, changes, organization, capacity, given.horizon ?? Number.POSITIVE_INFINITY);
}

async function wholeScenario(written: Written): Promise<void> {
  const scenario = await load(written);
  const plan = planDemand(scenario);
  const [changes, capacity] = [drawChanges(plan, 0), drawCapacity(plan, 0)];
  const horizon = plan.weeks > 0 ? plan.weeks * WEEK : Number.POSITIVE_INFINITY;
  for (const organization of scenario.organizations)
    tellAlike(scenario, changes, organization, inTransition(capacity, organization), horizon);
}

Differential(`${SMALL} times three organizations by hand tell the same story (seed ${SEED})`, () => {
  const alike = fc.property(wildCases, (cases) => cases.forEach(smallCase));
  fc.assert(alike, { seed: SEED, numRuns: SMALL, includeErrorInReport: true });
});

Differential(`${SMALL} more with mechanisms that are off by default (seed ${SEED})`, () => {
  const alike = fc.property(mechanismCases, (cases) => cases.forEach(smallCase));
  fc.assert(alike, { seed: SEED, numRuns: SMALL, includeErrorInReport: true });
});

Differential(`${WHOLE} scenarios as users write them tell the same story (seed ${SEED})`, async () => {
  const alike = fc.asyncProperty(scenarios, wholeScenario);
  await fc.assert(alike, { seed: SEED, numRuns: WHOLE, includeErrorInReport: true });
});

Differential.run();
