import type { HistoryFit } from '../../history/fit/fit.ts';
import type { LognormalFit } from '../../history/fit/work-fit.ts';
import { canDivide, type StarterPlan } from './plan.ts';
import { percent, quoted, short, sourceLines } from './sources-text.ts';
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
