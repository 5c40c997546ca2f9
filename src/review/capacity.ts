import { weeklyCounts } from '../demand/arrival-times.ts';
import type { DemandPlan } from '../demand/plan.ts';
import { WEEK } from '../scenario/types.ts';
import { drawFactor } from '../stats/distribution.ts';
import { stream } from '../stats/stream.ts';

/** When everybody works how fast: hours of review work per hour of calendar, per person and week. */
export class Capacity {
  readonly people: number;
  readonly weeks: number;
  /** `[person * weeks + week]`; the last week goes on for ever. */
  private readonly rate: Float64Array;
  /** Work that each person can have done before each week [h]. */
  private readonly before: Float64Array;

  constructor(people: number, weeks: number, rateOf: (person: number, week: number) => number) {
    this.people = people;
    this.weeks = weeks;
    this.rate = new Float64Array(people * weeks);
    this.before = new Float64Array(people * weeks);
    for (let person = 0; person < people; person++) {
      let done = 0;
      for (let week = 0; week < weeks; week++) {
        const rate = rateOf(person, week);
        this.rate[person * weeks + week] = rate;
        this.before[person * weeks + week] = done;
        done += rate * WEEK;
      }
    }
  }

  /** The same people with their hours of each week times a factor. */
  scaled(factor: (person: number, week: number) => number): Capacity {
    const { people, weeks, rate } = this;
    return new Capacity(people, weeks, (person, week) => rate[person * weeks + week]! * factor(person, week));
  }

  /** Whether the person works in that week at all. */
  works(person: number, week: number): boolean {
    return this.rate[person * this.weeks + week]! > 0;
  }

  /** When the person has done `work` [h] that is begun at `now`; Infinity if never. */
  finish(person: number, now: number, work: number): number {
    const { rate, weeks } = this;
    const row = person * weeks;
    if (weeks === 1) return work > 0 ? now + work / rate[row]! : now;
    let week = Math.floor(now / WEEK);
    let at = now;
    let left = work;
    for (; week < weeks - 1; week++) {
      const end = (week + 1) * WEEK;
      const fits = (end - at) * rate[row + week]!;
      if (left <= fits && fits > 0) return at + left / rate[row + week]!;
      left -= fits;
      at = end;
    }
    return left > 0 ? at + left / rate[row + weeks - 1]! : at;
  }

  /** Work that the person can have done from 0 until `time` [h]. */
  until(person: number, time: number): number {
    const week = Math.min(this.weeks - 1, Math.floor(time / WEEK));
    const i = person * this.weeks + week;
    return this.before[i]! + (time - week * WEEK) * this.rate[i]!;
  }
}

/**
 * Everybody's hours in replication `replication`, the same for all organizations: attention, times the scenario's factor
 * of the week, one drawn for all in that week, one for the replication and one that follows arrivals, less absences (drawn per person and week), slower while ramping up, none before joining or after leaving.
 */
export function drawCapacity(plan: DemandPlan, replication: number): Capacity {
  const { scenario, weeks } = plan;
  const { people, peopleRules: rules, seed } = scenario;
  const ofWeek = stream(seed, 'hours of weeks', replication);
  const following = followArrivals(plan, replication);
  const factors = Array.from(
    { length: Math.max(1, weeks) },
    (_, week) => rules.factor(week) * drawFactor(rules.week_spread, ofWeek) * (following[week] ?? 1),
  );
  const absences = people.map(({ name }) =>
    rules.absence > 0 ? stream(seed, 'absence', name, replication) : undefined,
  );
  const sure = drawFactor(rules.uncertainty, stream(seed, 'level of hours', replication));
  return new Capacity(people.length, Math.max(1, weeks), (person, week) => {
    const { attention, joined, left } = people[person]!;
    const absent = (absences[person]?.next() ?? 1) < rules.absence;
    const start = week * WEEK;
    if (absent || start < joined || start >= left) return 0;
    const slow = start < joined + rules.ramp_up ? rules.ramp_up_speed : 1;
    return attention * sure * factors[week]! * slow;
  });
}

/**
 * How hours follow the work that comes in: for each week, the changes that arrive in it and in the week before, relative
 * to what is expected of the run, to the power `people.follows_arrivals`. Empty where they do not follow.
 */
function followArrivals(plan: DemandPlan, replication: number): number[] {
  const elasticity = plan.scenario.peopleRules.follows_arrivals;
  if (elasticity === 0 || plan.weeks === 0) return [];
  const sums = (counts: readonly number[][]) =>
    Array.from({ length: plan.weeks }, (_, week) => counts.reduce((sum, area) => sum + area[week]!, 0));
  const expected = sums(plan.expected);
  const usual = expected.reduce((sum, count) => sum + count, 0) / plan.weeks;
  const arriving = sums(weeklyCounts(plan, replication));
  return arriving.map((count, week) => ((count + (arriving[week - 1] ?? count)) / 2 / usual) ** elasticity);
}
