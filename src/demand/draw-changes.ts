import type { ChangeLaws, Scenario } from '../scenario/types.ts';
import { drawFactor, type Law, lowerShare } from '../stats/distribution.ts';
import { drawKey, type Stream, stream } from '../stats/stream.ts';
import { drawPoisson, drawWeekly, joined, type Open, openAtStart } from './arrival-times.ts';
import { LatentChanges } from './change.ts';
import { type FittedFactors, fittedFactors, lawsDrawn } from './fitted.ts';
import { giveAuthors, giveSizes } from './given.ts';
import { mergeInOrderOfTime } from './merge-areas.ts';
import type { DemandPlan } from './plan.ts';
import { drawSteady, isPlain } from './steady.ts';

/** More patch sets than anybody has seen; keeps them in 16 bits. */
const MOST_ROUNDS = 1_000;

/**
 * The latent changes of replication `replication`: those open at the start, then those that arrive. Each area draws
 * from streams of its own, so that it draws the same changes whatever the other areas do.
 *
 * @param room changes of an earlier replication that nobody needs any more: written over, which saves making them anew
 */
export function drawChanges(plan: DemandPlan, replication: number, room?: LatentChanges): LatentChanges {
  const { scenario } = plan;
  const open = scenario.areas.map((_, area) => openAtStart(plan, area, replication));
  const arriving = drawArriving(plan, replication);
  const times = scenario.areas.map((_, area) => joined(open[area]!.times, arriving[area]!));
  const count = times.reduce((sum, { length }) => sum + length, 0);
  const keys = scenario.areas.map(({ name }) => drawKey(scenario.seed, 'change', name, replication));
  const changes =
    room?.begin(count) ??
    new LatentChanges(
      count,
      plan.codeSets,
      plan.laws.map(({ turnaround }) => turnaround),
      plan.laws.map(({ effort }) => effort),
    );
  const position = mergeInOrderOfTime(times, changes);
  changes.keyDraws(keys);
  const levels = { ...drawLevels(scenario, replication), fitted: fittedFactors(scenario, replication) };
  scenario.areas.forEach((_, area) => {
    drawAttributes(plan, changes, area, position[area]!, open[area]!.neglected, replication, levels);
  });
  return changes;
}

function drawArriving(plan: DemandPlan, replication: number): Float64Array[] {
  const { given } = plan.scenario.arrivals;
  if (given !== undefined) return given.map(({ created }) => created);
  if (plan.weeks > 0) return drawWeekly(plan, replication);
  return isPlain(plan.scenario.arrivals) ? drawPoisson(plan, replication) : drawSteady(plan, replication);
}

/** How far rounds and turnaround of a replication lie from what is expected: a factor each. */
interface Levels {
  rounds: number;
  turnaround: number;
  fitted: FittedFactors;
}

function drawLevels({ changes, seed }: Scenario, replication: number): Omit<Levels, 'fitted'> {
  const level = (purpose: string, uncertainty: number) =>
    drawFactor(uncertainty, stream(seed, `level of ${purpose}`, replication));
  return {
    rounds: level('rounds', changes.rounds_uncertainty),
    turnaround: level('turnaround', changes.turnaround_uncertainty),
  };
}

/** For laws that are constant: opening a stream takes longer than the changes of a small area. */
const ANY: Stream = { next: () => 0.5 };

/**
 * Draws everything else about the changes of one area, in their order; the first stand open, as many as `neglected`
 * tells about. Each
 * attribute has a stream of its own, so one that is not asked for is not drawn.
 */
function drawAttributes(
  plan: DemandPlan,
  changes: LatentChanges,
  area: number,
  position: Int32Array,
  neglected: Open['neglected'],
  replication: number,
  levels: Levels,
): void {
  const { scenario } = plan;
  const { name, touches, priority } = scenario.areas[area]!;
  const laws = lawsDrawn(plan.laws[area]!, levels.fitted);
  const turnaround = levels.turnaround * levels.fitted.turnaroundOf(name);
  const open = neglected.length;
  const named = (purpose: string) => stream(scenario.seed, purpose, name, replication);
  const first = plan.firstCodeSet[area]!;
  for (const change of position) changes.codeSet[change] = first;

  if (touches.length > 1) drawTouches(changes.codeSet, position, first, touches, named('touch'));
  if (laws.features > 0) drawShare(changes.feature, position, laws.features, named('kind'));
  const streamFor = (law: Law, purpose: string) => (law.name === 'constant' ? ANY : named(purpose));
  drawLaw(changes.size, position, laws.size, streamFor(laws.size, 'size'));
  const given = [scenario.open.given?.[area], scenario.arrivals.given?.[area]] as const;
  const parts = [position.subarray(0, open), position.subarray(open)] as const;
  given.forEach((one, i) => {
    giveSizes(changes.size, parts[i]!, one);
  });
  const rounds = streamFor(laws.rounds, 'rounds');
  const ofOpen = scenario.open.fresh ? laws.rounds : plan.roundsOfOpen[area]!;
  drawRounds(changes.rounds, position.subarray(0, open), ofOpen, rounds);
  drawRounds(changes.rounds, position.subarray(open), laws.rounds, rounds);
  if (levels.rounds !== 1) scaleRounds(changes.rounds, position, levels.rounds, named('rounding'));
  if (laws.turnaround_spread > 0)
    drawLaw(changes.slowness, position, plan.slowness[area]!, named('slowness'));
  const spread = levels.fitted.of('changes.turnaround_spread');
  if (spread !== 1) for (const change of position) changes.slowness[change]! **= spread;
  if (turnaround !== 1) for (const change of position) changes.slowness[change]! *= turnaround;
  if (laws.neglected > 0 || scenario.open.neglected > 0) {
    const draw = named('priority');
    drawShare(changes.priority, position.subarray(0, open), scenario.open.neglected, draw);
    drawShare(changes.priority, position.subarray(open), laws.neglected, draw);
  }
  neglected.forEach((last, i) => {
    if (last !== undefined) changes.priority[position[i]!] = last ? 1 : 0;
  });
  if (laws.express > 0) drawExpress(changes.priority, position.subarray(open), laws, named('express'));
  // Whoever stands first or last does so among changes of equal rank.
  if (priority > 1) for (const change of position) changes.priority[change]! += 3 * (priority - 1);
  if (laws.by_reviewers > 0) drawAuthors(plan, changes, position, named('author'));
  given.forEach((one, i) => {
    giveAuthors(changes.author, parts[i]!, one);
  });
  if (laws.patience !== undefined) drawLaw(changes.patience, position, laws.patience, named('patience'));
  for (const change of position) {
    changes.effort[change] =
      laws.effort === undefined ? effortOf(laws, changes.size[change]!) : changes.visitEffort(change, 0);
  }
  if (open > 0) drawProgress(scenario, laws, changes, position.subarray(0, open), named('progress'));
}

