import { join } from 'node:path';
import { inlineDeeply } from './cli/engine-options.ts';
import { openScenario } from './cli/files.ts';
import type { LatentChanges } from './demand/change.ts';
import { drawChanges } from './demand/draw-changes.ts';
import { didYouMean } from './errors.ts';
import { Replications } from './experiment/aggregate.ts';
import { ALL, metricIndex } from './experiment/layout.ts';
import { readMetrics } from './experiment/metrics.ts';
import { prepareStudy, type Study } from './experiment/replicate.ts';
import { drawCapacity } from './review/capacity.ts';
import type { Records } from './review/record.ts';
import { simulate } from './review/review-process.ts';
import { Room } from './review/room.ts';
import { DAY, type Scenario, WEEK } from './scenario/types.ts';
import { delayedExponential, lognormal, roundedLognormal } from './stats/distribution.ts';
import { dampedStep } from './stats/least-squares.ts';
import { mean, quantileSorted, variance } from './stats/summary.ts';

/**
 * Chooses what cannot be observed (effort, turnaround, patience, how hours vary) so that the baseline reproduces one past
 * cycle of Nova, given the changes that came in: `npm run calibrate-nova -- CYCLE …`. Simulated moments with common
 * random numbers, Gauss and Newton with damping. notebooks/decisions/008-agreement.md says what is chosen how.
 */
const REPLICATIONS = 40;
const STEPS = 7;
const SIGMA_ROUNDS = 0.8;
const AREAS = ['libvirt', 'vmwareapi', 'xenapi', 'hyperv', 'driver+common'];
/** Cycles that an area's ratio of lead times is taken from, and merges that a cycle needs for it. */
const [RATIO_CYCLES, RATIO_MERGES] = [3, 20];

interface Theta {
  /** Minutes of review work of a patch set of no lines. */
  effort: number;
  /** Median turnaround [days]. */
  turnaround: number;
  spread: number;
  express: number;
  /** Mean patience after the first week [days]. */
  patience: number;
  weeks: number;
  follows: number;
}

const START: Theta = {
  effort: 13,
  turnaround: 1,
  spread: 1.6,
  express: 0.08,
  patience: 110,
  weeks: 0.25,
  follows: 0.75,
};
const LEAST: Theta = {
  effort: 1,
  turnaround: 0.1,
  spread: 0.2,
  express: 0.005,
  patience: 10,
  weeks: 0.05,
  follows: 0.05,
};
const MOST: Theta = {
  effort: 60,
  turnaround: 5,
  spread: 2.2,
  express: 0.3,
  patience: 1000,
  weeks: 0.8,
  follows: 1.5,
};
/** How far, in logarithms, a parameter may lie from {@link START} at the price of one target missed by its error. */
const LEEWAY: Theta = {
  effort: 9,
  turnaround: 0.6,
  spread: 0.3,
  express: 0.7,
  patience: 0.8,
  weeks: 0.5,
  follows: 0.5,
};
const NAMES = Object.keys(START) as (keyof Theta)[];

/** Median rounds of common changes, and those of areas relative to them. */
interface Rounds {
  common: number;
  areas: Factors;
}

type Factors = Record<string, number>;

/** The scenario with the parameters in place. */
function withTheta(scenario: Scenario, theta: Theta, { common, areas }: Rounds, factors: Factors): Scenario {
  const law = (factor: number) => lognormal(theta.turnaround * DAY * factor, 1.2);
  const roundsOf = (factor: number) => roundedLognormal(common * factor, SIGMA_ROUNDS);
  const own = (name: string) => ({ rounds: roundsOf(areas[name] ?? 1), turnaround: law(factors[name]!) });
  return {
    ...scenario,
    areas: scenario.areas.map((area) => ({
      ...area,
      laws: factors[area.name] === undefined ? {} : own(area.name),
    })),
    changes: {
      ...scenario.changes,
      effort_base: theta.effort / 60,
      rounds: roundsOf(1),
      rounds_uncertainty: 0,
      turnaround: law(1),
      turnaround_uncertainty: 0,
      turnaround_spread: theta.spread,
      patience: delayedExponential(7 * DAY, theta.patience * DAY),
      express: theta.express,
    },
    arrivals: { ...scenario.arrivals, uncertainty: 0 },
    peopleRules: {
      ...scenario.peopleRules,
      uncertainty: 0,
      week_spread: theta.weeks,
      follows_arrivals: theta.follows,
    },
  };
}

