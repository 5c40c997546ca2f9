import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawChanges } from './draw-changes.ts';
import type { DemandPlan } from './plan.ts';
import { agree, planOf, squares } from './steady.test-kit.ts';
import { drawSteady } from './steady.ts';

const Steady = suite('arrivals without a calendar');

/** Times at which the changes of an area arrive. */
function timesOf(plan: DemandPlan, area: number, replication = 0): Float64Array {
  const { created, area: areas, count } = drawChanges(plan, replication);
  return created.slice(0, count).filter((time, i) => areas[i] === area && time >= 0);
}

/** Arrivals of area b until `hours`, one count for each of `n` replications. */
async function countsOf(arrivals: string, hours: number, n: number): Promise<Float64Array> {
  const plan = await planOf({ arrivals: `${arrivals}, until: ${hours} h` });
  return Float64Array.from({ length: n }, (_, replication) => drawSteady(plan, replication)[1]!.length);
}

/** Greatest distance between the shares of a sample and of a law, times √n: above 1.95 once in a thousand samples. */
function kolmogorov(values: number[], share: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let most = 0;
  sorted.forEach((x, i) => {
    most = Math.max(most, Math.abs(share(x) - i / n), Math.abs(share(x) - (i + 1) / n));
  });
  return most * Math.sqrt(n);
}

const gapsBetween = (times: Float64Array) => Array.from(times.subarray(1), (time, i) => time - times[i]!);

Steady('until a time come the same changes as when their number is asked for', async () => {
  const [byNumber, byTime] = await Promise.all([
    planOf({ arrivals: 'changes: 500' }),
    planOf({ arrivals: 'until: 400 h' }),
  ]);
  const [numbered, timed] = [drawChanges(byNumber, 3), drawChanges(byTime, 3)];
  assert.is(numbered.count, 500);
  assert.ok(timed.count > 700, `${timed.count}`);
  for (const column of ['created', 'area', 'effort', 'rounds', 'patience'] as const)
    assert.equal([...timed[column].subarray(0, 500)], [...numbered[column].subarray(0, 500)], column);
});

Steady('nothing arrives after the time at which the run stops', async () => {
  const plan = await planOf({ arrivals: 'until: 400 h' });
  assert.is(plan.horizon, 400);
  assert.is(plan.weeks, 0);
  for (let replication = 0; replication < 20; replication++) {
    const { created, count } = drawChanges(plan, replication);
    assert.ok(created[count - 1]! <= 400 && created[count - 1]! > 390);
  }
});

Steady('a run of a number of changes goes on until all are done', async () => {
  assert.is((await planOf({ arrivals: 'changes: 5' })).horizon, Number.POSITIVE_INFINITY);
});

Steady('exactly so many changes come as are asked for, the earliest of all areas', async () => {
  const [few, many] = await Promise.all(
    [700, 1000].map((n) =>
      planOf({
        arrivals: `changes: ${n}, gaps: {law: gamma, mean: 1, cv: 0.5}, batch: {law: geometric, mean: 3}`,
      }),
    ),
  );
  for (let replication = 0; replication < 10; replication++) {
    const [short, long] = [drawChanges(few!, replication), drawChanges(many!, replication)];
    assert.is(short.count, 700);
    assert.is(long.count, 1000);
    assert.equal([...short.created.subarray(0, 700)], [...long.created.subarray(0, 700)]);
  }
});

Steady('counts of Poisson arrivals have mean and variance λt', async () => {
  const counts = await countsOf('batch: {law: constant, value: 1}', 60, 3_000);
  agree('mean', counts, 90);
  agree('variance', squares(counts, 90), 90);
});

const GAPS: [string, (x: number) => number][] = [
  ['{law: uniform, low: 1, high: 3}', (x) => Math.min(1, Math.max(0, x - 0.5))],
  ['{law: gamma, mean: 7, cv: 1 / sqrt(2)}', (x) => 1 - Math.exp(-2 * x) * (1 + 2 * x)],
  [
    '{law: hyperexponential, mean: 1, cv: 2}',
    (x) => {
      const p = (1 + Math.sqrt(3 / 5)) / 2;
      return 1 - p * Math.exp(-2 * p * x) - (1 - p) * Math.exp(-2 * (1 - p) * x);
    },
  ],
  ['{law: exponential, mean: 5}', (x) => 1 - Math.exp(-x)],
];
for (const [law, share] of GAPS) {
  Steady(`gaps of the law ${law} have its shape and the mean that the rates say`, async () => {
    const plan = await planOf({ arrivals: `changes: 20000, gaps: ${law}` });
    for (const [area, rate] of [0.5, 1.5].entries()) {
      const gaps = gapsBetween(timesOf(plan, area)).map((gap) => gap * rate);
      const distance = kolmogorov(gaps, share);
      assert.ok(gaps.length > 4_500 && distance < 1.95, `area ${area}: ${distance} of ${gaps.length}`);
    }
  });
}

Steady('equal gaps are equal, and areas start at moments of their own', async () => {
  const plan = await planOf({ arrivals: 'changes: 1000, gaps: {law: constant, value: 3}' });
  const starts = [0, 1].map((area) => {
    const times = timesOf(plan, area);
    for (const gap of gapsBetween(times)) assert.ok(Math.abs(gap - [2, 2 / 3][area]!) < 1e-9, `${gap}`);
    return times[0]!;
  });
  assert.ok(Math.abs(starts[0]! / 2 - (starts[1]! * 3) / 2) > 1e-6, `${starts}`);
});

