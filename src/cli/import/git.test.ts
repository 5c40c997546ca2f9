import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../../errors.ts';
import { whyUnfit } from '../../history/unfit.ts';
import { git, HOUR, hasGit, imported, makeRepository, START } from './repository.test-kit.ts';

const Git = suite('import git');
if (!hasGit) process.stdout.write('git is not installed: these tests are skipped\n');
const claim: typeof Git = hasGit ? Git : (Git.skip as typeof Git);

const hours = (ms: number | undefined) => (ms === undefined ? undefined : (ms - START) / HOUR);
const lines = (n: number) => Array.from({ length: n }, (_, i) => `line ${i}`).join('\n');

claim(
  'a merged change lasts from the author date of the second parent to the merge, with trailers and votes',
  async () => {
    const folder = makeRepository([
      { files: { 'a/x': lines(1), '.mailmap': 'Bo Real <bo@example.org> <bo@old.example.org>\n' } },
      {
        parents: [1],
        author: 'B <bo@old.example.org>',
        at: 10,
        committed: 30,
        message:
          'Add it\n\nImplements: blueprint quick-boot\nReviewed-by: Cy Dee <cy@example.org>\nChange-Id: I0123456789abcdef0123456789abcdef01234567\n',
        files: { 'b/y': lines(7), 'a/x': lines(3) },
        note: 'Code-Review+2: Di Eff <di@example.org>\nCode-Review-1: Jenkins <jenkins@example.org>\nVerified+2: Zuul\nSubmitted-at: Thu, 02 Jan 2014 00:00:00 +0000\n',
      },
      { parents: [1, 2], at: 40, message: 'Merge it\n', files: { 'b/y': lines(7), 'a/x': lines(3) } },
    ]);
    const { changes, notes } = await imported(folder);
    const change = changes[1]!;
    assert.is(changes.length, 2);
    assert.is(change.changeId, 'I0123456789abcdef0123456789abcdef01234567');
    assert.equal(
      [change.createdAt, change.revisedAt, change.mergedAt, change.closedAt].map(hours),
      [10, 30, 40, 40],
    );
    assert.is(change.author, 'Bo Real');
    assert.equal(change.reviewers, ['Cy Dee', 'Di Eff']);
    assert.is(change.kind, 'blueprint');
    assert.is(change.feature, 'quick-boot');
    assert.equal([change.files, change.insertions, change.deletions], [2, 10, 1]);
    assert.equal([change.area, change.areas], ['b', ['b', 'a']]);
    assert.match(notes, /1 of 2 changes came by a merge commit/);
  },
);

claim('commits with a Change-Id that merge together are changes of their own, others are one', async () => {
  const id = (n: number) => `\n\nChange-Id: I${String(n).repeat(40)}\n`;
  const { changes, notes } = await imported(
    makeRepository([
      { files: { x: '0' } },
      { parents: [1], at: 2, message: `One${id(1)}`, files: { p: '1' } },
      { parents: [2], at: 3, message: `Two${id(2)}`, files: { q: '1' } },
      { parents: [1, 3], at: 9, files: { p: '1', q: '1' } },
      { parents: [4], at: 10, message: 'first draft', files: { 'lib/a/r': '1\n' } },
      { parents: [5], at: 12, message: 'second draft', files: { 'lib/a/r': '1\n2\n', s: '1\n' } },
      { parents: [4, 6], at: 20, files: { 'lib/a/r': '1\n2\n', s: '1\n' } },
    ]),
  );
  assert.equal(
    changes
      .map(({ changeId, createdAt, mergedAt }) => [changeId.slice(0, 3), hours(createdAt), hours(mergedAt)])
      .slice(1),
    [
      ['I22', 3, 9],
      ['I11', 2, 9],
      [changes[3]!.changeId.slice(0, 3), 12, 20],
    ],
  );
  assert.equal([changes[3]!.files, changes[3]!.insertions, changes[3]!.area], [2, 3, 'lib/a']);
  assert.match(notes, /1 merges brought several commits/);
});

claim('an octopus merge brings a change for each branch', async () => {
  const { changes, notes } = await imported(
    makeRepository([
      { files: { x: '0' } },
      { parents: [1], at: 2, files: { a: '1' } },
      { parents: [1], at: 3, files: { b: '1' } },
      { parents: [1], at: 4, files: { c: '1' } },
      { parents: [1, 2, 3, 4], at: 8, files: { a: '1', b: '1', c: '1' } },
    ]),
  );
  assert.equal(
    changes
      .slice(1)
      .map(({ createdAt, mergedAt }) => [hours(createdAt), hours(mergedAt)])
      .sort(),
    [
      [2, 8],
      [3, 8],
      [4, 8],
    ],
  );
  assert.match(notes, /1 merges joined more than two branches/);
});

