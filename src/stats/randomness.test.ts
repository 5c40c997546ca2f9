import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { normalQuantile } from './normal.ts';
import { drawKey, keyedUniform, type Stream, stream } from './stream.ts';

/**
 * The contract about chance. Every number below is promised: whoever changes one changes the results of every scenario with
 * the same seed, which is a breaking change and belongs into the changelog as such.
 */
const Randomness = suite('randomness');

/** All streams that the program opens, by purpose: their first two draws for seed 'contract', subject 'x', replication 1. */
const STREAMS: Record<string, [number, number]> = {
  open: [0.035776274860836565, 0.5053888227557763],
  'arrival times': [0.14147537865210325, 0.13636020047124475],
  'level of arrivals': [0.12684391962829977, 0.7276230488205329],
  arrivals: [0.4085211035562679, 0.6113525469554588],
  'first arrival': [0.6260378254810348, 0.8618786128936335],
  away: [0.7012879740213975, 0.8849858947796747],
  batch: [0.34100903233047575, 0.6414864567341283],
  bursts: [0.1271969749359414, 0.6217815888812765],
  'level of rounds': [0.464953163289465, 0.8222673869458959],
  'level of turnaround': [0.2408621230861172, 0.3552518639480695],
  touch: [0.7538880401989445, 0.057207884383387864],
  kind: [0.07798243232537061, 0.4919557353714481],
  size: [0.9109258480602875, 0.4707209832267836],
  rounds: [0.15450638660695404, 0.4316471660276875],
  rounding: [0.3293705409159884, 0.9350861691636965],
  slowness: [0.43102218525018543, 0.5872259709285572],
  priority: [0.25377537857275456, 0.3060066303005442],
  express: [0.330031490069814, 0.9012083053821698],
  author: [0.5124364575603977, 0.021515973727218807],
  patience: [0.35276329482439905, 0.5741794513305649],
  progress: [0.2695666420040652, 0.8193325441097841],
  'hours of weeks': [0.720885731629096, 0.6658425893401727],
  absence: [0.08916960458736867, 0.2091858988860622],
  'level of hours': [0.3310873069567606, 0.40501374716404825],
  fitted: [0.5603646467207, 0.8348848497262225],
  // of backtests: what comes later, what cannot be known, lead times, changes that are given up, and even draws
  'arrivals to come': [0.5647650234168395, 0.6703103390755132],
  lead: [0.19769689405802637, 0.4901497730752453],
  fate: [0.8096847865963355, 0.7847687975736335],
  evenly: [0.07130343688186258, 0.9067141431150958],
  // of made-up projects (npm run validate)
  project: [0.15629317366983742, 0.01218964357394725],
};

/** Keys of draws that belong to single subjects, by purpose: draws (0, 0), (1, 0), (0, 1), (5,000, 80,000). */
const KEYS: Record<string, [number, number, number, number]> = {
  change: [0.967147741583176, 0.7632055619033054, 0.1278261673869565, 0.3829420489491895],
};

const firstDraws = (purpose: string) => take(stream('contract', purpose, 'x', 1), 2);

function keyedDraws(purpose: string): number[] {
  const key = drawKey('contract', purpose, 'x', 1);
  return [
    [0, 0],
    [1, 0],
    [0, 1],
    [5_000, 80_000],
  ].map(([subject, index]) => keyedUniform(key, subject!, index!));
}

function take(from: Stream, count: number): number[] {
  return Array.from({ length: count }, () => from.next());
}

// ── known answers ───────────────────────────────────────────────────────────────────────────────────────────────────

for (const [purpose, known] of Object.entries(STREAMS))
  Randomness(`stream '${purpose}' begins as promised`, () => {
    assert.equal(firstDraws(purpose), known);
  });

for (const [purpose, known] of Object.entries(KEYS))
  Randomness(`draws of a single '${purpose}' are as promised`, () => {
    assert.equal(keyedDraws(purpose), known);
  });

