import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { largeScenario, type Shape } from '../cli/bench/large-scenario.ts';
import { InputError } from '../errors.ts';
import { readCsv } from '../history/csv.ts';
import type { Manifest } from '../report/results.ts';
import { tabulate } from '../report/tables.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/types.ts';
import { Replications } from './aggregate.ts';
import { metricIndex } from './layout.ts';
import { prepareStudy, replicate, type Study } from './replicate.ts';

/** Studies of many reviewers in many teams, from the text of the scenario to the tables. */
const ManyTeams = suite('many teams');

const CYCLES = 'cycle,start,freeze,release\nfirst,2020-04-02,,2020-05-14\n';
const WEEKS = 6;
const [PEOPLE, TEAMS, PER_WEEK] = [2_000, 200, 3];

/** With a calendar of one cycle, and a second organization in which everybody is in one team. */
function large(
  people: number,
  teams: number,
  shape: Shape,
  edit = (text: string) => text,
): Promise<Scenario> {
  const { text, tables } = largeScenario(people, teams, 1, shape);
  const dated = text
    .replace('seed: scale', 'seed: scale\nstart: 2020-04-02\ncalendar: cycles.csv')
    .replace('  changes: 1\n', '')
    .replaceAll(/: [\d.]+ \/ h/g, `: ${PER_WEEK} / week`)
    .replace('changes:\n', 'changes:\n  neglected: 0\n  express: 0\n');
  const merged = '  - name: merged\n    teams: [{name: everybody, owns: all, members: all}]\n';
  const all: Record<string, string> = { ...tables, 'cycles.csv': CYCLES };
  return loadScenario('large.yaml', edit(dated + merged), (name) => readCsv(name, all[name]!));
}

function numberOf(
  { layout }: Study,
  row: Float64Array,
  metric: 'open' | 'merges_per_week',
  area: number,
): number {
  return row[layout.metric(0, area, layout.cycles.length - 1, metricIndex(metric))]!;
}

ManyTeams(
  `${PEOPLE} reviewers in ${TEAMS} teams work through what arrives, all of it in some area`,
  async () => {
    const study = prepareStudy(await large(PEOPLE, TEAMS, 'own'));
    const { layout } = study;
    const row = replicate(study, 0);
    const total = layout.areas.length - 1;
    for (const metric of ['open', 'merges_per_week'] as const) {
      const byArea = layout.areas.slice(0, -1).map((_, area) => numberOf(study, row, metric, area));
      const sum = byArea.reduce((all, value) => all + value, 0);
      assert.ok(Math.abs(sum - numberOf(study, row, metric, total)) < 1e-6, metric);
    }
    const merges = numberOf(study, row, 'merges_per_week', total);
    // Five standard deviations of what Poisson arrivals bring in a week on the mean of six.
    assert.ok(
      Math.abs(merges - TEAMS * PER_WEEK) < 5 * Math.sqrt((TEAMS * PER_WEEK) / WEEKS),
      `${merges} merges`,
    );
    const replications = new Replications(layout);
    replications.add(row);
    const { teams, organizations, warnings } = tabulate(study, replications, {} as Manifest);
    assert.is(organizations.length, TEAMS + TEAMS);
    assert.ok(organizations.slice(0, TEAMS).every(({ people }) => people === PEOPLE / TEAMS));
    assert.ok(organizations.slice(0, TEAMS).every((team) => Math.abs(team.hours_per_week - 1_680) < 1e-6));
    assert.is(warnings.length, 0);
    const load = teams.find((one) => one.team === 'all' && one.metric === 'load' && one.cycle === 'all')!;
    // An hour a reading, two approvals: asked of 168 h a week each.
    assert.ok(Math.abs(load.mean / ((TEAMS * PER_WEEK * 2) / (PEOPLE * 168)) - 1) < 0.2, `load ${load.mean}`);
  },
);

ManyTeams('hours of everybody in two teams go to the teams they are in', async () => {
  const study = prepareStudy(await large(600, 60, 'two'));
  const { layout, scenario } = study;
  const row = replicate(study, 0);
  const { teams } = scenario.organizations[0]!;
  assert.ok(teams.every(({ members }) => members.length >= 10));
  const spent = teams.map((team, t) => {
    const nominal = team.members.length * 84;
    const [use, load] = [layout.team(0, t, 0, 0), layout.team(0, t, 0, 1)].map((at) => row[at]!) as [
      number,
      number,
    ];
    assert.ok(use > 0 && use < 1 && load > 0, `${team.name}: ${use}, ${load}`);
    return (load * nominal * WEEKS) / 2;
  });
  const all = row[layout.team(0, teams.length, 0, 1)]! * 600 * 168 * WEEKS;
  assert.ok(Math.abs(spent.reduce((sum, h) => sum + 2 * h, 0) / all - 1) < 1e-9);
});

ManyTeams('what memory would not hold is refused with its place and what to do', async () => {
  const [people, teams] = [15_000, 1_500];
  const beside = (text: string) => {
    let team = 0;
    const few = text.replaceAll(/owns: \[a\d+\]/g, (owns) => `${owns}, members: [r${++team}]`);
    return few.replace('    teams:\n', '    teams:\n      - {name: everybody, owns: all, members: all}\n');
  };
  const scenario = await large(people, teams, 'own', beside);
  try {
    prepareStudy(scenario);
  } catch (error) {
    assert.instance(error, InputError);
    const says =
      /^large\.yaml:\d+:\d+: a team for each area: 22,501,500 people who may approve .*; name at most 20,000,000/;
    assert.match((error as Error).message, says);
    return;
  }
  assert.unreachable('not refused');
});

ManyTeams.run();
