import type { HistoryFit } from '../../history/fit/fit.ts';
import type { LognormalFit } from '../../history/fit/work-fit.ts';
import { canDivide, type StarterPlan } from './plan.ts';
import { day } from './tables.ts';

/** The commented `scenario.yaml` of a starter. `calibrated` says whether a calibration lies beside it. */
export function scenarioText(title: string, fit: HistoryFit, plan: StarterPlan, calibrated: boolean): string {
  return `${[
    ...head(title, plan),
    ...areaLines(fit),
    ...arrivalLines(fit, plan),
    ...changeLines(fit, plan),
    ...peopleLines(plan),
    ...organizationLines(plan),
    ...calibrationLines(calibrated),
    ...sourceLines(fit, plan),
  ].join('\n')}\n`;
}

function head(title: string, { start, projected }: StarterPlan): string[] {
  return [
    '# A starter: what a history of changes shows stands here or in the tables beside it, what it does not show is sought by',
    '# `reorgsim calibrate`, and what nobody has measured is called an assumption under `sources`. Change what you know better;',
    '# `reorgsim check` prints every input with where it comes from.',
    'schema: 1',
    `title: ${quoted(`${title}: one team, or a team for each large area`)}`,
    `project: ${quoted(title)}`,
    'question: >-',
    '  If each large area had reviewers of its own from the first day on, how many changes would be open at the end, against',
    '  one team for everything?',
    `seed: ${quoted(title)}`,
    '# The first day of the projection: the day after the last change of the history.',
    `start: ${day(start)}`,
    'calendar: cycles.csv',
    `cycles: ${projected}`,
    'history: history.csv',
    '',
  ];
}

function areaLines({ areas }: HistoryFit): string[] {
  const { names, several } = areas;
  return [
    '# What changes are counted under: areas of 3 % or more of a year, the rest together. A change that touches several needs',
    '# approval in each.',
    'areas:',
    ...names.map((name) => `  ${quoted(name)}:`),
    ...(several === undefined
      ? []
      : [
          `  ${quoted(several.name)}:`,
          '    touches:',
          ...wholeShares(several.touches.map(({ share }) => share)).map(
            (share, i) =>
              `      - {areas: [${several.touches[i]!.areas.map((area) => quoted(names[area]!)).join(', ')}], share: ${share} %}`,
          ),
        ]),
    '',
  ];
}

/** Tenths of a percent that add up to 100. */
function wholeShares(shares: readonly number[]): number[] {
  const tenths = shares.map((share) => Math.max(1, Math.round(share * 1000)));
  tenths[0]! += 1000 - tenths.reduce((sum, n) => sum + n, 0);
  return tenths.map((n) => n / 10);
}

function arrivalLines({ arrivals, columns }: HistoryFit, plan: StarterPlan): string[] {
  const { low, high, mean } = arrivals.trend;
  const trend = Number.isFinite(mean)
    ? `a year they grew by ${percent(mean)} (95 % interval ${percent(low)} to ${percent(high)}), which is not carried on`
    : 'too few weeks to see a trend';
  const from = Math.max(columns.begin, columns.end - 364 * 86_400_000);
  const fitted = day(columns.end - Math.floor((columns.end - from) / (7 * 86_400_000)) * 7 * 86_400_000);
  const weeks = (columns.end - Date.parse(fitted)) / (7 * 86_400_000);
  return [
    '# Level, over-dispersion and profile within a cycle are fitted to the weeks since `from`;',
    `# ${trend}.`,
    'arrivals:',
    '  history: arrivals.csv',
    ...(weeks >= 4 ? [`  from: ${fitted}`] : []),
    ...(plan.unseen > 0 ? [`  unseen: ${percent(plan.unseen)}`] : []),
    ...(Number.isFinite(arrivals.growth) ? [`  uncertainty: ${percent(Math.min(1, arrivals.growth))}`] : []),
    '',
    'open:',
    '  file: open.csv',
    '',
  ];
}

function changeLines({ work }: HistoryFit, plan: StarterPlan): string[] {
  const { rounds, size } = work;
  const sizes = size as LognormalFit;
  return [
    '# Review work, turnaround, patience and express lane are left to calibration.',
    'changes:',
    ...(size === undefined
      ? []
      : [
          `  size: {law: lognormal, median: ${short(sizes.median)}, sigma: ${short(Math.min(5, sizes.sigma))}}`,
        ]),
    ...(rounds === undefined
      ? []
      : [
          `  rounds: {law: rounded lognormal, median: ${short(Math.min(100, rounds.median))}, sigma: ${short(rounds.sigma)}}`,
        ]),
    ...(rounds !== undefined && Number.isFinite(rounds.growth)
      ? [`  rounds_uncertainty: ${percent(Math.min(1, Math.max(0.02, rounds.growth)))}`]
      : []),
    '  gives_up_after: 90 days',
    ...(plan.neglected > 0 ? [`  neglected: ${percent(plan.neglected)}`] : []),
    '',
    'review:',
    '  discipline: priority',
    `  approvals: ${plan.approvals}`,
    '',
  ];
}

function peopleLines(plan: StarterPlan): string[] {
  return [
    plan.namedPeople
      ? '# Who reviewed in the last half year, by pseudonym; hours follow their share of the reviews.'
      : '# The history does not say who reviewed: so many people, and so many hours, are an assumption. Put yours here.',
    'people:',
    '  file: reviewers.csv',
    '  uncertainty: 8 %',
    '',
  ];
}

