import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leadTimeByArea } from './lead-time-by-area.ts';
import { days, rate, signedDays } from './phrases.ts';
import { hardAreas, sampleAreas } from './sample-areas.ts';
import * as sample from './sample-results.ts';
import { sampleResults } from './sample-results.ts';
import { palettes } from './theme.ts';

const Lead = suite('lead time by area');
const wide = { theme: 'light', layout: 'wide' } as const;
const narrow = { theme: 'light', layout: 'narrow' } as const;
const titleOf = (areas: typeof sampleAreas) => leadTimeByArea(sampleResults({ areas }), wide).title;
const linesIn = (results: ReturnType<typeof sampleResults>, layer: string, look = wide) =>
  sample.linesOf(leadTimeByArea(results, look)).filter((line) => line.layer === layer);
const changing = (factor: (place: number) => number) =>
  sampleAreas.map((one, place) => ({ ...one, changed: one.median * factor(place), half: 0.01 }));

Lead('the title names the areas whose changes merge sooner and later, by volume', () => {
  assert.is(
    titleOf(sampleAreas),
    'With Team per driver, changes in libvirt and vmwareapi would merge sooner; in xenapi later',
  );
});

Lead('the title follows the verdicts, not the medians', () => {
  const results = sampleResults();
  for (const row of results.comparison) {
    if (row.metric === 'lead_median') row.verdict = row.area === 'common' ? 'worse' : 'no clear difference';
  }
  assert.is(
    leadTimeByArea(results, wide).title,
    'With Team per driver, changes in common would merge later; no clear difference elsewhere',
  );
});

Lead('the verdict is that of the whole projection and of this pair', () => {
  const results = sampleResults(sample.splitNowOrLater);
  for (const row of results.comparison) {
    if (row.metric !== 'lead_median') continue;
    const own = row.baseline === 'Core team (today)' && row.alternative === 'Team per driver';
    row.verdict = own && row.cycle === 'all' ? 'no clear difference' : 'worse';
  }
  assert.match(leadTimeByArea(results, wide).title, /no area’s changes would clearly merge sooner or later/);
});

Lead('verdicts that agree are told in one word', () => {
  assert.is(titleOf(changing(() => 0.5)), 'With Team per driver, changes in every area would merge sooner');
  assert.is(titleOf(changing(() => 2)), 'With Team per driver, changes in every area would merge later');
  assert.is(
    titleOf(changing((place) => (place === 5 ? 1 : 0.5))),
    'With Team per driver, changes in every area but hyperv would merge sooner',
  );
});

Lead('equal lead times, a single area and nothing merged have titles of their own', () => {
  assert.is(
    titleOf(hardAreas['all lead times alike']!),
    'With Team per driver, changes would merge neither sooner nor later',
  );
  assert.is(
    titleOf(hardAreas['no areas but the total']!),
    'With Team per driver, changes would merge sooner',
  );
  assert.is(
    titleOf(hardAreas['nothing that merges']!),
    'With Team per driver, nothing merges, so no lead times can be compared',
  );
});

Lead('too many areas for a title are counted', () => {
  assert.match(
    titleOf(hardAreas['thirty areas']!),
    /^With Team per driver, changes in area 4, area 5 and nine other areas would merge sooner; in area 1, area 2 and/,
  );
});

Lead('all changes come first, then the areas by merges a week, blank ones last', () => {
  const names = (areas: typeof sampleAreas) =>
    linesIn(sampleResults({ areas }), 'areas')
      .filter(({ weight }) => weight === 700)
      .map(({ text }) => text);
  assert.equal(names(sampleAreas), [
    ...['all changes', 'common', 'libvirt', 'vmwareapi', 'xenapi', 'hyperv'],
  ]);
  const blank = sampleAreas.map((one) => (one.area === 'common' ? { ...one, merges: Number.NaN } : one));
  assert.is(names(blank).at(-1), 'common');
});

Lead('every number beside the bars is a cell', () => {
  const results = sampleResults();
  const means = results.metrics.map(({ mean }) => mean);
  const ends = results.comparison
    .filter((row) => row.metric === 'lead_median' && row.cycle === 'all')
    .flatMap((row) => [row.ci_low, row.ci_high]);
  const cells = new Set([...means.map(days), ...means.map(rate), ...ends.map(signedDays)]);
  for (const look of [wide, narrow]) {
    const printed = ['areas', 'medians']
      .flatMap((layer) => linesIn(results, layer, look as typeof wide))
      .flatMap(({ text }) => text.match(/[+−]?\d[\d,.]*/g) ?? []);
    assert.ok(printed.length === 6 * 5, `${printed.length}`);
    for (const number of printed) assert.ok(cells.has(number), `${number} is no cell`);
  }
});

Lead('medians follow their cells, blank ones are dashes', () => {
  const results = sampleResults({
    areas: hardAreas['an area in which nothing merges after a reorganization']!,
  });
  const row = results.metrics.find((one) => one.area === 'libvirt' && one.metric === 'lead_median')!;
  row.mean = 123.4;
  const texts = linesIn(results, 'medians').map(({ text }) => text);
  assert.ok(texts.includes('123 → 9.2 d'));
  assert.ok(texts.includes('19 → – d'));
  assert.equal(
    linesIn(results, 'without lead times').map(({ text }) => text),
    ['nothing merges'],
  );
});

Lead('a number wears the color of its verdict', () => {
  const colors = new Map(linesIn(sampleResults(), 'medians').map(({ text, color }) => [text, color]));
  assert.is(colors.get('28 → 15 d'), palettes.light.focus);
  assert.is(colors.get('19 → 24 d'), palettes.light.text);
  assert.is(colors.get('35 → 34 d'), palettes.light.secondary);
});

Lead('bars end at the quantiles over changes', () => {
  const { layer } = leadTimeByArea(sampleResults(), wide).spec as unknown as {
    layer: { name: string; data: { values: { area: string; low: number; high: number }[] } }[];
  };
  const [libvirt] = layer
    .find(({ name }) => name === '8 of 10 changes')!
    .data.values.filter(({ area }) => area === 'libvirt');
  assert.equal([libvirt!.low, libvirt!.high], [14.9 * 0.21, 14.9 * 4.7]);
});

Lead('the note says that open changes are not in it', () => {
  const note = linesIn(sampleResults(), 'note')
    .map(({ text }) => text)
    .join(' ');
  assert.match(note, /Only merged changes: those still open at the end are not in it/);
});

Lead('another alternative is drawn on request', () => {
  assert.match(leadTimeByArea(sampleResults(), wide, 'One drivers team').title, /^With One drivers team/);
});

for (const [name, options] of Object.entries({ ...sample.hardCases, ...sample.hardAreaCases })) {
  Lead(`no text is clipped or overlaps with ${name}`, () => {
    for (const look of sample.looks) {
      const chart = leadTimeByArea(sampleResults(options), look);
      assert.equal(sample.collisionsOf(chart), [], `${look.theme} ${look.layout}`);
      assert.equal(sample.strayMarksOf(chart), [], `${look.theme} ${look.layout}`);
      assert.ok(chart.alt.length <= 400 && chart.alt.includes(chart.title), chart.alt);
    }
  });
}

Lead.run();
