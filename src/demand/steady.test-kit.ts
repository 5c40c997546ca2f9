import * as assert from 'uvu/assert';
import { loadScenario } from '../scenario/load.ts';
import { mean, variance } from '../stats/summary.ts';
import { type DemandPlan, planDemand } from './plan.ts';

export interface Written {
  areas?: string;
  arrivals: string;
  changes?: string;
  more?: string;
}

/** A scenario of areas a and b at 0.5 and 1.5 changes an hour. */
export async function planOf({ areas, arrivals, changes, more }: Written): Promise<DemandPlan> {
  const text = `schema: 1
seed: steady
areas: {${areas ?? 'a: , b: '}}
arrivals: {rates: {a: 0.5 / h, b: 1.5 / h}, ${arrivals}}
changes: {by_reviewers: 0, effort: {law: exponential, mean: 1 h}${changes ?? ''}}
people: {count: 2, hours_per_week: 168 h/week, absence: 0}
organizations: [{name: one, teams: [{name: t, owns: all, members: all}]}]
${more ?? ''}`;
  const scenario = await loadScenario('steady.yaml', text, (name) => {
    throw new Error(`no table ${name}`);
  });
  return planDemand(scenario);
}

/** Holds a mean against the exact one, within four standard errors and these within `most` of it. */
export function agree(what: string, values: ArrayLike<number>, exact: number, most = 0.03): void {
  const error = Math.sqrt(variance(values) / values.length);
  const told = `${what}: ${mean(values)} ± ${error}, exact ${exact}`;
  assert.ok(Math.abs(mean(values) - exact) <= 4 * error, told);
  assert.ok(error <= most * exact, `too uncertain: ${told}`);
}

export const squares = (values: Float64Array, around: number) => values.map((value) => (value - around) ** 2);
