import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../errors.ts';
import { asWritten } from './csv.ts';
import { proposalSample } from './proposal/sample-results.ts';
import { readResults } from './read-results.ts';
import type { Results } from './results.ts';
import { tableFiles } from './write.ts';

const Reading = suite('reading results');

const textsOf = (results: Results): Map<string, string> => tableFiles(results) as Map<string, string>;

const sample = asWritten(proposalSample());

/** What reading complains about once the texts are changed; fails if it does not. */
function complaint(change: (texts: Map<string, string>) => void): string {
  const texts = textsOf(sample);
  change(texts);
  try {
    readResults('out/x', texts);
  } catch (error) {
    assert.instance(error, InputError);
    return (error as Error).message;
  }
  return assert.unreachable('read') as never;
}

const edit = (file: string, from: string | RegExp, to: string) => (texts: Map<string, string>) => {
  const text = texts.get(file)!;
  const edited = text.replace(from, to);
  assert.is.not(edited, text, `${file} has no ${from}`);
  texts.set(file, edited);
};

Reading('gives exactly what was written', () => {
  for (const options of [
    {},
    { many: 1 },
    { many: 20 },
    { agreement: false, warnings: false, history: false },
  ]) {
    const results = asWritten(proposalSample(options));
    assert.equal(readResults('out/x', textsOf(results)), results);
  }
});

Reading('gives back any text and any number (100 samples)', () => {
  const cell = fc.string({ unit: 'binary', maxLength: 12 });
  const text = fc.oneof(
    cell,
    cell.map((rest) => `=${rest}`),
    cell.map((rest) => `'-${rest}`),
    cell.map((rest) => `''@${rest}`),
  );
  const number = fc.double();
  const input = fc.record({ key: fc.constant('k'), value: text, unit: text, source: text });
  fc.assert(
    fc.property(fc.array(input, { minLength: 1 }), fc.array(number), (inputs, values) => {
      const results = asWritten({
        ...sample,
        inputs: inputs.map((row) => ({ ...row, provenance: 'given' as const })),
        warnings: values.map((value) => ({ ...sample.warnings[0]!, value })),
      });
      assert.equal(readResults('out/x', textsOf(results)), results);
      assert.equal(asWritten(results), results);
    }),
    { seed: 5, numRuns: 100 },
  );
});

Reading('a week that does not hold its date is refused where it stands', () => {
  const said = (file: string, from: RegExp, to: string) => complaint(edit(file, from, to));
  const week = /^([^,]*,all),3,/m;
  assert.match(
    said('backlog.csv', week, '$1,4,'),
    /backlog\.csv:\d+:\d+: week 4 does not hold \d{4}-.*; count weeks/,
  );
  assert.match(
    said('backlog.csv', week, `$1,${'9'.repeat(101)},`),
    /backlog\.csv:\d+:\d+: week 1e\+101 does not/,
  );
  assert.match(
    said('backlog.csv', /^([^,]*,all),0,/m, '$1,1000000,'),
    /backlog\.csv:\d+:\d+: week 1000000 does not/,
  );
  assert.match(
    said('history.csv', /,-3,/, ',-30000000,'),
    /history\.csv:\d+:\d+: week -30000000 does not hold/,
  );
});

Reading('numbers that do not exist are blank and come back as such', () => {
  const results = asWritten({
    ...sample,
    warnings: [{ ...sample.warnings[0]!, value: Number.NEGATIVE_INFINITY }],
  });
  assert.ok(Number.isNaN(results.warnings[0]!.value));
  assert.ok(textsOf(results).get('warnings.csv')!.endsWith(',\n'));
  assert.ok(Number.isNaN(readResults('out/x', textsOf(results)).warnings[0]!.value));
});

Reading('a missing table is named with its folder', () => {
  assert.is(
    complaint((texts) => texts.delete('teams.csv')),
    'out/x: no teams.csv; run the scenario again',
  );
  assert.is(
    complaint((texts) => texts.delete('manifest.json')),
    'out/x: no manifest.json; run the scenario again',
  );
});

