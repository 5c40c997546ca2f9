import type { TouchedFile } from '../areas.ts';
import type { Accounts } from './accounts.ts';
import { asObject, countOf, flagOf, known, numberOf, objectOf, objectsOf, textOf, timeOf } from './fields.ts';
import type { Review } from './found.ts';
import type { Fields } from './json-records.ts';

/** What lists within or beside a pull request tell of it. */
export interface Facts {
  reviews: Review[];
  /** Times of commits and of forced pushes. */
  pushes: number[];
  /** Whether it was given to reviewers (`ready`) or taken back, in time. */
  states: { at: number; ready: boolean }[];
  touched: TouchedFile[];
  /** Kinds of lists that there are: what is not there is not known to be empty. */
  told: Set<'reviews' | 'commits' | 'timeline' | 'files'>;
  /** Lists that end before all was told. */
  cut: Set<string>;
}

export function noFacts(): Facts {
  return { reviews: [], pushes: [], states: [], touched: [], told: new Set(), cut: new Set() };
}

/** Nested lists of which programs fetch the first hundred. */
const FIRST = 100;

/** Takes in the lists that stand in the pull request itself. */
export function readLists(pull: Fields, accounts: Accounts): Facts {
  const facts = noFacts();
  const each = (name: string, take: (item: Fields) => void) => {
    const list = nested(pull, name);
    if (list === undefined) return false;
    for (const item of list.items) take(item);
    if (list.cut) facts.cut.add(name === 'timelineItems' ? 'timeline' : name);
    return true;
  };
  if (each('reviews', (item) => addReview(facts, item, accounts))) facts.told.add('reviews');
  each('latestReviews', (item) => addReview(facts, item, accounts));
  each('comments', (item) => addComment(facts, item, accounts));
  if (each('commits', (item) => addCommit(facts, item))) facts.told.add('commits');
  const timelines = ['timelineItems', 'timeline'].map((name) =>
    each(name, (item) => addEvent(facts, item, accounts)),
  );
  if (timelines.includes(true)) facts.told.add('timeline');
  if (each('files', (item) => addFile(facts, item))) facts.told.add('files');
  const files = countOf(pull, 'changedFiles') ?? countOf(pull, 'changed_files');
  if (facts.told.has('files') && files !== undefined) {
    if (facts.touched.length < files) facts.cut.add('files');
    else facts.cut.delete('files');
  }
  return facts;
}

/** A list as REST and programs write it, or a connection of GraphQL. */
function nested(pull: Fields, name: string): { items: Fields[]; cut: boolean } | undefined {
  const value = pull[name];
  if (Array.isArray(value)) return { items: objectsOf(value), cut: value.length >= FIRST };
  const connection = asObject(value);
  const nodes = connection?.nodes;
  if (!Array.isArray(nodes)) return undefined;
  const more =
    flagOf(objectOf(connection, 'pageInfo'), 'hasNextPage') ??
    flagOf(objectOf(connection, 'pageInfo'), 'hasPreviousPage');
  const total = numberOf(connection, 'totalCount');
  const cut = more ?? (total === undefined ? nodes.length >= FIRST : total > nodes.length);
  return { items: objectsOf(nodes), cut };
}

/** A review that was handed in; pending ones are seen by their author alone. */
export function addReview(facts: Facts, review: Fields, accounts: Accounts): void {
  const at = known(
    timeOf(review, 'submittedAt') ?? timeOf(review, 'submitted_at') ?? timeOf(review, 'createdAt'),
  );
  if (at === undefined || textOf(review, 'state')?.toUpperCase() === 'PENDING') return;
  facts.reviews.push({ who: authorOf(review, accounts), at });
}

/** Requests to programs are no reviews, approvals by comment are. */
const TO_PROGRAMS =
  /^\s*(?:\/(?:re)?test|\/(?:assign|unassign|cc|label|kind|area|priority|milestone|hold|rebase|ok-to-test)\b|recheck|retest|@dependabot|@bors try)[^\n]{0,100}\s*$/i;
/** Those whom a project has given a part in it; others ask when it will be merged. */
const OF_PROJECT = ['OWNER', 'MEMBER', 'COLLABORATOR'];

/** A comment in the conversation by somebody of the project, or anybody if the source does not tell who is. */
export function addComment(facts: Facts, comment: Fields, accounts: Accounts): void {
  const at = known(timeOf(comment, 'createdAt') ?? timeOf(comment, 'created_at'));
  const part = textOf(comment, 'authorAssociation') ?? textOf(comment, 'author_association');
  if (at === undefined || (part !== undefined && !OF_PROJECT.includes(part))) return;
  if (TO_PROGRAMS.test(textOf(comment, 'body') ?? '')) return;
  facts.reviews.push({ who: authorOf(comment, accounts), at });
}

export function addCommit(facts: Facts, item: Fields): void {
  const commit = objectOf(item, 'commit') ?? item;
  const date =
    timeOf(commit, 'pushedDate') ??
    timeOf(commit, 'committedDate') ??
    timeOf(objectOf(commit, 'committer'), 'date') ??
    timeOf(objectOf(commit, 'author'), 'date');
  const at = known(date);
  if (at !== undefined) facts.pushes.push(at);
}

/** An event of a timeline, as GraphQL (`__typename`) or REST (`event`) names it. */
export function addEvent(facts: Facts, item: Fields, accounts: Accounts): void {
  const name = textOf(item, '__typename') ?? textOf(item, 'event') ?? '';
  const at = known(timeOf(item, 'createdAt') ?? timeOf(item, 'created_at'));
  if (/^(ReadyForReviewEvent|ready_for_review)$/.test(name) && at !== undefined)
    facts.states.push({ at, ready: true });
  else if (/^(ConvertToDraftEvent|convert(ed)?_to_draft)$/.test(name) && at !== undefined)
    facts.states.push({ at, ready: false });
  else if (/^(HeadRefForcePushedEvent|head_ref_force_pushed)$/.test(name) && at !== undefined)
    facts.pushes.push(at);
  else if (/^(PullRequestReview|reviewed)$/.test(name)) addReview(facts, item, accounts);
  else if (/^(IssueComment|commented)$/.test(name)) addComment(facts, item, accounts);
  else if (/^(PullRequestCommit|committed)$/.test(name)) addCommit(facts, item);
}

export function addFile(facts: Facts, file: Fields): void {
  const path = textOf(file, 'path') ?? textOf(file, 'filename');
  if (path === undefined) return;
  facts.touched.push({ path, lines: (countOf(file, 'additions') ?? 0) + (countOf(file, 'deletions') ?? 0) });
}

/** Key of the account that wrote something; undefined for accounts that were deleted. */
export function authorOf(item: Fields, accounts: Accounts): string | undefined {
  const account = objectOf(item, 'author') ?? objectOf(item, 'user') ?? objectOf(item, 'actor');
  const login = textOf(account, 'login');
  // One account stands for all that were deleted: it is nobody.
  if (login === undefined || login === 'ghost') return undefined;
  const bot =
    flagOf(account, 'is_bot') === true ||
    textOf(account, '__typename') === 'Bot' ||
    textOf(account, 'type') === 'Bot';
  return accounts.see({ login: login.replace(/^app\//, ''), bot: bot || login.startsWith('app/') });
}
