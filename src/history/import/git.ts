import { folderAreas } from '../area-folders.ts';
import { Areas, type TouchedFile } from '../areas.ts';
import type { HistoryChange } from '../change.ts';
import type { Sink } from '../sink.ts';
import type { Commit, GitLog } from './git-log.ts';
import { type MergedCommits, mergedCommits, type Shape } from './git-tree.ts';

/** A change that was committed as fast as this after it was written shows no time of review [s]. */
const AT_ONCE = 60;

/** What is known of the repository besides its log. */
export interface GitAround {
  /** Commits at which a shallow clone is cut off. */
  cut: ReadonlySet<string>;
  areas: Areas | undefined;
  told: FilesTold;
}

/** What the log tells of the files that commits touch. */
export type FilesTold = 'lines' | 'names' | 'nothing';

const UNTOLD = {
  names: { insertions: undefined, deletions: undefined },
  nothing: { insertions: undefined, deletions: undefined, files: undefined },
};

/** Puts the changes of a log into the sink, and says what it cannot tell. */
export function gitChanges(
  log: GitLog,
  { cut, told, areas = new Areas(folderAreas(log.paths)) }: GitAround,
  sink: Sink,
): void {
  const shape = { octopuses: 0, empty: 0, nested: 0, pulled: 0 };
  const count = { changes: 0, direct: 0, atOnce: 0, submitted: 0, several: 0, bots: 0 };
  const found = mergedCommits(log.commits, shape).sort((a, b) => mergedAtOf(a) - mergedAtOf(b));
  for (const merged of found) {
    const { commits, merge } = merged;
    const [newest] = commits as [Commit];
    if (commits.some(({ hash }) => cut.has(hash))) {
      const example = `${newest.hash.slice(0, 12)} at ${new Date(newest.committedAt * 1000).toISOString()}`;
      sink.aside.add('cut off by a shallow clone: what it changed is not known', {
        where: newest.hash,
        example,
      });
      continue;
    }
    count.changes++;
    if (merge === undefined) {
      count.direct++;
      if (newest.submittedAt !== undefined) count.submitted++;
      else if (Math.abs(newest.committedAt - newest.authoredAt) < AT_ONCE) count.atOnce++;
    }
    if (commits.length > 1) count.several++;
    if (newest.bot) count.bots++;
    const change = changeOf(merged, log, areas);
    sink.change(told === 'lines' ? change : { ...change, ...UNTOLD[told] });
  }
  for (const sentence of [...limits(count), ...ofShape(shape), ...areas.notes()]) sink.note(sentence);
}

/** When a change merged [ms since 1970]: by its merge commit, or by what is known of the commit itself. */
function mergedAtOf({ commits, merge }: MergedCommits): number {
  const [newest] = commits as [Commit];
  return merge === undefined ? (newest.submittedAt ?? newest.committedAt * 1000) : merge.committedAt * 1000;
}

function changeOf(merged: MergedCommits, log: GitLog, areas: Areas): HistoryChange {
  const { commits } = merged;
  const [newest] = commits as [Commit];
  const mergedAt = mergedAtOf(merged);
  const createdAt = newest.authoredAt * 1000;
  const revisedAt = newest.committedAt * 1000;
  const files = filesOf(commits, log);
  return {
    changeId: newest.changeId ?? `c${newest.hash.slice(0, 16)}`,
    createdAt,
    revisedAt: revisedAt >= createdAt && revisedAt <= mergedAt ? revisedAt : undefined,
    mergedAt,
    closedAt: mergedAt,
    status: 'merged',
    author: newest.author,
    ...areas.place(files),
    feature: commits.find(({ feature }) => feature !== undefined)?.feature,
    kind: newest.bot ? 'bot' : (commits.find(({ kind }) => kind !== undefined)?.kind ?? 'other'),
    files: files.length,
    insertions: sum(commits, ({ insertions }) => insertions),
    deletions: sum(commits, ({ deletions }) => deletions),
    reviewers: [...new Set(commits.flatMap(({ reviewers }) => reviewers))].filter(
      (name) => name !== newest.author,
    ),
  };
}

function filesOf(commits: readonly Commit[], log: GitLog): TouchedFile[] {
  const lines = new Map<number, number>();
  for (const { from, to } of commits) {
    for (let place = from; place < to; place++) {
      const file = log.fileAt(place);
      lines.set(file.path, (lines.get(file.path) ?? 0) + file.lines);
    }
  }
  return [...lines].map(([path, touched]) => ({ path: log.paths[path]!, lines: touched }));
}

function sum(commits: readonly Commit[], of: (commit: Commit) => number): number {
  return commits.reduce((total, commit) => total + of(commit), 0);
}

interface Counts {
  changes: number;
  direct: number;
  atOnce: number;
  submitted: number;
  several: number;
  bots: number;
}

/** What a log cannot say of the changes in it. */
function limits({ changes, direct, atOnce, submitted, several, bots }: Counts): string[] {
  const told = [
    'git holds what merged: changes that are open or were given up are not in it, nor are patch sets and first reviews',
  ];
  const merged = changes - direct;
  if (merged > 0)
    told.push(
      `${merged} of ${changes} changes came by a merge commit: from the author date of the newest commit to the merge`,
    );
  if (submitted > 0)
    told.push(`${submitted} changes without a merge commit have the time of merging from review notes`);
  if (atOnce > 0)
    told.push(
      `${atOnce} of ${changes} changes were committed to the main line within a minute of being written (squash merges, or pushes without review): their lead time is unusable`,
    );
  const rest = direct - atOnce - submitted;
  if (rest > 0)
    told.push(
      `${rest} of ${changes} changes stand on the main line by themselves: their lead time is right if they were rebased on merging, and too short if the main line was moved forward to them`,
    );
  if (several > 0)
    told.push(
      `${several} merges brought several commits: one change each, written when its newest commit was`,
    );
  if (bots > 0) told.push(`${bots} changes are by programs: their kind is 'bot'`);
  return told;
}

function ofShape({ octopuses, empty, nested, pulled }: Shape): string[] {
  const told: string[] = [];
  if (octopuses > 0)
    told.push(`${octopuses} merges joined more than two branches: one change for each branch`);
  if (nested > 0)
    told.push(`${nested} merges lie within what another brought: they count when they were made`);
  if (pulled > 0)
    told.push(
      `${pulled} merges pulled the main line into somebody's copy of it: the line goes on with what was pulled`,
    );
  if (empty > 0) told.push(`${empty} branches brought nothing that was not there`);
  return told;
}