/** What is compared, each with the relative error at which it weighs one. */
const TARGETS = {
  merges: 0.03,
  openMean: 0.1,
  lead_p10: 0.4,
  lead_p25: 0.2,
  lead_median: 0.1,
  lead_p75: 0.1,
  lead_p90: 0.1,
  abandoned: 0.1,
  weeklySpread: 0.15,
  lastWait: 0.25,
  slope: 0.2,
};
type Moments = Record<keyof typeof TARGETS, number>;
const MOMENTS = Object.keys(TARGETS) as (keyof Moments)[];
const LEADS = ['lead_p10', 'lead_p25', 'lead_median', 'lead_p75', 'lead_p90'] as const;

/** A past cycle: its scenario, and what came in week by week, by area, as the next one's history tells. */
interface Past {
  scenario: Scenario;
  created: number[][];
  /** How merges rose and fell by the week in all cycles up to this one, on average. */
  weekly: { spread: number; slope: number };
}

async function openCycle(name: string, next: string): Promise<Past> {
  const { scenario } = await openScenario(join('scenarios', name));
  const later = (await openScenario(join('scenarios', next))).scenario;
  const shift = (later.startDate - scenario.startDate) / 3_600_000;
  const weeks = scenario.cycles[0]!.release / WEEK;
  const created = scenario.areas.map(() => new Array<number>(weeks).fill(0));
  for (const { at, area, created: count } of later.arrivals.history!.counts) {
    const week = (at + shift) / WEEK;
    if (week >= 0 && week < weeks) created[area]![week] = count;
  }
  return { scenario, created, weekly: weeklyHabits(later) };
}

function weeklyHabits({ pastCycles, arrivals }: Scenario): Past['weekly'] {
  const { counts } = arrivals.history!;
  const cycles = pastCycles.map(({ start, release }) => {
    const length = Math.floor((release - start) / WEEK);
    const [merged, created] = [0, 1].map(() => new Array<number>(length).fill(0)) as [number[], number[]];
    for (const row of counts) {
      const week = Math.floor((row.at - start) / WEEK);
      if (week < 0 || week >= length) continue;
      merged[week] = merged[week]! + row.merged;
      created[week] = created[week]! + row.created;
    }
    return { spread: spreadOf(merged), slope: slopeOf(merged, [created]) };
  });
  return { spread: mean(cycles.map(({ spread }) => spread)), slope: mean(cycles.map(({ slope }) => slope)) };
}

/** The study with the changes that really came in, those unseen on top, in place of a fitted process. */
function givenArrivals(scenario: Scenario, created: number[][]): Study {
  const study = prepareStudy(scenario);
  const scale = 1 / (1 - scenario.arrivals.unseen);
  const expected = created.map((counts) =>
    Array.from({ length: study.plan.weeks }, (_, week) => scale * (counts[week] ?? mean(counts))),
  );
  return { ...study, plan: { ...study.plan, expected, dispersion: expected.map(() => 1) } };
}

const room = new Room();

interface Replicated {
  replications: Replications;
  /** Median wait after the last patch set [d] of what merges in the cycle, by replication. */
  lastWaits: number[];
}

function replicated(study: Study): Replicated {
  const { scenario, plan, layout } = study;
  const replications = new Replications(layout);
  const lastWaits: number[] = [];
  let changes: LatentChanges | undefined;
  for (let k = 0; k < REPLICATIONS; k++) {
    changes = drawChanges(plan, k, changes);
    const capacity = drawCapacity(plan, k);
    const rights = study.rights[0]!;
    const records = simulate(scenario, changes, rights, capacity, plan.weeks * WEEK, room);
    const row = new Float64Array(layout.length);
    readMetrics({ scenario, changes, rights, capacity, records }, layout, 0, row);
    replications.add(row);
    lastWaits.push(lastWait(changes, records, scenario.cycles[0]!.release));
  }
  return { replications, lastWaits };
}

