import type { PeopleRules } from '../scenario/types.ts';
import type { Stream } from '../stats/stream.ts';
import { NEVER, TooManyReviews } from './record.ts';

/** Comings and goings of one person that are kept, at 16 bytes each. */
const MOST_TURNS = 2 ** 22;

/**
 * When somebody is there: while the shift is on and no absence lasts. Everybody is there at the start, when the first shift
 * begins; an absence comes when so much time as the law of `after` draws has passed since the start, or since the end of
 * the last one, whether on shift or not, busy or idle. Drawn as far as anybody asks, in order of time, so that the answers do not depend on who asked.
 */
export class Presence {
  private readonly shift: PeopleRules['shift'];
  private readonly away: PeopleRules['away'];
  private readonly draw: Stream | undefined;
  /** When the person goes (even places) and comes back (odd), and the hours of presence before. */
  private times = new Float64Array(64);
  private hoursBefore = new Float64Array(64);
  private count = 0;

  // what the turns are drawn from: the next end of a period on or off shift, and the next coming or end of an absence
  private onShift = true;
  private shifts = 0;
  private shiftAt: number;
  private absent = false;
  private awayAt: number;

  /** `draw` is for absences. */
  constructor({ shift, away }: Pick<PeopleRules, 'shift' | 'away'>, draw: Stream | undefined) {
    this.shift = shift;
    this.away = away;
    this.draw = draw;
    this.shiftAt = shift?.on ?? NEVER;
    this.awayAt = away === undefined ? NEVER : away.after.quantile(draw!.next());
  }

  /** Whether the person is there from `time` on [h]. */
  isThere(time: number): boolean {
    return this.turnsUntil(time) % 2 === 0;
  }

  /** When the person next goes or comes back after `time` [h]. */
  nextTurn(time: number): number {
    const turns = this.turnsUntil(time);
    return this.times[turns]!;
  }

  /** Hours of presence from the start until `time` [h]. */
  hours(time: number): number {
    const turns = this.turnsUntil(time);
    if (turns % 2 === 1) return this.hoursBefore[turns - 1]!;
    return turns === 0 ? time : this.hoursBefore[turns - 1]! + (time - this.times[turns - 1]!);
  }

  /** The first moment from `now` on [h] until which there have been so many hours of presence. */
  reached(hours: number, now: number): number {
    let turns = this.turnsUntil(now);
    if (turns % 2 === 1) turns++;
    while (this.hoursAt(turns) < hours) turns += 2;
    const back = turns === 0 ? 0 : this.times[turns - 1]!;
    const before = turns === 0 ? 0 : this.hoursBefore[turns - 1]!;
    return Math.max(now, back + (hours - before));
  }

  private hoursAt(turn: number): number {
    while (this.count <= turn) this.drawTurn();
    return this.hoursBefore[turn]!;
  }

  /** Turns no later than `time`; one after it has been drawn. */
  private turnsUntil(time: number): number {
    while (this.count === 0 || this.times[this.count - 1]! <= time) this.drawTurn();
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private drawTurn(): void {
    const was = this.count % 2 === 0;
    let time: number;
    do {
      time = Math.min(this.shiftAt, this.awayAt);
      if (this.shiftAt === time) this.turnShift();
      if (this.awayAt === time) this.turnAway();
    } while ((this.onShift && !this.absent) === was || Math.min(this.shiftAt, this.awayAt) === time);
    this.keep(time);
  }

  private turnShift(): void {
    const { on, off } = this.shift!;
    this.onShift = !this.onShift;
    if (this.onShift) this.shifts++;
    this.shiftAt = this.shifts * (on + off) + (this.onShift ? on : on + off);
  }

  private turnAway(): void {
    const { after, lasts } = this.away!;
    this.absent = !this.absent;
    this.awayAt += (this.absent ? lasts : after).quantile(this.draw!.next());
  }

  private keep(time: number): void {
    const { count } = this;
    if (count === MOST_TURNS)
      throw new TooManyReviews(
        `more than ${MOST_TURNS.toLocaleString('en-US')} comings and goings of one person`,
      );
    if (count === this.times.length) {
      this.times = enlarged(this.times);
      this.hoursBefore = enlarged(this.hoursBefore);
    }
    const last = count === 0 ? 0 : this.times[count - 1]!;
    const before = count === 0 ? 0 : this.hoursBefore[count - 1]!;
    this.times[count] = time;
    this.hoursBefore[count] = count % 2 === 0 ? before + (time - last) : before;
    this.count++;
  }
}

function enlarged(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}
