import { DAY } from '../scenario/types.ts';
import { quantileSorted } from '../stats/summary.ts';
import { type Layout, metricIndex } from './layout.ts';
import type { Outcome } from './outcome.ts';

/**
 * What linked changes add to the counts of whole ones, which must have been read before. `parts_open`: parts that have
 * not merged of all open changes, a whole change being one part. `linked_delay_median`: lead time of a linked change
 * less the time that the slowest of its parts took on its own, which is what the order between parts costs (G18).
 */
export function readLinked(outcome: Outcome, layout: Layout, index: number, row: Float64Array): void {
  readParts(outcome, layout, index, row);
  readDelays(outcome, layout, index, row);
}

function readParts({ changes, records }: Outcome, layout: Layout, index: number, row: Float64Array): void {
  const total = layout.areas.length - 1;
  const [open, parts] = [metricIndex('open'), metricIndex('parts_open')];
  const add = (change: number, cycle: number, count: number) => {
    for (const area of [changes.area[change]!, total])
      row[layout.metric(index, area, cycle, parts)]! += count;
  };
  layout.windows.forEach(({ release }, cycle) => {
    for (let area = 0; area <= total; area++) {
      const at = layout.metric(index, area, cycle, 0);
      row[at + parts] = row[at + open]!;
    }
    const isOpen = (change: number) =>
      Math.min(records.merged[change]!, records.abandoned[change]!) > release;
    for (const { change, at, parts: count } of records.divided) {
      if (at <= release && isOpen(change)) add(change, cycle, count - 1);
    }
    for (const { change, merged } of records.partMerges) {
      if (merged <= release && isOpen(change)) add(change, cycle, -1);
    }
  });
}

function readDelays({ changes, records }: Outcome, layout: Layout, index: number, row: Float64Array): void {
  const delay = metricIndex('linked_delay_median');
  const linked = new Map<number, { from: number; longest: number }>();
  for (const { change, from, merged } of records.partMerges) {
    const known = linked.get(change) ?? { from, longest: 0 };
    linked.set(change, {
      from: Math.min(known.from, from),
      longest: Math.max(known.longest, merged - from),
    });
  }
  layout.windows.forEach(({ start, release }, cycle) => {
    const delays = layout.areas.map((): number[] => []);
    for (const [change, { from, longest }] of linked) {
      const merged = records.merged[change]!;
      if (merged < start || merged >= release) continue;
      for (const area of [changes.area[change]!, layout.areas.length - 1])
        delays[area]!.push((merged - from - longest) / DAY);
    }
    delays.forEach((days, area) => {
      row[layout.metric(index, area, cycle, delay)] = quantileSorted(Float64Array.from(days).sort(), 0.5);
    });
  });
}
