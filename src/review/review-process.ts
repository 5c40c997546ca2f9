import type { LatentChanges } from '../demand/change.ts';
import { type Scenario, WEEK } from '../scenario/types.ts';
import type { Capacity } from './capacity.ts';
import { Choice } from './choice.ts';
import { Comings } from './comings.ts';
import * as kinds from './event-kinds.ts';
import { IdleReviewers } from './idle-reviewers.ts';
import { observer } from './observer.ts';
import * as record from './record.ts';
import { type Records, TooManyReviews } from './record.ts';
import { changesByRegion } from './regions.ts';
import { moveBacklog } from './reorganization.ts';
import { type Rights, stagesIn } from './rights.ts';
import * as room from './room.ts';
import { Room } from './room.ts';
import type { Sharing } from './sharing.ts';

// Of a module's own constants the engine makes plain numbers; those of others it would look up each time.
const { GATE_END, GIVING_UP, RETURN, REVIEW_END, SHARED_END } = kinds;
const { MOST_VISITS, NEVER, OUTCOME } = record;
const { WHERE } = room;

/**
 * One organization works through the changes of one replication: the one mutable loop. A pure function of its arguments;
 * what happened stands in the records.
 *
 * @param horizon where to stop [h]; Infinity to go on until nothing is left to happen
 * @param room memory of an earlier run whose records nobody needs any more
 */
export function simulate(
  scenario: Scenario,
  changes: LatentChanges,
  rights: Rights,
  capacity: Capacity,
  horizon: number,
  room = new Room(),
): Records {
  const records = new ReviewProcess(scenario, changes, rights, capacity, horizon, room).run();
  observer.see?.({ scenario, changes, rights, capacity, horizon, records });
  return records;
}

class ReviewProcess extends Choice {
  /** People whose reviews a request for revision has just ended, on top of those whose turn is later. */
  private readonly ended: number[] = [];
  private endedCount = 0;

  // calendar: when weeks begin, freezes turn and the organization takes effect
  private turns: number[] = [];
  private nextTurn = 0;
  private turnAt = NEVER;
  /** Whether the backlog of a reorganization finds its places just now: nothing interrupts anything. */
  private moving = false;
  private readonly everybody = Array.from({ length: this.capacity.people }, (_, person) => person);
  /** When people next come or go within weeks; undefined if nobody does. */
  private comings: Comings | undefined;
  private arrivalAt = NEVER;
  /** When the run is over: just after the horizon [h]. */
  private readonly over = justAfter(this.horizon);

  // what is gone through: changes in an order, from `upcoming` on up to `end`; the people of their region
  private order: Int32Array | undefined;
  private upcoming = 0;
  private end = 0;
  /** Undefined for all. */
  private region: Int32Array | undefined;

  run(): Records {
    const { records, horizon, changes } = this;
    const bound = this.binds || this.sharing !== undefined || this.capacity.comesAndGoes;
    const regions = bound ? undefined : this.rights.regions;
    this.setCalendar();
    if (regions === undefined) this.work(undefined, 0, changes.count);
    else {
      const { begins, members } = changesByRegion(changes, regions);
      for (let i = 0; i < regions.count; i++) {
        this.region = regions.people.subarray(regions.begins[i], regions.begins[i + 1]);
        this.work(members, begins[i]!, begins[i + 1]!);
      }
    }
    if (horizon < NEVER) records.until = horizon;
    this.notePatchSets();
    return records;
  }

  /** Goes through the changes from number `from` up to `end` of `order`, or of all, from the start to the horizon. */
  private work(order: Int32Array | undefined, from: number, end: number): void {
    const { events, records } = this;
    this.order = order;
    this.upcoming = from;
    this.end = end;
    this.arrivalAt = this.nextArrival();
    events.clear();
    this.beginCalendar();
    do {
      events.barrier = Math.min(this.turnAt, this.arrivalAt, this.over);
      for (let event = events.next(); event >= 0; event = events.next()) this.dispatch(event);
    } while (this.turnOrArrive());
    records.until = Math.max(records.until, events.now);
  }

