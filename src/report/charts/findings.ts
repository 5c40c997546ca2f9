import type { ComparisonRow, DifferenceRow, Results } from '../results.ts';
import { about, fewerOrMore, numberWord } from './phrases.ts';

/** What the rows say about one alternative against the baseline, for titles. */
export interface Finding {
  comparison: ComparisonRow;
  /** Weekly paired differences, in order of time. */
  weeks: DifferenceRow[];
  /** The week from which the mean difference keeps its final side, after the other side had been sure for a while. */
  turn: DifferenceRow | undefined;
  /** The comparisons at the ends of release cycles, in order of time. */
  cycles: ComparisonRow[];
}

/** Weeks that a lead or an arrear must last before a title speaks of it: noise near zero crosses it many times. */
const lastingWeeks = 6;

/** The finding for area `all`, or undefined if the rows hold no such comparison. */
export function findingFor(
  results: Results,
  baseline: string,
  alternative: string,
  metric: string,
): Finding | undefined {
  const rows = results.comparison.filter(
    (row) =>
      row.baseline === baseline &&
      row.alternative === alternative &&
      row.metric === metric &&
      row.area === 'all',
  );
  const comparison = rows.find((row) => row.cycle === 'all') ?? rows.at(-1);
  if (!comparison) return undefined;
  const weeks = differencesOf(results, baseline, alternative);
  return {
    comparison,
    weeks,
    turn: turnOf(weeks),
    cycles: rows.filter((row) => row.cycle !== 'all'),
  };
}

function differencesOf(results: Results, baseline: string, alternative: string): DifferenceRow[] {
  return results.difference
    .filter((row) => row.baseline === baseline && row.alternative === alternative && row.area === 'all')
    .sort((a, b) => a.week - b.week);
}

/** Where the mean crosses zero for good: it stays beyond for the last six weeks at least, and before that the interval
 * of the mean lay wholly on the other side in six weeks at least. */
export function turnOf(weeks: DifferenceRow[]): DifferenceRow | undefined {
  const side = Math.sign(weeks.at(-1)?.difference ?? 0);
  const before = weeks.findLastIndex((row) => Math.sign(row.difference) !== side) + 1;
  const surelyOpposite = (row: DifferenceRow) => (side < 0 ? row.ci_low > 0 : row.ci_high < 0);
  const lasted = weeks.slice(0, before).filter(surelyOpposite).length >= lastingWeeks;
  return side !== 0 && lasted && weeks.length - before >= lastingWeeks ? weeks[before] : undefined;
}

/** Whether every replication gave the same number for both organizations. */
function isSame({ comparison, weeks }: Finding): boolean {
  return (
    [comparison.difference, comparison.ci_low, comparison.ci_high].every((value) => value === 0) &&
    weeks.every((row) => row.difference === 0 && row.p10 === 0 && row.p90 === 0)
  );
}

/** Title of the fan: what the organization does to the backlog, by the verdict and the mean difference of the comparison. */
export function backlogTitle(finding: Finding, name: string, by: string): string {
  const { difference, ci_low, ci_high, verdict } = finding.comparison;
  if (isSame(finding)) return `${name} would make no difference to the backlog up to ${by}`;
  if (verdict !== 'better' && verdict !== 'worse') {
    const unclear = `${name} would make no clear difference to the backlog`;
    if (Number.isNaN(ci_low + ci_high)) return `${unclear} up to ${by}`;
    const range = fewerOrMore(ci_low, ci_high);
    return `${unclear}: on average ${range} open changes by ${by}`;
  }
  const amount = `${about(difference)} ${difference < 0 ? 'fewer' : 'more'} open changes by ${by}`;
  if (verdict === 'better') {
    return `${name} would ${finding.turn ? 'first add to the backlog, then cut it' : 'cut the backlog'}: ${amount}`;
  }
  return `${name} would ${finding.turn ? 'first cut the backlog, then add to it' : 'add to the backlog'}: ${amount}`;
}

/** Title of the paired difference: the course by verdict and turn, then the range of 8 of 10 replications at the end. */
export function differenceTitle(
  finding: Finding,
  name: string,
  turned: string,
  by: string,
  replications: string,
): string {
  const { verdict } = finding.comparison;
  const last = finding.weeks.at(-1)!;
  if (isSame(finding)) return `${name} would make no difference to the number of open changes up to ${by}`;
  const amount = `${fewerOrMore(last.p10, last.p90)} open changes by ${by}${replications}`;
  if (verdict !== 'better' && verdict !== 'worse') return `${name} would make no clear difference: ${amount}`;
  const [before, after] = verdict === 'better' ? ['trail', 'lead'] : ['lead', 'trail'];
  if (finding.turn) return `${name} would ${before} until ${turned}, then ${after}: ${amount}`;
  const cycles = finding.cycles.length;
  const throughout = cycles > 1 && finding.cycles.every((row) => row.verdict === verdict);
  if (!throughout) return `${name} would ${after}: ${amount}`;
  const side = verdict === 'better' ? 'ahead' : 'behind';
  return `${name} would stay ${side} in all ${numberWord(cycles)} cycles: ${amount}`;
}
