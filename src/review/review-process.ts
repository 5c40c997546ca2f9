import type { LatentChanges } from '../demand/change.ts';
import { EventList } from '../engine/event-list.ts';
import { type Scenario, WEEK } from '../scenario/types.ts';
import { Freezes } from './calendar.ts';
import type { Capacity } from './capacity.ts';
import { type Discipline, disciplines } from './discipline.ts';
import { IdleReviewers } from './idle-reviewers.ts';
import { Patience } from './patience.ts';
import { MOST_VISITS, NEVER, OUTCOME, type Records, TooManyReviews } from './record.ts';
import type { Rights } from './rights.ts';
import { Room } from './room.ts';
import type { Permission, WaitingQueues } from './waiting-queue.ts';

/** Kinds of events; an event is `subject << 3 | kind`. */
const REVIEW_END = 0; // subject: review
const RETURN = 1; // subject: change
const GATE_END = 2; // subject: change
const PATIENCE_END = 3; // subject: change

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
  return new ReviewProcess(scenario, changes, rights, capacity, horizon, room).run();
}

class ReviewProcess implements Permission {
  private readonly changes: LatentChanges;
  private readonly rights: Rights;
  private readonly capacity: Capacity;
  private readonly horizon: number;
  private readonly events = new EventList();
  private readonly records: Records;
  private readonly waiting: WaitingQueues;
  private readonly idle: IdleReviewers;
  private readonly patience: Patience;
  private readonly freezes: Freezes;
  private readonly discipline: Discipline;

  // rules, read once
  private readonly distinct: boolean;
  private readonly survive: boolean;
  private readonly oneAtATime: boolean;
  private readonly endsOthers: boolean;
  private readonly perVisit: boolean;
  private readonly revision: number;
  private readonly picksFamiliar: boolean;
  private readonly reReview: number;
  private readonly gateDuration: number;
  private readonly flake: number;
  private readonly conflict: number;
  private readonly freezing: boolean;

  // state of each change
  private readonly patchSet: Uint16Array;
  private readonly round: Uint16Array;
  private readonly postedAt: Float64Array;
  private readonly queuedAt: Float64Array;
  private readonly stage: Int32Array;
  private readonly approvals: Uint8Array;
  private readonly reading: Uint8Array;
  private readonly visits: Uint16Array;
  private readonly attempts: Uint16Array;

  // state of each person
  /** Review in hand, -1 if none. */
  private readonly inHand: Int32Array;
  private readonly away: Uint8Array;
  /** People whose reviews a request for revision has just ended. */
  private readonly ended: number[] = [];

  // calendar: when weeks begin and freezes turn
  private turns: number[] = [];
  private nextTurn = 0;
  private turnAt = NEVER;

  constructor(
    scenario: Scenario,
    changes: LatentChanges,
    rights: Rights,
    capacity: Capacity,
    horizon: number,
    room: Room,
  ) {
    const { review, gate } = scenario;
    const n = changes.count;
    this.changes = changes;
    this.rights = rights;
    this.capacity = capacity;
    this.horizon = horizon;
    this.records = room.records.begin(n);
    this.freezes = new Freezes(scenario.cycles);
    this.freezing = this.freezes.any;
    this.waiting = room.waiting.begin(rights.queues * (this.freezing ? 2 : 1), n);
    this.idle = new IdleReviewers(rights.pools, capacity.people);
    this.patience = new Patience(changes.patience, this.events, PATIENCE_END);
    this.discipline = disciplines[review.discipline];
    this.distinct = review.distinct_approvals;
    this.survive = review.approvals_survive;
    this.oneAtATime = review.at_once === 'one';
    this.endsOthers = review.on_revision === 'end others';
    this.perVisit = review.belongs_to === 'visit';
    this.revision = review.revision;
    this.picksFamiliar = review.takes_joining === 'most familiar';
    this.reReview = review.re_review;
    this.gateDuration = gate.duration;
    this.flake = gate.flake;
    this.conflict = gate.conflict;
    const states = room.states.begin(changes);
    this.patchSet = states.patchSet;
    this.round = states.round;
    this.postedAt = states.postedAt;
    this.queuedAt = states.queuedAt;
    this.stage = states.stage;
    this.approvals = states.approvals;
    this.reading = states.reading;
    this.visits = states.visits;
    this.attempts = states.attempts;
    this.inHand = new Int32Array(capacity.people).fill(-1);
    this.away = new Uint8Array(capacity.people);
  }