  /**
   * What comes next from outside; false when the run is over. Of equal times the calendar goes first, so that nobody absent
   * takes anything; then arrivals; then events.
   */
  private turnOrArrive(): boolean {
    const { events, records, turnAt, arrivalAt } = this;
    if (events.barrier === this.over) return false;
    if (turnAt <= arrivalAt) {
      if (arrivalAt === NEVER && events.nextTime === NEVER && this.isOver()) return false;
      events.advance(turnAt);
      if (turnAt === this.turns[this.nextTurn]) this.turnCalendar();
      else this.comeAndGo(this.comings!.now(), turnAt);
      this.turnAt = Math.min(this.turns[this.nextTurn] ?? NEVER, this.comings?.nextTime ?? NEVER);
    } else {
      events.advance(arrivalAt);
      records.events++;
      const change = this.numberOf(this.upcoming++);
      this.arrived = change + 1;
      this.arrive(change);
      this.arrivalAt = this.nextArrival();
    }
    return true;
  }

  private nextArrival(): number {
    if (this.upcoming === this.end) return NEVER;
    return Math.max(0, this.changes.created[this.numberOf(this.upcoming)]!);
  }

  /** The change that comes at a place of the order in which they are gone through. */
  private numberOf(at: number): number {
    return this.order === undefined ? at : this.order[at]!;
  }

  private dispatch(event: number): void {
    const subject = event >> 3;
    switch (event & 7) {
      case REVIEW_END:
        this.endReview(subject);
        break;
      case RETURN:
        this.comeBack(subject);
        break;
      case GIVING_UP:
        if (this.where[subject] === WHERE.author) this.abandon(this.parts.changeOf(subject));
        break;
      case GATE_END:
        if (this.where[subject] === WHERE.approved) this.endGate(subject);
        break;
      case SHARED_END:
        this.endShared(subject);
        break;
      default:
        if (this.patience.ended(subject)) this.abandon(subject);
    }
  }

  /** Patch sets of a divided change: those of the part that took most. */
  private notePatchSets(): void {
    const { records, parts, patchSet } = this;
    for (let change = 0; change < this.changes.count; change++) records.patchSets[change] = patchSet[change]!;
    for (const { change, parts: count } of records.divided) {
      for (let place = 1; place < count; place++) {
        const of = patchSet[parts.at(change, place)]!;
        if (of > records.patchSets[change]!) records.patchSets[change] = of;
      }
    }
  }

  // ── a change and its parts ──────────────────────────────────────────────────────────────────────────────────────

  private arrive(change: number): void {
    const set = this.changes.codeSet[change]!;
    const created = this.changes.created[change]!;
    if (this.limit !== undefined && !this.limit.admits(change, created, this.records)) return;
    this.stage[change] = this.rights.firstStage[set]!;
    this.beganAt[change] = created;
    const awayFor = this.changes.awayFor[change]!;
    if (this.rights.linked && stagesIn(this.rights, set) > 1) this.divide(change, awayFor >= 0);
    if (awayFor < 0) this.post(change);
    else this.sendBack(change, awayFor);
  }

  /** The author has the part for some time [h] and comes back with the next patch set, or never. */
  private sendBack(part: number, awayFor: number): void {
    const { records, events } = this;
    const givesUp = awayFor > this.givesUpAfter;
    const until = events.now + (givesUp ? this.givesUpAfter : awayFor);
    const stay = records.addStay(this.parts.changeOf(part));
    records.stayFrom[stay] = events.now;
    records.stayUntil[stay] = until;
    this.where[part] = WHERE.author;
    events.schedule(until, (part << 3) | (givesUp ? GIVING_UP : RETURN));
  }

  private comeBack(part: number): void {
    if (this.where[part] !== WHERE.author) return;
    this.records.events++;
    this.patchSet[part]!++;
    this.round[part]!++;
    this.post(part);
  }