function drawLaw(column: Float64Array, position: Int32Array, law: Law, draw: Stream): void {
  for (let i = 0; i < position.length; i++) column[position[i]!] = law.quantile(draw.next());
}

/** 1 for the given share of changes, else 0. */
function drawShare(
  column: Float64Array | Uint8Array,
  position: Int32Array,
  share: number,
  draw: Stream,
): void {
  for (let i = 0; i < position.length; i++) column[position[i]!] = draw.next() < share ? 1 : 0;
}

/** Which of its area's code sets each change touches. */
function drawTouches(
  column: Int32Array,
  position: Int32Array,
  first: number,
  touches: Scenario['areas'][number]['touches'],
  draw: Stream,
): void {
  for (let i = 0; i < position.length; i++) {
    const u = draw.next();
    let below = touches[0]!.share;
    let touched = 0;
    while (u >= below && touched < touches.length - 1) below += touches[++touched]!.share;
    column[position[i]!] = first + touched;
  }
}

/** Patch sets until approval. */
function drawRounds(column: Uint16Array, position: Int32Array, law: Law, draw: Stream): void {
  for (let i = 0; i < position.length; i++)
    column[position[i]!] = Math.min(MOST_ROUNDS, law.quantile(draw.next()));
}

/** Multiplies the patch sets after the first, rounding up or down by chance so that their mean is kept. */
function scaleRounds(column: Uint16Array, position: Int32Array, factor: number, draw: Stream): void {
  for (const change of position) {
    const further = (column[change]! - 1) * factor;
    column[change] = Math.min(MOST_ROUNDS, 1 + Math.floor(further + draw.next()));
  }
}

/** A share of the changes that stand neither last nor open at the start goes first. */
function drawExpress(column: Float64Array, position: Int32Array, laws: ChangeLaws, draw: Stream): void {
  const share = laws.express / (1 - laws.neglected);
  for (const change of position) if (draw.next() < share && column[change] === 0) column[change] = -1;
}

/** Who wrote each change: a reviewer who knows its code, any as likely, or nobody who reviews. */
function drawAuthors(plan: DemandPlan, changes: LatentChanges, position: Int32Array, draw: Stream): void {
  const share = plan.scenario.changes.by_reviewers;
  for (let i = 0; i < position.length; i++) {
    const change = position[i]!;
    const candidates = plan.authors[changes.codeSet[change]!]!;
    const u = draw.next();
    if (u < share && candidates.length > 0)
      changes.author[change] = candidates[Math.floor((u / share) * candidates.length)]!;
  }
}

/**
 * Where the changes open at the start stand: at a patch set spread evenly over their rounds (the first, if they have just
 * been created), waiting on a reviewer or
 * on their author, with the patience that is left to those who have waited so long.
 */
function drawProgress(
  scenario: Scenario,
  { patience }: ChangeLaws,
  changes: LatentChanges,
  open: Int32Array,
  draw: Stream,
): void {
  const { waiting_on_reviewer, fresh } = scenario.open;
  for (const change of open) {
    const rounds = changes.rounds[change]!;
    const done = draw.next();
    // In the last round nobody asks the author for anything.
    const onAuthor = draw.next() >= waiting_on_reviewer && rounds > 1;
    changes.patchSet[change] = fresh ? 1 : Math.ceil((onAuthor ? rounds - 1 : rounds) * done);
    const residual = draw.next();
    if (onAuthor) changes.awayFor[change] = residual * changes.turnaround(change, changes.patchSet[change]!);
    if (patience === undefined) continue;
    const waited = -changes.created[change]! * waiting_on_reviewer;
    const below = lowerShare(patience, waited);
    changes.patience[change] = Math.max(0, patience.quantile(below + (1 - below) * draw.next()) - waited);
  }
}

function effortOf(laws: ChangeLaws, lines: number): number {
  return Math.min(laws.effort_most, laws.effort_base + laws.effort_per_line * lines);
}
