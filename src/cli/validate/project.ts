import type { LatentChanges } from '../../demand/change.ts';
import { drawChanges } from '../../demand/draw-changes.ts';
import { PARAMETERS } from '../../experiment/calibrate/parameters.ts';
import { prepareStudy } from '../../experiment/replicate.ts';
import { changeHeader, changeRow } from '../../history/change-row.ts';
import { readCsv } from '../../history/csv.ts';
import { drawCapacity } from '../../review/capacity.ts';
import type { Records } from '../../review/record.ts';
import { simulate } from '../../review/review-process.ts';
import { loadScenario } from '../../scenario/load.ts';
import { FREE_KEYS, type FreeKey, type Scenario, WEEK } from '../../scenario/types.ts';
import { normalQuantile } from '../../stats/normal.ts';
import { stream } from '../../stats/stream.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2020, 0, 2);
/** Weeks that a project runs before anybody writes its history down, and those that are written down. */
const [BEFORE, WRITTEN] = [39, 65];
const AREAS = ['core', 'driver'];
const PEOPLE = 8;

/** A made-up project of which everything is known. */
export interface Project {
  truth: Record<FreeKey, number>;
  /** What its records would hold, as a neutral history. */
  changesCsv: string;
  reviewersCsv: string;
  /** Lines of the scenario that are told, since no history shows them. */
  told: string;
}

/** Project number `index`: parameters drawn from the evidence, then half a year more than a year of reviews. */
export async function makeProject(seed: string, index: number): Promise<Project> {
  const draw = stream(seed, 'project', index);
  const truth = drawTruth(draw);
  const perWeek = 15 + 15 * draw.next();
  const load = 0.7 + 0.35 * draw.next();
  // 3.7 readings of a change at three quarters of their effort, on average, and 9 minutes for its lines; 15 % are away.
  const hours = (perWeek * 3.7 * 0.75 * (truth['changes.effort_base'] + 9)) / 60 / load / 0.85;
  const reviewersCsv = `reviewer,hours_per_week,areas\n${Array.from({ length: PEOPLE }, (_, i) => {
    const share = 0.8 ** i / ((1 - 0.8 ** PEOPLE) / 0.2);
    return `r${i + 1},${(hours * share).toFixed(2)},${AREAS.slice(0, 1 + (i % 2)).join(';')}\n`;
  }).join('')}`;
  const scenario = await truthScenario(seed, index, truth, perWeek, reviewersCsv);
  const study = prepareStudy(scenario);
  const changes = drawChanges(study.plan, 0);
  const capacity = drawCapacity(study.plan, 0);
  const records = simulate(scenario, changes, study.rights[0]!, capacity, study.plan.horizon);
  return { truth, changesCsv: historyOf(changes, records), reviewersCsv, told: TOLD };
}

const TOLD = '  gives_up_after: 90 days\n  rounds: {law: rounded lognormal, median: 2, sigma: 0.8}';

function drawTruth(draw: { next(): number }): Record<FreeKey, number> {
  return Object.fromEntries(
    FREE_KEYS.map((key) => {
      const { start, leeway, least, most } = PARAMETERS[key];
      // Of effort alone evidence says little, and only hours over effort are seen.
      const by = key === 'changes.effort_base' ? 0.4 : leeway;
      for (;;) {
        const value = start * Math.exp(by * normalQuantile(draw.next()));
        if (value > least && value < most) return [key, value];
      }
    }),
  ) as Record<FreeKey, number>;
}

function truthScenario(
  seed: string,
  index: number,
  truth: Record<FreeKey, number>,
  perWeek: number,
  reviewersCsv: string,
): Promise<Scenario> {
  const law = (value: unknown) => JSON.stringify(value);
  const written = (key: FreeKey) => law(PARAMETERS[key].written(truth[key]));
  const release = new Date(START + (BEFORE + WRITTEN) * WEEK * HOUR_MS).toISOString().slice(0, 10);
  const text = `schema: 1
seed: ${law(`${seed} ${index}`)}
start: 2020-01-02
calendar: cycles.csv
areas: {core: , driver: }
arrivals: {rates: {core: ${(0.7 * perWeek).toFixed(2)} / week, driver: ${(0.3 * perWeek).toFixed(2)} / week}, dispersion: 2}
changes:
${TOLD}
  effort_base: ${written('changes.effort_base')}
  turnaround: ${written('changes.turnaround')}
  turnaround_spread: ${written('changes.turnaround_spread')}
  express: ${written('changes.express')}
  patience: ${written('changes.patience')}
review: {discipline: priority}
people:
  file: reviewers.csv
  week_spread: ${written('people.week_spread')}
  follows_arrivals: ${written('people.follows_arrivals')}
organizations: [{name: one team, teams: [{name: everybody, owns: all, members: all}]}]
`;
  const tables: Record<string, string> = {
    'cycles.csv': `cycle,start,freeze,release\nwhole,2020-01-02,${release},${release}\n`,
    'reviewers.csv': reviewersCsv,
  };
  return loadScenario('project/scenario.yaml', text, (name) => readCsv(name, tables[name]!));
}

/** What a review system would have written down until the last day: later ends are not known. */
function historyOf(changes: LatentChanges, records: Records): string {
  const [from, until] = [BEFORE * WEEK, (BEFORE + WRITTEN) * WEEK];
  const time = (at: number) => (at < until ? START + Math.round(at * 3600) * 1000 : undefined);
  const revised = Float64Array.from(changes.created);
  const sets = new Uint16Array(changes.count).fill(1);
  for (let stay = 0; stay < records.stays; stay++) {
    const change = records.stayChange[stay]!;
    if (records.stayUntil[stay]! >= Math.min(until, records.abandoned[change]!)) continue;
    revised[change] = records.stayUntil[stay]!;
    sets[change]!++;
  }
  let text = changeHeader();
  for (let i = 0; i < changes.count; i++) {
    const created = changes.created[i]!;
    if (created >= until || Math.min(records.merged[i]!, records.abandoned[i]!) < from) continue;
    const [mergedAt, leftAt] = [time(records.merged[i]!), time(records.abandoned[i]!)];
    const area = AREAS[changes.area[i]!]!;
    text += changeRow({
      changeId: String(i),
      createdAt: time(created)!,
      firstReviewAt: time(records.firstReview[i]!),
      revisedAt: time(revised[i]!),
      mergedAt,
      closedAt: mergedAt ?? leftAt,
      status: mergedAt !== undefined ? 'merged' : leftAt !== undefined ? 'abandoned' : 'open',
      area,
      areas: [area],
      patchSets: sets[i]!,
      insertions: Math.max(1, Math.round(changes.size[i]!)),
      reviewers: [],
    });
  }
  return text;
}
