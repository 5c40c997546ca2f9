import type { LatentChanges } from '../demand/change.ts';
import { DAY, WEEK } from '../scenario/types.ts';
import { arrangeQuantiles } from '../stats/select.ts';
import { quantileSorted } from '../stats/summary.ts';
import { edgesOf, type Layout, metricIndex, SERIES, WEEKLY_MERGES } from './layout.ts';
import { readLinked } from './linked.ts';
import type { Outcome } from './outcome.ts';
import { readTeams } from './team-metrics.ts';

const LEAD_QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9];
const MEDIAN = [0.5];
const [FIRST_LEAD, FIRST_REVIEW] = [metricIndex('lead_p10'), metricIndex('first_review_median')];
const [MERGES, ABANDONED] = [metricIndex('merges_per_week'), metricIndex('abandoned_share')];
const OPEN = metricIndex('open');

/** Reads all numbers of organization `index` from its records into `row`, in which its places are still 0. */
export function readMetrics(outcome: Outcome, layout: Layout, index: number, row: Float64Array): void {
  readCounts(outcome, layout, index, row);
  if (layout.series > WEEKLY_MERGES) readWeeklyMerges(outcome, layout, index, row);
  readFlows(outcome, layout, index, row);
  readWaiting(outcome, layout, index, row);
  readLinked(outcome, layout, index, row);
  readTeams(outcome, layout, index, row);
}

/** Weekly open changes, and those at the end of each cycle. */
function readCounts({ changes, records }: Outcome, layout: Layout, index: number, row: Float64Array): void {
  const { weeks } = layout;
  const { releases } = edgesOf(layout);
  for (let series = 0; series < SERIES.length; series++) {
    const firstWeek = layout.week(index, series, 0, 0);
    for (let change = 0; change < changes.count; change++) {
      const merged = records.merged[change]!;
      if (series === 1 && merged === Number.POSITIVE_INFINITY) continue;
      const created = changes.created[change]!;
      const until = Math.min(merged, records.abandoned[change]!);
      const area = changes.area[change]!;
      const from = Math.max(0, Math.ceil(created / WEEK) - 1);
      const end = weeksEndedBefore(until, weeks);
      if (from < end) {
        // Only the weeks in which the count changes; the sums over weeks follow below.
        row[firstWeek + area * weeks + from]!++;
        if (end < weeks) row[firstWeek + area * weeks + end]!--;
      }
      for (let cycle = 0; cycle < releases.length; cycle++) {
        const release = releases[cycle]!;
        if (created <= release && until > release) row[layout.metric(index, area, cycle, OPEN + series)]!++;
      }
    }
    sumOverWeeks(layout, firstWeek, row);
    sumOverAreas(layout, index, OPEN + series, row);
  }
}

/**
 * How many of the first `weeks` weeks end before `time`. Exact: what lies beyond the end of a week does so after division by
 * 168 as well, as far as doubles go.
 */
function weeksEndedBefore(time: number, weeks: number): number {
  return time > weeks * WEEK ? weeks : Math.ceil(time / WEEK) - 1;
}

/** Turns weekly changes of each area's count into counts, and fills in those of all areas. */
function sumOverWeeks({ areas, weeks }: Layout, firstWeek: number, row: Float64Array): void {
  const total = firstWeek + (areas.length - 1) * weeks;
  for (let area = 0; area < areas.length - 1; area++) {
    let open = 0;
    for (let week = 0; week < weeks; week++) {
      open += row[firstWeek + area * weeks + week]!;
      row[firstWeek + area * weeks + week] = open;
      row[total + week]! += open;
    }
  }
}

/** Fills in a count for all areas, in each cycle. */
function sumOverAreas(layout: Layout, index: number, metric: number, row: Float64Array): void {
  const total = layout.areas.length - 1;
  for (let cycle = 0; cycle < layout.windows.length; cycle++) {
    let sum = 0;
    for (let area = 0; area < total; area++) sum += row[layout.metric(index, area, cycle, metric)]!;
    row[layout.metric(index, total, cycle, metric)] = sum;
  }
}

function readWeeklyMerges(
  { changes, records }: Outcome,
  layout: Layout,
  index: number,
  row: Float64Array,
): void {
  const total = layout.areas.length - 1;
  for (let change = 0; change < changes.count; change++) {
    const week = Math.floor(records.merged[change]! / WEEK);
    if (!(week < layout.weeks)) continue;
    row[layout.week(index, WEEKLY_MERGES, changes.area[change]!, week)]!++;
    row[layout.week(index, WEEKLY_MERGES, total, week)]!++;
  }
}

