import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCsv } from '../history/csv.ts';
import { Records } from '../review/record.ts';
import { loadScenario } from '../scenario/load.ts';
import { DAY, WEEK } from '../scenario/types.ts';
import { pairsOf } from './compare.ts';
import { METRICS, metricIndex } from './layout.ts';
import { readLinked } from './linked.ts';
import type { Outcome } from './outcome.ts';
import { prepareStudy, replicate, type Study } from './replicate.ts';
import { warningsOf } from './warnings.ts';

/** What an organization that takes effect inside the run changes, and what it cannot change. */
const Reorganization = suite('reorganizations in a study');

const PROJECT = `
schema: 1
seed: reorganization
start: 2020-01-06
calendar: cycles.csv
areas: {common: , driver: , both: {touches: [{areas: [common, driver], share: 100 %}]}}
arrivals: {rates: {common: 9 / week, driver: 5 / week, both: 4 / week}, dispersion: 2}
open: {file: open.csv}
changes: {turnaround_spread: 0.8, effort_base: 24 min, effort_per_line: 6 s, effort_most: 2 h}
people: {file: people.csv}
organizations:
  - {name: One team, teams: [{name: core, owns: [common, driver], members: [ann, bob, cyd, dan, eve]}]}
  - name: Two teams
    repositories: per team
    transition: {length: 8 weeks, cost: 40 %, teams: [common]}
    teams:
      - {name: common, owns: [common], members: [ann, bob, cyd]}
      - {name: driver, owns: [driver], members: [cyd, dan, eve]}
  - {name: Two teams later, same_as: Two teams, from: 2020-03-30}
`;
const TABLES: Record<string, string> = {
  'cycles.csv': 'cycle,start,release\nA,2020-01-06,2020-03-30\nB,2020-03-30,2020-06-22\n',
  'open.csv': 'area,age_weeks,open\ncommon,0,5\ncommon,7,4\ndriver,2,3\nboth,1,6\n',
  'people.csv': `reviewer,hours_per_week,areas
ann,12,common
bob,10,common;driver
cyd,14,driver;common
dan,8,driver
eve,8,driver
`,
};

async function studyOf(edit: (text: string) => string = (text) => text): Promise<Study> {
  const text = edit(PROJECT);
  const scenario = await loadScenario('project.yaml', text, (name) => readCsv(name, TABLES[name]!));
  return prepareStudy(scenario);
}

const REPLICATIONS = Array.from({ length: 12 }, (_, k) => k);

Reorganization('until its day an organization is the baseline, in every replication and number', async () => {
  const study = await studyOf();
  const { layout } = study;
  const [first, days] = [0, (12 * WEEK) / DAY];
  for (const k of REPLICATIONS) {
    const row = replicate(study, k);
    layout.areas.forEach((_, a) => {
      for (let week = 0; week < days / 7; week++)
        assert.is(row[layout.week(2, 0, a, week)], row[layout.week(0, 0, a, week)], `${k} ${a} ${week}`);
      METRICS.forEach(({ name }, m) => {
        // What is open on the evening of the day has moved already, and what merges later merges otherwise.
        if (['open_to_merge', 'parts_open'].includes(name)) return;
        const [late, base] = [row[layout.metric(2, a, first, m)], row[layout.metric(0, a, first, m)]];
        assert.ok(Object.is(late, base), `${k} ${layout.areas[a]} ${name}: ${late}, ${base}`);
      });
    });
    assert.is.not(row[layout.headline(2)], row[layout.headline(0)]);
  }
});

Reorganization('what is the same from an earlier day is compared with it besides', async () => {
  const { scenario } = await studyOf();
  assert.equal(pairsOf(scenario), [
    { baseline: 0, alternative: 1 },
    { baseline: 0, alternative: 2 },
    { baseline: 1, alternative: 2 },
  ]);
});

Reorganization('a transition costs: the same without it has fewer open changes on average', async () => {
  const [paying, free] = [await studyOf(), await studyOf((text) => text.replace('cost: 40 %', 'cost: 0 %'))];
  const mean = (study: Study) =>
    REPLICATIONS.reduce((sum, k) => sum + replicate(study, k)[study.layout.week(1, 0, 3, 7)]!, 0);
  assert.ok(mean(paying) > mean(free) + REPLICATIONS.length, `${mean(paying)} ${mean(free)}`);
});

Reorganization('a transition that costs nothing is none', async () => {
  const without = (text: string) => text.replace(/ {4}transition.*\n/, '');
  const [free, none] = [
    await studyOf((text) => text.replace('cost: 40 %', 'cost: 0 %')),
    await studyOf(without),
  ];
  for (const k of REPLICATIONS.slice(0, 3)) assert.equal([...replicate(free, k)], [...replicate(none, k)]);
});

