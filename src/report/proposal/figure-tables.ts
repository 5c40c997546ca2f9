import { capitalized, count, days, listed, signedDays } from '../charts/phrases.ts';
import type { ComparisonRow } from '../results.ts';
import { orDash, summaryRows } from '../verdict.ts';
import { type Block, paragraph, type Section, type TableBlock } from './content.ts';
import { againstBaseline, type Facts, meanOf, partyOf } from './facts.ts';
import { inDays } from './figures.ts';

/** What people ask for first, for each organization. */
export function figuresSection(facts: Facts): Section {
  const { head, rows } = summaryRows(facts.results);
  const ends = facts.cycles.map(({ cycle, release }) => `${capitalized(cycle)} on ${release}`);
  const table: TableBlock = {
    kind: 'table',
    caption: `Open changes at the end of each cycle: median, and in brackets what 8 of 10 replications lie between (p10–p90); merges a week, abandoned of closed and median lead time (upload to merge): means over the whole projection`,
    head: head.map((column) => column.replace(/^open, /, '')),
    rows: rows.map(([organization, ...cells]) => [partyOf(facts, organization!).short, ...cells]),
  };
  return { title: 'The figures', blocks: [table, paragraph(`The cycles end: ${listed(ends)}.`)] };
}

/** Areas whose median lead time clearly changes. */
export function leadTimeBlocks(facts: Facts): Block[] {
  return againstBaseline(facts).flatMap((headline) => {
    const rows = facts.results.comparison.filter(
      (row) =>
        row.baseline === headline.baseline &&
        row.alternative === headline.alternative &&
        row.metric === 'lead_median' &&
        row.area !== 'all' &&
        row.cycle === 'all',
    );
    return rows.length === 0 ? [] : leadTimeTable(facts, headline, rows);
  });
}

function leadTimeTable(facts: Facts, headline: ComparisonRow, rows: ComparisonRow[]): Block[] {
  const [baseline, alternative] = [partyOf(facts, headline.baseline), partyOf(facts, headline.alternative)];
  const clear = rows.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  if (clear.length === 0)
    return [paragraph('in no area does the median lead time clearly change.', `${alternative.name}:`)];
  const rest = rows.filter((row) => !clear.includes(row)).map(({ area }) => area);
  const caption = `Median lead time [days] where it clearly changes, from "${baseline.short}" to "${alternative.short}", with the difference and its 95 % confidence interval`;
  const median = (organization: string, area: string) => meanOf(facts, organization, 'lead_median', area);
  return [
    {
      kind: 'table',
      caption,
      head: ['area', 'median', 'difference (95 % CI)', 'verdict'],
      rows: clear.map((row) => [
        row.area,
        `${days(median(row.baseline, row.area))} → ${days(median(row.alternative, row.area))}`,
        `${signedDays(row.difference)} (${signedDays(row.ci_low)} to ${signedDays(row.ci_high)})`,
        row.verdict,
      ]),
    },
    ...(rest.length === 0 ? [] : [paragraph(`No clear change in ${listed(rest)}.`)]),
  ];
}

/** Changes that are reviewed in several parts; nothing if no organization divides any. */
export function linkedSection(facts: Facts): Section | undefined {
  const rows = facts.parties.map(({ key, short }) => {
    const [parts, open] = [meanOf(facts, key, 'parts_open'), meanOf(facts, key, 'open')];
    return { key, short, parts, open, delay: meanOf(facts, key, 'linked_delay_median') };
  });
  const divided = rows.filter(({ parts, open }) => !Number.isNaN(parts) && parts !== open);
  const delayed = rows.filter(({ delay }) => !Number.isNaN(delay));
  if (divided.length === 0 && delayed.length === 0) return undefined;
  return {
    title: 'Linked changes',
    blocks: [
      paragraph(
        'Where code of one change lies with several teams, the change becomes linked parts that merge one after the other. It counts once among the open changes, until its last part has merged; the parts are counted here, and the delay is what their order costs: the lead time of such a change less that of its slowest part, which is how long the same work would have taken unlinked.',
      ),
      {
        kind: 'table',
        caption: `Means over replications; counts at the end of the projection`,
        head: ['', 'open changes', 'open parts', 'delay (median)'],
        rows: rows.map(({ short, open, parts, delay }) => [
          short,
          orDash(open, count),
          orDash(parts, count),
          inDays(delay),
        ]),
      },
    ],
  };
}
