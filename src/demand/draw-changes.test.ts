import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCsv } from '../history/csv.ts';
import { loadScenario } from '../scenario/load.ts';
import type { LatentChanges } from './change.ts';
import { drawChanges } from './draw-changes.ts';
import { planDemand } from './plan.ts';

const Draws = suite('drawing changes');

const text = `schema: 1
seed: draws
start: 2015-01-01
calendar: cycles.csv
areas: {a: , b: }
arrivals: {rates: {a: 5 / week, b: 3 / week}, dispersion: 3}
changes: {by_reviewers: 0, neglected: 20 %}
open: {file: open.csv, neglected: 50 %}
people: {count: 2, hours_per_week: 10 h/week}
organizations: [{name: one, teams: [{name: t, owns: all, members: all}]}]
`;
const calendar = 'cycle,start,freeze,release\nx,2015-01-01,,2015-07-02\n';
const open = 'area,age_weeks,open\na,0,4\na,30,6\nb,2,5\n';

async function drawn(replication: number, openRows = open): Promise<LatentChanges> {
  const files: Record<string, string> = { 'cycles.csv': calendar, 'open.csv': openRows };
  const scenario = await loadScenario('draws.yaml', text, (name) => readCsv(name, files[name]!));
  return drawChanges(planDemand(scenario), replication);
}

/** All that is drawn about the changes of one area, in their order. */
function ofArea(changes: LatentChanges, area: number): number[][] {
  const { created, size, effort, rounds, patience, priority, patchSet, awayFor } = changes;
  return [...changes.area.subarray(0, changes.count).keys()]
    .filter((change) => changes.area[change] === area)
    .map((change) => [
      ...[created, size, effort, rounds, patience, priority, patchSet, awayFor].map(
        (column) => column[change]!,
      ),
      changes.turnaround(change, 1),
    ]);
}

Draws('the changes open at the start are those of the table, at their ages', async () => {
  const changes = await drawn(0);
  const ages = ofArea(changes, 0).flatMap(([created]) => (created! < 0 ? [-created! / 168] : []));
  assert.is(ages.length, 10);
  assert.is(ages.filter((age) => age >= 30 && age < 31).length, 6);
  assert.is(ages.filter((age) => age < 1).length, 4);
});

Draws('more open changes in one area leave the other area its own', async () => {
  const [few, many] = [await drawn(3), await drawn(3, open.replace('a,0,4', 'a,0,40'))];
  assert.equal(ofArea(many, 1), ofArea(few, 1));
  assert.is(ofArea(many, 0).length, ofArea(few, 0).length + 36);
});

Draws('areas open alike at the start draw different changes', async () => {
  const changes = await drawn(1, 'area,age_weeks,open\na,3,5\nb,3,5\n');
  const openOf = (area: number) =>
    ofArea(changes, area)
      .slice(0, 5)
      .map(([created]) => created!);
  assert.not.equal(openOf(0), openOf(1));
  assert.is(openOf(0).filter((created) => openOf(1).includes(created)).length, 0);
});

Draws('nobody asks for a revision in the last round: who waits on an author has rounds left', async () => {
  const changes = await drawn(2, 'area,age_weeks,open\na,3,300\nb,3,5\n');
  let away = 0;
  for (let change = 0; change < changes.count; change++) {
    if (changes.awayFor[change]! < 0) continue;
    away++;
    assert.ok(changes.patchSet[change]! < changes.rounds[change]!, `change ${change}`);
  }
  assert.ok(away > 50 && away < 150, `${away} of 305 wait on their author`);
});

Draws('changes come in order of time, and replications differ', async () => {
  const [first, second] = [await drawn(0), await drawn(1)];
  const times = [...first.created.subarray(0, first.count)];
  assert.equal(
    times,
    [...times].sort((a, b) => a - b),
  );
  assert.not.equal(ofArea(first, 0).slice(0, 5), ofArea(second, 0).slice(0, 5));
});

Draws('weekly counts have the mean and the dispersion asked for (400 replications)', async () => {
  const files: Record<string, string> = { 'cycles.csv': calendar, 'open.csv': open };
  const plan = planDemand(await loadScenario('draws.yaml', text, (name) => readCsv(name, files[name]!)));
  const weeks: number[] = [];
  for (let replication = 0; replication < 400; replication++) {
    const counts = new Array<number>(plan.weeks).fill(0);
    for (const [created] of ofArea(drawChanges(plan, replication), 0)) {
      if (created! >= 0) counts[Math.floor(created! / 168)]!++;
    }
    weeks.push(...counts);
  }
  const mean = weeks.reduce((sum, n) => sum + n, 0) / weeks.length;
  const variance = weeks.reduce((sum, n) => sum + (n - mean) ** 2, 0) / weeks.length;
  // 4 standard errors of 20,800 weeks at variance 15
  assert.ok(Math.abs(mean - 5) < 0.11, `mean ${mean}`);
  assert.ok(Math.abs(variance / mean - 3) < 0.2, `dispersion ${variance / mean}`);
});

Draws.run();
