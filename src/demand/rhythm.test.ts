import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawChanges } from './draw-changes.ts';
import { Rhythm } from './rhythm.ts';
import { agree, planOf, squares } from './steady.test-kit.ts';
import { drawSteady, expectedTurns, expectedUntil } from './steady.ts';

const Rhythms = suite('rhythm of arrivals');

const WAVE = 'wave: {amplitude: 100 %, period: 12 h, peak: 3 h}';
const PHASES =
  'phases: [{length: 13 h, factor: 1.6}, {length: 6 h, factor: 3}, {length: 4 h, factor: 0}, {length: 3 h, factor: 0.5}]';
const TURNS: [number, number][] = [
  [13, 1.6],
  [6, 3],
  [4, 0],
  [3, 0.5],
];
const BURSTS =
  'bursts: [{factor: 1.2, lasts: {law: exponential, mean: 10 h}}, {factor: 0.2, lasts: {law: exponential, mean: 5 h}}]';

/** Steady time at clock time t under these phases: piece by piece. */
function underPhases(t: number): number {
  let [steady, left] = [0, t];
  for (let i = 0; left > 0; i = (i + 1) % TURNS.length) {
    const [length, factor] = TURNS[i]!;
    steady += factor * Math.min(left, length);
    left -= length;
  }
  return steady;
}

/** ∫ of f from 0 to t, by Simpson's rule. */
function integral(f: (t: number) => number, until: number, steps = 20_000): number {
  const width = until / steps;
  let sum = f(0) + f(until);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f(i * width);
  return (sum * width) / 3;
}

const near = (actual: number, expected: number, off = 1e-9) =>
  assert.ok(
    Math.abs(actual - expected) <= off * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );

async function steadyAt(arrivals: string, t: number): Promise<number> {
  const plan = await planOf({ arrivals: `changes: 1, ${arrivals}` });
  return new Rhythm(plan, 0).goOn(t, Number.POSITIVE_INFINITY);
}

Rhythms('steady time is the integral of phases and of a wave, one by one and together', async () => {
  const cosine = (t: number) => 1 + Math.cos((2 * Math.PI * (t - 3)) / 12);
  for (const t of [0.5, 5, 14, 19, 22, 26, 40, 300]) {
    near(await steadyAt(PHASES, t), underPhases(t), 1e-12);
    near(await steadyAt(WAVE, t), integral(cosine, t), 1e-9);
  }
  // 1.6 until 13 h, then 3: the wave's own integral at both ends
  const waveTo = (t: number) => integral(cosine, t);
  near(await steadyAt(`${PHASES}, ${WAVE}`, 17), 1.6 * waveTo(13) + 3 * (waveTo(17) - waveTo(13)), 1e-9);
});

for (const [name, arrivals] of [
  ['a wave down to 0', WAVE],
  ['phases', PHASES],
  ['phases, a wave and bursts', `${PHASES}, ${WAVE}, ${BURSTS}`],
] as const) {
  Rhythms(`the clock of ${name} is the inverse of its steady time, and never goes back`, async () => {
    const plan = await planOf({ arrivals: `changes: 1, ${arrivals}` });
    const steady = Float64Array.from({ length: 3_000 }, (_, i) => 0.1 * (i + 0.3));
    const rhythm = new Rhythm(plan, 4);
    rhythm.goOn(Number.POSITIVE_INFINITY, 300);
    const clock = rhythm.toClock(steady.slice());
    const other = new Rhythm(plan, 4);
    for (let i = 0; i < clock.length; i++) {
      assert.ok(i === 0 || clock[i]! >= clock[i - 1]!, `${clock[i - 1]} before ${clock[i]}`);
      near(other.goOn(clock[i]!, Number.POSITIVE_INFINITY), steady[i]!, 1e-11);
    }
  });
}

Rhythms('far from the start the clock of a wave is as exact as doubles are', async () => {
  const plan = await planOf({ arrivals: 'changes: 1, wave: {amplitude: 90 %, period: 7 h, peak: 1.75 h}' });
  const rhythm = new Rhythm(plan, 0);
  rhythm.goOn(Number.POSITIVE_INFINITY, 1e6);
  // After whole periods as much has passed as without a wave.
  for (const [i, time] of rhythm.toClock(Float64Array.from([7, 700, 700_000])).entries())
    near(time, [7, 700, 700_000][i]!, 1e-14);
});

/** Arrivals of area b (1.5 an hour) from `from` to `until`, in each of `n` replications. */
async function counts(arrivals: string, from: number, until: number, n: number): Promise<Float64Array> {
  const plan = await planOf({ arrivals: `${arrivals}, until: ${until} h` });
  return Float64Array.from(
    { length: n },
    (_, k) => drawSteady(plan, k)[1]!.filter((time) => time >= from && time <= until).length,
  );
}

