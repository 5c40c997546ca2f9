import { isoDay } from '../../history/describe/days.ts';
import type { Description } from '../../history/describe/describe.ts';
import { AWAY } from '../../history/describe/period-metrics.ts';
import { count, listed } from '../charts/phrases.ts';
import { areaBlock, leadBlock } from './lead-blocks.ts';
import type { Reading } from './tables.ts';
import { figure, lasting, lastingCell, share, short } from './words.ts';

/** A part of what is told on a terminal: sentences, then a table, then what explains it. */
export interface Block {
  heading: string;
  sentences: string[];
  head?: string[];
  rows?: string[][];
  below?: string[];
}

/** Periods, areas, pairs and features shown; the tables hold all. */
const SHOWN = 12;

/** A description for a person, in 80 columns. */
export function describeBlocks(description: Description, reading: Reading): Block[] {
  const blocks = [
    overview(description, reading),
    comingAndGoing(description),
    leadBlock(description),
    areaBlock(description),
    acrossBlock(description),
    roundsBlock(description),
    peopleBlock(description),
    { heading: 'What these records cannot say', sentences: [...description.caveats, ...reading.notes] },
    ...asideBlock(reading),
  ];
  return blocks.map(withoutEmptyColumns);
}

/** Columns of which nothing is known are left out. */
function withoutEmptyColumns(block: Block): Block {
  const { head, rows } = block;
  if (head === undefined || rows === undefined) return block;
  const kept = head.map((_, i) => i === 0 || rows.some((row) => row[i] !== '–'));
  const only = (cells: readonly string[]) => cells.filter((_, i) => kept[i]);
  return { ...block, head: only(head), rows: rows.map(only) };
}

function overview({ changes, status, window, lastSeen, repos }: Description, { file }: Reading): Block {
  const { merged, abandoned, open, unmerged } = status;
  const parts = [
    `${count(merged)} merged (${share(merged / changes)})`,
    `${count(abandoned)} abandoned (${share(abandoned / changes)})`,
    `${count(open)} open at the end (${share(open / changes)})`,
    ...(unmerged > 0 ? [`${count(unmerged)} never merged, end unknown (${share(unmerged / changes)})`] : []),
  ];
  const weeks = (window.until - window.from) / 7;
  return {
    heading: short(file, 70),
    sentences: [
      `${count(changes)} changes, ${isoDay(window.from)} to ${isoDay(window.until - 1)} (${count(weeks)} weeks)` +
        `${repos > 1 ? ` in ${count(repos)} repositories` : ''}: ${listed(parts)}. ` +
        `The last thing seen is of ${new Date(lastSeen).toISOString().slice(0, 10)}.`,
    ],
  };
}

/** Figures of a period by metric, of the total. */
export function ofPeriod({ metrics }: Description, period: string): (metric: string) => number {
  const known = new Map(
    metrics
      .filter((one) => one.period === period && one.area === 'all')
      .map((one) => [one.metric, one.value]),
  );
  return (metric) => known.get(metric) ?? Number.NaN;
}

/** Rows of the last periods, and a sentence about those that are not shown. */
function byPeriod(
  description: Description,
  row: (of: (metric: string) => number) => string[],
): { rows: string[][]; below: string[] } {
  const { periods } = description;
  const rows = periods
    .slice(-SHOWN)
    .map(({ name }) => [short(name, 12), ...row(ofPeriod(description, name))]);
  const left = periods.length - rows.length;
  return {
    rows,
    below: left > 0 ? [`${count(left)} earlier periods are in cycles.csv (--out) and --json.`] : [],
  };
}

function comingAndGoing(description: Description): Block {
  const { rows, below } = byPeriod(description, (of) => [
    figure(of('arrivals_per_week')),
    figure(of('merges_per_week')),
    description.status.abandoned > 0 ? figure(of('abandoned_per_week')) : '–',
    description.status.abandoned > 0 ? share(of('abandoned_share')) : '–',
    count(of('open')),
    lastingCell(of('lead_median')),
    lastingCell(of('lead_p90')),
    lastingCell(of('cohort_lead_median')),
  ]);
  return {
    heading: 'What came, what went, what lay open',
    sentences: queueSentence(description),
    head: [
      description.cyclesGiven ? 'cycle' : 'period',
      'created a week',
      'merged a week',
      'given up a week',
      'of closed',
      'open at end',
      'lead median',
      'lead 9 of 10',
      'of new: median',
    ],
    rows,
    below: [
      'Lead: upload to merge, of what merged in the period. Of new: of what was created in it, with what is still open ' +
        'counted as lasting at least as long as it has.',
      ...below,
    ],
  };
}

function queueSentence({ areas, window }: Description): string[] {
  const weeks = areas[0]!.weeks;
  const last = weeks.at(-1)!;
  const before = weeks.at(-53) ?? weeks[0]!;
  const year = weeks.length > 52 ? 'a year before' : 'at the end of the first week';
  const late = weeks.slice(-13).filter(({ days }) => days === 7);
  const mean = (what: 'created' | 'merged') => late.reduce((sum, week) => sum + week[what], 0) / late.length;
  return [
    `${count(last.open)} changes lay open on ${isoDay(window.until - 1)}; ${count(before.open)} did ${year}. ` +
      (late.length === 0
        ? ''
        : `In the last ${late.length} whole weeks ${figure(mean('created'))} came and ${figure(mean('merged'))} merged a week.`),
  ];
}

function acrossBlock({ spread, changes, pairs, features }: Description): Block {
  const [one, ...several] = spread as [number, number, number, number];
  const many = several.reduce((sum, n) => sum + n, 0);
  const spanning = features.filter(({ areas }) => areas.length > 1);
  const repeated = features.filter((feature) => feature.changes > 1);
  const widest = spanning
    .slice(0, 3)
    .map(
      ({ feature, changes: n, areas }) =>
        `${short(feature, 24)} (${count(n)} changes, ${areas.length} areas)`,
    );
  return {
    heading: 'Across areas',
    sentences: [
      many === 0
        ? `Every change touches one area (${count(one)}).`
        : `${share(many / changes)} of changes touch several areas (${several.map((n, i) => `${share(n / changes)} ${['two', 'three', 'four or more'][i]}`).join(', ')}).`,
      ...(features.length === 0
        ? []
        : [
            `${count(features.length)} features, ${count(repeated.length)} of them of several changes; the changes of ${count(spanning.length)} ` +
              `(${share(spanning.length / features.length)}) belong to several areas${widest.length > 0 ? `: ${listed(widest)}` : ''}.`,
          ]),
    ],
    ...(pairs.length > 0 && {
      head: ['together', 'changes', 'of all'],
      rows: pairs
        .slice(0, 8)
        .map(({ area, other, changes: n }) => [
          `${short(area, 24)} + ${short(other, 24)}`,
          count(n),
          share(n / changes),
        ]),
    }),
  };
}

function roundsBlock(description: Description): Block {
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

function peopleBlock(description: Description): Block {
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

function asideBlock({ file, aside }: Reading): Block[] {
  const reasons = aside.list();
  if (reasons.length === 0) return [];
  return [
    {
      heading: 'Kept aside, and not counted',
      sentences: reasons.map(({ reason, count: n, examples }) => {
        const lines = examples.map(({ where }) =>
          where.replace(`${file}:`, 'line ').replace(`${file}, `, ''),
        );
        return `${count(n)} ${n === 1 ? 'row' : 'rows'}: ${reason} (${lines.join(', ')}${n > examples.length ? ', …' : ''}), as: ${short(examples[0]!.example, 100)}`;
      }),
    },
  ];
}
