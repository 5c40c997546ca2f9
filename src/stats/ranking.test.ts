import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { normalQuantile } from './normal.ts';
import { allocate, knConstants, probabilityOfBest, rinottH, selectBest } from './ranking.ts';
import { normalLower } from './special.ts';
import { drawKey, keyedUniform } from './stream.ts';

const Ranking = suite('ranking');
const near = (found: number, exact: number, within = 1e-9) =>
  assert.ok(Math.abs(found - exact) <= within * Math.abs(exact), `${found} is not ${exact}`);

Ranking('of two alternatives each gets replications in proportion to its deviation', () => {
  const shares = allocate([1, 2], [3, 1], 100, 'min');
  near(shares[0]!, 75);
  near(shares[1]!, 25);
});

Ranking('the goal says who is best, and the mirror image gets the same', () => {
  const [means, deviations] = [
    [20, 22, 24, 30],
    [4, 5, 3, 6],
  ];
  const mirrored = means!.map((x) => -x);
  assert.equal(allocate(mirrored, deviations!, 400, 'max'), allocate(means!, deviations!, 400, 'min'));
  assert.not.equal(allocate(means!, deviations!, 400, 'max'), allocate(means!, deviations!, 400, 'min'));
  near(
    allocate(means!, deviations!, 400, 'max').reduce((a, b) => a + b),
    400,
  );
});

Ranking('whoever does not vary needs nothing, and equals get the same', () => {
  assert.is(allocate([1, 2, 3], [1, 1, 0], 90, 'min')[2], 0);
  assert.equal(allocate([5, 5, 5], [0, 0, 0], 90, 'min'), [30, 30, 30]);
  assert.equal(allocate([5, 5], [2, 2], 90, 'min'), [45, 45]);
  const tied = allocate([5, 5, 9], [1, 1, 1], 90, 'min');
  assert.ok(tied.every(Number.isFinite) && tied[1]! > 40 && tied[2]! < 1e-6, `${tied}`);
});

Ranking('the probability of two is that of their difference', () => {
  near(probabilityOfBest([1, 2], [3, 4], [10, 10], 'min'), normalLower(1 / Math.sqrt(2.5)));
  near(probabilityOfBest([1, 2], [3, 4], [10, 10], 'max'), normalLower(1 / Math.sqrt(2.5)));
});

Ranking('h of two is a quantile that grows with what is asked', () => {
  assert.ok(rinottH(2, 20, 0.99) > rinottH(2, 20, 0.95));
  assert.ok(rinottH(3, 20, 0.95) > rinottH(2, 20, 0.95));
  // with many replications the variances are known: √2 times a normal quantile
  near(rinottH(2, 5_000, 0.95), Math.SQRT2 * normalQuantile(0.95), 1e-3);
  // Rinott's integral at n₀ = 3, k = 2 by adaptive quadrature (SciPy)
  near(rinottH(2, 3, 0.9), 3.0401156337141253, 1e-7);
});

Ranking('a larger c only widens the region', () => {
  const [one, two] = [knConstants(5, 20, 0.05), knConstants(5, 20, 0.05, 2)];
  assert.is(two.eta, one.eta);
  near(two.h2, 2 * one.h2);
  near(knConstants(2, 2, 0.05).eta, (0.1 ** -2 - 1) / 2);
});

Ranking(
  'the least of the values is chosen as the largest of their mirror image, on as many replications',
  () => {
    const value = valuesOf(7, 0.4);
    const mirrored = (alternative: number, replication: number) => -value(alternative, replication);
    const found = selectBest(5, 'max', 0.3, value);
    assert.equal(selectBest(5, 'min', 0.3, mirrored), found);
    assert.ok(Math.max(...found.replications) > 40, `${found.replications}`);
  },
);

Ranking('nobody chooses among one, or after one replication', () => {
  for (const [k, first, alpha] of [
    [1, 10, 0.05],
    [2, 1, 0.05],
    [2, 10, 0],
    [2, 10, 1],
  ] as const)
    assert.throws(() => knConstants(k, first, alpha), /no choice among/);
});

/** Values of five alternatives, alike but for the middle one, partly shared by all as under common random numbers. */
function valuesOf(study: number, ahead: number): (alternative: number, replication: number) => number {
  const key = drawKey('ranking', study);
  return (alternative, replication) => {
    const shared = normalQuantile(keyedUniform(key, replication, 99));
    return (
      (alternative === 2 ? ahead : 0) + shared + normalQuantile(keyedUniform(key, replication, alternative))
    );
  };
}

Ranking('the best is chosen at least as often as promised, by either goal', () => {
  for (const [goal, ahead] of [
    ['max', 0.5],
    ['min', -0.5],
  ] as const) {
    let right = 0;
    for (let study = 0; study < 300; study++)
      if (selectBest(5, goal, 0.5, valuesOf(study, ahead), { alpha: 0.1 }).best === 2) right++;
    assert.ok(right / 300 >= 0.9, `${goal}: ${right} of 300`);
  }
});

Ranking('who is far behind is dropped at the first look, and the chosen one stays to the end', () => {
  const value = valuesOf(1, 30);
  const { best, replications } = selectBest(5, 'max', 0.5, value, { first: 10 });
  assert.is(best, 2);
  assert.equal(replications, [10, 10, 10, 10, 10]);
  const close = selectBest(5, 'max', 0.5, valuesOf(2, 0.5));
  assert.is(close.replications[close.best], Math.max(...close.replications));
  assert.ok(Math.min(...close.replications) >= 20);
});

Ranking('alternatives that are exactly equal come to an end', () => {
  assert.equal(
    selectBest(3, 'min', 1, (_, replication) => replication % 7),
    { best: 0, replications: [20, 20, 20] },
  );
});

Ranking.run();