Randomness('every stream that the program opens is among those promised, and no other', () => {
  const src = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
  const code = files.filter((name) => name.endsWith('.ts') && !/\.(test|test-kit)\.ts$/.test(name));
  const text = code.map((name) => readFileSync(join(src, name), 'utf8')).join('\n');
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!);
  const opened = new Set([
    ...found(/\bstream\(\s*[\w.]*seed,\s*'([^']+)'/g),
    ...found(/\bnamed\('([^']+)'\)/g),
    ...found(/\bstreamFor\([\w.]+, '([^']+)'/g),
    ...found(/\blevel\('([^']+)'/g).map((name) => `level of ${name}`),
  ]);
  const told = (names: Iterable<string>) =>
    [...names].sort().map((name) => `${JSON.stringify(name)}: ${JSON.stringify(firstDraws(name))}`);
  assert.equal(told(opened), told(Object.keys(STREAMS)));
  assert.equal(new Set(found(/\bdrawKey\(\s*[\w.]*seed,\s*'([^']+)'/g)), new Set(Object.keys(KEYS)));
});

const MIXED: number[] = [
  0.8308172764955088, 0.7680800176458433, 0.34749278181698173, 0.40834908199030906, 0.14049880777020007,
];

Randomness('draws under a bare key are as promised', () => {
  const draws = [
    ...[keyedUniform([0, 0], 1, 0), keyedUniform([0, 0], 0, 1), keyedUniform([1, 0], 0, 0)],
    ...[keyedUniform([0, 1], 0, 0), keyedUniform([-1, -1], 2 ** 31 - 1, 2 ** 31 - 1)],
  ];
  assert.equal(draws, MIXED);
});

// ── the ends ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The word that the second round of the mixing turns into `mixed`: each of its steps undone, last first. */
function before(mixed: number): number {
  let h = mixed ^ (mixed >>> 16);
  h = Math.imul(h, inverse(0x846ca68b));
  h ^= (h >>> 15) ^ (h >>> 30);
  h = Math.imul(h, inverse(0x7feb352d));
  return h ^ (h >>> 16);
}

/** Inverse of an odd number modulo 2^32, by Newton's iteration. */
function inverse(odd: number): number {
  let x = odd;
  for (let i = 0; i < 5; i++) x = Math.imul(x, 2 - Math.imul(odd, x));
  return x;
}

Randomness('the least and the greatest draw under any key are half a step off 0 and 1', () => {
  assert.is(keyedUniform([0, before(0)], 0, 0), 2 ** -33);
  assert.is(keyedUniform([0, before(-1)], 0, 0), 1 - 2 ** -33);
});

Randomness('draws of streams lie on the same grid, so no stream ever gives 0 or 1', () => {
  for (let seed = 0; seed < 20; seed++) {
    const draw = stream(seed, 'grid');
    for (let i = 0; i < 10_000; i++) {
      const step = draw.next() * 2 ** 33;
      assert.ok(Number.isInteger(step) && step % 2 === 1 && step > 0 && step < 2 ** 33);
    }
  }
});

// ── laws of chance ──────────────────────────────────────────────────────────────────────────────────────────────────

/** How far a standard normal number may lie off so that one of `tests` honest ones fails in one of a thousand suites. */
const limitOf = (tests: number) => -normalQuantile(0.001 / (2 * tests));

/** Chi-square of counts that should be alike, as a standard normal number (Wilson and Hilferty, PNAS 17, 1931). */
function unevenness(counts: ArrayLike<number>): number {
  const cells = Array.from(counts);
  const freedom = cells.length - 1;
  const mean = cells.reduce((sum, n) => sum + n, 0) / cells.length;
  const chi = cells.reduce((sum, n) => sum + (n - mean) ** 2 / mean, 0);
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(chi / freedom) - (1 - spread)) / Math.sqrt(spread);
}

function evenness(values: readonly number[], cells = 256): number {
  const counts = new Float64Array(cells);
  for (const u of values) counts[Math.floor(u * cells)]!++;
  return unevenness(counts);
}

