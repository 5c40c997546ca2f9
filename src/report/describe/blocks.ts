import { isoDay } from '../../history/describe/days.ts';
import type { Description } from '../../history/describe/describe.ts';
import { count, listed } from '../charts/phrases.ts';
import { type Block, byPeriod } from './by-period.ts';
import { areaBlock, leadBlock } from './lead-blocks.ts';
import { peopleBlock, roundsBlock } from './people-blocks.ts';
import type { Reading } from './tables.ts';
import { figure, lastingCell, share, short } from './words.ts';

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
