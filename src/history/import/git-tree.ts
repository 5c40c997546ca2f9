import type { Commit } from './git-log.ts';

/** Commits that merged as one change. */
export interface MergedCommits {
  /** The newest first; the first stands for the change. */
  commits: readonly Commit[];
  /** The merge commit, undefined of a commit on the main line itself. */
  merge: Commit | undefined;
}

/** How a history is made up. */
export interface Shape {
  /** Merges of several branches at once. */
  octopuses: number;
  /** Merges that brought nothing which was not there. */
  empty: number;
  /** Merges within what another merge brought. */
  nested: number;
  /** Merges by which somebody pulled the main line into a copy of it. */
  pulled: number;
}

interface Task {
  merge: Commit | undefined;
  tip: string;
}

/**
 * Which commits merged together. The main line is the chain of first parents of the newest commit; on it, each commit
 * that is no merge is a change, and each merge brings those of its further parents' commits that were not there before:
 * one change, but for commits with a `Change-Id`, each of which is one. Merges among these bring their own. Where somebody
 * pulled the main line into a copy of it and that became the main line, the line goes on with what was pulled.
 */
export function mergedCommits(log: readonly Commit[], shape: Shape): MergedCommits[] {
  const byHash = new Map(log.map((commit) => [commit.hash, commit]));
  const claimed = new Set<Commit>();
  const found: MergedCommits[] = [];
  const tasks: Task[] = log.length > 0 ? [{ merge: undefined, tip: log[0]!.hash }] : [];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const onMain = task.merge === undefined;
    const chain = claim(task.tip, byHash, claimed, onMain);
    if (!onMain && chain.length === 0) shape.empty++;
    for (const commit of chain) {
      if (commit.parents.length < 2) continue;
      if (commit.parents.length > 2) shape.octopuses++;
      if (!onMain) shape.nested++;
      if (onMain && isPull(commit)) shape.pulled++;
      // The last that is put down is taken up first: the oldest merge, so that each brings only what was not there.
      for (const tip of inLine(commit, onMain).slice(1).reverse()) tasks.push({ merge: commit, tip });
    }
    found.push(...changesIn(chain, task.merge));
  }
  return found;
}

/** The chain of first parents, the newest first, as far as nobody has claimed it. */
function claim(
  tip: string,
  byHash: ReadonlyMap<string, Commit>,
  claimed: Set<Commit>,
  onMain: boolean,
): Commit[] {
  const chain: Commit[] = [];
  for (let commit = byHash.get(tip); commit !== undefined && !claimed.has(commit); ) {
    claimed.add(commit);
    chain.push(commit);
    commit = commit.parents.length > 0 ? byHash.get(inLine(commit, onMain)[0]!) : undefined;
  }
  return chain;
}

function isPull({ pulled, parents }: Commit): boolean {
  return pulled === true && parents.length === 2;
}

/** Parents of a commit, that along which its line goes on the first. */
function inLine(commit: Commit, onMain: boolean): readonly string[] {
  return onMain && isPull(commit) ? commit.parents.toReversed() : commit.parents;
}

function changesIn(chain: readonly Commit[], merge: Commit | undefined): MergedCommits[] {
  const commits = chain.filter(({ parents }) => parents.length < 2);
  if (merge === undefined) return commits.map((commit) => ({ commits: [commit], merge }));
  const alone = commits.filter(({ changeId }) => changeId !== undefined);
  const together = commits.filter(({ changeId }) => changeId === undefined);
  const found = alone.map((commit) => ({ commits: [commit], merge }));
  return together.length === 0 ? found : [...found, { commits: together, merge }];
}
