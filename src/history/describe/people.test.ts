import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { PeopleTally, skewOf } from './people.ts';

const People = suite('people of a history');
const near = (found: number, exact: number) =>
  assert.ok(Math.abs(found - exact) < 1e-9, `${found}, not ${exact}`);

People('ten people of known loads have the skew of a hand count', () => {
  // 100 in all: the top two have 70, four have 80.
  const skew = skewOf([50, 20, 5, 5, 5, 5, 4, 3, 2, 1]);
  assert.is(skew.people, 10);
  assert.is(skew.total, 100);
  near(skew.topFifth, 0.7);
  assert.is(skew.for80, 4);
  near(skew.topTen, 1);
});

People('Gini is half the mean difference of two people over the mean', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 }), (loads) => {
      const sorted = loads.toSorted((a, b) => b - a);
      const n = loads.length;
      const mean = loads.reduce((sum, x) => sum + x, 0) / n;
      let apart = 0;
      for (const a of loads) for (const b of loads) apart += Math.abs(a - b);
      near(skewOf(sorted).gini, apart / (2 * n * n * mean));
    }),
  );
  near(skewOf([7, 7, 7]).gini, 0);
});

People('a person is seen first and last whatever the order of changes', () => {
  const tally = new PeopleTally();
  for (const at of [50, 10, 90, 30]) tally.add('ann', at, at < 40 ? 0 : 1);
  tally.add('bob', 20, 0);
  assert.equal(tally.people(), [
    { name: 'ann', changes: 4, first: 10, last: 90 },
    { name: 'bob', changes: 1, first: 20, last: 20 },
  ]);
  assert.equal(tally.loads([0]), [2, 1]);
  assert.equal(tally.loads([1]), [2]);
  assert.equal(tally.loads([0, 1]), [4, 1]);
});

People('those beyond a hundred thousand are counted and not told apart', () => {
  const tally = new PeopleTally();
  for (let i = 0; i < 100_003; i++) tally.add(`p${i}`, 0, -1);
  assert.is(tally.untold, 3);
  assert.is(tally.people().length, 100_000);
  assert.is(tally.total, 100_003);
  assert.not(tally.knowsWhen);
});

People(
  'half a million pairs of people and slots are all counted, and more than find room are noticed',
  () => {
    const tally = new PeopleTally();
    for (let turn = 0; turn < 2; turn++)
      for (let slot = 0; slot < 50; slot++) for (let i = 0; i < 10_000; i++) tally.add(`p${i}`, slot, slot);
    assert.ok(tally.knowsWhen);
    assert.equal(new Set(tally.loads([7])), new Set([2]));
    assert.equal(new Set(tally.loads([0, 49])), new Set([4]));
    assert.is(tally.loads([3]).length, 10_000);
    for (let slot = 50; slot < 148; slot++) for (let i = 0; i < 10_000; i++) tally.add(`p${i}`, slot, slot);
    assert.not(tally.knowsWhen);
  },
);

People.run();
