import type { Areas } from '../areas.ts';
import type { People } from '../pseudonyms.ts';
import type { Sink } from '../sink.ts';
import { Accounts } from './accounts.ts';
import { Collector } from './collector.ts';
import { flagOf, listOf, textOf } from './fields.ts';
import { restChange } from './gerrit-rest.ts';
import { sshChange } from './gerrit-ssh.ts';
import { type Fields, recordsOf, type SavedFile, shortExample } from './json-records.ts';

/** What every importer of exports is given. */
export interface Export {
  /** As the user named it. */
  source: string;
  files: AsyncIterable<SavedFile> | Iterable<SavedFile>;
  people: People;
  /** Undefined: folders of the files that changes touch. */
  areas: Areas | undefined;
  /** Whether all pages were read to the end, some perhaps twice, as by a crawl. */
  whole?: boolean | undefined;
  /** Called with the number of changes so far, now and then. */
  progress?: ((changes: number) => void) | undefined;
}

/**
 * Gerrit's answers as they were saved: REST pages, with or without their guard line, and lines of `gerrit query`, in any
 * mixture. Rounds are patch sets that change more than base or message; a review is the first vote or comment of a
 * person other than the owner. Throws InputError if no change can be used.
 */
export async function importGerrit(given: Export, sink: Sink): Promise<void> {
  const accounts = new Accounts(given.people);
  const collector = new Collector(accounts, given, sink);
  const seen = { silent: 0, more: false };
  for await (const { fields, where, example } of recordsOf(given.files, sink)) {
    if (textOf(fields, 'type') === 'stats') {
      seen.more = flagOf(fields, 'moreChanges') === true;
      continue;
    }
    const rest = fields._number !== undefined;
    const found = rest ? restChange(fields, where, accounts) : sshChange(fields, where, accounts);
    if (typeof found === 'string') {
      const reason = textOf(fields, 'type') === 'error' ? 'an error that the server reports' : found;
      sink.aside.add(reason, { where, example: shortExample(example) });
      continue;
    }
    seen.more = flagOf(fields, '_more_changes') === true;
    if (isSilent(fields)) seen.silent++;
    collector.add(found);
    given.progress?.(collector.size);
  }
  collector.finish(given.source);
  if (seen.silent > 0)
    sink.note(
      `${seen.silent} changes come without messages: first reviews, votes on earlier patch sets and times of abandoning are missing (ask for o=MESSAGES and o=ALL_REVISIONS, or --comments and --patch-sets)`,
    );
  if (seen.more && given.whole !== true)
    sink.note('the server had more changes than were saved: fetch the following pages too');
}

/** Query lines keep votes with each patch set, REST in messages alone. */
function isSilent(fields: Fields): boolean {
  return listOf(fields, 'messages') === undefined && listOf(fields, 'patchSets') === undefined;
}
