import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stream } from '../../stats/stream.ts';
import type { HistoryChange, Status } from '../change.ts';
import { OTHER_AREAS } from './areas.ts';
import { DAY_MS } from './days.ts';
import { type Description, describeHistory, descriptionOf } from './describe.ts';
import type { Estimate } from './leads.ts';
import { Calendar } from './periods.ts';
import { sampleChange as change, readerOf } from './sample-changes.ts';
import { implausible, seenOn } from './seen-on.ts';
import { Tally } from './tally.ts';

const Describe = suite('description of a history');
const describe = (changes: readonly HistoryChange[], cycles?: Parameters<typeof describeHistory>[1]) =>
  describeHistory(readerOf(changes), cycles);
const near = (found: number, exact: number, within = 1e-9) =>
  assert.ok(Math.abs(found - exact) <= within * Math.max(1, Math.abs(exact)), `${found} is not ${exact}`);
const quantile = ({ areas }: Description, estimate: Estimate, share: number) =>
  areas[0]!.leads.quantiles.find((one) => one.estimate === estimate && one.share === share)!.days;
const metric = ({ metrics }: Description, period: string, name: string, area = 'all') =>
  metrics.find((one) => one.period === period && one.metric === name && one.area === area)!.value;

/** Monday 2020-01-06 to Sunday 2020-02-02: four whole weeks. */
const small = [
  change(1, '2020-01-06', '2020-01-07', {
    author: 'ann',
    reviewers: ['bob', 'cyd'],
    patchSets: 1,
    insertions: 10,
    deletions: 2,
    files: 1,
  }),
  change(2, '2020-01-08', '2020-01-18', {
    author: 'ann',
    reviewers: ['bob', 'ann'],
    patchSets: 3,
    area: 'driver',
    areas: ['driver', 'core'],
  }),
  change(3, '2020-01-14', '2020-01-24', { author: 'bob', status: 'abandoned', reviewers: ['cyd'] }),
  change(4, '2020-01-20', '', { author: 'cyd', area: 'driver', areas: ['driver'], feature: 'x' }),
  change(5, '2020-01-27', '2020-02-02T23:00:00Z', {
    author: 'dan',
    reviewers: ['bob'],
    patchSets: 2,
    feature: 'x',
  }),
];

Describe('weeks of five changes are those of a hand count', async () => {
  const { areas, window } = await describe(small);
  assert.is(window.until - window.from, 28);
  const weeks = areas[0]!.weeks.map(({ created, merged, abandoned, open, days }) => [
    created,
    merged,
    abandoned,
    open,
    days,
  ]);
  assert.equal(weeks, [
    [2, 1, 0, 1, 7],
    [1, 1, 0, 1, 7],
    [1, 0, 1, 1, 7],
    [1, 1, 0, 1, 7],
  ]);
  assert.equal(
    areas.map(({ area, changes, touched, across }) => [area, changes, touched, across]),
    [
      ['all', 5, 5, 1],
      ['core', 3, 4, 1],
      ['driver', 2, 2, 1],
    ],
  );
  assert.equal(
    areas[2]!.weeks.map(({ open }) => open),
    [1, 0, 1, 1],
  );
});

Describe(
  'lead times of merged alone, with the open ones, and of all, are those of a hand count',
  async () => {
    const found = await describe(small);
    // Merged after 1, 10 and 6.958 days; abandoned after 10; open for 13.958.
    near(quantile(found, 'merged_only', 0.5), 167 / 24);
    near(quantile(found, 'if_none_given_up', 0.5), 10);
    near(quantile(found, 'share_of_all', 0.5), 10);
    assert.is(quantile(found, 'share_of_all', 0.75), Infinity);
    const { everMerged, everAbandoned, curve } = found.areas[0]!.leads;
    near(everMerged, 0.6);
    near(everAbandoned, 0.2);
    // Of three at risk at 10 days one merges: 0.6 × 2/3.
    near(curve.at(-1)!.waiting, 0.4);
  },
);

