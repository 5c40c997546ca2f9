import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { seenOf, type Told } from './seen.test-kit.ts';
import { type Asked, type Field, type PathField, StationTally } from './tally.ts';

const Counting = suite('tally');

const WINDOW = { from: 10, until: 20 };

/** Two classes about a window from 10 h to 20 h; the run stops at 30 h. */
const TOLD: readonly Told[] = [
  { at: -3, begun: 2, merged: 12 },
  { at: 3, begun: 4, merged: 8, area: 1 },
  { at: 5, begun: 11, merged: 15, area: 1 },
  { at: 10, begun: 10, merged: 13, effort: 3 },
  { at: 12, begun: 16, merged: 22, area: 1, effort: 6 },
  { at: 14, abandoned: 17, area: 1, effort: 2 },
  { at: 16, abandoned: 16 },
  { at: 19, effort: 1 },
  { at: 20, begun: 20, merged: 21 },
];

function tallied(told: readonly Told[], asked: Asked = {}, classes = 2, from = 0) {
  const tally = new StationTally(classes, WINDOW, asked, from);
  const row = new Float64Array(tally.end);
  tally.observe(seenOf(told, 30), row);
  return { tally, row };
}

for (const [field, first, second, what] of [
  ['customers', 3, 2, 'who come in the window, its beginning included and its end not'],
  ['sojourn', 3 + 0 + 11, 10 + 3, 'until they merge, abandon, or the run stops'],
  ['sojourn2', 9 + 121, 100 + 9, 'squares of these'],
  ['wait', 0 + 0 + 11, 4 + 3, 'until the first review or until they leave without'],
  ['wait2', 121, 16 + 9, 'squares of these'],
  ['waited', 1, 2, 'whose review did not begin at once'],
  ['served', 1, 1, 'who came in the window and merged, whenever'],
  ['abandoned', 0, 1, 'who gave up waiting'],
  ['turned', 1, 0, 'who left at the moment they came'],
  ['inSystem', 2 + 3 + 0 + 1, 5 + 8 + 3, 'hours in the window, whenever they came'],
  ['inQueue', 0 + 0 + 0 + 1, 1 + 4 + 3, 'hours in the window without a review'],
  ['left', 2, 1, 'who merged in the window, whenever they came'],
  ['work', 3 + 0 + 1, 6 + 2, 'work of those who came'],
  ['work2', 9 + 1, 36 + 4, 'its squares'],
  ['work3', 27 + 1, 216 + 8, 'its cubes'],
] as const satisfies readonly (readonly [Field, number, number, string])[]) {
  Counting(`${field}: ${what}`, () => {
    const { tally, row } = tallied(TOLD);
    assert.equal(
      [0, 1].map((of) => tally.of(row, field, of)),
      [first, second],
    );
    assert.is(tally.of(row, field), first + second, 'the sum of all classes');
  });
}

Counting('who merges as the window ends has left after it, who merges as it begins before it', () => {
  const { tally, row } = tallied([
    { at: 5, begun: 5, merged: 10 },
    { at: 15, begun: 15, merged: 20 },
  ]);
  assert.is(tally.of(row, 'left'), 0);
  assert.is(tally.of(row, 'inSystem'), 5);
});

Counting('shares of waits and sojourns above given times are of those who came', () => {
  const { tally, row } = tallied(TOLD, { waitsAbove: [3, 3.5, 11], sojournsAbove: [0, 3, 10] });
  // Waits 0, 4, 3, 0, 11; sojourns 3, 10, 3, 0, 11.
  assert.equal(
    [0, 1, 2].map((i) => tally.waitsAbove(row, i)),
    [2 / 5, 2 / 5, 0],
  );
  assert.equal(
    [0, 1, 2].map((i) => tally.sojournsAbove(row, i)),
    [4 / 5, 2 / 5, 1 / 5],
  );
});

Counting('quantiles of waits and of sojourns do not mix', () => {
  const told = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => ({ at: 11, begun: 11 + k, merged: 11 + 2 * k }));
  const { tally, row } = tallied(told, { waits: true, sojourns: true }, 1);
  assert.ok(Math.abs(tally.waitQuantile(row, 0.5) / 5 - 1) < 0.002);
  assert.ok(Math.abs(tally.sojournQuantile(row, 0.5) / 10 - 1) < 0.002);
});

