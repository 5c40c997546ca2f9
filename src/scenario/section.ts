import { didYouMean } from '../errors.ts';
import {
  constant,
  delayedExponential,
  exponential,
  geometric,
  type Law,
  lognormal,
  lognormalOfMean,
  roundedLognormal,
  uniform,
} from '../stats/distribution.ts';
import type { KeyPath, ScenarioDocument } from './document.ts';
import { ExpressionError } from './expression.ts';
import type { KeySpec, Section } from './keys.ts';
import type { ResolvedInput } from './types.ts';
import { DIMENSIONS, type Dimension, type Units } from './units.ts';

type Value<K extends KeySpec> = K['kind'] extends 'flag'
  ? boolean
  : K['kind'] extends 'choice'
    ? K extends { choices: readonly (infer C)[] }
      ? C
      : never
    : K['kind'] extends 'law'
      ? K extends { default: 'none' | object }
        ? Law | undefined
        : Law
      : K['kind'] extends 'expression'
        ? (week: number) => number
        : number;

export type Values<S extends Section> = { [K in keyof S]: Value<S[K]> };

const LAWS: Record<string, readonly (readonly string[])[]> = {
  constant: [['value']],
  exponential: [['mean']],
  'delayed exponential': [['after', 'mean']],
  uniform: [['low', 'high']],
  lognormal: [
    ['median', 'sigma'],
    ['mean', 'cv'],
  ],
  geometric: [['mean']],
  'rounded lognormal': [['median', 'sigma']],
};
const COUNT_LAWS = ['constant', 'geometric', 'rounded lognormal'];
const PLAIN = ['sigma', 'cv'];

/** Reads typed values out of a scenario's document and keeps, for each, where it came from. */
export class SectionReader {
  readonly inputs: ResolvedInput[] = [];
  private readonly document: ScenarioDocument;
  private readonly units: Units;
  private readonly sources: Record<string, string>;

  constructor(document: ScenarioDocument, units: Units, sources: Record<string, string>) {
    this.document = document;
    this.units = units;
    this.sources = sources;
  }

  /** All values of one section; keys of `others` are read elsewhere. Throws InputError. */
  read<S extends Section>(name: string, section: S, others: readonly string[] = []): Values<S> {
    const raw = this.mapping(this.document.root[name] ?? {}, [name]);
    this.document.rejectUnknown(raw, [name], [...Object.keys(section), ...others]);
    const values: Record<string, unknown> = {};
    for (const [key, spec] of Object.entries(section)) {
      const path = [name, key];
      const given = raw[key] !== undefined && raw[key] !== null;
      const text = given ? raw[key] : spec.default;
      values[key] = this.value(text, spec, path);
      this.note(`${name}.${key}`, text, unitOf(spec), given, path, spec.source);
    }
    return values as Values<S>;
  }

  quantity(
    value: unknown,
    dimension: Dimension,
    path: KeyPath,
    min = 0,
    max = Number.POSITIVE_INFINITY,
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

  /** Keeps an input for `check`: given with its place, or default with its evidence. */
  note(key: string, value: unknown, unit: string, given: boolean, path: KeyPath, source: string): void {
    const stated = this.sources[key];
    const place = this.document.place(path);
    const from = given ? [`${place.file}:${place.line}`, stated].filter(Boolean).join(' ') : source;
    const assumed = /^assumption/.test(given ? (stated ?? '') : source);
    const provenance = assumed ? 'assumption' : given ? 'given' : 'default';
    this.inputs.push({ key, value: shown(value), unit, provenance, source: from });
  }

  mapping(value: unknown, path: KeyPath): Record<string, unknown> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    throw this.document.error(path, `${shown(value)} stands where keys should`, 'write key: value pairs');
  }

  private value(value: unknown, spec: KeySpec, path: KeyPath): unknown {
    if (value === 'none' && spec.default === 'none') return undefined;
    switch (spec.kind) {
      case 'flag':
        if (typeof value === 'boolean') return value;
        throw this.document.error(path, `${shown(value)} is neither true nor false`, 'write true or false');
      case 'choice':
        if (spec.choices!.includes(value as string)) return value;
        throw this.document.error(
          path,
          `${shown(value)} is none of the choices`,
          didYouMean(String(value), spec.choices!),
        );
      case 'law':
        return value === 'none' ? undefined : this.law(value, spec, path);
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
      case 'count': {
        const number = this.quantity(value, 'number', path, spec.min, spec.max);
        if (Number.isInteger(number)) return number;
        throw this.document.error(path, `${number} is not a whole number`, 'write it like 2');
      }
      default:
        return this.quantity(value, spec.kind, path, spec.min, spec.max);
    }
  }

  private law(value: unknown, spec: KeySpec, path: KeyPath): Law {
    const raw = this.mapping(value, path);
    const allowed = spec.of === 'count' ? COUNT_LAWS : Object.keys(LAWS);
    const name = raw.law;
    if (typeof name !== 'string' || !allowed.includes(name)) {
      throw this.document.error(
        [...path, 'law'],
        `${shown(name)} is no law for this key`,
        didYouMean(String(name ?? ''), allowed),
      );
    }
    const forms = LAWS[name]!;
    this.document.rejectUnknown(raw, path, ['law', ...forms.flat()]);
    const form = forms.find((keys) => keys.every((key) => raw[key] !== undefined));
    if (form === undefined || Object.keys(raw).length !== form.length + 1) {
      const wanted = forms.map((keys) => keys.join(' and ')).join(', or ');
      throw this.document.error(path, `a ${name} law needs ${wanted}`, 'give exactly these');
    }
    const numbers = form.map((key) => {
      const dimension = spec.of === 'duration' && !PLAIN.includes(key) ? 'duration' : 'number';
      return this.quantity(
        raw[key],
        dimension,
        [...path, key],
        key === 'mean' && spec.of === 'count' ? 1 : 0,
      );
    });
    return makeLaw(name, form[0]!, numbers);
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

function makeLaw(name: string, form: string, [a = 0, b = 0]: number[]): Law {
  switch (name) {
    case 'constant':
      return constant(a);
    case 'exponential':
      return exponential(a);
    case 'delayed exponential':
      return delayedExponential(a, b);
    case 'uniform':
      return uniform(a, b);
    case 'geometric':
      return geometric(a);
    case 'rounded lognormal':
      return roundedLognormal(a, b);
    default:
      return form === 'mean' ? lognormalOfMean(a, b) : lognormal(a, b);
  }
}

function unitOf(spec: KeySpec): string {
  if (spec.kind === 'law') return spec.of === 'duration' ? 'with its values' : '';
  return spec.kind === 'duration' || spec.kind === 'rate' || spec.kind === 'attention'
    ? 'with its value'
    : '';
}

/** A value as a user would write it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : String(value);
  const entries = Array.isArray(value)
    ? value.map(shown)
    : Object.entries(value).map(([k, v]) => `${k} ${shown(v)}`);
  return entries.join(', ');
}
