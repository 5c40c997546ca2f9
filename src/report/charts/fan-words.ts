import type { HistoryRow, Results } from '../results.ts';
import { backlogTitle, findingFor } from './findings.ts';
import { fromTheStart } from './milestones.ts';
import { about, count, interval, monthYear, shortMonthYear, signed, signedInterval } from './phrases.ts';
import { altText, fittingTitle } from './picture.ts';
import type { Course, Past, Projection } from './projection.ts';
import type { Layout } from './theme.ts';

/** What the words of the fan are made from. */
export interface FanFacts {
  results: Results;
  projection: Projection;
  history: Past | undefined;
  /** The rows of history that are drawn. */
  before: HistoryRow[];
  courses: Course[];
  layout: Layout;
}

const findingOf = ({ results, projection, courses: [baseline, focus] }: FanFacts) =>
  baseline &&
  focus &&
  findingFor(results, baseline.organization.key, focus.organization.key, projection.counts);

/** What the alternative in focus does to the backlog, or how large the backlog of the only organization gets. */
export function fanTitle(facts: FanFacts): string {
  const { courses, projection, layout } = facts;
  const finding = findingOf(facts);
  const by = monthYear(projection.end);
  const { organization, end } = (finding ? courses[1] : courses[0])!;
  const wording = (name: string) =>
    finding ? backlogTitle(finding, name, by) : `${name}: ${about(end.p50)} open changes by ${by}`;
  const { name, short } = organization;
  return fittingTitle([name, short].map(wording), layout);
}

export function fanSubtitle({ results, projection, courses }: FanFacts): string {
  const { project, replications } = results.manifest;
  const counted = projection.counts === 'open' ? 'Open changes' : 'Open changes that later merge';
  const where = project === '' ? '' : ` in ${project}`;
  const start = fromTheStart(courses.map(({ organization }) => organization));
  const lines = `Line: median of ${count(replications)} replications; band and bars: 8 of 10 (p10–p90)`;
  return `${counted}${where}, week by week. ${lines}${start}`;
}

/** How to read what the title and the joint do not say by themselves. */
export function fanNote(facts: FanFacts, showsFreeze: boolean): string {
  const { history, before, projection, courses } = facts;
  const notes: string[] = [];
  const [last, baseline] = [before.at(-1), courses[0]!];
  if (history && last && history.counts !== projection.counts) {
    const first = `${count(baseline.rows[0]!.p50)} a week later (median, ${baseline.organization.short})`;
    notes.push(
      `The step where they meet: history counts only changes that later merged, ${count(last.value)} at its end;`,
      `the projection counts all open changes, ${first}.`,
    );
  }
  const finding = findingOf(facts);
  if (finding) {
    const { difference, ci_low, ci_high } = finding.comparison;
    const who = `${courses[1]!.organization.short} minus ${baseline.organization.short}`;
    notes.push(
      `At the end, ${who}: mean ${signed(difference)} (95 % CI ${signedInterval(ci_low, ci_high)}).`,
    );
  }
  if (showsFreeze) notes.push('Gray blocks: feature freeze.');
  return notes.join(' ');
}

export function fanAlt({ results, projection, before, history, courses }: FanFacts, title: string): string {
  const { project, replications } = results.manifest;
  const from = before[0]?.date ?? projection.start;
  const [first, last] = [before[0], before.at(-1)];
  const kind = history?.counts === projection.counts ? 'History' : 'History (changes that later merged)';
  const ends = courses.map(
    ({ organization, end }) => `${organization.short} ${count(end.p50)} (${interval(end.p10, end.p90)})`,
  );
  return altText([
    `Line chart of open changes${project === '' ? '' : ` in ${project}`}, ${shortMonthYear(from)} to ${shortMonthYear(projection.end)}.`,
    `${title}.`,
    `Median (p10–p90) of ${count(replications)} replications at the end: ${ends.slice(0, 2).join(', ')}.`,
    ...ends.slice(2).map((end) => `${end}.`),
    ...(first && last ? [`${kind} goes from ${count(first.value)} to ${count(last.value)}.`] : []),
  ]);
}
