// Format and lint, then every notebook and test file in a process of its own, some at a time; closes with
// `N passed, N failed`. A file fails as a whole if it leaves without a count, as when a suite is never run or a hook
// throws. Arguments are parts of names, of which only those files are run.
import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

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

/** Names of files as a reader knows them, each with the arguments to run it with. */
const files = [
  ...namesIn('notebooks', '.ipynb').map((name) => [
    name,
    join(root, '.ci', 'notebook.mjs'),
    join(root, name),
  ]),
  ...namesIn('.ci', '.test.mjs').map((name) => [name, join(root, name)]),
  ...namesIn('dist', '.test.js').map((name) => [
    name.replace(/^dist(.*)\.js$/, 'src$1.ts'),
    join(root, name),
  ]),
].filter(([name]) => wanted.length === 0 || wanted.some((part) => name.includes(part)));

function namesIn(folder, ending) {
  const names = readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

/** Loaded first in every test, and in every process and thread that it starts: checks each run of the review model. */
const watch = pathToFileURL(join(root, 'dist', 'review', 'watch-runs.test-kit.js'));
const nodeOptions = [process.env.NODE_OPTIONS, `--import=${watch}`].filter(Boolean).join(' ');

function runFile([name, ...args]) {
  return new Promise((resolve) => {
    const options = {
      cwd: root,
      timeout: 600_000,
      maxBuffer: 64 << 20,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NODE_OPTIONS: nodeOptions },
    };
    const begun = performance.now();
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
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
      process.stdout.write(
        broken === 0 ? `ok    ${name} (${good}, ${seconds} s)\n` : `FAIL  ${name}\n${stdout}${stderr}\n`,
      );
      resolve();
    });
  });
}

const queue = [...files];
const lanes = Array.from({ length: Math.min(4, availableParallelism()) }, async () => {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) await runFile(file);
});
await Promise.all(lanes);
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 || files.length === 0 ? 1 : 0;
