import type { Accounts } from './accounts.ts';
import {
  countOf,
  flagOf,
  known,
  listOf,
  numberOf,
  objectOf,
  secondsOf,
  type Time,
  textOf,
} from './fields.ts';
import type { Found, Review } from './found.ts';
import { featureOf, filesOf, statusOf } from './gerrit-common.ts';
import { type Message, type PatchSet, roundsOf, tell } from './gerrit-story.ts';
import type { Fields } from './json-records.ts';

/** A change as `gerrit query --format=JSON` tells it, of any age: "any field may be missing"; or why it is none. */
export function sshChange(fields: Fields, where: string, accounts: Accounts): Found | string {
  const number = numberOf(fields, 'number');
  if (number === undefined) return 'an object that is no change';
  const status = statusOf(textOf(fields, 'status') ?? (flagOf(fields, 'open') === true ? 'NEW' : undefined));
  if (status === undefined) return 'an unknown status';
  const story = tell(messagesOf(fields, accounts));
  const sets = patchSetsOf(fields);
  const approvals = sets.flatMap((set) => listOf(set, 'approvals') ?? []);
  const createdAt = secondsOf(fields, 'createdOn') ?? firstUpload(sets);
  const updatedAt = known(secondsOf(fields, 'lastUpdated'));
  const exact = submittedAt(approvals) ?? story.mergedAt;
  const mergedAt = status === 'merged' ? (exact ?? updatedAt) : undefined;
  const last = sets.at(-1);
  const files = filesOf((listOf(last, 'files') ?? []).flatMap(linesOf));
  return {
    number: String(number),
    where,
    repo: textOf(fields, 'project'),
    status: status === 'abandoned' && story.abandonedAt === undefined ? 'unmerged' : status,
    createdAt,
    mergedAt,
    mergeGuessed: status === 'merged' && exact === undefined,
    closedAt: story.abandonedAt,
    updatedAt,
    author: accountOf(objectOf(fields, 'owner'), accounts),
    draft: isDraft(fields, story.firstState),
    readyAt: story.readyAt,
    reviews: [...story.reviews, ...votesOf(approvals, accounts)],
    ...roundsOf([...sets.flatMap(patchSetOf), ...story.uploads], known(createdAt), known(mergedAt)),
    touched: files,
    files: listOf(last, 'files') === undefined ? undefined : files.length,
    insertions: countOf(last, 'sizeInsertions'),
    deletions: countOf(last, 'sizeDeletions'),
    ...featureOf(textOf(fields, 'topic'), textOf(fields, 'subject'), textOf(fields, 'commitMessage')),
  };
}

function isDraft(fields: Fields, firstState: 'ready' | 'paused' | undefined): boolean {
  if (firstState !== undefined) return firstState === 'ready';
  return textOf(fields, 'status')?.toUpperCase() === 'DRAFT' || flagOf(fields, 'wip') === true;
}

/** In order of their numbers. */
function patchSetsOf(fields: Fields): Fields[] {
  const current = objectOf(fields, 'currentPatchSet');
  const sets = listOf(fields, 'patchSets') ?? (current === undefined ? [] : [current]);
  return [...sets].sort((a, b) => (numberOf(a, 'number') ?? 0) - (numberOf(b, 'number') ?? 0));
}

function patchSetOf(set: Fields): PatchSet[] {
  const number = numberOf(set, 'number');
  if (number === undefined) return [];
  return [{ number, at: known(secondsOf(set, 'createdOn')), kind: textOf(set, 'kind') }];
}

function firstUpload(sets: readonly Fields[]): Time {
  return numberOf(sets[0], 'number') === 1 ? secondsOf(sets[0], 'createdOn') : undefined;
}

/** Servers of the first years note the submission as an approval. */
function submittedAt(approvals: readonly Fields[]): number | undefined {
  const times = approvals
    .filter((approval) => textOf(approval, 'type') === 'SUBM')
    .map((approval) => known(secondsOf(approval, 'grantedOn')))
    .filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}

function votesOf(approvals: readonly Fields[], accounts: Accounts): Review[] {
  return approvals.flatMap((approval) => {
    const at = known(secondsOf(approval, 'grantedOn'));
    const given = textOf(approval, 'type') !== 'SUBM' && (numberOf(approval, 'value') ?? 0) !== 0;
    if (at === undefined || !given) return [];
    return [{ who: accountOf(objectOf(approval, 'by'), accounts), at }];
  });
}

function messagesOf(fields: Fields, accounts: Accounts): Message[] {
  return (listOf(fields, 'comments') ?? []).flatMap((comment) => {
    const [at, text] = [known(secondsOf(comment, 'timestamp')), textOf(comment, 'message')];
    if (at === undefined || text === undefined) return [];
    return [{ at, text, who: accountOf(objectOf(comment, 'reviewer'), accounts), tag: undefined }];
  });
}

function linesOf(file: Fields): [string, number][] {
  const path = textOf(file, 'file');
  return path === undefined
    ? []
    : [[path, (countOf(file, 'insertions') ?? 0) + (countOf(file, 'deletions') ?? 0)]];
}

function accountOf(account: Fields | undefined, accounts: Accounts): string | undefined {
  return accounts.see({
    name: textOf(account, 'name'),
    email: textOf(account, 'email'),
    login: textOf(account, 'username'),
  });
}
