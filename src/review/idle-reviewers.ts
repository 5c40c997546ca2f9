/** Reviewers with nothing to do, per pool in the order in which they became idle; each joins and leaves in O(1). */
export class IdleReviewers {
  /** Longest idle of each pool, -1 if none. */
  readonly first: Int32Array;
  /** The next after each person, -1 at the end. */
  readonly next: Int32Array;
  private readonly last: Int32Array;
  private readonly previous: Int32Array;
  private readonly since: Float64Array;
  private readonly pool: Int32Array;
  /** People idle now. */
  size = 0;
  private count = 0;

  constructor(pools: number, people: number) {
    this.first = new Int32Array(pools).fill(-1);
    this.last = new Int32Array(pools).fill(-1);
    this.next = new Int32Array(people).fill(-1);
    this.previous = new Int32Array(people).fill(-1);
    this.since = new Float64Array(people);
    this.pool = new Int32Array(people).fill(-1);
  }

  has(person: number): boolean {
    return this.pool[person]! >= 0;
  }

  add(person: number, pool: number): void {
    const tail = this.last[pool]!;
    this.size++;
    this.pool[person] = pool;
    this.since[person] = this.count++;
    this.previous[person] = tail;
    this.next[person] = -1;
    this.last[pool] = person;
    if (tail < 0) this.first[pool] = person;
    else this.next[tail] = person;
  }

  remove(person: number): void {
    const pool = this.pool[person]!;
    const before = this.previous[person]!;
    const after = this.next[person]!;
    this.size--;
    this.pool[person] = -1;
    if (before < 0) this.first[pool] = after;
    else this.next[before] = after;
    if (after < 0) this.last[pool] = before;
    else this.previous[after] = before;
  }

  /** Everybody idle, longest first. */
  all(): number[] {
    const people = [...this.pool.keys()].filter((person) => this.has(person));
    return people.sort((a, b) => this.since[a]! - this.since[b]!);
  }

  /** Whether `a` has been idle longer than `b`. */
  longer(a: number, b: number): boolean {
    return this.since[a]! < this.since[b]!;
  }
}
