import fc from 'fast-check';
import { stringify } from 'yaml';
import { readCsv } from '../history/csv.ts';
import { loadScenario } from '../scenario/load.ts';
import { DISCIPLINES, type Scenario } from '../scenario/types.ts';

/** A scenario as a user writes it: the file and its tables. */
export interface Written {
  scenario: Record<string, unknown>;
  tables: Record<string, string>;
}

export function load({ scenario, tables }: Written): Promise<Scenario> {
  return loadScenario('random.yaml', stringify(scenario), (name) => readCsv(name, tables[name]!));
}

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const NAMES = ['ann', 'bob', 'cyd', 'dan', 'eve', 'fay'];
const CODE = ['a', 'b', 'c'];

const duration = oneOf(
  { law: 'constant', value: '9 h' },
  { law: 'exponential', mean: '20 h' },
  { law: 'uniform', low: '1 h', high: '3 days' },
  { law: 'lognormal', median: '1 day', sigma: 1.2 },
  { law: 'delayed exponential', after: '1 h', mean: '2 days' },
);
const rounds = oneOf(
  { law: 'constant', value: 1 },
  { law: 'constant', value: 3 },
  { law: 'geometric', mean: 2.2 },
  { law: 'rounded lognormal', median: 1.6, sigma: 0.9 },
);
const patience = oneOf<unknown>(
  'none',
  { law: 'exponential', mean: '10 days' },
  { law: 'constant', value: '60 h' },
);
const effort = oneOf<unknown>(
  'none',
  { law: 'constant', value: '2 h' },
  { law: 'exponential', mean: '3 h' },
  { law: 'lognormal', mean: '4 h', cv: 1 },
);

const own = fc.record(
  { rounds, turnaround: duration, turnaround_spread: oneOf(0, 0.8), patience, neglected: oneOf(0, 0.3) },
  { requiredKeys: [] },
);
const touches = fc.record({
  touches: fc
    .subarray([['a', 'b'], ['b', 'a'], ['c'], ['a', 'b', 'c'], ['c', 'a']], { minLength: 1, maxLength: 3 })
    .map((sets) => sets.map((areas) => ({ areas, share: 1 / sets.length }))),
});
const areas = fc.record({ a: own, b: own, c: own, mixed: touches });

const rate = (unit: string, ...rates: number[]) => oneOf(...rates.map((r) => `${r} / ${unit}`));
const rates = (unit: string) =>
  fc.record({
    a: rate(unit, 0, 1, 3),
    b: rate(unit, 1, 2),
    c: rate(unit, 0, 2),
    mixed: rate(unit, 1, 3),
  });

const changes = fc.record(
  {
    features: oneOf(0, 0.5, 1),
    effort,
    effort_base: oneOf('25 min', '3 h'),
    rounds,
    turnaround: duration,
    turnaround_spread: oneOf(0, 1),
    rounds_uncertainty: oneOf(0, 0.3),
    turnaround_uncertainty: oneOf(0, 0.3),
    patience,
    gives_up_after: oneOf('none', '3 days'),
    neglected: oneOf(0, 0.3),
    express: oneOf(0, 0.2),
    by_reviewers: oneOf(0, 0.25, 1),
  },
  { requiredKeys: ['effort', 'patience'] },
);

const review = fc.record({
  discipline: oneOf(...DISCIPLINES),
  approvals: oneOf(1, 2, 3),
  distinct_approvals: fc.boolean(),
  approvals_survive: fc.boolean(),
  at_once: oneOf('as needed', 'one'),
  on_revision: oneOf('end others', 'let others finish'),
  belongs_to: oneOf('change', 'visit'),
  revision: oneOf(0, 0.4),
  parts_in_order: fc.boolean(),
  takes_joining: oneOf('longest idle', 'most familiar'),
  prefers: oneOf('familiar', 'any'),
  re_review: oneOf(0, 0.5, 1),
  unfamiliar: oneOf(1, 1.5),
});

const gate = fc.record({
  duration: oneOf('0 h', '3 h', '1 day'),
  flake: oneOf(0, 0.3),
  conflict: oneOf('0 / week', '0.2 / week'),
});

const people = fc.record({
  absence: oneOf(0, 0.15, 0.5),
  ramp_up: oneOf('0 h', '4 weeks'),
  uncertainty: oneOf(0, 0.2),
  week_spread: oneOf(0, 0.4),
  follows_arrivals: oneOf(0, 0.5),
  factor: oneOf('1', '1 + 0.5 * sin(week)'),
});

