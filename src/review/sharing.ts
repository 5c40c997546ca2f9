import type { EventList } from '../engine/event-list.ts';
import type { Capacity } from './capacity.ts';
import { NEVER, OUTCOME, type Records } from './record.ts';

/**
 * People who work on several reviews at a time, their attention shared evenly among those in hand (processor sharing):
 * with k of them each goes on at one k-th of the person's speed, and when one comes or goes the others go on faster or
 * slower from that moment. Exact, by a clock for each person that counts the attention [h of work] which each review in
 * hand has had: a review ends when the clock has gone on by its work. Of reviews that end at one time, the one begun
 * first ends first.
 *
 * At most one event per person counts, the next end in hand; those that it replaces are known by their time.
 */
export class Sharing {
  /** Reviews that each person has in hand. */
  readonly count: Int32Array;
  private readonly most: number;
  private readonly capacity: Capacity;
  private readonly events: EventList;
  private readonly records: Records;
  private readonly kind: number;
  /** Attention that each review in hand has had since the person last had none [h], and when that was found. */
  private readonly clock: Float64Array;
  private readonly at: Float64Array;
  /** When the next review in hand ends; NEVER if no event is pending for it. */
  private readonly due: Float64Array;
  /** Reviews in hand by the clock's reading at their end, as binary heaps; some have ended otherwise. */
  private readonly hands: number[][];
  /** That reading, by review. */
  private ends = new Float64Array(1024);

  /** `kind` is added to `person << 3` to make the event. */
  constructor(most: number, capacity: Capacity, events: EventList, records: Records, kind: number) {
    this.most = most;
    this.capacity = capacity;
    this.events = events;
    this.records = records;
    this.kind = kind;
    this.count = new Int32Array(capacity.people);
    this.clock = new Float64Array(capacity.people);
    this.at = new Float64Array(capacity.people);
    this.due = new Float64Array(capacity.people).fill(NEVER);
    this.hands = Array.from({ length: capacity.people }, () => []);
  }

  hasRoom(person: number): boolean {
    return this.count[person]! < this.most;
  }

  /** The person takes up a review of so much work [h]. */
  begin(person: number, review: number, work: number): void {
    this.advance(person);
    if (review >= this.ends.length) this.grow(review);
    this.ends[review] = this.clock[person]! + work;
    this.count[person]!++;
    this.push(this.hands[person]!, review);
    this.arm(person);
  }

  /** The review that ends with the person's event of now, which leaves the hands; -1 if the event was replaced. */
  end(person: number): number {
    if (this.due[person] !== this.events.now) return -1;
    this.due[person] = NEVER;
    const hand = this.hands[person]!;
    const review = hand[0]!;
    this.pop(hand);
    this.advance(person);
    this.clock[person] = this.ends[review]!;
    this.count[person]!--;
    return review;
  }

  /** A review whose outcome is no longer `running` leaves the hands before its end. */
  drop(review: number): void {
    const person = this.records.reviewer[review]!;
    this.advance(person);
    this.count[person]!--;
    this.arm(person);
  }

  /** Makes sure that the next end comes. */
  arm(person: number): void {
    const hand = this.hands[person]!;
    while (hand.length > 0 && this.records.outcome[hand[0]!] !== OUTCOME.running) this.pop(hand);
    if (hand.length === 0) {
      this.due[person] = NEVER;
      return;
    }
    const left = Math.max(0, this.ends[hand[0]!]! - this.clock[person]!);
    const time = this.capacity.finish(person, this.events.now, left * this.count[person]!);
    if (time === this.due[person]) return;
    this.due[person] = time;
    if (time < NEVER) this.events.schedule(time, (person << 3) | this.kind);
  }

  /** What the person has in hand and will never end, in order of beginning; nothing if any of it will end. */
  endless(person: number): number[] {
    if (this.due[person]! < NEVER) return [];
    return this.hands[person]!.filter((review) => this.records.outcome[review] === OUTCOME.running).sort(
      (a, b) => a - b,
    );
  }

  private advance(person: number): void {
    const { now } = this.events;
    const count = this.count[person]!;
    if (count === 0) this.clock[person] = 0;
    else if (now > this.at[person]!) {
      const work = this.capacity.until(person, now) - this.capacity.until(person, this.at[person]!);
      this.clock[person] = this.clock[person]! + work / count;
    }
    this.at[person] = now;
  }

  private before(a: number, b: number): boolean {
    const byEnd = this.ends[a]! - this.ends[b]!;
    return byEnd < 0 || (byEnd === 0 && a < b);
  }

  private push(hand: number[], review: number): void {
    let hole = hand.push(review) - 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.before(review, hand[parent]!)) break;
      hand[hole] = hand[parent]!;
      hole = parent;
    }
    hand[hole] = review;
  }

  private pop(hand: number[]): void {
    const last = hand.pop()!;
    const size = hand.length;
    if (size === 0) return;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && this.before(hand[child + 1]!, hand[child]!)) child++;
      if (!this.before(hand[child]!, last)) break;
      hand[hole] = hand[child]!;
      hole = child;
    }
    hand[hole] = last;
  }

  private grow(review: number): void {
    const larger = new Float64Array(Math.max(review + 1, this.ends.length * 2));
    larger.set(this.ends);
    this.ends = larger;
  }
}