Reorganization(
  'the transition of an organization that takes effect later leaves what was before alone',
  async () => {
    const later = (text: string) =>
      text.replace('    repositories', '    from: 2020-03-30\n    repositories');
    const edit = (text: string) => later(text).replace(/ {2}- \{name: Two teams later.*\n/, '');
    const study = await studyOf(edit);
    const { layout } = study;
    for (const k of REPLICATIONS.slice(0, 3)) {
      const row = replicate(study, k);
      for (let week = 0; week < 12; week++)
        assert.is(row[layout.week(1, 0, 3, week)], row[layout.week(0, 0, 3, week)]);
    }
  },
);

Reorganization('one team that takes its own place later differs in nothing', async () => {
  const edit = (text: string) =>
    text.slice(0, text.indexOf('  - name: Two teams')).concat(`
  - {name: Again, from: 2020-02-17, teams: [{name: again, owns: all, members: [ann, bob, cyd, dan, eve]}]}
`);
  const study = await studyOf(edit);
  const { layout } = study;
  for (const k of REPLICATIONS.slice(0, 4)) {
    const row = replicate(study, k);
    const of = (o: number) =>
      layout.areas.flatMap((_, a) =>
        layout.cycles.flatMap((_, c) => METRICS.map((_, m) => row[layout.metric(o, a, c, m)]!)),
      );
    assert.equal(of(1), of(0));
  }
});

Reorganization(
  'the whole counts once, its parts by themselves, and only where there are linked changes',
  async () => {
    const { layout, ...study } = await studyOf();
    const [open, parts, delay] = ['open', 'parts_open', 'linked_delay_median'].map((name) =>
      metricIndex(name as 'open'),
    ) as [number, number, number];
    const [common, both] = [layout.areas.indexOf('common'), layout.areas.indexOf('both')];
    for (const k of REPLICATIONS.slice(0, 4)) {
      const row = replicate({ layout, ...study }, k);
      const at = (o: number, area: number, m: number) => row[layout.metric(o, area, 0, m)]!;
      assert.is(at(0, both, parts), at(0, both, open));
      assert.is(at(1, common, parts), at(1, common, open));
      assert.ok(at(1, both, parts) > at(1, both, open) && at(1, both, parts) <= 2 * at(1, both, open));
      assert.ok(Number.isNaN(at(0, both, delay)) && at(1, both, delay) > 0);
      const onAuthor = metricIndex('waiting_on_author');
      for (const o of [0, 1, 2]) assert.ok(at(o, both, onAuthor) <= at(o, both, open));
    }
  },
);

Reorganization('an organization that comes too late for its effect to show is warned of', async () => {
  const late = await studyOf((text) => text.replace('from: 2020-03-30', 'from: 2020-06-15'));
  assert.equal(warningsOf(late.scenario), [
    {
      organization: 'Two teams later',
      team: '',
      area: 'all',
      warning: 'holds for only 1 weeks of the projection: its effect can hardly show',
      value: 1,
    },
  ]);
});

Reorganization('teams have no load before the day on which they begin', async () => {
  const { layout, ...study } = await studyOf();
  const row = replicate({ layout, ...study }, 0);
  const load = (o: number, cycle: number) => row[layout.team(o, 0, cycle, 1)]!;
  assert.ok(Number.isNaN(load(2, 0)) && load(2, 1) > 0 && load(1, 0) > 0);
  assert.is(load(2, 1), load(2, 2));
});

Reorganization('parts and delays of two linked changes are those counted by hand', async () => {
  const study = await studyOf();
  const { layout } = study;
  const both = layout.areas.indexOf('both');
  const records = new Records().begin(2, 4);
  const area = Uint16Array.from([both, both]);
  // The first merges after 10 and 4 days, one after the other; of the second one part of three has merged.
  records.divided = [
    { change: 0, at: 0, parts: 2 },
    { change: 1, at: 24, parts: 3 },
  ];
  records.partMerges = [
    { change: 0, from: 0, merged: 10 * DAY },
    { change: 0, from: 10 * DAY, merged: 14 * DAY },
    { change: 1, from: 24, merged: 20 * DAY },
  ];
  records.merged[0] = 14 * DAY;
  const row = new Float64Array(layout.length);
  const cell = (name: 'open') => layout.metric(0, both, 0, metricIndex(name));
  row[cell('open')] = 1;
  readLinked({ changes: { area }, records } as Outcome, layout, 0, row);
  assert.is(row[cell('parts_open' as 'open')], 2);
  assert.is(row[cell('linked_delay_median' as 'open')], 4);
});

Reorganization.run();
