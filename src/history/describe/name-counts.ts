/** Names up to which each is counted: their table takes 48 MB, and half as much again while it grows. */
const MOST = 2_000_000;

/**
 * How often each of many names came, by hashes of 53 bits in flat tables: 17 to 34 bytes a name, whatever its length. Two of
 * a million names share a hash, and are counted as one, with a probability of 6 in 100,000.
 */
export class NameCounts {
  private keys = new Float64Array(1024);
  private counts = new Uint32Array(1024);
  /** Different names; those beyond the two millionth are not looked at. */
  size = 0;

  /** A whole number from 1 on that stands for a name. */
  static keyOf(name: string): number {
    let [low, high] = [0x811c9dc5, 0x9e3779b9];
    for (let i = 0; i < name.length; i++) {
      const unit = name.charCodeAt(i);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x85ebca6b);
      high = (high << 13) | (high >>> 19);
    }
    const [a, b] = [mixed(low ^ name.length), mixed(high ^ low)];
    return (b >>> 11) * 2 ** 32 + a + 1;
  }

  add(name: string): void {
    if (this.size > 0.7 * this.keys.length && this.size < MOST) this.grow();
    const key = NameCounts.keyOf(name);
    const slot = this.slotOf(key);
    if (this.keys[slot] === 0) {
      if (this.size >= MOST) return;
      this.keys[slot] = key;
      this.size++;
    }
    this.counts[slot]!++;
  }

  /** Keys of the names that came most often, at most `many`; of equally frequent ones those of the smaller key. */
  most(many: number): number[] {
    const found: { key: number; count: number }[] = [];
    for (const [slot, key] of this.keys.entries()) {
      const count = this.counts[slot]!;
      const last = found.at(-1);
      if (key === 0 || (found.length === many && !isBefore({ key, count }, last!))) continue;
      if (found.length === many) found.pop();
      const place = found.findIndex((other) => isBefore({ key, count }, other));
      found.splice(place < 0 ? found.length : place, 0, { key, count });
    }
    return found.map(({ key }) => key);
  }

  private slotOf(key: number): number {
    const mask = this.keys.length - 1;
    let slot = (key ^ (key / 2 ** 32)) & mask;
    while (this.keys[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const [keys, counts] = [this.keys, this.counts];
    this.keys = new Float64Array(2 * keys.length);
    this.counts = new Uint32Array(2 * keys.length);
    for (const [old, key] of keys.entries()) {
      if (key === 0) continue;
      const slot = this.slotOf(key);
      this.keys[slot] = key;
      this.counts[slot] = counts[old]!;
    }
  }
}

interface Frequent {
  key: number;
  count: number;
}

const isBefore = (a: Frequent, b: Frequent): boolean =>
  a.count > b.count || (a.count === b.count && a.key < b.key);

/** The last steps of MurmurHash3 (Appleby, public domain): every bit of the result depends on every bit given. */
function mixed(bits: number): number {
  let x = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