  run(): Records {
    const { events, records, horizon } = this;
    const { created, count } = this.changes;
    this.beginCalendar();
    let next = 0;
    let arrival = count > 0 ? Math.max(0, created[0]!) : NEVER;
    for (;;) {
      const pending = events.nextTime;
      // Of equal times the calendar goes first, so that nobody absent takes anything; then arrivals, scheduled before
      // all events; then events.
      if (this.turnAt <= arrival && this.turnAt <= pending) {
        if (this.turnAt > horizon || this.turnAt === NEVER) break;
        events.advance(this.turnAt);
        this.turnCalendar();
      } else if (arrival <= pending) {
        if (arrival > horizon) break;
        events.advance(arrival);
        records.events++;
        this.arrive(next++);
        arrival = next < count ? Math.max(0, created[next]!) : NEVER;
      } else {
        if (pending > horizon) break;
        this.dispatch(events.next());
      }
    }
    records.until = horizon === NEVER ? events.now : horizon;
    for (let change = 0; change < count; change++) records.patchSets[change] = this.patchSet[change]!;
    return records;
  }

  private dispatch(event: number): void {
    const subject = event >> 3;
    switch (event & 7) {
      case REVIEW_END:
        this.endReview(subject);
        break;
      case RETURN:
        this.records.events++;
        this.patchSet[subject]!++;
        this.round[subject]!++;
        this.post(subject);
        break;
      case GATE_END:
        this.records.events++;
        this.endGate(subject);
        break;
      default:
        if (this.patience.ended(subject)) this.abandon(subject);
    }
  }

  // ── a change ────────────────────────────────────────────────────────────────────────────────────────────────────

  private arrive(change: number): void {
    this.stage[change] = this.rights.firstStage[this.changes.codeSet[change]!]!;
    const awayFor = this.changes.awayFor[change]!;
    if (awayFor < 0) {
      this.post(change);
      return;
    }
    this.sendBack(change, awayFor);
  }

  /** The author has the change for some time [h] and comes back with the next patch set. */
  private sendBack(change: number, awayFor: number): void {
    const { records, events } = this;
    const until = events.now + awayFor;
    const stay = records.addStay(change);
    records.stayFrom[stay] = events.now;
    records.stayUntil[stay] = until;
    events.schedule(until, (change << 3) | RETURN);
  }

  /** A patch set is up: the change waits for the approvals of its stage. */
  private post(change: number): void {
    this.postedAt[change] = this.events.now;
    if (!this.survive) this.approvals[change] = 0;
    if (this.missing(change) > 0) this.join(change);
    else this.approve(change);
  }

  /** The change begins to wait for reviewers; idle ones take it at once. */
  private join(change: number): void {
    this.queuedAt[change] = this.events.now;
    const queue = this.queueOf(change);
    let wanted = this.wanted(change);
    if (this.isOpen(queue)) {
      for (; wanted > 0; wanted--) {
        const person = this.idleFor(queue, change);
        if (person < 0) break;
        this.idle.remove(person);
        this.start(person, change);
      }
    }
    if (wanted === 0) return;
    const missing = this.missing(change);
    this.waiting.add(queue, change, this.discipline(change, this.changes, this.patchSet[change]!, missing));
    if (this.reading[change] === 0) this.patience.startWaiting(change);
  }

  private abandon(change: number): void {
    this.records.events++;
    this.records.abandoned[change] = this.events.now;
    this.patience.stopWaiting(change);
    this.waiting.remove(change);
  }

