/** Lists longer than this are gathered in rows where that pays; shorter ones are looked through. */
const LOOKED_THROUGH = 32;
/** How often longer than the number of long lists around each of its members, all of which must be told of any change. */
const PAYS = 4;

/** Whether a list is short enough to be looked through. */
export function isShort(length: number): boolean {
  return length <= LOOKED_THROUGH;
}

/**
 * Which of some lists to gather: those that are long, unless each of their members stands in nearly as many other long
 * lists.
 *
 * @param members how many there are: they are numbered from 0
 */
export function worthGathering(lists: readonly ArrayLike<number>[], members: number): boolean[] {
  const long = lists.map(({ length }) => !isShort(length));
  if (!long.includes(true)) return long;
  const holding = new Int32Array(members);
  for (const [i, list] of lists.entries())
    if (long[i]) for (let k = 0; k < list.length; k++) holding[list[k]!]!++;
  return lists.map((list, i) => {
    if (!long[i]) return false;
    let sum = 0;
    for (let k = 0; k < list.length; k++) sum += holding[list[k]!]!;
    return list.length ** 2 >= PAYS * sum;
  });
}

/** How a row is written among the members that are looked through: below 0, where no member is. */
export function lineOf(row: number): number {
  return -1 - row;
}

/**
 * Long lists of members, each to be asked for its first in a number of steps that grows with the logarithm of its length.
 * Members are numbered from 0 up to `count`; row r can stand in a later row as member `count + r`.
 */
export class Rows {
  readonly count: number;
  readonly members: readonly Int32Array[];
  /** Matches of each row: match i is between i * 2 and i * 2 + 1, and members stand last. */
  readonly begins: Int32Array;
  /** Where each member stands: from `firstPlace[member]` up to the next, in which row and at which match. */
  readonly firstPlace: Int32Array;
  readonly rowAt: Int32Array;
  readonly matchAt: Int32Array;

  constructor(count: number, members: readonly Int32Array[]) {
    this.count = count;
    this.members = members;
    this.begins = new Int32Array(members.length + 1);
    this.firstPlace = new Int32Array(count + members.length + 1);
    for (const [row, list] of members.entries()) {
      this.begins[row + 1] = this.begins[row]! + 2 * list.length;
      for (const member of list) this.firstPlace[member + 1]!++;
    }
    for (let i = 1; i < this.firstPlace.length; i++) this.firstPlace[i]! += this.firstPlace[i - 1]!;
    const places = this.firstPlace.at(-1)!;
    this.rowAt = new Int32Array(places);
    this.matchAt = new Int32Array(places);
    const next = this.firstPlace.slice();
    for (const [row, list] of members.entries()) {
      for (const [i, member] of list.entries()) {
        const at = next[member]!++;
        this.rowAt[at] = row;
        this.matchAt[at] = list.length + i;
      }
    }
  }
}

/**
 * What stands in the rows, and who may take whom. A candidate is whom a member puts forward: the first part of a queue,
 * say, for a person who asks.
 */
export interface Candidates<R> {
  /** Whether candidate `a` comes before `b`; never the same both ways. */
  before(a: number, b: number): boolean;
  allowed(candidate: number, asking: number, rules: R): boolean;
  /** The first candidate of a member that is allowed, or `best` if that comes before; -1 for none. */
  within(member: number, asking: number, rules: R, best: number): number;
}

/** Who leads in each match of each row, kept up whenever a member puts somebody else forward. */
export class Leaders<R> {
  private readonly rows: Rows;
  private readonly candidates: Candidates<R>;
  private readonly leader: Int32Array;

  constructor(rows: Rows, candidates: Candidates<R>) {
    this.rows = rows;
    this.candidates = candidates;
    this.leader = new Int32Array(rows.begins.at(-1)!).fill(-1);
  }

  /**
   * A member puts forward `candidate`, -1 for nobody.
   *
   * @param moved whether that may be the same as before, with another place in the order
   */
  tell(member: number, candidate: number, moved: boolean): void {
    const { firstPlace, rowAt, matchAt } = this.rows;
    for (let at = firstPlace[member]!; at < firstPlace[member + 1]!; at++)
      this.play(rowAt[at]!, matchAt[at]!, candidate, moved);
  }

  private play(row: number, match: number, candidate: number, moved: boolean): void {
    const { leader } = this;
    const begin = this.rows.begins[row]!;
    let winner = candidate;
    leader[begin + match] = winner;
    for (let at = match >> 1; at >= 1; at >>= 1) {
      const left = leader[begin + 2 * at]!;
      const right = leader[begin + 2 * at + 1]!;
      if (right < 0) winner = left;
      else if (left < 0) winner = right;
      else winner = this.candidates.before(left, right) ? left : right;
      if (!moved && leader[begin + at] === winner) return;
      leader[begin + at] = winner;
    }
    this.tell(this.rows.count + row, winner, moved);
  }

  /** The first candidate of a row that `asking` may have, or `best` if that comes before; -1 for none. */
  first(row: number, asking: number, rules: R, best: number): number {
    return this.search(row, 1, asking, rules, best);
  }

  /** Depth first, leaving out whatever cannot come before the best found. */
  private search(row: number, match: number, asking: number, rules: R, best: number): number {
    const { rows, candidates } = this;
    const leading = this.leader[rows.begins[row]! + match]!;
    if (leading < 0 || (best >= 0 && candidates.before(best, leading))) return best;
    if (candidates.allowed(leading, asking, rules)) return leading;
    const members = rows.members[row]!;
    if (match < members.length) {
      const found = this.search(row, 2 * match, asking, rules, best);
      return this.search(row, 2 * match + 1, asking, rules, found);
    }
    const member = members[match - members.length]!;
    if (member < rows.count) return candidates.within(member, asking, rules, best);
    return this.search(member - rows.count, 1, asking, rules, best);
  }
}
