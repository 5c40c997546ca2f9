import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { seenOf } from './seen.test-kit.ts';
import { SnapshotTally } from './snapshot.ts';
import { arrivalsOf, countUpTo, departuresOf, timeOf } from './times.ts';

const Timing = suite('times');

const SEEN = seenOf(
  [
    { at: -2, merged: 9 },
    { at: 0.5, abandoned: 1, area: 1 },
    { at: 1, merged: 4, area: 1 },
    { at: 2, area: 1 },
    { at: 4, merged: 5 },
  ],
  10,
);

Timing('what is open at the start has come at the start', () =>
  assert.equal([...arrivalsOf(SEEN.changes)], [0, 0.5, 1, 2, 4]),
);

Timing('departures are in order of time, by merging or giving up, without those who stay', () =>
  assert.equal([...departuresOf(SEEN.records, 5)], [1, 4, 5, 9]),
);

Timing('only the changes of the run are looked at, whatever room the records have', () =>
  assert.equal([...departuresOf(SEEN.records, 2)], [1, 9]),
);

Timing('times up to a moment include it', () => {
  const times = Float64Array.of(1, 3, 3, 7);
  assert.equal(
    [0, 1, 2, 3, 6.9, 7, 8].map((t) => countUpTo(times, t)),
    [0, 1, 1, 3, 3, 4, 4],
  );
  assert.is(countUpTo(new Float64Array(0), 1), 0);
});

Timing('a metric names its time', () => {
  assert.is(timeOf('E[N(t=11.5)] (periodic steady state)'), 11.5);
  assert.is(timeOf('E[N(t=10)]'), 10);
  assert.is(timeOf('E[N(t)]'), undefined);
  assert.is(timeOf('amplitude of E[N]'), undefined);
});

Timing('a snapshot counts each copy by itself: who has come, and has not left, at that time', () => {
  const tally = new SnapshotTally([1, 4], 2);
  assert.is(tally.length, 6);
  const row = new Float64Array(6);
  tally.observe(SEEN, row, 2, (area) => area);
  // At 1 h: one in copy 0; in copy 1 one has come at this time, and one has gone. At 4 h: two in copy 0, one in copy 1.
  assert.equal([...row], [0, 2, 0, 0, 1, 1]);
  assert.is(
    tally.meanOf(row, 0, (n) => n),
    1,
  );
  assert.is(
    tally.meanOf(row, 1, (n) => n),
    1.5,
  );
  assert.is(
    tally.meanOf(row, 1, (n) => n * n),
    2.5,
  );
});

Timing('copies may be one system, and counts above the most fall together', () => {
  const tally = new SnapshotTally([4], 2);
  const row = new Float64Array(3);
  tally.observe(SEEN, row, 1, () => 0);
  assert.equal([...row], [0, 0, 1]);
});

Timing.run();
