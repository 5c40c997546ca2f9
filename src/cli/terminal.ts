import Table from 'cli-table3';
import picocolors from 'picocolors';
import { otherChanges } from '../report/other-changes.ts';
import type { Results } from '../report/results.ts';
import { headlines, summaryRows, verdictSentences } from '../report/verdict.ts';

/** What a run has found, for a person. */
export function printResults(results: Results, folder: string, seconds: number): void {
  // The library would color wherever CI is set; pipes and NO_COLOR stay plain.
  const colors = picocolors.createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);
  const { manifest } = results;
  const { head, rows } = summaryRows(results);
  const lines = [
    colors.bold(manifest.title),
    manifest.question,
    '',
    plainTable(head, rows),
    'Open changes: median over replications, in brackets what 8 of 10 replications lie between (p10–p90).',
    '',
    ...verdictSentences(results).map(
      (sentence, i) => `${colors.bold('•')} ${sentence} ${otherChanges(results, headlines(results)[i]!)}`,
    ),
    ...spreadOf(results),
    ...assumed(results),
    ...firstOf(
      results.warnings.map(
        ({ organization, team, area, warning }) => `! ${organization}, ${team} (${area}): ${warning}`,
      ),
      'warnings, in warnings.csv',
    ),
    '',
    `${manifest.replications} replications (${manifest.stopped}), seed ${manifest.seed}, ${seconds.toFixed(0)} s.`,
    `Results: ${folder}/ (open ${folder}/backlog-fan.svg; figures in metrics.csv and comparison.csv)`,
    `Paste: ${folder}/proposal.md (or .rst, .txt)`,
  ];
  process.stdout.write(`${lines.filter((line, i) => line !== '' || lines[i - 1] !== '').join('\n')}\n`);
}

/** Where the spread of the headline comes from, where inputs were found by calibration. */
function spreadOf({ uncertainty }: Results): string[] {
  const rows = uncertainty.filter(
    ({ organization, metric }) => organization === uncertainty[0]!.organization && metric === 'open',
  );
  if (rows.length === 0) return [];
  const parts = rows.map(({ source, share }) => `${Math.round(100 * share)} % ${source}`);
  return ['', `Spread of open changes at the end (${rows[0]!.organization}): ${parts.join(', ')}.`];
}

/** Lines for a person, of very many the first and how many more there are. */
export function firstOf(lines: readonly string[], what: string, most = 20): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), `… and ${lines.length - most} more ${what}`];
}

/** Who joins with an organization is assumed, and said beside the verdict. */
function assumed({ inputs }: Results): string[] {
  const joining = inputs.filter(({ key }) => /^organizations\..*\.joining$/.test(key));
  const ramp = (key: string) => {
    const input = inputs.find((row) => row.key === `people.${key}`);
    return `${input?.value ?? ''} ${input?.unit ?? ''}`.trim();
  };
  return joining.map(
    ({ key, value }) =>
      `  (${key.split('.')[1]}: ${value}, at ${ramp('ramp_up_speed')} of their speed for ${ramp('ramp_up')}: an assumption)`,
  );
}

/** Text in columns; of columns with a width, longer cells are wrapped. */
export function plainTable(
  head: string[],
  rows: string[][],
  align: 'left' | 'right' = 'right',
  widths: (number | null)[] = [],
): string {
  const none = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
  };
  const more = {
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: '  ',
  };
  const table = new Table({
    head,
    chars: { ...none, ...more },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: head.map((_, i) => (i === 0 ? 'left' : align)),
    colWidths: widths,
    wordWrap: true,
  });
  table.push(...rows);
  return table.toString();
}
