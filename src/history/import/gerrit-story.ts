import type { Review } from './found.ts';
import { readMessage } from './gerrit-messages.ts';

/** A message with its time and the key of the account that wrote it. */
export interface Message {
  at: number;
  who: string | undefined;
  text: string;
  tag: string | undefined;
}

/** A patch set as far as it is known. */
export interface PatchSet {
  number: number;
  at?: number | undefined;
  /** `REWORK`, `TRIVIAL_REBASE`, … */
  kind?: string | undefined;
}

/** What the messages of a change tell. */
export interface Story {
  reviews: Review[];
  uploads: PatchSet[];
  mergedAt: number | undefined;
  /** Of the last time, unless it was restored after it. */
  abandonedAt: number | undefined;
  /** The first word on whether reviewers should look: `ready` means that it began as work in progress. */
  firstState: 'ready' | 'paused' | undefined;
  readyAt: number | undefined;
  /** Accounts that write with a tag of programs. */
  programs: string[];
}

export function tell(messages: readonly Message[]): Story {
  const story: Story = {
    reviews: [],
    uploads: [],
    mergedAt: undefined,
    abandonedAt: undefined,
    firstState: undefined,
    readyAt: undefined,
    programs: [],
  };
  for (const { at, who, text, tag } of [...messages].sort((a, b) => a.at - b.at)) {
    const happened = readMessage(text, tag);
    if (happened.what === 'review') story.reviews.push({ who, at });
    else if (happened.what === 'upload')
      story.uploads.push({
        number: happened.patchSet,
        at,
        kind: happened.trivial ? 'NO_CODE_CHANGE' : undefined,
      });
    else if (happened.what === 'merged') story.mergedAt = at;
    else if (happened.what === 'abandoned') story.abandonedAt = at;
    else if (happened.what === 'restored') story.abandonedAt = undefined;
    else if (happened.what === 'ready' || happened.what === 'paused') {
      story.firstState ??= happened.what;
      if (happened.what === 'ready') story.readyAt ??= at;
    } else if (happened.what === 'program' && who !== undefined) story.programs.push(who);
  }
  return story;
}

/** Kinds of patch sets that change nothing that a reviewer would look at again. */
const NO_ROUND =
  /^(TRIVIAL_REBASE|TRIVIAL_REBASE_WITH_MESSAGE_UPDATE|NO_CODE_CHANGE|NO_CHANGE|MERGE_FIRST_PARENT_UPDATE)$/;
/** What a server makes of a change while it merges it is no revision. [ms] */
const WHILE_MERGING = 1_000;

/** Patch sets that are rounds, and the upload of the last of them; what is not known of a patch set makes it a round. */
export function roundsOf(
  sets: readonly PatchSet[],
  createdAt: number | undefined,
  mergedAt: number | undefined,
): { patchSets: number | undefined; revisedAt: number | undefined } {
  const byNumber = new Map<number, PatchSet>();
  for (const set of sets) {
    const before = byNumber.get(set.number);
    byNumber.set(set.number, { ...set, at: before?.at ?? set.at, kind: before?.kind ?? set.kind });
  }
  const last = Math.max(0, ...byNumber.keys());
  if (last === 0 || last > 100_000) return { patchSets: undefined, revisedAt: undefined };
  const counts = (number: number) => {
    const { kind, at } = byNumber.get(number) ?? {};
    if (number === 1) return true;
    if (kind !== undefined && NO_ROUND.test(kind)) return false;
    return mergedAt === undefined || at === undefined || at < mergedAt - WHILE_MERGING;
  };
  const numbers = Array.from({ length: last }, (_, i) => i + 1).filter(counts);
  const lastRound = numbers.at(-1)!;
  const revisedAt = byNumber.get(lastRound)?.at ?? (lastRound === 1 ? createdAt : undefined);
  return { patchSets: numbers.length, revisedAt };
}
