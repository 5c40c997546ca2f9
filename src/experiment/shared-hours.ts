import type { Capacity } from '../review/capacity.ts';
import type { Records } from '../review/record.ts';

/**
 * Attention that reviews get from people who share theirs among several in hand: what a person can do between two moments,
 * divided evenly at each by the reviews then in hand. Read from a clock for each person that counts what one review in
 * hand would have had by then [h of work]; a review of some window had what its clock went on by in it.
 */
export class SharedHours {
  /** Reading of the reader's clock when each review began, and when it ended or the run did. */
  readonly started: Float64Array;
  readonly finished: Float64Array;
  /** Reading of each person's clock at each of the moments asked for, `[person * moments + moment]`. */
  private readonly read: Float64Array;
  private readonly moments: readonly number[];

  /** `moments` are those at which clocks are read besides [h], in any order. */
  constructor(records: Records, capacity: Capacity, moments: readonly number[]) {
    this.started = new Float64Array(records.reviews);
    this.finished = new Float64Array(records.reviews);
    this.read = new Float64Array(capacity.people * moments.length);
    this.moments = moments;
    const own = Array.from({ length: capacity.people }, (): number[] => []);
    for (let review = 0; review < records.reviews; review++) own[records.reviewer[review]!]!.push(review);
    own.forEach((reviews, person) => {
      this.readClock(records, capacity, person, reviews);
    });
  }

  /** Reading of the person's clock at a moment that was asked for. */
  at(person: number, moment: number): number {
    return this.read[person * this.moments.length + this.moments.indexOf(moment)]!;
  }

  private readClock(records: Records, capacity: Capacity, person: number, reviews: readonly number[]): void {
    const { moments, started, finished, read } = this;
    const turns = [
      ...moments.map((time, i) => ({ time, change: 0, column: read, at: person * moments.length + i })),
      ...reviews.flatMap((at) => [
        { time: records.started[at]!, change: 1, column: started, at },
        { time: Math.min(records.finished[at]!, records.until), change: -1, column: finished, at },
      ]),
    ].sort((a, b) => a.time - b.time);
    let [clock, inHand, before] = [0, 0, 0];
    for (const { time, change, column, at } of turns) {
      if (inHand > 0) clock += (capacity.until(person, time) - capacity.until(person, before)) / inHand;
      before = time;
      inHand += change;
      column[at] = clock;
    }
  }
}
