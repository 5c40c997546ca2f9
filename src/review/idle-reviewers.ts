import { type Candidates, Leaders, lineOf, type Rows } from './rows.ts';
import type { Permission } from './waiting-queue.ts';

/** Reviewers with nothing to do, per pool in the order in which they became idle; each joins and leaves in O(1). */
export class IdleReviewers implements Candidates<Permission> {
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
  /** Longest idle of long rows of pools, if any are looked through in rows. */
  private readonly leaders: Leaders<Permission> | undefined;

  constructor(pools: number, people: number, rows?: Rows) {
    this.leaders = rows && new Leaders(rows, this);
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
    if (tail >= 0) this.next[tail] = person;
    else {
      this.first[pool] = person;
      this.leaders?.tell(pool, person, false);
    }
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
    if (before < 0) this.leaders?.tell(pool, after, false);
  }

  /**
   * The idle person who takes a part that many pools might take: the longest idle of the first of some groups of pools in
   * which anybody may, or else of the row in `rest`; -1 for nobody.
   */
  firstOfMany(groups: readonly Int32Array[], rest: Int32Array, part: number, rules: Permission): number {
    for (const group of groups) {
      const found = this.firstOf(group, part, rules);
      if (found >= 0) return found;
    }
    return this.firstOf(rest, part, rules);
  }

  private firstOf(lines: Int32Array, part: number, rules: Permission): number {
    let best = -1;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i]!;
      best =
        line < 0
          ? this.leaders!.first(lineOf(line), part, rules, best)
          : this.within(line, part, rules, best);
    }
    return best;
  }

  before(a: number, b: number): boolean {
    return this.longer(a, b);
  }

  allowed(person: number, part: number, rules: Permission): boolean {
    return rules.mayTake(person, part);
  }

  within(pool: number, part: number, rules: Permission, best: number): number {
    for (let person = this.first[pool]!; person >= 0; person = this.next[person]!) {
      if (best >= 0 && this.longer(best, person)) return best;
      if (rules.mayTake(person, part)) return person;
    }
    return best;
  }

  /** Everybody idle among `of`, longest first. */
  all(of: Iterable<number> = this.pool.keys()): number[] {
    const people = [...of].filter((person) => this.has(person));
    return people.sort((a, b) => this.since[a]! - this.since[b]!);
  }

  /** Whether `a` has been idle longer than `b`. */
  longer(a: number, b: number): boolean {
    return this.since[a]! < this.since[b]!;
  }
}
