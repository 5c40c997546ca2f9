import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LatentChanges } from '../demand/change.ts';
import { drawChanges } from '../demand/draw-changes.ts';
import { planDemand } from '../demand/plan.ts';
import { readCsv } from '../history/csv.ts';
import { drawCapacity } from '../review/capacity.ts';
import type { Records } from '../review/record.ts';
import { simulate } from '../review/review-process.ts';
import { compileRights } from '../review/rights.ts';
import { Room } from '../review/room.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/types.ts';
import { METRICS, SERIES } from './layout.ts';
import { prepareStudy, replicate, type Study } from './replicate.ts';

/** What must not change when the question is asked in other words, and what must change in just one way. */
const Metamorphic = suite('metamorphic');

const REPLICATIONS = [0, 1, 2];

/** A project of two parts and three areas over two release cycles; lists in flow style, so that a test can add. */
const PROJECT = `
schema: 1
seed: metamorphic
start: 2020-01-06
calendar: cycles.csv
areas: {common: , driver: , both: {touches: [{areas: [common, driver], share: 100 %}]}}
arrivals: {rates: {common: 9 / week, driver: 5 / week, both: 3 / week}, dispersion: 2}
open: {file: open.csv, neglected: 30 %}
changes: {turnaround_spread: 0.8, neglected: 20 %, effort_base: 24 min, effort_per_line: 6 s, effort_most: 2 h}
review: {discipline: priority}
people: {file: people.csv}
organizations:
  - {name: One team, teams: [{name: core, owns: [common, driver], members: [ann, bob, cyd, dan, eve]}]}
  - {name: Two teams, teams: [
      {name: common, owns: [common], members: [ann, bob, cyd]}, {name: driver, owns: [driver], members: [cyd, dan, eve]}]}
`;
const PEOPLE = `reviewer,hours_per_week,areas,joined,left
ann,12,common,,
bob,10,common;driver,,2020-04-20
cyd,14,driver;common,,
dan,6,driver,2020-02-03,
eve,8,driver,,
`;
const TABLES: Record<string, string> = {
  'cycles.csv': 'cycle,start,release\nA,2020-01-06,2020-03-30\nB,2020-03-30,2020-06-22\n',
  'open.csv': 'area,age_weeks,open\ncommon,0,5\ncommon,7,4\ndriver,2,3\nboth,1,2\n',
};

type Edit = [from: string, to: string];

function project(edits: Edit[] = [], people = PEOPLE): Promise<Scenario> {
  const text = edits.reduce((before, [from, to]) => {
    assert.ok(before.includes(from), `the project has '${from}'`);
    return before.replaceAll(from, to);
  }, PROJECT);
  const tables: Record<string, string> = { ...TABLES, 'people.csv': people };
  return loadScenario('project.yaml', text, (name) => readCsv(name, tables[name]!));
}

async function studyOf(edits: Edit[] = [], people?: string): Promise<Study> {
  return prepareStudy(await project(edits, people));
}

/** All numbers of one organization and area, in order: each cycle's metrics, then the weekly series. */
function numbers({ layout }: Study, row: Float64Array, organization: number, area: string): number[] {
  const a = layout.areas.indexOf(area);
  return [
    ...layout.cycles.flatMap((_, cycle) =>
      METRICS.map((_, metric) => row[layout.metric(organization, a, cycle, metric)]!),
    ),
    ...SERIES.flatMap((_, series) =>
      Array.from({ length: layout.weeks }, (_, week) => row[layout.week(organization, series, a, week)]!),
    ),
  ];
}

/** Holds numbers equal to the last bit; what does not exist equals what does not exist. */
function same(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.is(actual.length, expected.length, what);
  for (let i = 0; i < actual.length; i++)
    assert.ok(Object.is(actual[i], expected[i]), `${what}: number ${i} is ${actual[i]}, not ${expected[i]}`);
}

function sameIn(one: Study, other: Study, organizations: [number, number][], areas: string[]): void {
  for (const k of REPLICATIONS) {
    const [row, otherRow] = [replicate(one, k), replicate(other, k)];
    for (const [a, b] of organizations) {
      for (const area of areas) {
        const what = `replication ${k}, organization ${a}, ${area}`;
        same(numbers(other, otherRow, b, area), numbers(one, row, a, area), what);
      }
    }
  }
}

const AREAS = ['common', 'driver', 'both', 'all'];

Metamorphic('the project of these tests is no idle one', async () => {
  const study = await studyOf();
  const row = replicate(study, 0);
  assert.ok(row[study.layout.headline(0)]! > 0);
  assert.is.not(row[study.layout.headline(0)], row[study.layout.headline(1)]);
});

