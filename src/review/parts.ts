import type { LatentChanges } from '../demand/change.ts';
import { type Rights, stagesIn } from './rights.ts';

/**
 * What is reviewed and merged on its own: a whole change, or one of the linked changes into which it is divided where
 * the code that it touches lies in several repositories. The first part of change c has number c, whether there are
 * others or not; further parts are numbered after all changes.
 */
export class Parts {
  /** Numbers in use, further parts included that may never come to be. */
  length = 0;
  /** Parts that each change is divided into at present: 1 for a whole one. */
  count = new Uint8Array(0);
  /** How many of them have not merged. */
  left = new Uint8Array(0);
  private changes = 0;
  /** Number of each change's second part. */
  private second = new Int32Array(0);
  /** Change of each further part, and its place among the change's parts. */
  private owner = new Int32Array(0);
  private placeOf = new Uint8Array(0);

  /** Every change is whole; further parts are numbered for the changes that `rights` would divide. */
  begin(changes: LatentChanges, rights: Rights): this {
    this.changes = changes.count;
    this.length = changes.count;
    if (!rights.linked) return this;
    if (this.second.length < changes.count) {
      this.second = new Int32Array(changes.count);
      this.count = new Uint8Array(changes.count);
      this.left = new Uint8Array(changes.count);
    }
    this.count.fill(1);
    for (let change = 0; change < changes.count; change++) {
      this.second[change] = this.length;
      this.length += stagesIn(rights, changes.codeSet[change]!) - 1;
    }
    this.number(rights, changes);
    return this;
  }

  private number(rights: Rights, changes: LatentChanges): void {
    const further = this.length - this.changes;
    if (this.owner.length < further) {
      this.owner = new Int32Array(further);
      this.placeOf = new Uint8Array(further);
    }
    for (let change = 0, next = 0; change < changes.count; change++) {
      const parts = stagesIn(rights, changes.codeSet[change]!);
      for (let place = 1; place < parts; place++, next++) {
        this.owner[next] = change;
        this.placeOf[next] = place;
      }
    }
  }

  /** The change that a part belongs to. */
  changeOf(part: number): number {
    return part < this.changes ? part : this.owner[part - this.changes]!;
  }

  /** The place of a part among its change's parts, 0 for the first. */
  place(part: number): number {
    return part < this.changes ? 0 : this.placeOf[part - this.changes]!;
  }

  /** Number of the part of `change` at a place. */
  at(change: number, place: number): number {
    return place === 0 ? change : this.second[change]! + place - 1;
  }

  isDivided(change: number): boolean {
    return this.length > this.changes && this.count[change]! > 1;
  }

  divide(change: number, parts: number): void {
    this.count[change] = parts;
    this.left[change] = parts;
  }
}
