import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Records } from '../review/record.ts';
import { run } from '../review/small-case.test-kit.ts';
import { DAY, type Scenario, WEEK } from '../scenario/types.ts';
import { Layout, METRICS, metricIndex, SERIES, TEAM_METRICS, WEEKLY_MERGES } from './layout.ts';
import { readLinked } from './linked.ts';
import { readMetrics } from './metrics.ts';
import type { Outcome } from './outcome.ts';

/** Numbers that a short run leaves, counted by hand; places and directions of all numbers. */
const Readers = suite('readers of records');

const CYCLES = [
  { name: 'first', start: 0, freeze: WEEK, release: WEEK },
  { name: 'second', start: WEEK, freeze: 2 * WEEK, release: 2 * WEEK },
];

/**
 * One reviewer, always there, over two cycles of a week; `spans` is in review at the end of the first, at the end of the
 * second `late` is, and `again` is with its author.
 */
const played = run({
  people: { ann: {} },
  weeks: 3,
  turnaround: 10,
  changes: {
    quick: { created: 0, effort: 10 }, // reviewed 0–10
    spans: { created: 160, effort: 20 }, // reviewed 160–180
    waits: { created: 170, effort: 40 }, // reviewed 180–220
    again: { created: 325, effort: 4, rounds: 2 }, // reviewed 325–329, with the author until 339, reviewed 360–364
    late: { created: 330, effort: 30 }, // reviewed 330–360
  },
});
const scenario = {
  ...played.scenario,
  areas: [{ name: 'code' }],
  actual: [{}],
} as unknown as Scenario;
const layout = new Layout(scenario, CYCLES);
const row = new Float64Array(layout.length);
readMetrics({ ...played, scenario }, layout, 0, row);

type Metric = (typeof METRICS)[number]['name'];
const inCycles = (metric: Metric, area = 1) =>
  [0, 1, 2].map((cycle) => row[layout.metric(0, area, cycle, metricIndex(metric))]!);
const ofTeam = (metric: 'utilization' | 'load', team = 0) =>
  [0, 1, 2].map(
    (cycle) =>
      row[
        layout.team(
          0,
          team,
          cycle,
          TEAM_METRICS.findIndex(({ name }) => name === metric),
        )
      ]!,
  );
const near = (found: number[], expected: number[]) => {
  const off = found.map((value, i) => Math.abs(value - expected[i]!));
  assert.ok(found.length === expected.length && off.every((by) => by < 1e-12), `${found}, not ${expected}`);
};

Readers('open changes are those at the end of a cycle, and wait on whom they wait then', () => {
  for (const area of [0, 1]) {
    assert.equal(inCycles('open', area), [1, 2, 2]);
    assert.equal(inCycles('open_to_merge', area), [1, 2, 2]);
    assert.equal(inCycles('waiting_on_author', area), [0, 1, 1]);
    assert.equal(inCycles('waiting_on_reviewer', area), [1, 1, 1]);
  }
  for (const series of SERIES.keys())
    assert.equal(
      [0, 1].map((week) => row[layout.week(0, series, 1, week)]),
      [1, 2],
    );
});

Readers('merges and lead times belong to the cycle of the merge', () => {
  assert.equal(inCycles('merges_per_week'), [1, 2, 1.5]);
  near(
    inCycles('lead_median').map((days) => days * DAY),
    [10, 35, 20],
  );
  near(
    inCycles('lead_p10').map((days) => days * DAY),
    [10, 23, 12],
  );
  near(
    inCycles('lead_p90').map((days) => days * DAY),
    [10, 47, 44],
  );
  assert.equal(inCycles('abandoned_share'), [0, 0, 0]);
  assert.equal(
    [0, 1].map((week) => row[layout.week(0, WEEKLY_MERGES, 1, week)]),
    [1, 2],
  );
});

Readers('waits for the first review belong to the cycle of that review', () => {
  near(
    inCycles('first_review_median').map((days) => days * DAY),
    [0, 0, 0],
  );
});

Readers('work that spans a release is divided at it, over the hours there were', () => {
  for (const team of [0, 1]) near(ofTeam('utilization', team), [18 / 168, 62 / 168, 80 / 336]);
});

Readers('work is asked where a change is created: a reading for each approval and each further round', () => {
  for (const team of [0, 1]) near(ofTeam('load', team), [30 / 168, 78 / 168, 108 / 336]);
});

Readers('the delay of linked changes is a median, in whatever order they merge', () => {
  const records = new Records().begin(3, 6);
  // Each has two parts, the first merged at once; the second took an hour and then waited for 50, 10 and 20 hours.
  records.partMerges = [50, 10, 20].flatMap((wait, change) => [
    { change, from: 0, merged: 0 },
    { change, from: wait, merged: wait + 1 },
  ]);
  [51, 11, 21].forEach((merged, change) => {
    records.merged[change] = merged;
  });
  const linked = new Float64Array(layout.length);
  readLinked({ changes: { area: new Uint16Array(3) }, records } as unknown as Outcome, layout, 0, linked);
  const delay = metricIndex('linked_delay_median');
  const delays = [0, 1, 2].map((cycle) => linked[layout.metric(0, 1, cycle, delay)]!);
  assert.equal(
    delays.map((days) => days * DAY),
    [20, Number.NaN, 20],
  );
});

