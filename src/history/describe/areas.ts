import type { HistoryChange } from '../change.ts';
import { NameCounts } from './name-counts.ts';

/** Areas that are told apart; the rest count together. */
export const MOST_AREAS = 64;
/** The name of the rest. */
export const OTHER_AREAS = 'other areas';

/** Which areas changes belong to, which they touch, and which they touch together. */
export class AreaTally {
  /** Names told apart, by their number. */
  readonly names: string[] = [];
  /** By number: changes that belong to it, that touch it, and that touch it and others. The last one is the rest. */
  readonly belong = new Uint32Array(MOST_AREAS + 1);
  readonly touch = new Uint32Array(MOST_AREAS + 1);
  readonly across = new Uint32Array(MOST_AREAS + 1);
  /** Changes that touch one area, two, three, and four or more. */
  readonly spread = new Uint32Array(4);
  private readonly pairs = new Float64Array(MOST_AREAS * MOST_AREAS);
  private readonly numbers = new Map<string, number>();
  /** How often each area came, where they are too many to be told apart in one reading. */
  private readonly counts: NameCounts | undefined;
  private refused = false;
  private readonly wanted: ReadonlySet<number> | undefined;

  /** With `wanted`, the areas of these keys are told apart; without it the first that come. */
  constructor(wanted?: ReadonlySet<number>) {
    this.wanted = wanted;
    this.counts = wanted === undefined ? new NameCounts() : undefined;
  }

  /** The number of the area that the change belongs to. */
  add({ area, areas }: HistoryChange): number {
    const own = this.numberOf(area);
    this.count(area);
    this.belong[own]!++;
    this.spread[Math.min(4, areas.length) - 1]!++;
    const touched = areas.length === 1 ? [own] : [...new Set(areas.map((name) => this.numberOf(name)))];
    for (const number of touched) {
      this.touch[number]!++;
      if (areas.length > 1) this.across[number]!++;
    }
    if (touched.length > 1) this.addPairs(touched);
    return own;
  }

  /** Counts a change to the areas to choose from, and no more. */
  count(area: string): void {
    this.counts?.add(area);
  }

  /** Whether there are more areas than could be told apart, so that the most frequent must be read for again. */
  get overflowed(): boolean {
    return this.refused && this.wanted === undefined;
  }

  /** Keys of the areas to which most changes belong. */
  mostFrequent(): ReadonlySet<number> {
    return new Set(this.counts!.most(MOST_AREAS));
  }

  /** Whether some changes belong to areas that are not told apart. */
  get hasRest(): boolean {
    return this.refused;
  }

  /** Changes that touch both of two areas. */
  together(a: number, b: number): number {
    return this.pairs[Math.min(a, b) * MOST_AREAS + Math.max(a, b)]!;
  }

  private numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const among = this.wanted === undefined || this.wanted.has(NameCounts.keyOf(name));
    if (!among || this.names.length >= MOST_AREAS) {
      this.refused = true;
      return MOST_AREAS;
    }
    const number = this.names.push(name) - 1;
    this.numbers.set(name, number);
    return number;
  }

  private addPairs(touched: readonly number[]): void {
    for (const a of touched)
      for (const b of touched) if (a < b && b < MOST_AREAS) this.pairs[a * MOST_AREAS + b]!++;
  }
}