function lastWait({ created, count }: LatentChanges, records: Records, until: number): number {
  const since = Float64Array.from(created.subarray(0, count));
  for (let stay = 0; stay < records.stays; stay++)
    since[records.stayChange[stay]!] = records.stayUntil[stay]!;
  const waits = since.map((at, change) => (records.merged[change]! - at) / DAY);
  return quantileSorted(waits.filter((_, change) => records.merged[change]! < until).sort(), 0.5);
}

/** Medians over replications of what the model does; the weekly spread is that within a replication. */
function momentsOf(study: Study, created: number[][], { replications, lastWaits }: Replicated): Moments {
  const { layout } = study;
  const total = layout.areas.indexOf(ALL);
  const middle = (values: ArrayLike<number>) => quantileSorted(Float64Array.from(values).sort(), 0.5);
  const metric = (name: Parameters<typeof metricIndex>[0]) =>
    middle(replications.values(layout.metric(0, total, 0, metricIndex(name))));
  const weekly = (series: number) =>
    Array.from({ length: replications.count }, (_, k) =>
      Array.from(
        { length: layout.weeks },
        (_, week) => replications.row(k)[layout.week(0, series, total, week)]!,
      ),
    );
  return {
    merges: metric('merges_per_week'),
    openMean: middle(weekly(1).map(mean)),
    ...(Object.fromEntries(LEADS.map((lead) => [lead, metric(lead)])) as Record<
      (typeof LEADS)[number],
      number
    >),
    abandoned: metric('abandoned_share'),
    weeklySpread: middle(weekly(2).map(spreadOf)),
    lastWait: middle(lastWaits),
    slope: middle(weekly(2).map((merges) => slopeOf(merges, created))),
  };
}

/** How merges of a week go with what was created in it and the week before: slope of the logarithms. */
function slopeOf(merges: number[], created: number[][]): number {
  const all = merges.map((_, week) => created.reduce((sum, counts) => sum + counts[week]!, 0));
  const weeks = all.flatMap((count, week) => (count > 0 && merges[week]! > 0 ? [week] : []));
  const x = weeks.map((week) => Math.log((all[week]! + (all[week - 1] ?? all[week]!)) / 2));
  const y = weeks.map((week) => Math.log(merges[week]!));
  const [mx, my] = [mean(x), mean(y)];
  const both = x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  return both / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}

function spreadOf(values: number[]): number {
  return Math.sqrt(variance(values)) / mean(values);
}

function happened({ scenario: { actual, cycles }, weekly }: Past): Moments {
  const { name } = cycles[0]!;
  const rows = (metric: string) =>
    actual.filter((row) => row.area === ALL && row.metric === metric).map(({ value }) => value);
  const lead = (metric: string) => rows(metric)[0]!;
  if (cycles.length !== 1) throw new Error('one cycle at a time');
  return {
    merges: mean(rows('merges_per_week')),
    openMean: mean(rows('open_to_merge')),
    ...(Object.fromEntries(LEADS.map((name) => [name, lead(name)])) as Record<
      (typeof LEADS)[number],
      number
    >),
    abandoned: CYCLES[name]!.abandoned,
    weeklySpread: weekly.spread,
    lastWait: CYCLES[name]!.lastWait,
    slope: weekly.slope,
  };
}

/**
 * How many times as long as common changes those of an area take, by medians: geometric mean over the latest cycles up to
 * and with this one, weighed by merges.
 */
function ratioOf({ observed, actual }: Scenario, area: string): number {
  const rows = [...observed, ...actual];
  const cycles = [...new Set(rows.map(({ cycle }) => cycle))].slice(-RATIO_CYCLES);
  let [sum, weight] = [0, 0];
  for (const cycle of cycles) {
    const of = (name: string, metric: string) =>
      rows
        .filter((row) => row.area === name && row.cycle === cycle && row.metric === metric)
        .map(({ value }) => value);
    const merges = of(area, 'merges_per_week').reduce((all, count) => all + count, 0);
    const [own, common] = [of(area, 'lead_median')[0], of('common', 'lead_median')[0]];
    if (merges < RATIO_MERGES || own === undefined || common === undefined) continue;
    sum += merges * Math.log(own / common);
    weight += merges;
  }
  return weight === 0 ? 1 : Math.exp(sum / weight);
}

