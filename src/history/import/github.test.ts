import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { importGithub } from './github.ts';
import { at, imported } from './imported.test-kit.ts';

const Github = suite('github import');

const pull = {
  number: 77,
  title: 'Alpha driver: pin vcpus',
  state: 'MERGED',
  isDraft: false,
  author: { login: 'ana', is_bot: false },
  createdAt: '2025-03-03T09:10:11Z',
  updatedAt: '2025-03-19T16:02:00Z',
  closedAt: '2025-03-19T16:02:00Z',
  mergedAt: '2025-03-19T16:02:00Z',
  additions: 84,
  deletions: 12,
  changedFiles: 2,
  labels: [{ name: 'kind/bug' }],
  files: [
    { path: 'drivers/alpha/x.py', additions: 80, deletions: 10 },
    { path: 'api/a.py', additions: 4, deletions: 2 },
  ],
  reviews: [
    { author: { login: 'ana' }, state: 'COMMENTED', submittedAt: '2025-03-04T10:00:00Z' },
    { author: { login: 'lint', is_bot: true }, state: 'COMMENTED', submittedAt: '2025-03-03T10:00:00Z' },
    { author: { login: 'app/renovate' }, state: 'COMMENTED', submittedAt: '2025-03-03T10:00:00Z' },
    { author: { login: 'cy' }, state: 'PENDING', submittedAt: null },
    { author: { login: 'bo' }, state: 'DISMISSED', submittedAt: '2025-03-10T10:00:00Z' },
    { author: null, state: 'APPROVED', submittedAt: '2025-03-18T08:00:00Z' },
  ],
  comments: [
    { author: { login: 'dee' }, authorAssociation: 'NONE', createdAt: '2025-03-05T08:00:00Z', body: 'when?' },
    {
      author: { login: 'eli' },
      authorAssociation: 'MEMBER',
      createdAt: '2025-03-05T09:00:00Z',
      body: '/retest',
    },
    {
      author: { login: 'eli' },
      authorAssociation: 'MEMBER',
      createdAt: '2025-03-09T09:00:00Z',
      body: 'why?',
    },
  ],
  commits: [
    { committedDate: '2025-03-01T00:00:00Z' },
    { committedDate: '2025-03-04T00:00:00Z' },
    { committedDate: '2025-03-12T00:00:00Z' },
    { committedDate: '2025-03-13T00:00:00Z' },
  ],
  url: 'https://github.com/acme/engine/pull/77',
};

Github('a pull request of gh: people of the project review, programs and passers-by do not', async () => {
  const { changes, notes } = await imported(importGithub, { 'prs.json': JSON.stringify([pull]) });
  assert.equal(changes, [
    {
      changeId: '77',
      createdAt: at('2025-03-03T09:10:11'),
      firstReviewAt: at('2025-03-09T09:00:00'),
      revisedAt: at('2025-03-13T00:00:00'),
      mergedAt: at('2025-03-19T16:02:00'),
      closedAt: at('2025-03-19T16:02:00'),
      status: 'merged',
      author: 'ana',
      area: 'drivers',
      areas: ['drivers', 'api'],
      feature: undefined,
      kind: 'bug',
      patchSets: 2,
      files: 2,
      insertions: 84,
      deletions: 12,
      reviewers: ['eli', 'bo'],
      repo: undefined,
    },
  ]);
  assert.ok(notes.some((note) => note.includes('no forced pushes')));
});

Github(
  'closed without a merge is abandoned, by programs is told, and drafts that nobody got are kept aside',
  async () => {
    const over = { mergedAt: null, reviews: [], comments: [] };
    const pulls = [
      { ...pull, ...over, number: 1, state: 'CLOSED' },
      { ...pull, ...over, number: 2, state: 'OPEN', closedAt: null, author: { login: 'dependabot[bot]' } },
      { ...pull, ...over, number: 3, state: 'OPEN', closedAt: null, isDraft: true },
      { ...pull, ...over, number: 4, state: 'CLOSED', isDraft: true },
    ];
    const { by, reasons } = await imported(importGithub, { 'prs.json': JSON.stringify(pulls) });
    assert.is(by[1]!.status, 'abandoned');
    assert.is(by[1]!.closedAt, at('2025-03-19T16:02:00'));
    assert.is(by[2]!.status, 'open');
    assert.is(by[2]!.kind, 'bot');
    assert.equal(reasons, { 'a draft that was never given to reviewers': 2 });
  },
);

Github('lists that were cut at a hundred are noticed', async () => {
  const many = (length: number) =>
    Array.from({ length }, (_, i) => ({ path: `a/${i}`, additions: 1, deletions: 0 }));
  const commits = Array.from({ length: 100 }, () => ({ committedDate: '2025-03-04T00:00:00Z' }));
  const cut = { ...pull, number: 1, changedFiles: 250, files: many(100), commits };
  const whole = { ...pull, number: 2, changedFiles: 100, files: many(100) };
  const { by, notes } = await imported(importGithub, { 'prs.json': JSON.stringify([cut, whole]) });
  assert.is(by[1]!.files, 250);
  assert.is(by[1]!.patchSets, undefined);
  assert.is(by[2]!.patchSets, 2);
  assert.ok(notes.some((note) => note.startsWith('1 changes have a list of files that was cut')));
  assert.ok(notes.some((note) => note.startsWith('1 changes have a list of commits that was cut')));
});

