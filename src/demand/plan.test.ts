import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCsv } from '../history/csv.ts';
import { loadScenario } from '../scenario/load.ts';
import { WEEK } from '../scenario/types.ts';
import { type DemandPlan, planDemand, TAIL_WEEKS } from './plan.ts';

const Plan = suite('demand plan');

const near = (seen: number, known: number, what = '') =>
  assert.ok(Math.abs(seen - known) <= 1e-9 * Math.max(1, Math.abs(known)), `${what}: ${seen}, not ${known}`);

/** Twelve weeks in six parts of two: arrivals a week of all, in units of the level. */
const PROFILE = [0.5, 1, 1.5, 1.5, 1, 0.5];
const CALENDAR = `cycle,start,freeze,release
older,2019-07-22,,2019-10-14
old,2019-10-14,,2020-01-06
next,2020-01-06,,2020-03-30
`;
const PEOPLE = 'reviewer,hours_per_week,areas\nann,9,a\nbob,9,b\ncyd,9,a;b\n';

const monday = (week: number) => new Date(Date.UTC(2020, 0, 6 + 7 * week)).toISOString().slice(0, 10);

/** The history of two cycles, the older one twice as busy, in which a has 16 changes a week and b 8 ± `swing`. */
function history(swing: number): string {
  const lines = Array.from({ length: 24 }, (_, i) => {
    const times = i < 12 ? 2 : 1;
    const factor = PROFILE[Math.floor((i % 12) / 2)]! * times;
    const b = 8 * factor + (i % 2 === 0 ? -swing : swing) * (i < 12 ? 0 : 1);
    return `${monday(i - 24)},a,${16 * factor}\n${monday(i - 24)},b,${b}\n`;
  });
  return `week,area,created\n${lines.join('')}`;
}

async function planOf(arrivals: string, more: Record<string, string> = {}): Promise<DemandPlan> {
  const files: Record<string, string> = { 'cycles.csv': CALENDAR, 'people.csv': PEOPLE, ...more };
  const text = `schema: 1
seed: plan
start: ${more.start ?? '2020-01-06'}
${more.calendar ?? 'calendar: cycles.csv'}
areas: {a: , b: , both: {touches: [{areas: [b, a], share: 100 %}]}}
arrivals: {${arrivals}}
people: {file: people.csv, absence: 0}
organizations: [{name: one, teams: [{name: t, owns: all, members: all}]}]
${more.keys ?? ''}`;
  return planDemand(await loadScenario('plan.yaml', text, (name) => readCsv(name, files[name]!)));
}

const fitted = (more = '', swing = 0) =>
  planOf(`history: arrivals.csv${more}`, { 'arrivals.csv': history(swing) });

Plan(
  'the level of an area is fitted from the weeks that are asked for, its profile from whole cycles',
  async () => {
    const plan = await fitted(', from: 2019-10-14');
    for (let week = 0; week < 12; week++) {
      near(plan.expected[0]![week]!, 16 * PROFILE[Math.floor(week / 2)]!, `a in week ${week}`);
      near(plan.expected[1]![week]!, 8 * PROFILE[Math.floor(week / 2)]!, `b in week ${week}`);
      assert.is(plan.expected[2]![week], 0);
    }
    // Twice as much came in the older half of the history.
    const whole = await fitted();
    near(whole.expected[0]![2]!, 24);
    near(whole.expected[1]![2]!, 12);
  },
);

Plan('weeks after the last cycle are like the whole, and the run goes on through them', async () => {
  const plan = await fitted(', from: 2019-10-14');
  assert.is(plan.weeks, 12 + TAIL_WEEKS);
  assert.is(plan.horizon, plan.weeks * WEEK);
  for (let week = 12; week < plan.weeks; week++) near(plan.expected[0]![week]!, 16);
});

Plan('a factor, a trend a year and a share that is not seen multiply what is expected', async () => {
  const plain = await fitted();
  const more = await fitted(', factor: "1 + week / 10", trend: 10 %, unseen: 20 %');
  for (const week of [0, 5, 30])
    near(more.expected[0]![week]!, plain.expected[0]![week]! * 1.25 * (1 + week / 10) * 1.1 ** (week / 52));
});

Plan('dispersion is the variance about the profile over the mean, and at least one', async () => {
  const plan = await fitted(', from: 2019-10-14', 4);
  // Residuals (± 4)²/(8 × factor): 4/factor for the two weeks of each part, over 11 degrees of freedom.
  const squares = PROFILE.reduce((sum, factor) => sum + 4 / factor, 0);
  near(plan.dispersion[1]!, squares / 11);
  assert.is(plan.dispersion[0], 1);
  assert.equal((await fitted(', dispersion: 5')).dispersion, [5, 5, 5]);
});

