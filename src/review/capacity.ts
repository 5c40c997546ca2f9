import { weeklyCounts } from '../demand/arrival-times.ts';
import { fittedFactors } from '../demand/fitted.ts';
import type { DemandPlan } from '../demand/plan.ts';
import { type Scenario, WEEK } from '../scenario/types.ts';
import { drawFactor } from '../stats/distribution.ts';
import { stream } from '../stats/stream.ts';
import { Presence } from './presence.ts';
import { NEVER } from './record.ts';

/** When everybody works how fast: hours of review work per hour of calendar, per person and week. */
export class Capacity {
  readonly people: number;
  readonly weeks: number;
  /** `[person * weeks + week]`; the last week goes on for ever. */
  private readonly rate: Float64Array;
  /** Work that each person can have done before each week [h]. */
  protected readonly before: Float64Array;

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

  /** Hours of work per hour of calendar in a week. */
  speed(person: number, week: number): number {
    return this.rate[person * this.weeks + week]!;
  }

  /** Whether anybody comes and goes within weeks (see PresentCapacity); else all are there throughout. */
  get comesAndGoes(): boolean {
    return false;
  }

  /** Whether the person is there from `time` on [h], in a week of work. */
  isThere(_person: number, _time: number): boolean {
    return true;
  }

  /** When the person next goes or comes back within a week after `time` [h]; Infinity if never. */
  nextTurn(_person: number, _time: number): number {
    return Number.POSITIVE_INFINITY;
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

/** Hours of people who come and go within the week: they work at the speed of the week while they are there. */
export class PresentCapacity extends Capacity {
  private readonly presences: readonly Presence[];

  /** One presence for each person; several may share one. */
  constructor(hours: Capacity, presences: readonly Presence[]) {
    super(hours.people, hours.weeks, (person, week) => hours.speed(person, week));
    this.presences = presences;
    for (let person = 0; person < hours.people; person++) {
      let done = 0;
      for (let week = 0; week < hours.weeks; week++) {
        this.before[person * hours.weeks + week] = done;
        done += this.speed(person, week) * this.hoursBetween(person, week * WEEK, (week + 1) * WEEK);
      }
    }
  }

  override get comesAndGoes(): boolean {
    return true;
  }

  override scaled(factor: (person: number, week: number) => number): Capacity {
    return new PresentCapacity(super.scaled(factor), this.presences);
  }

  override isThere(person: number, time: number): boolean {
    return this.presences[person]!.isThere(time);
  }

  override nextTurn(person: number, time: number): number {
    return this.presences[person]!.nextTurn(time);
  }

  override finish(person: number, now: number, work: number): number {
    if (work <= 0) return now;
    const presence = this.presences[person]!;
    const last = this.weeks - 1;
    let hours = presence.hours(now);
    let left = work;
    for (let week = Math.floor(now / WEEK); week < last; week++) {
      const atEnd = presence.hours((week + 1) * WEEK);
      const speed = this.speed(person, week);
      const fits = (atEnd - hours) * speed;
      if (left <= fits && fits > 0) return presence.reached(hours + left / speed, now);
      left -= fits;
      hours = atEnd;
    }
    const speed = this.speed(person, last);
    return speed > 0 ? presence.reached(hours + left / speed, now) : NEVER;
  }

  override until(person: number, time: number): number {
    if (time === NEVER) return NEVER;
    const week = Math.min(this.weeks - 1, Math.floor(time / WEEK));
    const there = this.hoursBetween(person, week * WEEK, time);
    return this.before[person * this.weeks + week]! + there * this.speed(person, week);
  }

  private hoursBetween(person: number, from: number, until: number): number {
    const presence = this.presences[person]!;
    return presence.hours(until) - presence.hours(from);
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
  const fitted = fittedFactors(scenario, replication);
  const following = followArrivals(plan, replication, fitted.of('people.follows_arrivals'));
  const spread = rules.week_spread * fitted.of('people.week_spread');
  const factors = Array.from(
    { length: Math.max(1, weeks) },
    (_, week) => rules.factor(week) * drawFactor(spread, ofWeek) * (following[week] ?? 1),
  );
  const absences = people.map(({ name }) =>
    rules.absence > 0 ? stream(seed, 'absence', name, replication) : undefined,
  );
  const sure = drawFactor(rules.uncertainty, stream(seed, 'level of hours', replication));
  const hours = new Capacity(people.length, Math.max(1, weeks), (person, week) => {
    const { attention, joined, left } = people[person]!;
    const absent = (absences[person]?.next() ?? 1) < rules.absence;
    const start = week * WEEK;
    if (absent || start < joined || start >= left) return 0;
    const slow = start < joined + rules.ramp_up ? rules.ramp_up_speed : 1;
    return attention * sure * factors[week]! * slow;
  });
  if (rules.shift === undefined && rules.away === undefined) return hours;
  return new PresentCapacity(hours, drawPresences(scenario, replication));
}

/** When everybody comes and goes: all together, unless absences are random. */
function drawPresences({ people, peopleRules: rules, seed }: Scenario, replication: number): Presence[] {
  if (rules.away !== undefined)
    return people.map(({ name }) => new Presence(rules, stream(seed, 'away', name, replication)));
  const shift = new Presence(rules, undefined);
  return people.map(() => shift);
}

/**
 * How hours follow the work that comes in: for each week, the changes that arrive in it and in the week before, relative
 * to what is expected of the run, to the power `people.follows_arrivals`. Empty where they do not follow.
 */
function followArrivals(plan: DemandPlan, replication: number, unsure: number): number[] {
  const elasticity = plan.scenario.peopleRules.follows_arrivals * unsure;
  if (elasticity === 0 || plan.weeks === 0) return [];
  const sums = (counts: readonly number[][]) =>
    Array.from({ length: plan.weeks }, (_, week) => counts.reduce((sum, area) => sum + area[week]!, 0));
  const expected = sums(plan.expected);
  const usual = expected.reduce((sum, count) => sum + count, 0) / plan.weeks;
  const arriving = sums(weeklyCounts(plan, replication));
  return arriving.map((count, week) => ((count + (arriving[week - 1] ?? count)) / 2 / usual) ** elasticity);
}
