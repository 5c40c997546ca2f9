import { DAY_MS, isoDay } from './days.ts';
import type { Calendar, Period } from './periods.ts';
import { MOST_EXACT, type Tally } from './tally.ts';
import type { WeekCounts, Window } from './weeks.ts';

const count = (value: number): string => value.toLocaleString('en-US');
const percent = (share: number): string =>
  share > 0 && share < 0.005 ? 'under 1 %' : `${Math.round(100 * share)} %`;

/** What the history cannot say, each in a sentence or two: what is missing, and what follows from it. */
export function caveatsOf(
  tally: Tally,
  calendar: Calendar,
  periods: readonly Period[],
  weeks: readonly WeekCounts[],
  window: Window,
): string[] {
  return [
    ...endings(tally),
    ...atTheEnd(tally, weeks, window),
    ...missing(tally),
    ...clocks(tally),
    ...outside(tally, calendar, periods),
    ...limits(tally),
  ];
}

function endings({ status, total }: Tally): string[] {
  const { merged, abandoned, open, unmerged } = status;
  const said: string[] = [];
  if (merged === total)
    said.push(
      'Only merged changes are seen: nothing says how many were abandoned or are open. The true queue is larger, ' +
        'and lead times are of what succeeded.',
    );
  else if (abandoned + unmerged === 0)
    said.push(
      'No change was given up, as far as is recorded: what is left out are probably all that were abandoned. The true ' +
        'queue was larger, by those that were open and never merged.',
    );
  if (open === 0 && merged < total)
    said.push('No open changes are recorded: those of the last weeks are missing, and the slow ones most.');
  if (unmerged > 0)
    said.push(
      `${count(unmerged)} changes (${percent(unmerged / total)}) never merged, and nobody knows when they were closed: ` +
        'they count as arrivals, not in the queue, and as not merged to the end; shares abandoned are too small by them.',
    );
  return said;
}

function atTheEnd(
  { lastSeen, lastCreated, status, total }: Tally,
  weeks: readonly WeekCounts[],
  window: Window,
): string[] {
  const said: string[] = [];
  if (Math.floor(lastSeen / DAY_MS) + 1 > window.until)
    said.push(
      `The last change was created on ${isoDay(Math.floor(lastCreated / DAY_MS))}, though changes end as late as ` +
        `${isoDay(Math.floor(lastSeen / DAY_MS))}: weeks and periods are told up to the former.`,
    );
  if (status.merged === total)
    said.push(
      'Near the end only what merged quickly is seen: lead times and arrivals of the last weeks are too small.',
    );
  const whole = weeks.filter(({ days }) => days === 7);
  const [late, before] = [whole.slice(-4), whole.slice(-30, -4)];
  const mean = (some: readonly WeekCounts[]) =>
    some.reduce((sum, { created }) => sum + created, 0) / some.length;
  if (before.length >= 13 && mean(late) < 0.6 * mean(before))
    said.push(
      `In the last four weeks ${mean(late).toFixed(1)} changes a week came, against ${mean(before).toFixed(1)} in the half ` +
        'year before: perhaps what is open was not recorded.',
    );
  return said;
}

function missing({ told, status, total, ownReviews, merged, withoutArea }: Tally): string[] {
  const said: string[] = [];
  if (told.reviewers === 0)
    said.push('No reviewers are recorded: nothing is known of who reviews, or how much.');
  else {
    if (told.reviewers < 0.95 * total)
      said.push(
        `Reviewers are recorded for ${percent(told.reviewers / total)} of changes; the rest count as reviewed by nobody.`,
      );
    said.push(
      'A review is counted once for each change and reviewer, at the end of the change: how many there were, and when, is not recorded.',
    );
  }
  if (ownReviews > 0)
    said.push(
      `${count(ownReviews)} times an author stands among the reviewers of the own change; that is not counted as a review.`,
    );
  if (told.firstReview === 0)
    said.push('No first reviews are recorded: nothing is known of how long changes wait for one.');
  else if (told.firstReview < 0.95 * total)
    said.push(
      `A first review is recorded for ${percent(told.firstReview / total)} of changes; the time to it is of those alone.`,
    );
  if (told.patchSets === 0)
    said.push(
      told.revised > 0
        ? 'Patch sets are not counted: of rounds only this is seen, whether the last patch set is as old as the change.'
        : 'Neither patch sets nor their times are recorded: nothing is known of rounds.',
    );
  if (told.feature === 0) said.push('No features are recorded.');
  if (told.reviewers + told.firstReview + told.patchSets === 0)
    said.push(
      'It looks as if made from commits alone: created_at is then the author date, which a rebase keeps and an amended ' +
        'commit may renew, and lead times are a little too small or, where work began long before its upload, too long.',
    );
  if (withoutArea.all > 0 && withoutArea.merged / withoutArea.all < (0.8 * status.merged) / total)
    said.push(
      `${count(withoutArea.all)} changes have no area, and ${count(withoutArea.all - withoutArea.merged)} of them did not merge: figures ` +
        'by area leave those out, so that lead times by area are too small and nothing seems to fail there.',
    );
  if (merged.byMerge > 0.1 * merged.waits)
    said.push(
      `The last patch set of ${percent(merged.byMerge / merged.waits)} of merged changes is as young as the merge: the merge itself ` +
        'probably made it. Last waits are too small by that, and rounds count one too many.',
    );
  if (merged.atOnce > 0.02 * status.merged)
    said.push(
      `${percent(merged.atOnce / status.merged)} of merged changes merged at the moment they were created: probably pushed ` +
        'without review.',
    );
  return said;
}

function clocks({ wholeDays, wholeMinutes }: Tally): string[] {
  if (wholeDays) return ['Times are whole days: lead times are known to a day, and many are 0.'];
  return wholeMinutes ? ['Times are whole minutes.'] : [];
}

function outside(tally: Tally, calendar: Calendar, periods: readonly Period[]): string[] {
  if (!calendar.isGiven) return [];
  const all = tally.allAreas.map((area) => tally.days[area]!.created);
  const inside = periods.reduce(
    (sum, { from, until }) => sum + all.reduce((n, days) => n + days.between(from, until), 0),
    0,
  );
  const left = tally.total - inside;
  return left === 0 ? [] : [`${count(left)} changes were created outside the cycles that were given.`];
}

function limits(tally: Tally): string[] {
  const said: string[] = [];
  if (!tally.isExact)
    said.push(
      `Beyond ${count(MOST_EXACT)} changes quantiles are read from bins and lie within 1 % of the exact ones, ages of open changes within half a day; counts, shares and means are exact.`,
    );
  for (const [who, people] of [
    ['author', tally.authors],
    ['reviewer', tally.reviewers],
  ] as const) {
    if (people.untold > 0)
      said.push(
        `There are more ${who}s than can be told apart: ${count(people.untold)} times one was not, and shares of ${who}s are of the others.`,
      );
    if (!people.knowsWhen) said.push(`There are too many ${who}s to tell who was there in which period.`);
  }
  if (tally.features.untold > 0)
    said.push(
      `There are more features than can be told apart: ${count(tally.features.untold)} changes name one that was not.`,
    );
  return said;
}
