import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { weeklyCounts } from '../demand/arrival-times.ts';
import { type DemandPlan, planDemand } from '../demand/plan.ts';
import { readCsv } from '../history/csv.ts';
import { loadScenario } from '../scenario/load.ts';
import { WEEK } from '../scenario/types.ts';
import { Capacity, drawCapacity, PresentCapacity } from './capacity.ts';
import { Presence } from './presence.ts';

const Hours = suite('hours');

const calendar = 'cycle,start,freeze,release\nx,2015-01-01,,2015-07-02\n';

async function planOf(people: string): Promise<DemandPlan> {
  const text = `schema: 1
seed: hours
start: 2015-01-01
calendar: cycles.csv
areas: {a: , b: }
arrivals: {rates: {a: 5 / week, b: 3 / week}, dispersion: 3}
people: {count: 3, hours_per_week: 10 h/week, absence: 0${people}}
organizations: [{name: one, teams: [{name: t, owns: all, members: all}]}]
`;
  return planDemand(await loadScenario('hours.yaml', text, (name) => readCsv(name, calendar)));
}

/** Hours of one person in each week of a replication. */
function hours(plan: DemandPlan, replication: number, person = 0): number[] {
  const capacity = drawCapacity(plan, replication);
  return Array.from(
    { length: plan.weeks },
    (_, week) => capacity.until(person, (week + 1) * WEEK) - capacity.until(person, week * WEEK),
  );
}

Hours('without spread or elasticity everybody has the same hours in every week', async () => {
  const plan = await planOf(', week_spread: 0, follows_arrivals: 0');
  assert.ok(hours(plan, 0).every((h) => Math.abs(h - 10) < 1e-9));
});

Hours(
  'in proportion, hours are those of the changes of the week and the one before, over the usual number',
  async () => {
    const plan = await planOf(', follows_arrivals: 1');
    const counts = weeklyCounts(plan, 2);
    const all = counts[0]!.map((count, week) => count + counts[1]![week]!);
    const found = hours(plan, 2);
    found.forEach((h, week) => {
      const expected = (10 * (all[week]! + (all[week - 1] ?? all[week]!))) / 2 / 8;
      assert.ok(Math.abs(h - expected) < 1e-9, `week ${week}: ${h}, not ${expected}`);
    });
  },
);

Hours('at an elasticity of a half, hours go with the root of the changes', async () => {
  const [whole, half] = [await planOf(', follows_arrivals: 1'), await planOf(', follows_arrivals: 0.5')];
  const [a, b] = [hours(whole, 3), hours(half, 3)];
  a.forEach((h, week) => {
    assert.ok(Math.abs(b[week]! - 10 * Math.sqrt(h / 10)) < 1e-9);
  });
});

Hours(
  'weeks rise and fall for all people together, with the mean and spread asked for (200 replications)',
  async () => {
    const plan = await planOf(', week_spread: 40 %');
    const found: number[] = [];
    for (let replication = 0; replication < 200; replication++) {
      const [first, last] = [hours(plan, replication), hours(plan, replication, 2)];
      assert.ok(first.every((h, week) => Math.abs(h - last[week]!) < 1e-9));
      found.push(...first);
    }
    const mean = found.reduce((sum, h) => sum + h, 0) / found.length;
    const spread = Math.sqrt(found.reduce((sum, h) => sum + (h - mean) ** 2, 0) / found.length) / mean;
    // 10,400 weeks: four standard errors are 0.16 h of the mean, some 0.03 of the spread of a lognormal law.
    assert.ok(Math.abs(mean - 10) < 0.16, `mean ${mean}`);
    assert.ok(Math.abs(spread - 0.4) < 0.03, `spread ${spread}`);
  },
);

Hours('hours on shift add up over weeks of unlike speed', () => {
  const shift = new Presence({ shift: { on: 8, off: 16 }, away: undefined }, undefined);
  // A week has 56 h on shift: at half speed in the first, at double in the second, none in the third.
  const speeds = [0.5, 2, 0, 1];
  const capacity = new PresentCapacity(new Capacity(1, 4, (_, week) => speeds[week]!), [shift]);
  const until = [0, 4, 24, 168, 172, 192, 336, 400, 504, 512, 528 + 4].map((time) => capacity.until(0, time));
  assert.equal(until, [0, 2, 4, 28, 36, 44, 140, 140, 140, 148, 152]);
  assert.equal(
    [2, 28, 36, 140, 141].map((work) => capacity.finish(0, 0, work)),
    [4, 152, 172, 320, 505],
  );
});

Hours('no work at all is done at once, or as soon as a week of work begins', () => {
  const capacity = new Capacity(1, 3, (_, week) => [1, 0, 1][week]!);
  assert.equal(
    [
      capacity.finish(0, 10, 0),
      capacity.finish(0, 200, 0),
      capacity.finish(0, 160, 8),
      capacity.finish(0, 160, 9),
    ],
    [10, 336, 168, 337],
  );
});

Hours.run();
