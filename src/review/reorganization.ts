import { IdleReviewers } from './idle-reviewers.ts';
import { OUTCOME } from './record.ts';
import { mayApprove, type Rights, stagesIn } from './rights.ts';
import { WHERE } from './room.ts';
import type { ReviewState } from './state.ts';

/**
 * An organization takes effect: rights change, and the backlog of the day moves. A change keeps the rounds that it has
 * gone through. Where the same code is still approved in one go, approvals and reviews of those who may still approve
 * it stand; a change that is divided is read anew in each of its repositories. Nobody takes up anything yet. Returns
 * the changes that are up for review, in the order in which they wait; what was in the hands of somebody who may no
 * longer read it waits last.
 */
export function moveBacklog(state: ReviewState, rights: Rights): number[] {
  const order = state.waiting.inOrder();
  const idle = state.idle.all();
  const before = state.rights;
  state.rights = rights;
  state.next = undefined;
  state.reorganizeMechanisms(rights);
  state.readAnew = state.records.reviews;
  state.waiting.begin(state.queueCount(), state.parts.length, rights.queueRows);
  state.idle = new IdleReviewers(rights.pools, state.capacity.people, rights.poolRows);
  for (const person of idle) state.sitDown(person);
  const up: number[] = [];
  for (let change = 0; change < state.arrived; change++) {
    const where = state.where[change];
    if (where !== WHERE.posted && where !== WHERE.author) continue;
    move(state, change, before);
    if (where === WHERE.posted) up.push(change);
  }
  return [...new Set([...order, ...up])];
}

function move(state: ReviewState, change: number, before: Rights): void {
  const { rights, stage } = state;
  const old = stage[change]!;
  // That of the change, unless it has gone on to the stage of another area.
  const { set } = before.stages[old]!;
  const approved = before.stages.slice(before.firstStage[set]!, old).flatMap(({ code }) => code);
  if (rights.linked && stagesIn(rights, set) > 1) state.divide(change, state.where[change] === WHERE.author);
  else stage[change] = firstUnapproved(rights, set, approved);
  const stays = !state.parts.isDivided(change) && rights.stepOf[stage[change]!] === rights.stepOf[old];
  endUnfit(state, change, stays);
  if (!stays) state.interrupts?.forget(change);
  state.approvals[change] = stays ? standing(state, change) : 0;
  if (state.where[change] === WHERE.posted) endSurplus(state, change);
}

/** Ends the reviews of a moved change that do not stand: all, or those of people without a right to it. */
function endUnfit(state: ReviewState, change: number, stays: boolean): void {
  const { records, rights } = state;
  for (let review = records.lastReview[change]!; review >= 0; review = records.previous[review]!) {
    if (records.outcome[review] !== OUTCOME.running) continue;
    if (!stays || !mayApprove(rights, records.reviewer[review]!, state.stage[change]!)) end(state, review);
  }
}

/** Ends what is read beyond the approvals that a moved change now lacks; who began last stops first. */
function endSurplus(state: ReviewState, change: number): void {
  const { records } = state;
  const needed = Math.max(0, state.missing(change));
  let review = records.lastReview[change]!;
  for (; review >= 0 && state.reading[change]! > needed; review = records.previous[review]!)
    if (records.outcome[review] === OUTCOME.running) end(state, review);
}

function end(state: ReviewState, review: number): void {
  const { records, events } = state;
  const [person, part] = [records.reviewer[review]!, records.part[review]!];
  const isCurrent = records.patchSet[review] === state.patchSet[part] && state.reading[part]! > 0;
  if (isCurrent) state.reading[part]!--;
  records.outcome[review] = OUTCOME.ended;
  records.finished[review] = events.now;
  state.sharing?.drop(review);
  state.inHand[person] = -1;
  state.sitDown(person);
}

/** Approvals of a moved change that count on: of the present patch set, by people who may still approve it. */
function standing(state: ReviewState, change: number): number {
  const { records, rights } = state;
  const stage = state.stage[change]!;
  const people: number[] = [];
  // One approval passes a stage, so none stands; what was approved there on an earlier visit counts no more. Only a conflict
  // sends back to the author what has it.
  if (state.routes !== undefined) {
    const last = records.lastReview[change]!;
    const isSentBack = state.where[change] === WHERE.author && last >= 0;
    if (!isSentBack || records.outcome[last] !== OUTCOME.approved) return 0;
    return mayApprove(rights, records.reviewer[last]!, stage) ? 1 : 0;
  }
  for (let review = records.lastReview[change]!; review >= 0; review = records.previous[review]!) {
    if (!state.survive && records.patchSet[review] !== state.patchSet[change]) break;
    if (records.outcome[review] !== OUTCOME.approved) continue;
    if (rights.stepOf[records.stage[review]!] !== rights.stepOf[stage]) continue;
    const person = records.reviewer[review]!;
    if (mayApprove(rights, person, stage) && !(state.distinct && people.includes(person)))
      people.push(person);
  }
  return people.length;
}

/** The first stage of a code set with code that nobody has approved yet; the last one if all is approved. */
function firstUnapproved(rights: Rights, set: number, approved: readonly number[]): number {
  const last = rights.firstStage[set + 1]! - 1;
  for (let stage = rights.firstStage[set]!; stage < last; stage++)
    if (rights.stages[stage]!.code.some((code) => !approved.includes(code))) return stage;
  return last;
}
