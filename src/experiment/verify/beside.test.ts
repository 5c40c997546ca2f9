import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { beside } from './beside.ts';
import type { Experiment, Seen } from './experiment.ts';
import type { Measure } from './measure.ts';
import { leftBy, read, seenOf } from './seen.test-kit.ts';

const Together = suite('beside');

/** Leaves the number of changes of each run, times `weight`, at the place of its scenario. */
function counting(
  names: readonly string[],
  weight: number,
  measures: Record<string, Measure> = {},
): Experiment {
  return {
    scenarios: names,
    length: names.length,
    observe: (scenario: number, { changes }: Seen, into) => {
      into[scenario]! += weight * changes.count;
    },
    measure: (metric) =>
      metric.startsWith('at ')
        ? { kind: 'value', of: (mean) => mean[Number(metric.slice(3))]!, controlled: true, loose: true }
        : measures[metric],
  };
}

const runs = [1, 2, 3].map((count) =>
  seenOf(
    Array.from({ length: count }, () => ({ at: 0 })),
    1,
  ),
);
const other = (metric: string) => /^other (.*)$/.exec(metric)?.[1];

Together('each experiment sees its own runs, and reads its own numbers', () => {
  const both = beside(counting(['x', 'y'], 1), counting(['z'], 10), other);
  assert.equal(both.scenarios, ['x', 'y', 'z']);
  const row = leftBy(both, ...runs);
  assert.equal([...row], [1, 2, 30]);
  assert.is(read(both, 'at 1', row), 2);
  assert.is(read(both, 'other at 0', row), 30);
});

Together('controls are those of both, each from its own numbers', () => {
  const controls = (left: Float64Array) => [left[0]! - 0.5];
  const both = beside({ ...counting(['x'], 1), controls }, { ...counting(['z'], 1), controls }, other);
  assert.equal(both.controls!(Float64Array.of(2, 3)), [1.5, 2.5]);
  const second = both.measure('other at 0') as { controlled?: boolean; loose?: boolean };
  assert.equal([second.controlled, second.loose], [true, true]);
  const one = beside(counting(['x'], 1), { ...counting(['z'], 1), controls }, other);
  assert.equal(one.controls!(Float64Array.of(2, 3)), [2.5]);
  assert.not.ok('controls' in beside(counting(['x'], 1), counting(['z'], 1), other));
});

Together('what the second has no number for is handed on as it is', () => {
  const nothing: Measure = { kind: 'not a value', why: 'an approximation' };
  const both = beside(counting(['x'], 1), counting(['z'], 1, { bad: nothing }), other);
  assert.is(both.measure('other bad'), nothing);
  assert.is(both.measure('other unknown'), undefined);
  assert.is(both.measure('bad'), undefined);
});

Together.run();
