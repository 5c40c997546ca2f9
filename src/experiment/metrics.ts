import { DAY, WEEK } from '../scenario/types.ts';
import { quantileSorted } from '../stats/summary.ts';
import { type Layout, METRICS, metricIndex, SERIES } from './layout.ts';
import { readLinked } from './linked.ts';
import type { Outcome } from './outcome.ts';

const LEAD_QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9];
const [FIRST_LEAD, FIRST_REVIEW] = [metricIndex('lead_p10'), metricIndex('first_review_median')];

/** Reads all numbers of organization `index` from its records into `row`. */
export function readMetrics(outcome: Outcome, layout: Layout, index: number, row: Float64Array): void {
  readCounts(outcome, layout, index, row);
  readFlows(outcome, layout, index, row);
  readWaiting(outcome, layout, index, row);
  readLinked(outcome, layout, index, row);
  readTeams(outcome, layout, index, row);
}

/** Weekly open changes, and those at the end of each cycle. */
function readCounts({ changes, records }: Outcome, layout: Layout, index: number, row: Float64Array): void {
  const total = layout.areas.length - 1;
  const openIndex = METRICS.findIndex(({ name }) => name === 'open');
  for (let change = 0; change < changes.count; change++) {
    const merged = records.merged[change]!;
    const from = Math.max(0, Math.ceil(changes.created[change]! / WEEK) - 1);
    const until = Math.min(merged, records.abandoned[change]!);
    const area = changes.area[change]!;
    for (let series = 0; series < SERIES.length; series++) {
      if (series === 1 && merged === Number.POSITIVE_INFINITY) continue;
      const [own, all] = [layout.week(index, series, area, 0), layout.week(index, series, total, 0)];
      for (let week = from; week < layout.weeks && (week + 1) * WEEK < until; week++) {
        row[own + week]!++;
        row[all + week]!++;
      }
      layout.windows.forEach(({ release }, cycle) => {
        if (changes.created[change]! > release || until <= release) return;
        row[layout.metric(index, area, cycle, openIndex + series)]!++;
        row[layout.metric(index, total, cycle, openIndex + series)]!++;
      });
    }
  }
}

/** Merges, abandonments, lead times and waits for the first review, by the cycle in which they happen. */
function readFlows({ changes, records }: Outcome, layout: Layout, index: number, row: Float64Array): void {
  const leads = groups(layout);
  const firsts = groups(layout);
  const abandoned = new Float64Array(layout.areas.length * layout.windows.length);
  const put = (lists: number[][], change: number, at: number, value: number) => {
    forCells(layout, changes.area[change]!, at, (cell) => lists[cell]!.push(value));
  };
  for (let change = 0; change < changes.count; change++) {
    const created = changes.created[change]!;
    const [merged, first, gone] = [
      records.merged[change]!,
      records.firstReview[change]!,
      records.abandoned[change]!,
    ];
    if (merged < Number.POSITIVE_INFINITY) put(leads, change, merged, (merged - created) / DAY);
    if (first < Number.POSITIVE_INFINITY && created >= 0) put(firsts, change, first, (first - created) / DAY);
    if (gone < Number.POSITIVE_INFINITY)
      forCells(layout, changes.area[change]!, gone, (cell) => abandoned[cell]!++);
  }
  const [merges, share] = [metricIndex('merges_per_week'), metricIndex('abandoned_share')];
  for (let area = 0; area < layout.areas.length; area++) {
    layout.windows.forEach(({ start, release }, cycle) => {
      const cell = area * layout.windows.length + cycle;
      const at = layout.metric(index, area, cycle, 0);
      const sorted = Float64Array.from(leads[cell]!).sort();
      row[at + merges] = sorted.length / ((release - start) / WEEK);
      row[at + share] = abandoned[cell]! / (abandoned[cell]! + sorted.length);
      LEAD_QUANTILES.forEach((p, i) => {
        row[at + FIRST_LEAD + i] = quantileSorted(sorted, p);
      });
      row[at + FIRST_REVIEW] = quantileSorted(Float64Array.from(firsts[cell]!).sort(), 0.5);
    });
  }
}