Describe('people, rounds, features and pairs are those of a hand count', async () => {
  const found = await describe(small);
  assert.equal(
    found.reviewers.people.map(({ name, changes }) => [name, changes]),
    [
      ['bob', 3],
      ['cyd', 2],
    ],
  );
  assert.is(found.authors.skew.people, 4);
  near(found.values.patchSets.mean, 2);
  near(found.firstTry.share, 1 / 3);
  near(found.values.lines.p50, 12);
  assert.equal(found.pairs, [{ area: 'core', other: 'driver', changes: 1 }]);
  assert.equal(found.features, [{ feature: 'x', changes: 2, merged: 1, areas: ['core', 'driver'] }]);
  assert.equal(found.spread, [4, 1, 0, 0]);
  assert.ok(found.caveats.some((said) => said.startsWith('1 times an author stands among the reviewers')));
});

Describe('cycles cut where they are told to, and joins and leaves follow their rule', async () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
  const cycle = (name: string, start: string, release: string) => {
    return { name, start: day(start), freeze: undefined, release: day(release) };
  };
  const cycles = [cycle('a', '2020-01-06', '2020-01-20'), cycle('b', '2020-01-20', '2020-08-03')];
  const later = [
    change(6, '2020-02-10', '2020-02-11', { author: 'ann', reviewers: ['eve'] }),
    change(7, '2020-08-01', '2020-08-02', { author: 'ann', reviewers: ['eve'] }),
  ];
  const found = await describe([...small, ...later], cycles);
  assert.equal(
    found.periods.map(({ name }) => name),
    ['a', 'b'],
  );
  near(metric(found, 'a', 'arrivals_per_week'), 1.5);
  near(metric(found, 'a', 'merges_per_week'), 1);
  assert.is(metric(found, 'a', 'open'), 1);
  near(metric(found, 'a', 'lead_median'), 5.5);
  near(metric(found, 'a', 'lead_median', 'driver'), 10);
  assert.is(metric(found, 'b', 'open'), 1);
  near(metric(found, 'b', 'abandoned_share'), 1 / 4);
  // In a nobody can be new; bob wrote there for the last time, and half a year went by since.
  assert.ok(Number.isNaN(metric(found, 'a', 'authors_joined')));
  assert.is(metric(found, 'a', 'authors_left'), 1);
  assert.is(metric(found, 'b', 'authors_joined'), 2);
  assert.ok(Number.isNaN(metric(found, 'b', 'authors_left')));
  assert.is(metric(found, 'b', 'reviewers_joined'), 1);
});

const anyChange = (id: number) =>
  fc
    .record({
      created: fc.integer({ min: 0, max: 200 }),
      lasts: fc.integer({ min: 0, max: 90 }),
      status: fc.constantFrom<Status>('merged', 'merged', 'abandoned', 'open', 'unmerged'),
      areas: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 }),
      author: fc.constantFrom('p', 'q', 'r'),
      reviewers: fc.uniqueArray(fc.constantFrom('p', 'q', 's', 't'), { maxLength: 2 }),
      patchSets: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    })
    .map(({ created, lasts, status, areas, ...rest }): HistoryChange => {
      const createdAt = Date.UTC(2019, 0, 1) + created * DAY_MS * 0.7;
      const end = Math.round(createdAt + lasts * DAY_MS * 0.3);
      const closed = status === 'merged' || status === 'abandoned';
      return {
        ...{
          changeId: String(id),
          createdAt: Math.round(createdAt),
          status,
          area: areas[0]!,
          areas,
          ...rest,
        },
        mergedAt: status === 'merged' ? end : undefined,
        closedAt: closed ? end : undefined,
      };
    });
const histories = fc
  .integer({ min: 1, max: 30 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => anyChange(i))));

Describe('the order of rows changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.infiniteStream(fc.nat(1_000_000)), async (changes, keys) => {
      const order = changes
        .map((one) => ({ one, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key);
      const rounded = (found: Description) =>
        JSON.parse(
          JSON.stringify(found, (_, value) =>
            typeof value === 'number' ? Number(value.toPrecision(12)) : value,
          ),
        );
      assert.equal(rounded(await describe(order.map(({ one }) => one))), rounded(await describe(changes)));
    }),
    { numRuns: 60 },
  );
});

