import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadByTeam } from './load-by-team.ts';
import { count, percent, rate } from './phrases.ts';
import * as sample from './sample-results.ts';
import { sampleOrganizations, sampleResults } from './sample-results.ts';
import { coreTeam, driverTeams, hardTeams, type SampleTeam } from './sample-teams.ts';
import { palettes } from './theme.ts';

const Load = suite('load by team');
const wide = { theme: 'light', layout: 'wide' } as const;
const titleOf = (teams: [SampleTeam[], SampleTeam[]]) => loadByTeam(sampleResults({ teams }), wide).title;
const linesIn = (results: ReturnType<typeof sampleResults>, layer: string) =>
  sample.linesOf(loadByTeam(results, wide)).filter((line) => line.layer === layer);
const loaded = (...loads: number[]) =>
  driverTeams.map((one, place) => ({ ...one, loads: one.loads.map(() => loads[place]!) }));

Load('an overload that moves to a small team makes it the next bottleneck', () => {
  assert.is(
    titleOf([coreTeam, driverTeams]),
    'Team per driver would end the overload, but hyperv would become the next bottleneck: ' +
      'asked for 131 % of its hours',
  );
});

Load('several next bottlenecks are named, the worst with its number', () => {
  assert.is(
    titleOf([coreTeam, loaded(0.9, 0.7, 1.3, 0.8, 1.7)]),
    'Team per driver would end the overload, but hyperv and vmwareapi would become the next bottlenecks: ' +
      'hyperv asked for 170 % of its hours',
  );
});

Load('where the largest heir of the overloaded team stays overloaded, no overload ends', () => {
  assert.is(
    titleOf([coreTeam, loaded(1.4, 0.7, 0.8, 0.6, 0.5)]),
    'Team per driver would leave common overloaded, at 140 % of its hours; its other teams could do what is asked',
  );
});

Load('a bottleneck that did not exist before is not left but made', () => {
  const calm = coreTeam.map((one) => ({ ...one, loads: [0.8, 0.8, 0.8, 0.8] }));
  assert.match(titleOf([calm, driverTeams]), /^Team per driver would overload hyperv, at 131 % of its hours/);
});

Load('an overload that fewer than nine of ten replications show may happen', () => {
  assert.match(
    titleOf([coreTeam, loaded(0.9, 0.7, 0.7, 0.8, 1.05)]),
    /but hyperv may become the next bottleneck: asked for 105 %/,
  );
});

Load('nobody and everybody overloaded are told as such', () => {
  assert.is(
    titleOf([coreTeam, loaded(0.9, 0.7, 0.7, 0.8, 0.6)]),
    'Team per driver would end the overload: common would come nearest, at 90 % of its hours',
  );
  assert.is(
    titleOf(hardTeams['nobody overloaded']!),
    'With Team per driver no team would be overloaded; hyperv would come nearest, at 79 % of its hours',
  );
  assert.is(
    titleOf(hardTeams['everybody overloaded']!),
    'With Team per driver every team would be overloaded, hyperv most: asked for 262 % of its hours',
  );
});

Load('one team on each side is compared with the baseline', () => {
  assert.is(
    titleOf(hardTeams['one team on each side']!),
    'Team per driver would end the overload: asked for 90 % of its hours, 112 % in the baseline',
  );
});

Load('one team in place of several is told alone', () => {
  assert.is(
    titleOf(hardTeams['teams in the baseline too']!),
    'Team per driver may stay overloaded: asked for 112 % of its hours',
  );
});

Load('a single organization is told by its own load', () => {
  const organizations = sampleOrganizations.slice(0, 1);
  assert.is(
    loadByTeam(sampleResults({ organizations }), wide).title,
    'Core team (today) is overloaded: asked for 112 % of its hours',
  );
});

Load('every number beside the marks and under a name is a cell', () => {
  const results = sampleResults();
  const cells = new Set([
    ...results.teams
      .filter(({ metric, cycle, team }) => metric === 'load' && cycle === 'newton' && team !== 'all')
      .flatMap(({ p10, p50, p90 }) => [p10, p50, p90].map((value) => percent(value).replace(' %', ''))),
    ...results.organizations.flatMap(({ people, hours_per_week }) => [count(people), rate(hours_per_week)]),
  ]);
  const printed = ['teams', 'loads']
    .flatMap((layer) => linesIn(results, layer))
    .flatMap(({ text }) => text.match(/\d[\d,.]*/g) ?? []);
  assert.is(printed.length, 6 * 5);
  for (const number of printed) assert.ok(cells.has(number), `${number} is no cell`);
});

