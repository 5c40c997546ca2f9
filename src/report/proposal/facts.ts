import { organizationsOf } from '../charts/organizations.ts';
import { capitalized } from '../charts/phrases.ts';
import { projected } from '../charts/projection.ts';
import { palettes } from '../charts/theme.ts';
import type { CalendarRow, ComparisonRow, InputRow, MetricRow, Results } from '../results.ts';
import { headlines } from '../verdict.ts';

/** An organization as texts name it. */
export interface Party {
  /** As the rows name it. */
  key: string;
  name: string;
  short: string;
  /** First day under its rules, ISO; '' if that is not said. */
  from: string;
  /** Whether that day comes after the start of the projection. */
  later: boolean;
  /** Review time of all its teams [h/week]. */
  hours: number;
  /** What is assumed of people who join with it. */
  joining: InputRow | undefined;
}

/** What all parts of a proposal look up, read once from the tables. */
export interface Facts {
  results: Results;
  /** The first is the baseline. */
  parties: Party[];
  /** First day of the projection, ISO. */
  start: string;
  /** Reported release cycles in order of time. */
  cycles: CalendarRow[];
  /** The last of them. */
  end: CalendarRow;
}

export function factsOf(results: Results): Facts {
  const { start } = projected(results);
  const reported = new Set(results.metrics.map(({ cycle }) => cycle));
  const cycles = results.calendar.filter(({ cycle }) => reported.has(cycle));
  return {
    results,
    parties: partiesOf(results, start),
    start,
    cycles,
    end: cycles.at(-1) ?? results.calendar.at(-1)!,
  };
}

function partiesOf(results: Results, start: string): Party[] {
  return organizationsOf(results, palettes.light, start).map(({ key, name, short }) => {
    const rows = results.organizations.filter((row) => row.organization === key);
    const from =
      rows
        .map((row) => row.from)
        .filter((date) => date !== '')
        .sort()[0] ?? '';
    const joining = results.inputs.find((row) => row.key === `organizations.${rows[0]!.short}.joining`);
    const teams = new Map(rows.map(({ team, hours_per_week }) => [team, hours_per_week]));
    const hours = [...teams.values()].reduce((sum, own) => sum + own, 0);
    return { key, name, short, from, later: from > start, hours, joining };
  });
}

/** Whether two organizations have the same review time, but for the rounding of cells. */
export const sameHours = (one: Party, other: Party): boolean =>
  Math.abs(one.hours - other.hours) <= 1e-4 * other.hours;

export const partyOf = ({ parties }: Facts, key: string): Party =>
  parties.find((party) => party.key === key) ?? parties[0]!;

/** The cell's row; undefined if the tables hold none. */
export function metricRow(
  { results }: Facts,
  organization: string,
  metric: string,
  area = 'all',
  cycle = 'all',
): MetricRow | undefined {
  return results.metrics.find(
    (row) =>
      row.organization === organization && row.metric === metric && row.area === area && row.cycle === cycle,
  );
}

/** Mean over replications; NaN if the tables hold none. */
export const meanOf = (...cell: Parameters<typeof metricRow>): number =>
  metricRow(...cell)?.mean ?? Number.NaN;

/** Headlines of the alternatives against the baseline. */
export const againstBaseline = ({ results, parties }: Facts): ComparisonRow[] =>
  headlines(results).filter(({ baseline }) => baseline === parties[0]!.key);

/** Headlines of alternatives against each other. */
export const besideEachOther = ({ results, parties }: Facts): ComparisonRow[] =>
  headlines(results).filter(({ baseline }) => baseline !== parties[0]!.key);

/** The comparisons of the same pair at the ends of the cycles, in order of time. */
export function atCycleEnds(
  { results, cycles }: Facts,
  { baseline, alternative }: ComparisonRow,
): ComparisonRow[] {
  return cycles.flatMap(({ cycle }) => {
    const row = results.comparison.find(
      (other) =>
        other.baseline === baseline &&
        other.alternative === alternative &&
        other.area === 'all' &&
        other.metric === 'open' &&
        other.cycle === cycle,
    );
    return row === undefined ? [] : [row];
  });
}

/** `Newton (2016-10-06)`. */
export const endOf = ({ cycle, release }: CalendarRow): string => `${capitalized(cycle)} (${release})`;

/** The value of an input with its unit; '' if it is not given. */
export function inputText({ results }: Facts, key: string): string {
  const row = results.inputs.find((input) => input.key === key);
  return row === undefined ? '' : `${row.value} ${row.unit}`.trim();
}
