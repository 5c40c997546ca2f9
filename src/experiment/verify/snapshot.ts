import type { Seen } from './experiment.ts';

/** Counts in the system at given times, each class a copy of the same system. */
export class SnapshotTally {
  readonly times: readonly number[];
  readonly most: number;

  constructor(times: readonly number[], most: number) {
    this.times = times;
    this.most = most;
  }

  get length(): number {
    return this.times.length * (this.most + 1);
  }

  /** Where the masses of the counts at time `t` stand. */
  at(t: number): number {
    return t * (this.most + 1);
  }

  /** Mean of a function of the count at time `t`. */
  meanOf(mean: Float64Array, t: number, value: (n: number) => number): number {
    let [sum, weight] = [0, 0];
    for (let n = 0; n <= this.most; n++) {
      const mass = mean[this.at(t) + n]!;
      sum += mass * value(n);
      weight += mass;
    }
    return sum / weight;
  }

  /** `group` gives the copy that a change of an area belongs to; changes of one copy are counted together. */
  observe(
    { changes, records }: Seen,
    row: Float64Array,
    copies: number,
    group: (area: number) => number,
  ): void {
    const { created, area, count } = changes;
    const { merged, abandoned } = records;
    const counts = new Int32Array(copies);
    this.times.forEach((time, t) => {
      counts.fill(0);
      for (let i = 0; i < count && created[i]! <= time; i++)
        if (Math.min(merged[i]!, abandoned[i]!) > time) counts[group(area[i]!)]!++;
      for (const n of counts) row[this.at(t) + Math.min(n, this.most)]! += 1;
    });
  }
}
