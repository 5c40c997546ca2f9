import type { HistoryFit } from '../../history/fit/fit.ts';
import { canDivide, type StarterPlan } from './plan.ts';

/** Where the values of a starter come from: counted, fitted with its goodness, or assumed with its evidence. */
export function sourceLines({ work, columns, arrivals, fate }: HistoryFit, plan: StarterPlan): string[] {
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

export function percent(share: number): string {
  return `${Number((100 * share).toFixed(Math.abs(share) < 0.1 ? 1 : 0))} %`;
}

export function short(value: number): number {
  return Number(value.toPrecision(3));
}

export function quoted(text: string): string {
  return JSON.stringify(text);
}
