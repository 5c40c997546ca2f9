/** Slots of the largest table: 17 MB, for a million and a half pairs. */
const MOST_SLOTS = 2 ** 21;

/** How often each pair of a person and a slot of time came, in flat tables: 11 to 23 bytes a pair. */
export class PairCounts {
  /** Keys plus one; zero is empty. */
  private keys = new Uint32Array(1024);
  private counts = new Uint32Array(1024);
  private size = 0;
  /** Whether there were more pairs than find room; those that do not are not counted. */
  full = false;

  /** @param key a whole number below 2^32 − 1 */
  add(key: number): void {
    if (this.size >= 0.7 * this.keys.length && this.keys.length < MOST_SLOTS) this.grow();
    const slot = this.slotOf(key + 1);
    if (this.keys[slot] === 0) {
      if (this.size >= 0.7 * MOST_SLOTS) {
        this.full = true;
        return;
      }
      this.keys[slot] = key + 1;
      this.size++;
    }
    this.counts[slot]!++;
  }

  *[Symbol.iterator](): Generator<{ key: number; count: number }> {
    for (const [slot, key] of this.keys.entries()) {
      if (key !== 0) yield { key: key - 1, count: this.counts[slot]! };
    }
  }

  private slotOf(key: number): number {
    const mask = this.keys.length - 1;
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, sec. 6.4).
    let slot = (Math.imul(key, 0x9e3779b1) >>> 11) & mask;
    while (this.keys[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const [keys, counts] = [this.keys, this.counts];
    this.keys = new Uint32Array(2 * keys.length);
    this.counts = new Uint32Array(2 * keys.length);
    for (const [old, key] of keys.entries()) {
      if (key === 0) continue;
      const slot = this.slotOf(key);
      this.keys[slot] = key;
      this.counts[slot] = counts[old]!;
    }
  }
}
