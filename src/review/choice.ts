import { lineOf } from './rows.ts';
import { ReviewState } from './state.ts';

/** Who takes what: the part that somebody free takes, and the person who takes what joins. Asks only, changes nothing. */
export class Choice extends ReviewState {
  /** Whether the person has read an earlier patch set of the same code to its end. */
  hasRead(person: number, part: number): boolean {
    if ((this.readers[part]! & (1 << (person & 31))) === 0) return false;
    const { stepOf } = this.rights;
    return this.records.hasRead(person, part, stepOf[this.stage[part]!]!, this.patchSet[part]!, stepOf);
  }

  /** The first part of some queues (and of their twins, unless frozen) that the person may take, -1 if none. */
  protected firstOf(queues: Int32Array, from: number, until: number, person: number, twins: boolean): number {
    const { waiting, rights } = this;
    if (this.takesLongest) return this.longestOf(queues.subarray(from, until), person, twins);
    let best = -1;
    for (let i = from; i < until; i++) {
      const queue = queues[i]!;
      if (queue < 0) {
        best = waiting.firstOfRow(lineOf(queue), person, this, best, twins);
        continue;
      }
      best = waiting.first(queue, person, this, best);
      if (twins) best = waiting.first(queue + rights.queues, person, this, best);
    }
    return best;
  }

  /** The first part that the person may take of the longest line that has one; of equal lines, that of the area named first. */
  protected longestOf(queues: Int32Array, person: number, twins: boolean): number {
    const { waiting, rights } = this;
    const named = this.lines!.first;
    let [best, line, length] = [-1, -1, 0];
    for (const queue of queues) {
      const twin = queue + rights.queues;
      const size = waiting.size(queue) + (twins ? waiting.size(twin) : 0);
      if (size < length || (size === length && (line < 0 || named[queue]! >= named[line]!))) continue;
      let part = waiting.first(queue, person, this, -1);
      if (twins) part = waiting.first(twin, person, this, part);
      if (part >= 0) [best, line, length] = [part, queue, size];
    }
    return best;
  }

  /** The idle person who takes a part that joins `queue`, -1 if nobody can. */
  protected idleFor(queue: number, part: number): number {
    const { rights, idle } = this;
    if (idle.size === 0) return -1;
    const pools = rights.poolsOf[queue < rights.queues ? queue : queue - rights.queues]!;
    if (this.sharing !== undefined) return this.leastBusy(pools, part, this.sharing.count);
    if (pools.length === 1 && pools[0]! < 0)
      return idle.firstOfMany(rights.knowingFirst[this.stage[part]!]!, pools, part, this);
    let best = -1;
    for (let i = 0; i < pools.length; i++) {
      let person = idle.first[pools[i]!]!;
      while (person >= 0 && !this.mayTake(person, part)) person = idle.next[person]!;
      if (person >= 0 && (best < 0 || this.sooner(person, best, part))) best = person;
    }
    return best;
  }

  /** Of those with room for a part, the person with fewest reviews in hand; of several, as if they had none. */
  protected leastBusy(pools: Int32Array, part: number, count: Int32Array): number {
    const { idle } = this;
    let best = -1;
    for (const pool of pools) {
      for (let person = idle.first[pool]!; person >= 0; person = idle.next[person]!) {
        if (!this.mayTake(person, part)) continue;
        const more = best < 0 ? -1 : count[person]! - count[best]!;
        if (more < 0 || (more === 0 && this.sooner(person, best, part))) best = person;
      }
    }
    return best;
  }

  protected sooner(a: number, b: number, part: number): boolean {
    if (this.picksFamiliar) {
      const { effort, poolOf } = this.rights;
      const stage = this.stage[part]!;
      const byFactor = effort.factor(poolOf[a]!, stage) - effort.factor(poolOf[b]!, stage);
      if (byFactor !== 0) return byFactor < 0;
    }
    if (this.picksFewest) {
      const { poolOf } = this.rights;
      const byAreas = this.lines!.areas[poolOf[a]!]! - this.lines!.areas[poolOf[b]!]!;
      if (byAreas !== 0) return byAreas < 0;
    }
    return this.idle.longer(a, b);
  }
}
