import { didYouMean } from '../errors.ts';
import type { Law } from '../stats/distribution.ts';
import { baseName } from '../table.ts';
import { type KeyPath, type ScenarioDocument, shown } from './document.ts';
import { ExpressionError } from './expression.ts';
import type { KeySpec, Section } from './keys.ts';
import { readLaw } from './laws.ts';
import type { ResolvedInput } from './types.ts';
import { DIMENSIONS, type Dimension, LONGEST_DURATION, type Units } from './units.ts';

type Value<K extends KeySpec> = K['kind'] extends 'flag'
  ? boolean
  : K['kind'] extends 'choice'
    ? K extends { choices: readonly (infer C)[] }
      ? C
      : never
    : K['kind'] extends 'law'
      ? K extends { default: 'none' } | { none: true }
        ? Law | undefined
        : Law
      : K['kind'] extends 'expression'
        ? (week: number) => number
        : number;

export type Values<S extends Section> = { [K in keyof S]: Value<S[K]> };

/** Values that stand neither in the scenario nor among the defaults: what calibration has found. */
export interface FittedSource {
  find(key: string, spec: KeySpec): { value: unknown; input: ResolvedInput } | undefined;
}

/** Reads typed values out of a scenario's document and keeps, for each, where it came from. */
export class SectionReader {
  readonly inputs: ResolvedInput[] = [];
  readonly document: ScenarioDocument;
  private readonly units: Units;
  private readonly sources: Record<string, string>;
  private readonly fitted: FittedSource | undefined;

  constructor(
    document: ScenarioDocument,
    units: Units,
    sources: Record<string, string>,
    fitted?: FittedSource,
  ) {
    this.document = document;
    this.units = units;
    this.sources = sources;
    this.fitted = fitted;
  }

  /** All values of one section; keys of `others` are read elsewhere. Throws InputError. */
  read<S extends Section>(name: string, section: S, others: readonly string[] = []): Values<S> {
    return this.readAt(this.document.root[name] ?? {}, [name], name, section, others);
  }

  /** The same of keys that stand anywhere, as inputs called `name`. */
  readAt<S extends Section>(
    value: unknown,
    at: KeyPath,
    name: string,
    section: S,
    others: readonly string[] = [],
  ): Values<S> {
    const raw = this.document.mapping(value, at);
    this.document.rejectUnknown(raw, at, [...Object.keys(section), ...others]);
    const values: Record<string, unknown> = {};
    for (const [key, spec] of Object.entries(section)) {
      const path = [...at, key];
      const given = raw[key] !== undefined && raw[key] !== null;
      if (!given && this.takeFitted(values, name, key, spec)) continue;
      const text = given ? raw[key] : spec.default;
      values[key] = this.value(text, spec, path);
      this.note(`${name}.${key}`, text, given, path, spec.source);
    }
    return values as Values<S>;
  }

  /** The values among `keys` that stand in the mapping `raw` at `path`; nothing has a default there. */
  given<S extends Section>(
    raw: Record<string, unknown>,
    path: readonly string[],
    keys: S,
  ): Partial<Values<S>> {
    const values: Record<string, unknown> = {};
    for (const [key, spec] of Object.entries(keys)) {
      if (raw[key] === undefined || raw[key] === null) {
        this.takeFitted(values, path.join('.'), key, spec);
        continue;
      }
      values[key] = this.value(raw[key], spec, [...path, key]);
      this.note([...path, key].join('.'), raw[key], true, [...path, key]);
    }
    return values as Partial<Values<S>>;
  }

  quantity(
    value: unknown,
    dimension: Dimension,
    path: KeyPath,
    min = 0,
    max = dimension === 'duration' ? LONGEST_DURATION : Number.POSITIVE_INFINITY,
  ): number {
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw this.document.error(
        path,
        `${shown(value)} is not a quantity`,
        `write it like '${DIMENSIONS[dimension].example}'`,
      );
    }
    const number = this.placed(path, () => this.units.quantity(value, dimension));
    if (!(number >= min && number <= max)) {
      const unit = DIMENSIONS[dimension].inside;
      const range = max === Number.POSITIVE_INFINITY ? `${min} or more` : `from ${min} to ${max}`;
      throw this.document.error(
        path,
        `${value} is out of range`,
        `write a value ${range}${unit === '' ? '' : ` [${unit}]`}`,
      );
    }
    return number;
  }

  /** A whole number. */
  count(value: unknown, path: KeyPath, min: number, max: number): number {
    const number = this.quantity(value, 'number', path, min, max);
    if (Number.isInteger(number)) return number;
    throw this.document.error(path, `${shown(value)} is not a whole number`, 'write it like 2');
  }

  /** Keeps an input for `check`: given with its place, or default with its evidence. */
  note(key: string, value: unknown, given: boolean, path: KeyPath, source = ''): void {
    const stated = this.sources[key];
    const place = this.document.place(path);
    const from = given ? [`${baseName(place.file)}:${place.line}`, stated].filter(Boolean).join(' ') : source;
    const assumed = /^assumption/.test(given ? (stated ?? '') : source);
    const provenance = assumed ? 'assumption' : given ? 'given' : 'default';
    // A quantity as written, `6.4 h/week`, is a number and a unit; whatever else there is stands as it is.
    const [, number, unit] =
      /^([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*([%/a-z].*)$/.exec(shown(value)) ?? [];
    this.inputs.push({ key, value: number ?? shown(value), unit: unit ?? '', provenance, source: from });
  }

  /** Takes what calibration has found for a key, if it has found anything. */
  private takeFitted(values: Record<string, unknown>, name: string, key: string, spec: KeySpec): boolean {
    const found = this.fitted?.find(`${name}.${key}`, spec);
    if (found === undefined) return false;
    values[key] = found.value;
    this.inputs.push(found.input);
    return true;
  }

  /** What `value` at `path` means for a key. Throws InputError. */
  value(value: unknown, spec: KeySpec, path: KeyPath): unknown {
    if (value === 'none' && (spec.default === 'none' || spec.none === true)) return undefined;
    if (value === 'any' && spec.any === true) return Number.POSITIVE_INFINITY;
    switch (spec.kind) {
      case 'flag':
        if (typeof value === 'boolean') return value;
        throw this.document.error(path, `${shown(value)} is neither true nor false`, 'write true or false');
      case 'choice':
        if (spec.choices!.includes(value as string)) return value;
        throw this.document.error(
          path,
          `${shown(value)} is none of the choices`,
          didYouMean(shown(value), spec.choices!),
        );
      case 'law':
        return readLaw(this, value, spec, path);
      case 'expression': {
        if (typeof value !== 'string' && typeof value !== 'number') {
          throw this.document.error(
            path,
            `${shown(value)} is not an expression`,
            'write it like 1 + 0.1 * week',
          );
        }
        const ofWeek = this.placed(path, () => this.units.ofWeek(value));
        return (week: number) => this.placed(path, () => ofWeek(week));
      }
      case 'count':
        return this.count(value, path, spec.min!, spec.max!);
      default:
        return this.quantity(value, spec.kind, path, spec.min, spec.max);
    }
  }

  private placed<T>(path: KeyPath, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof ExpressionError) throw this.document.error(path, error.message, error.remedy);
      throw error;
    }
  }
}
