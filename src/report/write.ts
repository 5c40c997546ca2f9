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
import { COLUMNS, type ResultFile, toCsv } from './csv.ts';
import type { Results } from './results.ts';

/** A text, a picture as bytes, or a text too long for memory in pieces. */
export type Content = string | Uint8Array | Iterable<string>;

/** Files of a run by name. */
export type Files = Map<string, Content>;

const TABLES = [
  'backlog',
  'metrics',
  'comparison',
  'difference',
  'teams',
  'inputs',
  'history',
  'calendar',
  'organizations',
  'warnings',
] as const satisfies (ResultFile & keyof Results)[];

/** Tables of runs whose time has a history. */
const TABLES_OF_THE_PAST = ['agreement', 'agreement_weeks'] as const satisfies (ResultFile & keyof Results)[];

/** Names of charts, as their files begin. */
const CHARTS = ['backlog-fan', 'paired-difference', 'lead-time-by-area', 'load-by-team', 'agreement'];
const chartFile = new RegExp(`^(${CHARTS.join('|')})(-dark|-narrow)?\\.(vl\\.json|svg|png)$`);

/** Whether a file of this name is part of some run's results, and so stale once another run has taken its place. */
export function isResultFile(name: string): boolean {
  const table = name.endsWith('.csv') && Object.hasOwn(COLUMNS, name.slice(0, -4));
  return table || name === 'manifest.json' || chartFile.test(name);
}

const LOOKS: [suffix: string, look: Look][] = [
  ['', { theme: 'light', layout: 'wide' }],
  ['-dark', { theme: 'dark', layout: 'wide' }],
  ['-narrow', { theme: 'light', layout: 'narrow' }],
];

/** The CSVs and the manifest. */
export function tableFiles(results: Results): Files {
  const files: Files = new Map(TABLES.map((name) => [`${name}.csv`, toCsv(name, results[name])]));
  for (const name of TABLES_OF_THE_PAST) {
    if (results[name].length > 0) files.set(`${name}.csv`, toCsv(name, results[name]));
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