/** Errors of slopes are absolute, those of all else relative. */
function distance(name: keyof Moments, model: number, actual: number): number {
  if (Number.isNaN(actual)) return 0;
  return (name === 'slope' ? model - actual : Math.log(model / actual)) / TARGETS[name];
}

function ratiosOf(scenario: Scenario): Factors {
  return Object.fromEntries(AREAS.map((area) => [area, ratioOf(scenario, area)]));
}

interface Found {
  theta: Theta;
  factors: Factors;
  moments: Moments;
  /** Areas' median lead times relative to common, in the model. */
  ratios: Factors;
  loss: number;
}

function fit(past: Past, rounds: Rounds, say: (text: string) => void): Found {
  const target = happened(past);
  const ratios = ratiosOf(past.scenario);
  let factors: Factors = Object.fromEntries(AREAS.map((area) => [area, Math.sqrt(ratios[area]!)]));
  let x = NAMES.map((name) => Math.log(START[name]));
  const thetaOf = (at: number[]) =>
    Object.fromEntries(NAMES.map((name, i) => [name, Math.exp(at[i]!)])) as unknown as Theta;
  const evaluate = (at: number[]) => {
    const study = givenArrivals(withTheta(past.scenario, thetaOf(at), rounds, factors), past.created);
    const all = replicated(study);
    const moments = momentsOf(study, past.created, all);
    const residuals = [
      ...MOMENTS.map((name) => distance(name, moments[name], target[name])),
      ...NAMES.map((name, i) => (at[i]! - Math.log(START[name])) / LEEWAY[name]),
    ];
    return {
      study,
      replications: all.replications,
      moments,
      residuals,
      loss: residuals.reduce((sum, r) => sum + r * r, 0),
    };
  };
  let damping = 1;
  let here = evaluate(x);
  for (let step = 0; step < STEPS; step++) {
    const columns = x.map((_, i) => {
      const moved = evaluate(x.map((value, j) => (i === j ? value + 0.1 : value)));
      return moved.residuals.map((r, k) => (r - here.residuals[k]!) / 0.1);
    });
    let better = false;
    for (let tries = 0; tries < 4 && !better; tries++) {
      const move = dampedStep(columns, here.residuals, damping);
      const there = x.map((value, i) => {
        const name = NAMES[i]!;
        const next = value - Math.max(-0.5, Math.min(0.5, move[i]!));
        return Math.max(Math.log(LEAST[name]), Math.min(Math.log(MOST[name]), next));
      });
      const next = evaluate(there);
      better = next.loss < here.loss;
      damping = better ? damping / 3 : damping * 4;
      if (better) [x, here] = [there, next];
    }
    factors = nearer(here.study, here.replications, factors, ratios);
    here = evaluate(x);
    say(`  step ${step + 1}: loss ${here.loss.toFixed(2)} ${shown(thetaOf(x))} ${shown(factors)}`);
    if (!better && damping > 100) break;
  }
  return {
    theta: thetaOf(x),
    factors,
    moments: here.moments,
    ratios: ratiosIn(here.study, here.replications),
    loss: here.loss,
  };
}

/** Moves each area's factor on turnaround toward the one that gives its ratio of median lead times. */
function nearer(study: Study, replications: Replications, factors: Factors, ratios: Factors): Factors {
  const now = ratiosIn(study, replications);
  return Object.fromEntries(
    AREAS.map((area) => {
      const missing = Math.log(ratios[area]! / now[area]!);
      return [area, Math.min(3, Math.max(0.5, factors[area]! * Math.exp(missing)))];
    }),
  );
}

function ratiosIn({ layout }: Study, replications: Replications): Factors {
  const median = (area: string) =>
    mean(
      replications
        .values(layout.metric(0, layout.areas.indexOf(area), 0, metricIndex('lead_median')))
        .map(Math.log),
    );
  return Object.fromEntries(AREAS.map((area) => [area, Math.exp(median(area) - median('common'))]));
}