  /** A reviewer or the gate asks for another patch set. */
  private revise(change: number): void {
    if (this.waiting.has(change)) this.waiting.remove(change);
    this.patience.stopWaiting(change);
    this.sendBack(change, this.changes.turnaround(change, this.patchSet[change]!));
  }

  /** All stages have approved: the gate runs, after the freeze if one holds the change back. */
  private approve(change: number): void {
    const { now } = this.events;
    this.records.approved[change] = now;
    if (this.conflict > 0) {
      const age = now - this.postedAt[change]!;
      if (this.changes.conflict(change, this.patchSet[change]!) < -Math.expm1(-this.conflict * age)) {
        this.revise(change);
        return;
      }
    }
    const start = this.held(change) ? this.freezes.thaw(now) : now;
    if (this.gateDuration === 0 && this.flake === 0 && start === now) this.records.merged[change] = now;
    else this.events.schedule(start + this.gateDuration, (change << 3) | GATE_END);
  }

  private endGate(change: number): void {
    const { now } = this.events;
    const attempt = this.attempts[change]!;
    this.attempts[change] = attempt + 1;
    if (this.flake > 0 && this.changes.flake(change, attempt) < this.flake) {
      const start = this.held(change) ? this.freezes.thaw(now) : now;
      this.events.schedule(start + this.gateDuration, (change << 3) | GATE_END);
      return;
    }
    this.records.merged[change] = now;
  }

  // ── a review ────────────────────────────────────────────────────────────────────────────────────────────────────

  private start(person: number, change: number): void {
    const { changes, rights, records, events } = this;
    const stage = this.stage[change]!;
    const readers = this.reading[change]!;
    this.reading[change] = readers + 1;
    if (readers === 0) this.patience.stopWaiting(change);
    const visit = this.visits[change]!;
    if (visit === MOST_VISITS) throw new TooManyReviews(`more than ${MOST_VISITS} reviews of one change`);
    this.visits[change] = visit + 1;
    const full = this.perVisit ? changes.visitEffort(change, visit) : changes.effort[change]!;
    const factor = rights.effort[rights.poolOf[person]! * rights.stages.length + stage]!;
    const again = this.reReview !== 1 && this.hasRead(person, change) ? this.reReview : 1;
    const finish = this.capacity.finish(person, events.now, full * factor * again);
    if (records.lastReview[change]! < 0) records.firstReview[change] = events.now;
    const review = records.addReview(person, change);
    records.started[review] = events.now;
    records.finished[review] = finish;
    records.patchSet[review] = this.patchSet[change]!;
    records.stage[review] = stage;
    records.visit[review] = visit;
    records.queued[review] = this.queuedAt[change]!;
    this.inHand[person] = review;
    events.schedule(finish, (review << 3) | REVIEW_END);
  }

  private endReview(review: number): void {
    const { records } = this;
    if (records.outcome[review] !== OUTCOME.running) return;
    records.events++;
    const person = records.reviewer[review]!;
    const change = records.change[review]!;
    if (records.patchSet[review] !== this.patchSet[change] || this.reading[change] === 0) {
      records.outcome[review] = OUTCOME.outdated;
      this.release(person);
      return;
    }
    this.reading[change]!--;
    if (this.asksForRevision(change, review)) {
      records.outcome[review] = OUTCOME.revision;
      this.revise(change);
      const others = this.reading[change]!;
      this.reading[change] = 0;
      this.release(person);
      if (this.endsOthers && others > 0) this.endOthers(change, review);
      return;
    }
    records.outcome[review] = OUTCOME.approved;
    this.approvals[change]!++;
    if (this.missing(change) <= 0) this.passStage(change, person);
    else this.awaitMore(change, person);
  }

  private asksForRevision(change: number, review: number): boolean {
    if (this.perVisit) return this.changes.outcome(change, this.records.visit[review]!) < this.revision;
    return this.round[change]! < this.changes.rounds[change]!;
  }

