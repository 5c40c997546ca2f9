// Format and lint, then every test file in a process of its own, two at a time; closes with `N passed, N failed`.
// A file fails as a whole if it leaves without a count, as when a suite is never run or a hook throws.
import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;

const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
if (wanted.length === 0) {
  const format = spawnSync(process.execPath, [biome, 'check', '--error-on-warnings', root], {
    cwd: root,
    encoding: 'utf8',
  });
  const ok = format.status === 0;
  process.stdout.write(
    ok ? 'ok    format and lint\n' : `FAIL  format and lint\n${format.stdout}${format.stderr}`,
  );
  ok ? passed++ : failed++;
  process.stdout.write('ok    types (compiled)\n');
  passed++;
}

const files = readdirSync(join(root, 'dist'), { recursive: true })
  .filter(
    (name) =>
      name.endsWith('.test.js') && (wanted.length === 0 || wanted.some((part) => name.includes(part))),
  )
  .sort();

function runFile(name) {
  return new Promise((resolve) => {
    const options = {
      cwd: root,
      timeout: 600_000,
      maxBuffer: 64 << 20,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    };
    const begun = performance.now();
    execFile(process.execPath, [join(root, 'dist', name)], options, (error, stdout, stderr) => {
      const count = (word) =>
        Number(new RegExp(`^\\s*${word}:\\s+(\\d+)`, 'm').exec(stdout)?.[1] ?? Number.NaN);
      const [total, good, left] = [count('Total'), count('Passed'), count('Skipped')];
      const counted = !Number.isNaN(total) && total > 0;
      const bad = counted ? total - good - left : 1;
      passed += counted ? good : 0;
      skipped += counted ? left : 0;
      const broken = bad === 0 && error !== null ? 1 : bad;
      failed += broken;
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      const shown = `src/${relative('.', name).replace(/\.js$/, '.ts')}`;
      process.stdout.write(
        broken === 0 ? `ok    ${shown} (${good}, ${seconds} s)\n` : `FAIL  ${shown}\n${stdout}${stderr}\n`,
      );
      resolve();
    });
  });
}

const queue = [...files];
const lanes = Array.from({ length: Math.min(4, availableParallelism()) }, async () => {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) await runFile(name);
});
await Promise.all(lanes);
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 || files.length === 0 ? 1 : 0;