/** Merges, abandonments, lead times and waits for the first review, by the cycle in which they happen. */
function readFlows(outcome: Outcome, layout: Layout, index: number, row: Float64Array): void {
  const { changes, records } = outcome;
  const { merged, abandoned, firstReview } = records;
  const areas = layout.areas.length - 1;
  const { order, begins } = changesByArea(changes, areas);
  const leads = new Float64Array(changes.count);
  const firsts = new Float64Array(changes.count);
  layout.windows.forEach(({ start, release }, cycle) => {
    const weeks = (release - start) / WEEK;
    // Areas stand one after another, so that those of all areas stand together.
    let lead = 0;
    let first = 0;
    let allGone = 0;
    for (let area = 0; area < areas; area++) {
      const ownLeads = lead;
      const ownFirsts = first;
      let gone = 0;
      for (let i = begins[area]!; i < begins[area + 1]!; i++) {
        const change = order[i]!;
        const mergedAt = merged[change]!;
        const firstAt = firstReview[change]!;
        const goneAt = abandoned[change]!;
        const created = changes.created[change]!;
        if (mergedAt >= start && mergedAt < release) leads[lead++] = (mergedAt - created) / DAY;
        if (firstAt >= start && firstAt < release && created >= 0)
          firsts[first++] = (firstAt - created) / DAY;
        if (goneAt >= start && goneAt < release) gone++;
      }
      const at = layout.metric(index, area, cycle, 0);
      writeFlows(row, at, leads.subarray(ownLeads, lead), firsts.subarray(ownFirsts, first), gone, weeks);
      allGone += gone;
    }
    const at = layout.metric(index, areas, cycle, 0);
    writeFlows(row, at, leads.subarray(0, lead), firsts.subarray(0, first), allGone, weeks);
  });
}

/** Flows of one area and cycle, from lead times and waits [days] in any order (which they are put out of). */
function writeFlows(
  row: Float64Array,
  at: number,
  leads: Float64Array,
  firsts: Float64Array,
  abandoned: number,
  weeks: number,
): void {
  row[at + MERGES] = leads.length / weeks;
  row[at + ABANDONED] = abandoned / (abandoned + leads.length);
  arrangeQuantiles(leads, LEAD_QUANTILES);
  for (let i = 0; i < LEAD_QUANTILES.length; i++)
    row[at + FIRST_LEAD + i] = quantileSorted(leads, LEAD_QUANTILES[i]!);
  arrangeQuantiles(firsts, MEDIAN);
  row[at + FIRST_REVIEW] = quantileSorted(firsts, 0.5);
}

/** Changes in order of areas, and where those of each area begin. */
function changesByArea(
  { area, count }: LatentChanges,
  areas: number,
): { order: Int32Array; begins: Int32Array } {
  const begins = new Int32Array(areas + 1);
  for (let change = 0; change < count; change++) begins[area[change]! + 1]!++;
  for (let a = 0; a < areas; a++) begins[a + 1]! += begins[a]!;
  const next = begins.slice();
  const order = new Int32Array(count);
  for (let change = 0; change < count; change++) order[next[area[change]!]!++] = change;
  return { order, begins };
}

/**
 * On whom the open changes wait at the end of each cycle: the author, if any part of the change is there, or else a
 * reviewer or the gate.
 */
function readWaiting({ changes, records }: Outcome, layout: Layout, index: number, row: Float64Array): void {
  const total = layout.areas.length - 1;
  const [onReviewer, onAuthor] = [metricIndex('waiting_on_reviewer'), metricIndex('waiting_on_author')];
  const { stays, stayFrom, stayUntil, stayChange, abandoned } = records;
  layout.windows.forEach(({ release }, cycle) => {
    // Several parts of a change may be with its author.
    const counted = new Set<number>();
    for (let stay = 0; stay < stays; stay++) {
      if (stayFrom[stay]! > release || stayUntil[stay]! <= release) continue;
      const change = stayChange[stay]!;
      if (abandoned[change]! <= release || counted.has(change)) continue;
      counted.add(change);
      row[layout.metric(index, changes.area[change]!, cycle, onAuthor)]!++;
    }
  });
  sumOverAreas(layout, index, onAuthor, row);
  for (let cycle = 0; cycle < layout.windows.length; cycle++) {
    for (let area = 0; area <= total; area++) {
      const at = layout.metric(index, area, cycle, 0);
      row[at + onReviewer] = row[at]! - row[at + onAuthor]!;
    }
  }
}