  private passStage(change: number, person: number): void {
    if (this.waiting.has(change)) this.waiting.remove(change);
    const stage = this.stage[change]! + 1;
    if (stage === this.rights.firstStage[this.changes.codeSet[change]! + 1]) {
      this.approve(change);
      this.release(person);
      return;
    }
    this.stage[change] = stage;
    this.approvals[change] = 0;
    this.round[change] = 1;
    this.release(person);
    this.join(change);
  }

  /** One approval more, but not the last: the change waits on, or goes to the back where one reads at a time. */
  private awaitMore(change: number, person: number): void {
    this.release(person);
    if (this.waiting.has(change)) {
      const key = this.discipline(change, this.changes, this.patchSet[change]!, this.missing(change));
      this.waiting.rekey(change, key);
      if (this.reading[change] === 0) this.patience.startWaiting(change);
    } else if (this.wanted(change) > 0) this.join(change);
  }

  /** Ends the other reviews of this patch set; who began first is free first. */
  private endOthers(change: number, last: number): void {
    const { records, events, ended } = this;
    const current = this.patchSet[change]!;
    ended.length = 0;
    let review = records.lastReview[change]!;
    for (; review >= 0 && records.patchSet[review] === current; review = records.previous[review]!) {
      if (review === last || records.outcome[review] !== OUTCOME.running) continue;
      records.outcome[review] = OUTCOME.ended;
      records.finished[review] = events.now;
      ended.push(records.reviewer[review]!);
    }
    while (ended.length > 0) this.release(ended.pop()!);
  }

  /** Somebody has left for good with a review in hand: the change looks for another reviewer. */
  private handBack(review: number): void {
    const { records, events } = this;
    const change = records.change[review]!;
    const isCurrent = records.patchSet[review] === this.patchSet[change] && this.reading[change]! > 0;
    records.outcome[review] = isCurrent ? OUTCOME.ended : OUTCOME.outdated;
    records.finished[review] = events.now;
    if (!isCurrent) return;
    this.reading[change]!--;
    if (!this.waiting.has(change)) this.join(change);
    else if (this.reading[change] === 0) this.patience.startWaiting(change);
  }

  // ── a person ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The person has nothing in hand: takes the first change among all queues, or becomes idle. */
  private release(person: number): void {
    this.inHand[person] = -1;
    if (this.away[person] === 1) return;
    if (!this.takeFirst(person)) this.idle.add(person, this.rights.poolOf[person]!);
  }

  /** Takes the first change that the person may take, familiar work before other. Returns whether there was one. */
  private takeFirst(person: number): boolean {
    const pool = this.rights.poolOf[person]!;
    const queues = this.rights.queuesOf[pool]!;
    const twins = this.freezing && this.isOpen(this.rights.queues);
    const familiar = this.rights.familiarQueues[pool]!;
    let change = this.firstOf(queues, 0, familiar, person, twins);
    if (change < 0) change = this.firstOf(queues, familiar, queues.length, person, twins);
    if (change < 0) return false;
    if (this.wanted(change) === 1) this.waiting.remove(change);
    this.start(person, change);
    return true;
  }

  /** The first change of some queues (and of their twins, unless frozen) that the person may take, -1 if none. */
  private firstOf(queues: Int32Array, from: number, until: number, person: number, twins: boolean): number {
    let best = -1;
    for (let i = from; i < until; i++) {
      best = this.better(queues[i]!, person, best);
      if (twins) best = this.better(queues[i]! + this.rights.queues, person, best);
    }
    return best;
  }

  private better(queue: number, person: number, best: number): number {
    const first = this.waiting.first(queue, person, this);
    return first >= 0 && (best < 0 || this.waiting.before(first, best)) ? first : best;
  }

  /** The idle person who takes a change that joins `queue`, -1 if nobody can. */
  private idleFor(queue: number, change: number): number {
    const { rights, idle } = this;
    const pools = rights.poolsOf[queue < rights.queues ? queue : queue - rights.queues]!;
    let best = -1;
    for (let i = 0; i < pools.length; i++) {
      let person = idle.first[pools[i]!]!;
      while (person >= 0 && !this.mayTake(person, change)) person = idle.next[person]!;
      if (person >= 0 && (best < 0 || this.sooner(person, best, change))) best = person;
    }
    return best;
  }

