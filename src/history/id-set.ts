/** Ids up to which repetition is noticed: their hashes take 128 MB, and half as much again while the table grows. */
const MOST = 12_000_000;

/**
 * Which ids have been seen, by hashes of 64 bits in one flat table: 11 to 21 bytes an id, whatever its length. Two ids
 * of ten million share a hash, and are taken for one, with a probability of 3 in a million.
 */
export class IdSet {
  private slots = new Uint32Array(2 * 1024);
  private mask = 1023;
  private size = 0;

  /** Whether the id is new; from {@link MOST} ids on every id counts as new. */
  add(id: string): boolean {
    if (this.size >= MOST) return true;
    if (this.size > 0.72 * (this.mask + 1)) this.grow();
    let [low, high] = [0x811c9dc5, 0x9e3779b9];
    for (let i = 0; i < id.length; i++) {
      const unit = id.charCodeAt(i);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x85ebca6b);
      high = (high << 13) | (high >>> 19);
    }
    const added = this.place(mixed(low ^ id.length), mixed(high ^ low));
    if (added) this.size++;
    return added;
  }

  /** Whether there were more ids than are looked at. */
  get full(): boolean {
    return this.size >= MOST;
  }

  private place(low: number, high: number): boolean {
    // Two zeros mark an empty slot.
    const marked = low === 0 && high === 0 ? 1 : low;
    for (let slot = marked & this.mask; ; slot = (slot + 1) & this.mask) {
      const [a, b] = [this.slots[2 * slot]!, this.slots[2 * slot + 1]!];
      if (a === marked && b === high) return false;
      if (a !== 0 || b !== 0) continue;
      this.slots[2 * slot] = marked;
      this.slots[2 * slot + 1] = high;
      return true;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.mask = 2 * (this.mask + 1) - 1;
    this.slots = new Uint32Array(2 * (this.mask + 1));
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] !== 0 || old[i + 1] !== 0) this.place(old[i]!, old[i + 1]!);
    }
  }
}

/** The last steps of MurmurHash3 (Appleby, public domain): every bit of the result depends on every bit given. */
function mixed(bits: number): number {
  let x = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
