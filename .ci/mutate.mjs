// Plants small faults in what is built, one at a time, and counts how many of them the tests notice.
//
//   npm run mutate -- [--room NAME]... [--file PART]... [--sample N | --all] [--seed TEXT] [--accepted]
//                     [--everywhere] [--without TESTS]... [--slowest SECONDS] [--workers N]
//
// Not Stryker: it has no runner for uvu, and its command runner would run every test for every fault, which takes days.
//
// Faults are made in the compiled files, in private copies of dist, and each is given only to the test files that
// execute its place, those of its room first and the quickest first, up to the first failure. Survivors that cannot
// matter are listed with a reason in mutate/accepted.json and do not count. Exit status: 0 if at least 90 % are killed,
// 3 if not, 2 for a wrong argument, 1 if the tests fail without any fault.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { coverageOf, executes, unmutated } from './mutate/coverage.mjs';
import { Lane } from './mutate/lane.mjs';
import { mutantsOf, mutated } from './mutate/operators.mjs';
import { keyOf, placed } from './mutate/places.mjs';
import { percent, survivors, table, tally } from './mutate/report.mjs';
import { ROOMS, roomOf } from './mutate/rooms.mjs';

const ENOUGH = 0.9;
/** A fault may make a test take so much more CPU time before it counts as a hang; measuring it slowed it down too. */
const PATIENCE = { times: 3, ms: 2000 };

const { root, rooms, parts, sample, seed, slowest, everywhere, without, workers, onlyAccepted } = options();
let said = 0;
let judging = false;
let stopped = false;
const lanes = Array.from({ length: workers }, () => new Lane(root));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
process.exitCode = await main();

async function main() {
  const accepted = acceptedList();
  const all = targets().flatMap(mutantsIn);
  const known = new Set(all.map(keyOf));
  const keys = new Map(accepted.map((entry) => [keyOf(entry), entry]));
  const chosen = onlyAccepted ? all.filter((mutant) => keys.has(keyOf(mutant))) : sampled(all);
  if (chosen.length === 0) complain('there is nothing to mutate; see --room and --file');

  const coverage = await coverageOf(testFiles(), { lanes, cache: cacheFile(), say: progress });
  const broken = Object.keys(coverage).filter((test) => !coverage[test].passed);
  if (broken.length > 0) {
    process.stderr.write(`these fail without any fault:\n  ${broken.join('\n  ')}\n`);
    return 1;
  }
  const slow = Object.keys(coverage).filter((test) => coverage[test].ms > slowest * 1000);
  const usable = Object.fromEntries(Object.entries(coverage).filter(([test]) => !slow.includes(test)));
  const asked = Object.keys(usable).filter((test) => chosen.some((mutant) => reaches(usable[test], mutant)));
  const control = await unmutated(asked, usable, { lanes, cache: cacheFile(), limit: limitOf });
  if (control.kind !== 'survived') {
    process.stderr.write(
      `without any fault, after the others in one process: ${control.kind} by ${control.by}\n`,
    );
    return 1;
  }
  const begun = performance.now();
  judging = true;
  const judged = await judge(chosen, usable, onlyAccepted ? new Map() : keys);
  const seconds = (performance.now() - begun) / 1000;

  const stale = accepted.filter(
    (entry) => all.some(({ file }) => file === entry.file) && !known.has(keyOf(entry)),
  );
  write(judged, { total: all.length, slow, stale, seconds });
  if (stopped) return 130;
  if (onlyAccepted) return judged.some(({ kind }) => kind === 'killed' || kind === 'timeout') ? 3 : 0;
  return tally(judged).share >= ENOUGH ? 0 : 3;
}

function options() {
  const text = { type: 'string' };
  const { values } = parsedArguments({
    root: text,
    room: { type: 'string', multiple: true },
    file: { type: 'string', multiple: true },
    sample: text,
    all: { type: 'boolean' },
    seed: text,
    slowest: text,
    workers: text,
    everywhere: { type: 'boolean' },
    without: { type: 'string', multiple: true },
    accepted: { type: 'boolean' },
  });
  const number = (name, otherwise) => {
    const value = values[name] === undefined ? otherwise : Number(values[name]);
    if (!(value > 0)) complain(`--${name} takes a number above 0, not '${values[name]}'`);
    return value;
  };
  const strange = (values.room ?? []).find((room) => !ROOMS.includes(room));
  if (strange !== undefined) complain(`no room '${strange}'; there are ${ROOMS.join(', ')}`);
  return {
    root: resolve(values.root ?? join(dirname(fileURLToPath(import.meta.url)), '..')),
    rooms: values.room ?? ROOMS,
    parts: values.file ?? [''],
    sample: values.all ? Number.POSITIVE_INFINITY : Math.floor(number('sample', 60)),
    seed: values.seed ?? 'mutate',
    slowest: number('slowest', 20),
    without: values.without ?? [],
    everywhere: values.everywhere ?? false,
    workers: Math.floor(number('workers', availableParallelism())),
    onlyAccepted: values.accepted ?? false,
  };
}

/** Ends what runs; what was judged until then is still reported. */
function stop() {
  if (!judging) process.exit(130);
  stopped = true;
  for (const lane of lanes) lane.stop();
}

