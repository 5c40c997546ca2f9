import type { Accounts } from './accounts.ts';
import { countOf, flagOf, known, labelsOf, numberOf, objectOf, objectsOf, textOf, timeOf } from './fields.ts';
import type { Found } from './found.ts';
import { authorOf, type Facts } from './github-facts.ts';
import type { Fields } from './json-records.ts';

/**
 * A pull request without its lists, as GraphQL and programs (`createdAt`) or REST (`created_at`) write it; or why it is
 * none. What was closed without being merged is abandoned.
 */
export function pullOf(fields: Fields, where: string, accounts: Accounts): Found | string {
  const number = numberOf(fields, 'number');
  const state = textOf(fields, 'state')?.toUpperCase();
  if (number === undefined || state === undefined) return 'an object that is no change';
  if (isIssue(fields)) return 'an issue, no pull request';
  if (!['OPEN', 'CLOSED', 'MERGED'].includes(state)) return 'an unknown status';
  const time = (camel: string, snake: string) => timeOf(fields, camel) ?? timeOf(fields, snake);
  const mergedAt = time('mergedAt', 'merged_at') ?? timeOf(objectOf(fields, 'pull_request'), 'merged_at');
  const closedAt = time('closedAt', 'closed_at');
  const merged = mergedAt !== undefined || state === 'MERGED';
  const closed = closedAt === undefined ? 'unmerged' : 'abandoned';
  return {
    number: String(number),
    where,
    repo: repoOf(fields),
    status: merged ? 'merged' : state === 'OPEN' ? 'open' : closed,
    createdAt: time('createdAt', 'created_at'),
    mergedAt,
    closedAt,
    updatedAt: known(time('updatedAt', 'updated_at')),
    author: authorOf(fields, accounts),
    draft: flagOf(fields, 'isDraft') ?? flagOf(fields, 'draft'),
    touched: [],
    files: countOf(fields, 'changedFiles') ?? countOf(fields, 'changed_files'),
    insertions: countOf(fields, 'additions'),
    deletions: countOf(fields, 'deletions'),
    kind: kindOf(textOf(fields, 'title'), labels(fields)),
  };
}

/** Adds to a pull request what its lists tell. */
export function complete(found: Found, facts: Facts, accounts: Accounts): void {
  found.reviews = facts.reviews;
  found.touched = facts.touched;
  if (facts.told.has('files') && !facts.cut.has('files')) found.files ??= facts.touched.length;
  const [first] = facts.states.sort((a, b) => a.at - b.at);
  if (first !== undefined) {
    found.draft = first.ready;
    found.readyAt = facts.states.find(({ ready }) => ready)?.at;
  }
  const people = facts.reviews.filter(
    ({ who }) => who === undefined || (who !== found.author && !accounts.isBot(who)),
  );
  Object.assign(
    found,
    rounds(
      found,
      facts,
      people.map(({ at }) => at),
    ),
  );
}

/**
 * Rounds are not recorded. Each push that follows a review which no push had followed begins one; known only where
 * both pushes and reviews are.
 */
function rounds(found: Found, { pushes, told, cut }: Facts, looks: readonly number[]): Partial<Found> {
  if (!told.has('commits') && !told.has('timeline')) return {};
  if (['commits', 'timeline', 'reviews'].some((list) => cut.has(list))) return {};
  const created = found.createdAt as number;
  const ends = [found.mergedAt, found.closedAt].filter((time) => typeof time === 'number');
  const end = found.status === 'open' ? Number.POSITIVE_INFINITY : Math.min(...ends);
  const inside = pushes.filter((at) => at > created && at < end).sort((a, b) => a - b);
  let patchSets = 1;
  let since = created;
  for (const at of inside) {
    if (looks.some((look) => look >= since && look < at)) patchSets++;
    since = at;
  }
  const reviewed = told.has('reviews') || told.has('timeline');
  return { patchSets: reviewed ? patchSets : undefined, revisedAt: inside.at(-1) ?? created };
}

/** Lists of issues hold pull requests too: those that have a part of that name. */
function isIssue(fields: Fields): boolean {
  const rest = fields.created_at !== undefined;
  return (
    rest && fields.pull_request === undefined && fields.merged_at === undefined && fields.head === undefined
  );
}

function repoOf(fields: Fields): string | undefined {
  const named =
    textOf(objectOf(objectOf(fields, 'base'), 'repo'), 'full_name') ??
    textOf(objectOf(fields, 'repository'), 'nameWithOwner');
  const url = textOf(fields, 'html_url') ?? textOf(fields, 'url');
  return named ?? repoIn(url)?.repo;
}

/** Repository and number that an address of a pull request or issue names. */
export function repoIn(url: string | undefined): { repo: string; number: string } | undefined {
  const match =
    /^https?:\/\/[^/]+\/(?:api\/v3\/)?(?:repos\/)?([^/]+\/[^/]+)\/(?:pulls?|issues)\/(\d+)(?:$|[/?#])/.exec(
      url ?? '',
    );
  return match === null ? undefined : { repo: match[1]!, number: match[2]! };
}

function labels(fields: Fields): string[] {
  const connection = objectOf(fields, 'labels');
  if (connection === undefined) return labelsOf(fields, 'labels');
  return objectsOf(Array.isArray(connection.nodes) ? connection.nodes : []).flatMap(
    (label) => textOf(label, 'name') ?? [],
  );
}

/** What a change is for, by its title and labels. */
export function kindOf(title: string | undefined, names: readonly string[]): string | undefined {
  if (/^Revert\b/.test(title ?? '')) return 'revert';
  const bare = names.map((name) => name.toLowerCase().split(/[:/]+/).at(-1)!.trim());
  if (bare.some((name) => /^(type-|kind-)?(bug|bugfix|fix|defect|regression)$/.test(name))) return 'bug';
  return bare.some((name) => /^(type-|kind-)?(feature|enhancement|new feature)$/.test(name))
    ? 'feature'
    : undefined;
}