  private sooner(a: number, b: number, change: number): boolean {
    if (this.picksFamiliar) {
      const { effort, poolOf, stages } = this.rights;
      const stage = this.stage[change]!;
      const byFactor =
        effort[poolOf[a]! * stages.length + stage]! - effort[poolOf[b]! * stages.length + stage]!;
      if (byFactor !== 0) return byFactor < 0;
    }
    return this.idle.longer(a, b);
  }

  // ── the calendar ────────────────────────────────────────────────────────────────────────────────────────────────

  private beginCalendar(): void {
    const weeks = Array.from({ length: this.capacity.weeks }, (_, week) => week * WEEK);
    const times = [...new Set([...weeks, ...this.freezes.turns()])].filter((at) => at <= this.horizon);
    this.turns = times.sort((a, b) => a - b);
    this.away.fill(1);
    this.turnCalendar();
  }

  /** A week begins or a freeze turns: people come and go, and when a freeze ends idle people look for what it held. */
  private turnCalendar(): void {
    const { capacity, rights, idle, inHand, away, records } = this;
    const time = this.turns[this.nextTurn++]!;
    this.turnAt = this.turns[this.nextTurn] ?? NEVER;
    const week = Math.min(capacity.weeks - 1, Math.floor(time / WEEK));
    for (let person = 0; person < capacity.people; person++) {
      const nowAway = capacity.works(person, week) ? 0 : 1;
      if (rights.poolOf[person]! < 0 || nowAway === away[person]) continue;
      away[person] = nowAway;
      const review = inHand[person]!;
      if (review < 0) {
        if (nowAway === 0) this.release(person);
        else if (idle.has(person)) idle.remove(person);
      } else if (nowAway === 1 && records.finished[review] === NEVER) {
        inHand[person] = -1;
        this.handBack(review);
      }
    }
    if (this.freezes.endsAt(time)) for (const person of idle.all()) if (idle.has(person)) this.wake(person);
  }

  /** An idle person looks again; whoever finds nothing keeps the place in the row of the idle. */
  private wake(person: number): void {
    const pool = this.rights.poolOf[person]!;
    const queues = this.rights.queuesOf[pool]!;
    if (this.firstOf(queues, 0, queues.length, person, true) < 0) return;
    this.idle.remove(person);
    this.takeFirst(person);
  }

  /** Nobody approves own work, nor the same work twice. */
  mayTake(person: number, change: number): boolean {
    if (this.changes.author[change] === person) return false;
    return !this.distinct || this.approvals[change] === 0 || !this.hasApproved(person, change);
  }

  // ── small questions ─────────────────────────────────────────────────────────────────────────────────────────────

  private held(change: number): boolean {
    return this.freezing && this.changes.feature[change] === 1;
  }

  private queueOf(change: number): number {
    const queue = this.rights.queueOf[this.stage[change]!]!;
    return this.held(change) ? queue + this.rights.queues : queue;
  }

  private isOpen(queue: number): boolean {
    return queue < this.rights.queues || this.freezes.thaw(this.events.now) === this.events.now;
  }

  private missing(change: number): number {
    return this.rights.approvals[this.stage[change]!]! - this.approvals[change]!;
  }

  /** Reviewers that the change could use now, besides those who read it. */
  private wanted(change: number): number {
    if (this.oneAtATime) return this.reading[change] === 0 ? 1 : 0;
    return this.missing(change) - this.reading[change]!;
  }

  /** Whether the person's approval already counts at this stage. */
  private hasApproved(person: number, change: number): boolean {
    const from = this.survive ? 0 : this.patchSet[change]!;
    return this.records.hasApproved(person, change, this.stage[change]!, from);
  }

  /** Whether the person has read an earlier patch set of the same part to its end. */
  private hasRead(person: number, change: number): boolean {
    return this.records.hasRead(person, change, this.stage[change]!, this.patchSet[change]!);
  }
}
