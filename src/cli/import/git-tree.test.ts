import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Commit, GitLog, LOG_FORMAT } from '../../history/import/git-log.ts';
import { mergedCommits } from '../../history/import/git-tree.ts';
import { People } from '../../history/pseudonyms.ts';
import { git, hasGit, makeRepository, type Sketch } from './repository.test-kit.ts';

const Tree = suite('git tree');
if (!hasGit) process.stdout.write('git is not installed: these tests are skipped\n');
const claim: typeof Tree = hasGit ? Tree : (Tree.skip as typeof Tree);

/** Histories in which each commit has any earlier ones as parents and clocks run as they like. */
const sketches = fc
  .array(
    fc.record({ parents: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), at: fc.nat({ max: 50 }) }),
    {
      minLength: 1,
      maxLength: 25,
    },
  )
  .map((commits): Sketch[] => [
    { files: { x: '0' } },
    ...commits.map(({ parents, at }, i) => ({
      // Near ones, so that lines are long; a parent counts once.
      parents: [...new Set(parents.map((back) => i + 1 - (back % Math.min(4, i + 1))))],
      at,
      files: { [`f${i % 5}`]: `${i}` },
    })),
  ]);

function logBytes(folder: string): Buffer {
  const args = ['-C', folder, 'log', '-z', '--numstat', '-M', `--format=${LOG_FORMAT}`, '--no-notes', 'HEAD'];
  return execFileSync('git', args, { maxBuffer: 1 << 26 });
}

function read(chunks: readonly Uint8Array[]): Commit[] {
  const log = new GitLog(new People(undefined));
  for (const chunk of chunks) log.push(chunk);
  assert.ok(log.end());
  return log.commits;
}

const hashes = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .sort();

claim(
  'every commit that is no merge is in one change, those of the main line alone, as git itself lists them',
  () => {
    fc.assert(
      fc.property(sketches, (history) => {
        const folder = makeRepository(history);
        const commits = read([logBytes(folder)]);
        const found = mergedCommits(commits, { octopuses: 0, empty: 0, nested: 0, pulled: 0 });
        const main = hashes(git(folder, 'rev-list', '--first-parent', '--no-merges', 'HEAD'));
        const all = hashes(git(folder, 'rev-list', '--no-merges', 'HEAD'));
        const direct = found.filter(({ merge }) => merge === undefined).flatMap((change) => change.commits);
        assert.equal(direct.map(({ hash }) => hash).sort(), main);
        assert.equal(found.flatMap((change) => change.commits.map(({ hash }) => hash)).sort(), all);
        for (const merge of git(folder, 'rev-list', '--first-parent', '--merges', 'HEAD')
          .split('\n')
          .slice(0, 3)) {
          if (merge === '') continue;
          const brought = new Set(git(folder, 'rev-list', `${merge}^1..${merge}`).split('\n'));
          const own = found.filter((change) => change.merge !== undefined && brought.has(change.merge.hash));
          const inside = hashes(git(folder, 'rev-list', '--no-merges', `${merge}^1..${merge}`));
          assert.equal(own.flatMap((change) => change.commits.map(({ hash }) => hash)).sort(), inside);
        }
        rmSync(folder, { recursive: true });
      }),
      { seed: 3, numRuns: 12 },
    );
  },
);

claim('a log gives the same commits however its bytes are cut', () => {
  const folder = makeRepository([
    { files: { x: '0', 'a/b': '1\n2\n' } },
    {
      parents: [1],
      message: 'm\u00fcll\n\nReviewed-by: A B <a@b>\n',
      files: { 'a/b': undefined, 'c/d': '1\n2\n' },
    },
    { parents: [1], files: { y: '0' } },
    { parents: [2, 3], files: { y: '0' } },
  ]);
  const bytes = logBytes(folder);
  rmSync(folder, { recursive: true });
  const whole = read([bytes]);
  assert.is(whole.length, 4);
  for (let size = 1; size < 90; size++) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );
    assert.equal(read(chunks), whole, `chunks of ${size}`);
  }
});

claim('a log that breaks off has the commits that were whole', () => {
  const folder = makeRepository([{ files: { x: '0' } }, { parents: [1], files: { x: '1', y: '2' } }]);
  const bytes = logBytes(folder);
  rmSync(folder, { recursive: true });
  for (let length = 1; length < bytes.length; length++) {
    const log = new GitLog(new People(undefined));
    log.push(bytes.subarray(0, length));
    const complete = log.end();
    assert.ok(log.commits.length <= 2 && (complete || log.commits.length <= 1));
  }
});

Tree('a line of a hundred thousand merges within merges is walked without exhausting the stack', () => {
  const n = 100_000;
  const commit = (hash: string, parents: string[]): Commit => ({
    ...{ hash, parents, authoredAt: 0, committedAt: 0, author: undefined, bot: false, reviewers: [] },
    ...{ from: 0, to: 0, insertions: 0, deletions: 0 },
  });
  const log = Array.from({ length: n }, (_, i) => [
    commit(`m${i}`, i + 1 < n ? [`c${i}`, `m${i + 1}`] : [`c${i}`]),
    commit(`c${i}`, []),
  ]).flat();
  const shape = { octopuses: 0, empty: 0, nested: 0, pulled: 0 };
  assert.is(mergedCommits(log, shape).flatMap(({ commits }) => commits).length, n + 1);
});

Tree.run();
