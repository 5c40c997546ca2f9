import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { backlogFan } from './backlog-fan.ts';
import { count, signed } from './phrases.ts';
import type { Layer } from './picture.ts';
import * as sample from './sample-results.ts';
import { sampleOrganizations, sampleResults } from './sample-results.ts';
import { palettes } from './theme.ts';

const Fan = suite('backlog fan');
const wide = { theme: 'light', layout: 'wide' } as const;
const against = (course: sample.SampleCourse, from = '2015-01-15') =>
  sampleResults({ from, organizations: [sampleOrganizations[0]!, { ...sampleOrganizations[1]!, course }] });
const textIn = (results: ReturnType<typeof sampleResults>, layer: string) =>
  sample
    .linesOf(backlogFan(results, wide))
    .filter((line) => line.layer === layer)
    .map(({ text }) => text)
    .join(' ');
const layerNamed = (results: ReturnType<typeof sampleResults>, name: string) =>
  (backlogFan(results, wide).spec as unknown as { layer: Layer[] }).layer.find(
    (layer) => layer.name === name,
  );

Fan('the title of a better alternative says that it cuts the backlog', () => {
  const results = against(sample.better);
  results.comparison.find((row) => row.cycle === 'all')!.difference = -126.4;
  const { title } = backlogFan(results, wide);
  assert.is(title, 'Team per driver would cut the backlog: about 130 fewer open changes by October 2016');
});

Fan('an alternative that trailed before it led is said to add first', () => {
  assert.match(
    backlogFan(against(sample.turning), wide).title,
    /would first add to the backlog, then cut it: about/,
  );
});

Fan('the title of a worse alternative says that it adds to the backlog', () => {
  assert.match(
    backlogFan(against(sample.worse), wide).title,
    /^Team per driver would add to the backlog: about 99 more/,
  );
});

Fan('the title follows the verdict of the comparison, not the size of the difference', () => {
  const results = against(sample.better);
  for (const row of results.comparison) row.verdict = 'no clear difference';
  assert.match(backlogFan(results, wide).title, /would make no clear difference to the backlog: on average/);
});

Fan('organizations with equal numbers make no difference', () => {
  assert.is(
    backlogFan(against(sample.none), wide).title,
    'Team per driver would make no difference to the backlog up to October 2016',
  );
});

Fan('a single organization is told by its median', () => {
  const results = sampleResults({ organizations: sampleOrganizations.slice(0, 1) });
  assert.is(backlogFan(results, wide).title, 'Core team (today): about 800 open changes by October 2016');
});

Fan('every number at the ends of the lines and in the note is a cell', () => {
  const results = sampleResults();
  const rows = results.backlog.filter((row) => row.area === 'all');
  const last = Math.max(...rows.map(({ week }) => week));
  const ends = rows.filter(({ week }) => week === last || week === 0);
  const { difference, ci_low, ci_high } = results.comparison.find((row) => row.cycle === 'all')!;
  const cells = new Set([
    ...ends.flatMap(({ p10, p50, p90 }) => [count(p10), count(p50), count(p90)]),
    count(results.history.at(-1)!.value),
    ...[difference, ci_low, ci_high].map(signed),
  ]);
  const printed = `${textIn(results, 'organizations')} ${textIn(results, 'note')}`
    .replaceAll('95 % CI', '')
    .match(/[+−]?\d[\d,.]*\d|[+−]?\d/g)!;
  assert.ok(printed.length > 12);
  for (const number of printed) assert.ok(cells.has(number), `${number} is no cell`);
});

Fan('a label follows its cell', () => {
  const results = sampleResults();
  results.backlog.findLast((row) => row.organization === 'One drivers team')!.p50 = 641.6;
  assert.match(textIn(results, 'organizations'), /One drivers team 642 \(515–872\)/);
});

for (const [name, options] of Object.entries(sample.hardCases)) {
  Fan(`no text is clipped or overlaps with ${name}`, () => {
    for (const look of sample.looks) {
      const collisions = sample.collisionsOf(backlogFan(sampleResults(options), look));
      assert.equal(collisions, [], `${look.theme} ${look.layout}`);
    }
  });
}

