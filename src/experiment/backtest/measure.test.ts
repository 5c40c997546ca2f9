import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { actualOf } from './actual.ts';
import { type Life, measure } from './measure.ts';
import type { CaseChange } from './on-the-day.ts';
import { countingTimes, DAY_MS } from './window.ts';

const Measure = suite('figures of a window');

const day = (n: number) => Date.UTC(2020, 0, 1) + n * DAY_MS;
/** 1 to 21 January: three weeks. */
const window = { from: day(0), until: day(21) };
const life = (created: number, merged?: number, closed?: number): Life => ({
  createdAt: day(created),
  mergedAt: merged === undefined ? undefined : day(merged),
  closedAt: closed === undefined ? undefined : day(closed),
});

Measure('lead times are of changes merged in the window, whenever they were created', () => {
  const { metrics } = measure(
    [life(-10, 1), life(0, 2), life(3, 7), life(-20, -1), life(20, 21), life(5)],
    window,
  );
  // merged inside: leads of 11, 2 and 4 days
  assert.is(metrics.lead_median, 4);
  assert.ok(Math.abs(metrics.lead_p90 - (4 + 0.8 * 7)) < 1e-12);
  assert.is(metrics.merges_per_week, 1);
});

Measure('the first moment of the window belongs to it, and the end does not', () => {
  assert.equal(measure([life(-1, 0), life(-1, 7), life(-1, 21)], window).merges, [1, 1, 0]);
});

Measure('open changes are counted at the beginning of each week: created by then, and not yet merged', () => {
  // counted at days 0, 7, 14
  const lives = [life(-3, 8), life(0, 7), life(7, 14), life(7.5), life(14.1, 30), life(-9, -2)];
  assert.equal(measure(lives, window).open, [2, 2, 1]);
  assert.is(measure(lives, window).metrics.open, 5 / 3);
});

Measure('a change that was abandoned is open until it was closed', () => {
  assert.equal(measure([life(-3, undefined, 10)], window).open, [1, 1, 0]);
});

Measure('the last part of a week is counted at its beginning, and its merges in no week of their own', () => {
  const longer = { from: day(0), until: day(24) };
  assert.is(countingTimes(longer).length, 4);
  const { merges, metrics, open } = measure([life(1, 22)], longer);
  assert.equal(merges, [0, 0, 0]);
  assert.equal(open, [0, 1, 1, 1]);
  assert.ok(Math.abs(metrics.merges_per_week - 7 / 24) < 1e-12);
});

Measure('without a merge there is no lead time', () => {
  const { metrics } = measure([], window);
  assert.ok(Number.isNaN(metrics.lead_median) && Number.isNaN(metrics.lead_p90));
  assert.equal([metrics.merges_per_week, metrics.open], [0, 0]);
});

Measure(
  'moved work is that of all repositories; rows that merged before they were created are left out and counted',
  () => {
    const row = (repo: string, moved: boolean, created: number, merged: number): CaseChange => ({
      ...{
        changeId: `${repo}${created}`,
        areas: ['x'],
        area: 'x',
        reviewers: [],
        status: 'merged',
        repo,
        moved,
      },
      ...{ createdAt: day(created), mergedAt: day(merged), closedAt: day(merged) },
    });
    const rows = [
      row('big', true, 0, 3),
      row('part', true, 1, 6),
      row('big', false, 2, 9),
      row('part', true, 5, 4),
    ];
    const { measured, dropped } = actualOf(rows, window);
    assert.is(dropped, 1);
    assert.is(measured.moved.metrics.lead_median, 4);
    assert.is(measured.moved.metrics.merges_per_week, 2 / 3);
    assert.is(measured.rest.metrics.lead_median, 7);
    assert.equal(measured.rest.open, [0, 1, 0]);
  },
);

Measure.run();
