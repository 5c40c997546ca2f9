import type { LatentChanges } from '../../../demand/change.ts';
import { drawChanges } from '../../../demand/draw-changes.ts';
import { type DemandPlan, planDemand } from '../../../demand/plan.ts';
import { type Capacity, drawCapacity } from '../../../review/capacity.ts';
import type { Records } from '../../../review/record.ts';
import { simulate } from '../../../review/review-process.ts';
import { compileRights, type Rights } from '../../../review/rights.ts';
import { Room } from '../../../review/room.ts';
import type { Scenario } from '../../../scenario/types.ts';
import { quantileSorted } from '../../../stats/summary.ts';
import { type ByWork, byWork } from '../actual.ts';
import { WORKS } from '../knowledge.ts';
import type { Life } from '../measure.ts';
import { giveAuthorTime } from './author-time.ts';
import { type AllComing, HOUR_MS } from './coming.ts';
import type { Fates } from './fates.ts';
import { hoursApart, hoursTogether, workOf } from './hours.ts';
import { APART, type Asked, scenarioOf, TOGETHER, withChanges } from './organizations.ts';

/** What stays the same while the same changes come. */
interface Prepared {
  coming: AllComing;
  plan: DemandPlan;
  rights: Rights[];
}

/** A replication before anybody works. */
interface Drawn {
  changes: LatentChanges;
  /** Rounds as drawn. */
  rounds: Uint16Array;
  hours: Capacity;
}

/** One run; overwritten by the next. */
export interface Run {
  changes: LatentChanges;
  records: Records;
}

/** A stretch of time that is simulated again and again, with one and with two teams. */
export class Stretch {
  /** Its first moment [ms since 1970]. */
  readonly from: number;
  private readonly asked: Asked;
  private readonly scenario: Scenario;
  private readonly memory = new Room();
  private prepared: Prepared | undefined;
  private drawn: Drawn | undefined;

  static async of(asked: Asked): Promise<Stretch> {
    return new Stretch(asked, await scenarioOf(asked));
  }

  private constructor(asked: Asked, scenario: Scenario) {
    this.asked = asked;
    this.scenario = scenario;
    this.from = scenario.startDate;
  }

  /** Takes the changes that come, and draws of the replication all that does not follow from the lead times wanted. */
  begin(coming: AllComing, replication: number): void {
    if (this.prepared?.coming !== coming) this.prepared = prepare(this.scenario, coming);
    const { plan } = this.prepared;
    const changes = drawChanges(plan, replication, this.drawn?.changes);
    const rounds = changes.rounds.slice(0, changes.count);
    this.drawn = { changes, rounds, hours: drawCapacity(plan, replication) };
  }

  /** Gives the changes their lead times, as they would be if a patch set waited so long [h]. */
  give(wanted: ByWork<Float64Array>, wait: number): void {
    const { changes, rounds } = this.drawn!;
    giveAuthorTime(changes, rounds, this.prepared!.coming, (work, i) => wanted[work][i]!, wait);
  }

  together(load: number): Run {
    const { changes, hours } = this.drawn!;
    const work = workOf(changes, hours.weeks);
    return this.run(TOGETHER, hoursTogether(hours, this.scenario, this.asked.reviewers, work, load));
  }

  apart(load: ByWork<number>): Run {
    const { changes, hours } = this.drawn!;
    const work = workOf(changes, hours.weeks);
    return this.run(APART, hoursApart(hours, this.scenario, this.asked.reviewers, work, load));
  }

  private run(organization: number, hours: Capacity): Run {
    const { changes } = this.drawn!;
    const rights = this.prepared!.rights[organization]!;
    const horizon = (this.asked.until - this.from) / HOUR_MS;
    return { changes, records: simulate(this.scenario, changes, rights, hours, horizon, this.memory) };
  }
}

function prepare(scenario: Scenario, coming: AllComing): Prepared {
  const plan = planDemand(withChanges(scenario, coming));
  const rights = scenario.organizations.map((one) => compileRights(scenario, one, plan.codeSets));
  return { coming, plan, rights };
}

/**
 * When the changes of each work came and ended [ms since 1970]. One whose fate is to be given up is closed then, unless it
 * has merged; it was in the reviewers' hands like any other.
 */
export function livesOf({ changes, records }: Run, from: number, fates?: Fates): ByWork<Life[]> {
  const lives = byWork((): Life[] => []);
  for (let change = 0; change < changes.count; change++) {
    const work = WORKS[changes.area[change]!]!;
    const after = fates?.[work][changes.ordinal[change]!] ?? Number.POSITIVE_INFINITY;
    const createdAt = from + changes.created[change]! * HOUR_MS;
    lives[work].push(
      after === Number.POSITIVE_INFINITY
        ? { createdAt, mergedAt: from + records.merged[change]! * HOUR_MS }
        : { createdAt, closedAt: createdAt + after * HOUR_MS },
    );
  }
  return lives;
}

/** How long patch sets were on reviewers in a run [h]: on average, and the last one of a change in the middle. */
export interface Waits {
  mean: number;
  lastMedian: number;
}

/** Of changes that came and merged in the run. */
export function waitsOf({ changes, records }: Run): Waits {
  const back = changes.created.slice(0, changes.count);
  const away = new Float64Array(changes.count);
  for (let stay = 0; stay < records.stays; stay++) {
    const change = records.stayChange[stay]!;
    away[change]! += records.stayUntil[stay]! - records.stayFrom[stay]!;
    back[change] = Math.max(back[change]!, records.stayUntil[stay]!);
  }
  let [onReviewers, patchSets] = [0, 0];
  const last: number[] = [];
  for (let change = 0; change < changes.count; change++) {
    const [created, merged] = [changes.created[change]!, records.merged[change]!];
    if (created < 0 || merged === Number.POSITIVE_INFINITY) continue;
    onReviewers += merged - created - away[change]!;
    patchSets += changes.rounds[change]!;
    last.push(merged - back[change]!);
  }
  const lastMedian = quantileSorted(Float64Array.from(last).sort(), 0.5);
  return { mean: onReviewers / patchSets, lastMedian };
}
