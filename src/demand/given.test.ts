import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCsv } from '../history/csv.ts';
import { loadScenario } from '../scenario/load.ts';
import type { GivenChanges, Scenario } from '../scenario/types.ts';
import { weeklyCounts } from './arrival-times.ts';
import type { LatentChanges } from './change.ts';
import { drawChanges } from './draw-changes.ts';
import { planDemand } from './plan.ts';

const Given = suite('given changes');

const text = `schema: 1
seed: given
start: 2015-01-01
calendar: cycles.csv
areas: {a: , b: }
arrivals: {rates: {a: 5 / week, b: 3 / week}, dispersion: 3}
changes: {by_reviewers: 50 %, neglected: 20 %, express: 10 %, turnaround_spread: 1}
open: {file: open.csv, neglected: 50 %}
people: {count: 2, hours_per_week: 10 h/week}
organizations: [{name: one, teams: [{name: t, owns: all, members: all}]}]
`;
const files: Record<string, string> = {
  'cycles.csv': 'cycle,start,freeze,release\nx,2015-01-01,,2015-07-02\n',
  'open.csv': 'area,age_weeks,open\na,0,4\na,30,6\nb,2,5\n',
};
const scenario = await loadScenario('given.yaml', text, (name) => readCsv(name, files[name]!));

const none = { created: new Float64Array(0) };

function withGiven(arriving: readonly GivenChanges[], open?: readonly GivenChanges[]): Scenario {
  const arrivals = { ...scenario.arrivals, given: arriving };
  return { ...scenario, arrivals, open: { ...scenario.open, given: open ?? [none, none] } };
}

function timesOf(changes: LatentChanges, area: number): Float64Array {
  return changes.created.subarray(0, changes.count).filter((_, i) => changes.area[i] === area);
}

function rowsOf(changes: LatentChanges): number[][] {
  const { created, area, size, effort, rounds, patience, priority, author, patchSet, awayFor } = changes;
  return Array.from({ length: changes.count }, (_, i) => [
    ...[created, area, size, effort, rounds, patience, priority, author, patchSet, awayFor].map(
      (column) => column[i]!,
    ),
    changes.turnaround(i, 1),
    changes.slowness[i]!,
  ]);
}

Given('given the times that it would draw, a replication draws all else as it would', () => {
  for (const replication of [0, 7]) {
    const drawn = drawChanges(planDemand(scenario), replication);
    const times = [0, 1].map((area) => timesOf(drawn, area));
    const open = times.map((all) => ({ created: all.filter((time) => time < 0) }));
    const arriving = times.map((all) => ({ created: all.filter((time) => time >= 0) }));
    assert.ok(open[0]!.created.length === 10 && drawn.count > 200);
    for (const given of [
      withGiven(arriving, open),
      { ...scenario, open: { ...scenario.open, given: open } },
      { ...withGiven(arriving), open: scenario.open },
    ])
      assert.equal(rowsOf(drawChanges(planDemand(given), replication)), rowsOf(drawn));
  }
});

Given('sizes are those given, and drawn where none is; effort follows', () => {
  const created = Float64Array.of(0, 5);
  const size = Float64Array.of(Number.NaN, 1);
  const open = { created: Float64Array.of(-30) };
  const all = withGiven([{ created, size }, none], [{ ...open, size: Float64Array.of(1000) }, none]);
  const changes = drawChanges(planDemand(all), 0);
  const drawn = drawChanges(planDemand(withGiven([{ created }, none], [open, none])), 0);
  assert.equal([...changes.size], [1000, drawn.size[1]!, 1]);
  assert.ok(changes.effort[0]! > changes.effort[2]!);
  assert.equal([...changes.rounds], [...drawn.rounds]);
});

Given('authors are those given', () => {
  const created = Float64Array.of(1, 2, 3);
  const author = Int32Array.of(1, -1, 0);
  const changes = drawChanges(planDemand(withGiven([{ created, author }, none])), 0);
  assert.equal([...changes.author], [1, -1, 0]);
});

Given('weekly counts, which hours may follow, are those of the changes that arrive', () => {
  const plan = planDemand(
    withGiven([{ created: Float64Array.of(0, 167.9, 168) }, { created: Float64Array.of(400) }]),
  );
  assert.equal(
    weeklyCounts(plan, 0).map((counts) => counts.slice(0, 4)),
    [
      [2, 1, 0, 0],
      [0, 0, 1, 0],
    ],
  );
});

Given(
  'changes out of order, of too few areas or with sizes of others, or on the wrong side of the start, are refused',
  () => {
    const one = { created: Float64Array.of(1) };
    assert.throws(() => planDemand(withGiven([one])), /changes of 1 areas, not of 2/);
    assert.throws(
      () => planDemand(withGiven([one, { created: Float64Array.of(2, 1) }])),
      /order of creation/,
    );
    assert.throws(
      () => planDemand(withGiven([one, { ...one, size: Float64Array.of(1, 2) }])),
      /as many sizes/,
    );
    assert.throws(() => planDemand(withGiven([one, none], [one, none])), /open changes before the start/);
  },
);

Given.run();
