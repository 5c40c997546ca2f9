import type { LatentChanges } from '../demand/change.ts';
import type { Organization, Scenario } from '../scenario/types.ts';

/**
 * What an organization means for the loop. Areas approved by the same people share a waiting queue; people with the
 * same queues and the same familiarity share a pool, so that the loop never looks at people one by one.
 */
export interface Rights {
  /** Pools whose people may take from each queue. */
  poolsOf: Int32Array[];
  /** Queues from which each pool takes. */
  queuesOf: Int32Array[];
  /** Pool of each person, -1 without any right. */
  poolOf: Int32Array;
  pools: number;
  queues: number;
  /** Stages of approval of each code set: from `firstStage[set]` up to `firstStage[set + 1]`. */
  firstStage: Int32Array;
  stages: Stage[];
  /** Queue and approvals of each stage, as the loop reads them. */
  queueOf: Int32Array;
  approvals: Uint8Array;
  /** Factor on effort for each pool at each stage, `[pool * stages + stage]`. */
  effort: Float64Array;
}

/** One approval step of a change: whose approvals it needs, and how many. */
export interface Stage {
  queue: number;
  approvals: number;
  /** Share of the change's review work that lies in this stage's code. */
  share: number;
  code: number[];
  /** Indices of the teams that own it. */
  teams: number[];
}

/** Compiles an organization. With `freezes`, every queue has a twin for features, `queue + queues`. */
export function compileRights(scenario: Scenario, organization: Organization, codeSets: LatentChanges['codeSets']): Rights {
  const { people, code, review } = scenario;
  const teamsOf = code.map((_, c) => organization.teams.flatMap(({ owns }, t) => (owns.includes(c) ? [t] : [])));
  const queueNames: string[] = [];
  const eligible: number[][] = [];
  const queueOfCode = teamsOf.map((teams) => {
    const members = [...new Set(teams.flatMap((t) => organization.teams[t]!.members))].sort((a, b) => a - b);
    const name = members.join(' ');
    if (!queueNames.includes(name)) {
      queueNames.push(name);
      eligible.push(members);
    }
    return queueNames.indexOf(name);
  });
  const stages: Stage[] = [];
  const firstStage = new Int32Array(codeSets.length + 1);
  codeSets.forEach((set, i) => {
    firstStage[i] = stages.length;
    stages.push(...stagesOf(set.code, queueOfCode, teamsOf, organization));
  });
  firstStage[codeSets.length] = stages.length;

  const queuesOfPerson = people.map((): number[] => []);
  eligible.forEach((members, queue) => {
    for (const person of members) queuesOfPerson[person]!.push(queue);
  });
  const poolNames = new Map<string, number>();
  const queuesOf: Int32Array[] = [];
  const familiarOf: number[][] = [];
  const poolOf = Int32Array.from(people, ({ familiar }, person) => {
    const queues = queuesOfPerson[person]!;
    if (queues.length === 0) return -1;
    const name = `${queues.join(' ')}|${[...familiar].sort((a, b) => a - b).join(' ')}`;
    let pool = poolNames.get(name);
    if (pool === undefined) {
      pool = poolNames.size;
      poolNames.set(name, pool);
      queuesOf.push(Int32Array.from(queues));
      familiarOf.push(familiar);
    }
    return pool;
  });
  const poolsOf = eligible.map((_, queue) => poolsThatTake(queue, queuesOf));
  const effort = Float64Array.from({ length: queuesOf.length * stages.length }, (_, i) => {
    const { code: parts, share } = stages[i % stages.length]!;
    const familiar = familiarOf[Math.floor(i / stages.length)]!;
    const known = parts.filter((part) => familiar.includes(part)).length / parts.length;
    return share * (known + (1 - known) * review.unfamiliar);
  });
  return {
    poolsOf,
    queuesOf,
    poolOf,
    pools: queuesOf.length,
    queues: eligible.length,
    firstStage,
    stages,
    queueOf: Int32Array.from(stages, ({ queue }) => queue),
    approvals: Uint8Array.from(stages, ({ approvals }) => approvals),
    effort,
  };
}

/** Neighboring code with the same approvers is one stage; stages share the work by the code in them. */
function stagesOf(code: readonly number[], queueOfCode: number[], teamsOf: number[][], organization: Organization): Stage[] {
  const stages: Stage[] = [];
  for (const part of code) {
    const teams = teamsOf[part]!;
    const approvals = Math.max(1, ...teams.map((t) => organization.teams[t]!.approvals));
    const same = stages.find(({ queue }) => queue === queueOfCode[part]!);
    if (same === undefined) {
      stages.push({ queue: queueOfCode[part]!, approvals, share: 1 / code.length, code: [part], teams: [...teams] });
      continue;
    }
    same.approvals = Math.max(same.approvals, approvals);
    same.share += 1 / code.length;
    same.code.push(part);
    same.teams.push(...teams.filter((team) => !same.teams.includes(team)));
  }
  return stages;
}

function poolsThatTake(queue: number, queuesOf: Int32Array[]): Int32Array {
  return Int32Array.from(queuesOf.flatMap((queues, pool) => (queues.includes(queue) ? [pool] : [])));
}
