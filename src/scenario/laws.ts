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
import { gamma, hyperexponential, pareto, weibull } from '../stats/two-moments.ts';
import { type KeyPath, type ScenarioDocument, shown } from './document.ts';
import type { KeySpec } from './keys.ts';
import { type Dimension, LONGEST_DURATION } from './units.ts';

/** Reads the numbers of a scenario with their ranges; see SectionReader. */
interface NumberReader {
  readonly document: ScenarioDocument;
  quantity(value: unknown, dimension: Dimension, path: KeyPath, min: number, max: number): number;
  count(value: unknown, path: KeyPath, min: number, max: number): number;
}

/** Forms in which each law may be written: the parameters that go together. */
export const LAWS: Record<string, readonly (readonly string[])[]> = {
  constant: [['value']],
  exponential: [['mean']],
  'delayed exponential': [['after', 'mean']],
  uniform: [['low', 'high']],
  lognormal: [
    ['median', 'sigma'],
    ['mean', 'cv'],
  ],
  gamma: [['mean', 'cv']],
  weibull: [['mean', 'cv']],
  hyperexponential: [['mean', 'cv']],
  pareto: [['mean', 'cv']],
  geometric: [['mean']],
  'rounded lognormal': [['median', 'sigma']],
};
export const COUNT_LAWS = ['constant', 'geometric', 'rounded lognormal'];
/** Parameters that are plain numbers whatever the law is of, and the most of each. */
const PLAIN: Readonly<Record<string, number>> = { sigma: 5, cv: 100 };
/** Least cv of laws whose quantiles are found by search; that of two exponential laws has no less. */
const LEAST_CV: Readonly<Record<string, number>> = { gamma: 0.01, weibull: 0.01, hyperexponential: 1 };
const MOST = { duration: LONGEST_DURATION, number: 1e9, count: 100 };

/** Reads `{law: lognormal, median: 1 day, sigma: 1.2}`. Throws InputError. */
export function readLaw(reader: NumberReader, value: unknown, spec: KeySpec, path: KeyPath): Law {
  const { document } = reader;
  const raw = document.mapping(value, path);
  const allowed = spec.of === 'count' ? COUNT_LAWS : Object.keys(LAWS);
  const name = raw.law;
  if (typeof name !== 'string' || !allowed.includes(name)) {
    const remedy = didYouMean(typeof name === 'string' ? name : '', allowed);
    throw document.error([...path, 'law'], `${shown(name)} is no law for this key`, remedy);
  }
  const forms = LAWS[name]!;
  document.rejectUnknown(raw, path, ['law', ...forms.flat()]);
  const form = forms.find((keys) => keys.every((key) => raw[key] !== undefined));
  if (form === undefined || Object.keys(raw).length !== form.length + 1) {
    const wanted = forms.map((keys) => keys.join(' and ')).join(', or ');
    throw document.error(path, `a ${name} law needs ${wanted}`, 'give exactly these');
  }
  const numbers = form.map((key) => parameter(reader, raw[key], key, spec, name, [...path, key]));
  if (name === 'uniform' && numbers[0]! > numbers[1]!)
    throw document.error([...path, 'low'], 'low lies above high', 'put them in order');
  const least = LEAST_CV[name] ?? 0;
  if (form[1] === 'cv' && numbers[1]! < least && (numbers[1] !== 0 || name === 'hyperexponential')) {
    const remedy =
      name === 'hyperexponential' ? 'write a gamma law' : 'write a constant law, or one with more spread';
    throw document.error([...path, 'cv'], `a ${name} law has a cv of at least ${least}`, remedy);
  }
  return makeLaw(name, form[0]!, numbers);
}

function parameter(
  reader: NumberReader,
  value: unknown,
  key: string,
  spec: KeySpec,
  name: string,
  path: KeyPath,
): number {
  const plain = PLAIN[key];
  if (plain !== undefined) return reader.quantity(value, 'number', path, 0, plain);
  const of = spec.of ?? 'number';
  if (of === 'count' && key === 'value') return reader.count(value, path, 1, MOST.count);
  // A geometric law counts from 1, whatever it is of.
  const least = key === 'mean' && (of === 'count' || name === 'geometric') ? 1 : 0;
  return reader.quantity(value, of === 'duration' ? of : 'number', path, least, MOST[of]);
}

const OF_MEAN_AND_CV: Readonly<Record<string, (mean: number, cv: number) => Law>> = {
  gamma,
  weibull,
  hyperexponential,
  pareto,
};

/** Laws without spread are constants, which keeps every quantile finite. */
function makeLaw(name: string, form: string, [a = 0, b = 0]: number[]): Law {
  switch (name) {
    case 'constant':
      return constant(a);
    case 'exponential':
      return a === 0 ? constant(0) : exponential(a);
    case 'delayed exponential':
      return b === 0 ? constant(a) : delayedExponential(a, b);
    case 'uniform':
      return uniform(a, b);
    case 'geometric':
      return geometric(a);
    case 'rounded lognormal':
      return b === 0 ? constant(Math.max(1, Math.round(a))) : roundedLognormal(a, b);
    default:
      if (a === 0 || b === 0) return constant(a);
      if (name in OF_MEAN_AND_CV) return OF_MEAN_AND_CV[name]!(a, b);
      return form === 'mean' ? lognormalOfMean(a, b) : lognormal(a, b);
  }
}