  /** A patch set is up: the part waits for the approvals of its stage. */
  private post(part: number): void {
    this.where[part] = WHERE.posted;
    this.postedAt[part] = this.events.now;
    if (!this.survive) this.approvals[part] = 0;
    if (this.missing(part) > 0) this.join(part);
    else this.approve(part);
    if (!this.inOrder) this.postFollowers(part);
  }

  /** The other parts of a divided change are put up: with its first part, or once that has merged. */
  private postFollowers(first: number): void {
    const { parts, where, events } = this;
    if (first >= this.changes.count || !parts.isDivided(first)) return;
    for (let place = 1; place < parts.count[first]!; place++) {
      const part = parts.at(first, place);
      if (where[part] !== WHERE.nowhere) continue;
      this.beganAt[part] = events.now;
      this.post(part);
    }
  }

  /** The part begins to wait for reviewers; idle ones take it at once. */
  private join(part: number): void {
    this.queuedAt[part] = this.events.now;
    const queue = this.queueOf(part);
    let wanted = this.wanted(part);
    if (this.interrupts !== undefined) this.waiting.number(part);
    if (this.isOpen(queue)) {
      for (; wanted > 0; wanted--) {
        const person = this.idleFor(queue, part);
        if (person < 0) break;
        this.idle.remove(person);
        this.start(person, part);
        if (this.sharing?.hasRoom(person)) this.sitDown(person);
      }
      if (this.interrupts !== undefined) wanted = this.interruptFor(queue, part, wanted);
    }
    if (wanted === 0) return;
    this.waiting.add(queue, part, this.keyOf(part));
    if (this.reading[part] === 0) this.patience.startWaiting(this.parts.changeOf(part));
  }

  /** Nobody has read the change for longer than its author bears, or the author has given it up: all its parts go. */
  private abandon(change: number): void {
    const { records, parts } = this;
    records.events++;
    records.abandoned[change] = this.events.now;
    this.patience.stopWaiting(change);
    this.limit?.free();
    const count = parts.isDivided(change) ? parts.count[change]! : 1;
    for (let place = 0; place < count; place++) {
      const part = parts.at(change, place);
      if (this.waiting.has(part)) this.waiting.remove(part);
      this.interrupts?.forget(part);
      this.reading[part] = 0;
      this.where[part] = WHERE.gone;
    }
  }

  /** A reviewer or the gate asks for another patch set. */
  private revise(part: number): void {
    const change = this.parts.changeOf(part);
    if (this.waiting.has(part)) this.waiting.remove(part);
    this.interrupts?.forget(part);
    this.stopWaiting(part, change);
    this.sendBack(part, this.changes.turnaround(change, this.drawOf(part, this.patchSet[part]!)));
  }

  /** All stages have approved: the gate runs, after the freeze if one holds the change back. */
  private approve(part: number): void {
    const { gate, events, parts, records } = this;
    const { now } = events;
    const change = parts.changeOf(part);
    records.approved[change] = now;
    const age = now - this.postedAt[part]!;
    if (gate.conflicts(change, this.drawOf(part, this.patchSet[part]!), age)) {
      this.revise(part);
      return;
    }
    this.where[part] = WHERE.approved;
    const end = gate.end(change, now);
    if (end === now && gate.isOpen) this.merge(part);
    else events.schedule(end, (part << 3) | GATE_END);
  }

  private endGate(part: number): void {
    const { gate, events } = this;
    this.records.events++;
    const change = this.parts.changeOf(part);
    const attempt = this.attempts[part]!;
    this.attempts[part] = attempt + 1;
    if (gate.fails(change, this.drawOf(part, attempt)))
      events.schedule(gate.end(change, events.now), (part << 3) | GATE_END);
    else this.merge(part);
  }

