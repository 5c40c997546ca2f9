import type { LatentChanges } from '../../demand/change.ts';
import { drawChanges } from '../../demand/draw-changes.ts';
import { drawCapacity } from '../../review/capacity.ts';
import { simulate } from '../../review/review-process.ts';
import { Room } from '../../review/room.ts';
import { loadScenario } from '../../scenario/load.ts';
import { DAY, type GivenChanges, type Person, type Scenario, WEEK } from '../../scenario/types.ts';
import { normalQuantile } from '../../stats/normal.ts';
import { prepareStudy, type Study } from '../replicate.ts';
import { type ByWork, byWork, createdIn, knownIn } from './actual.ts';
import { type Arrivals, type Knowledge, WORKS, type Work } from './knowledge.ts';
import { type Life, leastOf, type Measured, measure } from './measure.ts';
import type { Project, Projection, ProjectOptions, Replication } from './projection.ts';
import { weeksOf } from './window.ts';

const HOUR_MS = 3_600_000;
/** Reviewers of the rest; those of the moved work come in proportion. What they do together is fixed, not how many they are. */
const REVIEWERS = 4;
const ROUNDS = 2;
const HOURS_A_MERGE = 1;
/** How busy they are taken to be in the fit window. A history of merges does not show it. */
const LOAD = 0.9;

/**
 * The simplest simulation, which stands beside the product's own: review capacity is what the fit window needed, and goes
 * on for ever; the split divides it by the shares of merges. Waiting that is no queue, the author's, is as long as lead
 * times were. Where work grows and nobody comes, its queue grows without end.
 */
export const fixedCapacity: Project = async (knowledge, arrivals, options) => {
  const study = prepareStudy(await scenarioFor(knowledge, arrivals, options));
  const room = new Room();
  const projection = { withSplit: [] as Replication[], withoutSplit: [] as Replication[] };
  let changes: LatentChanges | undefined;
  for (let replication = 0; replication < options.replications; replication++) {
    changes = drawChanges(study.plan, replication, changes);
    for (const [organization, kept] of [projection.withoutSplit, projection.withSplit].entries())
      kept.push(replicate(study, knowledge, changes, replication, organization, room));
    options.onReplication?.(replication + 1);
  }
  return projection satisfies Projection;
};

function replicate(
  { scenario, plan, rights }: Study,
  { split, score }: Knowledge,
  changes: LatentChanges,
  replication: number,
  organization: number,
  room: Room,
): Replication {
  const hours = drawCapacity(plan, replication);
  const records = simulate(scenario, changes, rights[organization]!, hours, plan.horizon, room);
  const lives: Life[][] = WORKS.map(() => []);
  for (let change = 0; change < changes.count; change++) {
    lives[changes.area[change]!]!.push({
      createdAt: split + changes.created[change]! * HOUR_MS,
      mergedAt: split + records.merged[change]! * HOUR_MS,
    });
  }
  return byWork((work) => measure(lives[WORKS.indexOf(work)]!, score));
}

/** One area for each work; together one team, apart one each, of the same people. */
async function scenarioFor(
  knowledge: Knowledge,
  arrivals: Arrivals,
  options: ProjectOptions,
): Promise<Scenario> {
  const text = JSON.stringify(scenarioText(knowledge, arrivals, options.seed), null, 1);
  const scenario = await loadScenario('fixed-capacity', text, (name) => {
    throw new Error(`no table '${name}'`);
  });
  const hours = (time: number) => (time - knowledge.split) / HOUR_MS;
  const timesOf = (list: readonly { createdAt: number; work: string }[]): GivenChanges[] =>
    WORKS.map((work) => ({
      created: Float64Array.from(
        list.filter((one) => one.work === work),
        ({ createdAt }) => hours(createdAt),
      ),
    }));
  const open = timesOf(knowledge.changes.filter(({ status }) => status === 'open'));
  const later = arrivals.mode === 'observed' ? { given: timesOf(arrivals.later) } : {};
  return {
    ...scenario,
    people: peopleOf(scenario, knowledge),
    open: { ...scenario.open, fresh: false, given: open },
    arrivals: { ...scenario.arrivals, ...later },
  };
}

