const ARITY = 4;

/**
 * Clock and pending events, in order of time; equal times leave in order of scheduling.
 *
 * An event is one integer of the caller's choice. The order of ties is kept by a serial number held as a
 * double, which counts exactly up to 2^53 and so cannot wrap in any run. A 4-ary heap in flat arrays: pending
 * sets are small (tens to thousands), nothing is allocated per event.
 */
export class EventList {
  /** Time of the event that left last; any one unit, 0 before the first. */
  now = 0;
  /** Pending events. */
  size = 0;
  private serial = 0;
  private times = new Float64Array(256);
  private serials = new Float64Array(256);
  private events = new Int32Array(256);

  /** Time of the next event, Infinity if none is pending. */
  get nextTime(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.times[0]!;
  }

  /** Adds an event at `time`. Throws if that lies before the clock or is not a number. */
  schedule(time: number, event: number): void {
    if (!(time >= this.now)) this.refuse(time);
    if (this.size === this.times.length) this.grow();
    const { times, serials, events } = this;
    let hole = this.size++;
    // A later serial never precedes an equal time, so only times are compared on the way up.
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (times[parent]! <= time) break;
      times[hole] = times[parent]!;
      serials[hole] = serials[parent]!;
      events[hole] = events[parent]!;
      hole = parent;
    }
    times[hole] = time;
    serials[hole] = this.serial++;
    events[hole] = event;
  }

  /** Takes the next event and sets the clock to its time. Throws if none is pending. */
  next(): number {
    if (this.size === 0) throw new RangeError('no event is pending');
    const { times, serials, events } = this;
    const event = events[0]!;
    this.now = times[0]!;
    const last = --this.size;
    if (last > 0) this.sink(times[last]!, serials[last]!, events[last]!);
    return event;
  }

  /** Moves the clock to `time`, for what happens outside the list. Throws if that would pass an event. */
  advance(time: number): void {
    if (!(time >= this.now && time <= this.nextTime)) {
      throw new RangeError(`the clock cannot go from ${this.now} to ${time} (next event ${this.nextTime})`);
    }
    this.now = time;
  }

  /** Forgets all pending events and sets the clock back to `time`. */
  clear(time = 0): void {
    this.size = 0;
    this.serial = 0;
    this.now = time;
  }

  private refuse(time: number): never {
    throw new RangeError(`event at ${time} lies before the clock (${this.now})`);
  }

  private sink(time: number, serial: number, event: number): void {
    const { times, serials, events, size } = this;
    let hole = 0;
    for (;;) {
      const first = hole * ARITY + 1;
      if (first >= size) break;
      const end = first + ARITY < size ? first + ARITY : size;
      let least = first;
      let leastTime = times[first]!;
      for (let child = first + 1; child < end; child++) {
        const t = times[child]!;
        if (t < leastTime || (t === leastTime && serials[child]! < serials[least]!)) {
          least = child;
          leastTime = t;
        }
      }
      if (time < leastTime || (time === leastTime && serial < serials[least]!)) break;
      times[hole] = leastTime;
      serials[hole] = serials[least]!;
      events[hole] = events[least]!;
      hole = least;
    }
    times[hole] = time;
    serials[hole] = serial;
    events[hole] = event;
  }

  private grow(): void {
    this.times = enlarged(this.times, new Float64Array(this.size * 2));
    this.serials = enlarged(this.serials, new Float64Array(this.size * 2));
    this.events = enlarged(this.events, new Int32Array(this.size * 2));
  }
}

function enlarged<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
