import { DRAWS_OF_A_PART, type LatentChanges } from '../demand/change.ts';
import { EventList } from '../engine/event-list.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Capacity } from './capacity.ts';
import { type Discipline, disciplines } from './discipline.ts';
import { PATIENCE_END, SHARED_END } from './event-kinds.ts';
import { Gate } from './gate.ts';
import { IdleReviewers } from './idle-reviewers.ts';
import { Mechanisms } from './mechanisms.ts';
import type { Parts } from './parts.ts';
import { Patience } from './patience.ts';
import { NEVER, type Records } from './record.ts';
import { type Rights, stagesIn } from './rights.ts';
import { type Room, WHERE } from './room.ts';
import { Sharing } from './sharing.ts';
import type { Permission, WaitingQueues } from './waiting-queue.ts';

/**
 * Where everything stands in a run, and the questions that are asked of it. The loop (review-process.ts) moves it on; what
 * happens on the day of a reorganization stands in reorganization.ts.
 */
export class ReviewState extends Mechanisms implements Permission {
  readonly changes: LatentChanges;
  readonly capacity: Capacity;
  readonly horizon: number;
  readonly events = new EventList();
  readonly records: Records;
  readonly parts: Parts;
  readonly waiting: WaitingQueues;
  readonly patience: Patience;
  readonly gate: Gate;
  /** Undefined where everybody reads one change at a time. */
  readonly sharing: Sharing | undefined;
  readonly discipline: Discipline;

  // who may do what: now, and from the day on which the organization takes effect
  rights: Rights;
  next: Rights | undefined;
  idle: IdleReviewers;

  // rules, read once
  readonly distinct: boolean;
  readonly survive: boolean;
  readonly oneAtATime: boolean;
  readonly endsOthers: boolean;
  readonly perVisit: boolean;
  readonly revision: number;
  readonly reReview: number;
  readonly inOrder: boolean;
  /** Longest that an author has a part before giving it up [h]. */
  readonly givesUpAfter: number;

  /** Changes that have arrived: those with a smaller number. */
  arrived = 0;
  /** First review begun under the organization: what is divided on that day counts none before it. */
  readAnew = 0;

  // state of each part
  readonly where: Uint8Array;
  readonly patchSet: Uint16Array;
  readonly round: Uint16Array;
  readonly beganAt: Float64Array;
  readonly postedAt: Float64Array;
  readonly queuedAt: Float64Array;
  readonly stage: Int32Array;
  readonly approvals: Uint8Array;
  readonly reading: Uint8Array;
  readonly visits: Uint16Array;
  /** Who has begun to read a part: a bit for each person, several people sharing one where there are more than 32. */
  readonly readers: Int32Array;
  readonly attempts: Uint16Array;

  // state of each person
  /** Review in hand, -1 if none. */
  readonly inHand: Int32Array;
  readonly away: Uint8Array;

  constructor(
    scenario: Scenario,
    changes: LatentChanges,
    rights: Rights,
    capacity: Capacity,
    horizon: number,
    room: Room,
  ) {
    const { review } = scenario;
    super(review, rights.before ?? rights, capacity.people);
    // First what the loop touches at every event: an optimizing engine remembers only some thirty fields of an object.
    this.changes = changes;
    this.rights = rights.before ?? rights;
    this.parts = room.parts.begin(changes, rights);
    const n = this.parts.length;
    this.records = room.records.begin(changes.count, n);
    this.gate = new Gate(scenario, changes);
    this.waiting = room.waiting.begin(this.queueCount(), n, this.rights.queueRows);
    this.idle = new IdleReviewers(this.rights.pools, capacity.people, this.rights.poolRows);
    this.patience = new Patience(changes.patience, this.events, PATIENCE_END);
    const states = room.states.begin(changes, n);
    this.where = states.where;
    this.patchSet = states.patchSet;
    this.round = states.round;
    this.queuedAt = states.queuedAt;
    this.stage = states.stage;
    this.approvals = states.approvals;
    this.reading = states.reading;
    this.visits = states.visits;
    this.readers = states.readers;
    this.inHand = new Int32Array(capacity.people).fill(-1);
    this.away = new Uint8Array(capacity.people);
    this.capacity = capacity;
    const { in_hand } = review;
    this.sharing =
      in_hand === 1 ? undefined : new Sharing(in_hand, capacity, this.events, this.records, SHARED_END);
    this.postedAt = states.postedAt;
    this.beganAt = states.beganAt;
    this.attempts = states.attempts;
    this.oneAtATime = review.at_once === 'one';
    this.perVisit = review.belongs_to === 'visit';
    this.revision = review.revision;
    this.survive = review.approvals_survive;
    this.distinct = review.distinct_approvals;
    this.endsOthers = review.on_revision === 'end others';
    this.reReview = review.re_review;
    this.inOrder = review.parts_in_order;
    this.discipline = disciplines[review.discipline];
    this.givesUpAfter = scenario.changes.gives_up_after ?? NEVER;
    this.next = rights.before === undefined ? undefined : rights;
    this.horizon = horizon;
  }

