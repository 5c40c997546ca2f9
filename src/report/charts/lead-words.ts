import type { Results } from '../results.ts';
import type { AreaRow } from './lead-times.ts';
import type { Sides } from './pair.ts';
import {
  count,
  days,
  listed,
  listedUpTo,
  notDrawn,
  numberWord,
  shortMonthYear,
  signedDays,
} from './phrases.ts';
import { altText, fittingTitle } from './picture.ts';
import type { Layout } from './theme.ts';

/** What the words of lead time by area are made from. */
export interface LeadFacts {
  results: Results;
  sides: Sides;
  rows: AreaRow[];
  layout: Layout;
  /** First day of the projection and the day after its last week, ISO. */
  start: string;
  end: string;
}

/** Name of an area, or of the total, as a row is labeled. */
export const areaName = (area: string): string => (area === 'all' ? 'all changes' : area);

/** Whose changes merge sooner, whose later, by the verdicts. */
export function leadTitle({ rows, sides: { alternative }, layout }: LeadFacts): string {
  const parts = rows.filter(({ area }) => area !== 'all');
  const known = (parts.length > 0 ? parts : rows).filter(({ difference }) => difference !== undefined);
  const names = [alternative.name, alternative.short];
  const wordings = findings(known, parts.length > 0);
  const told = wordings.flatMap((finding) => names.map((name) => `With ${name}, ${finding}`));
  return fittingTitle([...told, wordings.at(-1)!], layout);
}

/** The finding in ever shorter wordings. */
function findings(rows: AreaRow[], byArea: boolean): string[] {
  const [sooner, later] = (['better', 'worse'] as const).map((verdict) =>
    rows.filter((row) => row.verdict === verdict).map(({ area }) => area),
  ) as [string[], string[]];
  if (rows.length === 0) return ['nothing merges, so no lead times can be compared'];
  if (rows.every(isSame)) return ['changes would merge neither sooner nor later'];
  if (sooner.length + later.length === 0) {
    if (!byArea) return ['changes would not clearly merge sooner or later'];
    return ['no area’s changes would clearly merge sooner or later'];
  }
  if (later.length === 0) return oneWay('sooner', sooner, rows);
  if (sooner.length === 0) return oneWay('later', later, rows);
  const [of, areas] = [numberWord(rows.length), (part: string[]) => listedUpTo(2, part, 'area', 'areas')];
  return [
    `changes in ${listed(sooner)} would merge sooner; in ${listed(later)} later`,
    `${listed(sooner)} would merge sooner; ${listed(later)} later`,
    `changes in ${areas(sooner)} would merge sooner; in ${areas(later)} later`,
    `changes would merge sooner in ${numberWord(sooner.length)} of ${of} areas, later in ${numberWord(later.length)}`,
  ];
}

function oneWay(when: string, areas: string[], rows: AreaRow[]): string[] {
  if (rows.length === 1) return [`changes would merge ${when}`];
  if (areas.length === rows.length) return [`changes in every area would merge ${when}`];
  const rest = rows.map(({ area }) => area).filter((area) => !areas.includes(area));
  return [
    ...(rest.length < 3 && rest.length < areas.length
      ? [`changes in every area but ${listed(rest)} would merge ${when}`]
      : [`changes in ${listed(areas)} would merge ${when}; no clear difference elsewhere`]),
    `changes in ${listedUpTo(2, areas, 'area', 'areas')} would merge ${when}`,
    `changes would merge ${when} in ${numberWord(areas.length)} of ${numberWord(rows.length)} areas`,
  ];
}

/** Whether every replication gave the same medians for both. */
function isSame({ difference: row }: AreaRow): boolean {
  return row?.difference === 0 && row.ci_low === 0 && row.ci_high === 0;
}

export function leadSubtitle({ results, start, end }: LeadFacts): string {
  const { project, replications } = results.manifest;
  const where = project === '' ? '' : ` in ${project}`;
  return (
    `Days from upload to merge${where}, changes merged ${shortMonthYear(start)} to ${shortMonthYear(end)}. ` +
    `Bars: the middle 5 and 8 of 10 changes; gap: the median (means of ${count(replications)} replications)`
  );
}

/** @param left areas that are not drawn */
export const leadNote = (left: number): string =>
  'In brackets: 95 % confidence interval of the paired difference of medians. Only merged changes: those still open at ' +
  `the end are not in it. Logarithmic scale.${notDrawn(left, 'area', 'areas', 'fewer merges', 'metrics.csv')}`;

/** `14 → 13 d`. */
export const medians = ({ baseline, alternative }: AreaRow): string =>
  `${days(baseline.median)} → ${days(alternative.median)} d`;

/** The interval of the difference in brackets; `''` where there is none. */
export function medianInterval({ difference }: AreaRow): string {
  if (!difference || !Number.isFinite(difference.ci_low) || !Number.isFinite(difference.ci_high)) return '';
  return `(${signedDays(difference.ci_low)} to ${signedDays(difference.ci_high)})`;
}

export function leadAlt({ results, rows, sides, start, end }: LeadFacts, title: string): string {
  const { baseline, alternative } = sides;
  const numbers = rows.map((row) => `${areaName(row.area)} ${medians(row)} ${medianInterval(row)}`.trim());
  return altText([
    `Bar chart of lead times by area, ${baseline.short} and ${alternative.short}, ${shortMonthYear(start)} to ${shortMonthYear(end)}.`,
    `${title}.`,
    `Medians (95 % CI of the difference): ${numbers[0] ?? ''}.`,
    `${count(results.manifest.replications)} replications.`,
    ...numbers.slice(1).map((number) => `${number}.`),
  ]);
}
