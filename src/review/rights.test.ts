import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawChanges } from '../demand/draw-changes.ts';
import { planDemand } from '../demand/plan.ts';
import { type Scenario, WEEK } from '../scenario/types.ts';
import { drawCapacity } from './capacity.ts';
import { manyTeams, withoutRows } from './many-teams.test-kit.ts';
import type { Records } from './record.ts';
import { simulateSlowly } from './reference-loop.test-kit.ts';
import { simulate } from './review-process.ts';
import { compileRights, mayApprove, type Rights } from './rights.ts';
import { storyOf } from './story.test-kit.ts';

/** Rights of many teams beside a plain look at who is where and knows what. */
const RightsOfMany = suite('rights');

const SEEDS = Array.from({ length: 24 }, (_, i) => i + 1);
const SIZE = { people: 90, areas: 70, teams: 60, perWeek: 60 };

interface Case {
  scenario: Scenario;
  rights: Rights;
  run(rights: Rights): Records;
}

async function caseOf(seed: number, size = SIZE): Promise<Case> {
  const scenario = await manyTeams({ ...size, seed });
  const plan = planDemand(scenario);
  const rights = compileRights(scenario, scenario.organizations[0]!, plan.codeSets);
  const [changes, capacity] = [drawChanges(plan, 0), drawCapacity(plan, 0)];
  return { scenario, rights, run: (own) => simulate(scenario, changes, own, capacity, plan.weeks * WEEK) };
}

function owning({ organizations }: Scenario, code: number) {
  return organizations[0]!.teams.filter(({ owns }) => owns.includes(code));
}

RightsOfMany(
  `whoever is in a team that owns the code may approve it, and nobody else (${SEEDS.length} seeds)`,
  async () => {
    for (const seed of SEEDS) {
      const { scenario, rights } = await caseOf(seed);
      for (const [stage, { code }] of rights.stages.entries()) {
        const members = new Set(owning(scenario, code[0]!).flatMap((team) => team.members));
        for (const person of scenario.people.keys())
          assert.is(
            mayApprove(rights, person, stage),
            members.has(person),
            `seed ${seed}: ${person} at ${stage}`,
          );
      }
    }
  },
);

RightsOfMany('people find the queues of all that they may approve, what they know first', async () => {
  for (const seed of SEEDS) {
    const { scenario, rights } = await caseOf(seed);
    const plain = withoutRows(rights);
    const prefers = scenario.review.prefers === 'familiar';
    for (const [person, { familiar }] of scenario.people.entries()) {
      const mine = rights.stages.filter((_, stage) => mayApprove(rights, person, stage));
      const known = (code: readonly number[]) => !prefers || code.some((part) => familiar.includes(part));
      const pool = plain.poolOf[person]!;
      assert.is(pool < 0, mine.length === 0);
      if (pool < 0) continue;
      const queues = Array.from(plain.queuesOf[pool]!);
      const first = queues.slice(0, plain.familiarQueues[pool]);
      assert.equal(new Set(queues), new Set(mine.map(({ queue }) => queue)), `seed ${seed}`);
      assert.equal(
        new Set(first),
        new Set(mine.filter(({ code }) => known(code)).map(({ queue }) => queue)),
        `seed ${seed}`,
      );
    }
  }
});

RightsOfMany('queues find the pools of all who may take from them', async () => {
  for (const seed of SEEDS) {
    const { rights } = await caseOf(seed);
    const { poolsOf, queuesOf } = withoutRows(rights);
    for (const [queue, pools] of poolsOf.entries())
      for (let pool = 0; pool < rights.pools; pool++)
        assert.is(pools.includes(pool), queuesOf[pool]!.includes(queue), `seed ${seed}`);
  }
});

RightsOfMany('work of a stage takes longer by the share of its code that is not known', async () => {
  for (const seed of SEEDS) {
    const { scenario, rights } = await caseOf(seed);
    const { unfamiliar } = scenario.review;
    for (const [person, { familiar }] of scenario.people.entries()) {
      if (rights.poolOf[person]! < 0) continue;
      for (const [stage, { code, share }] of rights.stages.entries()) {
        const known = code.filter((part) => familiar.includes(part)).length / code.length;
        const factor = rights.effort.factor(rights.poolOf[person]!, stage);
        assert.is(factor, share * (known + (1 - known) * unfamiliar), `seed ${seed}`);
      }
    }
  }
});

RightsOfMany('whoever is looked for in rows is the same as one by one, to the last bit', async () => {
  let [ofQueues, ofPools] = [0, 0];
  for (const seed of SEEDS) {
    const { rights, run } = await caseOf(seed);
    if (rights.queueRows !== undefined) ofQueues++;
    if (rights.poolRows !== undefined) ofPools++;
    const gathered = storyOf(run(rights));
    assert.ok(gathered.reviews.length > 100);
    assert.equal(gathered, storyOf(run(withoutRows(rights))), `seed ${seed}`);
  }
  assert.ok(ofQueues > 6 && ofPools > 6, `rows of queues in ${ofQueues} cases, of pools in ${ofPools}`);
});

RightsOfMany('the reference loop, which knows of no rows, tells the same story', async () => {
  for (const seed of SEEDS.slice(0, 6)) {
    const size = { ...SIZE, perWeek: 20 };
    const { scenario, rights, run } = await caseOf(seed, size);
    const plan = planDemand(scenario);
    const story = simulateSlowly(
      scenario,
      drawChanges(plan, 0),
      scenario.organizations[0]!,
      drawCapacity(plan, 0),
      plan.weeks * WEEK,
    );
    assert.equal(storyOf(run(rights)), story, `seed ${seed}`);
  }
});

RightsOfMany.run();
