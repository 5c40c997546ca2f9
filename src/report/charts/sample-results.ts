import type { BacklogRow, ComparisonRow, DifferenceRow, HistoryRow, Results, Verdict } from '../results.ts';
import { weeksAfter, weeksBetween } from './calendar.ts';
import type { Chart, Layer, Words } from './picture.ts';
import {
  hardAgreements,
  type SampleAgreement,
  sampleAgreementRows,
  sampleAgreementWeeks,
} from './sample-agreement.ts';
import {
  hardAreas,
  type SampleArea,
  sampleAreas,
  sampleLeadComparison,
  sampleMetrics,
} from './sample-areas.ts';
import {
  coreTeam,
  driverTeams,
  hardTeams,
  type SampleTeam,
  sampleOrganizationRows,
  sampleTeamRows,
} from './sample-teams.ts';
import { textWidth } from './text-width.ts';
import type { Look } from './theme.ts';

/** Course of an alternative's mean difference to the baseline [changes], by week since the reorganization. */
export type SampleCourse = (week: number) => number;

export interface SampleOrganization {
  name: string;
  short: string;
  course: SampleCourse;
  /** First day under the new rules, ISO, if it is not that of the options. */
  from?: string;
}

export interface SampleOptions {
  /** The first is the baseline; its course is not used. */
  organizations?: SampleOrganization[];
  /** Names of organizations that are compared beside each with the baseline. */
  pairs?: [baseline: string, alternative: string][];
  history?: boolean;
  /** Release cycles of the projection, one to four. */
  cycles?: 1 | 2 | 3 | 4;
  /** Factor on all counts. */
  scale?: number;
  /** First day under the new rules, ISO. */
  from?: string;
  areas?: SampleArea[];
  /** Teams of the baseline and of every alternative. */
  teams?: [baseline: SampleTeam[], alternatives: SampleTeam[]];
  agreement?: SampleAgreement;
}

export const start = '2014-10-16';

/** First behind, then far ahead. */
export const turning: SampleCourse = (week) =>
  60 * Math.sin(week / 16) * Math.exp(-week / 60) - 2.6 * Math.max(0, week - 30);
export const better: SampleCourse = (week) => -1.4 * week;
export const worse: SampleCourse = (week) => 1.1 * week;
export const unclear: SampleCourse = (week) => 6 * Math.sin(week / 9);
export const none: SampleCourse = () => 0;

export const sampleOrganizations: SampleOrganization[] = [
  { name: 'Core team (today)', short: 'Core team', course: none },
  { name: 'Team per driver', short: 'Per driver', course: turning },
  { name: 'One drivers team', short: 'Drivers team', course: better },
  { name: 'Rotating pairs of reviewers', short: 'Rotating pairs', course: unclear },
  { name: 'Two halves', short: 'Halves', course: worse },
  { name: 'Guild', short: 'Guild', course: (week: number) => -0.4 * week },
];

/** One core team, two splits from the first day, and the first of them one cycle later. */
export const splitNowOrLater: SampleOptions = {
  organizations: [
    { name: 'Core team (today)', short: 'core team', course: none },
    { name: 'Team per driver', short: 'driver teams', course: (week) => -0.5 * week, from: start },
    { name: 'Team per driver, with recruits', short: 'with recruits', course: better, from: start },
    { name: 'One cycle later', short: 'one cycle later', course: (week) => -0.5 * week, from: '2015-04-30' },
  ],
  pairs: [['Team per driver', 'One cycle later']],
};

const calendar = [
  { cycle: 'grizzly', start: '2012-09-27', freeze: '2013-02-21', release: '2013-04-04' },
  { cycle: 'havana', start: '2013-04-04', freeze: '2013-09-05', release: '2013-10-17' },
  { cycle: 'icehouse', start: '2013-10-17', freeze: '2014-03-06', release: '2014-04-17' },
  { cycle: 'juno', start: '2014-04-17', freeze: '2014-09-04', release: '2014-10-16' },
  { cycle: 'kilo', start: '2014-10-16', freeze: '2015-03-19', release: '2015-04-30' },
  { cycle: 'liberty', start: '2015-04-30', freeze: '2015-09-03', release: '2015-10-15' },
  { cycle: 'mitaka', start: '2015-10-15', freeze: '2016-03-03', release: '2016-04-07' },
  { cycle: 'newton', start: '2016-04-07', freeze: '2016-09-01', release: '2016-10-06' },
];

