import type { LatentChanges } from '../../../demand/change.ts';
import { drawChanges } from '../../../demand/draw-changes.ts';
import { type DemandPlan, planDemand } from '../../../demand/plan.ts';
import { type Capacity, drawCapacity } from '../../../review/capacity.ts';
import type { Records } from '../../../review/record.ts';
import { simulate } from '../../../review/review-process.ts';
import { compileRights, type Rights } from '../../../review/rights.ts';
import { Room } from '../../../review/room.ts';
import type { Scenario } from '../../../scenario/types.ts';
import type { ByWork } from '../actual.ts';
import { WORKS } from '../knowledge.ts';
import type { Life } from '../measure.ts';
import { giveAuthorTime } from './author-time.ts';
import type { AllComing } from './coming.ts';
import { hoursApart, hoursTogether, type WeeklyWork, workOf } from './hours.ts';
import { APART, type Asked, scenarioOf, TOGETHER, withChanges } from './organizations.ts';

const HOUR_MS = 3_600_000;

/** A stretch of time that is simulated again and again, with one and with two teams. */
export class Stretch {
  readonly from: number;
  private readonly asked: Asked;
  private readonly horizon: number;
  private readonly scenario: Scenario;
  private readonly room = new Room();
  private plan!: DemandPlan;
  private rights: Rights[] = [];
  private coming!: AllComing;
  private changes: LatentChanges | undefined;
  private rounds = new Uint16Array(0);
  private hours!: Capacity;

  static async of(asked: Asked): Promise<Stretch> {
    return new Stretch(asked, await scenarioOf(asked));
  }

  private constructor(asked: Asked, scenario: Scenario) {
    this.asked = asked;
    this.scenario = scenario;
    this.from = scenario.startDate;
    this.horizon = (asked.until - this.from) / HOUR_MS;
  }

  /** Takes the changes that come, and draws of the replication all that does not follow from the lead times wanted. */
  begin(coming: AllComing, replication: number): void {
    if (coming !== this.coming) {
      this.coming = coming;
      this.plan = planDemand(withChanges(this.scenario, coming));
      this.rights = this.scenario.organizations.map((one) =>
        compileRights(this.scenario, one, this.plan.codeSets),
      );
    }
    this.changes = drawChanges(this.plan, replication, this.changes);
    this.rounds = this.changes.rounds.slice(0, this.changes.count);
    this.hours = drawCapacity(this.plan, replication);
  }

  /** Gives the changes their lead times, as they would be if a patch set waited so long [h]. */
  give(wanted: ByWork<Float64Array>, wait: number): void {
    giveAuthorTime(this.changes!, this.rounds, this.coming, (work, i) => wanted[work][i]!, wait);
  }

  together(load: number): Run {
    const { scenario, asked } = this;
    return this.run(TOGETHER, hoursTogether(this.hours, scenario, asked.reviewers, this.work(), load));
  }

  apart(load: ByWork<number>): Run {
    const { scenario, asked } = this;
    return this.run(APART, hoursApart(this.hours, scenario, asked.reviewers, this.work(), load));
  }

  private work(): WeeklyWork {
    return workOf(this.changes!, this.plan.weeks);
  }

  private run(organization: number, hours: Capacity): Run {
    const { scenario, rights, horizon, room } = this;
    const changes = this.changes!;
    return { changes, records: simulate(scenario, changes, rights[organization]!, hours, horizon, room) };
  }
}

/** One run; overwritten by the next. */
export interface Run {
  changes: LatentChanges;
  records: Records;
}

/** When the changes of each work came and merged [ms since 1970]. */
export function livesOf({ changes, records }: Run, from: number): ByWork<Life[]> {
  const lives = { moved: [] as Life[], rest: [] as Life[] };
  for (let change = 0; change < changes.count; change++) {
    lives[WORKS[changes.area[change]!]!].push({
      createdAt: from + changes.created[change]! * HOUR_MS,
      mergedAt: from + records.merged[change]! * HOUR_MS,
    });
  }
  return lives;
}

/** How long patch sets were on reviewers in a run [h]: on average, and the last one of a change in the middle. */
export function waitsOf({ changes, records }: Run): { mean: number; lastMedian: number } {
  const left = changes.created.slice(0, changes.count);
  const away = new Float64Array(changes.count);
  for (let stay = 0; stay < records.stays; stay++) {
    const change = records.stayChange[stay]!;
    away[change]! += records.stayUntil[stay]! - records.stayFrom[stay]!;
    left[change] = Math.max(left[change]!, records.stayUntil[stay]!);
  }
  let [sum, sets] = [0, 0];
  const last: number[] = [];
  for (let change = 0; change < changes.count; change++) {
    const merged = records.merged[change]!;
    if (changes.created[change]! < 0 || merged === Number.POSITIVE_INFINITY) continue;
    sum += merged - changes.created[change]! - away[change]!;
    sets += changes.rounds[change]!;
    last.push(merged - left[change]!);
  }
  last.sort((a, b) => a - b);
  return { mean: sum / sets, lastMedian: last[last.length >> 1] ?? Number.NaN };
}