  // ── what changes together ───────────────────────────────────────────────────────────────────────────────────────

  /**
   * The change becomes linked changes, one in each repository, as far on as it is itself: where its author has it, the
   * next patch set is that of all of them.
   */
  divide(change: number, withAuthor: boolean): void {
    const { rights, parts } = this;
    const set = this.changes.codeSet[change]!;
    const count = stagesIn(rights, set);
    parts.divide(change, count);
    this.records.divided.push({ change, at: this.events.now, parts: count });
    for (let place = 0; place < count; place++) {
      const part = parts.at(change, place);
      this.stage[part] = rights.firstStage[set]! + place;
      this.approvals[part] = 0;
      if (place === 0) continue;
      this.where[part] = WHERE.nowhere;
      this.patchSet[part] = this.patchSet[change]! + (withAuthor ? 1 : 0);
      this.round[part] = this.round[change]! + (withAuthor ? 1 : 0);
    }
  }

  beginStage(part: number, stage: number): void {
    this.stage[part] = stage;
    this.approvals[part] = 0;
    this.round[part] = 1;
  }

  /** Somebody has nothing in hand: becomes idle, or is away for good without any right. */
  sitDown(person: number): void {
    const pool = this.rights.poolOf[person]!;
    if (pool < 0) this.away[person] = 1;
    else if (this.away[person] === 0 && !this.idle.has(person)) this.idle.add(person, pool);
  }

  // ── questions ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Nobody approves own work, nor the same work twice, nor takes what is in hand already. */
  mayTake(person: number, part: number): boolean {
    if (this.changes.author[this.parts.changeOf(part)] === person) return false;
    if (this.sharing !== undefined && this.records.isReading(person, part)) return false;
    return !this.distinct || this.approvals[part] === 0 || !this.hasApproved(person, part);
  }

  queueCount(): number {
    return this.rights.queues * (this.gate.freezing ? 2 : 1);
  }

  queueOf(part: number): number {
    const queue = this.rights.queueOf[this.stage[part]!]!;
    return this.gate.holds(this.parts.changeOf(part)) ? queue + this.rights.queues : queue;
  }

  isOpen(queue: number): boolean {
    return queue < this.rights.queues || !this.gate.frozen;
  }

  /** Where the part stands in its waiting line. */
  keyOf(part: number): number {
    return this.discipline(this.parts.changeOf(part), this.changes, this.patchSet[part]!, this.missing(part));
  }

  missing(part: number): number {
    return this.rights.approvals[this.stage[part]!]! - this.approvals[part]!;
  }

  /** Reviewers that the part could use now, besides those who read it. */
  wanted(part: number): number {
    if (this.oneAtATime) return this.reading[part] === 0 ? 1 : 0;
    return this.missing(part) - this.reading[part]!;
  }

  isLastStage(part: number): boolean {
    const { rights, stage } = this;
    if (rights.linked) return true;
    return stage[part]! + 1 === rights.firstStage[this.changes.codeSet[part]! + 1];
  }

  /** The stage that follows the present one, once the review numbered `review` has approved it; -1 if there is none. */
  stageAfter(part: number, review: number): number {
    const stage = this.stage[part]!;
    if (this.routes === undefined) return this.isLastStage(part) ? -1 : stage + 1;
    const draw = this.drawOf(part, this.records.visit[review]!);
    return this.routes.next(stage, this.changes.route(this.parts.changeOf(part), draw));
  }

  /** The change is no longer waited for by this part; patience still ends if another part waits unread. */
  stopWaiting(part: number, change: number): void {
    const { parts, waiting, reading } = this;
    if (parts.isDivided(change)) {
      for (let place = 0; place < parts.count[change]!; place++) {
        const other = parts.at(change, place);
        if (other !== part && waiting.has(other) && reading[other] === 0) return;
      }
    }
    this.patience.stopWaiting(change);
  }

  /** Number of a draw of the change that belongs to one of its parts. */
  drawOf(part: number, index: number): number {
    return index + DRAWS_OF_A_PART * this.parts.place(part);
  }

  /** Whether the person's approval already counts at this stage. */
  hasApproved(person: number, part: number): boolean {
    const { stepOf } = this.rights;
    const from = this.survive ? 0 : this.patchSet[part]!;
    const since = this.parts.isDivided(this.parts.changeOf(part)) ? this.readAnew : 0;
    return this.records.hasApproved(person, part, stepOf[this.stage[part]!]!, from, since, stepOf);
  }
}