/** On whom the open changes wait at the end of each cycle: a reviewer or the gate, or the author. */
function readWaiting({ changes, records }: Outcome, layout: Layout, index: number, row: Float64Array): void {
  const total = layout.areas.length - 1;
  const [onReviewer, onAuthor] = [metricIndex('waiting_on_reviewer'), metricIndex('waiting_on_author')];
  layout.windows.forEach(({ release }, cycle) => {
    for (let stay = 0; stay < records.stays; stay++) {
      if (records.stayFrom[stay]! > release || records.stayUntil[stay]! <= release) continue;
      const area = changes.area[records.stayChange[stay]!]!;
      row[layout.metric(index, area, cycle, onAuthor)]!++;
      row[layout.metric(index, total, cycle, onAuthor)]!++;
    }
    for (let area = 0; area <= total; area++) {
      const at = layout.metric(index, area, cycle, 0);
      row[at + onReviewer] = row[at]! - row[at + onAuthor]!;
    }
  });
}

/**
 * Utilization: time at work on the team's areas over its hours, where hours of people in several teams go where they
 * worked and their free hours go to all of them alike. Load: work asked of the team by new changes (one reading at full
 * effort for each patch set and each approval) over its nominal hours.
 */
function readTeams(outcome: Outcome, layout: Layout, index: number, row: Float64Array): void {
  const { scenario, capacity } = outcome;
  const { teams } = scenario.organizations[index]!;
  const teamsOf = scenario.people.map((_, person) =>
    teams.flatMap((team, t) => (team.members.includes(person) ? [t] : [])),
  );
  layout.windows.forEach(({ start, release }, cycle) => {
    const busy = busyHours(outcome, teamsOf, teams.length, start, release);
    const asked = askedHours(outcome, teams.length, start, release);
    const [hours, nominal, spent] = [0, 1, 2].map(() => new Float64Array(teams.length + 1)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    teamsOf.forEach((own, person) => {
      if (own.length === 0) return;
      const all = capacity.until(person, release) - capacity.until(person, start);
      const work = busy.subarray(person * teams.length, (person + 1) * teams.length);
      const free = Math.max(0, all - work.reduce((sum, h) => sum + h, 0));
      spread(nominal, own, all);
      spread(hours, own, free);
      work.forEach((h, team) => {
        spread(hours, [team], h);
        spread(spent, [team], h);
      });
    });
    for (let team = 0; team <= teams.length; team++) {
      const at = layout.team(index, team, cycle, 0);
      row[at] = spent[team]! / hours[team]!;
      row[at + 1] = asked[team]! / nominal[team]!;
    }
  });
}

/** Hours that each person worked for each team in a window, `[person * teams + team]`. */
function busyHours(
  { rights, capacity, records }: Outcome,
  teamsOf: number[][],
  teams: number,
  start: number,
  release: number,
) {
  const busy = new Float64Array(capacity.people * teams);
  for (let review = 0; review < records.reviews; review++) {
    const [from, until] = [
      Math.max(start, records.started[review]!),
      Math.min(release, records.finished[review]!),
    ];
    if (until <= from) continue;
    const person = records.reviewer[review]!;
    const own = teamsOf[person]!.filter((team) =>
      rights.stages[records.stage[review]!]!.teams.includes(team),
    );
    const work = capacity.until(person, until) - capacity.until(person, from);
    for (const team of own) busy[person * teams + team]! += work / own.length;
  }
  return busy;
}

/** Hours of work that changes created in a window ask of each team, and of all. */
function askedHours(
  { changes, rights }: Outcome,
  teams: number,
  start: number,
  release: number,
): Float64Array {
  const asked = new Float64Array(teams + 1);
  for (let change = 0; change < changes.count; change++) {
    if (changes.created[change]! < start || changes.created[change]! >= release) continue;
    const set = changes.codeSet[change]!;
    for (let stage = rights.firstStage[set]!; stage < rights.firstStage[set + 1]!; stage++) {
      const { approvals, share, teams: owners } = rights.stages[stage]!;
      spread(asked, owners, changes.effort[change]! * share * (approvals + changes.rounds[change]! - 1));
    }
  }
  return asked;
}

function spread(sums: Float64Array, teams: readonly number[], amount: number): void {
  for (const team of teams) sums[team] = sums[team]! + amount / teams.length;
  sums[sums.length - 1] = sums[sums.length - 1]! + amount;
}

function groups(layout: Layout): number[][] {
  return Array.from({ length: layout.areas.length * layout.windows.length }, () => []);
}

/** Calls `visit` for the cells of the area and of `all`, in each window that holds time `at`. */
function forCells(layout: Layout, area: number, at: number, visit: (cell: number) => void): void {
  const { windows } = layout;
  for (let cycle = 0; cycle < windows.length; cycle++) {
    if (at < windows[cycle]!.start || at >= windows[cycle]!.release) continue;
    visit(area * windows.length + cycle);
    visit((layout.areas.length - 1) * windows.length + cycle);
  }
}
