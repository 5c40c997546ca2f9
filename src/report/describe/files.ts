import type { Description } from '../../history/describe/describe.ts';
import { renderPng, renderSvg } from '../charts/render.ts';
import type { Look } from '../charts/theme.ts';
import type { Files } from '../write.ts';
import { DESCRIBE_COLUMNS, describeTables, type Reading } from './tables.ts';

const LOOKS: [suffix: string, look: Look][] = [
  ['', { theme: 'light', layout: 'wide' }],
  ['-dark', { theme: 'dark', layout: 'wide' }],
  ['-narrow', { theme: 'light', layout: 'narrow' }],
];

const chartFile =
  /^(history-queue|history-leads|history-reviewers|history-authors)(-dark|-narrow)?\.(vl\.json|svg|png)$/;

/** Whether a file of this name is part of some description, and so stale once another one has taken its place. */
export function isDescribeFile(name: string): boolean {
  return (
    chartFile.test(name) || (name.endsWith('.csv') && Object.hasOwn(DESCRIBE_COLUMNS, name.slice(0, -4)))
  );
}

/** Tables, and every chart as vega-lite spec, SVG and PNG; `fonts` are the files that text is drawn with. */
export async function describeFiles(
  description: Description,
  reading: Reading,
  fonts: string[],
): Promise<Files> {
  const files = describeTables(description, reading);
  const { historyCharts } = await import('./charts.ts');
  for (const [suffix, look] of LOOKS) {
    for (const chart of historyCharts(description, look)) {
      const name = `${chart.name}${suffix}`;
      const svg = await renderSvg(chart);
      files.set(`${name}.vl.json`, `${JSON.stringify(chart.spec, null, 1)}\n`);
      files.set(`${name}.svg`, svg);
      files.set(`${name}.png`, await renderPng(svg, fonts));
    }
  }
  return files;
}
