import { capitalized, count, interval as countInterval, percent, signed } from './charts/phrases.ts';
import type { ComparisonRow, Results } from './results.ts';

/** The comparison of the headline: changes open at the end of the last cycle, all areas. */
export function headlines({ comparison }: Results): ComparisonRow[] {
  return comparison.filter(
    ({ area, cycle, metric }) => area === 'all' && cycle === 'all' && metric === 'open',
  );
}

/** One sentence for each alternative, in plain language, every number from a cell of the tables. */
export function verdictSentences(results: Results): string[] {
  const { calendar, manifest } = results;
  const end = calendar.at(-1)!;
  return headlines(results).map((row) => {
    const base = openAtEnd(results, row.baseline);
    const interval = `95 % confidence interval ${signed(row.ci_low)} to ${signed(row.ci_high)}`;
    const range = Number.isNaN(row.ci_low) ? 'one replication has no interval' : interval;
    const open = `${orDash(base, count)} open at the end of ${end.cycle} (${end.release}) under "${row.baseline}"`;
    const sample = `ahead in ${percent(row.probability_better)} of ${manifest.replications} replications`;
    if (row.verdict === 'no clear difference') {
      return `"${row.alternative}" makes no clear difference to the backlog: ${signed(row.difference)} changes on average (${range}) beside ${open}; ${sample}.`;
    }
    const direction = row.difference < 0 ? 'fewer' : 'more';
    return `"${row.alternative}" is ${row.verdict}: ${count(Math.abs(row.difference))} ${direction} open changes on average (${range}) than the ${open}; ${sample}.`;
  });
}

/** Rows of the summary table: per organization, the figures that people ask for first. */
export function summaryRows(results: Results): { head: string[]; rows: string[][] } {
  const cycles = results.calendar.filter(({ cycle }) => results.metrics.some((row) => row.cycle === cycle));
  const head = [
    '',
    ...cycles.map(({ cycle }) => `open, end of ${capitalized(cycle)}`),
    'merges/week',
    'abandoned',
    'lead median',
  ];
  const names = [...new Set(results.organizations.map(({ organization }) => organization))];
  const rows = names.map((organization) => {
    const cell = (metric: string, cycle: string) => {
      const found = results.metrics.find(
        (row) =>
          row.organization === organization &&
          row.area === 'all' &&
          row.cycle === cycle &&
          row.metric === metric,
      );
      return found ?? { mean: Number.NaN, p50: Number.NaN, p10: Number.NaN, p90: Number.NaN };
    };
    const open = cycles.map(({ cycle }) => {
      const { p50, p10, p90 } = cell('open', cycle);
      return orDash(p50, (median) => `${count(median)} (${countInterval(p10, p90)})`);
    });
    return [
      organization,
      ...open,
      orDash(cell('merges_per_week', 'all').mean, (merges) => merges.toFixed(1)),
      orDash(cell('abandoned_share', 'all').mean, percent),
      orDash(cell('lead_median', 'all').mean, (days) => `${days.toFixed(1)} d`),
    ];
  });
  return { head, rows };
}

function openAtEnd({ metrics }: Results, organization: string): number {
  const row = metrics.find(
    (m) => m.organization === organization && m.area === 'all' && m.cycle === 'all' && m.metric === 'open',
  );
  return row?.mean ?? Number.NaN;
}

/** Where nothing merged or closed there is no lead time and no share. */
export function orDash(value: number, written: (value: number) => string): string {
  return Number.isNaN(value) ? '–' : written(value);
}
