import { NEVER } from '../../review/record.ts';
import { BINS, binOf, quantileOfBins } from './bins.ts';
import type { Seen } from './experiment.ts';
import type { Controls } from './measure.ts';
import { Pieces } from './pieces.ts';
import { arrivalsOf, departuresOf } from './times.ts';

/** Numbers that one class of customers leaves in a window of one run. */
const FIELDS = [
  'customers', // that arrive in the window
  'sojourn', // their sum [h]
  'sojourn2',
  'wait', // before service begins, or until they leave without it [h]
  'wait2',
  'waited', // who did not begin at once
  'served',
  'abandoned',
  'turned', // away, for want of room
  'inSystem', // integral over the window [h]
  'inQueue',
  'left', // who leave in the window, served
  'work', // sum of their service requirements, its squares and cubes
  'work2',
  'work3',
] as const;
export type Field = (typeof FIELDS)[number];

/** Numbers of the system's path as a whole. */
const PATH = ['square', 'empty', 'busyPeriods', 'busyPeriod', 'busyPeriod2'] as const;
export type PathField = (typeof PATH)[number];

export interface Window {
  from: number;
  until: number;
}

/** What is asked of a station beyond sums. */
export interface Asked {
  /** Distribution of waits or sojourns. */
  waits?: boolean;
  sojourns?: boolean;
  /** Shares above these [h]. */
  waitsAbove?: readonly number[];
  sojournsAbove?: readonly number[];
  /** Share of time with at least so many in the system. */
  atLeast?: readonly number[];
  /** Second moment and empty share of the number in the system, and busy periods. */
  path?: boolean;
  /** Integrals over pieces of the window of so many hours, and of twice as many. */
  pieces?: number;
}

/** What is known of a class of customers, or of all together: arrivals an hour, and moments of their service law. */
export interface Input {
  rate: number;
  /** The first so many, as far as they tell anything. */
  moments: readonly number[];
  /** Index of the class; all if missing. */
  of?: number;
}

/**
 * Customers of a single station by class (the area of a change), of a run with one visit each; the sum over all classes
 * stands last.
 */
export class StationTally {
  readonly window: Window;
  readonly classes: number;
  private readonly asked: Asked;
  private readonly at: Record<'above' | 'path' | 'least' | 'pieces' | 'waits' | 'sojourns' | 'end', number>;

  constructor(classes: number, window: Window, asked: Asked, from = 0) {
    this.classes = classes;
    this.window = window;
    this.asked = asked;
    const above = from + (classes + 1) * FIELDS.length;
    const path = above + (asked.waitsAbove?.length ?? 0) + (asked.sojournsAbove?.length ?? 0);
    const least = path + (asked.path ? PATH.length : 0);
    const pieces = least + (asked.atLeast?.length ?? 0);
    const waits = pieces + (asked.pieces === undefined ? 0 : 6);
    const sojourns = waits + (asked.waits ? BINS : 0);
    const end = sojourns + (asked.sojourns ? BINS : 0);
    this.at = { above, path, least, pieces, waits, sojourns, end };
    this.from = from;
  }
  private readonly from: number;

  /** Where the next tally may begin. */
  get end(): number {
    return this.at.end;
  }

  get hours(): number {
    return this.window.until - this.window.from;
  }

  /** The number of a class, or of all together. */
  of(mean: Float64Array, field: Field, of = this.classes): number {
    return mean[this.from + of * FIELDS.length + FIELDS.indexOf(field)]!;
  }

  ofPath(mean: Float64Array, field: PathField): number {
    return mean[this.at.path + PATH.indexOf(field)]!;
  }

  /** Share of customers who wait longer than the `i`-th of the asked. */
  waitsAbove(mean: Float64Array, i: number): number {
    return mean[this.at.above + i]! / this.of(mean, 'customers');
  }

  sojournsAbove(mean: Float64Array, i: number): number {
    return this.waitsAbove(mean, (this.asked.waitsAbove?.length ?? 0) + i);
  }

  /** Share of time with at least the `i`-th of the asked in the system. */
  atLeast(mean: Float64Array, i: number): number {
    return mean[this.at.least + i]! / this.hours;
  }

  waitQuantile(mean: Float64Array, p: number): number {
    return quantileOfBins(mean, this.at.waits, p);
  }

  sojournQuantile(mean: Float64Array, p: number): number {
    return quantileOfBins(mean, this.at.sojourns, p);
  }

  /**
   * Length of a long window times the variance of the mean number in the system over it, from pieces of two lengths:
   * what is left out at length T falls with 1/T.
   */
  asymptoticVariance(mean: Float64Array): number {
    const single = this.pieceVariance(mean, 0);
    return 2 * this.pieceVariance(mean, 1) - single;
  }

  private pieceVariance(mean: Float64Array, which: number): number {
    const at = this.at.pieces + 3 * which;
    const [count, sum, squares] = [mean[at]!, mean[at + 1]!, mean[at + 2]!];
    return this.asked.pieces! * (which + 1) * (squares / count - (sum / count) ** 2);
  }

