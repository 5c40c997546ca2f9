import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { count, signed } from '../report/charts/phrases.ts';
import { readResults } from '../report/read-results.ts';
import { headlines, summaryRows } from '../report/verdict.ts';

const Flagship = suite('flagship');

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const committed = join(root, 'out', 'nova-2014');
const scratch = mkdtempSync(join(tmpdir(), 'reorgsim-'));
const fresh = join(scratch, 'nova-2014');

Flagship.before(() => {
  const main = join(root, 'dist', 'cli', 'main.js');
  execFileSync(process.execPath, [main, 'run', 'scenarios/nova-2014', '--out', fresh], {
    cwd: root,
    stdio: 'pipe',
  });
});

Flagship.after(() => rmSync(scratch, { recursive: true }));

Flagship('results are those committed, byte for byte (pictures on the platform they were made on)', () => {
  assert.equal(readdirSync(fresh).sort(), readdirSync(committed).sort());
  const samePlatform = process.platform === 'linux' && process.arch === 'x64';
  const different = readdirSync(fresh).filter((name) => {
    if (name.endsWith('.png') && !samePlatform) return false;
    return !readFileSync(join(fresh, name)).equals(readFileSync(join(committed, name)));
  });
  assert.equal(different, []);
});

/** README in one line, and the results that it speaks of. */
function told() {
  const readme = readFileSync(join(root, 'README.md'), 'utf8').replace(/\s+/g, ' ');
  const texts = readdirSync(fresh).filter((name) => /\.(csv|json)$/.test(name) && !name.endsWith('.vl.json'));
  const results = readResults(
    fresh,
    new Map(texts.map((name) => [name, readFileSync(join(fresh, name), 'utf8')])),
  );
  return { readme, results };
}

Flagship('README shows its verdicts and the cost of waiting as the results have them', () => {
  const { readme, results } = told();
  const shown = headlines(results).filter(({ alternative, baseline }) => {
    // What comes later is told beside its earlier self, not beside the baseline.
    return baseline !== results.organizations[0]!.organization || !alternative.startsWith('Another cycle');
  });
  assert.is(shown.length, 4);
  for (const { difference, ci_low, ci_high } of shown) {
    const words = `${signed(difference)} (95 % confidence interval ${signed(ci_low)} to ${signed(ci_high)})`;
    assert.ok(readme.includes(words), `README lacks ${words}`);
  }
});

Flagship('README shows the summary and the agreement with history as the results have them', () => {
  const { readme, results } = told();
  for (const row of summaryRows(results).rows)
    assert.ok(readme.includes(`| ${row.join(' | ')} |`), `README lacks ${row.join(' | ')}`);
  const inBand = (cycle: string, metric: string) =>
    results.agreement.find((row) => row.cycle === cycle && row.metric === `weeks_inside_${metric}`)!.actual;
  const weeks = ['open_to_merge', 'merges_per_week'].map((metric) => Math.round(26 * inBand('juno', metric)));
  assert.ok(readme.includes(`in the 80 % band in ${weeks[0]} of 26 weeks, weekly merges in ${weeks[1]}`));
  for (const row of results.agreement) {
    if (row.metric !== 'open_to_merge' || !['all', 'libvirt', 'hyperv'].includes(row.area)) continue;
    const cells = `${count(row.actual)} · ${count(row.p10)}–${count(row.p50)}–${count(row.p90)}`;
    assert.ok(readme.includes(`| ${cells}${row.inside === 1 ? '' : ' ✗'} |`), `README lacks ${cells}`);
  }
});

Flagship.run();
