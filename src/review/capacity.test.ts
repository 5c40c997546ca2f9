import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { weeklyCounts } from '../demand/arrival-times.ts';
import { type DemandPlan, planDemand } from '../demand/plan.ts';
import { readCsv } from '../history/csv.ts';
import { loadScenario } from '../scenario/load.ts';
import { WEEK } from '../scenario/types.ts';
import { drawCapacity } from './capacity.ts';

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

Hours.run();