Counting('the path tells the squared number and the time with at least so many', () => {
  const { tally, row } = tallied(TOLD, { path: true, atLeast: [2, 3, 4] });
  // 3 present from 10 h, 2 from 13, 3 from 14, 2 from 15, 1 from 17, 2 from 19.
  assert.is(tally.ofPath(row, 'square'), 9 * 3 + 4 + 9 + 4 * 2 + 2 + 4);
  assert.is(tally.ofPath(row, 'empty'), 0);
  assert.equal(
    [0, 1, 2].map((i) => tally.atLeast(row, i)),
    [0.8, 0.4, 0],
  );
});

const busy = (...stays: readonly (readonly [number, number])[]) => {
  const { tally, row } = tallied(
    stays.map(([at, merged]) => ({ at, begun: at, merged })),
    { path: true },
    1,
  );
  return (field: PathField) => tally.ofPath(row, field);
};

Counting('a busy period counts where it begins in the window, wherever it ends', () => {
  const of = busy([5, 11], [12, 14], [18, 19], [18.5, 25], [26, 27]);
  assert.is(of('busyPeriods'), 2);
  assert.is(of('busyPeriod'), 2 + 7);
  assert.is(of('busyPeriod2'), 4 + 49);
  assert.is(of('empty'), 1 + 4);
});

Counting('a busy period that begins with the window counts, one that begins with its end does not', () => {
  const of = busy([10, 12], [20, 21]);
  assert.is(of('busyPeriods'), 1);
  assert.is(of('busyPeriod'), 2);
  assert.is(of('empty'), 8);
});

Counting('who leaves as another comes does not end the busy period', () => {
  assert.is(busy([11, 13], [13, 14])('busyPeriods'), 1);
});

Counting('a system that nobody enters is empty for the whole window, without a busy period', () => {
  const of = busy();
  assert.is(of('empty'), 10);
  assert.is(of('busyPeriods'), 0);
});

Counting('a run without an end of its last busy period leaves that out', () => {
  const { tally, row } = tallied(
    [
      { at: 11, begun: 11, merged: 12 },
      { at: 13, begun: 13 },
    ],
    { path: true },
    1,
  );
  assert.is(tally.ofPath(row, 'busyPeriods'), 1);
  assert.is(tally.ofPath(row, 'square'), 1 + 7);
});

Counting('the asymptotic variance is twice that of pairs of pieces less that of single ones', () => {
  // Pieces of 2.5 h with 0, 1, 2 and 1 present on average: variance 0.5; pairs 0.5 and 1.5: variance 0.25.
  const told = [
    { at: 12.5, merged: 20 },
    { at: 15, merged: 17.5 },
  ];
  const { tally, row } = tallied(told, { pieces: 2.5 }, 1);
  assert.ok(Math.abs(tally.asymptoticVariance(row) - (2 * 5 * 0.25 - 2.5 * 0.5)) < 1e-12);
});

Counting('one row holds several tallies, one after the other', () => {
  const asked: Asked = {
    waitsAbove: [3],
    sojournsAbove: [3],
    path: true,
    atLeast: [3],
    pieces: 5,
    waits: true,
  };
  const first = new StationTally(2, WINDOW, { ...asked, sojourns: true });
  const second = new StationTally(2, WINDOW, asked, first.end);
  const [alone, row] = [new Float64Array(first.end), new Float64Array(second.end)];
  first.observe(seenOf(TOLD, 30), alone);
  second.observe(seenOf([], 30), row);
  first.observe(seenOf(TOLD, 30), row);
  assert.equal(row.subarray(0, first.end), alone);
  const untouched = row.subarray(first.end).reduce((sum, number) => sum + number, 0);
  // An empty system leaves ten empty hours, two pieces and a pair of them.
  assert.is(untouched, 10 + 2 + 1);
  second.observe(seenOf(TOLD, 30), row);
  assert.is(second.of(row, 'customers', 1), 2);
  assert.is(second.waitsAbove(row, 0), 2 / 5);
  assert.is(second.atLeast(row, 0), 0.4);
});

Counting('controls compare what came with what comes on average, and are 0 where both agree', () => {
  const { tally, row } = tallied(TOLD);
  // Five customers in ten hours; work 12, squares 50, cubes 252.
  const [arrivals, work, squares, cubes] = tally.controls([{ rate: 0.4, moments: [2, 12.5, 50.4] }])(
    row,
  ) as number[];
  assert.ok(Math.abs(arrivals! - 0.25) < 1e-12);
  assert.ok(Math.abs(work! - 0.2) < 1e-12);
  assert.ok(Math.abs(squares! - -0.2) < 1e-12);
  assert.ok(Math.abs(cubes!) < 1e-12);
  assert.is(tally.controls([{ rate: 0.4, moments: [] }])(row).length, 1);
});

Counting.run();
