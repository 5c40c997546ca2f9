import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

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

Flagship('README shows its verdicts as the results have them', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8').replace(/\s+/g, ' ');
  const lines = readFileSync(join(fresh, 'comparison.csv'), 'utf8').split('\n');
  const heads = lines
    .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
    .filter((c) => c[2] === 'all' && c[3] === 'all' && c[4] === 'open');
  assert.is(heads.length, 2);
  for (const [, , , , , , difference, low, high] of heads) {
    const [d, l, h] = [difference, low, high].map((cell) =>
      String(Math.round(Number(cell))).replace('-', '−'),
    );
    assert.ok(
      readme.includes(`${d} (95 % confidence interval ${l} to ${h})`),
      `README lacks ${d} (${l} to ${h})`,
    );
  }
});

Flagship.run();