function organizationLines(plan: StarterPlan): string[] {
  const { areaNames, approvals, teams } = plan;
  const today = [
    'organizations:',
    '  - name: One team (today)',
    '    short: one team',
    `    says: Everybody may approve everything; ${approvals === 1 ? 'one approval' : `${approvals} approvals`}.`,
    '    teams:',
    `      - {name: everybody, owns: all, approvals: ${approvals}, members: all}`,
  ];
  if (!canDivide(plan)) {
    const some = Math.max(1, Math.ceil(plan.people.length / 2));
    return [
      ...today,
      '# Too few areas or people for teams of their own: the alternative asks what half of the people could do.',
      '  - name: Half of the reviewers',
      '    short: half',
      '    says: The reviewers who give most hours, alone.',
      '    teams:',
      `      - {name: half, owns: all, approvals: ${Math.min(approvals, some)}, members: [${plan.people
        .slice(0, some)
        .map(({ name }) => name)
        .join(', ')}]}`,
      '',
    ];
  }
  return [
    ...today,
    '# Who sits where is in reviewers.csv, in the column teams.',
    '  - name: Team per large area',
    '    short: area teams',
    '    says: The same people and hours, divided by area; no team has a right over another area.',
    `    from: ${day(plan.start)}`,
    '    transition: {length: 26 weeks, cost: 10 %}',
    '    teams:',
    ...teams.map(
      ({ name, owns }) =>
        `      - {name: ${quoted(name)}, owns: [${owns.map((area) => quoted(areaNames[area]!)).join(', ')}], approvals: ${approvals}}`,
    ),
    '',
  ];
}

function calibrationLines(calibrated: boolean): string[] {
  return [
    '# `reorgsim calibrate` seeks what is not said above over the last whole cycle before the start.',
    ...(calibrated ? ['calibrated: calibrated.yaml'] : ['# calibrated: calibrated.yaml']),
    'calibration:',
    '  open: open-before.csv',
    '',
    'study:',
    '  replications: auto',
    '',
  ];
}

function sourceLines({ work, columns, arrivals, fate }: HistoryFit, plan: StarterPlan): string[] {
  const { rounds, size } = work;
  const lines: [string, string][] = [
    ['arrivals.csv', `counted from ${columns.count} changes of the history`],
    ['history.csv', 'counted from the same history'],
    ['cycles.csv', 'as given, or half years back from the end of the history'],
    [
      'open.csv',
      plan.unseen > 0
        ? 'assumption: those of the history and, on top, what never merges and stays open for 17 weeks on average (H1, H2)'
        : 'counted from the same history',
    ],
    [
      'reviewers.csv',
      plan.namedPeople
        ? 'assumption: shares of reviews are counted; 2.2 hours for each change that merges (N1, D10), and seats'
        : 'assumption: 2.2 hours for each change that merges (N1, D10), 7 hours a week each; that all know all areas; seats',
    ],
    ['changes.gives_up_after', 'assumption: an author away for a quarter of a year has given up'],
    [
      'review.discipline',
      'assumption: first in first out within what is wanted; express first, neglected last',
    ],
    ['people.uncertainty', 'assumption: how far the size of a core team moves in half a year (N1)'],
  ];
  if (plan.unseen > 0)
    lines.push([
      'arrivals.unseen',
      plan.unseenAssumed
        ? 'assumption: the history has only what merged or is open (H1)'
        : `counted: ${percent(fate.unseen)} of changes older than 90 days never merged`,
    ]);
  if (plan.neglected > 0)
    lines.push([
      'changes.neglected',
      'assumption: most of what never merges stands last in all priorities (M2, M31)',
    ]);
  if (Number.isFinite(arrivals.growth))
    lines.push([
      'arrivals.uncertainty',
      'root mean square of growth from half year to half year, in logarithms',
    ]);
  if (size !== undefined)
    lines.push([
      'changes.size',
      `fitted to ${size.count} changes of a year; largest distance of the distributions ${size.distance.toFixed(2)}`,
    ]);
  if (rounds !== undefined) lines.push(['changes.rounds', roundsSource(rounds)]);
  if (rounds !== undefined && Number.isFinite(rounds.growth))
    lines.push([
      'changes.rounds_uncertainty',
      'root mean square of growth from half year to half year, in logarithms',
    ]);
  if (canDivide(plan)) {
    lines.push(
      ['organizations.area teams.transition.length', 'D21'],
      ['organizations.area teams.transition.cost', 'D21'],
    );
  }
  return ['sources:', ...lines.map(([key, text]) => `  ${key}: ${quoted(text)}`)];
}

function roundsSource({ counted, count, p, trend }: NonNullable<HistoryFit['work']['rounds']>): string {
  if (!counted)
    return `from the share of ${count} merged changes that needed one patch set, at a sigma of 0.8 (H9)`;
  const fits = Number.isNaN(p)
    ? ''
    : `; counts as far from it have a probability of ${p < 0.001 ? 'less than 0.001' : p.toFixed(3)}`;
  const grows = Number.isNaN(trend)
    ? ''
    : `; further patch sets grew by ${percent(Math.expm1(trend))} a year`;
  return `fitted to ${count} merged changes of a year${fits}${grows}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(Math.abs(share) < 0.1 ? 1 : 0))} %`;
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
