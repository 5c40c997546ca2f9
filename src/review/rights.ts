import type { CodeSet } from '../demand/change.ts';
import type { Organization, Scenario } from '../scenario/types.ts';
import { Familiarity } from './familiarity.ts';
import { type Halls, hallsOf, Knowing, type Pools, poolsOf } from './halls.ts';
import { holds, ListNumbers } from './list-numbers.ts';
import { type Regions, regionsOf } from './regions.ts';
import { lineOf, type Rows } from './rows.ts';
import { looksAtAll, peopleLines, type Queue, workLines } from './work-lines.ts';

/**
 * What an organization means for the loop. Work that the same people may approve (and of them the same know, where
 * familiar work is preferred) shares a waiting queue; people with the same queues and the same familiarity share a pool, so that the loop never looks at people one by one.
 */
export interface Rights {
  /** From when on they hold [h]; before, those of `before` do. */
  from: number;
  before: Rights | undefined;
  /** Whether each stage of a change is a change of its own in a repository of its own. */
  linked: boolean;
  /** Pools whose people may take from each queue; where they are many, a row of {@link poolRows} as `lineOf` writes it. */
  poolsOf: Int32Array[];
  poolRows: Rows | undefined;
  /** For each stage whose pools are a row: those who take less time for it than others, the quickest first. */
  knowingFirst: (Int32Array[] | undefined)[];
  /** Queues from which each pool takes, those with familiar work first; rows of {@link queueRows} among them. */
  queuesOf: Int32Array[];
  queueRows: Rows | undefined;
  /** How many lines of each pool hold familiar work. */
  familiarQueues: Int32Array;
  /** Pool of each person, -1 without any right. */
  poolOf: Int32Array;
  pools: number;
  queues: number;
  /** Stages of approval of each code set: from `firstStage[set]` up to `firstStage[set + 1]`. */
  firstStage: Int32Array;
  /** Those of `before` come first, so that a stage has one number in a run. */
  stages: Stage[];
  /** Queue and approvals of each stage, as the loop reads them. */
  queueOf: Int32Array;
  approvals: Uint8Array;
  /** Equal for stages that approve the same code of the same changes, whoever may do so. */
  stepOf: Int32Array;
  /** Factor on effort for each pool at each stage. */
  effort: Familiarity;
  /** What can be gone through one after the other; undefined where all hangs together. */
  regions: Regions | undefined;
  /** Halls of each pool, and the hall whose work each queue holds. */
  hallsOf: Int32Array[];
  hallOf: Int32Array;
}

/**
 * One approval step of a change: whose approvals it needs, and how many. Each stage goes through the change's rounds for
 * its share of the work, so that dividing a change neither adds nor saves work.
 */
export interface Stage {
  queue: number;
  /** Index of the code set. */
  set: number;
  approvals: number;
  /** Share of the change's review work that lies in this stage's code. */
  share: number;
  code: number[];
  /** Indices of the teams that own it. */
  teams: number[];
}

/**
 * Compiles an organization, with the baseline before it if it takes effect later. The loop gives every queue a twin for
 * features where a freeze holds them back.
 */
export function compileRights(
  scenario: Scenario,
  organization: Organization,
  codeSets: readonly CodeSet[],
): Rights {
  if (organization.from <= 0) return compile(scenario, organization, codeSets);
  return compile(scenario, organization, codeSets, compile(scenario, scenario.organizations[0]!, codeSets));
}

/** Number of stages that a change of a code set goes through. */
export function stagesIn({ firstStage }: Rights, set: number): number {
  return firstStage[set + 1]! - firstStage[set]!;
}

/** Whether somebody may approve at a stage. */
export function mayApprove(rights: Rights, person: number, stage: number): boolean {
  const pool = rights.poolOf[person]!;
  return pool >= 0 && holds(rights.hallsOf[pool]!, rights.hallOf[rights.queueOf[stage]!]!);
}

/** Pools whose people may take from a queue, also where they are gathered in a row. */
export function poolsThatTake({ poolsOf, poolRows }: Rights, queue: number): Int32Array {
  const lines = poolsOf[queue]!;
  return lines.length === 1 && lines[0]! < 0 ? poolRows!.members[lineOf(lines[0]!)]! : lines;
}