  /** A whole change has merged with its only part, a divided one with its last. */
  private merge(part: number): void {
    const { parts, records } = this;
    const { now } = this.events;
    const change = parts.changeOf(part);
    this.where[part] = WHERE.gone;
    if (!parts.isDivided(change)) {
      records.merged[change] = now;
      this.limit?.free();
      return;
    }
    records.partMerges.push({ change, from: this.beganAt[part]!, merged: now });
    parts.left[change]!--;
    if (parts.left[change] === 0) {
      records.merged[change] = now;
      this.limit?.free();
    } else this.postFollowers(part);
  }

  // ── a review ────────────────────────────────────────────────────────────────────────────────────────────────────

  private start(person: number, part: number): void {
    const { changes, rights, records, events } = this;
    const change = this.parts.changeOf(part);
    const stage = this.stage[part]!;
    this.reading[part]!++;
    this.stopWaiting(part, change);
    const { interrupts, sharing } = this;
    const rest = interrupts === undefined ? undefined : interrupts.resume(part);
    const visit = rest === undefined ? this.nextVisit(part) : rest.visit;
    const full = this.perVisit
      ? changes.visitEffort(change, this.drawOf(part, visit), this.routes?.areaOf(stage))
      : changes.effort[change]!;
    const factor = rights.effort.factor(rights.poolOf[person]!, stage);
    const again = this.reReview !== 1 && this.hasRead(person, part) ? this.reReview : 1;
    this.readers[part]! |= 1 << (person & 31);
    const work = rest === undefined ? full * factor * again : full * factor * again * rest.share;
    if (interrupts !== undefined) interrupts.begun(person, work, rest);
    const finish = sharing === undefined ? this.capacity.finish(person, events.now, work) : NEVER;
    if (records.firstReview[change] === NEVER) records.firstReview[change] = events.now;
    const review = records.addReview(person, change, part);
    records.started[review] = events.now;
    records.finished[review] = finish;
    records.patchSet[review] = this.patchSet[part]!;
    records.stage[review] = stage;
    records.visit[review] = visit;
    records.queued[review] = this.queuedAt[part]!;
    if (sharing !== undefined) {
      sharing.begin(person, review, work);
      return;
    }
    this.inHand[person] = review;
    events.schedule(finish, (review << 3) | REVIEW_END);
  }

  /** Of several reviews in hand, that which is due ends; its finish was not known before. */
  private endShared(person: number): void {
    const review = this.sharing!.end(person);
    if (review < 0) return;
    this.records.finished[review] = this.events.now;
    this.endReview(review);
    this.sharing!.arm(person);
  }

  private nextVisit(part: number): number {
    const visit = this.visits[part]!;
    if (visit === MOST_VISITS) throw new TooManyReviews(`more than ${MOST_VISITS} reviews of one change`);
    this.visits[part] = visit + 1;
    return visit;
  }

  private endReview(review: number): void {
    const { records } = this;
    if (records.outcome[review] !== OUTCOME.running) return;
    records.events++;
    const person = records.reviewer[review]!;
    const part = records.part[review]!;
    if (records.patchSet[review] !== this.patchSet[part] || this.reading[part] === 0) {
      records.outcome[review] = OUTCOME.outdated;
      this.release(person);
      return;
    }
    this.reading[part]!--;
    if (this.asksForRevision(part, review)) {
      records.outcome[review] = OUTCOME.revision;
      this.revise(part);
      const others = this.reading[part]!;
      this.reading[part] = 0;
      this.release(person);
      if (this.endsOthers && others > 0) this.endOthers(part, review);
      return;
    }
    records.outcome[review] = OUTCOME.approved;
    this.approvals[part]!++;
    if (this.missing(part) <= 0) this.passStage(part, review, person);
    else this.awaitMore(part, person);
  }

  private asksForRevision(part: number, review: number): boolean {
    const change = this.parts.changeOf(part);
    if (this.perVisit)
      return this.changes.outcome(change, this.drawOf(part, this.records.visit[review]!)) < this.revision;
    return this.round[part]! < this.changes.rounds[change]!;
  }

