import type { Description } from '../../history/describe/describe.ts';
import { AWAY } from '../../history/describe/period-metrics.ts';
import { count } from '../charts/phrases.ts';
import { type Block, byPeriod, ofPeriod } from './by-period.ts';
import { figure, lasting, lastingCell, share, short } from './words.ts';

export function roundsBlock(description: Description): Block {
  const { values, firstTry, periods } = description;
  const { rows, below } = byPeriod(description, (of) => [
    figure(of('patch_sets_mean')),
    share(of('first_patch_set_share')),
    lastingCell(of('first_review_median')),
    lastingCell(of('last_wait_median')),
    figure(of('files_median')),
    figure(of('lines_median')),
    figure(of('lines_p90')),
  ]);
  const known = periods.map(({ name }) => ofPeriod(description, name));
  const trend = trendSentence(
    known.map((of) => of('patch_sets_mean')),
    periods.map(({ name }) => name),
  );
  const told = (what: string, { of, p50, p90 }: Description['values']['lines']) =>
    of === 0
      ? []
      : [`${what}: median ${lasting(p50)}, one in ten over ${lasting(p90)} (${count(of)} changes).`];
  return {
    heading: 'Rounds, waits and sizes',
    sentences: [
      ...(values.patchSets.of > 0
        ? [
            `A merged change has ${figure(values.patchSets.mean)} patch sets on average, ${figure(values.patchSets.p50)} in the median, one in ten over ${figure(values.patchSets.p90)}.${trend}`,
          ]
        : []),
      ...(firstTry.of > 0
        ? [
            `${share(firstTry.share)} merged with their first patch set${firstTry.counted ? '' : ', judged by the age of the last one'}.`,
          ]
        : []),
      ...told('Upload to first review', values.firstReview),
      ...told('Last patch set to merge', values.lastWait),
      ...(values.lines.of > 0
        ? [
            `Size: median ${figure(values.lines.p50)} lines in ${figure(values.files.p50)} files, one in ten over ${figure(values.lines.p90)} lines.`,
          ]
        : []),
    ],
    head: [
      description.cyclesGiven ? 'cycle' : 'period',
      'patch sets',
      'first one merged',
      'first review',
      'last wait',
      'files',
      'lines',
      'lines 9 of 10',
    ],
    rows,
    below: [
      'Patch sets: mean; waits, files, lines: medians of what merged in the period. Last wait: last patch set to merge.',
      ...below,
    ],
  };
}

function trendSentence(means: readonly number[], names: readonly string[]): string {
  const known = means.flatMap((value, i) => (Number.isFinite(value) ? [{ value, name: names[i]! }] : []));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || first === last) return '';
  return ` From ${short(first.name, 20)} to ${short(last.name, 20)} the mean went from ${figure(first.value)} to ${figure(last.value)}.`;
}

export function peopleBlock(description: Description): Block {
  const { authors, reviewers } = description;
  const { rows, below } = byPeriod(description, (of) => [
    figure(of('authors')),
    figure(of('authors_joined')),
    figure(of('authors_left')),
    share(of('author_top_ten_share')),
    figure(of('reviewers')),
    figure(of('reviewers_joined')),
    figure(of('reviewers_left')),
    share(of('reviewer_top_fifth_share')),
    figure(of('reviewers_for_80_percent')),
    Number.isFinite(of('reviewer_gini')) ? of('reviewer_gini').toFixed(2) : '–',
  ]);
  const once = authors.people.filter(({ changes }) => changes === 1).length;
  const skew = (who: string, what: string, { skew: s }: Description['authors']) =>
    `${count(s.people)} ${who}; the top fifth of them have ${share(s.topFifth)} of the ${what}, ${count(s.for80)} people have 80 %, Gini ${s.gini.toFixed(2)}.`;
  return {
    heading: 'People',
    sentences: [
      ...(authors.skew.people > 0
        ? [`${skew('authors', 'changes', authors)} ${count(once)} wrote one change.`]
        : ['No authors are recorded.']),
      ...(reviewers.skew.people > 0 ? [skew('reviewers', 'reviews', reviewers)] : []),
    ],
    head: [
      description.cyclesGiven ? 'cycle' : 'period',
      'authors',
      'new',
      'left',
      'top ten',
      'reviewers',
      'new',
      'left',
      'top 20 %',
      'for 80 %',
      'Gini',
    ],
    rows,
    below: [
      `New: seen for the first time in all the history. Left: seen for the last time, told once the history goes on for ${AWAY} days ` +
        'after the period. Top ten: their share of changes; top 20 %: of reviews.',
      ...below,
    ],
  };
}