Steady(
  'the first gap is that of somebody who looks in at random: counts have mean λt from the start',
  async () => {
    for (const law of ['{law: constant, value: 1}', '{law: hyperexponential, mean: 1, cv: 2}'])
      agree(law, await countsOf(`gaps: ${law}`, 3, 5_000), 4.5);
  },
);

Steady('series come at the rate given, and their lengths have the law given', async () => {
  const plan = await planOf({ arrivals: 'changes: 30000, batch: {law: geometric, mean: 2}' });
  const lengths: number[] = [];
  let last = -1;
  for (const time of timesOf(plan, 1)) {
    if (time === last) lengths[lengths.length - 1]!++;
    else lengths.push(1);
    last = time;
  }
  agree('length', lengths, 2);
  agree('variance of length', squares(Float64Array.from(lengths), 2), 2);
  agree('gap', gapsBetween(Float64Array.from(new Set(timesOf(plan, 1)))), 1 / 1.5);
});

Steady('counts of series have mean λt E[X] and variance λt E[X²]', async () => {
  const counts = await countsOf('batch: {law: geometric, mean: 2}', 60, 4_000);
  agree('mean', counts, 180);
  agree('variance', squares(counts, 180), 90 * 6);
});

Steady('so many as are counted are open at the start, in order, new, waiting on a reviewer', async () => {
  const plan = await planOf({
    arrivals: 'until: 10 h',
    changes: ', rounds: {law: geometric, mean: 4}',
    more: 'open: {counts: {b: 40, a: 20}, waiting_on_reviewer: 100 %}',
  });
  const changes = drawChanges(plan, 0);
  const open = [...changes.created.subarray(0, changes.count)].filter((time) => time < 0);
  assert.is(open.length, 60);
  assert.ok(open.every((time, i) => time > -1.01e-6 && (i === 0 || time >= open[i - 1]!)));
  const areas = [...changes.area.subarray(0, 60)];
  assert.is(areas.filter((area) => area === 1).length, 40);
  assert.equal(areas.slice(0, 6).sort(), [0, 0, 1, 1, 1, 1]);
  for (let change = 0; change < 60; change++) {
    assert.is(changes.patchSet[change], 1);
    assert.is(changes.awayFor[change], -1);
  }
  assert.ok(changes.rounds.subarray(0, 60).some((rounds) => rounds > 3));
});

Steady('some that are open at the start wait on their author, if so many do', async () => {
  const plan = await planOf({
    arrivals: 'until: 10 h',
    changes: ', rounds: {law: constant, value: 2}',
    more: 'open: {counts: {a: 1000}, waiting_on_reviewer: 70 %}',
  });
  const { awayFor, patchSet } = drawChanges(plan, 0);
  const away = awayFor.subarray(0, 1000).filter((time) => time >= 0).length;
  // Four standard errors are 58.
  assert.ok(Math.abs(away - 300) < 58, `${away}`);
  assert.ok(patchSet.subarray(0, 1000).every((number) => number === 1));
});

Steady(
  'an area with an effort law of its own draws by it, at every visit, and the others as before',
  async () => {
    const own = 'a: {effort: {law: constant, value: 3 h}}, b: ';
    const [usual, other] = await Promise.all(
      [undefined, own].map((areas) => planOf({ arrivals: 'changes: 400', ...(areas && { areas }) })),
    );
    const [before, after] = [drawChanges(usual!, 1), drawChanges(other!, 1)];
    for (let change = 0; change < 400; change++) {
      const mine = after.area[change] === 0;
      assert.is(after.effort[change], mine ? 3 : before.effort[change]);
      for (const visit of [0, 1, 5])
        assert.is(after.visitEffort(change, visit), mine ? 3 : before.visitEffort(change, visit));
    }
  },
);

Steady('where effort follows from size, every visit takes that of the change', async () => {
  const plan = await planOf({ areas: 'a: {effort: none}, b: ', arrivals: 'changes: 100' });
  const changes = drawChanges(plan, 0);
  for (let change = 0; change < 100; change++) {
    if (changes.area[change] === 1) continue;
    assert.ok(changes.effort[change]! > 25 / 60);
    assert.is(changes.visitEffort(change, 3), changes.effort[change]);
  }
});

Steady('areas rank before what stands first or last in them', async () => {
  const areas = 'a: {priority: 2, neglected: 30 %}, b: ';
  const more = 'review: {discipline: priority}';
  const plan = await planOf({
    areas,
    arrivals: 'changes: 2000',
    changes: ', express: 20 %, neglected: 10 %',
    more,
  });
  const { area, priority } = drawChanges(plan, 0);
  const seen = [0, 1].map((one) =>
    [...new Set(priority.subarray(0, 2000).filter((_, i) => area[i] === one))].sort((x, y) => x - y),
  );
  assert.equal(seen, [
    [2, 3, 4],
    [-1, 0, 1],
  ]);
});

Steady('batches of a fixed size come together, and each change of one counts', async () => {
  const plan = await planOf({ arrivals: 'batch: {law: constant, value: 3}, changes: 300' });
  const times = drawSteady(plan, 1);
  assert.is(
    times.reduce((sum, { length }) => sum + length, 0),
    300,
  );
  for (const own of times) {
    const sizes = [...new Set(own)].map((time) => own.filter((one) => one === time).length);
    assert.ok(sizes.slice(0, -1).every((size) => size === 3) && sizes.length > 10, `${sizes}`);
  }
});

Steady.run();
