import { InputError } from '../../errors.ts';
import type { ExactCase } from './cases.ts';
import { type Experiment, Laboratory } from './experiment.ts';
import { Samples } from './measure.ts';
import { FLUID } from './models/loss.ts';
import { experimentOf, plain } from './models.ts';
import { NotExpressible } from './params.ts';
import { judge, type Rules, type Verdict } from './verdict.ts';

/** Exact values of one model at the same parameters: one experiment tells about all of them, fluids apart. */
export interface Group {
  cases: readonly ExactCase[];
  /** Where each stands in the file. */
  numbers: readonly number[];
}

/** What a worker needs to make the experiment of a group again. */
export interface Task {
  model: string;
  params: Readonly<Record<string, unknown>>;
  metrics: readonly string[];
  seed: string;
}

/** Replications that one number may cost. */
const MOST = 40_000;
/** A round grows the sample by at most so much, since the error is only estimated. */
const GROWTH = 4;
/** The error aimed at, as a share of the largest allowed: it is estimated, and must not miss by chance. */
const AIM = 0.9;

/** The groups of a list of cases, in the order in which they begin. */
export function groupsOf(cases: readonly ExactCase[]): Group[] {
  const groups = new Map<string, { cases: ExactCase[]; numbers: number[] }>();
  cases.forEach((exact, number) => {
    const key = JSON.stringify([exact.model, exact.params, FLUID.test(exact.metric)]);
    const group = groups.get(key) ?? { cases: [], numbers: [] };
    group.cases.push(exact);
    group.numbers.push(number);
    groups.set(key, group);
  });
  return [...groups.values()];
}

export function taskOf({ cases }: Group, seed: string): Task {
  const [first] = cases as [ExactCase, ...ExactCase[]];
  const metrics = [...new Set(cases.map(({ metric }) => metric))];
  return { model: first.model, params: first.params, metrics, seed };
}

/** The experiment of a group, undefined if no scenario is like it. Throws InputError at the place of the first case. */
export function prepare(group: Group, seed: string): Experiment | undefined {
  const { place } = group.cases[0]!;
  const { metrics, ...task } = taskOf(group, seed);
  try {
    return experimentOf({ ...task, place }, metrics, seed);
  } catch (error) {
    if (error instanceof NotExpressible) return undefined;
    throw error;
  }
}

/**
 * Throws InputError at the place of a group's first case where its scenarios ask for more than any scenario may: before
 * anything runs, and in words of the case.
 */
export async function refuseExcess({ cases }: Group, experiment: Experiment | undefined): Promise<void> {
  const { model, place } = cases[0]!;
  try {
    if (experiment !== undefined) await Laboratory.open(experiment);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${model}, written as a scenario: ${error.what}`, place, error.remedy);
  }
}

/** Runs replications `first` to `first + count − 1` of a task, in order. */
export type Run = (task: Task, first: number, count: number) => Promise<Float64Array[]>;

/**
 * Replicates the experiment of a group until every estimate is as precise as asked, and lays it beside the exact values.
 * How many replications there are depends on their numbers alone, not on who runs them.
 */
export async function verifyGroup(
  group: Group,
  experiment: Experiment | undefined,
  seed: string,
  rules: Rules,
  run: Run,
): Promise<Verdict[]> {
  const nothing: Verdict = {
    estimate: Number.NaN,
    error: Number.NaN,
    z: Number.NaN,
    word: 'not expressible',
    short: 0,
  };
  if (experiment === undefined) return group.cases.map(() => nothing);
  const measures = group.cases.map(({ metric }) => experiment.measure(metric));
  const samples = new Samples(experiment.length);
  const task = taskOf(group, seed);
  const look = () =>
    group.cases.map(({ value }, i) => {
      const measure = measures[i];
      return measure === undefined ? nothing : judge(value, measure, samples, rules, experiment.controls);
    });
  if (measures.every((measure) => measure === undefined || measure.kind === 'not a value')) return look();
  const most = experiment.most ?? MOST;
  let wanted = Math.min(rules.replications, experiment.fewest ?? rules.replications);
  for (;;) {
    for (const row of await run(task, samples.count, wanted - samples.count)) samples.add(row);
    const verdicts = look();
    // An estimate that is no number yet, as a mean over nobody, asks for as much more as any.
    const short = Math.max(
      ...verdicts.map((verdict) => (Number.isNaN(verdict.short) ? GROWTH : verdict.short)),
    );
    if (short <= 1 || samples.count >= most) return verdicts;
    const factor = Math.min(GROWTH, (short / AIM) ** 2);
    wanted = Math.min(most, Math.ceil(samples.count * factor));
  }
}

/** The cases of a family, by its name; throws InputError if there is none. */
export function ofFamily(cases: readonly ExactCase[], family: string): ExactCase[] {
  return cases.filter(({ model }) => plain(model) === plain(family));
}
