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
 * Mechanisms that are off by default, as queues with known answers; a quick look at each, within four standard errors.
 * Rates are per hour, and one hour is the mean of a review.
 */
const Mechanisms = suite('mechanisms');

const SEED = 'mechanisms';
const REPLICATIONS = 20;
/** Changes at both ends that do not count. */
const EDGE = 500;

interface Queue {
  areas: Record<string, number>;
  reviewers?: number;
  count: number;
  effort?: string;
  changes?: string;
  review: string;
  people?: string;
  teams?: string;
}

function scenarioOf({ areas, reviewers = 1, count, effort, changes, review, people, teams }: Queue): string {
  const names = Object.keys(areas);
  return `
schema: 1
seed: ${SEED}
areas: {${names.map((name) => `${name}: `).join(', ')}}
arrivals:
  rates: {${names.map((name) => `${name}: ${areas[name]} / h`).join(', ')}}
  changes: ${count + 2 * EDGE}
changes:
  features: 0
  effort: ${effort ?? '{law: exponential, mean: 1 h}'}
  rounds: {law: constant, value: 1}
  by_reviewers: 0
  patience: none
  ${changes ?? ''}
review: {approvals: 1, re_review: 100 %, ${review}}
gate: {duration: 0 h, flake: 0, conflict: 0}
people: {count: ${reviewers}, hours_per_week: 168 h/week, absence: 0, ${people ?? ''}}
organizations: [{name: one, teams: ${teams ?? '[{name: team, owns: all, members: all}]'}}]
`;
}

type Reading = (records: Records, change: number, changes: LatentChanges) => number | undefined;

async function replicate(queue: Queue, ...readings: Reading[]): Promise<number[][]> {
  const scenario = await loadScenario('mechanisms.yaml', scenarioOf(queue), () => {
    throw new Error('no tables here');
  });
  const plan = planDemand(scenario);
  const rights = compileRights(scenario, scenario.organizations[0]!, plan.codeSets);
  const room = new Room();
  const means = readings.map((): number[] => []);
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const changes = drawChanges(plan, replication);
    const records = simulate(scenario, changes, rights, drawCapacity(plan, replication), NEVER, room);
    readings.forEach((reading, r) => {
      let [sum, count] = [0, 0];
      for (let change = EDGE; change < changes.count - EDGE; change++) {
        const value = reading(records, change, changes);
        if (value === undefined) continue;
        sum += value;
        count++;
      }
      means[r]!.push(sum / count);
    });
  }
  return means;
}

function agree(what: string, values: readonly number[], exact: number): void {
  const error = Math.sqrt(variance([...values]) / values.length);
  const z = (mean([...values]) - exact) / error;
  const told = `${what} (seed ${SEED}): ${mean([...values])} ± ${error}, exact ${exact}, z ${z.toFixed(2)}`;
  assert.ok(Math.abs(z) <= 4, told);
  assert.ok(error <= 0.03 * exact, `too uncertain: ${told}`);
}

const FIFO = 'discipline: first in first out';
const lead: Reading = ({ merged }, change, { created }) => merged[change]! - created[change]!;
const turnedAway: Reading = ({ merged }, change) => (merged[change] === NEVER ? 1 : 0);
const leadOf =
  (wanted: (change: number, changes: LatentChanges) => boolean): Reading =>
  (records, change, changes) =>
    wanted(change, changes) ? lead(records, change, changes) : undefined;

Mechanisms('as many changes are turned away as Erlang says, whatever the law of effort', async () => {
  // Erlang B at an offered load of 3 and 4 servers; M/G/c/c does not depend on more than the mean
  let blocked = 1;
  for (let k = 1; k <= 4; k++) blocked = (3 * blocked) / (k + 3 * blocked);
  const queue = { areas: { a: 3 }, reviewers: 4, count: 6_000, review: `${FIFO}, limit: 4` };
  agree('exponential', (await replicate(queue, turnedAway))[0]!, blocked);
  const uneven = { ...queue, effort: '{law: lognormal, mean: 1 h, cv: 2}' };
  agree('lognormal', (await replicate(uneven, turnedAway))[0]!, blocked);
});

Mechanisms(
  'what stands first interrupts, and each class takes as long as preemption with resumption says',
  async () => {
    // T_k = 1 / (1 - s_(k-1)) + (r_1 + … + r_k) / ((1 - s_(k-1)) (1 - s_k)) with s the load of classes up to k
    const [first, second, third] = [0.2, 0.2, 0.3];
    const exact = (before: number, own: number) => {
      const [above, upTo] = [before, before + own];
      return 1 / (1 - above) + upTo / ((1 - above) * (1 - upTo));
    };
    const of = (priority: number) => leadOf((change, changes) => changes.priority[change] === priority);
    const queue = {
      areas: { a: first + second + third },
      count: 12_000,
      changes: `express: ${first / 0.7}\n  neglected: ${third / 0.7}`,
      review: 'discipline: priority, interrupts: true',
    };
    const [one, two, three] = (await replicate(queue, of(-1), of(0), of(1))) as [
      number[],
      number[],
      number[],
    ];
    agree('first', one, exact(0, first));
    agree('second', two, exact(first, second));
    agree('third', three, exact(first + second, third));
  },
);

Mechanisms(
  'with attention shared the mean time in review is mean / (1 - load), whatever the law',
  async () => {
    const queue = { areas: { a: 0.6 }, count: 12_000, review: `${FIFO}, in_hand: any` };
    agree('exponential', (await replicate(queue, lead))[0]!, 1 / 0.4);
    const even = { ...queue, effort: '{law: constant, value: 1 h}' };
    agree('constant', (await replicate(even, lead))[0]!, 1 / 0.4);
  },
);

Mechanisms('random absences lengthen the line as breakdowns of a server do', async () => {
  // M/M/1 that fails at 0.02 and is repaired at 0.2, busy or idle: L = 2.7433 at a rate of 0.6
  const away = 'away: {after: {law: exponential, mean: 50 h}, lasts: {law: exponential, mean: 5 h}}';
  const queue = { areas: { a: 0.6 }, count: 20_000, review: FIFO, people: away };
  agree('lead time', (await replicate(queue, lead))[0]!, 2.7433 / 0.6);
});

Mechanisms(
  'areas in a network of routes are as if each had an own stream of arrivals (Jackson)',
  async () => {
    // rates 0.3 and 0.2 from outside; half of a goes on to b, a fifth of b back to a
    const a = (0.3 + 0.2 * 0.2) / (1 - 0.5 * 0.2);
    const b = 0.2 + 0.5 * a;
    const [inA, inB] = [a / (1 - a), b / (1 - b)];
    const queue = {
      areas: { a: 0.3, b: 0.2 },
      reviewers: 2,
      count: 12_000,
      review: `${FIFO}, belongs_to: visit, routes: {a: {b: 50 %}, b: {a: 20 %}}`,
      teams: '[{name: a, owns: [a], members: [r1]}, {name: b, owns: [b], members: [r2]}]',
    };
    agree('lead time', (await replicate(queue, lead))[0]!, (inA + inB) / 0.5);
  },
);

Mechanisms.run();