/** Capacity of the moved work's reviewers as a share of all: that of its merges in the fit window. */
function shareOf(knowledge: Knowledge): number {
  const { moved, rest } = mergesOf(knowledge);
  return Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, moved / (moved + rest)));
}

/** A team without any hours would be no team. */
const LEAST_SHARE = 0.01;

function mergesOf(knowledge: Knowledge): ByWork<number> {
  const seen = knownIn(knowledge.fit, knowledge);
  return byWork((work) =>
    Math.max(leastOf('merges_per_week', knowledge.fit), seen[work].metrics.merges_per_week),
  );
}

/** Members of each work's team, and how fast each is [hours of work per hour]. */
function teamsOf(knowledge: Knowledge): ByWork<{ members: number; attention: number }> {
  const share = shareOf(knowledge);
  const merges = mergesOf(knowledge);
  const all = ((merges.moved + merges.rest) * HOURS_A_MERGE) / LOAD / WEEK;
  return byWork((work) => {
    const own = work === 'moved' ? share : 1 - share;
    const members = Math.max(1, Math.round(REVIEWERS * own));
    return { members, attention: Math.min(1, (all * own) / members) };
  });
}

function peopleOf(scenario: Scenario, knowledge: Knowledge): Person[] {
  const { moved, rest } = teamsOf(knowledge);
  return scenario.people.map((person, i) => ({
    ...person,
    attention: i < moved.members ? moved.attention : rest.attention,
  }));
}

function scenarioText(knowledge: Knowledge, arrivals: Arrivals, seed: string): object {
  const { fit, split, score } = knowledge;
  const seen = knownIn(fit, knowledge);
  const arrived = createdIn(fit, knowledge, arrivals);
  const teams = teamsOf(knowledge);
  const names = Array.from({ length: teams.moved.members + teams.rest.members }, (_, i) => `r${i + 1}`);
  const teamOf = (work: Work) => ({
    ...{ name: work, owns: [work], approvals: 1 },
    members: work === 'moved' ? names.slice(0, teams.moved.members) : names.slice(teams.moved.members),
  });
  return {
    ...{ schema: 1, seed },
    areas: Object.fromEntries(
      WORKS.map((work) => [work, { turnaround: turnaroundOf(seen[work], seen.rest) }]),
    ),
    arrivals: {
      rates: Object.fromEntries(WORKS.map((work) => [work, `${plain(arrived[work] / weeksOf(fit))} / week`])),
      until: `${plain((score.until - split) / HOUR_MS)} h`,
    },
    open: { waiting_on_reviewer: 0.5 },
    changes: {
      ...{ features: 0, by_reviewers: 0, patience: 'none', size: { law: 'constant', value: 1 } },
      effort: { law: 'exponential', mean: `${plain(HOURS_A_MERGE / ROUNDS)} h` },
      rounds: { law: 'constant', value: ROUNDS },
    },
    review: {
      ...{ approvals: 1, discipline: 'first in first out', prefers: 'any', re_review: 1, unfamiliar: 1 },
    },
    gate: { duration: '0 h', flake: 0, conflict: 0 },
    people: { count: names.length, absence: 0 },
    organizations: [
      { name: 'together', teams: [{ name: 'all', owns: 'all', members: 'all', approvals: 1 }] },
      { name: 'apart', teams: WORKS.map(teamOf) },
    ],
  };
}

/** The author's time between the two rounds: as lead times were in the fit window. */
function turnaroundOf(own: Measured, rest: Measured): object {
  const { lead_median, lead_p90 } =
    [own, rest].find((seen) => seen.metrics.lead_median > 0)?.metrics ?? DAY_LONG;
  const sigma = Math.max(0.1, Math.log(lead_p90 / lead_median) / UPPER_TENTH);
  return { law: 'lognormal', median: `${plain(lead_median * DAY)} h`, sigma: plain(sigma) };
}

const DAY_LONG = { lead_median: 1, lead_p90: 5 };
/** Standard normal quantile of 0.9. */
const UPPER_TENTH = normalQuantile(0.9);

function plain(value: number): number {
  return Number(value.toFixed(9));
}
