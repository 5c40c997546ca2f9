import type { TouchedFile } from '../areas.ts';
import type { Accounts } from './accounts.ts';
import { flagOf, known, listOf, numberOf, objectOf, textOf, timeOf } from './fields.ts';
import type { Review } from './found.ts';
import type { Fields } from './json-records.ts';

/** What lists within or beside a merge request tell of it. */
export interface Facts {
  reviews: Review[];
  /** Keys of those who approved nobody knows when. */
  approvers: string[];
  states: { at: number; ready: boolean }[];
  /** Uploads, each a version of what is to be merged, by their ids or times. */
  versions: Map<number, number>;
  /** Notes of commits that were added, where there are no versions. */
  pushes: number[];
  mergedAt: number | undefined;
  closedAt: number | undefined;
  touched: Map<string, TouchedFile>;
  insertions: number;
  deletions: number;
  /** Whether a difference was left out, for its size. */
  unmeasured: boolean;
  /** Whether there are more files than the server lists. */
  more: boolean;
  told: Set<'notes' | 'versions' | 'diffs'>;
}

export function noFacts(): Facts {
  return {
    reviews: [],
    approvers: [],
    states: [],
    versions: new Map(),
    pushes: [],
    mergedAt: undefined,
    closedAt: undefined,
    touched: new Map(),
    insertions: 0,
    deletions: 0,
    unmeasured: false,
    more: false,
    told: new Set(),
  };
}

/** Takes in the lists that stand in the merge request itself. */
export function addLists(facts: Facts, request: Fields, accounts: Accounts): void {
  const each = (
    name: string,
    add: (facts: Facts, item: Fields, accounts: Accounts) => void,
    tells?: 'notes' | 'versions' | 'diffs',
  ) => {
    const items = listOf(request, name);
    if (items === undefined) return;
    if (tells !== undefined) facts.told.add(tells);
    for (const item of items) add(facts, item, accounts);
  };
  each('notes', addNote, 'notes');
  each('discussions', addDiscussion, 'notes');
  each('versions', addVersion, 'versions');
  each('changes', addDiff, 'diffs');
  each('diffs', addDiff, 'diffs');
  each('resource_state_events', addStateEvent);
  each('approved_by', addApproval);
  each('approvals', addApproval);
  if (textOf(request, 'changes_count')?.endsWith('+') === true || flagOf(request, 'overflow') === true)
    facts.more = true;
  const approvals = objectOf(request, 'approvals');
  for (const item of listOf(approvals, 'approved_by') ?? []) addApproval(facts, item, accounts);
}

/** Notes of the system tell what happened, all others are comments. */
export function addNote(facts: Facts, note: Fields, accounts: Accounts): void {
  facts.told.add('notes');
  const at = known(timeOf(note, 'created_at'));
  if (at === undefined) return;
  const who = accountOf(objectOf(note, 'author'), accounts);
  if (flagOf(note, 'system') !== true) {
    facts.reviews.push({ who, at });
    return;
  }
  const body = (textOf(note, 'body') ?? '').slice(0, 300).trim();
  if (/^(approved this|requested changes)/i.test(body)) facts.reviews.push({ who, at });
  else if (/^added \d+ (new )?commits?/i.test(body)) facts.pushes.push(at);
  else if (
    /^(unmarked (this merge request )?as a \W*(work in progress|draft)|marked this merge request as \W*ready)/i.test(
      body,
    )
  )
    facts.states.push({ at, ready: true });
  else if (/^marked (this merge request )?as (a )?\W*(work in progress|draft)/i.test(body))
    facts.states.push({ at, ready: false });
  else if (/^(status changed to )?merged\b/i.test(body)) facts.mergedAt = at;
  else if (/^(status changed to )?closed\b/i.test(body)) facts.closedAt = at;
}

export function addDiscussion(facts: Facts, discussion: Fields, accounts: Accounts): void {
  for (const note of listOf(discussion, 'notes') ?? []) addNote(facts, note, accounts);
}

export function addVersion(facts: Facts, version: Fields): void {
  const at = known(timeOf(version, 'created_at'));
  if (at === undefined) return;
  facts.told.add('versions');
  facts.versions.set(numberOf(version, 'id') ?? at, at);
}

export function addStateEvent(facts: Facts, event: Fields): void {
  const at = known(timeOf(event, 'created_at'));
  if (textOf(event, 'state') === 'merged') facts.mergedAt = at;
  if (textOf(event, 'state') === 'closed') facts.closedAt = at;
}

export function addApproval(facts: Facts, approval: Fields, accounts: Accounts): void {
  const who = accountOf(objectOf(approval, 'user') ?? approval, accounts);
  const at = known(timeOf(approval, 'approved_at'));
  if (who === undefined) return;
  if (at === undefined) facts.approvers.push(who);
  else facts.reviews.push({ who, at });
}

/** One file's difference; the same file may be told of twice. */
export function addDiff(facts: Facts, diff: Fields): void {
  const path = textOf(diff, 'new_path') ?? textOf(diff, 'old_path');
  if (path === undefined) return;
  facts.told.add('diffs');
  if (facts.touched.has(path)) return;
  const text = typeof diff.diff === 'string' ? diff.diff : '';
  const [added, removed] = [countLines(text, 43), countLines(text, 45)];
  const whole = text !== '' || flagOf(diff, 'renamed_file') === true || diff.a_mode !== diff.b_mode;
  if (!whole || flagOf(diff, 'too_large') === true || flagOf(diff, 'collapsed') === true)
    facts.unmeasured = true;
  facts.insertions += added;
  facts.deletions += removed;
  facts.touched.set(path, { path, lines: added + removed });
}

/** Lines that begin with a sign. */
function countLines(text: string, sign: number): number {
  let count = text.charCodeAt(0) === sign ? 1 : 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at + 1) === sign) count++;
  }
  return count;
}

export function accountOf(account: Fields | undefined, accounts: Accounts): string | undefined {
  const login = textOf(account, 'username');
  // One account stands for all that were deleted: it is nobody.
  if (login === undefined || /^ghost\d*$/.test(login)) return undefined;
  const bot = flagOf(account, 'bot') === true || /^(project|group)_\d+_bot/.test(login);
  return accounts.see({ login, bot });
}
