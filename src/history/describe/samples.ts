import { Sample } from './sample.ts';

/** Samples by a whole number: a slot of time, an area. All are exact, or all are counted in bins. */
export class Samples {
  private readonly samples = new Map<number, Sample>();
  private coarse = false;

  add(key: number, value: number): void {
    let sample = this.samples.get(key);
    if (sample === undefined) {
      sample = new Sample(this.coarse);
      this.samples.set(key, sample);
    }
    sample.add(value);
  }

  /** All values of the keys that are wanted, of all where nothing is said. */
  of(wanted: (key: number) => boolean = () => true): Sample {
    return Sample.of([...this.samples].flatMap(([key, sample]) => (wanted(key) ? [sample] : [])));
  }

  coarsen(): void {
    this.coarse = true;
    for (const sample of this.samples.values()) sample.coarsen();
  }
}
