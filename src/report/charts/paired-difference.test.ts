import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { backlogFan } from './backlog-fan.ts';
import { turnOf } from './findings.ts';
import { pairedDifference } from './paired-difference.ts';
import { percent, signed } from './phrases.ts';
import * as sample from './sample-results.ts';
import { sampleOrganizations, sampleResults } from './sample-results.ts';
import { palettes } from './theme.ts';

const Paired = suite('paired difference');
const wide = { theme: 'light', layout: 'wide' } as const;
const narrow = { theme: 'light', layout: 'narrow' } as const;
const against = (course: sample.SampleCourse, from = '2015-01-15') =>
  sampleResults({ from, organizations: [sampleOrganizations[0]!, { ...sampleOrganizations[1]!, course }] });
const linesIn = (results: ReturnType<typeof sampleResults>, layer: string) =>
  sample.linesOf(pairedDifference(results, wide)).filter((line) => line.layer === layer);
const textIn = (results: ReturnType<typeof sampleResults>, layer: string) =>
  linesIn(results, layer)
    .map(({ text }) => text)
    .join(' ');

Paired('an alternative that turns is said to trail until the month of the turn', () => {
  assert.is(
    pairedDifference(against(sample.turning), wide).title,
    'Team per driver would trail until October 2015, then lead: ' +
      '80 to 250 fewer open changes by October 2016 in 8 of 10 replications',
  );
  assert.is(textIn(against(sample.turning), 'month of the turn'), 'level in Oct 2015');
});

Paired('the narrow title leaves out the replications, which the note names', () => {
  const chart = pairedDifference(against(sample.turning), narrow);
  assert.not.match(chart.title, /replications/);
  assert.match(
    sample
      .linesOf(chart)
      .map(({ text }) => text)
      .join(' '),
    /Wide band: 8 of 10 replications/,
  );
});

Paired('an alternative that is worse after every cycle stays behind in all of them', () => {
  const results = against((week) => 60 + week, sample.start);
  assert.match(
    pairedDifference(results, wide).title,
    /would stay behind in all four cycles: \d+ to \d+ more/,
  );
});

Paired('an alternative that is worse only at the end trails', () => {
  assert.match(
    pairedDifference(against(sample.worse), wide).title,
    /^Team per driver would trail: 10 to 180 more/,
  );
});

Paired('without a clear difference the title says so and the mean is gray', () => {
  const results = against(sample.unclear);
  assert.match(
    pairedDifference(results, wide).title,
    /would make no clear difference: 90 fewer to 80 more open changes/,
  );
  const mean = linesIn(results, 'at the end').find(({ text }) => text.startsWith('mean'))!;
  assert.is(mean.color, palettes.light.secondary);
});

Paired('a clear difference wears the color of the alternative', () => {
  const mean = linesIn(against(sample.better), 'at the end').find(({ text }) => text.startsWith('mean'))!;
  assert.is(mean.color, palettes.light.focus);
});

Paired('equal organizations make no difference', () => {
  assert.match(
    pairedDifference(against(sample.none), wide).title,
    /^Team per driver would make no difference to/,
  );
});

Paired('the numbers at the end are the cells of the last week', () => {
  const results = sampleResults();
  const last = results.difference.findLast((row) => row.alternative === 'Team per driver')!;
  assert.is(
    textIn(results, 'at the end'),
    `p90 ${signed(last.p90)} mean ${signed(last.difference)} ` +
      `95 % CI ${signed(last.ci_low)} to ${signed(last.ci_high)} p10 ${signed(last.p10)}`,
  );
});

Paired('the share below the end of a cycle is the probability of that cycle', () => {
  const results = sampleResults();
  const shares = results.comparison
    .filter((row) => row.alternative === 'Team per driver' && row.metric === 'open' && row.cycle !== 'all')
    .map((row) => percent(row.probability_better));
  assert.is(shares.length, 4);
  assert.ok(textIn(results, 'replications ahead').startsWith(shares.join(' ')));
});

Paired('another alternative is drawn on request, in its own color', () => {
  const chart = pairedDifference(sampleResults(), wide, 'One drivers team');
  assert.match(chart.title, /^One drivers team/);
  const side = sample.linesOf(chart).find(({ text }) => text.startsWith('▼'))!;
  assert.is(side.text, '▼ fewer open: One drivers team better');
  assert.is(side.color, palettes.light.second);
});

