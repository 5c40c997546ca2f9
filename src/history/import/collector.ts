import { InputError } from '../../errors.ts';
import { folderAreas } from '../area-folders.ts';
import { Areas } from '../areas.ts';
import type { HistoryChange, Status } from '../change.ts';
import { plainName } from '../change-row.ts';
import type { Sink } from '../sink.ts';
import { whyUnfit } from '../unfit.ts';
import type { Accounts } from './accounts.ts';
import type { Time } from './fields.ts';
import type { Found } from './found.ts';

/** Characters of an id; more is no id. */
const LONGEST_ID = 200;

export interface CollectorOptions {
  areas: Areas | undefined;
  whole?: boolean | undefined;
}

/**
 * Changes of one source, each once. Records of the same change may come several times, as when a crawl shifts under its
 * reader; the one that was touched last holds, whatever the order in which they come. Memory grows with the number of
 * changes (some hundred bytes each), not with their conversations.
 */
export class Collector {
  private readonly accounts: Accounts;
  private readonly sink: Sink;
  private areas: Areas | undefined;
  private severalRepos = false;
  private readonly whole: boolean;
  private readonly byNumber = new Map<string, Found>();
  private readonly counts = new Map<string, number>();

  /** Without `areas` the folders of all files that changes touch are taken; of a `whole` crawl pages may overlap. */
  constructor(accounts: Accounts, { areas, whole }: CollectorOptions, sink: Sink) {
    this.accounts = accounts;
    this.areas = areas;
    this.whole = whole === true;
    this.sink = sink;
  }

  add(found: Found): void {
    if (found.number.length > LONGEST_ID) {
      this.setAside('a number of more than 200 characters', found);
      return;
    }
    const key = `${found.repo ?? ''}\n${found.number}`;
    const before = this.byNumber.get(key);
    if (before !== undefined && !this.whole) this.count('repeated');
    if (before !== undefined && (before.updatedAt ?? 0) > (found.updatedAt ?? 0)) return;
    this.byNumber.set(key, found);
  }

  /** Changes that were found so far. */
  get size(): number {
    return this.byNumber.size;
  }

  /** All that were found, for those who learn more of them from records of their own. */
  all(): Iterable<Found> {
    return this.byNumber.values();
  }

  /** Gives all changes to the sink, in order of creation. Throws {@link InputError} if there is none. */
  finish(source: string): void {
    const all = [...this.byNumber.values()];
    this.severalRepos = new Set(all.map(({ repo }) => repo)).size > 1;
    const several = this.severalRepos && this.ambiguous(all);
    const changes: HistoryChange[] = [];
    this.areas ??= new Areas(
      folderAreas([...new Set(all.flatMap(({ touched }) => touched.map(({ path }) => path)))]),
    );
    for (const found of all) {
      const change = this.judge(found, several);
      if (typeof change === 'string') this.setAside(change, found);
      else changes.push(change);
    }
    changes.sort((a, b) => a.createdAt - b.createdAt || compareIds(a.changeId, b.changeId));
    if (changes.length === 0) throw this.nothing(source);
    for (const change of changes) this.sink.change(change);
    this.say(changes);
  }

  private ambiguous(all: readonly Found[]): boolean {
    return new Set(all.map(({ number }) => number)).size < all.length;
  }

  private judge(found: Found, qualified: boolean): HistoryChange | string {
    const { mergedAt, closedAt } = found;
    if (found.createdAt === undefined) return 'no time of creation';
    if ([found.createdAt, mergedAt, closedAt].includes('unreadable')) return 'an unreadable time';
    const createdAt = this.begin(found, found.createdAt as number);
    if (typeof createdAt === 'string') return createdAt;
    const end = endOf(found.status, mergedAt, closedAt);
    if (found.status === 'unmerged') this.count('unmerged');
    if (found.mergeGuessed === true) this.count('guessed');
    const { who, first } = this.reviewing(found, createdAt, end);
    const change: HistoryChange = {
      changeId: qualified ? `${found.repo ?? ''}#${found.number}` : found.number,
      createdAt,
      firstReviewAt: found.reviewsPartial === true ? undefined : first,
      revisedAt: this.revised(found, createdAt, end),
      mergedAt: found.status === 'merged' ? (mergedAt as number) : undefined,
      closedAt: Number.isFinite(end) ? end : undefined,
      status: found.status,
      author: found.author === undefined ? undefined : this.accounts.name(found.author),
      ...this.areas!.place(found.touched),
      feature: named(found.feature),
      kind: this.kind(found),
      patchSets: found.patchSets,
      files: found.files,
      insertions: found.insertions,
      deletions: found.deletions,
      reviewers: [
        ...new Set(
          [...who, ...this.untimed(found)]
            .map((key) => this.accounts.name(key))
            .filter((name) => name !== undefined),
        ),
      ],
      repo: this.severalRepos ? named(found.repo) : undefined,
    };
    return whyUnfit(change) ?? change;
  }