const teams = fc
  .array(
    fc.record({
      owns: fc.oneof(fc.constant('all' as const), fc.subarray(CODE, { minLength: 1 })),
      members: fc.subarray(NAMES, { minLength: 1 }),
      approvals: oneOf(undefined, 1, 2),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) => [
    ...list.map((team, i) => ({ name: `t${i}`, ...team })),
    { name: 'rest', owns: 'all' as const, members: ['eve'], approvals: undefined },
  ]);
const repositories = oneOf('one', 'per team');
const transition = oneOf(undefined, undefined, { length: '3 weeks', cost: '30 %' });

/** A calendar of two cycles, with freezes of several kinds: late, none, and from the first day of a cycle on. */
const calendar = oneOf(
  'cycle,start,freeze,release\nA,2015-01-01,2015-01-20,2015-02-05\nB,2015-02-05,2015-02-26,2015-03-05\n',
  'cycle,start,freeze,release\nA,2015-01-01,2015-02-05,2015-02-05\nB,2015-02-05,2015-03-05,2015-03-05\n',
  'cycle,start,freeze,release\nA,2015-01-01,2015-01-23,2015-02-05\nB,2015-02-05,2015-02-05,2015-02-19\n',
);
const table = (rows: fc.Arbitrary<string>) =>
  fc
    .array(rows, { minLength: NAMES.length, maxLength: NAMES.length })
    .map((cells) => NAMES.map((name, i) => `${name},${cells[i]}`).join('\n'))
    .map((lines) => `reviewer,hours_per_week,areas,joined,left\n${lines}\n`);
const cells = oneOf(
  ...[
    '10,a,,',
    '12,b;c,,',
    '4,a;b;c,,',
    '20,,,',
    '10,b,2015-01-15,',
    '9,a;c,,2015-01-29',
    '10,a,2015-01-08,2015-03-19',
  ],
);

const projected: fc.Arbitrary<Written> = fc
  .record({
    ...{ areas, changes, review, gate, people, calendar, rates: rates('week') },
    ...{ hours: table(cells), waiting: oneOf(0.6, 0), old: oneOf(0, 0.5), dispersion: oneOf(1, 4) },
    ...{ first: teams, second: teams, third: teams, repositories, transition },
    from: oneOf('2015-01-01', '2015-01-14', '2015-01-29', '2015-02-05'),
  })
  .map((drawn) => ({
    scenario: {
      ...{ schema: 1, seed: 'random', start: '2015-01-01', calendar: 'cycles.csv', areas: drawn.areas },
      arrivals: { rates: drawn.rates, dispersion: drawn.dispersion },
      ...{ changes: drawn.changes, review: drawn.review, gate: drawn.gate },
      people: { file: 'people.csv', ...drawn.people },
      open: { file: 'open.csv', waiting_on_reviewer: drawn.waiting, neglected: drawn.old },
      organizations: [
        { name: 'first', teams: drawn.first },
        { name: 'second', teams: drawn.second, repositories: drawn.repositories },
        { name: 'third', from: drawn.from, ...thirdOf(drawn) },
      ],
    },
    tables: {
      'cycles.csv': drawn.calendar,
      'people.csv': drawn.hours,
      'open.csv': 'area,age_weeks,open\na,0,2\na,7,2\nb,2,3\nmixed,1,4\n',
    },
  }));

function thirdOf(drawn: { third: unknown; repositories: unknown; transition: unknown }) {
  const { third, repositories, transition } = drawn;
  return { teams: third, repositories, ...(transition === undefined ? {} : { transition }) };
}

/** So many changes, without weeks or freezes, until all are done. */
const counted: fc.Arbitrary<Written> = fc
  .record({
    ...{ areas, changes, review, gate, rates: rates('day'), count: oneOf(20, 60) },
    ...{
      first: teams,
      second: teams,
      repositories,
      hours: table(oneOf('60,a,,', '100,b;c,,', '168,a;b;c,,', '20,,,')),
    },
  })
  .map((drawn) => ({
    scenario: {
      ...{ schema: 1, seed: 'random', areas: drawn.areas, review: drawn.review, gate: drawn.gate },
      arrivals: { rates: drawn.rates, changes: drawn.count },
      changes: { ...drawn.changes, features: 0 },
      people: { file: 'people.csv', absence: 0 },
      organizations: [
        { name: 'first', teams: drawn.first },
        { name: 'second', teams: drawn.second, repositories: drawn.repositories },
      ],
    },
    tables: { 'people.csv': drawn.hours },
  }));

export const scenarios: fc.Arbitrary<Written> = fc.oneof(
  { weight: 2, arbitrary: projected },
  { weight: 1, arbitrary: counted },
);
