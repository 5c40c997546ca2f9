import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../review/small-case.test-kit.ts';
import { DAY, type Scenario, WEEK } from '../scenario/types.ts';
import { Layout, type METRICS, metricIndex, SERIES, WEEKLY_MERGES } from './layout.ts';
import { readMetrics } from './metrics.ts';

/** Numbers of records written by hand, at the edges of weeks and cycles. */
const Edges = suite('edges of metrics');

const NEVER = Number.POSITIVE_INFINITY;

/** What became of a change [h]; what never happened is missing. */
interface Fate {
  created: number;
  area?: number;
  first?: number;
  merged?: number;
  gone?: number;
}

interface Told {
  fates: readonly Fate[];
  weeks?: number;
  /** Change, from and until of stays with authors. */
  stays?: readonly (readonly [number, number, number])[];
  /** Change, time and number of parts. */
  divided?: readonly (readonly [number, number, number])[];
  /** Change, from and merge of its parts. */
  parts?: readonly (readonly [number, number, number])[];
}

/** Numbers of two areas and all, over two cycles of half the weeks each and both. */
function read({ fates, weeks = 2, stays = [], divided = [], parts = [] }: Told) {
  const half = (weeks / 2) * WEEK;
  // The last one is left in memory by an earlier, longer run: nobody may look at it.
  const all = [...fates, { created: 0, first: 1, merged: 2 }];
  const changes = Object.fromEntries(all.map((_, i) => [`x${i}`, { created: 0, effort: 0 }]));
  const played = run({ people: { ann: {} }, changes });
  const { records } = played;
  all.forEach(({ created, area = 0, first = NEVER, merged = NEVER, gone = NEVER }: Fate, i) => {
    played.changes.created[i] = created;
    played.changes.area[i] = area;
    records.firstReview[i] = first;
    records.merged[i] = merged;
    records.abandoned[i] = gone;
  });
  played.changes.count = fates.length;
  for (const [change, from, until] of stays) {
    const stay = records.addStay(change);
    records.stayFrom[stay] = from;
    records.stayUntil[stay] = until;
  }
  records.divided = divided.map(([change, at, count]) => ({ change, at, parts: count }));
  records.partMerges = parts.map(([change, from, merged]) => ({ change, from, merged }));
  const areas = [{ name: 'a' }, { name: 'b' }];
  const scenario = { ...played.scenario, areas, actual: [{}] } as unknown as Scenario;
  const cycle = (name: string, start: number) => ({
    name,
    start,
    freeze: start + half,
    release: start + half,
  });
  const layout = new Layout(scenario, [cycle('first', 0), cycle('second', half)]);
  const row = new Float64Array(layout.length);
  readMetrics({ ...played, scenario }, layout, 0, row);
  const of = (metric: (typeof METRICS)[number]['name'], area = 2) =>
    [0, 1, 2].map((at) => row[layout.metric(0, area, at, metricIndex(metric))]!);
  const byWeek = (series: number, area = 2) =>
    Array.from({ length: weeks }, (_, week) => row[layout.week(0, series, area, week)]!);
  return { of, byWeek };
}

const OPEN = SERIES.indexOf('open');
const TO_MERGE = SERIES.indexOf('open_to_merge');

Edges('what is created at a release is open then, and what merges at it is not', () => {
  const { of, byWeek } = read({
    fates: [
      { created: 0, merged: WEEK },
      { created: WEEK, merged: 2 * WEEK },
      { created: WEEK + 0.5 },
      { created: -50, merged: 10 },
      { created: 100, gone: 300, area: 1 },
      { created: 100, merged: 2 * WEEK + 0.001, area: 1 },
    ],
  });
  assert.equal(of('open', 0), [1, 1, 1]);
  assert.equal(of('open', 1), [2, 1, 1]);
  assert.equal(of('open'), [3, 2, 2]);
  // Of what will merge, some day: neither what never does nor what is given up.
  assert.equal(of('open_to_merge', 0), [1, 0, 0]);
  assert.equal(of('open_to_merge', 1), [1, 1, 1]);
  assert.equal(byWeek(OPEN), [3, 2]);
  assert.equal(byWeek(OPEN, 1), [2, 1]);
  assert.equal(byWeek(TO_MERGE), [2, 1]);
});

Edges(
  'whoever merges the moment after a week has ended was open at its end, in every week of twenty years',
  () => {
    const weeks = 1_040;
    const after = (time: number) => time * (1 + Number.EPSILON);
    const fates = Array.from({ length: weeks }, (_, week) => (week + 1) * WEEK).flatMap((end) => [
      { created: end - 1, merged: after(end) },
      { created: end - 1, merged: end },
    ]);
    assert.ok(
      read({ fates, weeks })
        .byWeek(OPEN)
        .every((count) => count === 1),
    );
  },
);

Edges('what is created at the end of a week counts there, the moment after it counts in the next', () => {
  assert.equal(read({ fates: [{ created: WEEK }], weeks: 4 }).byWeek(OPEN), [1, 1, 1, 1]);
  assert.equal(read({ fates: [{ created: WEEK + 1e-9 }], weeks: 4 }).byWeek(OPEN), [0, 1, 1, 1]);
  assert.equal(read({ fates: [{ created: -400, merged: 400 }], weeks: 4 }).byWeek(OPEN), [1, 1, 0, 0]);
  assert.equal(read({ fates: [{ created: 0, merged: 0 }], weeks: 4 }).byWeek(OPEN), [0, 0, 0, 0]);
});

