import { agreementWithHistory } from './charts/agreement.ts';
import { seasonsOf } from './charts/agreement-facts.ts';
import { backlogFan } from './charts/backlog-fan.ts';
import { leadTimeByArea } from './charts/lead-time-by-area.ts';
import { loadByTeam } from './charts/load-by-team.ts';
import { pairedDifference } from './charts/paired-difference.ts';
import type { Chart } from './charts/picture.ts';
import { renderPng, renderSvg } from './charts/render.ts';
import { loadCycles } from './charts/team-loads.ts';
import type { Look } from './charts/theme.ts';
import { COLUMNS, toCsv } from './csv.ts';
import type { Picture } from './proposal/content.ts';
import { markdown } from './proposal/markdown.ts';
import { plainText } from './proposal/plain-text.ts';
import { proposalOf } from './proposal/proposal.ts';
import { restructuredText } from './proposal/restructured-text.ts';
import { TABLES, TABLES_OF_THE_PAST } from './read-results.ts';
import type { Results } from './results.ts';

/** A text, a picture as bytes, or a text too long for memory in pieces. */
export type Content = string | Uint8Array | Iterable<string>;

/** Files of a run by name. */
export type Files = Map<string, Content>;

/** Names of charts, as their files begin. */
const CHARTS = ['backlog-fan', 'paired-difference', 'lead-time-by-area', 'load-by-team', 'agreement'];
const chartFile = new RegExp(`^(${CHARTS.join('|')})(-dark|-narrow)?\\.(vl\\.json|svg|png)$`);

/** Whether a file of this name is part of some run's results, and so stale once another run has taken its place. */
export function isResultFile(name: string): boolean {
  const table = name.endsWith('.csv') && Object.hasOwn(COLUMNS, name.slice(0, -4));
  return table || name === 'manifest.json' || isMadeFromTables(name);
}

/** Whether it is a chart or a text, which are made from the tables and the manifest alone. */
export const isMadeFromTables = (name: string): boolean =>
  chartFile.test(name) || /^proposal\.(md|rst|txt)$/.test(name);

const LOOKS: [suffix: string, look: Look][] = [
  ['', { theme: 'light', layout: 'wide' }],
  ['-dark', { theme: 'dark', layout: 'wide' }],
  ['-narrow', { theme: 'light', layout: 'narrow' }],
];

/** The CSVs and the manifest. */
export function tableFiles(results: Results): Files {
  const files: Files = new Map(TABLES.map((name) => [`${name}.csv`, toCsv(name, results[name])]));
  for (const name of TABLES_OF_THE_PAST) {
    const rows = results[name] ?? [];
    if (rows.length > 0) files.set(`${name}.csv`, toCsv(name, rows));
  }
  files.set('manifest.json', `${JSON.stringify(results.manifest, null, 2)}\n`);
  return files;
}

/** The charts for which there are numbers. */
export function chartsOf(results: Results, look: Look): Chart[] {
  const charts = [backlogFan(results, look)];
  if (results.comparison.length > 0)
    charts.push(pairedDifference(results, look), leadTimeByArea(results, look));
  if (loadCycles(results).length > 0) charts.push(loadByTeam(results, look));
  if (seasonsOf(results).length > 0) charts.push(agreementWithHistory(results, look));
  return charts;
}

/** Every chart as vega-lite spec, SVG and PNG; `fonts` are the files that its text is drawn with. */
export async function chartFiles(results: Results, fonts: string[]): Promise<Files> {
  const files: Files = new Map();
  for (const [suffix, look] of LOOKS) {
    for (const chart of chartsOf(results, look)) {
      const name = `${chart.name}${suffix}`;
      const svg = await renderSvg(chart);
      files.set(`${name}.vl.json`, `${JSON.stringify(chart.spec, null, 1)}\n`);
      files.set(`${name}.svg`, svg);
      files.set(`${name}.png`, await renderPng(svg, fonts));
    }
  }
  return files;
}

/** The texts of a proposal, which show the charts that {@link chartFiles} makes. */
export function textFiles(results: Results): Files {
  const proposal = proposalOf(results, picturesOf(results));
  return new Map([
    ['proposal.md', markdown(proposal)],
    ['proposal.rst', restructuredText(proposal)],
    ['proposal.txt', plainText(proposal)],
  ]);
}

function picturesOf(results: Results): Picture[] {
  const [light, dark, narrow] = LOOKS.map(([, look]) => chartsOf(results, look));
  const among = (charts: Chart[] | undefined, wanted: string) => charts!.some(({ name }) => name === wanted);
  return light!.map(({ name, title, alt }) => {
    return { name, title, alt, dark: among(dark, name), narrow: among(narrow, name) };
  });
}
