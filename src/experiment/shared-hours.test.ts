import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../review/small-case.test-kit.ts';
import { SharedHours } from './shared-hours.ts';

const Shared = suite('shared hours');

Shared('reviews in hand together get equal parts of their reader, and all of their work in the end', () => {
  const changes = {
    x: { created: 0, effort: 4 },
    y: { created: 2, effort: 1 },
    z: { created: 9, effort: 3 },
  };
  const { records, capacity } = run({ changes, people: { ann: {} }, review: { in_hand: 2 } });
  const hours = new SharedHours(records, capacity, [3, 10]);
  const [x, y, z] = [0, 1, 2] as const;
  const worked = (review: number) => hours.finished[review]! - hours.started[review]!;
  assert.equal([worked(x), worked(y), worked(z)], [4, 1, 3]);
  // by 3 x had two hours alone and half an hour beside y
  assert.equal([hours.at(0, 3) - hours.started[x]!, hours.at(0, 3) - hours.started[y]!], [2.5, 0.5]);
  assert.is(hours.at(0, 10) - hours.started[z]!, 1);
});

Shared.run();
