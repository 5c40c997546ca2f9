import type { LatentChanges } from '../../../demand/change.ts';
import type { Capacity } from '../../../review/capacity.ts';
import { type Scenario, WEEK } from '../../../scenario/types.ts';
import { mean } from '../../../stats/summary.ts';
import { type ByWork, byWork } from '../actual.ts';
import { WORKS } from '../knowledge.ts';
import { APPROVALS } from './organizations.ts';
import { FOLLOWS_AFTER } from './priors.ts';

/** Review work that comes in with each work's changes, by week [h]; that of changes open at the start in the first weeks. */
export type WeeklyWork = ByWork<Float64Array>;

export function workOf(changes: LatentChanges, weeks: number): WeeklyWork {
  const work = byWork(() => new Float64Array(weeks));
  for (let change = 0; change < changes.count; change++) {
    const { effort, rounds, patchSet, created, area } = changes;
    const asked = effort[change]! * APPROVALS * (rounds[change]! - patchSet[change]! + 1);
    const of = work[WORKS[area[change]!]!];
    const week = Math.floor(created[change]! / WEEK);
    if (week >= weeks) continue;
    if (week >= 0) of[week]! += asked;
    else
      for (let first = 0; first < FOLLOWS_AFTER && first < weeks; first++)
        of[first]! += asked / FOLLOWS_AFTER;
  }
  return work;
}

/**
 * Hours a week that follow the work which comes in, some weeks late: new work brings reviewers (H27). They are such that
 * in the long run the given share of them is asked for.
 */
export function followingWork(work: Float64Array, load: number): Float64Array {
  const first = mean(work.subarray(0, FOLLOWS_AFTER));
  const step = 1 / FOLLOWS_AFTER;
  let level = first;
  const hours = new Float64Array(work.length);
  for (let week = 0; week < work.length; week++) {
    hours[week] = level / load;
    level += step * (work[week]! - level);
  }
  return hours;
}

/**
 * Everybody's hours where the people of each work are a team of their own. Those of the moved work give at
 * least as many each as those of the rest: a team as small as teams can be has hours to spare.
 */
export function hoursApart(
  capacity: Capacity,
  scenario: Scenario,
  reviewers: ByWork<number>,
  work: WeeklyWork,
  load: ByWork<number>,
): Capacity {
  const hours = byWork((one) => followingWork(work[one], load[one]));
  const moved = reviewers[WORKS[0]];
  return capacity.scaled((person, week) => {
    const rest = speed(scenario, hours.rest, week, reviewers.rest);
    return person < moved ? Math.max(rest, speed(scenario, hours.moved, week, moved)) : rest;
  });
}

/** Everybody's hours where all are one team. */
export function hoursTogether(
  capacity: Capacity,
  scenario: Scenario,
  reviewers: ByWork<number>,
  work: WeeklyWork,
  load: number,
): Capacity {
  const all = work[WORKS[0]].map((own, week) => own + work[WORKS[1]][week]!);
  const hours = followingWork(all, load);
  const people = reviewers.moved + reviewers.rest;
  return capacity.scaled((_, week) => speed(scenario, hours, week, people));
}

/** Hours of work per hour of calendar of one of so many people, who are away for a share of weeks. */
function speed({ peopleRules }: Scenario, hours: Float64Array, week: number, people: number): number {
  const all = hours[Math.min(week, hours.length - 1)]!;
  return all / (people * WEEK * (1 - peopleRules.absence));
}
