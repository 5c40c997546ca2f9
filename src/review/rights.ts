import type { CodeSet } from '../demand/change.ts';
import type { Organization, Scenario } from '../scenario/types.ts';

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
  /** Pools whose people may take from each queue. */
  poolsOf: Int32Array[];
  /** Queues from which each pool takes, those with familiar work first. */
  queuesOf: Int32Array[];
  /** How many of them hold familiar work. */
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
  /** Factor on effort for each pool at each stage, `[pool * stages + stage]`. */
  effort: Float64Array;
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
export function mayApprove({ poolOf, queuesOf, queueOf }: Rights, person: number, stage: number): boolean {
  const pool = poolOf[person]!;
  return pool >= 0 && queuesOf[pool]!.includes(queueOf[stage]!);
}

function compile(
  scenario: Scenario,
  organization: Organization,
  codeSets: readonly CodeSet[],
  before?: Rights,
): Rights {
  const { people, code, review } = scenario;
  const owners = code.map((_, c) =>
    organization.teams.flatMap(({ owns }, t) => (owns.includes(c) ? [t] : [])),
  );
  const eligible = owners.map((teams) => {
    const members = new Set(teams.flatMap((t) => organization.teams[t]!.members));
    return [...members].sort((a, b) => a - b);
  });
  const linked = organization.repositories === 'per team';
  const placeOf = owners.map((teams, c) => (linked ? teams.join(' ') : eligible[c]!.join(' ')));
  // What others did before belongs to none of these teams.
  const stages: Stage[] = (before?.stages ?? []).map((stage) => ({ ...stage, teams: [] }));
  const firstStage = new Int32Array(codeSets.length + 1);
  const queues = new Names();
  const takers: { members: number[]; knowing: number[] }[] = [];
  codeSets.forEach((set, i) => {
    firstStage[i] = stages.length;
    for (const stage of stagesOf(i, set.code, placeOf, owners, organization)) {
      const members = eligible[stage.code[0]!]!;
      const knowing = review.prefers === 'familiar' ? knowingMembers(scenario, members, stage.code) : members;
      stage.queue = queues.number(`${members.join(' ')}|${knowing.join(' ')}`);
      takers[stage.queue] = { members, knowing };
      stages.push(stage);
    }
  });
  firstStage[codeSets.length] = stages.length;

  const pools = new Names();
  const queuesOf: Int32Array[] = [];
  const familiarQueues: number[] = [];
  const familiarOf: number[][] = [];
  const poolOf = Int32Array.from(people, ({ familiar }, person) => {
    const known = takers.flatMap(({ knowing }, queue) => (knowing.includes(person) ? [queue] : []));
    const other = takers.flatMap(({ members, knowing }, queue) =>
      members.includes(person) && !knowing.includes(person) ? [queue] : [],
    );
    if (known.length + other.length === 0) return -1;
    const pool = pools.number(
      `${known.join(' ')}|${other.join(' ')}|${[...familiar].sort((a, b) => a - b).join(' ')}`,
    );
    queuesOf[pool] = Int32Array.from([...known, ...other]);
    familiarQueues[pool] = known.length;
    familiarOf[pool] = familiar;
    return pool;
  });
  const effort = Float64Array.from({ length: queuesOf.length * stages.length }, (_, i) => {
    const { code: parts, share } = stages[i % stages.length]!;
    const familiar = familiarOf[Math.floor(i / stages.length)]!;
    const known = parts.filter((part) => familiar.includes(part)).length / parts.length;
    return share * (known + (1 - known) * review.unfamiliar);
  });
  const steps = new Names();
  return {
    from: before === undefined ? 0 : organization.from,
    before,
    linked,
    poolsOf: takers.map((_, queue) => poolsThatTake(queue, queuesOf)),
    queuesOf,
    familiarQueues: Int32Array.from(familiarQueues),
    poolOf,
    pools: queuesOf.length,
    queues: takers.length,
    firstStage,
    stages,
    queueOf: Int32Array.from(stages, ({ queue }) => queue),
    approvals: Uint8Array.from(stages, ({ approvals }) => approvals),
    stepOf: Int32Array.from(stages, (stage) => steps.number(`${stage.set}|${stage.code.join(' ')}`)),
    effort,
  };
}

/** Numbers names in order of first use. */
class Names {
  private readonly numbers = new Map<string, number>();

  number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.numbers.size);
    return this.numbers.size - 1;
  }
}

function knowingMembers({ people }: Scenario, members: number[], code: readonly number[]): number[] {
  return members.filter((person) => code.some((part) => people[person]!.familiar.includes(part)));
}

/**
 * Code of one place (the same approvers, or the same repository) is one stage; stages share the work by the code in
 * them. Queues are numbered later.
 */
function stagesOf(
  set: number,
  code: readonly number[],
  placeOf: string[],
  owners: number[][],
  { teams: all }: Organization,
): Stage[] {
  const stages: Stage[] = [];
  for (const part of code) {
    const approvals = Math.max(1, ...owners[part]!.map((t) => all[t]!.approvals));
    const same = stages.find((stage) => placeOf[stage.code[0]!] === placeOf[part]);
    if (same === undefined) {
      const teams = [...owners[part]!];
      stages.push({ queue: -1, set, approvals, share: 1 / code.length, code: [part], teams });
      continue;
    }
    same.approvals = Math.max(same.approvals, approvals);
    same.share += 1 / code.length;
    same.code.push(part);
    same.teams.push(...owners[part]!.filter((team) => !same.teams.includes(team)));
  }
  return stages;
}

function poolsThatTake(queue: number, queuesOf: Int32Array[]): Int32Array {
  return Int32Array.from(queuesOf.flatMap((queues, pool) => (queues.includes(queue) ? [pool] : [])));
}
