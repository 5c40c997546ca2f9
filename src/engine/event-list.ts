/** Coarse times lie below; free slots have the numbers from here on, each its own. */
const FREE = 2 ** 30;
/** Coarse time reaches so many times as far ahead as the farthest event that was pending when it was made. */
const REACH = 64;
const LEAST_SLOTS = 4;

/**
 * Clock and pending events, in order of time; equal times leave in order of scheduling.
 *
 * An event is one integer of the caller's choice, not negative. The order of ties is kept by a serial number held as a
 * double, which counts exactly up to 2^53 and so cannot wrap in any run.
 *
 * A knockout in flat arrays: every event has a slot, slots are the leaves of a binary tree, and each node holds whichever
 * of the two below comes first. A slot with a new event plays its way up again. Whom it meets there does not depend on who
 * wins, and who wins is decided by arithmetic on coarse times (30 bits of the time), with no branch that a processor
 * could guess wrong; only equal coarse times are looked at closely. Nothing is allocated per event.
 */
export class EventList {
  /** Time of the event that left last; any one unit, 0 before the first. */
  now = 0;
  /** Time of what happens next outside the list, and before any event of that time. */
  barrier = Number.POSITIVE_INFINITY;
  /** Pending events. */
  size = 0;
  private serial = 0;

  // of each slot; free ones are at Infinity
  private times = new Float64Array(0);
  private coarse = new Int32Array(0);
  private serials = new Float64Array(0);
  private events = new Int32Array(0);
  /** Slot that comes first below each node. The root is node 1, below n are 2n and 2n + 1, the last nodes are the slots. */
  private winners = new Int32Array(0);
  /** Free slots: as many from the start as are not in use. */
  private free = new Int32Array(0);
  /** Slot that the event which left last still holds, -1 if none: the next one scheduled takes it over at once. */
  private left = -1;

  // coarse time: whole steps since `origin`
  private origin = 0;
  private stepsPerUnit = 0;
  private reach = 0;

  constructor() {
    this.grow(LEAST_SLOTS);
  }

  /** Time of the next event, Infinity if none is pending. */
  get nextTime(): number {
    if (this.left >= 0) this.vacate();
    return this.times[this.winners[1]!]!;
  }

  /** Adds an event at `time`. Throws if that lies before the clock or is not a number. */
  schedule(time: number, event: number): void {
    if (!(time >= this.now)) this.refuse(time);
    let slot = this.left;
    if (slot >= 0) this.left = -1;
    else slot = this.takeSlot();
    this.size++;
    this.times[slot] = time;
    this.serials[slot] = this.serial++;
    this.events[slot] = event;
    if (time < this.reach) {
      this.coarse[slot] = (time - this.origin) * this.stepsPerUnit;
      this.play(slot);
    } else this.scheduleFar(slot, time);
  }

  /** Takes the next event and sets the clock to its time; -1 if none is pending before `barrier`. */
  next(): number {
    if (this.left >= 0) this.vacate();
    const slot = this.winners[1]!;
    const time = this.times[slot]!;
    if (!(time < this.barrier)) return -1;
    this.size--;
    this.now = time;
    this.left = slot;
    return this.events[slot]!;
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
    this.times = new Float64Array(0);
    this.coarse = new Int32Array(0);
    this.serials = new Float64Array(0);
    this.events = new Int32Array(0);
    this.grow(LEAST_SLOTS);
    this.size = 0;
    this.serial = 0;
    this.now = time;
    this.left = -1;
    this.reach = 0;
    this.barrier = Number.POSITIVE_INFINITY;
  }

  private refuse(time: number): never {
    throw new RangeError(`event at ${time} lies before the clock (${this.now})`);
  }

  // ── slots ───────────────────────────────────────────────────────────────────────────────────────────────────────

  private takeSlot(): number {
    if (this.size === this.times.length) this.grow(2 * this.size);
    return this.free[this.times.length - this.size - 1]!;
  }

  /** The event that left last leaves its slot to nobody. */
  private vacate(): void {
    const slot = this.left;
    this.left = -1;
    this.free[this.times.length - this.size - 1] = slot;
    this.times[slot] = Number.POSITIVE_INFINITY;
    this.coarse[slot] = FREE + slot;
    this.play(slot);
  }

  /** Makes room for so many events; those pending keep their slots. */
  private grow(slots: number): void {
    const used = this.times.length;
    this.times = enlarged(this.times, new Float64Array(slots).fill(Number.POSITIVE_INFINITY));
    this.coarse = enlarged(
      this.coarse,
      Int32Array.from({ length: slots }, (_, slot) => FREE + slot),
    );
    this.serials = enlarged(this.serials, new Float64Array(slots));
    this.events = enlarged(this.events, new Int32Array(slots));
    this.free = new Int32Array(slots);
    for (let i = 0; i < slots - used; i++) this.free[i] = slots - 1 - i;
    this.winners = new Int32Array(2 * slots);
    for (let slot = 0; slot < slots; slot++) this.winners[slots + slot] = slot;
    this.playAll();
  }

  // ── who comes first ─────────────────────────────────────────────────────────────────────────────────────────────

  /** The slot meets the winner beside each node on its way to the root. */
  private play(slot: number): void {
    const { winners, coarse } = this;
    let first = slot;
    let time = coarse[slot]!;
    for (let node = (winners.length >> 1) + slot; node > 1; ) {
      const other = winners[node ^ 1]!;
      const lead = (time - coarse[other]!) | 0;
      // All bits set if the slot wins, none if the other does.
      const wins = lead === 0 ? this.winsCloseCall(first, other) | 0 : lead >> 31;
      time = (time - (lead & ~wins)) | 0;
      first = other ^ ((first ^ other) & wins);
      node >>= 1;
      winners[node] = first;
    }
  }

  private playAll(): void {
    const { winners, coarse } = this;
    for (let node = (winners.length >> 1) - 1; node > 0; node--) {
      const [a, b] = [winners[2 * node]!, winners[2 * node + 1]!];
      const lead = coarse[a]! - coarse[b]!;
      winners[node] = (lead === 0 ? this.winsCloseCall(a, b) : lead) < 0 ? a : b;
    }
  }

  /** -1 if slot `a` comes before `b`, which has the same coarse time; else 0. */
  private winsCloseCall(a: number, b: number): number {
    const { times, serials } = this;
    if (times[a] !== times[b]) return times[a]! < times[b]! ? -1 : 0;
    return serials[a]! < serials[b]! ? -1 : 0;
  }

  // ── coarse time ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** An event beyond the reach of coarse time, which is made anew from now on; for Infinity any reach is too short. */
  private scheduleFar(slot: number, time: number): void {
    this.coarse[slot] = FREE - 1;
    if (time === Number.POSITIVE_INFINITY) this.play(slot);
    else this.makeCoarse();
  }

  private makeCoarse(): void {
    const { times, coarse, now } = this;
    let farthest = 0;
    for (const time of times) if (time < Number.POSITIVE_INFINITY) farthest = Math.max(farthest, time - now);
    const span = REACH * (farthest || 1);
    this.origin = now;
    this.stepsPerUnit = (FREE - 1) / span;
    this.reach = now + span;
    for (let slot = 0; slot < times.length; slot++)
      if (times[slot]! < Number.POSITIVE_INFINITY) coarse[slot] = (times[slot]! - now) * this.stepsPerUnit;
    this.playAll();
  }
}

function enlarged<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
