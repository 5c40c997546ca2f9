import type { Sink } from '../sink.ts';
import { Accounts } from './accounts.ts';
import { Collector } from './collector.ts';
import { asObject, flagOf, numberOf, objectOf, objectsOf, textOf } from './fields.ts';
import type { Found } from './found.ts';
import type { Export } from './gerrit.ts';
import {
  addComment,
  addCommit,
  addEvent,
  addFile,
  addReview,
  type Facts,
  noFacts,
  readLists,
} from './github-facts.ts';
import { complete, pullOf, repoIn } from './github-pull.ts';
import { type Fields, type FoundRecord, recordsOf, shortExample } from './json-records.ts';

/**
 * Pull requests as they were saved: `gh pr list --json`, answers of GraphQL, pages of REST, and lists of REST that were
 * saved apart (`…/77/reviews.json`; of a list that does not name its pull request, the last number in its file's name
 * does), in any mixture. Throws InputError if no change can be used.
 */
export async function importGithub(given: Export, sink: Sink): Promise<void> {
  const reader = new GithubReader(given, sink);
  for await (const record of recordsOf(given.files, sink)) {
    reader.read(record);
    given.progress?.(reader.collector.size);
  }
  reader.finish(given.source);
}

class GithubReader {
  readonly collector: Collector;
  private readonly accounts: Accounts;
  private readonly sink: Sink;
  private readonly lists = new Map<Found, Facts>();
  /** Lists that were saved apart, by number and, where they tell it, repository. */
  private readonly apart = new Map<string, Facts>();
  private readonly whole: boolean;
  private more = false;
  private byProgram = false;

  constructor(given: Export, sink: Sink) {
    this.accounts = new Accounts(given.people);
    this.collector = new Collector(this.accounts, given, sink);
    this.sink = sink;
    this.whole = given.whole === true;
  }

  read(record: FoundRecord): void {
    const { fields } = record;
    if (fields.data !== undefined || fields.errors !== undefined) this.readAnswer(record);
    else if (numberOf(fields, 'number') !== undefined && textOf(fields, 'state') !== undefined)
      this.readPull(record);
    else if (!this.readApart(record)) {
      const error = textOf(fields, 'message') !== undefined && fields.documentation_url !== undefined;
      this.setAside(error ? 'an error that the server reports' : 'an object that is no change', record);
    }
  }

  finish(source: string): void {
    for (const found of this.collector.all()) {
      const facts = [
        this.lists.get(found),
        this.apart.get(`${found.repo}#${found.number}`),
        this.apart.get(`#${found.number}`),
      ];
      const all = facts.filter((one) => one !== undefined).reduce(joined, noFacts());
      this.lists.set(found, all);
      complete(found, all, this.accounts);
    }
    const all = [...this.collector.all()];
    this.collector.finish(source);
    this.say(all);
  }

  /** An answer of GraphQL: any connection of pull requests in it. */
  private readAnswer(record: FoundRecord): void {
    if (Array.isArray(record.fields.errors)) this.setAside('an error that the server reports', record);
    const data = objectOf(record.fields, 'data');
    for (const part of [data, ...objectsOf(Object.values(data ?? {}))]) {
      for (const name of ['pullRequests', 'search', 'pullRequest']) {
        const connection = objectOf(part, name);
        if (connection === undefined) continue;
        const repo = textOf(part, 'nameWithOwner');
        const nodes = Array.isArray(connection.nodes) ? objectsOf(connection.nodes) : [connection];
        for (const node of nodes) this.readPull({ ...record, fields: node }, repo);
        this.more = flagOf(objectOf(connection, 'pageInfo'), 'hasNextPage') === true;
      }
    }
  }

  private readPull(record: FoundRecord, repo?: string): void {
    const found = pullOf(record.fields, record.where, this.accounts);
    if (typeof found === 'string') {
      this.setAside(found, record);
      return;
    }
    found.repo ??= repo;
    this.byProgram ||= record.fields.createdAt !== undefined && repo === undefined;
    this.lists.set(found, readLists(record.fields, this.accounts));
    this.collector.add(found);
  }