Readers('hours of somebody in two teams go where they worked, and what is left to both alike', () => {
  const given = run({
    people: { ann: {}, cyd: {} },
    teams: [
      { members: ['ann', 'cyd'], owns: 'a' },
      { members: ['cyd'], owns: 'c' },
    ],
    weeks: 3,
    changes: {
      own: { created: 0, effort: 28, touches: 'c' }, // cyd 0–28
      both: { created: 1, effort: 42, touches: 'a' }, // ann 1–43
      later: { created: 168, effort: 84, touches: 'c' }, // cyd 168–252
    },
  });
  const teamed = { ...given.scenario, areas: [{ name: 'code' }], actual: [] } as unknown as Scenario;
  const places = new Layout(teamed, CYCLES);
  const numbers = new Float64Array(places.length);
  readMetrics({ ...given, scenario: teamed }, places, 0, numbers);
  const of = (team: number, metric: number) =>
    [0, 1, 2].map((cycle) => numbers[places.team(0, team, cycle, metric)]!);
  // Team one has 168 h of ann and half of cyd's 140 free hours, team two cyd's 28 h and the other half.
  near(of(0, 0), [42 / 238, 0, 42 / 448]);
  near(of(1, 0), [28 / 98, 84 / 126, 112 / 224]);
  near(of(2, 0), [70 / 336, 84 / 336, 154 / 672]);
  // What is asked is laid over the hours that there would be without any work: 168 h and half of 168 h.
  near(of(0, 1), [42 / 252, 0, 42 / 504]);
  near(of(1, 1), [28 / 84, 84 / 84, 112 / 168]);
  near(of(2, 1), [70 / 336, 84 / 336, 154 / 672]);
});

Readers('whoever reads two at a time works on each with half of their hours', () => {
  const given = run({
    people: { ann: {} },
    weeks: 3,
    review: { in_hand: 2 },
    changes: {
      x: { created: 0, effort: 4 }, // 0–5, of which y takes half from 2 to 4
      y: { created: 2, effort: 1 },
      spans: { created: 164, effort: 6 }, // 164–172, beside the next from 166 to 170
      beside: { created: 166, effort: 2 },
    },
  });
  const shared = { ...given.scenario, areas: [{ name: 'code' }], actual: [] } as unknown as Scenario;
  const places = new Layout(shared, CYCLES);
  const numbers = new Float64Array(places.length);
  readMetrics({ ...given, scenario: shared }, places, 0, numbers);
  near(
    [0, 1, 2].map((cycle) => numbers[places.team(0, 0, cycle, 0)]!),
    [(5 + 4) / 168, 4 / 168, 13 / 336],
  );
});

Readers('abandoned are a share of the closed, by the cycle in which they were given up', () => {
  const given = run({
    people: { ann: {} },
    weeks: 3,
    changes: {
      long: { created: 0, effort: 100 }, // reviewed 0–100
      tired: { created: 10, effort: 1, patience: 20 }, // given up at 30
      weary: { created: 20, effort: 1, patience: 30 }, // given up at 50
      blocks: { created: 160, effort: 40 }, // reviewed 160–200
      bored: { created: 165, effort: 1, patience: 10 }, // given up at 175
    },
  });
  const left = new Float64Array(layout.length);
  readMetrics(
    { ...given, scenario: { ...given.scenario, actual: [] } as unknown as Scenario },
    layout,
    0,
    left,
  );
  const share = metricIndex('abandoned_share');
  for (const area of [0, 1])
    assert.equal(
      [0, 1, 2].map((cycle) => left[layout.metric(0, area, cycle, share)]),
      [2 / 3, 1 / 2, 3 / 5],
    );
});

Readers('every number of a replication has a place of its own, and no place is left', () => {
  const two = {
    areas: [{ name: 'a' }, { name: 'b' }],
    organizations: [
      { name: 'one', teams: [{ name: 't' }] },
      { name: 'two', teams: [{ name: 't' }, { name: 'u' }] },
    ],
  };
  for (const actual of [[], [{}]]) {
    const places = new Layout({ ...two, actual } as unknown as Scenario, CYCLES);
    const taken: number[] = [];
    two.organizations.forEach(({ teams }, organization) => {
      for (let cycle = 0; cycle < 3; cycle++) {
        for (let area = 0; area < 3; area++)
          for (const metric of METRICS.keys()) taken.push(places.metric(organization, area, cycle, metric));
        for (let team = 0; team <= teams.length; team++)
          for (const metric of TEAM_METRICS.keys())
            taken.push(places.team(organization, team, cycle, metric));
      }
      for (let series = 0; series < places.series; series++)
        for (let area = 0; area < 3; area++)
          for (let week = 0; week < places.weeks; week++)
            taken.push(places.week(organization, series, area, week));
    });
    assert.equal(
      taken.sort((a, b) => a - b),
      Array.from({ length: places.length }, (_, place) => place),
    );
    assert.is(places.series, actual.length > 0 ? 3 : 2);
    assert.is(places.headline(1), places.metric(1, 2, 2, metricIndex('open')));
  }
});

Readers('more is better only of merges, and neither way of utilization and load', () => {
  const better = METRICS.filter(({ better }) => better !== -1).map(({ name, better }) => `${name} ${better}`);
  assert.equal(better, ['merges_per_week 1']);
  assert.ok(TEAM_METRICS.every(({ better }) => better === 0));
});

Readers.run();