/** Pairs of neighbors, each in one of 32 × 32 cells. */
function serial(values: readonly number[]): number {
  const counts = new Float64Array(1024);
  for (let i = 0; i + 1 < values.length; i += 2)
    counts[32 * Math.floor(values[i]! * 32) + Math.floor(values[i + 1]! * 32)]!++;
  return unevenness(counts);
}

/** Largest distance from the uniform law, times the root of the number (Kolmogorov and Smirnov). */
function distance(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  return sorted.reduce((most, u, i) => Math.max(most, (i + 1) / n - u, u - i / n), 0) * Math.sqrt(n);
}

/** Correlation in standard errors. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (a[i]! - 0.5) * (b[i]! - 0.5);
  return (12 * sum) / Math.sqrt(n);
}

const N = 100_000;
const SUBJECTS = 1_000;

/** Rows of draws in the orders in which the program asks for them. */
const rows: Record<string, () => number[]> = {
  'a stream': () => take(stream('1', 'arrivals', 'x', 0), N),
  'first draws of streams': () =>
    Array.from({ length: N / 10 }, (_, k) => stream('1', 'level of arrivals', k).next()),
  'one draw of many subjects': () =>
    Array.from({ length: N }, (_, i) => keyedUniform(drawKey('1', 'change', 'x', 0), i, 0)),
  'many draws of one subject': () =>
    Array.from({ length: N }, (_, i) => keyedUniform(drawKey('1', 'change', 'x', 0), 7, i)),
  'one purpose of one subject': () =>
    Array.from({ length: N }, (_, i) => keyedUniform(drawKey('1', 'change', 'x', 0), 7, 8 * i + 2)),
  'subject by subject': () =>
    Array.from({ length: N }, (_, i) =>
      keyedUniform(drawKey('1', 'change', 'x', 0), Math.floor(i / 100), i % 100),
    ),
  'draw by draw': () =>
    Array.from({ length: N }, (_, i) =>
      keyedUniform(drawKey('1', 'change', 'x', 0), i % SUBJECTS, Math.floor(i / SUBJECTS)),
    ),
  'parts of changes': () =>
    Array.from({ length: N }, (_, i) =>
      keyedUniform(drawKey('1', 'change', 'x', 0), i % SUBJECTS, 2 ** 17 * Math.floor(i / SUBJECTS)),
    ),
  'low bits': () =>
    Array.from({ length: N }, (_, i) => (keyedUniform(drawKey('1', 'change', 'x', 0), i, 0) * 2 ** 16) % 1),
};

for (const [name, draw] of Object.entries(rows))
  Randomness(`${name}: even (chi-square, Kolmogorov–Smirnov), and so are pairs of neighbors`, () => {
    const values = draw();
    const limit = limitOf(3 * Object.keys(rows).length);
    assert.ok(Math.abs(evenness(values)) < limit, `chi-square ${evenness(values)}`);
    assert.ok(Math.abs(serial(values)) < limit, `pairs ${serial(values)}`);
    const most = Math.sqrt(-Math.log(0.0005 / (3 * Object.keys(rows).length)) / 2);
    assert.ok(distance(values) < most, `distance ${distance(values)}`);
  });