Paired('comparisons of other pairs change nothing', () => {
  const { pairs: _, ...alone } = sample.splitNowOrLater;
  for (const look of sample.looks) {
    const [one, other] = [sample.splitNowOrLater, alone].map((options) =>
      pairedDifference(sampleResults(options), look),
    );
    assert.equal(one, other);
  }
});

Paired('another pair is drawn on request, and its baseline named', () => {
  const results = sampleResults(sample.splitNowOrLater);
  const chart = pairedDifference(results, wide, 'One cycle later', 'Team per driver');
  const last = results.difference.findLast((row) => row.baseline === 'Team per driver')!;
  assert.match(chart.title, /^One cycle later, beside driver teams, would make no clear difference/);
  const texts = sample.linesOf(chart).map(({ text }) => text);
  assert.ok(texts.includes(`mean ${signed(last.difference)}`));
  const side = sample.linesOf(chart).find(({ text }) => text.startsWith('▲'))!;
  assert.is(side.text, '▲ more open: Team per driver better');
  assert.is(side.color, palettes.light.focus);
  for (const look of sample.looks)
    assert.equal(
      sample.collisionsOf(pairedDifference(results, look, 'One cycle later', 'Team per driver')),
      [],
    );
});

Paired('a pair that was not compared is refused', () => {
  const results = sampleResults(sample.splitNowOrLater);
  assert.throws(
    () => pairedDifference(results, wide, 'Team per driver', 'One cycle later'),
    /comparison\.csv: no rows of area 'all' for 'Team per driver' against 'One cycle later'/,
  );
});

Paired('an unknown alternative is answered with the nearest one', () => {
  assert.throws(
    () => pairedDifference(sampleResults(), wide, 'One driver team'),
    /no alternative 'One driver team'; did you mean 'One drivers team'\?/,
  );
});

for (const [name, options] of Object.entries(sample.hardCases)) {
  Paired(`no text is clipped or overlaps with ${name}`, () => {
    for (const look of sample.looks) {
      const collisions = sample.collisionsOf(pairedDifference(sampleResults(options), look));
      assert.equal(collisions, [], `${look.theme} ${look.layout}`);
    }
  });
}

/** Intervals of a single replication, which has none. */
const unsure = { ci_low: Number.NaN, ci_high: Number.NaN };

Paired('a single replication is drawn without an interval, and no text says that there is a number', () => {
  const results = sampleResults();
  const one = {
    ...results,
    comparison: results.comparison.map((row) => ({
      ...row,
      ...unsure,
      verdict: 'no clear difference' as const,
    })),
    difference: results.difference.map((row) => ({ ...row, ...unsure })),
  };
  for (const look of sample.looks) {
    for (const chart of [pairedDifference(one, look), backlogFan(one, look)]) {
      assert.not.match(chart.title + chart.alt, /NaN/);
      assert.equal(
        sample.linesOf(chart).filter(({ text, x, y }) => text.includes('NaN') || !Number.isFinite(x + y)),
        [],
      );
    }
  }
});

const weeks = (differences: number[], half = 1) =>
  differences.map((difference, week) => ({
    ...{ baseline: 'a', alternative: 'b', area: 'all', week, date: '', cycle: '', difference },
    ...{ ci_low: difference - half, ci_high: difference + half, p10: difference, p90: difference },
  }));
const steps = (...runs: [value: number, weeks: number][]) =>
  runs.flatMap(([value, length]) => new Array<number>(length).fill(value));

Paired('the turn is the first week on the final side', () => {
  assert.is(turnOf(weeks(steps([5, 8], [-5, 8])))?.week, 8);
  assert.is(turnOf(weeks(steps([-5, 8], [5, 8])))?.week, 8);
});

Paired('no turn within the last six weeks, nor after an arrear that was never sure', () => {
  assert.is(turnOf(weeks(steps([5, 8], [-5, 5]))), undefined);
  assert.is(turnOf(weeks(steps([5, 8], [-5, 8]), 6)), undefined);
  assert.is(turnOf(weeks(steps([-5, 16]))), undefined);
});

Paired('of several crossings only the last counts', () => {
  assert.is(turnOf(weeks(steps([5, 8], [-5, 8], [5, 8], [-5, 8])))?.week, 24);
});

Paired.run();