Reading('columns are those of the contract, in any order', () => {
  const says = complaint(edit('comparison.csv', 'probability', 'probabilty'));
  assert.match(
    says,
    /^out\/x\/comparison.csv:1:1: no column 'probability_better'; .*mean 'probabilty_better'\?\)$/,
  );
  assert.match(
    complaint(edit('calendar.csv', /^(.+)$/gm, '$1,x')),
    /^out\/x\/calendar.csv:1:\d+: unknown column 'x'; /,
  );
  const turned = textsOf(sample);
  const rows = turned.get('calendar.csv')!.trim().split('\n');
  turned.set('calendar.csv', `${rows.map((row) => row.split(',').reverse().join(',')).join('\n')}\n`);
  assert.equal(readResults('out/x', turned), sample);
});

Reading('each cell holds what its column says, else it is named', () => {
  const cases: [file: string, from: string | RegExp, to: string, says: RegExp][] = [
    [
      'backlog.csv',
      /(all,0,.*,)\d+$/m,
      '$1many',
      /^out\/x\/backlog.csv:2:\d+: 'many' is not a number; write it like/,
    ],
    ['metrics.csv', /,137\n/, ',1.5\n', /^out\/x\/metrics.csv:2:\d+: 1.5 is not a whole number/],
    ['metrics.csv', /,137\n/, ',\n', /^out\/x\/metrics.csv:2:\d+: no replications; fill the cell/],
    [
      'difference.csv',
      '2014-10-16',
      '2014-10-36',
      /^out\/x\/difference.csv:2:\d+: '2014-10-36' is not a day/,
    ],
    ['difference.csv', '2014-10-16', '2014-10-16T12:00Z', /is not a day; write it like 2014-10-16$/],
    ['calendar.csv', '2012-09-27', '', /^out\/x\/calendar.csv:2:9: no start; fill the cell/],
    [
      'comparison.csv',
      'worse',
      'worst',
      /^out\/x\/comparison.csv:\d+:\d+: 'worst' is no verdict; did you mean 'worse'/,
    ],
    ['inputs.csv', 'default', 'defalt', /'defalt' is no provenance; did you mean 'default'\?$/],
    [
      'teams.csv',
      /^Core team/m,
      'Core taem',
      /unknown organization 'Core taem \(today\)'; did you mean 'Core team/,
    ],
    ['metrics.csv', ',kilo,', ',kiloo,', /unknown cycle 'kiloo'; did you mean 'kilo'\?$/],
    ['backlog.csv', /^Core team \(today\)/m, '', /^out\/x\/backlog.csv:2:1: no organization; fill the cell/],
    [
      'metrics.csv',
      /\n[\s\S]*/,
      '\n',
      /^out\/x\/metrics.csv:1:1: a header and no rows; add at least one row/,
    ],
    ['metrics.csv', /\n/, ',\n', /^out\/x\/metrics.csv:1:\d+: a column without a name/],
  ];
  for (const [file, from, to, says] of cases) assert.match(complaint(edit(file, from, to)), says);
});

Reading('the manifest is JSON with its keys', () => {
  const cases: [from: string | RegExp, to: string, says: RegExp][] = [
    [/[\s\S]*/, '', /^out\/x\/manifest.json:1:1: this is not JSON; run the scenario again$/],
    [/[\s\S]*/, '[]', /^out\/x\/manifest.json:1:1: this is no JSON object; /],
    [/"seed"/, '"sede"', /^out\/x\/manifest.json:\d+:3: no key 'seed'; did you mean it by 'sede'\?$/],
    [/"seed": "7"/, '"seed": 7', /^out\/x\/manifest.json:\d+:3: 'seed' is no text; write a text$/],
    [/137/, '"137"', /'replications' is no number; write a number$/],
    [/"inputs": {/, '"inputs": {"x": 1,', /'inputs' is no texts by name/],
  ];
  for (const [from, to, says] of cases) assert.match(complaint(edit('manifest.json', from, to)), says);
  assert.match(
    complaint(edit('manifest.json', /,/, ',,')),
    /^out\/x\/manifest.json:\d+:\d+: this is not JSON/,
  );
});

Reading.run();
