import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { studentQuantile } from '../../stats/interval.ts';
import type { Arrivals, ArrivingChange, Knowledge, KnownChange, Work } from './knowledge.ts';
import { METRICS } from './measure.ts';
import { NAIVE, naiveForecasts } from './naive.ts';
import { fitTrendLine } from './trend-line.ts';
import { DAY_MS, WEEK_MS } from './window.ts';

const Naive = suite('naive forecasts');

const split = Date.UTC(2020, 6, 1);
/** Sixteen weeks to fit, of four quarters of four weeks; eight weeks to score, after a gap of four. */
const knowledgeOf = (changes: KnownChange[]): Knowledge => ({
  ...{ name: 'n', parent: 'p', children: ['c'], split, changes },
  fit: { from: split - 16 * WEEK_MS, until: split },
  score: { from: split + 4 * WEEK_MS, until: split + 12 * WEEK_MS },
});

/** `count` changes of a week (of the split, negative before it) that merge `days` after they came. */
function known(work: Work, week: number, count: number, days: number): KnownChange[] {
  return Array.from({ length: count }, (_, i) => {
    const createdAt = split + week * WEEK_MS + DAY_MS / 2;
    const mergedAt = createdAt + days * DAY_MS;
    const common = { changeId: `${work}${week}.${i}`, createdAt, area: 'a', areas: ['a'], repo: 'p', work };
    return mergedAt < split
      ? { ...common, status: 'merged', mergedAt, closedAt: mergedAt, reviewers: [] }
      : { ...common, status: 'open', reviewers: [] };
  });
}

function arriving(work: Work, perWeek: number): ArrivingChange[] {
  return Array.from({ length: 12 * perWeek }, (_, i) => ({
    ...{ createdAt: split + Math.floor(i / perWeek) * WEEK_MS, area: 'a', repo: 'c', work },
  }));
}

const weeks = Array.from({ length: 16 }, (_, i) => i - 16);
/** Two changes a week of moved work that take two days; eight of the rest that take four. */
const steady = knowledgeOf(
  weeks.flatMap((week) => [...known('moved', week, 2, 2), ...known('rest', week, 8, 4)]),
);
const observed: Arrivals = { mode: 'observed', later: [...arriving('moved', 6), ...arriving('rest', 12)] };
const earlier: Arrivals = { mode: 'earlier' };

const points = (forecasts: ReturnType<typeof naiveForecasts>, name: (typeof NAIVE)[number], work: Work) =>
  METRICS.map((metric) => forecasts[name][work].targets[metric].point);
const near = (found: number[], exact: number[]) =>
  assert.ok(
    found.every((value, i) => Math.abs(value - exact[i]!) < 1e-9 * Math.max(1, exact[i]!)),
    `${found} is not ${exact}`,
  );

/** Open at the beginning of a week: nothing, since all are closed within theirs. So count from changes that stay. */
Naive('before is what the fit window shows', () => {
  const forecasts = naiveForecasts(steady, observed);
  near(points(forecasts, 'naive_before', 'moved'), [2, 2, 2, 0]);
  near(points(forecasts, 'naive_before', 'rest'), [4, 4, 8, 0]);
});

Naive('of the rest: its lead times, its counts by the share of arrivals; for itself as before', () => {
  // half as many arrivals as the rest has: 8 × 6 / 12
  near(points(naiveForecasts(steady, observed), 'naive_rest', 'moved'), [4, 4, 4, 0]);
  near(points(naiveForecasts(steady, observed), 'naive_rest', 'rest'), [4, 4, 8, 0]);
  near(points(naiveForecasts(steady, earlier), 'naive_rest', 'moved'), [4, 4, 2, 0]);
});

