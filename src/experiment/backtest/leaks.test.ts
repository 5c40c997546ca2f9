import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stream } from '../../stats/stream.ts';
import { type Case, judgeCase } from './case.ts';
import { ARRIVAL_MODES } from './knowledge.ts';
import { MODELS } from './models.ts';
import type { CaseChange } from './on-the-day.ts';
import { csvOf, readSmall, readTexts, SPLIT, smallHistory } from './small-case.test-kit.ts';
import { DAY_MS } from './window.ts';

const Leaks = suite('leaks of later days');

const history = smallHistory();
const original = readSmall(history);
const options = { seed: 'leaks', replications: 3 };

/** What a model gets and what all models make of it must be as without the change. */
async function unchanged(other: Case, modes: readonly (typeof ARRIVAL_MODES)[number][] = ARRIVAL_MODES) {
  assert.equal(other.knowledge, original.knowledge);
  for (const mode of modes) {
    assert.equal(other.arrivals[mode], original.arrivals[mode]);
    for (const project of Object.values(MODELS)) {
      const [a, b] = [
        await project(original.knowledge, original.arrivals[mode], options),
        await project(other.knowledge, other.arrivals[mode], options),
      ];
      assert.equal(a, b);
    }
  }
}

const later = (time: number | undefined) => time !== undefined && time >= SPLIT;

Leaks('moving every merge after the split by 30 days leaves every projection unchanged', async () => {
  const moved = history.map((change) =>
    later(change.mergedAt) ? { ...change, mergedAt: change.mergedAt! + 30 * DAY_MS } : change,
  );
  await unchanged(readSmall(moved));
  await unchanged(
    readSmall(
      moved.map((change) => (later(change.mergedAt) ? { ...change, closedAt: change.mergedAt } : change)),
    ),
  );
});

Leaks('even to before they were created, which makes rows that no history holds', async () => {
  const moved = history.map((change, i) =>
    later(change.mergedAt) && i % 3 === 0
      ? { ...change, mergedAt: Math.max(SPLIT, change.mergedAt! - 30 * DAY_MS) }
      : change,
  );
  const other = readSmall(moved);
  assert.ok(
    other.actual.measured.rest.metrics.lead_median !== original.actual.measured.rest.metrics.lead_median,
  );
  await unchanged(other);
});

Leaks('what became of changes open at the split does not show, whatever it is', async () => {
  const fates: Partial<CaseChange>[] = [
    {
      status: 'open',
      mergedAt: undefined,
      closedAt: undefined,
      revisedAt: undefined,
      patchSets: undefined,
      reviewers: [],
    },
    {
      status: 'abandoned',
      mergedAt: undefined,
      closedAt: SPLIT + 40 * DAY_MS,
      patchSets: 17,
      reviewers: ['r9'],
    },
    { status: 'unmerged', mergedAt: undefined, closedAt: undefined },
    { status: 'merged', mergedAt: SPLIT, closedAt: SPLIT, patchSets: 99, reviewers: ['r7', 'r8'] },
  ];
  for (const fate of fates)
    await unchanged(
      readSmall(
        history.map((change) =>
          later(change.mergedAt ?? SPLIT) && change.createdAt < SPLIT ? { ...change, ...fate } : change,
        ),
      ),
    );
});

Leaks('where nothing later is given, deleting all later rows changes nothing', async () => {
  const earlier = history.filter(
    ({ createdAt, repo }) => createdAt < SPLIT || (repo === 'part' && createdAt > Date.UTC(2020, 9, 20)),
  );
  const few = readSmall(earlier);
  assert.ok(earlier.length < history.length * 0.7);
  await unchanged(few, ['earlier']);
});

Leaks('the order of the rows does not show', async () => {
  const draw = stream('order of rows');
  const keys = new Map(history.map((change) => [change, draw.next()]));
  await unchanged(readSmall([...history].sort((a, b) => keys.get(a)! - keys.get(b)!)));
  await unchanged(readSmall([...history].reverse()));
});

Leaks('of later changes nothing is given but when and where they came, from whom, how large', () => {
  const { later: given } = original.arrivals.observed as Extract<
    Case['arrivals']['observed'],
    { mode: 'observed' }
  >;
  assert.ok(given.length > 100);
  const keys = new Set(given.flatMap((change) => Object.keys(change)));
  assert.equal([...keys].sort(), [
    'area',
    'author',
    'createdAt',
    'deletions',
    'files',
    'insertions',
    'repo',
    'work',
  ]);
});

Leaks(
  'what is known of the past does show: a merge before the split on another day, a change more',
  async () => {
    const first = history.find(({ mergedAt }) => mergedAt !== undefined && mergedAt < SPLIT - 40 * DAY_MS)!;
    const moved = history.map((change) =>
      change === first ? { ...change, mergedAt: change.mergedAt! + 1000 } : change,
    );
    assert.not.equal(readSmall(moved).knowledge, original.knowledge);
    assert.not.equal(readSmall(history.filter((change) => change !== first)).knowledge, original.knowledge);
  },
);

Leaks('a row whose later cells cannot be read together came all the same', () => {
  const row = history.find(({ createdAt, repo }) => createdAt > SPLIT && repo === 'part')!;
  const strange = { ...row, status: 'open' as const, closedAt: row.createdAt - DAY_MS };
  const { arrivals } = readSmall(history.map((change) => (change === row ? strange : change)));
  assert.equal(arrivals.observed, original.arrivals.observed);
});

Leaks('of two rows with one name the first in time stays, in whatever order they stand', async () => {
  const again = history.slice(0, 5).map((change) => ({ ...change, createdAt: change.createdAt + 1000 }));
  const of = (list: CaseChange[], repo: string) => csvOf(list.filter((change) => change.repo === repo));
  for (const list of [
    [...history, ...again],
    [...again, ...history],
  ]) {
    const { knowledge } = readTexts(of(list, 'big'), of(list, 'part'));
    assert.equal(knowledge, original.knowledge);
  }
});

Leaks('naive forecasts see no later day either', () => {
  const moved = history.map((change) =>
    later(change.mergedAt) ? { ...change, mergedAt: change.mergedAt! + 30 * DAY_MS } : change,
  );
  const nothing = { withSplit: [], withoutSplit: [] };
  for (const mode of ARRIVAL_MODES)
    assert.equal(judgeCase(readSmall(moved), mode, nothing).naive, judgeCase(original, mode, nothing).naive);
});

Leaks.run();
