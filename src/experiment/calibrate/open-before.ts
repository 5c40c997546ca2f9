import { type OpenAtStart, type Scenario, WEEK } from '../../scenario/types.ts';
import { ALL } from '../layout.ts';

/**
 * What was open at a moment of the past [h from the start], by area and age: as many as the history counts in the week
 * before, and on top as many that never merge as there are at the start, relative to those it counts there. Ages are
 * spread as at the start, since no history of weekly counts tells them.
 */
export function openBefore(scenario: Scenario, at: number): OpenAtStart['counts'] {
  const { areas, open } = scenario;
  const atStart = areas.map((_, area) =>
    open.counts.filter((row) => row.area === area).reduce((sum, row) => sum + row.open, 0),
  );
  const whole = ratio(countAt(scenario, at), countAt(scenario, 0));
  return areas.flatMap(({ name }, area) => {
    const [before, now] = [countAt(scenario, at, name), countAt(scenario, 0, name)];
    const share = before !== undefined && now !== undefined && now > 0 ? before / now : whole;
    const rows = open.counts.filter((row) => row.area === area && row.open > 0);
    if (rows.length === 0) {
      const few = Math.round((before ?? 0) * ratio(sum(atStart), countAt(scenario, 0) ?? sum(atStart)));
      return few > 0 ? [{ area, age: 0, open: few, neglected: undefined }] : [];
    }
    const wanted = rows.map((row) => row.open * share);
    return apportioned(wanted).flatMap((count, i) => {
      const { age, open: all, neglected } = rows[i]!;
      const last =
        neglected === undefined ? undefined : Math.min(count, Math.round((count * neglected) / all));
      return count > 0 ? [{ area, age, open: count, neglected: last }] : [];
    });
  });
}

/** What the history counts as open at the end of the week before a moment: `open` where it has it, or `open_to_merge`. */
function countAt({ observed }: Scenario, at: number, area?: string): number | undefined {
  const metric = observed.some((row) => row.metric === 'open') ? 'open' : 'open_to_merge';
  const rows = observed.filter((row) => row.metric === metric && row.at < at - 1e-6);
  const last = rows.reduce((latest, row) => Math.max(latest, row.at), Number.NEGATIVE_INFINITY);
  if (!(last > at - 2 * WEEK)) return undefined;
  const there = rows.filter((row) => row.at === last);
  if (area !== undefined) return there.find((row) => row.area === area)?.value ?? 0;
  const total = there.find((row) => row.area === ALL)?.value;
  return total ?? there.reduce((all, row) => all + row.value, 0);
}

function ratio(before: number | undefined, now: number | undefined): number {
  return before === undefined || now === undefined || now === 0 ? 1 : before / now;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

/** Whole numbers as near to those wanted as can be, with the same sum: largest remainders. */
export function apportioned(wanted: readonly number[]): number[] {
  const whole = wanted.map(Math.floor);
  let left = Math.round(sum(wanted)) - sum(whole);
  const order = wanted
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order) if (left-- > 0) whole[i]!++;
  return whole;
}
