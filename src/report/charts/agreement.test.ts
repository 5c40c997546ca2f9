import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { agreementWithHistory } from './agreement.ts';
import { count, days } from './phrases.ts';
import { hardAgreements, type SampleAgreement } from './sample-agreement.ts';
import * as sample from './sample-results.ts';
import { sampleResults } from './sample-results.ts';

const Agreement = suite('agreement with history');
const wide = { theme: 'light', layout: 'wide' } as const;
const narrow = { theme: 'light', layout: 'narrow' } as const;
const juno = hardAgreements['agreement over one cycle']!;
const of = (agreement: SampleAgreement) => sampleResults({ agreement });
type Sample = ReturnType<typeof sampleResults>;
const textIn = (results: Sample, layer: string, look: typeof wide | typeof narrow = wide) =>
  sample
    .linesOf(agreementWithHistory(results, look))
    .filter((line) => line.layer.startsWith(layer))
    .map(({ text }) => text);
/** Marks so many of the weeks as inside the band. */
function counted(results: Sample, open: number, merges: number): Sample {
  const wanted: Record<string, number> = { open_to_merge: open, merges_per_week: merges };
  for (const row of results.agreement_weeks) row.inside = row.week < wanted[row.metric]! ? 1 : 0;
  return results;
}

Agreement('the title counts the weeks of the last cycle inside the band', () => {
  assert.is(
    agreementWithHistory(counted(of(juno), 21, 24), wide).title,
    'Juno as it was lies inside the projection’s 80 % band in 21 of 26 weeks for open changes and 24 of 26 for merges',
  );
});

Agreement('what lies mostly outside is said to do so', () => {
  assert.is(
    agreementWithHistory(counted(of(juno), 5, 8), wide).title,
    'Juno as it was lies mostly outside the projection’s 80 % band: ' +
      'inside in 5 of 26 weeks for open changes and 8 of 26 for merges',
  );
  assert.is(
    agreementWithHistory(counted(of(juno), 5, 24), wide).title,
    'The merges of Juno lie inside the projection’s 80 % band in 24 of 26 weeks, its open changes only in 5 of 26 weeks',
  );
});

Agreement('one metric alone is told alone', () => {
  const results = counted(of(hardAgreements['agreement of merges alone']!), 0, 19);
  assert.is(
    agreementWithHistory(results, wide).title,
    'Juno as it was lies inside the projection’s 80 % band in 19 of 26 weeks for merges',
  );
  assert.equal(textIn(results, 'heading'), ['merges a week']);
});

Agreement('the count under a panel is that of its rows, and the share of agreement.csv', () => {
  const results = of(hardAgreements['agreement over two cycles']!);
  const under = (cycle: string, metric: string) => {
    const rows = results.agreement_weeks.filter((row) => row.cycle === cycle && row.metric === metric);
    const share = results.agreement.find(
      (row) => row.cycle === cycle && row.metric === `weeks_inside_${metric}`,
    )!.actual;
    const inside = rows.filter((row) => row.inside === 1).length;
    assert.is(Math.round(share * rows.length), inside);
    return `${inside} of ${rows.length} weeks inside`;
  };
  assert.equal(textIn(results, 'inside'), [
    ...[under('icehouse', 'open_to_merge'), under('juno', 'open_to_merge')],
    ...[under('icehouse', 'merges_per_week'), under('juno', 'merges_per_week')],
  ]);
});

Agreement('every week outside the band is ringed, at what happened', () => {
  const results = of(juno);
  const { layer } = agreementWithHistory(results, wide).spec as unknown as {
    layer: { name: string; data: { values: { value: number }[] } }[];
  };
  const rings = layer.find(({ name }) => name === 'outside: open, juno')!.data.values;
  const outside = results.agreement_weeks.filter((row) => row.metric === 'open_to_merge' && row.inside === 0);
  assert.ok(outside.length > 2);
  assert.equal(
    rings.map(({ value }) => value),
    outside.map(({ actual }) => actual),
  );
});

Agreement('a cycle is a column, in order of time, each with its own weeks', () => {
  const results = of(hardAgreements['agreement over three cycles']!);
  assert.equal(textIn(results, 'cycles'), ['Havana', 'Icehouse', 'Juno']);
  assert.equal(textIn(results, 'cycles', narrow), ['Icehouse', 'Juno']);
});

Agreement('the line above the lead times names the area that is missed by the largest factor', () => {
  const results = of(juno);
  const row = results.agreement.find((one) => one.area === 'libvirt' && one.metric === 'lead_p90')!;
  Object.assign(row, { actual: 250, p50: 80, p10: 61, p90: 105, inside: 0 });
  assert.equal(textIn(results, 'finding on lead times'), [
    'Lead times in Juno differ most in libvirt: p90 250 d, projected 80 (61–105) d',
  ]);
  row.actual = 20;
  assert.match(textIn(results, 'finding on lead times').join(' '), /libvirt: p90 20 d, projected 80/);
});

Agreement('lead times that all lie inside are said to', () => {
  const results = of(juno);
  for (const row of results.agreement) row.inside = 1;
  assert.match(
    textIn(results, 'finding on lead times').join(' '),
    /^Lead times all lie inside; they differ most in/,
  );
});

Agreement('every printed number is a cell or a count of weeks', () => {
  const results = of(hardAgreements['agreement over two cycles']!);
  const cells = new Set([
    ...results.agreement.flatMap(({ actual, p10, p50, p90 }) => [actual, p10, p50, p90].map(days)),
    ...results.agreement_weeks
      .filter(({ week }) => week === 25)
      .flatMap(({ actual, p10, p50, p90 }) => [actual, p10, p50, p90].map(count)),
  ]);
  const layers = ['numbers', 'last week', 'finding'];
  const printed = layers
    .flatMap((layer) => textIn(results, layer))
    .flatMap((text) => text.match(/\d[\d,.]*/g) ?? [])
    .filter((number) => number !== '90');
  assert.ok(printed.length > 50, `${printed.length}`);
  for (const number of printed) assert.ok(cells.has(number), `${number} is no cell`);
});

Agreement('areas without lead times leave no row, and no lead times no panel', () => {
  const results = of(juno);
  for (const row of results.agreement) if (row.area === 'xenapi') row.actual = Number.NaN;
  assert.equal(textIn(results, 'areas'), ['all changes', 'common', 'libvirt', 'vmwareapi', 'hyperv']);
  assert.equal(textIn(of({ ...juno, areas: [] }), 'areas'), []);
});

Agreement('without weeks it is refused by name of the file', () => {
  assert.throws(() => agreementWithHistory(sampleResults(), wide), /agreement_weeks\.csv: no rows/);
});

for (const [name, options] of Object.entries(sample.hardAgreementCases)) {
  Agreement(`no text is clipped or overlaps with ${name}`, () => {
    for (const look of sample.looks) {
      const chart = agreementWithHistory(sampleResults(options), look);
      assert.equal(sample.collisionsOf(chart), [], `${look.theme} ${look.layout}`);
      assert.equal(sample.strayMarksOf(chart), [], `${look.theme} ${look.layout}`);
      assert.ok(chart.alt.length <= 400 && chart.alt.includes(chart.title), chart.alt);
    }
  });
}

Agreement.run();