  /** A record of a list that was saved apart; false if it is none. */
  private readApart({ fields, file }: FoundRecord): boolean {
    const add = adderOf(fields);
    const url =
      textOf(fields, 'pull_request_url') ?? textOf(fields, 'issue_url') ?? textOf(fields, 'html_url');
    const named = repoIn(url);
    const number = named?.number ?? /(\d+)\D*$/.exec(file)?.[1];
    if (add === undefined || number === undefined) return false;
    const key = `${named?.repo ?? ''}#${number}`;
    const facts = this.apart.get(key) ?? noFacts();
    this.apart.set(key, facts);
    add(facts, fields, this.accounts);
    return true;
  }

  private setAside(reason: string, { where, example }: FoundRecord): void {
    this.sink.aside.add(reason, { where, example: shortExample(example) });
  }

  private say(all: readonly Found[]): void {
    const without = (has: (facts: Facts) => boolean) =>
      all.filter((found) => !has(this.lists.get(found)!)).length;
    const say = (count: number, sentence: string) => {
      if (count > 0) this.sink.note(`${count} changes ${sentence}`);
    };
    for (const list of ['files', 'reviews', 'comments', 'commits', 'timeline'])
      say(
        without(({ cut }) => !cut.has(list)),
        `have a list of ${list} that was cut, mostly at 100: what follows in it is not known`,
      );
    say(
      without(({ told, reviews }) => told.has('reviews') || told.has('timeline') || reviews.length > 0),
      'come without reviews: first reviews and reviewers are missing',
    );
    say(
      without(({ told }) => told.has('timeline')),
      'do not tell when drafts were ready: their waits begin when they were created',
    );
    say(
      all.filter(({ patchSets }) => patchSets === undefined).length,
      'do not tell their pushes and reviews: patch_sets are missing',
    );
    const guessed = all.filter(
      (found) => found.patchSets !== undefined && !this.lists.get(found)!.told.has('timeline'),
    );
    say(
      guessed.length,
      'tell commits but no forced pushes: patch_sets, counted as pushes after reviews, may be too few',
    );
    const closed = all.filter(({ status }) => status === 'abandoned').length;
    const merged = all.filter(({ status }) => status === 'merged').length;
    if (closed > 20 && merged < closed / 4)
      this.sink.note(
        'most changes were closed without being merged: a project that merges by a program of its own does so, and they count as abandoned here',
      );
    if (this.more && !this.whole)
      this.sink.note('the server had more changes than were saved: fetch the following pages too');
    if (this.byProgram && !this.whole && [30, 1000].includes(all.length))
      this.sink.note(
        `exactly ${all.length} changes: that is where gh stops by itself (--limit, and 1,000 for a search); fetch more`,
      );
  }
}

function joined(a: Facts, b: Facts): Facts {
  return {
    reviews: [...a.reviews, ...b.reviews],
    pushes: [...a.pushes, ...b.pushes],
    states: [...a.states, ...b.states],
    touched: a.touched.length >= b.touched.length ? a.touched : b.touched,
    told: new Set([...a.told, ...b.told]),
    cut: new Set(
      [...a.cut, ...b.cut].filter(
        (list) => list !== 'files' || a.touched.length === 0 || b.touched.length === 0,
      ),
    ),
  };
}

type Adder = (facts: Facts, fields: Fields, accounts: Accounts) => void;

/** What a record of a list of REST is, by what only such records have. */
function adderOf(fields: Fields): Adder | undefined {
  const telling =
    (list: 'reviews' | 'commits' | 'timeline' | 'files', add: Adder): Adder =>
    (facts, item, accounts) => {
      facts.told.add(list);
      add(facts, item, accounts);
    };
  if (textOf(fields, 'event') !== undefined) return telling('timeline', addEvent);
  if (fields.submitted_at !== undefined || fields.pull_request_url !== undefined)
    return fields.submitted_at === undefined ? addComment : telling('reviews', addReview);
  if (textOf(fields, 'filename') !== undefined)
    return telling('files', (facts, item) => addFile(facts, item));
  if (fields.issue_url !== undefined) return addComment;
  return asObject(fields.commit) === undefined
    ? undefined
    : telling('commits', (facts, item) => addCommit(facts, item));
}