Fan('the first organization is the baseline wherever its name sorts', () => {
  const organizations = [sampleOrganizations[2]!, sampleOrganizations[0]!];
  const chart = backlogFan(sampleResults({ organizations }), wide);
  const colors = new Map(sample.linesOf(chart).map(({ text, color }) => [text, color]));
  assert.is(colors.get('One drivers team'), palettes.light.baseline);
  assert.is(colors.get('Core team (today)'), palettes.light.focus);
});

Fan('a history of merged changes stays apart from the projection, and the note gives both numbers', () => {
  const results = sampleResults();
  assert.match(
    textIn(results, 'note'),
    /only changes that later merged, 245 at its end; .* 610 a week later/,
  );
  const median = layerNamed(results, 'median: Team per driver')!.data as { values: { week: number }[] };
  assert.is(median.values[0]!.week, 1);
});

Fan('a history of all open changes is joined without a step', () => {
  const results = sampleResults();
  for (const row of results.history) row.metric = 'open';
  assert.not.match(textIn(results, 'note'), /step/);
  const median = layerNamed(results, 'median: Team per driver')!.data as { values: object[] };
  assert.equal(median.values[0], { week: 0, value: results.history.at(-1)!.value });
});

Fan('without a history nothing divides history and projection', () => {
  assert.is(textIn(sampleResults({ history: false }), 'history and projection'), '');
});

Fan('a reorganization is ruled where it falls, and told in the subtitle if it falls on the first day', () => {
  const later = sampleResults();
  assert.is(textIn(later, 'days of reorganization'), 'reorganized 15 Jan 2015');
  assert.not.match(textIn(later, 'subtitle'), /Reorganized/);
  const first = sampleResults({ from: sample.start });
  assert.is(textIn(first, 'days of reorganization'), '');
  assert.match(textIn(first, 'subtitle'), /Reorganized from the first day of the projection/);
});

Fan('different days of reorganization are told apart by name', () => {
  const results = sampleResults();
  for (const row of results.organizations) {
    if (row.organization === 'One drivers team') row.from = '2015-03-05';
  }
  assert.is(textIn(results, 'days of reorganization'), 'Per driver: 15 Jan 2015 Drivers team: 5 Mar 2015');
  assert.equal(sample.collisionsOf(backlogFan(results, wide)), []);
});

Fan('an organization that comes later is ruled by name, those of the first day are named above', () => {
  const results = sampleResults(sample.splitNowOrLater);
  assert.is(textIn(results, 'days of reorganization'), 'one cycle later: 30 Apr 2015');
  assert.match(
    textIn(results, 'subtitle'),
    /Reorganized from the first day: driver teams and with recruits$/,
  );
});

Fan('an organization that comes later has the numbers of the baseline until its day', () => {
  const results = sampleResults(sample.splitNowOrLater);
  const median = (name: string) =>
    (layerNamed(results, `median: ${name}`)!.data as { values: object[] }).values.slice(0, 28);
  assert.equal(median('One cycle later'), median('Core team (today)'));
});

Fan('comparisons of other pairs change nothing', () => {
  const { pairs: _, ...alone } = sample.splitNowOrLater;
  for (const look of sample.looks) {
    const [one, other] = [sample.splitNowOrLater, alone].map((options) =>
      backlogFan(sampleResults(options), look),
    );
    assert.equal(one, other);
  }
});

Fan('a short name of two words takes two lines before it is cut', () => {
  const results = sampleResults(sample.splitNowOrLater);
  const chart = backlogFan(results, { theme: 'light', layout: 'narrow' });
  const names = sample.linesOf(chart).filter(({ layer }) => layer === 'organizations');
  assert.ok(names.some(({ text }) => text === 'one cycle') && names.some(({ text }) => text === 'later'));
});

Fan('the alternative text holds the finding and both ends within 400 characters', () => {
  for (const options of Object.values(sample.hardCases)) {
    const { alt, title } = backlogFan(sampleResults(options), wide);
    assert.ok(alt.length <= 400 && alt.includes(title), alt);
  }
  assert.match(
    backlogFan(sampleResults(), wide).alt,
    /Core team 803 \(641–998\), Per driver 639 \(477–834\)/,
  );
});

Fan('backlog rows without area all are refused by name of the file', () => {
  const results = sampleResults();
  results.backlog = [];
  assert.throws(() => backlogFan(results, wide), /backlog\.csv: no rows of area 'all'/);
});

Fan.run();