// ── other words ─────────────────────────────────────────────────────────────────────────────────────────────────────

Metamorphic('names of organizations and teams are only names', async () => {
  const renamed: Edit[] = [
    ['One team', 'Z'],
    ['Two teams', 'A'],
    ['name: core', 'name: everybody'],
    ['name: common', 'name: drivers'],
    ['name: driver,', 'name: elsewhere,'],
  ];
  const [study, other] = [await studyOf(), await studyOf(renamed)];
  for (const k of REPLICATIONS) same(replicate(other, k), replicate(study, k), `replication ${k}`);
});

Metamorphic('a team split into itself differs by exactly nothing', async () => {
  const everybody = 'members: [ann, bob, cyd, dan, eve]';
  const added: Edit = [
    '  - {name: Two teams,',
    `  - {name: twice, teams: [
      {name: x, owns: all, ${everybody}}, {name: y, owns: all, ${everybody}}]}
  - {name: by part, teams: [
      {name: x, owns: [driver], ${everybody}}, {name: y, owns: [common], members: [eve, dan, cyd, bob, ann]}]}
  - {name: by people, teams: [
      {name: x, owns: all, members: [ann, dan]}, {name: y, owns: all, members: [bob, cyd, eve]}]}
  - {name: Two teams,`,
  ];
  const study = await studyOf([added]);
  for (const k of REPLICATIONS) {
    const row = replicate(study, k);
    for (const alike of [1, 2, 3]) {
      for (const area of AREAS)
        same(numbers(study, row, alike, area), numbers(study, row, 0, area), `replication ${k}, ${area}`);
    }
  }
});

Metamorphic('half the hours for half the work is the same project', async () => {
  const less: Edit[] = [
    ['24 min', '12 min'],
    ['6 s', '3 s'],
    ['2 h}', '1 h}'],
  ];
  const people = PEOPLE.replace(/,(\d+),/g, (_, hours) => `,${Number(hours) / 2},`);
  sameIn(
    await studyOf(),
    await studyOf(less, people),
    [
      [0, 0],
      [1, 1],
    ],
    AREAS,
  );
});

// ── things that do not matter ───────────────────────────────────────────────────────────────────────────────────────

Metamorphic('a further organization changes nothing for the others, wherever it stands', async () => {
  const further = '  - {name: Less, teams: [{name: few, owns: all, approvals: 1, members: [bob, dan]}]}\n';
  const study = await studyOf();
  const first = await studyOf([['  - {name: One', `${further}  - {name: One`]]);
  sameIn(
    study,
    first,
    [
      [0, 1],
      [1, 2],
    ],
    AREAS,
  );
  const last = await studyOf([['members: [cyd, dan, eve]}]}\n', `members: [cyd, dan, eve]}]}\n${further}`]]);
  sameIn(
    study,
    last,
    [
      [0, 0],
      [1, 1],
    ],
    AREAS,
  );
});

Metamorphic(
  'what nobody uses changes nothing: an area without changes, a reviewer without team',
  async () => {
    const people = `${PEOPLE}fay,20,,,\n`;
    const unused = await studyOf([['driver: , both:', 'driver: , attic: , both:']], people);
    sameIn(
      await studyOf(),
      unused,
      [
        [0, 0],
        [1, 1],
      ],
      AREAS,
    );
  },
);

Metamorphic('a replication is the same whether or not others ran before it', async () => {
  const study = await studyOf();
  const alone = replicate(await studyOf(), 2);
  const room = { review: new Room() };
  const inTurn = [5, 0, 1, 2, 2].map((k) => replicate(study, k, room));
  same(inTurn[3]!, alone, 'after others');
  same(inTurn[4]!, alone, 'after itself');
});

// ── areas apart ─────────────────────────────────────────────────────────────────────────────────────────────────────

const COLUMNS = [
  ...['created', 'feature', 'size', 'effort', 'rounds', 'patience'],
  ...['priority', 'author', 'patchSet', 'awayFor', 'slowness', 'ordinal'],
] as (keyof LatentChanges)[];

/** All that is drawn for the changes of one area, column by column, with the first of the later draws. */
function drawsOf(scenario: Scenario, area: string, replication: number): Map<string, number[]> {
  const changes = drawChanges(planDemand(scenario), replication);
  const index = scenario.areas.findIndex(({ name }) => name === area);
  const own = Array.from({ length: changes.count }, (_, i) => i).filter((i) => changes.area[i] === index);
  const later = ['turnaround', 'outcome', 'flake', 'conflict', 'visitEffort'] as const;
  return new Map([
    ...COLUMNS.map((column): [string, number[]] => [
      column,
      own.map((i) => (changes[column] as Float64Array)[i]!),
    ]),
    ...later.map((name): [string, number[]] => [
      name,
      own.flatMap((i) => [changes[name](i, 1), changes[name](i, 2)]),
    ]),
  ]);
}

