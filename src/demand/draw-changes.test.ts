import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCsv } from '../history/csv.ts';
import { loadScenario } from '../scenario/load.ts';
import type { LatentChanges } from './change.ts';
import { drawChanges } from './draw-changes.ts';
import { type DemandPlan, planDemand } from './plan.ts';

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

async function planOf(written: string, openRows = open): Promise<DemandPlan> {
  const files: Record<string, string> = { 'cycles.csv': calendar, 'open.csv': openRows };
  return planDemand(await loadScenario('draws.yaml', written, (name) => readCsv(name, files[name]!)));
}

async function drawn(replication: number, openRows = open, written = text): Promise<LatentChanges> {
  return drawChanges(await planOf(written, openRows), replication);
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

/** The scenario with other words in place. */
function written(...pairs: [string, string][]): string {
  return pairs.reduce((all, [from, to]) => {
    assert.ok(all.includes(from), from);
    return all.replace(from, to);
  }, text);
}

const both = (changes: LatentChanges) => [0, 1].map((area) => ofArea(changes, area));

Draws("an area's own laws change its draws and leave those of the others alone", async () => {
  const own =
    '{rounds: {law: constant, value: 7}, turnaround: {law: constant, value: 3 days}, turnaround_spread: 1, neglected: 0, patience: none}';
  const [usual, other] = [await drawn(4), await drawn(4, open, written(['b: }', `b: ${own}}`]))];
  assert.equal(ofArea(other, 0), ofArea(usual, 0));
  const [, ofB] = both(other);
  assert.ok(ofB!.every((change) => change[3] === 7 && change[4] === Number.POSITIVE_INFINITY));
  assert.equal(
    ofB!.map(([created]) => created),
    ofArea(usual, 1).map(([created]) => created),
  );
});

Draws(
  'without uncertainty of rounds and turnaround, and without an express lane, all draws are as before',
  async () => {
    const none = '{rounds_uncertainty: 0, turnaround_uncertainty: 0, express: 0, ';
    assert.equal(
      both(await drawn(5, open, written(['changes: {', `changes: ${none}`]))),
      both(await drawn(5)),
    );
  },
);

Draws(
  'unsure rounds scale all changes of a replication together and keep their mean (300 replications)',
  async () => {
    const plans = [text, written(['changes: {', 'changes: {rounds_uncertainty: 30 %, '])].map((t) =>
      planOf(t),
    );
    const [usual, unsure] = (await Promise.all(plans)) as [DemandPlan, DemandPlan];
    const further = (plan: DemandPlan, replication: number) => {
      const { rounds, count } = drawChanges(plan, replication);
      return rounds.subarray(0, count).reduce((sum, n) => sum + n - 1, 0);
    };
    const ratios = Array.from({ length: 300 }, (_, i) => further(unsure, i) / further(usual, i));
    const mean = ratios.reduce((sum, r) => sum + r, 0) / ratios.length;
    const spread = Math.sqrt(ratios.reduce((sum, r) => sum + (r - mean) ** 2, 0) / ratios.length);
    // Four standard errors: 0.3 / sqrt(300) of the mean, 0.3 / sqrt(600) of the spread.
    assert.ok(Math.abs(mean - 1) < 0.07, `mean ${mean}`);
    assert.ok(Math.abs(spread - 0.3) < 0.05, `spread ${spread}`);
  },
);

Draws('unsure turnaround multiplies every turnaround of a replication by one factor', async () => {
  const [usual, unsure] = [
    await drawn(6),
    await drawn(6, open, written(['changes: {', 'changes: {turnaround_uncertainty: 30 %, '])),
  ];
  const factors = Array.from(
    { length: usual.count },
    (_, i) => unsure.turnaround(i, 1) / usual.turnaround(i, 1),
  );
  assert.ok(factors.every((factor) => Math.abs(factor / factors[0]! - 1) < 1e-12));
  assert.is.not(factors[0], 1);
});

Draws('a table that says how many are neglected is followed row by row', async () => {
  const changes = await drawn(7, 'area,age_weeks,open,neglected\na,0,4,1\na,30,6,6\nb,2,5,0\n');
  const lasts = (area: number, old: boolean) =>
    ofArea(changes, area).filter(
      ([created, , , , , priority]) => created! < 0 && created! < -20 * 168 === old && priority === 1,
    ).length;
  assert.equal([lasts(0, false), lasts(0, true), lasts(1, false)], [1, 6, 0]);
});

Draws('the express share stands first, beside those that stand last', async () => {
  const text = written(
    ['neglected: 20 %', 'neglected: 20 %, express: 30 %'],
    ['a: 5 / week', 'a: 500 / week'],
  );
  const changes = await drawn(8, open, text);
  const arriving = ofArea(changes, 0).filter(([created]) => created! >= 0);
  const share = (place: number) => arriving.filter((change) => change[5] === place).length / arriving.length;
  // Some 26,000 changes: four standard errors are 0.012.
  assert.ok(
    Math.abs(share(-1) - 0.3) < 0.012 && Math.abs(share(1) - 0.2) < 0.012,
    `${share(-1)} ${share(1)}`,
  );
  assert.ok(ofArea(changes, 0).every(([created, , , , , priority]) => created! >= 0 || priority !== -1));
});

Draws.run();