/** What differs by one between two rows of draws that should have nothing to do with each other. */
const pairs: Record<string, [tests: number, rows: (i: number) => [number[], number[]]]> = {
  'consecutive seeds': [40, (i) => [streamed(i, 'arrivals', 'x', 0), streamed(i + 1, 'arrivals', 'x', 0)]],
  'consecutive replications': [
    40,
    (i) => [streamed(1, 'arrivals', 'x', i), streamed(1, 'arrivals', 'x', i + 1)],
  ],
  'names of neighbors': [
    25,
    (i) => [streamed(1, 'arrivals', nameOf(i), 0), streamed(1, 'arrivals', nameOf(i + 1), 0)],
  ],
  'purposes of one subject': [
    Object.keys(STREAMS).length,
    (i) => [streamed(1, purposeAt(i), 'x', 0), streamed(1, purposeAt(i + 1), 'x', 0)],
  ],
  'keys of consecutive seeds': [40, (i) => [keyed([i, 'change', 'x', 0]), keyed([i + 1, 'change', 'x', 0])]],
  'keys of consecutive replications': [
    40,
    (i) => [keyed([1, 'change', 'x', i]), keyed([1, 'change', 'x', i + 1])],
  ],
  'consecutive ordinals': [40, (i) => [keyed(KEY, i), keyed(KEY, i + 1)]],
  'purposes of one change': [40, (i) => [ofPurpose(i % 8), ofPurpose((i + 1 + Math.floor(i / 8)) % 8)]],
  'the same purpose at the next visit': [40, (i) => [ofSubjects(i), ofSubjects(i + 8)]],
  'a part and the next': [20, (i) => [ofSubjects(i * 2 ** 17), ofSubjects((i + 1) * 2 ** 17)]],
};

const KEY = [1, 'change', 'x', 0] as const;
const LENGTH = 10_000;
const nameOf = (i: number) => String.fromCharCode(97 + i);
const purposeAt = (i: number) => Object.keys(STREAMS)[i % Object.keys(STREAMS).length]!;

function streamed(...name: (string | number)[]): number[] {
  return take(stream(...name), LENGTH);
}

/** All draws of one subject. */
function keyed(name: readonly (string | number)[], subject = 3): number[] {
  const key = drawKey(...name);
  return Array.from({ length: LENGTH }, (_, i) => keyedUniform(key, subject, i));
}

/** One draw of all subjects. */
function ofSubjects(index: number): number[] {
  const key = drawKey(...KEY);
  return Array.from({ length: LENGTH }, (_, i) => keyedUniform(key, i, index));
}

/** One purpose at all visits of some subjects. */
function ofPurpose(purpose: number): number[] {
  const key = drawKey(...KEY);
  return Array.from({ length: LENGTH }, (_, i) =>
    keyedUniform(key, i % 100, 8 * Math.floor(i / 100) + purpose),
  );
}

const TESTS = Object.values(pairs).reduce((sum, [tests]) => sum + tests, 0);
for (const [name, [tests, draw]] of Object.entries(pairs))
  Randomness(`${name}: uncorrelated (${tests} of ${TESTS} tests, one in a thousand suites fails)`, () => {
    for (let i = 0; i < tests; i++) {
      const off = correlation(...draw(i));
      assert.ok(Math.abs(off) < limitOf(TESTS), `${name} ${i}: ${off} standard errors`);
    }
  });

Randomness('the tests of this suite can fail: a row with itself, a row that leans, one of two steps', () => {
  const fair = take(stream('1', 'fair'), N);
  assert.ok(correlation(fair, fair) > limitOf(TESTS));
  assert.ok(evenness(fair.map((u) => u ** 1.05)) > limitOf(27));
  assert.ok(distance(fair.map((u) => u ** 1.05)) > Math.sqrt(-Math.log(0.0005 / 27) / 2));
  assert.ok(serial(fair.map((u, i) => (i % 20 === 1 ? fair[i - 1]! : u))) > limitOf(27));
});

Randomness('draws of a run that fall together are no more than chance allows', () => {
  const key = drawKey(...KEY);
  const seen = new Float64Array(5_000 * 64);
  for (let i = 0; i < seen.length; i++) seen[i] = keyedUniform(key, Math.floor(i / 64), i % 64);
  seen.sort();
  let equal = 0;
  for (let i = 1; i < seen.length; i++) if (seen[i] === seen[i - 1]) equal++;
  const expected = seen.length ** 2 / 2 / 2 ** 32;
  assert.ok(Math.abs(equal - expected) < 4 * Math.sqrt(expected), `${equal} of ${expected} expected`);
});

Randomness.run();