Describe('counts of two halves of a file add up to those of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(30), async (changes, cut) => {
      const halves = [changes.slice(0, cut), changes.slice(cut)].filter((half) => half.length > 0);
      const [whole, ...parts] = await Promise.all([changes, ...halves].map((half) => describe(half)));
      for (const { area, changes: own, weeks, leads } of whole!.areas) {
        const same = parts.map(({ areas }) => areas.find((one) => one.area === area));
        const sum = (of: (one: Description['areas'][number]) => number) =>
          same.reduce((all, one) => all + (one === undefined ? 0 : of(one)), 0);
        assert.is(
          own,
          sum(({ changes: n }) => n),
        );
        for (const status of ['merged', 'abandoned', 'open', 'unmerged'] as const)
          assert.is(
            leads[status],
            sum((one) => one.leads[status]),
          );
        for (const { monday, created } of weeks)
          assert.is(
            created,
            sum((one) => one.weeks.find((week) => week.monday === monday)?.created ?? 0),
          );
      }
      assert.is(
        whole!.reviewers.skew.total,
        parts.reduce((all, { reviewers }) => all + reviewers.skew.total, 0),
      );
    }),
    { numRuns: 60 },
  );
});

Describe('changes are conserved: what came is merged, given up, open, or of unknown end', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (changes) => {
      const { areas, status, window, lastSeen } = await describe(changes);
      for (const { weeks, leads, changes: own } of areas) {
        assert.is(leads.merged + leads.abandoned + leads.open + leads.unmerged, own);
        if (window.until * DAY_MS > lastSeen) assert.is(weeks.at(-1)!.open, leads.open);
      }
      assert.is(status.merged + status.abandoned + status.open + status.unmerged, changes.length);
    }),
    { numRuns: 60 },
  );
});

/** Changes at a constant rate for `weeks`, with exponential lead times of a mean of 30 days, cut on the last day. */
function exponential(n: number, weeks: number, patience = Number.POSITIVE_INFINITY): HistoryChange[] {
  const draw = stream('description', 'exponential', n);
  const [begin, end] = [Date.UTC(2018, 0, 1), Date.UTC(2018, 0, 1) + weeks * 7 * DAY_MS];
  return Array.from({ length: n }, (_, i) => {
    const createdAt = begin + draw.next() * (end - begin);
    const merges = createdAt - 30 * DAY_MS * Math.log(draw.next());
    const gives = createdAt - patience * DAY_MS * Math.log(draw.next());
    const [last, status] = merges <= gives ? [merges, 'merged' as const] : [gives, 'abandoned' as const];
    const seen = last <= end;
    return {
      ...{ changeId: String(i), createdAt, area: 'a', areas: ['a'], reviewers: [] },
      ...{ status: seen ? status : 'open', closedAt: seen ? last : undefined },
      mergedAt: seen && status === 'merged' ? last : undefined,
    };
  });
}

Describe(
  'with open changes the median of a known law is found, which merged changes alone understate',
  async () => {
    const found = await describe(exponential(8_000, 12));
    const exact = 30 * Math.LN2;
    const { low, high } = found.areas[0]!.leads.quantiles.find(
      ({ estimate, share }) => estimate === 'if_none_given_up' && share === 0.5,
    )!;
    near(quantile(found, 'if_none_given_up', 0.5), exact, 0.05);
    assert.ok(low <= exact && exact <= high, `${low} to ${high}`);
    assert.ok(quantile(found, 'merged_only', 0.5) < 0.8 * exact);
    // The same law, seen for ten times as long, hides less.
    const longer = await describe(exponential(8_000, 120));
    assert.ok(quantile(longer, 'merged_only', 0.5) > 0.93 * exact);
  },
);

Describe('where authors give up, shares of all are those of two competing rates', async () => {
  const found = await describe(exponential(12_000, 60, 60));
  // Merged at 1/30 and given up at 1/60 a day: two of three merge, half of those after 20 ln 2 days.
  near(found.areas[0]!.leads.everMerged, 2 / 3, 0.03);
  near(quantile(found, 'if_none_given_up', 0.5), 30 * Math.LN2, 0.05);
  near(quantile(found, 'share_of_all', 0.5), 20 * Math.log(4), 0.06);
  near(quantile(found, 'merged_only', 0.5), 20 * Math.LN2, 0.05);
});

