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

/** Replications with the headlines of several organizations, in which that of each is this. */
function widths(...organizations: ((i: number) => number)[]): Replications {
  const names = organizations.map((_, i) => ({ name: `${i}`, teams: [] }));
  const layout = new Layout({ ...scenario, organizations: names } as unknown as Scenario, [cycle]);
  const replications = new Replications(layout);
  for (let i = 0; i < 100; i++) {
    const row = new Float64Array(layout.length);
    organizations.forEach((headline, organization) => {
      row[layout.headline(organization)] = headline(i);
    });
    replications.add(row);
  }
  return replications;
}

Compare('the widest difference decides; without an alternative the baseline itself', () => {
  const swings = (by: number) => (i: number) => 100 + (i % 2 === 0 ? by : -by);
  // A standard deviation of `by` √(100/99) in 100 replications.
  const half = (by: number) => (studentQuantile(0.975, 99) * by * Math.sqrt(100 / 99)) / 10 / 100;
  const near = (seen: number, known: number) =>
    assert.ok(Math.abs(seen - known) < 1e-12, `${seen}, ${known}`);
  near(relativeHalfWidth(widths(() => 100, swings(3), swings(20), swings(5))), half(20));
  near(relativeHalfWidth(widths(swings(7))), half(7));
  near(relativeHalfWidth(widths(swings(7), swings(7))), 0);
});

Compare('auto looks every twenty replications from a hundred on, and says how narrow it is', () => {
  const pairs = (count: number) => headlines(Array.from({ length: count }, () => [100, 90]));
  assert.equal(
    [80, 100, 119, 120, 130, 140].map((count) => stopRule(pairs(count), 'auto').done),
    [false, true, false, true, false, true],
  );
  assert.is(
    (stopRule(pairs(100), 'auto') as { why: string }).why,
    "the headline's interval is ± 0.0 % of the baseline's mean",
  );
  assert.is((stopRule(pairs(3), 3) as { why: string }).why, '3 replications, as asked');
});

Compare('where neither way is better there is no probability of it', () => {
  const replications = headlines([
    [1, 2],
    [1, 0],
  ]);
  const { layout } = replications;
  const better = (way: -1 | 0 | 1) =>
    replications.difference(layout.headline(0), layout.headline(1), way).probabilityBetter;
  assert.equal([better(-1), better(0), better(1)], [0.5, Number.NaN, 0.5]);
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

Compare('an organization that comes late in the projection is warned of, one from the start never', () => {
  const WEEK = 168;
  const from = (name: string, week: number) => ({ name, from: week * WEEK, teams: [] });
  const late = (weeks: number, ...organizations: ReturnType<typeof from>[]) =>
    warningsOf({ organizations, cycles: [{ release: weeks * WEEK }], code: [] } as unknown as Scenario);
  assert.equal(late(5, from('now', 0)), []);
  assert.equal(late(26, from('now', 0), from('then', 13)), []);
  assert.equal(late(26, from('now', 0), from('then', 13.5)), [
    {
      ...{ organization: 'then', team: '', area: 'all', value: 12 },
      warning: 'holds for only 12 weeks of the projection: its effect can hardly show',
    },
  ]);
});

Compare('teams that own the same code approve together, and a warning names them all', () => {
  const team = (name: string, members: number[], approvals: number) => ({
    name,
    members,
    owns: [0],
    approvals,
  });
  const warned = (...teams: ReturnType<typeof team>[]) =>
    warningsOf({ organizations: [{ name: 'o', teams }], code: ['a'] } as unknown as Scenario);
  assert.equal(warned(team('x', [0, 1], 1), team('y', [1, 2], 2)), []);
  const [both] = warned(team('x', [0, 1], 1), team('y', [1], 2));
  assert.equal([both!.organization, both!.team, both!.area, both!.value], ['o', 'x and y', 'a', 1]);
  assert.equal(warned(team('x', [0, 1], 1)), []);
  assert.is(
    warned(team('x', [0], 1))[0]!.warning,
    "0 besides the author may approve, 1 approvals are needed: its members' own changes cannot merge",
  );
  assert.is(
    warned(team('x', [0], 2))[0]!.warning,
    '1 may approve, 2 approvals are needed: nothing can merge',
  );
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
