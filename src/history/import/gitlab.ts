import type { Sink } from '../sink.ts';
import { Accounts } from './accounts.ts';
import { Collector } from './collector.ts';
import { listOf, numberOf, textOf } from './fields.ts';
import type { Found } from './found.ts';
import type { Export } from './gerrit.ts';
import {
  addDiff,
  addDiscussion,
  addLists,
  addNote,
  addStateEvent,
  addVersion,
  type Facts,
  noFacts,
} from './gitlab-facts.ts';
import { complete, requestOf } from './gitlab-request.ts';
import { type Fields, type FoundRecord, recordsOf, shortExample } from './json-records.ts';

/**
 * Merge requests as they were saved: pages of API v4, with lists in them (`notes`, `versions`, `changes` or `diffs`,
 * `approvals`) or saved apart (`…/77/notes.json`; of a list that does not name its merge request, the last number in its
 * file's name does). A patch set is a version, an approval or a comment by a person other than the author a review.
 * Throws InputError if no change can be used.
 */
export async function importGitlab(given: Export, sink: Sink): Promise<void> {
  const reader = new GitlabReader(given, sink);
  for await (const record of recordsOf(given.files, sink)) {
    reader.read(record);
    given.progress?.(reader.collector.size);
  }
  reader.finish(given.source);
}

class GitlabReader {
  readonly collector: Collector;
  private readonly accounts: Accounts;
  private readonly sink: Sink;
  private readonly facts = new Map<Found, { keys: string[]; within: Facts }>();
  /** Lists that were saved apart, by `!iid`, or by the number over all projects. */
  private readonly apart = new Map<string, Facts>();

  constructor(given: Export, sink: Sink) {
    this.accounts = new Accounts(given.people);
    this.collector = new Collector(this.accounts, given, sink);
    this.sink = sink;
  }

  read(record: FoundRecord): void {
    const { fields } = record;
    const request = numberOf(fields, 'iid') !== undefined && textOf(fields, 'state') !== undefined;
    if (request && (fields.author !== undefined || fields.approved_by === undefined))
      this.readRequest(record);
    else if (!this.readApart(record)) {
      const error = Object.keys(fields).length <= 2 && (fields.message ?? fields.error) !== undefined;
      this.setAside(error ? 'an error that the server reports' : 'an object that is no change', record);
    }
  }

  finish(source: string): void {
    const [told, all] = [[] as Facts[], [...this.collector.all()]];
    for (const found of all) {
      const { keys, within } = this.facts.get(found)!;
      const lists = keys.map((key) => this.apart.get(key)).filter((one) => one !== undefined);
      const facts = [within, ...lists].reduce(joined);
      complete(found, facts);
      told.push(facts);
    }
    this.collector.finish(source);
    this.say(told);
  }

  private readRequest(record: FoundRecord): void {
    const found = requestOf(record.fields, record.where, this.accounts);
    if (typeof found === 'string') {
      this.setAside(found, record);
      return;
    }
    const within = noFacts();
    addLists(within, record.fields, this.accounts);
    const project = numberOf(record.fields, 'project_id');
    const keys = [`!${found.number}`, `${project}!${found.number}`, `id ${numberOf(record.fields, 'id')}`];
    this.facts.set(found, { keys, within });
    this.collector.add(found);
  }

  /** A record of a list that was saved apart; false if it is none. */
  private readApart({ fields, file }: FoundRecord): boolean {
    const add = adderOf(fields);
    const key = keyOf(fields) ?? fileKey(file);
    if (add === undefined || key === undefined) return false;
    const facts = this.apart.get(key) ?? noFacts();
    this.apart.set(key, facts);
    add(facts, fields, this.accounts);
    return true;
  }

  private setAside(reason: string, { where, example }: FoundRecord): void {
    this.sink.aside.add(reason, { where, example: shortExample(example) });
  }

  private say(told: readonly Facts[]): void {
    const say = (has: (facts: Facts) => boolean, sentence: string) => {
      const count = told.filter((facts) => !has(facts)).length;
      if (count > 0) this.sink.note(`${count} changes come without ${sentence}`);
    };
    say(
      (facts) => facts.told.has('notes'),
      'notes: first reviews, reviewers and the waits of drafts are missing',
    );
    say(
      ({ told: lists, pushes }) => lists.has('versions') || pushes.length > 0 || lists.has('notes'),
      'versions: patch_sets are missing',
    );
    say((facts) => facts.told.has('diffs'), 'differences: areas and sizes are missing');
    const unmeasured = told.filter((facts) => facts.unmeasured).length;
    if (unmeasured > 0)
      this.sink.note(
        `${unmeasured} changes hold differences that the server left out for their size: insertions and deletions are missing`,
      );
    const cut = told.filter((facts) => facts.more).length;
    if (cut > 0)
      this.sink.note(
        `${cut} changes have more files than the server counts: their number of files is missing`,
      );
  }
}

/** What a record of a list names as its merge request. */
function keyOf(fields: Fields): string | undefined {
  const iid = numberOf(fields, 'noteable_iid') ?? numberOf(fields, 'iid');
  const project = numberOf(fields, 'project_id');
  if (iid !== undefined) return project === undefined ? `!${iid}` : `${project}!${iid}`;
  const id = numberOf(fields, 'merge_request_id') ?? numberOf(fields, 'resource_id') ?? noteable(fields);
  return id === undefined ? undefined : `id ${id}`;
}

function noteable(fields: Fields): number | undefined {
  const [note] = listOf(fields, 'notes') ?? [fields];
  return numberOf(note, 'noteable_id');
}

function fileKey(file: string): string | undefined {
  const number = /(\d+)\D*$/.exec(file)?.[1];
  return number === undefined ? undefined : `!${number}`;
}

type Adder = (facts: Facts, fields: Fields, accounts: Accounts) => void;

/** What a record of a list is, by what only such records have. */
function adderOf(fields: Fields): Adder | undefined {
  if (fields.noteable_type !== undefined || fields.noteable_id !== undefined)
    return textOf(fields, 'noteable_type') === 'Issue' ? undefined : addNote;
  if (listOf(fields, 'notes') !== undefined) return addDiscussion;
  if (fields.head_commit_sha !== undefined) return addVersion;
  if (fields.approved_by !== undefined) return addLists;
  if (fields.resource_type !== undefined)
    return textOf(fields, 'resource_type') === 'MergeRequest' ? addStateEvent : undefined;
  return fields.new_path === undefined ? undefined : addDiff;
}

function joined(a: Facts, b: Facts): Facts {
  return {
    ...a,
    reviews: [...a.reviews, ...b.reviews],
    approvers: [...a.approvers, ...b.approvers],
    states: [...a.states, ...b.states],
    versions: new Map([...a.versions, ...b.versions]),
    pushes: [...new Set([...a.pushes, ...b.pushes])],
    mergedAt: a.mergedAt ?? b.mergedAt,
    closedAt: a.closedAt ?? b.closedAt,
    ...(a.touched.size >= b.touched.size
      ? {}
      : { touched: b.touched, insertions: b.insertions, deletions: b.deletions, unmeasured: b.unmeasured }),
    more: a.more || b.more,
    told: new Set([...a.told, ...b.told]),
  };
}