const answer = (nodes: unknown[], hasNextPage: boolean) => ({
  data: {
    repository: {
      nameWithOwner: 'acme/engine',
      pullRequests: { nodes, pageInfo: { hasNextPage, endCursor: 'x' } },
    },
  },
});
const connection = (nodes: unknown[], totalCount = nodes.length) => ({ nodes, totalCount });

Github(
  'a page of GraphQL: a draft waits from when it was ready, forced pushes after reviews are rounds',
  async () => {
    const event = (name: string, day: string, more = {}) => ({
      __typename: name,
      createdAt: `2025-03-${day}T00:00:00Z`,
      ...more,
    });
    const node = {
      ...pull,
      reviews: connection([
        {
          author: { login: 'bo', __typename: 'User' },
          state: 'APPROVED',
          submittedAt: '2025-03-08T00:00:00Z',
        },
        {
          author: { login: 'bo', __typename: 'User' },
          state: 'APPROVED',
          submittedAt: '2025-03-14T00:00:00Z',
        },
        {
          author: { login: 'robo', __typename: 'Bot' },
          state: 'APPROVED',
          submittedAt: '2025-03-07T00:00:00Z',
        },
      ]),
      comments: connection([]),
      files: connection(pull.files),
      commits: connection([{ commit: { committedDate: '2025-03-09T00:00:00Z' } }]),
      labels: connection([{ name: 'enhancement' }]),
      timelineItems: connection([
        event('ReadyForReviewEvent', '06'),
        event('HeadRefForcePushedEvent', '10'),
        event('HeadRefForcePushedEvent', '15'),
        event('ConvertToDraftEvent', '11'),
      ]),
    };
    const { changes, notes } = await imported(importGithub, {
      'a.json': JSON.stringify(answer([node], true)),
      'b.json': JSON.stringify(answer([{ ...node, number: 78, timelineItems: connection([], 5) }], false)),
    });
    assert.is(changes[1]!.createdAt, at('2025-03-06T00:00:00'));
    assert.is(changes[1]!.firstReviewAt, at('2025-03-08T00:00:00'));
    assert.is(changes[1]!.patchSets, 3);
    assert.is(changes[1]!.revisedAt, at('2025-03-15T00:00:00'));
    assert.is(changes[1]!.kind, 'feature');
    assert.equal(changes[1]!.reviewers, ['bo']);
    assert.is(changes[0]!.patchSets, undefined);
    assert.not.ok(notes.some((note) => note.includes('fetch the following pages')));
  },
);

const rest = {
  number: 77,
  state: 'closed',
  title: 'Revert "x"',
  draft: false,
  user: { login: 'ana', type: 'User' },
  created_at: '2025-03-03T09:10:11Z',
  updated_at: '2025-03-19T16:02:00Z',
  closed_at: '2025-03-19T16:02:00Z',
  merged_at: '2025-03-19T16:02:00Z',
  head: {},
  base: { repo: { full_name: 'acme/engine' } },
};

Github('pages of REST and lists saved apart come together, in any order', async () => {
  const url = 'https://api.github.com/repos/acme/engine/pulls/77';
  const files = {
    'pulls/77/files.json': JSON.stringify([{ filename: 'api/a.py', additions: 3, deletions: 1 }]),
    'pulls/77/timeline.json': JSON.stringify([
      { event: 'committed', committer: { date: '2025-03-11T00:00:00Z' } },
      { event: 'ready_for_review', created_at: '2025-03-04T00:00:00Z' },
    ]),
    'reviews.json': JSON.stringify([
      {
        user: { login: 'bo' },
        state: 'APPROVED',
        submitted_at: '2025-03-10T10:00:00Z',
        pull_request_url: url,
      },
      { user: null, state: 'APPROVED', submitted_at: '2025-03-12T10:00:00Z', pull_request_url: url },
    ]),
    'list.json': JSON.stringify([
      rest,
      { number: 5, state: 'open', title: 'a question', created_at: '2025-03-12T10:00:00Z' },
    ]),
    'error.json': JSON.stringify({ message: 'Not Found', documentation_url: 'x' }),
  };
  for (const entries of [Object.entries(files), Object.entries(files).reverse()]) {
    const { by, reasons } = await imported(importGithub, Object.fromEntries(entries));
    assert.is(by[77]!.createdAt, at('2025-03-04T00:00:00'));
    assert.is(by[77]!.firstReviewAt, at('2025-03-10T10:00:00'));
    assert.is(by[77]!.area, 'api');
    assert.is(by[77]!.files, 1);
    assert.is(by[77]!.patchSets, 2);
    assert.is(by[77]!.kind, 'revert');
    assert.equal(reasons, { 'an issue, no pull request': 1, 'an error that the server reports': 1 });
  }
});

Github('what a list of REST does not tell is left out and said', async () => {
  const { changes, notes } = await imported(importGithub, { 'list.json': JSON.stringify([rest]) });
  assert.is(changes[0]!.patchSets, undefined);
  assert.is(changes[0]!.firstReviewAt, undefined);
  assert.is(changes[0]!.area, 'unknown');
  assert.ok(notes.some((note) => note.includes('come without reviews')));
  assert.ok(notes.some((note) => note.includes("count to an area 'unknown'")));
  assert.ok(notes.some((note) => note.startsWith('no change is open')));
});

Github.run();
