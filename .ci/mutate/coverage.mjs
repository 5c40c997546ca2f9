// Which test file executes which part of the mutated files, and how long it takes: every test file is run once, alone,
// unmutated, under V8's coverage. What was measured is kept for as long as nothing that the test loaded has changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LIMIT_MS = 600_000;
/** Where it is kept which test files have passed together, and of how many sets. */
const CONTROL = 'passed together';
const MOST_CONTROLS = 50;

/**
 * For each test file: the CPU time `ms` it took, whether it `passed`, and for each compiled file of the product that it
 * loaded the offsets [start, end) that were executed.
 */
export async function coverageOf(tests, { lanes, cache, say }) {
  const root = lanes[0].folder;
  const known = existsSync(cache) ? JSON.parse(readFileSync(cache, 'utf8')) : {};
  // How tests are run counts too: what passed under other conditions has to pass again.
  const data = digestOf(root, dataFiles(root)) + lanes[0].conditions;
  const digest = (loaded) => data + digestOf(root, loaded);
  const isKept = (test) => known[test]?.passed && known[test].digest === digest(known[test].loaded);
  const missing = tests.filter((test) => !isKept(test));
  const queue = [...missing];
  mkdirSync(dirname(cache), { recursive: true });
  const drain = async (lane) => {
    for (let test = queue.shift(); test !== undefined; test = queue.shift()) {
      const seen = await measured(test, lane);
      known[test] = { ...seen, digest: digest(seen.loaded) };
      writeFileSync(cache, JSON.stringify(known));
      say(`coverage: ${missing.length - queue.length} of ${missing.length} test files`);
    }
  };
  await Promise.all(lanes.map(drain));
  return Object.fromEntries(tests.map((test) => [test, known[test]]));
}

/**
 * The fate of test files in one process without any fault, as that of a mutant: what fails beside others would kill every
 * mutant. What has passed is not run again until something that the tests load has changed.
 */
export async function unmutated(tests, coverage, { lanes, cache, limit }) {
  const key = tests.map((test) => `${test} ${coverage[test].digest}`).join('\n');
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 16);
  const known = JSON.parse(readFileSync(cache, 'utf8'));
  const passed = known[CONTROL] ?? [];
  if (passed.includes(digest)) return { kind: 'survived' };
  const fate = await lanes[0].run(tests.map((test) => ({ test, limit: limit(coverage[test]) })));
  if (fate.kind === 'survived')
    writeFileSync(
      cache,
      JSON.stringify({ ...known, [CONTROL]: [digest, ...passed].slice(0, MOST_CONTROLS) }),
    );
  return fate;
}

async function measured(test, lane) {
  const folder = join(lane.folder, 'coverage');
  const { kind, ms } = await lane.run([{ test, limit: LIMIT_MS }], { NODE_V8_COVERAGE: folder });
  const executed = executedIn(folder, lane.folder);
  rmSync(folder, { recursive: true, force: true });
  const loaded = [...new Set([test, ...Object.keys(executed)])].sort();
  return { ms: Math.round(ms?.[0] ?? 0), passed: kind === 'survived', loaded, executed };
}

/** Executed parts of each file below dist, over all processes that the test started. */
function executedIn(folder, lane) {
  const painted = {};
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    for (const { url, functions } of JSON.parse(readFileSync(join(folder, name), 'utf8')).result) {
      const path = url.startsWith('file:') ? fileURLToPath(url) : '';
      if (!path.startsWith(join(lane, 'dist')) || !existsSync(path)) continue;
      const file = path.slice(lane.length + 1).replaceAll('\\', '/');
      painted[file] ??= new Uint8Array(readFileSync(path, 'utf8').length);
      paint(painted[file], functions);
    }
  }
  return Object.fromEntries(Object.entries(painted).map(([file, flags]) => [file, runsOf(flags)]));
}

/** Ranges nest, and the innermost one counts. */
function paint(flags, functions) {
  const own = new Uint8Array(flags.length);
  const ranges = functions.flatMap((fn) => fn.ranges);
  const length = (range) => range.endOffset - range.startOffset;
  ranges.sort((a, b) => length(b) - length(a));
  for (const { startOffset, endOffset, count } of ranges) own.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  for (let i = 0; i < flags.length; i++) flags[i] |= own[i];
}

function runsOf(flags) {
  const runs = [];
  for (let i = 0; i < flags.length; i++) {
    if (flags[i] === 0) continue;
    if (runs.at(-1)?.[1] === i) runs.at(-1)[1] = i + 1;
    else runs.push([i, i + 1]);
  }
  return runs;
}

export function executes({ executed }, file, offset) {
  return (executed[file] ?? []).some(([start, end]) => offset >= start && offset < end);
}

function dataFiles(root) {
  const below = (folder) => {
    if (!existsSync(join(root, folder))) return [];
    const names = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    return names
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  };
  return [...below('scenarios'), 'package-lock.json'].filter((file) => existsSync(join(root, file))).sort();
}

function digestOf(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(file);
    if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
