import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { smallScenario } from '../cli/small-scenario.test-kit.ts';
import { readCsv } from '../history/csv.ts';
import { loadScenario } from '../scenario/load.ts';
import { Replications } from './aggregate.ts';
import { agreement, weeklyAgreement } from './agreement.ts';
import { metricIndex, SERIES, WEEKLY_MERGES } from './layout.ts';
import { prepareStudy, replicate, type Study } from './replicate.ts';

const Agreement = suite('agreement with history');

/** Eight weeks from 2020-04-02, of which two have a history, and one lead time. */
const ACTUAL = `area,date,cycle,metric,unit,value
all,2020-04-02,next,open_to_merge,changes,7
all,2020-04-09,next,open_to_merge,changes,30
all,2020-04-02,next,merges_per_week,changes/week,4
core,2020-05-21,next,lead_median,days,2.5
`;

async function studyOf(actual?: string): Promise<Study> {
  const folder = smallScenario();
  const text = `${folder['scenario.yaml']}${actual === undefined ? '' : 'actual: actual.csv\n'}`;
  const files: Record<string, string> = { ...folder, 'actual.csv': actual ?? '' };
  return prepareStudy(await loadScenario('small.yaml', text, (name) => readCsv(name, files[name]!)));
}

/** Eleven replications whose numbers are 0, 1 … 10, so that p10 is 1, p50 is 5 and p90 is 9, except where `set` says. */
function numbered(study: Study, set: (row: Float64Array, i: number) => void = () => {}): Replications {
  const replications = new Replications(study.layout);
  for (let i = 0; i <= 10; i++) {
    const row = new Float64Array(study.layout.length).fill(i);
    set(row, i);
    replications.add(row);
  }
  return replications;
}

Agreement('a week inside the band and one outside it, as counted by hand', async () => {
  const study = await studyOf(ACTUAL);
  const rows = weeklyAgreement(study, numbered(study));
  const open = rows.filter(({ metric }) => metric === 'open_to_merge');
  const band = {
    area: 'all',
    cycle: 'next',
    metric: 'open_to_merge',
    unit: 'changes',
    p10: 1,
    p50: 5,
    p90: 9,
  };
  assert.equal(open, [
    { ...band, week: 0, date: '2020-04-02', actual: 7, inside: 1 },
    { ...band, week: 1, date: '2020-04-09', actual: 30, inside: 0 },
  ]);
  assert.is(rows.length, 3);
});

Agreement('the edges of a band belong to it', async () => {
  const study = await studyOf(ACTUAL.replace(',30', ',9').replace(',7\n', ',1\n'));
  const rows = weeklyAgreement(study, numbered(study));
  assert.equal(
    rows.map(({ inside }) => inside),
    [1, 1, 1],
  );
});

Agreement(
  'half of the weeks lie inside, and a replication in the place of history has its own share',
  async () => {
    const study = await studyOf(ACTUAL);
    const open = SERIES.indexOf('open_to_merge');
    const total = study.layout.areas.length - 1;
    // The second week runs the other way, from 10 to 0: the same replications lie outside both bands.
    const replications = numbered(study, (row, i) => {
      row[study.layout.week(0, open, total, 1)] = 10 - i;
    });
    const share = agreement(study, replications).find(
      ({ metric }) => metric === 'weeks_inside_open_to_merge',
    )!;
    // 0 and 10 lie outside in both weeks, nine of eleven inside in both: shares 0, 0, 1, 1 … 1, of which p10 is 0.
    assert.equal(share, {
      area: 'all',
      cycle: 'next',
      metric: 'weeks_inside_open_to_merge',
      unit: 'share of weeks',
      actual: 0.5,
      p10: 0,
      p50: 1,
      p90: 1,
      inside: 1,
    });
  },
);

Agreement(
  'lead times are compared by cycle and area; what needs all weeks is not made from some',
  async () => {
    const study = await studyOf(ACTUAL);
    const rows = agreement(study, numbered(study));
    assert.equal(
      rows.map(({ area, metric }) => `${area} ${metric}`),
      ['core lead_median', 'all weeks_inside_open_to_merge', 'all weeks_inside_merges_per_week'],
    );
    assert.is(rows[0]!.actual, 2.5);
    assert.is(rows[0]!.inside, 1);
  },
);