Naive('by arrivals: lead times as before, merges and open changes in proportion', () => {
  const slow = knowledgeOf(
    weeks.flatMap((week) => [...known('moved', week, 1, 10), ...known('rest', week, 2, 3)]),
  );
  const before = points(naiveForecasts(slow, observed), 'naive_before', 'moved');
  // opened 12 hours into a week, for ten days: seen once and, by a third of a day, no second time; none in the first week
  near([before[3]!], [15 / 16]);
  near(points(naiveForecasts(slow, observed), 'naive_arrivals', 'moved'), [
    10,
    10,
    6 * before[2]!,
    (6 * 15) / 16,
  ]);
  near(points(naiveForecasts(slow, observed), 'naive_arrivals', 'rest'), [3, 3, 12, 0]);
  near(points(naiveForecasts(slow, earlier), 'naive_arrivals', 'moved'), before);
});

Naive('a trend goes on by the same factor from quarter to quarter', () => {
  // 1, 2, 4, 8 a week in the quarters; the middle of the scored window lies 2½ quarters after that of the last
  const growing = knowledgeOf(
    weeks.flatMap((week, i) => [
      ...known('moved', week, 2 ** Math.floor(i / 4), 2),
      ...known('rest', week, 3, 2),
    ]),
  );
  const { moved, rest } = naiveForecasts(growing, observed).naive_trend;
  near([moved.targets.merges_per_week.point], [8 * 2 ** 2.5]);
  near([rest.targets.merges_per_week.point, rest.targets.lead_median.point], [3, 2]);
  // without any scatter there is no width
  near([moved.targets.merges_per_week.low], [8 * 2 ** 2.5]);
});

Naive('an interval is as wide as quarters differ', () => {
  const uneven = knowledgeOf(
    weeks.flatMap((week, i) => [...known('moved', week, i % 8 < 4 ? 1 : 4, 2), ...known('rest', week, 3, 2)]),
  );
  const { point, low, high } = naiveForecasts(uneven, observed).naive_before.moved.targets.merges_per_week;
  // logs 0, ln 4, 0, ln 4: standard deviation ln 4 / √3; one further value of the same kind
  const half = studentQuantile(0.9, 3) * (Math.log(4) / Math.sqrt(3)) * Math.sqrt(1 + 1 / 4);
  near([point, Math.log(high / point), Math.log(point / low)], [2.5, half, half]);
});

Naive('weeks are those of the fit window, brought to the level that is foretold', () => {
  const { merges } = naiveForecasts(steady, observed).naive_arrivals.moved;
  near([...merges], new Array<number>(16).fill(6));
});

Naive('work of which nothing is known gets the leads of the rest, and numbers everywhere', () => {
  const rest = weeks.flatMap((week) => known('rest', week, 8, 4));
  for (const changes of [rest, [...rest, ...known('moved', -1, 1, 30)], known('rest', -3, 1, 400)]) {
    for (const arrivals of [observed, earlier]) {
      const forecasts = naiveForecasts(knowledgeOf(changes), arrivals);
      const all = NAIVE.flatMap((name) =>
        [forecasts[name].moved, forecasts[name].rest].flatMap(({ targets, merges, open }) => [
          ...METRICS.flatMap((metric) => Object.values(targets[metric])),
          ...merges,
          ...open,
        ]),
      );
      assert.ok(all.every(Number.isFinite), String(all));
    }
  }
  near(points(naiveForecasts(knowledgeOf(rest), observed), 'naive_before', 'moved'), [4, 4, 0, 0]);
  // as many of those that come merge as of the rest
  near(points(naiveForecasts(knowledgeOf(rest), observed), 'naive_arrivals', 'moved'), [4, 4, 6, 0]);
});

Naive('a trend of three values has the prediction interval of a textbook line', () => {
  // y = 1, 2, 4 over x = 0, 1, 2: slope 1.5, level 7/3, squares 1/6; at x = 4: 7/3 + 4.5
  const { value, half } = fitTrendLine(
    [
      { x: 0, y: 1 },
      { x: 1, y: 2 },
      { x: 2, y: 4 },
    ],
    4,
  )!;
  near(
    [Math.log(value), half],
    [7 / 3 + 4.5, studentQuantile(0.9, 1) * Math.sqrt((1 / 6) * (1 + 1 / 3 + 9 / 2))],
  );
  assert.is(
    fitTrendLine(
      [
        { x: 0, y: 1 },
        { x: 1, y: 2 },
      ],
      4,
    ),
    undefined,
  );
});

Naive.run();