/** Invented results: no simulation, only smooth courses with a wobble that is the same for all organizations. */
export function sampleResults(options: SampleOptions = {}): Results {
  const { organizations = sampleOrganizations.slice(0, 3), history = true, cycles = 4, scale = 1 } = options;
  const { pairs = [], areas = sampleAreas, teams = [coreTeam, driverTeams], agreement } = options;
  const projected = calendar.slice(4, 4 + cycles);
  const weeks = Math.round(weeksBetween(start, projected.at(-1)!.release));
  const from = (organization: SampleOrganization) => organization.from ?? options.from ?? '2015-01-15';
  const difference = (organization: SampleOrganization, week: number) => {
    const since = week + 1 - weeksBetween(start, from(organization));
    return Math.round(scale * 10 * organization.course(Math.max(0, since))) / 10;
  };
  const base = (week: number) => 610 + 2.1 * week + 45 * Math.sin((week * 2 * Math.PI) / 26) + wobble(week);
  const cycleOf = (week: number) =>
    calendar.find((row) => weeksAfter(start, week) < row.release)?.cycle ?? '';

  const backlog: BacklogRow[] = [];
  const differences: DifferenceRow[] = [];
  const comparison: ComparisonRow[] = [];
  const baseline = { ...organizations[0]!, course: none };
  const others = organizations.slice(1);
  const named = (wanted: string) => organizations.find(({ name }) => name === wanted)!;
  const compared: [SampleOrganization, SampleOrganization][] = [
    ...pairs.map(([one, other]): [SampleOrganization, SampleOrganization] => [named(one), named(other)]),
    ...others.map((other): [SampleOrganization, SampleOrganization] => [baseline, other]),
  ];
  for (let week = 0; week < weeks; week++) {
    const dates = { week, date: weeksAfter(start, week), cycle: cycleOf(week) };
    for (const organization of [baseline, ...others]) {
      const p50 = Math.round(scale * base(week) + difference(organization, week));
      const spread = scale * 16 * Math.sqrt(week + 1);
      const [p10, p90] = [Math.max(0, Math.round(p50 - spread)), Math.round(p50 + 1.2 * spread)];
      backlog.push({ organization: organization.name, area: 'all', ...dates, mean: p50 + 3, p10, p50, p90 });
    }
    for (const [one, other] of compared) {
      const mean = difference(other, week) - difference(one, week);
      const changed = [one, other].some((side) => side.course !== none && dates.date >= from(side));
      const spread = changed ? scale * 8 * Math.sqrt(week + 1) : 0;
      const pair = { baseline: one.name, alternative: other.name, area: 'all' };
      const ci = { difference: mean, ci_low: mean - spread / 5, ci_high: mean + spread / 5 };
      differences.push({
        ...pair,
        ...dates,
        ...ci,
        p10: Math.round(mean - spread),
        p90: Math.round(mean + spread),
      });
    }
  }
  for (const row of differences) {
    const ends = projected.some(({ release }) => release === weeksAfter(row.date, 1));
    const summary = {
      baseline: row.baseline,
      alternative: row.alternative,
      area: 'all',
      metric: 'open',
      unit: 'changes',
    };
    const { difference, ci_low, ci_high } = row;
    const verdict = verdictOf(ci_low, ci_high, 0.05 * scale * base(row.week));
    const probability_better = row.p90 === row.p10 ? 0.5 : share(row);
    const values = { difference, ci_low, ci_high, probability_better, verdict };
    if (ends) comparison.push({ ...summary, cycle: row.cycle, ...values });
    if (row.week === weeks - 1) comparison.push({ ...summary, cycle: 'all', ...values });
  }

  const names = organizations.map(({ name }) => name);
  const cycleNames = projected.map(({ cycle }) => cycle);
  const teamsOf = (place: number) => (place === 0 ? teams[0] : teams[1]);
  const pairNames = compared.map(([one, other]): [string, string] => [one.name, other.name]);
  const agreementWeeks = agreement ? sampleAgreementWeeks(agreement, calendar) : [];
  return {
    backlog,
    metrics: sampleMetrics(areas, names),
    comparison: [...comparison, ...sampleLeadComparison(areas, pairNames, names[0]!)],
    difference: differences,
    teams: names.flatMap((name, place) => sampleTeamRows(name, teamsOf(place), cycleNames)),
    inputs: [],
    history: history ? sampleHistory(scale) : [],
    calendar: calendar.slice(0, 4 + cycles),
    organizations: organizations.flatMap((one, place) =>
      sampleOrganizationRows(one.name, one.short, teamsOf(place), place === 0 ? start : from(one)),
    ),
    warnings: [],
    agreement: agreement ? sampleAgreementRows(agreement, agreementWeeks) : [],
    agreement_weeks: agreementWeeks,
    uncertainty: [],
    manifest: {
      product: 'reorgsim',
      version: '0.0.0',
      scenario: 'sample',
      title: 'Sample',
      project: 'Nova',
      question: '',
      seed: '7',
      replications: 100,
      stopped: 'as asked',
      smallest_effect: 0.05,
      inputs: {},
    },
  };
}

function sampleHistory(scale: number): HistoryRow[] {
  return Array.from({ length: 120 }, (_, index) => {
    const week = index - 120;
    const value = Math.max(0, 270 + 1.5 * week + 60 * Math.sin((week * 2 * Math.PI) / 26) + wobble(week));
    const row = { area: 'all', week, date: weeksAfter(start, week), cycle: '', metric: 'open_to_merge' };
    return { ...row, unit: 'changes', value: Math.round(scale * value) };
  });
}