  private passStage(part: number, review: number, person: number): void {
    if (this.waiting.has(part)) this.waiting.remove(part);
    this.interrupts?.forget(part);
    const next = this.stageAfter(part, review);
    if (next < 0) {
      this.approve(part);
      this.release(person);
      return;
    }
    this.beginStage(part, next);
    this.release(person);
    this.join(part);
  }

  /** One approval more, but not the last: the part waits on, or goes to the back where one reads at a time. */
  private awaitMore(part: number, person: number): void {
    this.release(person);
    if (this.waiting.has(part)) {
      this.waiting.rekey(part, this.keyOf(part));
      if (this.reading[part] === 0) this.patience.startWaiting(this.parts.changeOf(part));
    } else if (this.wanted(part) > 0) this.join(part);
  }

  /** Ends the other reviews of this patch set; who began first is free first. */
  private endOthers(part: number, last: number): void {
    const { records, events, ended } = this;
    const current = this.patchSet[part]!;
    const before = this.endedCount;
    let review = records.lastReview[part]!;
    for (; review >= 0 && records.patchSet[review] === current; review = records.previous[review]!) {
      if (review === last || records.outcome[review] !== OUTCOME.running) continue;
      records.events++;
      records.outcome[review] = OUTCOME.ended;
      records.finished[review] = events.now;
      this.sharing?.drop(review);
      ended[this.endedCount++] = records.reviewer[review]!;
    }
    while (this.endedCount > before) this.release(ended[--this.endedCount]!);
  }

  /** Somebody has left for good with a review in hand: the part looks for another reviewer. */
  private handBack(review: number): void {
    const { records, events } = this;
    const part = records.part[review]!;
    const isCurrent = records.patchSet[review] === this.patchSet[part] && this.reading[part]! > 0;
    records.outcome[review] = OUTCOME.ended;
    records.finished[review] = events.now;
    this.sharing?.drop(review);
    if (!isCurrent) return;
    this.reading[part]!--;
    if (!this.waiting.has(part)) this.join(part);
    else if (this.reading[part] === 0) this.patience.startWaiting(this.parts.changeOf(part));
  }

  // ── interruptions (see interrupts.ts) ───────────────────────────────────────────────────────────────────────────

  /** The part, open to people, interrupts what stands after it as long as it wants readers. Returns how many it still wants. */
  private interruptFor(queue: number, part: number, wanted: number): number {
    if (this.moving) return wanted;
    for (let left = wanted; left > 0; left--) {
      const review = this.interrupts!.victim(this, queue, part);
      if (review < 0) return left;
      this.giveWay(review, part);
    }
    return 0;
  }

  /** The reader of a review puts it aside for another part. */
  private giveWay(review: number, to: number): void {
    const { records, events, capacity } = this;
    const person = records.reviewer[review]!;
    const part = records.part[review]!;
    const isCurrent = records.patchSet[review] === this.patchSet[part] && this.reading[part]! > 0;
    records.events++;
    records.outcome[review] = isCurrent ? OUTCOME.interrupted : OUTCOME.ended;
    records.finished[review] = events.now;
    if (isCurrent) {
      const done = capacity.until(person, events.now) - capacity.until(person, records.started[review]!);
      this.interrupts!.putAside(person, part, records.visit[review]!, done);
      this.reading[part]!--;
    }
    this.start(person, to);
    if (isCurrent) this.standAgain(part);
  }

  /** An interrupted part goes to whoever is idle, or to whom it interrupts in turn, or back to its place in the line. */
  private standAgain(part: number): void {
    const queue = this.queueOf(part);
    this.queuedAt[part] = this.events.now;
    if (!this.waiting.has(part)) {
      if (this.isOpen(queue)) {
        const person = this.idleFor(queue, part);
        if (person >= 0) {
          this.idle.remove(person);
          this.start(person, part);
          return;
        }
        if (this.interruptFor(queue, part, 1) === 0) return;
      }
      this.waiting.restore(queue, part, this.keyOf(part));
    }
    if (this.reading[part] === 0) this.patience.startWaiting(this.parts.changeOf(part));
  }

