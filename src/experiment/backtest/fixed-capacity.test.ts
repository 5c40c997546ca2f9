import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mean } from '../../stats/summary.ts';
import { createdIn } from './actual.ts';
import { fixedCapacity } from './fixed-capacity.ts';
import type { Arrivals, ArrivingChange } from './knowledge.ts';
import type { Replication } from './projection.ts';
import { readSmall, smallHistory } from './small-case.test-kit.ts';
import { weeksOf } from './window.ts';

const Fixed = suite('fixed capacity');

const { knowledge, arrivals } = readSmall(smallHistory());
const later = (arrivals.observed as Extract<Arrivals, { mode: 'observed' }>).later;
const project = (given: Arrivals, seed = 'fixed') =>
  fixedCapacity(knowledge, given, { seed, replications: 8 });
const given = (list: readonly ArrivingChange[]): Arrivals => ({ mode: 'observed', later: list });
const openOf = (replications: readonly Replication[]) =>
  mean(replications.map(({ moved }) => moved.open.at(-1)!));

Fixed('equal seeds give equal projections, another seed another', async () => {
  const first = await project(arrivals.observed);
  assert.equal(await project(arrivals.observed), first);
  assert.not.equal(await project(arrivals.observed, 'other'), first);
});

Fixed('without anything that comes later, what was open is worked off', async () => {
  const { withSplit, withoutSplit } = await project(given([]));
  for (const { moved, rest } of [...withSplit, ...withoutSplit])
    assert.is(moved.open.at(-1)! + rest.open.at(-1)!, 0);
});

Fixed(
  'where the moved work grows sevenfold, the queue of its share of people grows without end',
  async () => {
    const sevenfold = later.flatMap((change) =>
      change.work === 'moved' ? new Array(7).fill(change) : [change],
    );
    const { withSplit, withoutSplit } = await project(given(sevenfold));
    const now = await project(arrivals.observed);
    assert.ok(openOf(withSplit) > 4 * openOf(now.withSplit));
    assert.ok(openOf(withSplit) > openOf(withoutSplit));
    for (const { moved } of withSplit) assert.ok(moved.open.at(-1)! > 1.5 * moved.open[0]!);
  },
);

Fixed('given nothing later, work goes on to come as in the fit window', async () => {
  const { withoutSplit } = await project({ mode: 'earlier' });
  const came = createdIn(knowledge.fit, knowledge, { mode: 'earlier' });
  const merges = mean(withoutSplit.map(({ rest }) => rest.metrics.merges_per_week));
  assert.ok(Math.abs(merges / (came.rest / weeksOf(knowledge.fit)) - 1) < 0.15, String(merges));
});

Fixed.run();
