import type { Person } from '../pseudonyms.ts';

/** What a commit's message and its review note tell. */
export interface Told {
  changeId?: string | undefined;
  /** Who reviewed: trailers, or votes of the note. */
  reviewers: readonly Person[];
  feature?: string | undefined;
  kind?: 'revert' | 'bug' | 'blueprint' | undefined;
  /** A merge of the main line into somebody's copy of it, as `git pull` makes. */
  pulled?: boolean | undefined;
  /** When Gerrit merged it [ms since 1970]. */
  submittedAt?: number | undefined;
}

const TRAILER =
  /^(change-id|reviewed-by|acked-by|closes-bug|partial-bug|related-bug|fixes|closes|resolves|bug|implements|blueprint|partially-implements)[ \t]*:[ \t]*(\S.*)$/gim;
const REVERT = /^This reverts commit [0-9a-f]{7,40}/m;
const BLUEPRINT = /^(?:blueprint|bp)[\s:-]+(\S+)/i;
// Merges into a branch of another name say so.
const PULL =
  /^Merge (?:remote-tracking )?branch '(?:\w+\/)?(?:master|main|trunk|develop)'(?: of \S+)?\s*(?:\n|$)/;
const NOTHING: Told = { reviewers: [] };

/**
 * Reads the trailers of a message: `Change-Id`, `Reviewed-by`, `Acked-by`, bugs (`Closes-Bug`, `Fixes: #7`) and
 * blueprints (`Implements: blueprint x`), as OpenStack, Linux and GitHub projects write them. The last `Change-Id` counts.
 */
export function readMessage(message: string): Told {
  if (PULL.test(message)) return { reviewers: [], pulled: true };
  if (!message.includes(':') && !message.includes('This reverts')) return NOTHING;
  const told: Told & { reviewers: Person[] } = { reviewers: [] };
  for (const [, key = '', value = ''] of message.matchAll(TRAILER))
    readTrailer(told, key.toLowerCase(), value.trim());
  if (REVERT.test(message)) told.kind = 'revert';
  return told;
}

function readTrailer(told: Told & { reviewers: Person[] }, key: string, value: string): void {
  if (key === 'change-id') {
    if (/^I[0-9a-f]{8,40}$/i.test(value)) told.changeId = value;
  } else if (key === 'reviewed-by' || key === 'acked-by') {
    told.reviewers.push(readPerson(value));
  } else if (key === 'implements' || key === 'blueprint' || key === 'partially-implements') {
    const name = key === 'blueprint' ? /^\S+/.exec(value)?.[0] : BLUEPRINT.exec(value)?.[1];
    told.feature ??= name?.replace(/[.,;]+$/, '').slice(0, 100);
    told.kind ??= 'blueprint';
  } else if (key === 'fixes' || key.endsWith('bug') || /^#?\d+|^https?:/.test(value)) {
    told.kind = 'bug';
  }
}

const VOTE = /^(?:Code-Review|Approved)[+-]\d+:[ \t]*(\S.*)$/gm;
const SUBMITTED = /^Submitted-at:[ \t]*(\S.*)$/m;

/** Reads what Gerrit's reviewnotes plugin keeps under `refs/notes/review`. */
export function readReviewNote(note: string, told: Told): Told {
  const voters = [...note.matchAll(VOTE)].map(([, person = '']) => readPerson(person));
  const submitted = Date.parse(SUBMITTED.exec(note)?.[1] ?? '');
  return {
    ...told,
    reviewers: [...told.reviewers, ...voters],
    submittedAt: Number.isNaN(submitted) ? undefined : submitted,
  };
}

/** `Name <address>`, either of which may be missing. */
export function readPerson(text: string): Person {
  const [address, name = '', email = ''] = /^([^<]*)<([^<>]*)>/.exec(text) ?? [];
  if (address !== undefined) return { name: name.trim(), email: email.trim() };
  return text.includes('@') && !text.includes(' ') ? { email: text.trim() } : { name: text.trim() };
}