  /** Whatever waits interrupts what has come into its reach, first things first. */
  private interruptByWaiting(): void {
    const { waiting } = this;
    const parts = waiting.inOrder().sort((a, b) => this.keyOf(a) - this.keyOf(b));
    for (const part of parts) {
      const queue = this.queueOf(part);
      if (!waiting.has(part) || !this.isOpen(queue)) continue;
      if (this.interruptFor(queue, part, this.wanted(part)) === 0) waiting.remove(part);
    }
  }

  /** Somebody is back at a review begun earlier, which may have to give way to what has come meanwhile. */
  private reconsider(person: number, review: number): void {
    const queues = this.rights.queuesOf[this.rights.poolOf[person]!]!;
    const part = this.firstOf(queues, 0, queues.length, person, this.gate.freezing && !this.gate.frozen);
    if (part < 0 || this.keyOf(part) >= this.keyOf(this.records.part[review]!)) return;
    if (this.wanted(part) === 1) this.waiting.remove(part);
    this.giveWay(review, part);
  }

  // ── a person ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The person has nothing in hand: takes the first part among all queues, or becomes idle. */
  private release(person: number): void {
    this.inHand[person] = -1;
    if (this.away[person] === 1) return;
    if (this.sharing !== undefined) this.fillHands(person, this.sharing);
    else if (!this.takeFirst(person)) this.idle.add(person, this.rights.poolOf[person]!);
  }

  /** Takes whatever there is room for. Whoever has room left stands in the row of the idle: last, after taking something. */
  private fillHands(person: number, sharing: Sharing): void {
    const { idle } = this;
    let took = false;
    while (sharing.hasRoom(person) && this.takeFirst(person)) took = true;
    if (idle.has(person) && (took || !sharing.hasRoom(person))) idle.remove(person);
    if (sharing.hasRoom(person)) this.sitDown(person);
  }

  /** Takes the first part that the person may take, familiar work before other. Returns whether there was one. */
  private takeFirst(person: number): boolean {
    const pool = this.rights.poolOf[person]!;
    const queues = this.rights.queuesOf[pool]!;
    const twins = this.gate.freezing && !this.gate.frozen;
    const familiar = this.rights.familiarQueues[pool]!;
    let part = this.firstOf(queues, 0, familiar, person, twins);
    if (part < 0) part = this.firstOf(queues, familiar, queues.length, person, twins);
    if (part < 0) return false;
    if (this.wanted(part) === 1) this.waiting.remove(part);
    this.start(person, part);
    return true;
  }

  // ── the calendar ────────────────────────────────────────────────────────────────────────────────────────────────

  private setCalendar(): void {
    const weeks = Array.from({ length: this.capacity.weeks }, (_, week) => week * WEEK);
    const all = [...weeks, ...this.gate.freezes.turns(), this.next?.from ?? 0];
    const times = [...new Set(all)].filter((at) => at <= this.horizon);
    this.turns = times.sort((a, b) => a - b);
    this.away.fill(1);
    if (this.capacity.comesAndGoes) this.comings = new Comings(this.capacity);
  }

  private beginCalendar(): void {
    this.nextTurn = 0;
    this.turnCalendar();
    this.turnAt = Math.min(this.turns[this.nextTurn] ?? NEVER, this.comings?.nextTime ?? NEVER);
  }

  /**
   * The organization takes effect, a week begins or a freeze turns: people come and go, and idle ones look for what has
   * come into reach.
   */
  private turnCalendar(): void {
    const time = this.turns[this.nextTurn++]!;
    this.gate.turn(time);
    const reorganized = this.next !== undefined && time >= this.next.from;
    if (reorganized) this.reorganize(this.next!);
    this.comeAndGo(this.region ?? this.everybody, time);
    const { idle, region } = this;
    if (!reorganized && !this.gate.freezes.endsAt(time)) return;
    for (const person of idle.all(region)) if (idle.has(person)) this.wake(person);
    if (this.interrupts !== undefined) this.interruptByWaiting();
  }

