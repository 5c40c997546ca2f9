import { stringify } from 'csv-stringify/sync';
import type { HistoryFit } from '../../history/fit/fit.ts';
import { lastWaitOf } from '../../history/fit/last-wait.ts';
import { leadsOf } from '../../history/fit/leads.ts';
import { totals, WEEK_MS } from '../../history/fit/weekly.ts';
import { rounded } from '../csv.ts';
import type { StarterPlan } from './plan.ts';

type Cell = string | number;

export function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function csv(head: string[], rows: Cell[][]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? rounded(cell) : cell)));
  return stringify([head, ...cells], { record_delimiter: '\n' });
}

/** `arrivals.csv`: weeks that end where the history ends; every week has a row, if only of the first area. */
export function arrivalsCsv({ names, weekly }: HistoryFit): string {
  const rows = weekly.weeks.flatMap((at, week) =>
    names.flatMap((name, area): Cell[][] => {
      const [created, merged] = [weekly.created[area]![week]!, weekly.merged[area]![week]!];
      return created + merged > 0 || area === 0 ? [[day(at), name, created, merged]] : [];
    }),
  );
  return csv(['week', 'area', 'created', 'merged'], rows);
}

/** `history.csv`: the last three years by the week, and lead times of each past cycle, by area and for all. */
export function historyCsv(fit: HistoryFit, plan: StarterPlan): string {
  const { weekly, names, past, columns } = fit;
  const from = Math.max(0, weekly.weeks.length - 157);
  const cycleAt = (at: number) => past.find(({ start, release }) => at >= start && at < release)?.name ?? '';
  const series: [metric: string, unit: string, counts: number[][]][] = [
    ...(plan.countsAllOpen ? [['open', 'changes', weekly.open] as [string, string, number[][]]] : []),
    ['open_to_merge', 'changes', weekly.openToMerge],
    ['merges_per_week', 'changes/week', weekly.merged],
  ];
  const rows: Cell[][] = [];
  const lines = [
    ...names.map((name, area) => ({ name, of: (counts: number[][]) => counts[area]! })),
    { name: 'all', of: totals },
  ];
  weekly.weeks.forEach((at, week) => {
    if (week < from || at < columns.begin - WEEK_MS) return;
    for (const { name, of } of lines)
      for (const [metric, unit, counts] of series)
        rows.push([name, day(at), cycleAt(at), metric, unit, of(counts)[week]!]);
  });
  for (const { name: cycle, start, release } of past) {
    const dated = day(Math.floor((release - columns.end) / WEEK_MS - 1e-9) * WEEK_MS + columns.end);
    for (const { name } of lines) {
      const leads = leadsOf(fit, start, release, name === 'all' ? undefined : names.indexOf(name));
      for (const [metric, value] of Object.entries(leads ?? {}))
        rows.push([name, dated, cycle, metric, 'days', value]);
    }
    const wait = lastWaitOf(fit.columns, start, release);
    if (wait !== undefined) rows.push(['all', dated, cycle, 'last_wait_median', 'days', wait]);
    const share = abandonedIn(fit, start, release);
    if (share !== undefined) rows.push(['all', dated, cycle, 'abandoned_share', 'share of closed', share]);
  }
  return csv(['area', 'date', 'cycle', 'metric', 'unit', 'value'], rows);
}

function abandonedIn({ columns, fate }: HistoryFit, from: number, until: number): number | undefined {
  if (Number.isNaN(fate.abandonedShare)) return undefined;
  let [closed, gone] = [0, 0];
  for (let i = 0; i < columns.count; i++) {
    const left = columns.abandoned[i]!;
    const at = Number.isNaN(columns.merged[i]!) ? left : columns.merged[i]!;
    if (!(at >= from && at < until)) continue;
    closed++;
    if (!Number.isNaN(left)) gone++;
  }
  return closed === 0 || gone === 0 ? undefined : gone / closed;
}

/** `open.csv` of a moment: what the history shows, and on top what never merges and is in no count, by area and age. */
export function openCsv(fit: HistoryFit, plan: StarterPlan, at: number): string {
  const { columns, areas, names } = fit;
  const seen = new Map<string, number>();
  const put = (area: number, age: number, count: number) => {
    const key = `${area} ${age}`;
    seen.set(key, (seen.get(key) ?? 0) + count);
  };
  for (let i = 0; i < columns.count; i++) {
    const { created, merged, abandoned, lost } = columns;
    if (lost[i] === 1 || created[i]! >= at || merged[i]! <= at || abandoned[i]! <= at) continue;
    put(Math.max(0, areas.of[i]!), Math.min(MOST_AGE, Math.floor((at - created[i]!) / WEEK_MS)), 1);
  }
  const neglected = new Map<string, number>();
  plan.lostOpen(at).forEach(({ area, age, count }) => {
    put(area, age, count);
    neglected.set(`${area} ${age}`, Math.round(count * plan.neglectedOfLost));
  });
  const rows = [...seen]
    .map(([key, count]): [number, number, number, number] => {
      const [area, age] = key.split(' ').map(Number) as [number, number];
      return [area, age, count, neglected.get(key) ?? 0];
    })
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([area, age, count, last]): Cell[] => [names[area]!, age, count, last]);
  return csv(['area', 'age_weeks', 'open', 'neglected'], rows.length > 0 ? rows : [[names[0]!, 0, 0, 0]]);
}

/** Weeks beyond which an open change is no older for the model [weeks]. */
const MOST_AGE = 520;

/** `cycles.csv`: the past cycles, and as many after the end as are projected. */
export function cyclesCsv(plan: StarterPlan): string {
  return csv(
    ['cycle', 'start', 'freeze', 'release'],
    plan.cycles.map(({ name, start, freeze, release }) => [
      name,
      day(start),
      freeze === undefined ? '' : day(freeze),
      day(release),
    ]),
  );
}

export function reviewersCsv({ people, areaNames }: StarterPlan): string {
  return csv(
    ['reviewer', 'teams', 'hours_per_week', 'areas'],
    people.map(({ name, team, hours, areas }) => [
      name,
      team,
      Number(hours.toFixed(1)),
      areas.map((area) => areaNames[area]!).join(';'),
    ]),
  );
}