Agreement('weekly figures of a whole cycle give its merges a week and its last open count', async () => {
  const weeks = Array.from({ length: 8 }, (_, week) =>
    new Date(Date.UTC(2020, 3, 2 + 7 * week)).toISOString().slice(0, 10),
  );
  const lines = weeks.flatMap((date, i) => [
    `all,${date},merges_per_week,${i}`,
    `all,${date},open_to_merge,${20 - i}`,
  ]);
  const study = await studyOf(`area,date,metric,value\n${lines.join('\n')}\n`);
  const rows = agreement(study, numbered(study));
  const actual = (name: string) => rows.find(({ metric }) => metric === name)!.actual;
  assert.is(actual('merges_per_week'), 3.5);
  assert.is(actual('open_to_merge'), 13);
});

Agreement('weekly merges add up to the merges of the cycle, by area and in total', async () => {
  const study = await studyOf(ACTUAL);
  const { layout } = study;
  const row = replicate(study, 0);
  const merges = metricIndex('merges_per_week');
  layout.areas.forEach((area, a) => {
    for (const organization of [0, 1]) {
      let sum = 0;
      for (let week = 0; week < layout.weeks; week++)
        sum += row[layout.week(organization, WEEKLY_MERGES, a, week)]!;
      assert.ok(Math.abs(sum - 8 * row[layout.metric(organization, a, 0, merges)]!) < 1e-9, area);
      assert.ok(area !== 'all' || sum > 0);
    }
  });
});

Agreement(
  'without a history of its time a run keeps no weekly merges, and its numbers are the same',
  async () => {
    const [without, beside] = [await studyOf(), await studyOf(ACTUAL)];
    const perSeries = without.layout.areas.length * without.layout.weeks;
    assert.is(beside.layout.length - without.layout.length, 2 * perSeries);
    const [a, b] = [replicate(without, 1), replicate(beside, 1)];
    const last = without.layout.areas.length - 1;
    for (const organization of [0, 1]) {
      for (let week = 0; week < without.layout.weeks; week++) {
        assert.is(
          a[without.layout.week(organization, 1, last, week)],
          b[beside.layout.week(organization, 1, last, week)],
        );
      }
      assert.is(a[without.layout.headline(organization)], b[beside.layout.headline(organization)]);
    }
    assert.equal(agreement(without, numbered(without)), []);
  },
);

/** Dates of the first days of sixteen weeks from 2020-04-02. */
const DATES = Array.from({ length: 16 }, (_, week) =>
  new Date(Date.UTC(2020, 3, 2 + 7 * week)).toISOString().slice(0, 10),
);

const TWO = `old,2019-12-26,,2020-04-02
next,2020-04-02,2020-05-14,2020-05-28
last,2020-05-28,,2020-07-23
`;

/** Two cycles of eight weeks, or others. */
async function twoCycles(rows: string, cycles = TWO): Promise<Study> {
  const folder = smallScenario();
  const files: Record<string, string> = {
    ...folder,
    'cycles.csv': `cycle,start,freeze,release\n${cycles}`,
    'actual.csv': `area,date,cycle,metric,value\n${rows}`,
  };
  const text = `${folder['scenario.yaml']}actual: actual.csv\n`;
  return prepareStudy(await loadScenario('small.yaml', text, (name) => readCsv(name, files[name]!)));
}

const weekly = (metric: string, value: (week: number) => number, weeks = 16) =>
  DATES.slice(0, weeks)
    .map((date, week) => `all,${date},,${metric},${value(week)}\n`)
    .join('');

Agreement('each cycle has the merges of its own weeks, and the open changes at its own end', async () => {
  const study = await twoCycles(
    weekly('merges_per_week', (week) => week) + weekly('open_to_merge', (week) => 100 - week),
  );
  const rows = agreement(study, numbered(study));
  const of = (metric: string) =>
    rows.filter((row) => row.metric === metric).map(({ cycle, actual }) => [cycle, actual]);
  assert.equal(of('merges_per_week'), [
    ['next', 3.5],
    ['last', 11.5],
  ]);
  assert.equal(of('open_to_merge'), [
    ['next', 93],
    ['last', 85],
  ]);
  // Merges of weeks 0 to 9 lie from 1 to 9 in all but the first.
  assert.equal(of('weeks_inside_merges_per_week'), [
    ['next', 7 / 8],
    ['last', 2 / 8],
  ]);
});