function parsedArguments(named) {
  try {
    return parseArgs({ options: named });
  } catch (error) {
    return complain(error.message);
  }
}

function complain(text) {
  process.stderr.write(`mutate: ${text}\n`);
  process.exit(2);
}

/** Read from a private copy, so that whoever builds meanwhile disturbs nothing. */
function filesBelow(folder) {
  const from = join(lanes[0].folder, folder);
  if (!existsSync(from)) return [];
  const names = readdirSync(from, { recursive: true });
  return names
    .filter((name) => name.endsWith('.js'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();
}

function targets() {
  const product = filesBelow('dist').filter((file) => !/\.test(-kit)?\.|sample-/.test(file));
  return product.filter((file) => rooms.includes(roomOf(file)) && parts.some((part) => file.includes(part)));
}

/**
 * Tests of the rooms and of what lies under them; from everywhere also those of texts, pictures and the command line,
 * which take minutes. House rules read sources, not what is built.
 */
function testFiles() {
  const tests = filesBelow('dist').filter(
    (file) => /\.test\.js$/.test(file) && !file.endsWith('/house.test.js'),
  );
  const asked = tests.filter((file) => !without.some((part) => file.includes(part)));
  return everywhere ? asked : asked.filter((file) => !/^dist\/(report|cli)\//.test(file));
}

function mutantsIn(compiled) {
  const path = join(lanes[0].folder, compiled);
  const text = readFileSync(path, 'utf8');
  return placed(mutantsOf(text, path), text, path, compiled).map((mutant) => ({ ...mutant, compiled, text }));
}

/** The same mutants for the same seed, as far as their lines are the same; so many of each room. */
function sampled(mutants) {
  const twins = new Map();
  const ranked = mutants.map((mutant) => {
    const key = keyOf(mutant);
    twins.set(key, (twins.get(key) ?? 0) + 1);
    return {
      mutant,
      rank: createHash('sha256')
        .update(`${seed}\n${key}\n${twins.get(key)}`)
        .digest('hex'),
    };
  });
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const taken = new Map();
  return ranked
    .map(({ mutant }) => mutant)
    .filter(({ file }) => {
      taken.set(roomOf(file), (taken.get(roomOf(file)) ?? 0) + 1);
      return taken.get(roomOf(file)) <= sample;
    });
}

function acceptedList() {
  const file = join(root, '.ci', 'mutate', 'accepted.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

function cacheFile() {
  return join(root, 'node_modules', '.cache', 'reorgsim-mutate.json');
}

/** Gives each mutant its fate. */
async function judge(mutants, coverage, accepted) {
  const judged = [];
  const queue = [...mutants];
  const drain = async (lane) => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const fate = await fateOf(mutant, lane, coverage, accepted);
      if (stopped) return;
      judged.push({ ...mutant, ...fate });
      const { killed, timeout } = tally(judged);
      progress(`${judged.length} of ${mutants.length} mutants, ${killed + timeout} killed`);
    }
  };
  await Promise.all(lanes.map(drain));
  return judged.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start));
}

/** A test file's limit [ms of CPU time]. */
function limitOf({ ms }) {
  return ms * PATIENCE.times + PATIENCE.ms;
}

/** Where `?.` finds nothing, itself counts as not executed: what stands before it does. */
function reaches(test, { compiled, start, operator }) {
  return executes(test, compiled, operator === 'optional' ? start - 1 : start);
}

async function fateOf(mutant, lane, coverage, accepted) {
  if (accepted.has(keyOf(mutant))) return { kind: 'accepted' };
  const { compiled, text } = mutant;
  const tests = Object.keys(coverage).filter((test) => reaches(coverage[test], mutant));
  if (tests.length === 0) return { kind: 'uncovered' };
  const far = (test) => (dirname(test) === dirname(compiled) ? 0 : 1);
  tests.sort((a, b) => far(a) - far(b) || coverage[a].ms - coverage[b].ms);
  lane.write(compiled, mutated(text, mutant));
  const fate = await lane.run(tests.map((test) => ({ test, limit: limitOf(coverage[test]) })));
  lane.write(compiled, text);
  return fate;
}

function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (performance.now() - said > 10_000) {
    said = performance.now();
    process.stderr.write(`${text}\n`);
  }
}

function write(judged, { total, slow, stale, seconds }) {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const say = (text) => process.stdout.write(`${text}\n`);
  const left = survivors(judged);
  if (left !== '') say(`${left}\n`);
  say(table(judged));
  const noticed = onlyAccepted ? judged.filter(({ kind }) => kind === 'killed' || kind === 'timeout') : [];
  for (const { file, within, original, changed } of noticed)
    say(`accepted, but noticed by a test: ${file} ${within}\n  - ${original}\n  + ${changed}`);
  const { share, killed, timeout, mutants } = tally(judged);
  say(
    `${stopped ? '\nstopped early: ' : '\n'}${mutants} of ${total} mutants (seed ${seed}) in ${Math.round(seconds)} s`,
  );
  if (slow.length > 0) say(`not asked, since slower than ${slowest} s: ${slow.join(', ')}`);
  for (const { file, original, changed } of stale)
    say(`accepted, but no longer there: ${file}\n  - ${original}\n  + ${changed}`);
  say(`${percent(share)} killed of what is not accepted, ${percent((killed + timeout) / mutants)} of all`);
}