Describe('beyond the exact size the same comes out within 1 %, and counts stay exact', () => {
  const draw = stream('description', 'many');
  const many = Array.from({ length: 20_000 }, (_, i): HistoryChange => {
    const createdAt = Date.UTC(2015, 0, 1) + Math.floor(draw.next() * 900) * DAY_MS;
    const end = createdAt - Math.log(draw.next()) * 9 * DAY_MS;
    const base = { changeId: String(i), createdAt, area: 'a', areas: ['a'], reviewers: [] };
    if (i % 50 === 0) return { ...base, status: 'open' };
    if (i % 7 === 0) return { ...base, status: 'abandoned', closedAt: end };
    return { ...base, status: 'merged', mergedAt: end, closedAt: end };
  });
  const calendar = new Calendar();
  const [exact, coarse] = [20_000, 19_999].map((most) => {
    const tally = new Tally(calendar, undefined, most);
    for (const one of many) tally.add(one);
    return descriptionOf(tally, calendar);
  }) as [Description, Description];
  assert.ok(exact.exact && !coarse.exact);
  assert.equal(coarse.status, exact.status);
  for (const estimate of ['merged_only', 'if_none_given_up', 'share_of_all'] as const)
    for (const share of [0.1, 0.5, 0.75])
      near(quantile(coarse, estimate, share) / quantile(exact, estimate, share), 1, 0.0125);
  assert.ok(coarse.caveats.some((said) => said.includes('within 1 %')));
  assert.equal(
    coarse.areas[0]!.weeks.map(({ open }) => open),
    exact.areas[0]!.weeks.map(({ open }) => open),
  );
});

Describe(
  'of more areas than are told apart the most frequent are named, the rest count together',
  async () => {
    const changes = Array.from({ length: 3_000 }, (_, i) => {
      const area = i % 3 === 0 ? `rare ${i}` : `big ${i % 40}`;
      return change(i, '2020-01-06', '2020-01-08', { area, areas: [area, 'rare 0'] });
    });
    for (const order of [changes, changes.toReversed()]) {
      const { areas } = await describe(order);
      assert.is(areas.length, 66);
      assert.is(areas.at(-1)!.area, OTHER_AREAS);
      assert.is(areas.filter(({ area }) => area.startsWith('big')).length, 40);
      assert.is(
        areas.slice(1).reduce((sum, { changes: n }) => sum + n, 0),
        3_000,
      );
      assert.is(
        areas.filter(({ area }) => area.startsWith('big')).reduce((sum, { changes: n }) => sum + n, 0),
        2_000,
      );
    }
  },
);

Describe('an area named as the total is told apart from it', async () => {
  const { areas } = await describe([change(1, '2020-01-06', '', { area: 'all', areas: ['all'] })]);
  assert.equal(
    areas.map(({ area }) => area),
    ['all', 'all (an area)'],
  );
});

Describe('as of a day, what came later is not seen, and what ended later is open', () => {
  const at = Date.UTC(2020, 0, 15);
  const [first, second, third] = small.map((one) => seenOn(one, at));
  assert.is(first!.status, 'merged');
  assert.is(second!.status, 'open');
  assert.is(second!.mergedAt, undefined);
  assert.is(second!.patchSets, undefined);
  assert.equal(second!.reviewers, []);
  assert.is(third!.status, 'open');
  assert.is(seenOn(small[3]!, at), undefined);
});

Describe('a clock at its zero and a time in the future are no times of a change', () => {
  const now = Date.UTC(2026, 0, 1);
  assert.is(implausible(change(1, '1970-01-01', '2020-01-01'), now), 'created before 1990');
  assert.is(implausible(change(1, '2020-01-01', '2031-01-01'), now), 'a time in the future');
  assert.is(implausible(change(1, '2020-01-01', ''), now), undefined);
});

Describe('what is missing is said', async () => {
  const said = async (changes: readonly HistoryChange[]) => (await describe(changes)).caveats.join(' ');
  const merged = await said([change(1, '2020-01-06', '2020-01-08')]);
  assert.match(merged, /Only merged changes are seen/);
  assert.match(merged, /No reviewers are recorded/);
  assert.match(merged, /Times are whole days/);
  assert.match(merged, /created_at is then the author date/);
  assert.match(
    await said([change(1, '2020-01-06', '2020-01-08'), change(2, '2020-01-06', '')]),
    /No change was given up/,
  );
  const given = change(2, '2020-01-06', '2020-01-09', { status: 'abandoned' });
  assert.match(await said([change(1, '2020-01-06', '2020-01-08'), given]), /No open changes are recorded/);
});

Describe.run();
