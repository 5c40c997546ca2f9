/** Where a record stands in what was read: `file:line`, a page, or the name of a record. */
export interface Aside {
  where: string;
  /** What the record says, shortened to one printable line. */
  example: string;
}

/** Examples kept of each reason; the rest are counted. */
const EXAMPLES = 3;

/** Records that could not be used: counted by reason, with a few examples of each. Nothing is dropped in silence. */
export class KeptAside {
  private readonly reasons = new Map<string, { count: number; examples: Aside[] }>();

  add(reason: string, aside: Aside): void {
    const known = this.reasons.get(reason) ?? { count: 0, examples: [] };
    known.count++;
    if (known.examples.length < EXAMPLES) known.examples.push(aside);
    this.reasons.set(reason, known);
  }

  get total(): number {
    return this.list().reduce((sum, { count }) => sum + count, 0);
  }

  /** Reasons, the most frequent first. */
  list(): { reason: string; count: number; examples: readonly Aside[] }[] {
    const reasons = [...this.reasons].map(([reason, kept]) => ({ reason, ...kept }));
    return reasons.sort((a, b) => b.count - a.count);
  }
}
