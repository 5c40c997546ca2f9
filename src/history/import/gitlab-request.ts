import type { Status } from '../change.ts';
import type { Accounts } from './accounts.ts';
import { flagOf, known, labelsOf, numberOf, objectOf, textOf, timeOf } from './fields.ts';
import type { Found } from './found.ts';
import { kindOf } from './github-pull.ts';
import { accountOf, type Facts } from './gitlab-facts.ts';
import type { Fields } from './json-records.ts';

const STATES: Record<string, Status> = {
  opened: 'open',
  // For the moment in which it is merged.
  locked: 'open',
  reopened: 'open',
  closed: 'abandoned',
  merged: 'merged',
};

/** A merge request without its lists; or why it is none. */
export function requestOf(fields: Fields, where: string, accounts: Accounts): Found | string {
  const state = textOf(fields, 'state')?.toLowerCase() ?? '';
  const status = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  if (status === undefined) return 'an unknown status';
  const count = textOf(fields, 'changes_count') ?? '';
  const title = textOf(fields, 'title');
  return {
    number: String(numberOf(fields, 'iid')),
    where,
    repo: repoOf(fields),
    status,
    createdAt: timeOf(fields, 'created_at'),
    mergedAt: timeOf(fields, 'merged_at'),
    closedAt: timeOf(fields, 'closed_at'),
    updatedAt: known(timeOf(fields, 'updated_at')),
    author: accountOf(objectOf(fields, 'author'), accounts),
    draft:
      flagOf(fields, 'draft') ?? flagOf(fields, 'work_in_progress') ?? /^\W?(draft|wip)\b/i.test(title ?? ''),
    touched: [],
    files: /^\d+$/.test(count) ? Number(count) : undefined,
    kind: kindOf(title, labelsOf(fields, 'labels')),
  };
}

/** Adds to a merge request what its lists tell. */
export function complete(found: Found, facts: Facts): void {
  found.reviews = facts.reviews;
  found.reviewersBesides = facts.approvers;
  found.touched = [...facts.touched.values()];
  const [first] = facts.states.sort((a, b) => a.at - b.at);
  if (first !== undefined) {
    found.draft = first.ready;
    found.readyAt = facts.states.find(({ ready }) => ready)?.at;
  }
  if (found.status === 'merged' && found.mergedAt === undefined) {
    found.mergedAt = facts.mergedAt ?? found.closedAt ?? found.updatedAt;
    found.mergeGuessed = facts.mergedAt === undefined;
  }
  if (found.status === 'abandoned') found.closedAt ??= facts.closedAt;
  if (found.status === 'abandoned' && found.closedAt === undefined) found.status = 'unmerged';
  if (facts.told.has('diffs') && !facts.unmeasured && !facts.more)
    Object.assign(found, { insertions: facts.insertions, deletions: facts.deletions });
  if (facts.told.has('diffs') && !facts.more) found.files ??= facts.touched.size;
  Object.assign(found, uploads(found, facts));
}

function uploads(found: Found, { versions, pushes, told }: Facts): Partial<Found> {
  const end = found.status === 'open' ? undefined : (found.mergedAt ?? found.closedAt);
  const before = (at: number) => typeof end !== 'number' || at <= end;
  const own = told.has('versions') ? [...versions.values()] : pushes;
  const times = own.filter(before).sort((a, b) => a - b);
  const created = known(found.createdAt);
  if (told.has('versions'))
    return { patchSets: Math.max(1, times.length), revisedAt: times.at(-1) ?? created };
  if (!told.has('notes')) return {};
  return { patchSets: 1 + times.length, revisedAt: times.at(-1) ?? created };
}

function repoOf(fields: Fields): string | undefined {
  const full = textOf(objectOf(fields, 'references'), 'full');
  const id = numberOf(fields, 'target_project_id') ?? numberOf(fields, 'project_id');
  return full?.replace(/!\d+$/, '') ?? (id === undefined ? undefined : `project ${id}`);
}