Load('teams stand in order of their last load, the baseline above the rule', () => {
  const names = linesIn(sampleResults(), 'teams').filter(({ weight }) => weight === 700);
  assert.equal(
    names.map(({ text }) => text),
    ['Core team (today)', 'hyperv', 'common', 'xenapi', 'vmwareapi', 'libvirt'],
  );
  assert.is(names[0]!.color, palettes.light.baseline);
  assert.is(names[1]!.color, palettes.light.focus);
});

Load('a load above 100 % is dark, others are gray', () => {
  const colors = new Map(linesIn(sampleResults(), 'loads').map(({ text, color }) => [text, color]));
  assert.is(colors.get('131 %'), palettes.light.text);
  assert.is(colors.get('92 %'), palettes.light.secondary);
});

Load('a path leads from the first cycle of a team to the last, each lower than the one before', () => {
  const results = sampleResults({ teams: hardTeams['teams that begin later']! });
  const { layer } = loadByTeam(results, wide).spec as unknown as {
    layer: { name: string; data: { values: { cycle: string; value: number; y: number }[] } }[];
  };
  const steps = layer.find(({ name }) => name === 'path: Team per driver, hyperv')!.data.values;
  assert.equal(
    steps.map(({ cycle, value }) => [cycle, value]),
    [
      ...[
        ['liberty', 0.96],
        ['mitaka', 1.12],
        ['newton', 1.31],
      ],
    ],
  );
  assert.ok(steps.every(({ y }, index) => index === 0 || y > steps[index - 1]!.y));
});

Load('a path begins where its team does, whatever earlier cells say', () => {
  const results = sampleResults(sample.splitNowOrLater);
  const { layer } = loadByTeam(results, wide, 'One cycle later').spec as unknown as {
    layer: { name: string; data: { values: { cycle: string }[] } }[];
  };
  const steps = layer.find(({ name }) => name === 'path: One cycle later, hyperv')!.data.values;
  assert.equal(
    steps.map(({ cycle }) => cycle),
    ['liberty', 'mitaka', 'newton'],
  );
  const told = (alternative: string) =>
    sample
      .linesOf(loadByTeam(results, wide, alternative))
      .filter(({ layer }) => layer === 'subtitle')
      .map(({ text }) => text)
      .join(' ');
  assert.match(told('One cycle later'), /Ring: a team’s first cycle; disc: Newton cycle/);
  assert.match(told('Team per driver'), /Ring: Kilo cycle; disc: Newton cycle/);
});

Load('a team without a last cycle has a dash and stands last', () => {
  const results = sampleResults({ teams: hardTeams['a team that begins last and one that ends']! });
  assert.is(linesIn(results, 'loads').at(-1)!.text, '–');
  assert.is(
    linesIn(results, 'teams')
      .filter(({ weight }) => weight === 700)
      .at(-1)!.text,
    'libvirt',
  );
});

Load('people and hours are those of the latest rules', () => {
  const results = sampleResults();
  const row = results.organizations.find(({ team }) => team === 'hyperv')!;
  results.organizations.push({ ...row, from: '2015-10-15', people: 7, hours_per_week: 31.4 });
  assert.ok(linesIn(results, 'teams').some(({ text }) => text === '7 people, 31 h a week'));
});

const single = { 'a single organization': { organizations: sampleOrganizations.slice(0, 1) } };
for (const [name, options] of Object.entries({ ...sample.hardCases, ...sample.hardTeamCases, ...single })) {
  Load(`no text is clipped or overlaps with ${name}`, () => {
    for (const look of sample.looks) {
      const chart = loadByTeam(sampleResults(options), look);
      assert.equal(sample.collisionsOf(chart), [], `${look.theme} ${look.layout}`);
      assert.equal(sample.strayMarksOf(chart), [], `${look.theme} ${look.layout}`);
      assert.ok(chart.alt.length <= 400 && chart.alt.includes(chart.title), chart.alt);
    }
  });
}

Load.run();