function shown(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${Number((value as number).toPrecision(3))}`)
    .join(', ');
}

/**
 * What each cycle's own history says of rounds and of the wait after the last patch set. Rounds follow from the share of
 * merged changes whose last patch set came within a quarter of an hour of the first, at a sigma of 0.8; those of areas
 * are pooled like lead times.
 */
const CYCLES: Record<string, { next: string; rounds: Rounds; lastWait: number; abandoned: number }> = {
  grizzly: {
    next: 'nova-havana',
    rounds: {
      common: 2.19,
      areas: { libvirt: 1.25, vmwareapi: 1, xenapi: 0.88, hyperv: 0.93, 'driver+common': 1.44 },
    },
    lastWait: 0.7,
    abandoned: Number.NaN,
  },
  havana: {
    next: 'nova-icehouse',
    rounds: {
      common: 2.89,
      areas: { libvirt: 1.15, vmwareapi: 1.29, xenapi: 0.99, hyperv: 0.87, 'driver+common': 1.37 },
    },
    lastWait: 1.5,
    abandoned: 0.26,
  },
  icehouse: {
    next: 'nova-juno',
    rounds: {
      common: 2.77,
      areas: { libvirt: 1.21, vmwareapi: 1.27, xenapi: 1.17, hyperv: 1.08, 'driver+common': 1.35 },
    },
    lastWait: 2.4,
    abandoned: 0.26,
  },
  juno: {
    next: 'nova-2014',
    rounds: {
      common: 2.8,
      areas: { libvirt: 1.21, vmwareapi: 1.36, xenapi: 1.25, hyperv: 1.38, 'driver+common': 1.43 },
    },
    lastWait: 2.8,
    abandoned: 0.26,
  },
};

/** What a cycle's calibration rests on, and what it found. */
interface Calibrated {
  past: Past;
  rounds: Rounds;
  found: Found;
}

/** Inputs that are switched one by one, each with all that belongs to it. */
const INPUTS = {
  'rounds a change': (of: Calibrated): Partial<Model> => ({ rounds: of.rounds }),
  'changes that come in': (of: Calibrated): Partial<Model> => ({ created: of.past.created }),
  'open at the start': (of: Calibrated): Partial<Model> => ({ open: of.past.scenario.open }),
  'review work done an hour': ({ found }: Calibrated): Partial<Model> => ({
    theta: { effort: found.theta.effort },
  }),
  "authors' turnaround": ({ found: { theta, factors } }: Calibrated): Partial<Model> => ({
    theta: { turnaround: theta.turnaround, spread: theta.spread },
    factors,
  }),
  'patience, express lane, weeks': ({ found: { theta } }: Calibrated): Partial<Model> => ({
    theta: { patience: theta.patience, express: theta.express, weeks: theta.weeks, follows: theta.follows },
  }),
};

interface Model {
  rounds: Rounds;
  created: number[][];
  open: Scenario['open'];
  theta: Partial<Theta>;
  factors: Factors;
}

/** Median lead time [days] of one cycle's model with some inputs of another's. */
function medianWith(base: Calibrated, other: Calibrated, switched: readonly (keyof typeof INPUTS)[]): number {
  const parts = (Object.keys(INPUTS) as (keyof typeof INPUTS)[]).map((name) =>
    INPUTS[name](switched.includes(name) ? other : base),
  );
  const theta = Object.assign({}, ...parts.map((part) => part.theta ?? {})) as Theta;
  const model = Object.assign({}, ...parts) as Model;
  const scenario = { ...withTheta(base.past.scenario, theta, model.rounds, model.factors), open: model.open };
  const study = givenArrivals(scenario, model.created);
  return momentsOf(study, base.past.created, replicated(study)).lead_median;
}

function printSwitches(first: Calibrated, last: Calibrated, say: (text: string) => void): void {
  const names = Object.keys(INPUTS) as (keyof typeof INPUTS)[];
  say(
    `median lead time [days], model of ${nameOf(first)}: ${medianWith(first, last, []).toFixed(1)}; of ${nameOf(last)}: ${medianWith(last, first, []).toFixed(1)}`,
  );
  for (const name of names) {
    const alone = medianWith(first, last, [name]);
    const without = medianWith(last, first, [name]);
    say(
      `  ${name.padEnd(30)} alone as in ${nameOf(last)}: ${alone.toFixed(1)}; alone as in ${nameOf(first)}: ${without.toFixed(1)}`,
    );
  }
  say(`  all as in ${nameOf(last)}: ${medianWith(first, last, names).toFixed(1)}`);
}

/**
 * What would have to change for the model of the cycle before to give this cycle's median, given its arrivals, its open
 * changes and its rounds: one input at a time, by bisection. How the rest then comes out may tell the causes apart.
 */
function printAlternatives(before: Calibrated, one: Calibrated, say: (text: string) => void): void {
  const target = happened(one.past);
  const momentsWith = (by: (theta: Theta, rounds: Rounds) => [Theta, Rounds]): Moments => {
    const [theta, rounds] = by(before.found.theta, one.rounds);
    const scenario = withTheta(one.past.scenario, theta, rounds, before.found.factors);
    const study = givenArrivals(scenario, one.past.created);
    return momentsOf(study, one.past.created, replicated(study));
  };
  const line = (of: Moments) =>
    MOMENTS.map((name) => `${name} ${Number.isNaN(of[name]) ? '-' : Number(of[name].toPrecision(3))}`).join(
      ', ',
    );
  say(`${nameOf(one)} with the model of ${nameOf(before)}`);
  say(`  happened: ${line(target)}`);
  say(`  as it is: ${line(momentsWith((theta, rounds) => [theta, rounds]))}`);
  const ways: [string, (by: number) => (theta: Theta, rounds: Rounds) => [Theta, Rounds]][] = [
    [
      'review work of a patch set',
      (by) => (theta, rounds) => [{ ...theta, effort: theta.effort * by }, rounds],
    ],
    ['turnaround', (by) => (theta, rounds) => [{ ...theta, turnaround: theta.turnaround * by }, rounds]],
    ['rounds', (by) => (theta, rounds) => [theta, { ...rounds, common: rounds.common * by }]],
  ];
  for (const [name, way] of ways) {
    let [low, high] = [1, 8];
    let found = momentsWith(way(high));
    for (let step = 0; step < 7; step++) {
      const middle = Math.sqrt(low * high);
      const moments = momentsWith(way(middle));
      if (moments.lead_median < target.lead_median) low = middle;
      else [high, found] = [middle, moments];
    }
    say(`  ${name} times ${high.toFixed(2)}: ${line(found)}`);
  }
}

function nameOf({ past }: Calibrated): string {
  return past.scenario.cycles[0]!.name;
}

async function calibrated(name: string, say: (text: string) => void): Promise<Calibrated> {
  const { next, rounds } = CYCLES[name]!;
  const past = await openCycle(`nova-${name}`, next);
  say(name);
  const found = fit(past, rounds, say);
  const target = happened(past);
  say(
    `  lead time by area, relative to common: happened ${shown(ratiosOf(past.scenario))}; model ${shown(found.ratios)}`,
  );
  for (const moment of MOMENTS)
    say(
      `  ${moment.padEnd(14)} happened ${target[moment].toFixed(2)} model ${found.moments[moment].toFixed(2)}`,
    );
  return { past, rounds, found };
}

async function main(names: string[]): Promise<void> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const wanted = names.length > 0 ? names : Object.keys(CYCLES);
  const unknown = wanted.find((name) => CYCLES[name] === undefined);
  if (unknown !== undefined) {
    process.stderr.write(
      `calibrate-nova: no cycle '${unknown}'; ${didYouMean(unknown, Object.keys(CYCLES))}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const all: Calibrated[] = [];
  for (const name of wanted) all.push(await calibrated(name, say));
  all.forEach((one, i) => {
    if (i === 0) return;
    printSwitches(all[i - 1]!, one, say);
    printAlternatives(all[i - 1]!, one, say);
  });
}

inlineDeeply();
await main(process.argv.slice(2));
