import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { NameCounts } from './name-counts.ts';

const Counts = suite('counts of names');

Counts('the most frequent of a hundred thousand names are found, whatever the order', () => {
  const names: string[] = [];
  for (let i = 0; i < 100_000; i++) names.push(`area ${i}`);
  for (let i = 0; i < 10; i++) for (let n = 0; n < 20 - i; n++) names.push(`area ${i * 9_999}`);
  const keys = Array.from({ length: 10 }, (_, i) => NameCounts.keyOf(`area ${i * 9_999}`));
  for (const order of [names, names.toReversed()]) {
    const counts = new NameCounts();
    for (const name of order) counts.add(name);
    assert.is(counts.size, 100_000);
    assert.equal(counts.most(10), keys);
  }
});

Counts('names that are alike have keys of their own', () => {
  const keys = new Set(Array.from({ length: 200_000 }, (_, i) => NameCounts.keyOf(`src/${i.toString(36)}`)));
  assert.is(keys.size, 200_000);
  assert.ok([...keys].every((key) => key >= 1 && Number.isSafeInteger(key)));
});

Counts.run();
