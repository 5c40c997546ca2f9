import { didYouMean, InputError } from '../../errors.ts';
import type { ExactCase } from './cases.ts';

/** A model of the file says something that this room has no scenario for. */
export class NotExpressible extends Error {}

/** Reviewers that a model is written out with: far more than a scenario may have, and few enough for memory. */
const MOST_REVIEWERS = 1_000_000;
const MOST_COUNT = 100_000;

/** Throws where a model would need more reviewers than could be written out one by one. */
export function refuseCrowd(reviewers: number): void {
  if (!(reviewers <= MOST_REVIEWERS)) throw new NotExpressible(`${reviewers} reviewers`);
}

/** Reads the parameters of a case by name; what is missing or out of range throws InputError at the case's place. */
export class Params {
  private readonly given: Readonly<Record<string, unknown>>;
  private readonly exact: Pick<ExactCase, 'model' | 'place'>;
  private readonly read = new Set<string>();

  constructor(exact: Pick<ExactCase, 'model' | 'params' | 'place'>) {
    this.given = exact.params;
    this.exact = exact;
  }

  fault(what: string, remedy: string): InputError {
    return new InputError(`${this.exact.model}: ${what}`, this.exact.place, remedy);
  }

  has(name: string): boolean {
    return this.given[name] !== undefined;
  }

  /** A number of at least 0, or above 0 unless `zero`. */
  number(name: string, zero = false): number {
    return this.checked(this.take(name), name, zero);
  }

  count(name: string, least = 1): number {
    const value = this.take(name);
    const whole = typeof value === 'number' && Number.isInteger(value);
    if (whole && value >= least && value <= MOST_COUNT) return value;
    const range = whole && value > MOST_COUNT ? `${least} to ${MOST_COUNT}` : `${least}`;
    throw this.fault(`${name} is no whole number from ${range}`, `write "${name}": 3`);
  }

  text(name: string): string {
    const value = this.take(name);
    if (typeof value === 'string') return value;
    throw this.fault(`${name} is no text`, `write "${name}": "…"`);
  }

  numbers(name: string, zero = false): number[] {
    const value = this.take(name);
    if (!Array.isArray(value) || value.length === 0)
      throw this.fault(`${name} is no list`, `write "${name}": [1, 2]`);
    return value.map((item, i) => this.checked(item, `${name}[${i}]`, zero));
  }

  /** Rows of equal length. */
  table(name: string, columns?: number): number[][] {
    const value = this.take(name);
    if (!Array.isArray(value) || value.length === 0)
      throw this.fault(`${name} is no list of lists`, `write "${name}": [[1, 2], [3, 4]]`);
    return value.map((row, i) => {
      if (!Array.isArray(row) || row.length !== (columns ?? value.length))
        throw this.fault(`${name}[${i}] has not ${columns ?? value.length} numbers`, 'give each row as many');
      return row.map((item, j) => this.checked(item, `${name}[${i}][${j}]`, true));
    });
  }

  list(name: string): unknown[] {
    const value = this.take(name);
    if (!Array.isArray(value) || value.length === 0)
      throw this.fault(`${name} is no list`, `write "${name}": [1, 2]`);
    return value;
  }

  /** The parameters in an object of their own. */
  part(name: string): Params {
    const params = this.take(name);
    if (typeof params !== 'object' || params === null || Array.isArray(params))
      throw this.fault(`${name} is no object`, `write "${name}": {"lam": 0.5, "mu": 1}`);
    return new Params({ ...this.exact, params: params as Record<string, unknown> });
  }

  /** What people read, and no model depends on. */
  ignore(...names: string[]): void {
    for (const name of names) this.read.add(name);
  }

  /** Throws if a system with this load (of its capacity) grows without end. */
  refuseOverload(load: number, what = 'the load'): void {
    if (!(load < 1))
      throw this.fault(
        `${what} is ${Number(load.toFixed(6))}, not below 1`,
        'lower the arrival rate: nothing settles',
      );
  }

  /** Throws at the first parameter that the model has not asked for. */
  close(): void {
    const stray = Object.keys(this.given).find((name) => !this.read.has(name));
    if (stray !== undefined) throw this.fault(`it has no parameter '${stray}'`, didYouMean(stray, this.read));
  }

  private checked(value: unknown, name: string, zero: boolean): number {
    if (typeof value === 'number' && Number.isFinite(value) && (zero ? value >= 0 : value > 0)) return value;
    const what = value === undefined ? 'is missing' : `is no ${zero ? 'number from 0' : 'number above 0'}`;
    throw this.fault(`${name} ${what}`, `write "${name}": with a number`);
  }

  private take(name: string): unknown {
    this.read.add(name);
    const value = this.given[name];
    if (value !== undefined) return value;
    const near = didYouMean(name, Object.keys(this.given));
    throw this.fault(
      `parameter ${name} is missing`,
      near.startsWith('did') ? near : `write "${name}": with its value`,
    );
  }
}