Edges('a merge at a release belongs to the cycle that begins, and one at the last release to none', () => {
  const { of, byWeek } = read({
    fates: [
      { created: 0, merged: 0 },
      { created: WEEK - 24, merged: WEEK },
      { created: WEEK, merged: WEEK + 48, area: 1 },
      { created: WEEK, merged: WEEK + 72, area: 1 },
      { created: 0, merged: 2 * WEEK },
      { created: 0, gone: WEEK },
      { created: 0, gone: 2 * WEEK, area: 1 },
      { created: 0, gone: 0, area: 1 },
    ],
  });
  assert.equal(of('merges_per_week', 0), [1, 1, 1]);
  assert.equal(of('merges_per_week', 1), [0, 2, 1]);
  assert.equal(of('merges_per_week'), [1, 3, 2]);
  assert.equal(byWeek(WEEKLY_MERGES), [1, 3]);
  assert.equal(byWeek(WEEKLY_MERGES, 0), [1, 1]);
  assert.equal(of('abandoned_share', 0), [0, 1 / 2, 1 / 3]);
  assert.equal(of('abandoned_share', 1), [1, 0, 1 / 3]);
  assert.equal(of('abandoned_share'), [1 / 2, 1 / 4, 1 / 3]);
  // Lead times in days: 0 and 1, then 2 and 3; in all areas the quantiles of all of them.
  assert.equal(of('lead_median', 0), [0, 1, 0.5]);
  assert.equal(of('lead_median', 1), [Number.NaN, 2.5, 2.5]);
  assert.equal(of('lead_median'), [0, 2, 1.5]);
  assert.equal(of('lead_p25'), [0, 1.5, 0.75]);
  assert.equal(of('lead_p75'), [0, 2.5, 2.25]);
});

Edges(
  'waits for a first review are those of changes created since the start, by the cycle of the review',
  () => {
    const { of } = read({
      fates: [
        { created: 0, first: 2 * DAY },
        { created: 0, first: WEEK },
        { created: -1, first: 1 },
        { created: WEEK, first: 2 * WEEK },
        { created: WEEK, first: WEEK + 4 * DAY, area: 1 },
      ],
    });
    assert.equal(of('first_review_median', 0), [2, 7, 4.5]);
    assert.equal(of('first_review_median', 1), [Number.NaN, 4, 4]);
    assert.equal(of('first_review_median'), [2, 5.5, 4]);
  },
);

Edges('open changes wait on their author from the beginning of a stay until before its end', () => {
  const { of } = read({
    fates: [{ created: 0 }, { created: 0 }, { created: 0, area: 1 }, { created: 0, gone: WEEK }],
    stays: [
      [0, 10, WEEK],
      [1, WEEK, WEEK + 1],
      [2, 3, 2 * WEEK + 1],
      [3, 100, 200],
    ],
  });
  assert.equal(of('waiting_on_author', 0), [1, 0, 0]);
  assert.equal(of('waiting_on_author', 1), [1, 1, 1]);
  assert.equal(of('waiting_on_author'), [2, 1, 1]);
  assert.equal(of('waiting_on_reviewer'), [1, 2, 2]);
});

Edges('a change of which several parts are with the author waits on the author once', () => {
  const { of } = read({
    fates: [{ created: 0 }],
    divided: [[0, 0, 2]],
    stays: [
      [0, 10, 300],
      [0, 20, 400],
    ],
  });
  assert.equal(of('waiting_on_author'), [1, 1, 1]);
  assert.equal(of('waiting_on_reviewer'), [0, 0, 0]);
});

Edges('parts of open changes are open from their division until they merge', () => {
  const { of } = read({
    fates: [
      { created: 0, merged: 400 },
      { created: 100, area: 1 },
      { created: 0 },
      { created: 0, merged: 50 },
    ],
    divided: [
      [0, 0, 3],
      [1, WEEK + 1, 2],
      [3, 0, 2],
    ],
    parts: [
      [0, 0, 100],
      [0, 10, WEEK],
      [0, 20, 400],
      [3, 0, 20],
      [3, 0, 50],
    ],
  });
  // The first has one part left at both releases, the second is whole at the first; the third is never divided.
  assert.equal(of('parts_open', 0), [2, 2, 2]);
  assert.equal(of('parts_open', 1), [1, 2, 2]);
  assert.equal(of('parts_open'), [3, 4, 4]);
});

Edges(
  'linked changes are late by what their slowest part did not take itself, in the cycle of the merge',
  () => {
    const { of } = read({
      fates: [
        { created: 0, merged: 48 },
        { created: 0, merged: WEEK, area: 1 },
        { created: 0, merged: 2 * WEEK, area: 1 },
      ],
      parts: [
        // Begun at 12 and done at 48: 36 h, of which the slowest part took 24.
        [0, 24, 48],
        [0, 12, 20],
        // 168 h, of which the slowest took 96.
        [1, 0, 96],
        [1, 96, WEEK],
        [2, 0, 2 * WEEK],
      ],
    });
    assert.equal(of('linked_delay_median', 0), [0.5, Number.NaN, 0.5]);
    assert.equal(of('linked_delay_median', 1), [Number.NaN, 3, 3]);
    assert.equal(of('linked_delay_median'), [0.5, 3, 1.75]);
  },
);

Edges.run();