  /** When the wait for reviewers begins: a draft waits for nobody until it is given to them, or they look all the same. */
  private begin(found: Found, createdAt: number): number | string {
    if (found.draft !== true) return createdAt;
    const looked = Math.min(...this.human(found).map(({ at }) => at));
    const ready = Math.min(found.readyAt ?? Number.POSITIVE_INFINITY, looked);
    if (Number.isFinite(ready)) {
      this.count('drafts');
      return Math.max(createdAt, ready);
    }
    return found.status === 'merged' ? createdAt : 'a draft that was never given to reviewers';
  }

  /** Reviews by people other than the author. */
  private human({ reviews = [], author }: Found): { who: string | undefined; at: number }[] {
    // Two accounts that were deleted may be the same one.
    const other = (who: string | undefined) =>
      who === undefined ? author !== undefined : who !== author && !this.accounts.isBot(who);
    return reviews.filter(({ who }) => other(who));
  }

  private reviewing(found: Found, from: number, to: number): { who: string[]; first: number | undefined } {
    const all = this.human(found).sort((a, b) => a.at - b.at);
    const inside = all.filter(({ at }) => at >= from && at <= to);
    if (to >= from && all.some(({ at }) => at < from)) this.count('early');
    const who = new Set(inside.map((review) => review.who).filter((key) => key !== undefined));
    return { who: [...who], first: inside[0]?.at };
  }

  private untimed({ reviewersBesides = [], author }: Found): string[] {
    return reviewersBesides.filter((who) => who !== author && !this.accounts.isBot(who));
  }

  /** A draft that was revised before reviewers got it was uploaded, for them, when they got it. */
  private revised({ createdAt, revisedAt }: Found, from: number, to: number): number | undefined {
    if (revisedAt === undefined || revisedAt > to || to < from) return undefined;
    if (revisedAt >= (createdAt as number)) return Math.max(revisedAt, from);
    this.count('early');
    return undefined;
  }

  private kind(found: Found): string | undefined {
    if (found.author !== undefined && this.accounts.isBot(found.author)) {
      this.count('bots');
      return 'bot';
    }
    return named(found.kind);
  }

  private count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  private setAside(reason: string, { where, number, repo }: Found): void {
    this.sink.aside.add(reason, { where, example: plainName(`${repo ?? ''}#${number}`) });
  }

  private nothing(source: string): InputError {
    const [most] = this.sink.aside.list();
    if (most === undefined)
      return new InputError('no change in it', { file: source }, 'check that it is an export of changes');
    const what = `nothing in it can be used: ${most.reason} (${most.count})`;
    return new InputError(what, { file: source }, `the first is at ${most.examples[0]!.where}`);
  }

  private say(changes: readonly HistoryChange[]): void {
    const say = (what: string, sentence: (count: number) => string) => {
      const count = this.counts.get(what) ?? 0;
      if (count > 0) this.sink.note(sentence(count));
    };
    say('repeated', (n) => `${n} records tell of a change that another tells of: the one touched last holds`);
    say(
      'drafts',
      (n) => `${n} changes began as drafts: they count from when they were ready, or first reviewed`,
    );
    say('early', (n) => `${n} reviews or revisions are older than the change that they are of: left out`);
    say('unmerged', (n) => `${n} changes were closed nobody knows when: status unmerged`);
    say('guessed', (n) => `${n} changes do not tell when they merged: their last update was taken`);
    say('bots', (n) => `${n} changes are by programs: kind bot`);
    if (!changes.some(({ status }) => status === 'open'))
      this.sink.note(
        'no change is open: if the export leaves out open changes, lead times and the queue look shorter than they are',
      );
    if (!changes.some(({ status }) => status === 'merged'))
      this.sink.note('no change is merged: lead times cannot be told');
    const nowhere = changes.filter(({ area }) => area === 'unknown').length;
    if (nowhere > 0) this.sink.note(`${nowhere} changes name no files: they count to an area 'unknown'`);
  }
}

function endOf(status: Status, mergedAt: Time, closedAt: Time): number {
  const end = status === 'merged' ? mergedAt : status === 'abandoned' ? closedAt : undefined;
  return (end as number | undefined) ?? Number.POSITIVE_INFINITY;
}

function named(text: string | undefined): string | undefined {
  const name = plainName(text ?? '');
  return name === '' ? undefined : name;
}

/** Numbers by size, other ids by their signs. */
function compareIds(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return a < b ? -1 : a > b ? 1 : 0;
}