claim('squash merges are said to have no usable lead, rebased commits keep theirs', async () => {
  const { changes, notes } = await imported(
    makeRepository([
      { files: { x: '0' } },
      { parents: [1], at: 20, message: 'Squashed (#1)', files: { x: '1' } },
      { parents: [2], at: 30, message: 'Squashed (#2)', files: { x: '2' } },
      { parents: [3], at: 25, committed: 60, message: 'Rebased (#3)', files: { x: '3' } },
    ]),
  );
  assert.equal(
    changes.map(({ createdAt, mergedAt }) => hours(mergedAt)! - hours(createdAt)!),
    [0, 0, 0, 35],
  );
  assert.match(
    notes,
    /3 of 4 changes were committed to the main line within a minute .* lead time is unusable/,
  );
  assert.match(notes, /1 of 4 changes stand on the main line by themselves/);
});

claim('a main line moved forward to a change has the time of merging from its review note', async () => {
  const { changes } = await imported(
    makeRepository([
      { files: { x: '0' } },
      { parents: [1], at: 20, files: { x: '1' }, note: 'Submitted-at: Sat, 04 Jan 2014 00:00:00 +0000\n' },
    ]),
  );
  assert.equal([hours(changes[1]!.createdAt), hours(changes[1]!.mergedAt)], [20, 72]);
});

claim(
  'merges of the main line into a branch bring nothing twice, and a branch merged within a branch counts then',
  async () => {
    const { changes, notes } = await imported(
      makeRepository([
        { files: { x: '0' } },
        { parents: [1], at: 2, files: { feature: '1' } },
        { parents: [1], at: 3, files: { main: '1' } },
        { parents: [2, 3], at: 4, files: { main: '1' } },
        { parents: [4], at: 5, files: { sub: '1' } },
        { parents: [4, 5], at: 6, files: { sub: '1' } },
        { parents: [6], at: 7, files: { feature: '2' } },
        { parents: [3, 7], at: 9, files: { feature: '2', sub: '1', main: '1' } },
      ]),
    );
    assert.equal(
      changes.map(({ createdAt, mergedAt, files }) => [hours(createdAt), hours(mergedAt), files]),
      [
        [1, 1, 1],
        [3, 3, 1],
        [5, 6, 1],
        [7, 9, 1],
      ],
    );
    assert.match(notes, /1 branches brought nothing that was not there/);
  },
);

claim('where somebody pulled the main line into a copy of it, the main line goes on', async () => {
  const { changes, notes } = await imported(
    makeRepository([
      { files: { x: '0' } },
      { parents: [1], at: 2, files: { main: '1' } },
      { parents: [2], at: 3, files: { main: '2' } },
      { parents: [1], at: 4, files: { own: '1' } },
      {
        parents: [4, 3],
        at: 5,
        message: "Merge branch 'main' of https://example.org/x\n",
        files: { main: '2' },
      },
      { parents: [5], at: 6, files: { main: '3' } },
    ]),
  );
  assert.equal(
    changes.map(({ createdAt, mergedAt }) => [hours(createdAt), hours(mergedAt)]),
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 5],
      [6, 6],
    ],
  );
  assert.match(notes, /1 merges pulled the main line/);
});

claim('reverts, bugs and programs are kinds', async () => {
  const { changes } = await imported(
    makeRepository([
      { files: { x: '0' } },
      { parents: [1], message: 'Revert "x"\n\nThis reverts commit 0123456789abcdef.\n', files: { x: '1' } },
      { parents: [2], message: 'y\n\nCloses-Bug: #17\n', files: { x: '2' } },
      { parents: [3], author: 'dependabot[bot] <support@example.org>', message: 'z', files: { x: '3' } },
      { parents: [4], message: 'Note:\nthis fixes: nothing in the middle of a line', files: { x: '4' } },
    ]),
  );
  assert.equal(
    changes.map(({ kind }) => kind),
    ['other', 'revert', 'bug', 'bot', 'other'],
  );
});

claim(
  'a clock that ran backward gives a change that is unfit, and does not hide its neighbours',
  async () => {
    const { changes } = await imported(
      makeRepository([
        { at: 100, files: { x: '0' } },
        { parents: [1], at: 90, files: { a: '1' } },
        { parents: [1, 2], at: 80, files: { a: '1' } },
        { parents: [3], at: 70, files: { b: '1' } },
        { parents: [3, 4], at: 110, files: { b: '1' } },
      ]),
    );
    assert.is(changes.length, 3);
    assert.equal(
      changes.map(whyUnfit).filter((why) => why !== undefined),
      ['created after it merged (a clock ran backward)'],
    );
  },
);

claim(
  'paths with line breaks, tabs, quotes and other encodings, renames and binaries are one file each',
  async () => {
    const { changes } = await imported(
      makeRepository([
        { files: { 'd/old name': lines(30), x: '0' } },
        {
          parents: [1],
          files: {
            'd/old name': undefined,
            'e/new name': lines(30),
            'f/li\nne': '1',
            'g/t\tab "q"': '\0\x01\x02',
            'h\u00fc/y': '1',
          },
        },
        { parents: [2], files: { '7\t8\tz/w': '1' } },
      ]),
    );
    assert.equal(changes[1]!.areas, ['e', 'f', 'g', 'h\ufffd']);
    assert.equal([changes[1]!.files, changes[1]!.insertions], [4, 2]);
    assert.equal(changes[2]!.areas, ['7 8 z']);
  },
);

