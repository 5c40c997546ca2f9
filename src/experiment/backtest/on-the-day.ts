import type { HistoryChange } from '../../history/change.ts';
import type { CaseDefinition } from './case-file.ts';
import type { Arrivals, ArrivingChange, Knowledge, KnownChange, Work } from './knowledge.ts';

/** A row of a case: of which repository it is, and whether the split moved its work, are known. */
export type CaseChange = HistoryChange & { repo: string; moved: boolean };

export function workOf({ moved }: { moved: boolean }): Work {
  return moved ? 'moved' : 'rest';
}

/** Whether the record says that it merged before it was created. */
export function mergedTooSoon({ createdAt, mergedAt }: HistoryChange): boolean {
  return mergedAt !== undefined && mergedAt < createdAt;
}

/** What was visible on the day of the split; from then on, nothing of `changes` shows in it. */
export function knowledgeOf(definition: CaseDefinition, changes: readonly CaseChange[]): Knowledge {
  const { split } = definition;
  const visible = inOrder(changes).filter(({ createdAt }) => createdAt < split);
  const known = visible.map((change) => asKnownAt(split, change)).filter((change) => !mergedTooSoon(change));
  return { ...definition, changes: known.map(({ moved: _, ...change }) => change) };
}

/** The change without whatever later days say of it. A pure function of what stood on that day. */
function asKnownAt(
  split: number,
  change: CaseChange,
): KnownChange & { moved: boolean; mergedAt?: number | undefined } {
  const { changeId, createdAt, author, area, areas, feature, kind, files, insertions, deletions, repo } =
    change;
  const before = (time: number | undefined) => (time !== undefined && time < split ? time : undefined);
  const mergedAt = before(change.mergedAt);
  const closedAt = mergedAt ?? before(change.closedAt);
  const always = {
    changeId,
    createdAt,
    author,
    area,
    areas,
    feature,
    kind,
    files,
    insertions,
    deletions,
    repo,
  };
  const common = {
    ...always,
    moved: change.moved,
    work: workOf(change),
    firstReviewAt: before(change.firstReviewAt),
  };
  if (closedAt === undefined) return { ...common, status: 'open', reviewers: [] };
  const { patchSets, reviewers } = change;
  const status = mergedAt === undefined ? 'abandoned' : 'merged';
  return { ...common, status, mergedAt, closedAt, revisedAt: before(change.revisedAt), patchSets, reviewers };
}

/**
 * What a projection is given of later changes. It does not depend on what became of them: a row whose record of the end
 * is wrong came all the same.
 */
export function arrivalsOf(
  mode: Arrivals['mode'],
  { split, score }: CaseDefinition,
  changes: readonly CaseChange[],
): Arrivals {
  if (mode === 'earlier') return { mode };
  const later = inOrder(changes).filter(({ createdAt }) => createdAt >= split && createdAt < score.until);
  return { mode, later: later.map(arriving) };
}

function arriving(change: CaseChange): ArrivingChange {
  const { createdAt, author, area, files, insertions, deletions, repo } = change;
  return { createdAt, author, area, files, insertions, deletions, repo, work: workOf(change) };
}

/**
 * In order of creation, then of names: whatever the order of the rows, which must not show. Of rows with the same name in
 * the same repository the first stays.
 */
function inOrder(changes: readonly CaseChange[]): CaseChange[] {
  const sorted = [...changes].sort(
    (a, b) =>
      a.createdAt - b.createdAt ||
      compare(a.repo, b.repo) ||
      compare(a.changeId, b.changeId) ||
      compare(creationOf(a), creationOf(b)),
  );
  const seen = new Set<string>();
  return sorted.filter(({ repo, changeId }) => {
    const name = JSON.stringify([repo, changeId]);
    return !seen.has(name) && seen.add(name);
  });
}

/** All that is given of a change however it ends. */
function creationOf({ author, area, areas, files, insertions, deletions, moved }: CaseChange): string {
  return JSON.stringify([author, area, areas, files, insertions, deletions, moved]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
