import { isInside, missedBy } from '../charts/agreement-facts.ts';
import { capitalized, count, days, listed, percent } from '../charts/phrases.ts';
import type { AgreementRow } from '../results.ts';
import { orDash } from '../verdict.ts';
import { type Block, paragraph, type Section, type TableBlock } from './content.ts';
import type { Facts } from './facts.ts';
import { inDays, oneDecimal } from './figures.ts';

/** How far what happened lies from what the baseline projects of the same time; nothing without such a history. */
export function agreementSection({ results: { agreement } }: Facts): Section | undefined {
  if (agreement.length === 0) return undefined;
  const cycles = [...new Set(agreement.map(({ cycle }) => cycle))];
  const meaning =
    'The baseline, run over a time that has already passed, beside what happened then. A figure agrees if it lies in the range of 8 of 10 replications. Open changes are here those that later merged, the only ones that a history of merges knows. Weeks inside is the share of weeks that agree, beside what a model without fault may expect.';
  return {
    title: 'Agreement with history',
    blocks: [
      paragraph(meaning),
      ...cycles.flatMap((cycle) => {
        const rows = agreement.filter((row) => row.cycle === cycle);
        const name = capitalized(cycle === 'all' ? 'whole time' : cycle);
        return [...totals(rows, name), ...leadTimes(rows, name)];
      }),
    ],
  };
}

/** How a total is called, and its figures written. */
const TOTALS: Record<string, { name: string; written: (value: number) => string }> = {
  weeks_inside_open_to_merge: { name: 'open, weeks inside', written: percent },
  weeks_inside_merges_per_week: { name: 'merges, weeks inside', written: percent },
  open_to_merge: { name: 'open at the end', written: count },
  merges_per_week: { name: 'merges a week', written: oneDecimal },
};

function totals(rows: AgreementRow[], cycle: string): Block[] {
  const found = rows.filter(({ area, metric }) => area === 'all' && Object.hasOwn(TOTALS, metric));
  if (found.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: `${cycle}, all areas`,
      head: ['', 'history', 'projection', 'agrees'],
      rows: found.map((row) => {
        const { name, written } = TOTALS[row.metric]!;
        const agrees = orDash(row.inside, () => (isInside(row) ? 'yes' : 'no'));
        return [name, orDash(row.actual, written), beside(row, written), agrees];
      }),
    },
  ];
}

const beside = ({ p10, p50, p90 }: AgreementRow, written: (value: number) => string): string =>
  orDash(p10 + p50 + p90, () => `${written(p50)} (${written(p10)} to ${written(p90)})`);

function leadTimes(rows: AgreementRow[], cycle: string): Block[] {
  const lead = rows.filter(({ metric }) => metric === 'lead_median' || metric === 'lead_p90');
  if (lead.length === 0) return [];
  const cells = (area: string, metric: string) => {
    const row = lead.find((other) => other.area === area && other.metric === metric);
    return row === undefined ? ['–', '–'] : [days(row.actual), beside(row, days)];
  };
  const table: TableBlock = {
    kind: 'table',
    caption: `${cycle}, lead time of what merged [days]`,
    head: ['area', 'median', 'projected', 'p90', 'projected'],
    rows: [...new Set(lead.map(({ area }) => area))].map((area) => [
      area,
      ...cells(area, 'lead_median'),
      ...cells(area, 'lead_p90'),
    ]),
  };
  return [table, ...inWords(lead.filter(({ inside }) => !Number.isNaN(inside)))];
}

/** Where lead times agree and where not, and how far off the worst is. */
function inWords(lead: AgreementRow[]): Block[] {
  const [inside, outside] = [lead.filter(isInside), lead.filter((row) => !isInside(row))];
  const agrees = inside.length === 0 ? 'Lead times agree nowhere.' : `Lead times agree in ${named(inside)}.`;
  if (outside.length === 0) return lead.length === 0 ? [] : [paragraph(agrees)];
  return [paragraph(`${agrees} They do not in ${named(outside)}.`), ...worstInWords(lead)];
}

function worstInWords(lead: AgreementRow[]): Block[] {
  const areas = lead.filter(({ area }) => area !== 'all');
  const known = (areas.length > 0 ? areas : lead).filter((row) => Number.isFinite(missedBy(row)));
  const worst = known.sort((a, b) => missedBy(b) - missedBy(a))[0];
  if (worst === undefined) return [];
  const where = worst.area === 'all' ? 'all areas together' : worst.area;
  const direction = worst.actual > worst.p50 ? 'longer in history' : 'shorter in history';
  const figures = `${inDays(worst.actual)}, projected ${inDays(worst.p50)}`;
  const text = `Furthest off is the ${quantile(worst)} of ${where}: ${direction} by a factor of ${oneDecimal(missedBy(worst))} (${figures}).`;
  return [paragraph(text)];
}

const quantile = ({ metric }: AgreementRow): string => (metric === 'lead_median' ? 'median' : 'p90');

/** `common (median and p90), xenapi (median)`. */
function named(rows: AgreementRow[]): string {
  const areas = [...new Set(rows.map(({ area }) => area))];
  return listed(
    areas.map((area) => {
      const which = rows.filter((row) => row.area === area).map(quantile);
      return `${area === 'all' ? 'all areas together' : area} (${listed(which)})`;
    }),
  );
}
