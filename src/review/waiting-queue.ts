import { type Candidates, Leaders, type Rows } from './rows.ts';

/** Knows who may take which change now. */
export interface Permission {
  mayTake(person: number, change: number): boolean;
}

/**
 * Changes that wait for reviewers, in several queues; a change stands in at most one. Order: smallest key, then
 * longest waiting. A binary heap per queue with the place of each change, so that any change can leave at once.
 */
export class WaitingQueues implements Candidates<Permission> {
  private heaps: Int32Array[] = [];
  private sizes = new Int32Array(0);
  private key = new Float64Array(0);
  private serial = new Float64Array(0);
  private place = new Int32Array(0);
  private queue = new Int32Array(0);
  private joined = 0;
  /** First changes of long rows of queues, and of the same rows of their twins, if any are looked through in rows. */
  private leaders: Leaders<Permission> | undefined;
  private twins: Leaders<Permission> | undefined;
  /** Queues in rows: those from here on are twins. */
  private inRows = 0;

  /** Empties all queues and makes room for so many queues and changes; queues beyond those of the rows are twins. */
  begin(queues: number, changes: number, rows?: Rows): this {
    this.joined = 0;
    this.leaders = rows && new Leaders(rows, this);
    this.inRows = rows?.count ?? 0;
    this.twins = rows && queues > rows.count ? new Leaders(rows, new Twins(this, rows.count)) : undefined;
    while (this.heaps.length < queues) this.heaps.push(new Int32Array(16));
    this.sizes = new Int32Array(queues);
    if (this.place.length < changes) {
      this.key = new Float64Array(changes);
      this.serial = new Float64Array(changes);
      this.place = new Int32Array(changes);
      this.queue = new Int32Array(changes);
    }
    this.place.fill(-1);
    return this;
  }

  size(queue: number): number {
    return this.sizes[queue]!;
  }

  isEmpty(): boolean {
    return this.sizes.every((size) => size === 0);
  }

  has(change: number): boolean {
    return this.place[change]! >= 0;
  }

  add(queue: number, change: number, key: number): void {
    this.number(change);
    this.restore(queue, change, key);
  }

  /** Gives a change that does not wait the last place of all, for {@link restore}. */
  number(change: number): void {
    this.serial[change] = this.joined++;
  }

  /** Adds a change at the place that it had before it left. */
  restore(queue: number, change: number, key: number): void {
    const size = this.sizes[queue]!;
    let heap = this.heaps[queue]!;
    if (size === heap.length) {
      heap = new Int32Array(size * 2);
      heap.set(this.heaps[queue]!);
      this.heaps[queue] = heap;
    }
    this.sizes[queue] = size + 1;
    this.key[change] = key;
    this.queue[change] = queue;
    this.rise(heap, size, change);
    if (this.leaders !== undefined && this.place[change] === 0) this.tell(queue, false);
  }

  remove(change: number): void {
    const queue = this.queue[change]!;
    const heap = this.heaps[queue]!;
    const hole = this.place[change]!;
    const last = --this.sizes[queue]!;
    this.place[change] = -1;
    if (hole < last) this.settle(heap, hole, heap[last]!, last);
    if (this.leaders !== undefined && hole === 0) this.tell(queue, false);
  }

  /** The rows hear of a queue's first change; `moved` if that may be the same one with another key. */
  private tell(queue: number, moved: boolean): void {
    const first = this.sizes[queue]! > 0 ? this.heaps[queue]![0]! : -1;
    if (queue < this.inRows) this.leaders!.tell(queue, first, moved);
    else this.twins!.tell(queue - this.inRows, first, moved);
  }

  /** Every waiting change, in the order in which they joined. */
  inOrder(): number[] {
    const waiting = this.heaps.flatMap((heap, queue) => [...heap.subarray(0, this.sizes[queue] ?? 0)]);
    return waiting.sort((a, b) => this.serial[a]! - this.serial[b]!);
  }

  /** Gives a waiting change another key; among equal keys it keeps its turn. */
  rekey(change: number, key: number): void {
    const queue = this.queue[change]!;
    this.key[change] = key;
    const before = this.place[change]!;
    this.settle(this.heaps[queue]!, before, change, this.sizes[queue]!);
    if (this.leaders !== undefined && (before === 0 || this.place[change] === 0)) this.tell(queue, true);
  }

  /** The first change that `person` may take, or `best`, one of another queue, if that comes before; -1 for none. */
  first(queue: number, person: number, rules: Permission, best: number): number {
    if (this.sizes[queue]! === 0) return best;
    const top = this.heaps[queue]![0]!;
    if (best >= 0 && this.before(best, top)) return best;
    return rules.mayTake(person, top) ? top : this.search(queue, 0, person, rules, best);
  }

  /** As {@link first} for all queues of a row, and for their twins if asked for. */
  firstOfRow(row: number, person: number, rules: Permission, best: number, twins: boolean): number {
    const found = this.leaders!.first(row, person, rules, best);
    return twins && this.twins !== undefined ? this.twins.first(row, person, rules, found) : found;
  }

  allowed(change: number, person: number, rules: Permission): boolean {
    return rules.mayTake(person, change);
  }

  within(queue: number, person: number, rules: Permission, best: number): number {
    return this.first(queue, person, rules, best);
  }

  /** Whether `a` comes before `b`, also across queues. */
  before(a: number, b: number): boolean {
    const ka = this.key[a]!;
    const kb = this.key[b]!;
    return ka < kb || (ka === kb && this.serial[a]! < this.serial[b]!);
  }

  /** Depth first, leaving out whatever cannot come before the best found: looks at few more than it must skip. */
  private search(queue: number, at: number, person: number, rules: Permission, best: number): number {
    if (at >= this.sizes[queue]!) return best;
    const change = this.heaps[queue]![at]!;
    if (best >= 0 && this.before(best, change)) return best;
    if (rules.mayTake(person, change)) return change;
    const left = this.search(queue, 2 * at + 1, person, rules, best);
    return this.search(queue, 2 * at + 2, person, rules, left);
  }

  private settle(heap: Int32Array, hole: number, change: number, size: number): void {
    const { key, serial, place } = this;
    const k = key[change]!;
    const s = serial[change]!;
    let at = hole;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && this.before(heap[child + 1]!, heap[child]!)) child++;
      const other = heap[child]!;
      if (k < key[other]! || (k === key[other]! && s < serial[other]!)) break;
      heap[at] = other;
      place[other] = at;
      at = child;
    }
    this.rise(heap, at, change);
  }

  private rise(heap: Int32Array, from: number, change: number): void {
    const { key, serial, place } = this;
    const k = key[change]!;
    const s = serial[change]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const other = heap[parent]!;
      if (key[other]! < k || (key[other]! === k && serial[other]! < s)) break;
      heap[at] = other;
      place[other] = at;
      at = parent;
    }
    heap[at] = change;
    place[change] = at;
  }
}

/** The twins of queues, under the numbers of those. */
class Twins implements Candidates<Permission> {
  private readonly queues: WaitingQueues;
  private readonly count: number;

  constructor(queues: WaitingQueues, count: number) {
    this.queues = queues;
    this.count = count;
  }

  before(a: number, b: number): boolean {
    return this.queues.before(a, b);
  }

  allowed(change: number, person: number, rules: Permission): boolean {
    return rules.mayTake(person, change);
  }

  within(queue: number, person: number, rules: Permission, best: number): number {
    return this.queues.first(queue + this.count, person, rules, best);
  }
}
