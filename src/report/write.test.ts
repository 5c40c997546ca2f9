import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sampleOrganizations, sampleResults } from './charts/sample-results.ts';
import { chartFiles, chartsOf, isResultFile, tableFiles } from './write.ts';

const Write = suite('files of a run');
const wide = { theme: 'light', layout: 'wide' } as const;
const drawn = (results: ReturnType<typeof sampleResults>) => chartsOf(results, wide).map(({ name }) => name);

Write(
  'every chart comes as spec, SVG and PNG in three looks, and all files are known as results',
  async () => {
    const results = sampleResults({ agreement: { cycles: ['juno'] } });
    const names = [...(await chartFiles(results, [])).keys()];
    assert.is(names.length, 5 * 3 * 3);
    for (const name of [...names, ...tableFiles(results).keys()]) assert.ok(isResultFile(name), name);
    assert.not.ok(isResultFile('notes.svg'));
    assert.not.ok(isResultFile('agreement-of-ours.svg'));
  },
);

Write('there is a picture of agreement only where a history lies beside a projection', () => {
  assert.equal(drawn(sampleResults()), [
    ...['backlog-fan', 'paired-difference', 'lead-time-by-area', 'load-by-team'],
  ]);
});

Write('a single organization has no pictures of differences', () => {
  const alone = sampleResults({ organizations: sampleOrganizations.slice(0, 1) });
  assert.equal(drawn(alone), ['backlog-fan', 'load-by-team']);
});

Write.run();