const wobble = (week: number): number => 9 * Math.sin(week * 1.7) + 6 * Math.sin(week * 3.1);

function verdictOf(low: number, high: number, smallest: number): Verdict {
  if (high < -smallest) return 'better';
  return low > smallest ? 'worse' : 'no clear difference';
}

/** Share of an even spread between the two outer quantiles that lies below zero, to 0.01. */
function share({ p10, p90 }: DifferenceRow): number {
  const below = 0.1 + (0.8 * (0 - p10)) / (p90 - p10);
  return Math.round(100 * Math.min(1, Math.max(0, below))) / 100;
}

export const looks: Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  (['wide', 'narrow'] as const).map((layout) => ({ theme, layout })),
);

const longNames = [
  'The single core team of all reviewers as it has been since the project began',
  'Independent subteams for every virtualization driver with shared common code',
  'Grundstücksverkehrsgenehmigungszuständigkeitsteam',
];

/** Results that have broken a layout before, or could. */
export const hardCases: Record<string, SampleOptions> = {
  'two organizations': { organizations: sampleOrganizations.slice(0, 2) },
  'three organizations': {},
  'four organizations': { organizations: sampleOrganizations.slice(0, 4) },
  'six organizations': { organizations: sampleOrganizations },
  'no history': { history: false },
  'one cycle': { cycles: 1 },
  'long names': {
    organizations: longNames.map((name, place) => ({ ...sampleOrganizations[place]!, name, short: '' })),
  },
  'equal organizations': {
    organizations: sampleOrganizations.slice(0, 2).map((one) => ({ ...one, course: none })),
  },
  'a hundred thousand changes': { scale: 150 },
  'five changes': { scale: 0.006 },
  'reorganized at the start': { from: start },
  'reorganized at the end': { from: '2016-08-04' },
  'the same organization now or later': splitNowOrLater,
};

/** The same for charts of areas, of teams, and of the agreement with history. */
export const hardAreaCases = casesOf(hardAreas, (areas) => ({ areas }));
export const hardTeamCases = casesOf(hardTeams, (teams) => ({ teams }));
export const hardAgreementCases = casesOf(hardAgreements, (agreement) => ({ agreement }));

function casesOf<T>(
  cases: Record<string, T>,
  options: (one: T) => SampleOptions,
): Record<string, SampleOptions> {
  return Object.fromEntries(Object.entries(cases).map(([name, one]) => [name, options(one)]));
}

/** All lines of text of a chart, with the layer that draws them. */
export function linesOf(chart: Chart): (Words & { layer: string })[] {
  const layers = 'layer' in chart.spec ? (chart.spec.layer as Layer[]) : [];
  return layers.flatMap(({ name, data, ...layer }) => {
    const isText = 'encoding' in layer && layer.encoding && 'text' in layer.encoding;
    const values = isText && data && 'values' in data ? (data.values as unknown as Words[]) : [];
    return values.map((line) => ({ ...line, layer: name ?? '' }));
  });
}

/** Where a line of text stands [px]: from its ascenders to its descenders. */
function boxOf({ x, y, text, size, weight, align }: Words) {
  const width = textWidth(text, size, weight);
  const left = align === 'right' ? x - width : align === 'center' ? x - width / 2 : x;
  return { left, right: left + width, top: y - 0.75 * size, bottom: y + 0.2 * size };
}

/** Pairs of lines that lie over each other, and lines that leave the picture. */
export function collisionsOf(chart: Chart): string[] {
  const { width, height } = chart.spec as unknown as { width: number; height: number };
  const boxes = linesOf(chart).map((line) => ({ text: line.text, ...boxOf(line) }));
  const outside = boxes.filter((b) => b.left < 0 || b.right > width || b.top < 0 || b.bottom > height);
  const crossing = boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `'${a.text}' lies over '${b.text}'`),
  );
  return [...outside.map(({ text }) => `'${text}' leaves the picture`), ...crossing];
}

interface DrawnLayer {
  name: string;
  data?: { values?: Record<string, unknown>[] };
  encoding?: Record<
    string,
    { field?: string; scale?: { domain: [number, number]; range: [number, number] } }
  >;
}

/** Marks that are not numbers or lie outside the domain of their own scale, so that they would be drawn beyond the plot. */
export function strayMarksOf(chart: Chart): string[] {
  const layers = (chart.spec as unknown as { layer: DrawnLayer[] }).layer;
  return layers.flatMap(({ name, data, encoding = {} }) => {
    const scales = Object.entries(encoding).flatMap(([channel, { field, scale }]) => {
      const own = scale ?? encoding[channel.replace('2', '')]?.scale;
      return field && own ? [{ field, domain: own.domain }] : [];
    });
    return (data?.values ?? []).flatMap((row) =>
      scales
        .filter(({ field, domain: [low, high] }) => {
          const value = row[field];
          return typeof value !== 'number' || !(value >= low - 1e-9 && value <= high + 1e-9);
        })
        .map(({ field }) => `${name}: ${field} ${row[field]}`),
    );
  });
}