claim('a message that imitates the log is a message', async () => {
  const message =
    '9\t9\tevil\n\n\x02\x1e0123456789abcdef0123456789abcdef01234567\nReviewed-by: <>\nReviewed-by:\nChange-Id: nonsense\n';
  const { changes } = await imported(
    makeRepository([{ files: { x: '0' } }, { parents: [1], message, files: { x: '1' } }]),
  );
  assert.equal([changes.length, changes[1]!.files, changes[1]!.reviewers], [2, 1, []]);
});

claim('a message of 20 MB is one message, of which the end counts', async () => {
  const message = `x${'line\n'.repeat(4_000_000)}\nChange-Id: I${'7'.repeat(40)}\n`;
  const { changes } = await imported(
    makeRepository([{ files: { x: '0' } }, { parents: [1], message, files: { x: '1' } }]),
  );
  assert.is(changes[1]!.changeId, `I${'7'.repeat(40)}`);
});

claim('a shallow clone sets aside where it is cut off, and says so', async () => {
  const whole = makeRepository([
    { files: { x: lines(500) } },
    { parents: [1], files: { x: '1' } },
    { parents: [2], files: { x: '2' } },
  ]);
  const clone = `${whole}-clone`;
  git(tmpdir(), 'clone', '--quiet', '--depth=2', `file://${whole}`, clone);
  rmSync(whole, { recursive: true });
  const { changes, notes, aside } = await imported(clone);
  assert.is(changes.length, 1);
  assert.match(aside.list()[0]!.reason, /cut off by a shallow clone/);
  assert.match(notes, /a shallow clone/);
});

claim('a partial clone is read without fetching: areas by files, sizes unknown', async () => {
  const whole = makeRepository([
    { files: { 'a/x': lines(500) } },
    { parents: [1], files: { 'a/x': '1', 'b/y': '1', 'b/z': '2' } },
  ]);
  git(whole, 'config', 'uploadpack.allowFilter', 'true');
  const clone = `${whole}-clone`;
  git(tmpdir(), 'clone', '--quiet', '--filter=blob:none', '--no-checkout', `file://${whole}`, clone);
  rmSync(whole, { recursive: true });
  const { changes, notes } = await imported(clone);
  assert.equal([changes[1]!.files, changes[1]!.area, changes[1]!.insertions], [3, 'b', undefined]);
  assert.match(notes, /a partial clone/);
});

claim(
  'a clone without folders has changes without areas, a damaged one those that git can read',
  async () => {
    const whole = makeRepository([
      { files: { 'a/x': lines(500) } },
      { parents: [1], files: { 'a/x': '1', 'b/y': '1' } },
      { parents: [2], files: { 'b/y': '2' } },
    ]);
    git(whole, 'config', 'uploadpack.allowFilter', 'true');
    const clone = `${whole}-clone`;
    git(tmpdir(), 'clone', '--quiet', '--filter=tree:0', '--no-checkout', `file://${whole}`, clone);
    const bare = await imported(clone);
    assert.equal(
      bare.changes.map(({ area, files }) => [area, files]),
      [1, 2, 3].map(() => ['unknown', undefined]),
    );
    assert.match(bare.notes, /neither sizes nor areas are known/);
    const lost = git(whole, 'rev-parse', 'HEAD~1:b/y').trim();
    for (const pack of readdirSync(join(whole, '.git/objects/pack')).filter((name) =>
      name.endsWith('.pack'),
    )) {
      const moved = join(whole, pack);
      renameSync(join(whole, '.git/objects/pack', pack), moved);
      execFileSync('git', ['-C', whole, 'unpack-objects', '-q'], { input: readFileSync(moved) });
    }
    rmSync(join(whole, '.git/objects', lost.slice(0, 2), lost.slice(2)));
    const damaged = await imported(whole);
    assert.equal(
      damaged.changes.map(({ area, insertions }) => [area, insertions]),
      [
        ['a', undefined],
        ['a', undefined],
        ['b', undefined],
      ],
    );
    assert.match(damaged.notes, /git could not compare all files/);
  },
);

claim('what is no repository, has no commits or is an address is an error with a remedy', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'reorgsim-git-'));
  const refused = async (source: string, what: RegExp) => {
    try {
      await imported(source, { source });
    } catch (error) {
      assert.instance(error, InputError);
      assert.match((error as Error).message, what);
      return;
    }
    assert.unreachable(`${source} was read`);
  };
  await refused(empty, /is no git repository/);
  git(empty, 'init', '--quiet', '.');
  await refused(empty, /git cannot read it: .*; /);
  await refused(join(empty, 'nowhere'), /there is no such folder/);
  await refused('https://example.org/x.git', /an address; clone it/);
  await refused('git@example.org:x.git', /an address; clone it/);
  rmSync(empty, { recursive: true });
});

Git.run();
