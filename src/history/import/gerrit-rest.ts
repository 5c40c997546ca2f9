import type { Accounts } from './accounts.ts';
import {
  asObject,
  countOf,
  flagOf,
  known,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  textOf,
  timeOf,
} from './fields.ts';
import type { Found, Review } from './found.ts';
import { featureOf, filesOf, statusOf } from './gerrit-common.ts';
import { type Message, type PatchSet, roundsOf, tell } from './gerrit-story.ts';
import type { Fields } from './json-records.ts';

/** A change as Gerrit's REST interface tells it, of any age; or why it is none. */
export function restChange(fields: Fields, where: string, accounts: Accounts): Found | string {
  const number = numberOf(fields, '_number');
  if (number === undefined) return 'an object that is no change';
  const status = statusOf(textOf(fields, 'status'));
  if (status === undefined) return 'an unknown status';
  const story = tell(messagesOf(fields, accounts));
  for (const who of story.programs) accounts.see({ id: who, bot: true });
  const [createdAt, updatedAt] = [timeOf(fields, 'created'), known(timeOf(fields, 'updated'))];
  const exact = timeOf(fields, 'submitted') ?? story.mergedAt;
  const mergedAt = status === 'merged' ? (exact ?? updatedAt) : undefined;
  const current = currentRevision(fields);
  const files = filesOf(objectEntries(objectOf(current, 'files')));
  const sets = [...revisionsOf(fields), ...story.uploads];
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
    reviews: [...story.reviews, ...votesOf(fields, accounts)],
    reviewsPartial: listOf(fields, 'messages') === undefined,
    ...roundsOf(sets, known(createdAt), known(mergedAt)),
    touched: files,
    files: current?.files === undefined ? undefined : files.length,
    insertions: countOf(fields, 'insertions'),
    deletions: countOf(fields, 'deletions'),
    ...featureOf(textOf(fields, 'topic'), textOf(fields, 'subject'), undefined),
  };
}

function isDraft(fields: Fields, firstState: 'ready' | 'paused' | undefined): boolean {
  if (firstState !== undefined) return firstState === 'ready';
  if (textOf(fields, 'status')?.toUpperCase() === 'DRAFT') return true;
  return flagOf(fields, 'work_in_progress') === true && flagOf(fields, 'has_review_started') !== true;
}

function messagesOf(fields: Fields, accounts: Accounts): Message[] {
  return (listOf(fields, 'messages') ?? []).flatMap((message) => {
    const at = known(timeOf(message, 'date') ?? timeOf(message, 'updated'));
    const text = textOf(message, 'message');
    if (at === undefined || text === undefined) return [];
    const author = objectOf(message, 'real_author') ?? objectOf(message, 'author');
    return [{ at, text, who: accountOf(author, accounts), tag: textOf(message, 'tag') }];
  });
}

/** Votes that stand on the last patch set: the only trace of reviews where an export has no messages. */
function votesOf(fields: Fields, accounts: Accounts): Review[] {
  const labels = Object.values(objectOf(fields, 'labels') ?? {});
  const votes = objectsOf(labels).flatMap((label) => listOf(label, 'all') ?? []);
  return votes.flatMap((vote) => {
    const who = accountOf(vote, accounts);
    const at = known(timeOf(vote, 'date'));
    return who === undefined || at === undefined || (numberOf(vote, 'value') ?? 0) === 0 ? [] : [{ who, at }];
  });
}

function revisionsOf(fields: Fields): PatchSet[] {
  return objectsOf(Object.values(objectOf(fields, 'revisions') ?? {})).flatMap((revision) => {
    const number = numberOf(revision, '_number');
    if (number === undefined) return [];
    return [{ number, at: known(timeOf(revision, 'created')), kind: textOf(revision, 'kind') }];
  });
}

/** The last revision, by name or else by number. */
function currentRevision(fields: Fields): Fields | undefined {
  const revisions = objectOf(fields, 'revisions');
  const current = textOf(fields, 'current_revision');
  if (revisions === undefined) return undefined;
  if (current !== undefined && Object.hasOwn(revisions, current)) return asObject(revisions[current]);
  const all = objectsOf(Object.values(revisions));
  return all.sort((a, b) => (numberOf(b, '_number') ?? 0) - (numberOf(a, '_number') ?? 0))[0];
}

function objectEntries(files: Fields | undefined): [string, number][] {
  return Object.entries(files ?? {}).map(([path, of]) => {
    const file = asObject(of);
    return [path, (countOf(file, 'lines_inserted') ?? 0) + (countOf(file, 'lines_deleted') ?? 0)];
  });
}

/** The key of an account; some records give its number alone. */
function accountOf(account: Fields | undefined, accounts: Accounts): string | undefined {
  const id = numberOf(account, '_account_id');
  return accounts.see({
    id: id === undefined ? undefined : String(id),
    name: textOf(account, 'name'),
    email: textOf(account, 'email'),
    login: textOf(account, 'username'),
    bot: Array.isArray(account?.tags) && account.tags.includes('SERVICE_USER'),
  });
}