Agreement('a cycle of which one week is missing has no figure that needs all of them', async () => {
  const study = await twoCycles(
    weekly('merges_per_week', () => 3, 15) + weekly('open_to_merge', () => 3, 15),
  );
  const rows = agreement(study, numbered(study)).filter(({ metric }) => !metric.startsWith('weeks_'));
  assert.equal(rows.map(({ cycle, metric }) => `${cycle} ${metric}`).sort(), [
    'next merges_per_week',
    'next open_to_merge',
  ]);
});

Agreement('a lead time is laid beside the cycle that it is of', async () => {
  const study = await twoCycles('core,2020-07-16,last,lead_p90,4\nall,2020-05-21,next,lead_p90,3\n');
  const rows = agreement(study, numbered(study));
  assert.equal(
    rows.map(({ area, cycle, metric, actual }) => [area, cycle, metric, actual]),
    [
      ['core', 'last', 'lead_p90', 4],
      ['all', 'next', 'lead_p90', 3],
    ],
  );
});

Agreement(
  'each figure is laid beside the one of the baseline for its own area, cycle and metric',
  async () => {
    const study = await twoCycles(`core,2020-07-16,last,lead_p90,4\n${weekly('merges_per_week', () => 2)}`);
    const { layout } = study;
    const place = (metric: Parameters<typeof metricIndex>[0], area: number, cycle: number) =>
      layout.metric(0, area, cycle, metricIndex(metric));
    const all = layout.areas.length - 1;
    const week = layout.week(0, WEEKLY_MERGES, all, 9);
    const replications = numbered(study, (row, i) => {
      row[place('lead_p90', 0, 1)] = 100 + i;
      row[place('merges_per_week', all, 1)] = 200 + i;
      row[week] = 300 + i;
    });
    const rows = agreement(study, replications);
    const p50 = (metric: string) => rows.filter((row) => row.metric === metric).map((row) => row.p50);
    assert.equal(p50('lead_p90'), [105]);
    assert.equal(p50('merges_per_week'), [5, 205]);
    const byWeek = weeklyAgreement(study, replications);
    assert.equal(
      byWeek.filter((row) => row.p50 !== 5).map((row) => [row.week, row.cycle, row.p50]),
      [[9, 'last', 305]],
    );
    assert.equal([byWeek[7]!.cycle, byWeek[8]!.cycle], ['next', 'last']);
  },
);

Agreement('shares of weeks are read of all areas, and the edges of bands belong to them', async () => {
  const study = await twoCycles(weekly('open_to_merge', (week) => (week % 2 === 0 ? 1 : 9)));
  const open = SERIES.indexOf('open_to_merge');
  const all = study.layout.areas.length - 1;
  // In the first week of the second cycle replications lie far above what happened.
  const replications = numbered(study, (row, i) => {
    row[study.layout.week(0, open, all, 8)] = 50 + i;
  });
  const rows = agreement(study, replications).filter(({ metric }) => metric.startsWith('weeks_inside'));
  assert.equal(
    rows.map(({ cycle, actual }) => [cycle, actual]),
    [
      ['next', 1],
      ['last', 7 / 8],
    ],
  );
});

Agreement(
  'a week that the last release cuts short has nothing beside it, nor has a cycle with such a week',
  async () => {
    const cycles = 'old,2019-12-26,,2020-04-02\nnext,2020-04-02,,2020-06-01\n';
    const rows = weekly('merges_per_week', () => 2, 9) + weekly('open_to_merge', () => 2, 9);
    const study = await twoCycles(rows, cycles);
    assert.equal(
      weeklyAgreement(study, numbered(study)).map(({ week }) => week),
      [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7],
    );
    assert.equal(
      agreement(study, numbered(study)).map(({ metric }) => metric),
      ['weeks_inside_open_to_merge', 'weeks_inside_merges_per_week'],
    );
  },
);

Agreement('what is known by the week of another metric makes no figure of a cycle', async () => {
  const study = await twoCycles(weekly('merges_per_week', () => 2));
  const { actual } = study.scenario;
  const other = actual.map((row) => ({ ...row, metric: 'parts_open' as typeof row.metric }));
  const strange = { ...study, scenario: { ...study.scenario, actual: other } };
  assert.equal(agreement(strange, numbered(study)), []);
});

Agreement.run();