Plan('what was fitted is told, with the file that it is from', async () => {
  const { inputs } = await fitted(', from: 2019-10-14', 4);
  const row = (key: string) => inputs.find((input) => input.key === key)!;
  assert.equal(row('arrivals.level.a'), {
    ...{ key: 'arrivals.level.a', value: '16.000', unit: 'changes/week' },
    ...{ provenance: 'fitted', source: 'arrivals.csv' },
  });
  assert.is(row('arrivals.level.b').value, '8.000');
  assert.equal(
    [row('arrivals.dispersion.b').value, row('arrivals.dispersion.b').unit],
    ['2.667', 'variance/mean'],
  );
  PROFILE.forEach((factor, i) => {
    const { value, unit } = row(`arrivals.profile.${i + 1} of 6`);
    assert.equal([value, unit], [factor.toFixed(3), 'of the level']);
  });
  assert.is(inputs.length, 3 + 3 + 1 + 6);
});

Plan('the trend that a history shows is told beside its interval, and not used', async () => {
  const trend = async (from: string) =>
    (await fitted(from)).inputs.find(({ key }) => key === 'arrivals.trend.seen')!;
  const level = await trend(', from: 2019-10-14');
  assert.equal([level.value, level.unit], ['0.000', 'a year (95 % CI 0.00 to 0.00), not used']);
  // From 48 a week in the older cycle to 24: twelve weeks of each, whose slope is −24 × 72 × 2/(24 × (24² − 1)/12)/2.
  const down = await trend('');
  const slope = -(24 * 12 * 12) / 2 / ((24 * (24 ** 2 - 1)) / 12);
  assert.is(down.value, ((52 * slope) / 36).toFixed(3));
});

Plan('a history without any change fits nothing, and shows no trend', async () => {
  const none = history(0).replace(/,\d+$/gm, ',0');
  const { expected, dispersion, inputs } = await planOf('history: arrivals.csv', { 'arrivals.csv': none });
  assert.ok(expected.flat().every((mean) => mean === 0));
  assert.equal(dispersion, [1, 1, 1]);
  assert.not.ok(inputs.some(({ key }) => key === 'arrivals.trend.seen'));
});

Plan('the week that the start falls into counts neither for the level nor for the profile', async () => {
  const started = (rows: string) =>
    planOf('history: arrivals.csv', { start: '2020-01-15', 'arrivals.csv': rows });
  const whole = `${history(0)}${monday(0)},a,8\n${monday(0)},b,4\n`;
  const cut = await started(`${whole}${monday(1)},a,1000\n${monday(1)},b,1000\n`);
  assert.equal(cut.expected, (await started(whole)).expected);
});

Plan('constant rates are changes an hour, dispersed as Poisson counts unless it is said', async () => {
  const plan = await planOf('rates: {a: 7 / week, b: 0.5 / h}');
  assert.equal(
    plan.expected.map((weeks) => [weeks[0], weeks[37]].map((mean) => Number(mean!.toFixed(9)))),
    [
      [7, 7],
      [84, 84],
      [0, 0],
    ],
  );
  assert.equal([plan.dispersion, plan.inputs], [[1, 1, 1], []]);
  assert.equal((await planOf('rates: {a: 7 / week}, dispersion: 2')).dispersion, [2, 2, 2]);
});

Plan('without a calendar nothing is expected by the week, and the run ends when it is said', async () => {
  const until = await planOf('rates: {a: 7 / week}, until: 300 h', { calendar: '' });
  assert.equal([until.weeks, until.horizon, until.expected], [0, 300, [[], [], []]]);
  const changes = await planOf('rates: {a: 7 / week}, changes: 10', { calendar: '' });
  assert.is(changes.horizon, Number.POSITIVE_INFINITY);
});

Plan(
  'each way in which an area touches code is numbered, and written by those who know what it names last',
  async () => {
    const keys = 'changes: {by_reviewers: 50 %}';
    const plan = await planOf('rates: {a: 7 / week}', { keys });
    assert.equal(plan.firstCodeSet, [0, 1, 2]);
    assert.equal(
      plan.codeSets.map(({ area, code }) => [area, code]),
      [
        [0, [0]],
        [1, [1]],
        [2, [1, 0]],
      ],
    );
    assert.equal(plan.authors, [
      [0, 2],
      [1, 2],
      [0, 2],
    ]);
  },
);

Plan('areas that share their laws share what is made of them', async () => {
  const plan = await planOf('rates: {a: 7 / week}', { keys: 'changes: {turnaround_spread: 0.5}' });
  assert.is(plan.roundsOfOpen[0], plan.roundsOfOpen[1]);
  assert.is(plan.slowness[0], plan.slowness[2]);
  // A lognormal factor of median 1.
  near(plan.slowness[0]!.mean, Math.exp(0.5 ** 2 / 2));
  const none = await planOf('rates: {a: 7 / week}', { keys: 'changes: {turnaround_spread: 0}' });
  assert.equal([none.slowness[0]!.name, none.slowness[0]!.mean], ['constant', 1]);
});

Plan.run();
