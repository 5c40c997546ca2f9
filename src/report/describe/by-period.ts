import type { Description } from '../../history/describe/describe.ts';
import { count } from '../charts/phrases.ts';
import { short } from './words.ts';

/** A part of what is told on a terminal: sentences, then a table, then what explains it. */
export interface Block {
  heading: string;
  sentences: string[];
  head?: string[];
  rows?: string[][];
  below?: string[];
}

/** Periods shown; the tables hold all. */
const SHOWN = 12;

/** Figures of a period by metric, of the total. */
export function ofPeriod({ metrics }: Description, period: string): (metric: string) => number {
  const known = new Map(
    metrics
      .filter((one) => one.period === period && one.area === 'all')
      .map((one) => [one.metric, one.value]),
  );
  return (metric) => known.get(metric) ?? Number.NaN;
}

/** Rows of the last periods, and a sentence about those that are not shown. */
export function byPeriod(
  description: Description,
  row: (of: (metric: string) => number) => string[],
): { rows: string[][]; below: string[] } {
  const { periods } = description;
  const rows = periods
    .slice(-SHOWN)
    .map(({ name }) => [short(name, 12), ...row(ofPeriod(description, name))]);
  const left = periods.length - rows.length;
  return {
    rows,
    below: left > 0 ? [`${count(left)} earlier periods are in cycles.csv (--out) and --json.`] : [],
  };
}
