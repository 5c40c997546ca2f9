import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { importGitlab } from './gitlab.ts';
import { at, imported } from './imported.test-kit.ts';

const Gitlab = suite('gitlab import');

const request = {
  id: 901,
  iid: 77,
  project_id: 5,
  title: 'Alpha: pin vcpus',
  state: 'merged',
  created_at: '2025-03-03T09:10:11.120Z',
  updated_at: '2025-03-19T16:02:00.000Z',
  merged_at: '2025-03-19T16:02:00.000+01:00',
  closed_at: null,
  author: { id: 1, username: 'ana', name: 'Ana Bell' },
  reviewers: [{ id: 2, username: 'bo' }],
  labels: ['type::bug'],
  draft: false,
};

const note = (day: string, username: string, body: string, system = true) => ({
  id: Number(day),
  noteable_type: 'MergeRequest',
  noteable_iid: 77,
  noteable_id: 901,
  system,
  body,
  author: { username },
  created_at: `2025-03-${day}T10:00:00.000Z`,
});

const notes = [
  note('04', 'ana', 'marked this merge request as **ready**'),
  note('05', 'project_5_bot_1', 'coverage is down', false),
  note('05', 'ana', 'ping', false),
  note('06', 'zed', 'assigned to @bo'),
  note('07', 'bo', 'please split', false),
  note('08', 'ana', 'added 2 commits\n\n<ul>'),
  note('09', 'cy', 'approved this merge request'),
];
const versions = [
  { id: 2, merge_request_id: 901, head_commit_sha: 'b', created_at: '2025-03-08T10:00:00.000Z' },
  { id: 1, merge_request_id: 901, head_commit_sha: 'a', created_at: '2025-03-03T09:10:12.000Z' },
];
const changes = [
  {
    old_path: 'api/a.py',
    new_path: 'api/a.py',
    a_mode: '100644',
    b_mode: '100644',
    diff: '@@ -1,2 +1,3 @@\n-a\n+b\n+c\n d\n',
  },
];

const expected = {
  changeId: '77',
  createdAt: at('2025-03-04T10:00:00'),
  firstReviewAt: at('2025-03-07T10:00:00'),
  revisedAt: at('2025-03-08T10:00:00'),
  mergedAt: at('2025-03-19T15:02:00'),
  closedAt: at('2025-03-19T15:02:00'),
  status: 'merged',
  author: 'ana',
  area: 'api',
  areas: ['api'],
  feature: undefined,
  kind: 'bug',
  patchSets: 2,
  files: 1,
  insertions: 2,
  deletions: 1,
  reviewers: ['bo', 'cy'],
  repo: undefined,
};

Gitlab('a merge request with its lists in it', async () => {
  const { changes: found } = await imported(importGitlab, {
    'mr.json': JSON.stringify({ ...request, notes, versions, diffs: changes }),
  });
  assert.equal(found, [expected]);
});

Gitlab('a list, and details saved apart, come together in any order', async () => {
  const files = {
    'list.json': JSON.stringify([request]),
    'notes.json': JSON.stringify(notes),
    'versions.json': JSON.stringify(versions),
    '77/diffs.json': JSON.stringify(changes),
    '77/approvals.json': JSON.stringify({
      iid: 77,
      project_id: 5,
      state: 'merged',
      approved_by: [{ user: { username: 'dee' } }],
    }),
  };
  for (const entries of [Object.entries(files), Object.entries(files).reverse()]) {
    const { changes: found } = await imported(importGitlab, Object.fromEntries(entries));
    assert.equal(found, [{ ...expected, reviewers: ['bo', 'cy', 'dee'] }]);
  }
});

Gitlab('states old and new, drafts by flag, old flag or title', async () => {
  const one = (iid: number, over: object) => ({ ...request, iid, merged_at: null, ...over });
  const {
    by,
    reasons,
    notes: said,
  } = await imported(importGitlab, {
    'list.json': JSON.stringify([
      one(1, { state: 'opened' }),
      one(2, { state: 'locked' }),
      one(3, { state: 'closed', closed_at: '2025-03-09T00:00:00Z' }),
      one(4, { state: 'closed' }),
      one(5, { state: 'merged' }),
      one(6, { state: 'opened', draft: true }),
      one(7, { state: 'opened', draft: undefined, work_in_progress: true }),
      one(8, { state: 'opened', draft: undefined, title: 'WIP: pin' }),
      one(9, { state: 'odd' }),
    ]),
  });
  assert.equal(
    Object.values(by).map(({ changeId, status }) => `${changeId} ${status}`),
    ['1 open', '2 open', '3 abandoned', '4 unmerged', '5 merged'],
  );
  assert.is(by[5]!.mergedAt, at('2025-03-19T16:02:00'));
  assert.equal(reasons, { 'a draft that was never given to reviewers': 3, 'an unknown status': 1 });
  assert.ok(said.includes('1 changes do not tell when they merged: their last update was taken'));
  assert.ok(said.some((sentence) => sentence.includes('come without notes')));
});

Gitlab('differences that the server left out leave sizes out', async () => {
  const large = { ...changes[0], new_path: 'api/b.py', diff: '', too_large: true };
  const { changes: found } = await imported(importGitlab, {
    'mr.json': JSON.stringify({ ...request, changes: [...changes, large], changes_count: '1000+' }),
  });
  assert.is(found[0]!.insertions, undefined);
  assert.is(found[0]!.files, undefined);
  assert.is(found[0]!.patchSets, undefined);
});

Gitlab('equal numbers of two projects are two changes', async () => {
  const other = { ...request, id: 902, project_id: 6 };
  const { changes: found } = await imported(importGitlab, { 'list.json': JSON.stringify([request, other]) });
  assert.equal(
    found.map(({ changeId }) => changeId),
    ['project 5#77', 'project 6#77'],
  );
});

Gitlab.run();