  /** Whoever goes is gone before what is left behind is given to others, and before those who come take anything up. */
  private comeAndGo(people: ArrayLike<number>, time: number): void {
    const { capacity, rights, idle, away } = this;
    const week = Math.min(capacity.weeks - 1, Math.floor(time / WEEK));
    const moving = Array.from(people).filter((person) => {
      // Who has no right, perhaps not any more, is as good as away.
      const there =
        rights.poolOf[person]! >= 0 && capacity.works(person, week) && capacity.isThere(person, time);
      if (there === (away[person] === 0)) return false;
      if (!there && idle.has(person)) idle.remove(person);
      away[person] = there ? 0 : 1;
      return true;
    });
    for (const person of moving) {
      if (away[person] === 0) this.comeBackToWork(person);
      else this.leaveBehind(person);
    }
  }

  private comeBackToWork(person: number): void {
    const review = this.inHand[person]!;
    if (review < 0) this.release(person);
    else if (this.interrupts !== undefined) this.reconsider(person, review);
  }

  /** What the person will never end goes back into the waiting line. */
  private leaveBehind(person: number): void {
    const review = this.inHand[person]!;
    if (review < 0) for (const shared of this.sharing?.endless(person) ?? []) this.handBack(shared);
    else if (this.records.finished[review] === NEVER) {
      this.inHand[person] = -1;
      this.handBack(review);
    }
  }

  /** Whether nothing will happen any more though people come and go: all who could work were there and found nothing. */
  private isOver(): boolean {
    if (this.comings === undefined || this.nextTurn < this.turns.length) return false;
    if (this.waiting.isEmpty()) return true;
    return this.comings.allSeen(this.away, this.rights.poolOf, this.records.reviews);
  }

  /** An idle person looks again; whoever finds nothing keeps the place in the row of the idle. */
  private wake(person: number): void {
    const pool = this.rights.poolOf[person]!;
    const queues = this.rights.queuesOf[pool]!;
    const twins = this.gate.freezing && !this.gate.frozen;
    if (this.firstOf(queues, 0, queues.length, person, twins) < 0) return;
    this.idle.remove(person);
    if (this.sharing !== undefined) this.fillHands(person, this.sharing);
    else this.takeFirst(person);
  }

  // ── the day on which the organization takes effect ──────────────────────────────────────────────────────────────

  private reorganize(rights: Rights): void {
    const up = moveBacklog(this, rights);
    const { idle } = this;
    // Nobody takes anything until all have their place, not even a part that is put up only now.
    this.idle = new IdleReviewers(rights.pools, 0);
    this.moving = true;
    for (const change of up) this.stand(change);
    this.moving = false;
    this.idle = idle;
  }

  /** A moved change takes its place in the waiting line of its new repository, or goes on if it needs nobody more. */
  private stand(change: number): void {
    if (this.where[change] !== WHERE.posted || this.waiting.has(change)) return;
    while (this.missing(change) <= 0) {
      if (this.isLastStage(change)) {
        this.stopWaiting(change, change);
        this.approve(change);
        return;
      }
      this.beginStage(change, this.stage[change]! + 1);
    }
    if (this.wanted(change) > 0) {
      this.waiting.add(this.queueOf(change), change, this.keyOf(change));
      if (this.reading[change] === 0) this.patience.startWaiting(change);
    } else this.waiting.number(change);
    if (!this.inOrder) this.postFollowers(change);
  }
}

/** The smallest number above `time`, which is not negative. */
function justAfter(time: number): number {
  if (time === NEVER) return NEVER;
  const bits = new BigInt64Array(new Float64Array([time]).buffer);
  bits[0]!++;
  return new Float64Array(bits.buffer)[0]!;
}