Rhythms('as many come in a stretch as phases and waves say, with the variance of Poisson', async () => {
  const inPhases = await counts(PHASES, 13, 19, 4_000);
  agree('phase 2', inPhases, 27);
  agree('its variance', squares(inPhases, 27), 27);
  const through = 1.5 * underPhases(60);
  agree('two rounds', await counts(PHASES, 0, 60, 500), through);
  const cosine = (t: number) => 1 + Math.cos((2 * Math.PI * (t - 3)) / 12);
  agree('down the wave', await counts(WAVE, 6, 9, 4_000), 1.5 * (integral(cosine, 9) - integral(cosine, 6)));
});

Rhythms('nothing comes in a phase of factor 0', async () => {
  const plan = await planOf({ arrivals: `${PHASES}, until: 200 h` });
  const times = drawSteady(plan, 0).flatMap((list) => [...list]);
  assert.ok(times.length > 300);
  for (const time of times) assert.not(time % 26 > 19 && time % 26 < 23, `${time}`);
});

Rhythms('equal gaps follow each other in steady time', async () => {
  const plan = await planOf({ arrivals: `${PHASES}, gaps: {law: constant, value: 1}, changes: 300` });
  const times = drawSteady(plan, 2)[0]!;
  for (let i = 1; i < times.length; i++) near(underPhases(times[i]!) - underPhases(times[i - 1]!), 2, 1e-9);
});

Rhythms(
  'counts of two exponential bursts have the mean and the variance of an MMPP, from the start',
  async () => {
    // Heffes & Lucantoni, IEEE J. Sel. Areas Commun. 4(6) 1986; Fischer & Meier-Hellstern, Perf. Eval. 18 1993.
    const [first, second, k] = [1.5 * 1.2, 1.5 * 0.2, 1 / 10 + 1 / 5];
    const spread = (first - second) ** 2 * (2 / 9);
    const rate = (2 * first + second) / 3;
    for (const [until, n] of [
      [4, 6_000],
      [60, 4_000],
    ] as const) {
      const variance = rate * until + 2 * spread * (until / k - (1 - Math.exp(-k * until)) / k ** 2);
      const seen = await counts(BURSTS, 0, until, n);
      agree(`mean until ${until}`, seen, rate * until);
      agree(`variance until ${until}`, squares(seen, rate * until), variance);
    }
    // Far from the start it is the same process.
    agree('later', await counts(BURSTS, 56, 60, 4_000), rate * 4);
  },
);

Rhythms(
  'all areas and organizations share the bursts of a replication, and replications differ',
  async () => {
    const equal = 'lasts: {law: constant, value: 50 h}';
    const plan = await planOf({
      arrivals: `bursts: [{factor: 2, ${equal}}, {factor: 0, ${equal}}], until: 1000 h`,
    });
    const begins = Array.from({ length: 40 }, (_, replication) => {
      const [ofA, ofB] = drawSteady(plan, replication) as [Float64Array, Float64Array];
      // The start of the loud half of each hundred hours, as far as the busier area tells.
      const phases = Float64Array.from(ofB, (time) => time % 100).sort();
      let [widest, begin] = [0, 0];
      for (let i = 0; i < phases.length; i++) {
        const gap = (phases[(i + 1) % phases.length]! - phases[i]! + 100) % 100;
        if (gap > widest) [widest, begin] = [gap, phases[(i + 1) % phases.length]!];
      }
      assert.ok(widest > 49.9, `${widest}`);
      for (const time of ofA) assert.ok((time - begin + 102) % 100 < 54, `${time} beside ${begin}`);
      return begin;
    });
    assert.is(new Set(begins.map(Math.round)).size > 20, true);
    // A random start: the circle begins evenly over its hundred hours.
    agree(
      'begin',
      begins.map((begin) => (begin < 50 ? 1 : 0)),
      0.5,
      0.2,
    );
  },
);

Rhythms('a rhythm leaves everything else about the changes as it was', async () => {
  const [usual, other] = await Promise.all(
    ['changes: 400', `changes: 400, phases: [{length: 9 h, factor: 1}, {length: 9 h, factor: 2}]`].map(
      (arrivals) => planOf({ arrivals }),
    ),
  );
  const [before, after] = [drawChanges(usual!, 5), drawChanges(other!, 5)];
  for (const column of ['area', 'effort', 'size', 'rounds', 'ordinal', 'patience'] as const)
    assert.equal([...after[column].subarray(0, 400)], [...before[column].subarray(0, 400)], column);
  assert.not.equal(after.created[399], before.created[399]);
  assert.is(after.created[0], before.created[0]);
});

Rhythms('what is expected of a run is known before it is drawn', async () => {
  const until = await planOf({
    arrivals: `${PHASES}, ${BURSTS}, batch: {law: geometric, mean: 2}, until: 60 h`,
  });
  near(expectedUntil(until), 2 * 2 * underPhases(60) * ((2 * 1.2 + 0.2) / 3), 1e-9);
  near(expectedTurns(until), 60 * (2 / 15 + 4 / 26), 1e-9);
  const changes = await planOf({ arrivals: `${PHASES}, changes: 400` });
  assert.is(expectedUntil(changes), 0);
  near(expectedTurns(changes), ((4 / 26) * 400) / (2 * (underPhases(26) / 26)), 1e-9);
});

Rhythms.run();
