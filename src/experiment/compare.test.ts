import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Scenario } from '../scenario/types.ts';
import { studentQuantile } from '../stats/interval.ts';
import { Replications } from './aggregate.ts';
import { verdictOf } from './compare.ts';
import { Layout } from './layout.ts';
import { mostReplications } from './limits.ts';
import { RowsInMemory } from './row-store.ts';
import { relativeHalfWidth, replicationsFor, stopRule } from './stop-rule.ts';
import { warningsOf } from './warnings.ts';

const Compare = suite('comparison');

const interval = (low: number, high: number) => ({ mean: (low + high) / 2, low, high });

Compare('a verdict needs the whole interval beyond the smallest effect', () => {
  assert.is(verdictOf(interval(-20, -6), 100, 0.05, -1), 'better');
  assert.is(verdictOf(interval(-20, -4), 100, 0.05, -1), 'no clear difference');
  assert.is(verdictOf(interval(6, 20), 100, 0.05, -1), 'worse');
  assert.is(verdictOf(interval(4, 20), 100, 0.05, -1), 'no clear difference');
  assert.is(verdictOf(interval(6, 20), 100, 0.05, 1), 'better');
  assert.is(verdictOf(interval(-20, -6), 100, 0.05, 1), 'worse');
});

Compare('differences of exactly nothing are no clear difference, and loads have no verdict', () => {
  assert.is(verdictOf(interval(0, 0), 100, 0, -1), 'no clear difference');
  assert.is(verdictOf(interval(6, 20), 100, 0.05, 0), '');
});

const cycle = { name: 'x', start: 0, freeze: 100, release: 336 };
const scenario = {
  organizations: ['today', 'tomorrow'].map((name) => ({
    name,
    teams: [{ name: 't', members: [0], owns: [0] }],
  })),
  areas: [{ name: 'a' }],
  actual: [],
} as unknown as Scenario;

/** Replications in which the headline has these values under the two organizations. */
function headlines(pairs: [number, number][]): Replications {
  const layout = new Layout(scenario, [cycle]);
  const replications = new Replications(layout);
  for (const [today, tomorrow] of pairs) {
    const row = new Float64Array(layout.length);
    row[layout.headline(0)] = today;
    row[layout.headline(1)] = tomorrow;
    replications.add(row);
  }
  return replications;
}

Compare('differences are paired: alternative minus baseline in each replication', () => {
  const replications = headlines([
    [10, 8],
    [20, 17],
    [30, 29],
    [40, 40],
  ]);
  const { layout } = replications;
  const difference = replications.difference(layout.headline(0), layout.headline(1), -1);
  assert.is(difference.mean, -1.5);
  assert.is(difference.probabilityBetter, 3.5 / 4);
  // half width t(0.975, 3) s / 2 with s² = 5/3
  const half = (3.182446305284263 * Math.sqrt(5 / 3)) / 2;
  assert.ok(Math.abs(difference.high - (-1.5 + half)) < 1e-9);
  assert.is(replications.summary(layout.headline(0)).p50, 25);
});

Compare('numbers that do not exist in a replication are left out', () => {
  const replications = headlines([
    [10, 8],
    [Number.NaN, 17],
    [30, 29],
  ]);
  const at = replications.layout.headline(0);
  assert.is(replications.summary(at).mean, 20);
  assert.is(replications.summary(at).replications, 2);
  assert.is(replications.difference(at, replications.layout.headline(1), -1).mean, -1.5);
});

Compare('the stop rule does as many replications as asked', () => {
  const three = headlines([
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
  assert.is(stopRule(three, 4).done, false);
  assert.is(stopRule(three, 3).done, true);
});

Compare('auto stops at the first look whose interval is within 5 % of the baseline', () => {
  const steady = Array.from({ length: 100 }, (_, i): [number, number] => [100, 90 + (i % 2)]);
  assert.is(stopRule(headlines(steady.slice(0, 99)), 'auto').done, false);
  assert.is(stopRule(headlines(steady), 'auto').done, true);
  const wild = Array.from({ length: 100 }, (_, i): [number, number] => [100, i % 2 === 0 ? -900 : 1000]);
  assert.is(stopRule(headlines(wild), 'auto').done, false);
  assert.ok(relativeHalfWidth(headlines(wild)) > 1);
});

Compare('auto gives up at 2,000 replications and says so', () => {
  const wild = Array.from({ length: 2000 }, (_, i): [number, number] => [100, i % 2 === 0 ? -9000 : 9000]);
  const stop = stopRule(headlines(wild), 'auto');
  assert.is(stop.done, true);
  assert.match((stop as { why: string }).why, /2000 replications/);
});

Compare('without any open change the interval is narrow only if there never is one', () => {
  const none = Array.from({ length: 3 }, (): [number, number] => [0, 0]);
  assert.is(relativeHalfWidth(headlines(none)), 0);
  const some = [0, 1, 2].map((open): [number, number] => [0, open]);
  assert.is(relativeHalfWidth(headlines(some)), Number.POSITIVE_INFINITY);
});

Compare('rows that a store holds come before new ones', () => {
  const store = new RowsInMemory();
  const layout = new Layout(scenario, [cycle]);
  store.add(new Float64Array(layout.length));
  const replications = new Replications(layout, store);
  assert.is(replications.stored, 1);
  assert.throws(() => replications.add(new Float64Array(layout.length)), /1 stored rows come first/);
  replications.takeStored();
  assert.equal([replications.stored, replications.count], [0, 1]);
  assert.throws(() => replications.add(new Float64Array(layout.length + 1)), /a row of/);
});

Compare('teams that cannot approve are warned of', () => {
  const team = (name: string, members: number[], owns: number[], approvals: number) => ({
    name,
    members,
    owns,
    approvals,
  });
  const organizations = [
    {
      name: 'o',
      teams: [team('big', [0, 1, 2], [0], 2), team('pair', [0, 1], [1], 2), team('lone', [0], [2], 2)],
    },
  ];
  const warnings = warningsOf({ organizations, code: ['a', 'b', 'c', 'd'] } as unknown as Scenario);
  assert.equal(
    warnings.map(({ area, value }) => [area, value]),
    [
      ['b', 1],
      ['c', 1],
      ['d', 0],
    ],
  );
  assert.match(warnings[0]!.warning, /own changes cannot merge/);
  assert.match(warnings[1]!.warning, /nothing can merge/);
  assert.match(warnings[2]!.warning, /nobody/);
});

Compare('replications for a width are the fewest whose interval is that narrow', () => {
  for (const [deviation, half] of [
    [163, 33],
    [40, 33],
    [1, 0.01],
    [5, 4],
  ] as const) {
    const n = replicationsFor(deviation, half);
    const width = (count: number) => (studentQuantile(0.975, count - 1) * deviation) / Math.sqrt(count);
    assert.ok(width(n) <= half, `${deviation} ${half}`);
    assert.ok(width(n - 1) > half, `${deviation} ${half}`);
  }
  assert.is(replicationsFor(163, 33), 97);
  assert.is(replicationsFor(1, 33), 5, 'fewer than five say too little about their spread');
  assert.is(replicationsFor(0, 0), 5);
  assert.is(replicationsFor(1, 0), Number.POSITIVE_INFINITY);
});

Compare('as many replications fit on a disk as whole rows and their checksums', () => {
  const layout = new Layout(scenario, [cycle]);
  const bytes = 8 * (layout.length + 1);
  assert.is(mostReplications(layout, 20 * bytes), 20);
  assert.is(mostReplications(layout, 20 * bytes - 1), 19);
});

Compare.run();
