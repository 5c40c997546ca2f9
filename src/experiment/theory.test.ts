import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LatentChanges } from '../demand/change.ts';
import { drawChanges } from '../demand/draw-changes.ts';
import { planDemand } from '../demand/plan.ts';
import { drawCapacity } from '../review/capacity.ts';
import { NEVER, type Records } from '../review/record.ts';
import { simulate } from '../review/review-process.ts';
import { compileRights } from '../review/rights.ts';
import { Room } from '../review/room.ts';
import { loadScenario } from '../scenario/load.ts';
import { mean, variance } from '../stats/summary.ts';

/**
 * Scenarios that are queues with known answers. Rates are per hour, one hour is the mean of a review; each value is
 * the mean of independent replications, and has to lie within four standard errors of the exact one.
 */
const Theory = suite('theory');

const SEED = 'theory';
const REPLICATIONS = 40;
/** Changes at both ends of a replication that do not count: it begins empty, and ends without arrivals. */
const EDGE = 1_000;

interface Queue {
  /** Arrivals an hour, in each of the areas a, b, c … */
  rates: number[];
  reviewers: number;
  /** Changes of a replication that count. */
  count: number;
  effort?: string;
  changes?: string;
  review?: string;
  organizations?: string;
}

function scenarioOf({ rates, reviewers, count, effort, changes, review, organizations }: Queue): string {
  const areas = rates.map((_, i) => 'abcdefgh'[i]!);
  return `
schema: 1
seed: ${SEED}
areas: {${areas.map((area) => `${area}: `).join(', ')}}
arrivals:
  rates: {${areas.map((area, i) => `${area}: ${rates[i]} / h`).join(', ')}}
  changes: ${count + 2 * EDGE}
changes:
  features: 0
  effort: ${effort ?? '{law: exponential, mean: 1 h}'}
  rounds: {law: constant, value: 1}
  by_reviewers: 0
  ${changes ?? 'patience: none'}
review: {re_review: 100 %, ${review ?? 'approvals: 1, discipline: first in first out'}}
gate: {duration: 0 h, flake: 0, conflict: 0}
people: {count: ${reviewers}, hours_per_week: 168 h/week, absence: 0}
organizations: ${organizations ?? '[{name: one team, teams: [{name: team, owns: all, members: all}]}]'}
`;
}

function noTables(name: string): never {
  throw new Error(`these scenarios name no table, and not '${name}'`);
}

/** A number of each change that counts, or undefined where it has none. */
type Reading = (records: Records, change: number, changes: LatentChanges) => number | undefined;

/** Means of readings over the changes of each replication, `[organization][reading][replication]`. */
async function replicate(queue: Queue, readings: Reading[]): Promise<number[][][]> {
  const scenario = await loadScenario('theory.yaml', scenarioOf(queue), noTables);
  const plan = planDemand(scenario);
  const room = new Room();
  const means = scenario.organizations.map(() => readings.map((): number[] => []));
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const changes = drawChanges(plan, replication);
    const capacity = drawCapacity(plan, replication);
    scenario.organizations.forEach((organization, o) => {
      const rights = compileRights(scenario, organization, plan.codeSets);
      const records = simulate(scenario, changes, rights, capacity, NEVER, room);
      readings.forEach((reading, r) => {
        let [sum, count] = [0, 0];
        for (let change = EDGE; change < changes.count - EDGE; change++) {
          const value = reading(records, change, changes);
          if (value === undefined) continue;
          sum += value;
          count++;
        }
        means[o]![r]!.push(sum / count);
      });
    });
  }
  return means;
}

/** Holds the mean of replications against the exact value, and itself to two percent. */
function agree(what: string, values: number[], exact: number): void {
  const error = Math.sqrt(variance(values) / values.length);
  const z = (mean(values) - exact) / error;
  const told = `${what} (seed ${SEED}): ${mean(values)} ± ${error}, exact ${exact}, z ${z.toFixed(2)}`;
  assert.ok(Math.abs(z) <= 4, told);
  assert.ok(error <= 0.02 * exact, `too uncertain: ${told}`);
}

const wait: Reading = ({ firstReview }, change, { created }) => firstReview[change]! - created[change]!;
const lead: Reading = ({ merged }, change, { created }) => merged[change]! - created[change]!;
const abandoned: Reading = (records, change) => (records.abandoned[change] === NEVER ? 0 : 1);

/** Mean wait in M/M/c at service rate 1: Erlang's C formula, by the recursion of his B. */
function erlangWait(rate: number, servers: number): number {
  let b = 1;
  for (let k = 1; k <= servers; k++) b = (rate * b) / (k + rate * b);
  const load = rate / servers;
  return b / (1 - load + load * b) / (servers - rate);
}

Theory('the formulas of this file give the figures of the textbooks', () => {
  // Gross, Shortle, Thompson & Harris, Fundamentals of Queueing Theory, 4th ed. 2008, sec. 2.2 and 2.3
  const near = (value: number, figure: number) => assert.ok(Math.abs(value - figure) < 1e-9 * figure);
  near(erlangWait(0.8, 1), 4);
  near(erlangWait(1.5, 2), 1.2857142857142858);
  near(erlangWait(4, 5), 0.5541125541125541);
  // Garnett, Mandelbaum & Reiman, Designing a call center with impatient customers, MSOM 4(3) 2002
  near(erlangA(4, 5, 0.5).abandoned, 0.0779686752870612);
  near(erlangA(4, 5, 0.5).wait, 0.1559373505741224);
});