function sameDraws(one: Scenario, other: Scenario, area: string, except: string[] = []): void {
  for (const k of REPLICATIONS) {
    const [draws, others] = [drawsOf(one, area, k), drawsOf(other, area, k)];
    for (const [column, values] of draws) {
      if (!except.includes(column)) same(others.get(column)!, values, `${area}, ${column}, replication ${k}`);
    }
  }
}

Metamorphic('an area draws the same changes whatever other areas there are', async () => {
  const busier = await project([
    ['driver: , both:', 'driver: , docs: , both:'],
    ['driver: 5 / week', 'driver: 50 / week, docs: 7 / week'],
  ]);
  for (const area of ['common', 'both']) sameDraws(await project(), busier, area);
});

Metamorphic('a reviewer more who knows the driver changes nothing about common changes', async () => {
  const more = await project([], `${PEOPLE}fay,20,driver,,\n`);
  sameDraws(await project(), more, 'common');
  sameDraws(await project(), more, 'driver', ['author']);
});

Metamorphic('a reviewer more changes nobody else’s hours', async () => {
  const [less, more] = [await project(), await project([], `${PEOPLE}fay,20,driver,,\n`)];
  for (const k of REPLICATIONS) {
    const [capacity, other] = [drawCapacity(planDemand(less), k), drawCapacity(planDemand(more), k)];
    const until = (people: typeof capacity) =>
      less.people.flatMap((_, person) =>
        Array.from({ length: 40 }, (_, week) => people.until(person, 168 * week)),
      );
    same(until(other), until(capacity), `replication ${k}`);
  }
});

// ── slow motion ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** A scenario without a calendar whose times are all `slow` times as long. */
const motion = (slow: number) => `
schema: 1
seed: slow motion
areas: {a: , b: , c: {touches: [{areas: [a, b], share: 60 %}, {areas: [b], share: 40 %}]}}
arrivals:
  rates: {a: ${0.3 / slow} / h, b: ${0.2 / slow} / h, c: ${0.1 / slow} / h}
  changes: 2000
changes:
  features: 0
  effort: {law: lognormal, mean: ${slow} h, cv: 1}
  turnaround: {law: exponential, mean: ${8 * slow} h}
  turnaround_spread: 0.5
  patience: {law: delayed exponential, after: ${2 * slow} h, mean: ${20 * slow} h}
review: {discipline: nearest to approval}
gate: {duration: ${0.5 * slow} h, flake: 10 %, conflict: ${0.02 / slow} / h}
people: {count: 4, hours_per_week: 168 h/week, absence: 0}
organizations:
  - {name: one, teams: [{name: x, owns: [a], members: [r1, r2, r3]}, {name: y, owns: [b], members: [r2, r3, r4]}]}
`;

async function played(slow: number): Promise<Records> {
  const scenario = await loadScenario('motion.yaml', motion(slow), (name) => readCsv(name, ''));
  const plan = planDemand(scenario);
  const rights = compileRights(scenario, scenario.organizations[0]!, plan.codeSets);
  return simulate(scenario, drawChanges(plan, 0), rights, drawCapacity(plan, 0), Number.POSITIVE_INFINITY);
}

Metamorphic('twice as long in everything is the same run at half the speed', async () => {
  const [run, slow] = [await played(1), await played(2)];
  assert.is(slow.reviews, run.reviews);
  assert.is(slow.stays, run.stays);
  assert.ok(Array.from(run.abandoned).some(Number.isFinite) && run.stays > 2_000);
  const spans = [
    ...(['firstReview', 'approved', 'merged', 'abandoned'] as const).map((c) => [c, run.changes] as const),
    ...(['queued', 'started', 'finished'] as const).map((c) => [c, run.reviews] as const),
    ...(['stayFrom', 'stayUntil'] as const).map((c) => [c, run.stays] as const),
  ];
  for (const [column, length] of spans) {
    for (let i = 0; i < length; i++) {
      const [twice, actual] = [2 * run[column][i]!, slow[column][i]!];
      const close = actual === twice || Math.abs(actual - twice) <= 1e-9 * twice;
      assert.ok(close, `${column} ${i}: ${actual}, not ${twice}`);
    }
  }
  same(slow.reviewer.subarray(0, slow.reviews), run.reviewer.subarray(0, run.reviews), 'reviewers');
  same(slow.outcome.subarray(0, slow.reviews), run.outcome.subarray(0, run.reviews), 'outcomes');
});

Metamorphic.run();