  observe({ changes, records }: Seen, row: Float64Array): void {
    const { from, until } = this.window;
    const { created, area, effort, count } = changes;
    const { firstReview, merged, abandoned } = records;
    const { waits, sojourns, waitsAbove = [], sojournsAbove = [] } = this.asked;
    const all = this.from + this.classes * FIELDS.length;
    const stop = records.until;
    for (let i = 0; i < count; i++) {
      const arrived = created[i]! < 0 ? 0 : created[i]!;
      if (arrived >= until) break;
      const gone = Math.min(merged[i]!, abandoned[i]!, stop);
      if (gone <= from) continue;
      const begun = Math.min(firstReview[i]!, gone);
      const at = this.from + area[i]! * FIELDS.length;
      row[at + 9]! += Math.min(gone, until) - Math.max(arrived, from);
      row[at + 10]! += Math.max(0, Math.min(begun, until) - Math.max(arrived, from));
      if (merged[i]! < until) row[at + 11]! += 1;
      if (arrived < from) continue;
      const wait = begun - arrived;
      const sojourn = gone - arrived;
      row[at]! += 1;
      row[at + 1]! += sojourn;
      row[at + 2]! += sojourn * sojourn;
      row[at + 3]! += wait;
      row[at + 4]! += wait * wait;
      if (wait > 0) row[at + 5]! += 1;
      if (merged[i]! !== NEVER) row[at + 6]! += 1;
      else if (abandoned[i]! > arrived) {
        if (abandoned[i]! !== NEVER) row[at + 7]! += 1;
      } else row[at + 8]! += 1;
      const work = effort[i]!;
      row[at + 12]! += work;
      row[at + 13]! += work * work;
      row[at + 14]! += work * work * work;
      if (waits) row[this.at.waits + binOf(wait)]! += 1;
      if (sojourns) row[this.at.sojourns + binOf(sojourn)]! += 1;
      for (let k = 0; k < waitsAbove.length; k++) if (wait > waitsAbove[k]!) row[this.at.above + k]! += 1;
      for (let k = 0; k < sojournsAbove.length; k++)
        if (sojourn > sojournsAbove[k]!) row[this.at.above + waitsAbove.length + k]! += 1;
    }
    for (let k = 0; k < this.classes; k++)
      for (let f = 0; f < FIELDS.length; f++) row[all + f]! += row[this.from + k * FIELDS.length + f]!;
    if (this.asked.path || this.asked.atLeast || this.asked.pieces !== undefined)
      this.followPath(arrivalsOf(changes), departuresOf(records, count), row);
  }

  /**
   * Walks through the number in the system. Busy periods are those that begin in the window, wherever they end: to leave
   * out those that its end cuts would leave out the long ones.
   */
  private followPath(arrivals: Float64Array, departures: Float64Array, row: Float64Array): void {
    const { from, until } = this.window;
    const { atLeast = [], path, pieces: piece } = this.asked;
    const pieces = piece === undefined ? undefined : new Pieces(from, until, piece);
    let [a, d, n, at, busySince] = [0, 0, 0, 0, NEVER];
    while (at < until || (path && busySince < until)) {
      const arrival = a < arrivals.length ? arrivals[a]! : NEVER;
      const departure = d < departures.length ? departures[d]! : NEVER;
      const next = Math.min(arrival, departure);
      const [start, end] = [Math.max(at, from), Math.min(next, until)];
      if (end > start) {
        if (path) {
          row[this.at.path]! += n * n * (end - start);
          if (n === 0) row[this.at.path + 1]! += end - start;
        }
        for (let k = 0; k < atLeast.length; k++) if (n >= atLeast[k]!) row[this.at.least + k]! += end - start;
        pieces?.add(start, end, n);
      }
      if (next === NEVER) break;
      at = next;
      if (arrival <= departure) {
        if (n++ === 0) busySince = arrival;
        a++;
        continue;
      }
      d++;
      if (--n > 0) continue;
      if (path && busySince >= from && busySince < until) {
        const length = departure - busySince;
        row[this.at.path + 2]! += 1;
        row[this.at.path + 3]! += length;
        row[this.at.path + 4]! += length * length;
      }
      busySince = NEVER;
    }
    pieces?.leave(row, this.at.pieces);
  }

  /**
   * Arrivals of Poisson streams, and the mean work of each and its powers, against what they are on average. What tells
   * most stands first: a sample too small for all of them uses those.
   */
  controls(inputs: readonly Input[]): Controls {
    return (row) => [
      ...inputs.map(({ rate, of }) => this.of(row, 'customers', of) / (rate * this.hours) - 1),
      ...(['work', 'work2', 'work3'] as const).flatMap((field, k) =>
        inputs.flatMap(({ of, moments }) => {
          const moment = moments[k];
          return moment === undefined
            ? []
            : [this.of(row, field, of) / this.of(row, 'customers', of) / moment - 1];
        }),
      ),
    ];
  }
}
