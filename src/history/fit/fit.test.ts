import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { roundedLognormal } from '../../stats/distribution.ts';
import { stream } from '../../stats/stream.ts';
import type { HistoryChange } from '../change.ts';
import { fitHistory } from './fit.ts';
import { lastWaitOf } from './last-wait.ts';
import { leadsOf, medianToMerge } from './leads.ts';
import { DAY_MS, totals } from './weekly.ts';
import { roundedLognormalOf } from './work-fit.ts';

const Fit = suite('fit of a history');

const DAY0 = Date.UTC(2024, 0, 1);
let ids = 0;
function change(day: number, rest: Partial<HistoryChange> = {}): HistoryChange {
  const areas = rest.areas ?? ['web'];
  return {
    changeId: String(ids++),
    createdAt: DAY0 + day * DAY_MS,
    status: rest.mergedAt === undefined ? 'open' : 'merged',
    area: areas[0]!,
    areas,
    reviewers: [],
    ...rest,
  };
}
const mergedAfter = (day: number, days: number, rest: Partial<HistoryChange> = {}) =>
  change(day, { mergedAt: DAY0 + (day + days) * DAY_MS, ...rest });

Fit('weeks are counted back from the day after the last creation', () => {
  const fit = fitHistory([mergedAfter(0, 2), mergedAfter(3, 9), change(13.5)]);
  assert.is(new Date(fit.columns.end).toISOString().slice(0, 10), '2024-01-15');
  assert.equal(totals(fit.weekly.created).slice(-2), [2, 1]);
  assert.equal(totals(fit.weekly.merged).slice(-2), [1, 1]);
  assert.equal(totals(fit.weekly.open).slice(-2), [1, 1]);
});

Fit('what merges after the end is open then, and known to merge', () => {
  const fit = fitHistory([mergedAfter(0, 400), change(6.5)]);
  assert.is(totals(fit.weekly.openToMerge).at(-1), 2);
  assert.is(totals(fit.weekly.merged).at(-1), 0);
});

Fit('small areas count together, and changes to several under their own name if there are enough', () => {
  const many = [
    ...Array.from({ length: 60 }, (_, i) => mergedAfter(i, 1)),
    ...Array.from({ length: 30 }, (_, i) => mergedAfter(i, 1, { areas: ['api'] })),
    ...Array.from({ length: 12 }, (_, i) => mergedAfter(i, 1, { areas: ['api', 'web'] })),
    change(61, { areas: ['odd'] }),
  ];
  const { names, areas } = fitHistory(many);
  assert.equal(names, ['web', 'api', 'everything else', 'several areas']);
  assert.equal(areas.several!.touches, [{ areas: [0, 1], share: 1 }]);
});

Fit('a change created after it merged is left out and counted', () => {
  const fit = fitHistory([mergedAfter(5, -1), mergedAfter(0, 1)]);
  assert.is(fit.backward, 1);
  assert.is(fit.columns.count, 1);
});

Fit('lead times of a stretch are those that merged in it; open changes lengthen the time to merge', () => {
  const closed = Array.from({ length: 11 }, (_, i) => mergedAfter(i, i + 1));
  const fit = fitHistory([...closed, ...Array.from({ length: 9 }, () => change(1)), change(30)]);
  assert.is(leadsOf(fit, DAY0, DAY0 + 60 * DAY_MS)!.lead_median, 6);
  assert.is(leadsOf(fit, DAY0 + 100 * DAY_MS, DAY0 + 200 * DAY_MS), undefined);
  assert.is(medianToMerge(fit), 11);
});

Fit('rounds come back from a law of rounds', () => {
  const law = roundedLognormal(2.8, 0.8);
  const draw = stream('rounds');
  const { median, sigma } = roundedLognormalOf(Array.from({ length: 4000 }, () => law.quantile(draw.next())));
  assert.ok(Math.abs(median - 2.8) < 0.12, String(median));
  assert.ok(Math.abs(sigma - 0.8) < 0.04, String(sigma));
});

Fit('a history of what merged does not tell what never does; one with lost changes does', () => {
  const merged = Array.from({ length: 40 }, (_, i) => mergedAfter(10 * i, 2));
  assert.ok(Number.isNaN(fitHistory(merged).fate.unseen));
  const lost = Array.from({ length: 10 }, (_, i) => change(20 * i + 1, { status: 'unmerged' as const }));
  assert.ok(Math.abs(fitHistory([...merged, ...lost]).fate.unseen - 0.2) < 0.05);
  const left = Array.from({ length: 10 }, (_, i) =>
    change(20 * i + 100, { status: 'abandoned' as const, closedAt: DAY0 + (20 * i + 110) * DAY_MS }),
  );
  const told = fitHistory([...merged, ...left]).fate;
  assert.is(told.unseen, 0);
  assert.ok(told.abandonedShare > 0.15 && told.abandonedShare < 0.3, String(told.abandonedShare));
});

Fit('weekly over-dispersion is seen, and its absence is', () => {
  const even = Array.from({ length: 52 * 7 }, (_, i) => mergedAfter(i, 1));
  const bursts = Array.from({ length: 52 * 7 }, (_, i) =>
    mergedAfter(Math.floor(i / 28) * 28 + (i % 28) / 100, 1),
  );
  const over = (changes: HistoryChange[]) => fitHistory([...changes, change(364.5)]).arrivals.overDispersion;
  assert.ok(over(even).p > 0.5);
  assert.ok(over(bursts).p < 1e-6);
});

Fit('the wait after the last patch set is told, unless merging itself makes one', () => {
  const waits = (wait: (i: number) => number) =>
    Array.from({ length: 41 }, (_, i) =>
      mergedAfter(i, 9, { revisedAt: DAY0 + (i + 9 - wait(i)) * DAY_MS, patchSets: 2 }),
    );
  const told = (wait: (i: number) => number) =>
    lastWaitOf(fitHistory(waits(wait)).columns, DAY0, Number.POSITIVE_INFINITY);
  assert.is(
    told((i) => i / 8),
    2.5,
  );
  assert.is(
    told((i) => (i < 25 ? 0 : 3)),
    undefined,
  );
});

Fit.run();
