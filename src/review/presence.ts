import type { PeopleRules } from '../scenario/types.ts';
import type { Stream } from '../stats/stream.ts';
import { NEVER, TooManyReviews } from './record.ts';

/** Comings and goings of one person that are kept, at 16 bytes each. */
const MOST_TURNS = 2 ** 22;

/** Turns that are looked through one by one before they are searched. */
const NEARBY = 8;

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
  /** Where the last question was answered. */
  private near = 0;

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
    const { times } = this;
    let at = this.near;
    if (at > 0 && times[at - 1]! > time) at = this.search(time, 0, at);
    else if (at + NEARBY < this.count && times[at + NEARBY]! <= time)
      at = this.search(time, at + NEARBY, this.count);
    while (times[at]! <= time) at++;
    this.near = at;
    return at;
  }

  /** The first of the turns from `from` up to `end` that comes after `time`; `end` if none does. */
  private search(time: number, from: number, end: number): number {
    let [low, high] = [from, end];
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
