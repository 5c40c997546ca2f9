import { PairCounts } from './pair-counts.ts';

/** People told apart; beyond that they are counted and not told apart. */
const MOST_PEOPLE = 100_000;
/** Keys of pairs: slot × this + person. */
const STRIDE = 131_072;

/** A person of a history: times are milliseconds since 1970. */
export interface Person {
  name: string;
  /** Changes written or reviewed. */
  changes: number;
  first: number;
  last: number;
}

/** Who wrote changes, or who reviewed them: how many, and when each was seen first and last. */
export class PeopleTally {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly counts: number[] = [];
  private readonly first: number[] = [];
  private readonly last: number[] = [];
  /** Changes of each person in each slot of time. */
  private readonly pairs = new PairCounts();
  /** What was counted and not told apart, because there were too many people. */
  untold = 0;
  total = 0;

  add(name: string, at: number, slot: number): void {
    this.total++;
    const person = this.numberOf(name);
    if (person < 0) {
      this.untold++;
      return;
    }
    this.counts[person]!++;
    this.first[person] = Math.min(this.first[person]!, at);
    this.last[person] = Math.max(this.last[person]!, at);
    if (slot >= 0) this.pairs.add(slot * STRIDE + person);
  }

  /** Whether it is known of everybody in which slots of time they were seen. */
  get knowsWhen(): boolean {
    return !this.pairs.full && this.untold === 0;
  }

  /** Everybody, those with most changes first, then by name. */
  people(): Person[] {
    const people = this.names.map((name, i) => ({
      name,
      changes: this.counts[i]!,
      first: this.first[i]!,
      last: this.last[i]!,
    }));
    return people.sort((a, b) => b.changes - a.changes || (a.name < b.name ? -1 : 1));
  }

  /** Changes of each person who had any in one of the slots, downward; to be trusted if it {@link knowsWhen}. */
  loads(slots: readonly number[]): number[] {
    const loads = new Map<number, number>();
    for (const { key, count } of this.pairs) {
      if (!slots.includes(Math.floor(key / STRIDE))) continue;
      loads.set(key % STRIDE, (loads.get(key % STRIDE) ?? 0) + count);
    }
    return [...loads.values()].sort((a, b) => b - a);
  }

  private numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    if (this.names.length >= MOST_PEOPLE) return -1;
    this.names.push(name);
    this.counts.push(0);
    this.first.push(Number.POSITIVE_INFINITY);
    this.last.push(Number.NEGATIVE_INFINITY);
    this.numbers.set(name, this.names.length - 1);
    return this.names.length - 1;
  }
}

/** How unevenly work lies on people. */
export interface Skew {
  people: number;
  total: number;
  /** Share of the fifth of people (rounded up) that has most; of the ten that have most. */
  topFifth: number;
  topTen: number;
  /** The fewest people that together have 80 % of it. */
  for80: number;
  /** Half the mean difference of two people over the mean: 0 if all have the same, towards 1 if one has all. */
  gini: number;
}

/** @param loads work of each person, downward */
export function skewOf(loads: readonly number[]): Skew {
  const people = loads.length;
  const total = loads.reduce((sum, load) => sum + load, 0);
  const top = (many: number) => loads.slice(0, many).reduce((sum, load) => sum + load, 0) / total;
  let [for80, sum] = [0, 0];
  while (for80 < people && sum < 0.8 * total - 1e-9) sum += loads[for80++]!;
  // Over all pairs of people, each with itself too.
  const ranked = loads.reduce((weight, load, i) => weight + (people - 2 * i - 1) * load, 0);
  return {
    people,
    total,
    topFifth: top(Math.ceil(people / 5)),
    topTen: top(10),
    for80,
    gini: people === 0 ? Number.NaN : ranked / (people * total),
  };
}
