import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCsv } from '../../history/csv.ts';
import { loadScenario } from '../../scenario/load.ts';
import { type Scenario, WEEK } from '../../scenario/types.ts';
import { evenlySpread } from './moments.ts';
import { apportioned, openBefore } from './open-before.ts';
import { ownStretch, ownWindow } from './own-window.ts';
import { ratioOf, slopeOf } from './window.ts';

const Windows = suite('windows of calibration');

const YAML = `schema: 1
start: 2020-07-02
calendar: cycles.csv
history: history.csv
areas: {web: , api: }
arrivals: {history: arrivals.csv}
open: {file: open.csv}
review: {discipline: priority}
people: {count: 3, hours_per_week: 6 h/week}
organizations: [{name: one, teams: [{name: t, owns: all, members: all}]}]
`;
const weeks = Array.from({ length: 26 }, (_, i) =>
  new Date(Date.UTC(2020, 0, 2 + 7 * i)).toISOString().slice(0, 10),
);
const TABLES: Record<string, string> = {
  'cycles.csv':
    'cycle,start,release\nold,2020-01-02,2020-04-02\nlast,2020-04-02,2020-07-02\nnext,2020-07-02,2020-10-01\n',
  'arrivals.csv': `week,area,created,merged\n${weeks.map((week, i) => `${week},web,${i + 1},3\n${week},api,1,1\n`).join('')}`,
  'history.csv': `area,date,cycle,metric,unit,value\n${weeks
    .map(
      (week, i) => `web,${week},,open_to_merge,,${10 + i}\napi,${week},,open_to_merge,,${i === 12 ? 6 : 2}\n`,
    )
    .join('')}`,
  'open.csv': 'area,age_weeks,open,neglected\nweb,0,60,0\nweb,9,10,5\napi,3,4,4\n',
};
const load = (yaml = YAML): Promise<Scenario> =>
  loadScenario('w/scenario.yaml', yaml, (name) => readCsv(name, TABLES[name]!));

Windows('a scenario is calibrated on its last whole cycle, or where it says', async () => {
  assert.is(ownStretch(await load()).name, 'last');
  const asked = await load(`${YAML}calibration: {window: {from: 2020-01-30, until: 2020-04-30}}\n`);
  const { start, release } = ownStretch(asked);
  assert.equal([start, release], [-22 * WEEK, -9 * WEEK]);
});

Windows('the window has what came in and merged in it, counted from its own start', async () => {
  const { scenario, created, observed, openMetric } = ownWindow(await load());
  assert.equal(created[0], [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26]);
  assert.is(scenario.cycles[0]!.release, 13 * WEEK);
  assert.is(openMetric, 'open_to_merge');
  const merges = observed.filter(
    ({ area, metric, at }) => area === 'all' && metric === 'merges_per_week' && at >= 0,
  );
  assert.equal(
    merges.map(({ value }) => value),
    new Array(13).fill(4),
  );
});

Windows('what was open before is what the history counted, aged and topped up as at the start', async () => {
  const before = openBefore(await load(), -13 * WEEK);
  const of = (area: number) => before.filter((row) => row.area === area);
  // web: 22 in the week before, 35 in the last one, 70 open in all at the start; api: 6, 2 and 4.
  assert.is(
    of(0).reduce((sum, { open }) => sum + open, 0),
    44,
  );
  assert.equal(of(1), [{ area: 1, age: 3 * WEEK, open: 12, neglected: 12 }]);
});

Windows('shares are apportioned to whole numbers with the same sum', () => {
  assert.equal(apportioned([1.5, 1.4, 0.1]), [2, 1, 0]);
  assert.equal(apportioned([0.5, 0.5]), [1, 0]);
});

Windows('changes of a week lie in that week, as many as were counted', () => {
  const times = evenlySpread([3, 0, 1], 5);
  assert.equal(
    [...times].map((at) => Math.floor(at / WEEK)),
    [0, 0, 0, 2, 3, 4, 4].slice(0, times.length),
  );
  assert.is(times.length, 7);
});

Windows('merges in proportion to what came in have a slope of 1', () => {
  const created = [10, 20, 5, 40, 10];
  const smoothed = created.map((n, i) => (n + (created[i - 1] ?? n)) / 2);
  assert.ok(Math.abs(slopeOf(smoothed, [created]) - 1) < 1e-9);
});

Windows('a ratio of lead times weighs cycles by merges, and needs enough of them', () => {
  const rows = (cycle: string, merges: number, own: number) => [
    { area: 'api', at: 0, cycle, metric: 'merges_per_week', unit: '', value: merges },
    { area: 'api', at: 0, cycle, metric: 'lead_median', unit: '', value: own },
    { area: 'web', at: 0, cycle, metric: 'lead_median', unit: '', value: 10 },
  ];
  const observed = [...rows('a', 30, 20), ...rows('b', 30, 80), ...rows('c', 5, 1000)];
  const { value, windows } = ratioOf(observed, 'api', 'web')!;
  assert.ok(Math.abs(value - 4) < 1e-9);
  assert.ok(Math.abs(windows - 2) < 1e-9);
  assert.is(ratioOf(rows('c', 5, 1000), 'api', 'web'), undefined);
});

Windows.run();