function compile(
  scenario: Scenario,
  organization: Organization,
  codeSets: readonly CodeSet[],
  before?: Rights,
): Rights {
  const halls = hallsOf(scenario, organization);
  const linked = organization.repositories === 'per team';
  const placeOf = linked ? halls.ownersOf : halls.hallOf;
  // What others did before belongs to none of these teams.
  const stages: Stage[] = (before?.stages ?? []).map((stage) => ({ ...stage, teams: [] }));
  const old = stages.length;
  const firstStage = new Int32Array(codeSets.length + 1);
  for (const [i, set] of codeSets.entries()) {
    firstStage[i] = stages.length;
    stages.push(...stagesOf(i, set.code, placeOf, halls.owners, organization));
  }
  firstStage[codeSets.length] = stages.length;
  const own = stages.slice(old);
  const hallAt = own.map(({ code }) => halls.hallOf[code[0]!]!);
  const pools = poolsOf(scenario, halls, new Set(hallAt));
  const knowing = new Knowing(pools, scenario.code.length);
  const queues = divideIntoQueues(scenario, own, hallAt, pools, knowing);
  const effort = new Familiarity(scenario, stages, pools);
  const gathers = !looksAtAll(scenario.review);
  const work = workLines(queues, pools, gathers);
  const picks = scenario.review.takes_joining === 'most familiar';
  const queueAt = own.map(({ queue }) => queue);
  const quicker = (i: number) => (picks ? effort.quicker(knowing, hallAt[i]!, old + i, own[i]!.code) : []);
  const people = peopleLines(queues, pools, queueAt, quicker, gathers);
  const steps = new ListNumbers();
  return {
    from: before === undefined ? 0 : organization.from,
    before,
    linked,
    poolsOf: people.poolsOf,
    poolRows: people.rows,
    knowingFirst: [...new Array<undefined>(old).fill(undefined), ...people.knowingFirst],
    queuesOf: work.queuesOf,
    queueRows: work.rows,
    familiarQueues: work.familiarQueues,
    poolOf: pools.poolOf,
    pools: pools.count,
    queues: queues.length,
    firstStage,
    stages,
    queueOf: Int32Array.from(stages, ({ queue }) => queue),
    approvals: Uint8Array.from(stages, ({ approvals }) => approvals),
    stepOf: Int32Array.from(stages, ({ set, code }) => steps.number([set, ...code])),
    effort,
    regions: before === undefined ? regionsOf(hallsOfSets(firstStage, hallAt), pools) : undefined,
    hallsOf: pools.halls,
    hallOf: Int32Array.from(queues, ({ hall }) => hall),
  };
}

/** Halls of the stages of each code set. */
function hallsOfSets(firstStage: Int32Array, hallAt: readonly number[]): number[][] {
  return Array.from(firstStage.subarray(1), (end, set) => hallAt.slice(firstStage[set], end));
}

/** Numbers the queues of some stages in order of first use: by their hall, and by who of it knows their code. */
function divideIntoQueues(
  { review, code }: Scenario,
  stages: readonly Stage[],
  hallAt: readonly number[],
  pools: Pools,
  knowing: Knowing,
): Queue[] {
  const queues: Queue[] = [];
  const numbers = new ListNumbers();
  const known = new Map<number, number>();
  for (const [i, stage] of stages.entries()) {
    const hall = hallAt[i]!;
    const simple = stage.code.length === 1 ? hall * code.length + stage.code[0]! : -1;
    const before = known.get(simple);
    if (before !== undefined) {
      stage.queue = before;
      continue;
    }
    const all = pools.ofHall[hall]!;
    const found = review.prefers === 'familiar' ? knowing.among(hall, stage.code) : all;
    const some = found.length < all.length ? found : undefined;
    stage.queue = numbers.number([hall, ...(some ?? [-1])]);
    if (stage.queue === queues.length) queues.push({ hall, knowing: some });
    if (simple >= 0) known.set(simple, stage.queue);
  }
  return queues;
}

/**
 * Code of one place (the same approvers, or the same repository) is one stage; stages share the work by the code in
 * them. Queues are numbered later.
 */
function stagesOf(
  set: number,
  code: readonly number[],
  placeOf: ArrayLike<number>,
  owners: Halls['owners'],
  { teams: all }: Organization,
): Stage[] {
  const stages: Stage[] = [];
  for (const part of code) {
    const approvals = owners[part]!.reduce((most, t) => Math.max(most, all[t]!.approvals), 1);
    const same = stages.find((stage) => placeOf[stage.code[0]!] === placeOf[part]);
    if (same === undefined) {
      const teams = owners[part]!;
      stages.push({ queue: -1, set, approvals, share: 1 / code.length, code: [part], teams });
      continue;
    }
    same.approvals = Math.max(same.approvals, approvals);
    same.share += 1 / code.length;
    same.code.push(part);
    same.teams = joined(same.teams, owners[part]!);
  }
  return stages;
}

/** The teams of both lists, each once; the first list where it holds the second. */
function joined(teams: number[], others: readonly number[]): number[] {
  const known = new Set(teams);
  const further = others.filter((team) => !known.has(team));
  return further.length === 0 ? teams : [...teams, ...further];
}