for (const [rate, reviewers, count] of [
  [0.5, 1, 5_000],
  [0.8, 1, 20_000],
  [1.5, 2, 20_000],
  [4, 5, 28_000],
  [12.8, 16, 60_000],
] as const) {
  Theory(`${reviewers} reviewers at load ${rate / reviewers} wait as Erlang says`, async () => {
    const [[waits, leads]] = (await replicate({ rates: [rate], reviewers, count }, [wait, lead])) as [
      [number[], number[]],
    ];
    agree('wait', waits, erlangWait(rate, reviewers));
    agree('lead time', leads, erlangWait(rate, reviewers) + 1);
  });
}

Theory('one team of four waits as M/M/4, and four teams of one as M/M/1, on the same changes', async () => {
  const teams = [...'abcd'].map((area, i) => `{name: ${area}, owns: [${area}], members: [r${i + 1}]}`);
  const organizations = `
  - {name: pooled, teams: [{name: team, owns: all, members: all}]}
  - {name: split, teams: [${teams.join(', ')}]}`;
  const queue = { rates: [0.8, 0.8, 0.8, 0.8], reviewers: 4, count: 24_000, organizations };
  const [pooled, split] = (await replicate(queue, [wait])) as [[number[]], [number[]]];
  agree('pooled', pooled[0], erlangWait(3.2, 4));
  agree('split', split[0], erlangWait(0.8, 1));
});

/** M/M/c+M at service rate 1: stationary law of the birth and death of changes that wait or are read. */
function erlangA(rate: number, servers: number, impatience: number): { abandoned: number; wait: number } {
  let [weight, total, waiting] = [1, 1, 0];
  for (let n = 1; n < 1_000; n++) {
    weight *= rate / (Math.min(n, servers) + Math.max(0, n - servers) * impatience);
    total += weight;
    waiting += weight * Math.max(0, n - servers);
  }
  const length = waiting / total;
  return { abandoned: (impatience * length) / rate, wait: length / rate };
}

Theory('as many changes are abandoned as Palm and Erlang say (Erlang A)', async () => {
  const changes = 'patience: {law: exponential, mean: 2 h}';
  const borne: Reading = (records, change, { created }) =>
    Math.min(records.firstReview[change]!, records.abandoned[change]!) - created[change]!;
  const queue = { rates: [4], reviewers: 5, count: 10_000, changes };
  const [[share, waits]] = (await replicate(queue, [abandoned, borne])) as [[number[], number[]]];
  agree('abandoned share', share, erlangA(4, 5, 0.5).abandoned);
  agree('wait of all', waits, erlangA(4, 5, 0.5).wait);
});

Theory('changes that come back for one visit in five take as long as Takács says', async () => {
  // Takács, A single-server queue with feedback, BSTJ 42(2) 1963: first arrival to last departure 1 / (0.8 - 0.5)
  const review = 'approvals: 1, discipline: first in first out, belongs_to: visit, revision: 20 %';
  const quick = { rates: [0.5], reviewers: 1, count: 8_000, review };
  const [[leads]] = (await replicate(
    { ...quick, changes: 'patience: none\n  turnaround: {law: constant, value: 0 h}' },
    [lead],
  )) as [[number[]]];
  agree('lead time', leads, 1 / 0.3);
  // Jackson, Networks of waiting lines, Operations Research 5(4) 1957: a stay with the author adds nothing but itself.
  const [[slow]] = (await replicate(
    { ...quick, changes: 'patience: none\n  turnaround: {law: exponential, mean: 6 h}' },
    [lead],
  )) as [[number[]]];
  agree('lead time with stays', slow, 1 / 0.3 + 0.25 * 6);
});

Theory('what stands last in the priorities waits as Cobham says', async () => {
  // Cobham, Priority assignment in waiting line problems, Operations Research 2(1) 1954: rates 0.2 before 0.5
  const of =
    (priority: number): Reading =>
    (records, change, changes) =>
      changes.priority[change] === priority ? wait(records, change, changes) : undefined;
  const queue = {
    rates: [0.7],
    reviewers: 1,
    count: 12_000,
    changes: `patience: none\n  neglected: ${5 / 7}`,
    review: 'approvals: 1, discipline: priority',
  };
  const [[first, last]] = (await replicate(queue, [of(0), of(1)])) as [[number[], number[]]];
  agree('first', first, 0.875);
  agree('last', last, 2.9166666666666665);
});

Theory('reviews of equal length halve the wait (Pollaczek and Khinchine)', async () => {
  const queue = { rates: [0.8], reviewers: 1, count: 12_000, effort: '{law: constant, value: 1 h}' };
  const [[waits]] = (await replicate(queue, [wait])) as [[number[]]];
  agree('wait', waits, 2);
});

Theory('two approvals by the same two people are a fork and join of two queues', async () => {
  // Flatto & Hahn, SIAM J. Appl. Math. 44 1984; Nelson & Tantawi, IEEE Trans. Computers 37(6) 1988: (12 - load) / 8 M/M/1
  const queue = {
    rates: [0.5],
    reviewers: 2,
    count: 8_000,
    review: 'approvals: 2, discipline: first in first out, belongs_to: visit',
  };
  const [[leads]] = (await replicate(queue, [lead])) as [[number[]]];
  agree('lead time', leads, ((12 - 0.5) / 8) * (1 / (1 - 0.5)));
});

Theory.run();
