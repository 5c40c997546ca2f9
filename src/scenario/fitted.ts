import { didYouMean, InputError } from '../errors.ts';
import { rootOf } from '../stats/matrix.ts';
import { baseName } from '../table.ts';
import { type KeyPath, ScenarioDocument, shown } from './document.ts';
import type { KeySpec } from './keys.ts';
import { type FittedSource, SectionReader } from './section.ts';
import type { FittedInputs, ResolvedInput } from './types.ts';
import type { Units } from './units.ts';
import type { Keys } from './yaml.ts';

const KEYS = [
  'schema',
  'made_by',
  'seed',
  'inputs',
  'window',
  'replications',
  'values',
  'correlations',
  'residuals',
  'discrepancy',
  'warnings',
];
const VALUE_KEYS = ['value', 'low', 'high', 'error', 'between', 'start', 'evidence', 'ratio'];
const RECALIBRATE = 'run `reorgsim calibrate` again';

/** Reads `calibrated.yaml`, which `reorgsim calibrate` has written: values by key, and how unsure they are together. */
export class FittedReader implements FittedSource {
  private readonly document: ScenarioDocument;
  private readonly reader: SectionReader;
  private readonly values: Keys;
  private readonly used: string[] = [];

  /** Throws InputError if `text` is no such file. */
  constructor(file: string, text: string, units: Units) {
    this.document = new ScenarioDocument(file, text);
    const { document } = this;
    if (document.root.schema !== 1)
      throw document.error(['schema'], 'not a calibration of schema 1', RECALIBRATE);
    document.rejectUnknown(document.root, [], KEYS);
    this.values = document.mapping(document.root.values ?? {}, ['values']);
    for (const [key, raw] of Object.entries(this.values)) {
      const entry = document.mapping(raw, ['values', key]);
      document.rejectUnknown(entry, ['values', key], VALUE_KEYS);
    }
    this.reader = new SectionReader(document, units, {});
  }

  find(key: string, spec: KeySpec): { value: unknown; input: ResolvedInput } | undefined {
    const entry = this.values[key] as Keys | undefined;
    if (entry === undefined) return undefined;
    this.used.push(key);
    const path = ['values', key, 'value'];
    const value = this.reader.value(entry.value, spec, path);
    this.reader.note(key, entry.value, true, path);
    const { line } = this.document.place(path);
    const between = entry.low === undefined ? '' : `, ${shown(entry.low)} to ${shown(entry.high)} (90 %)`;
    const from = entry.evidence === undefined ? '' : `, from ${shown(entry.evidence)}`;
    const source = `${baseName(this.document.file)}:${line}${between}${from}`;
    return { value, input: { ...this.reader.inputs.pop()!, provenance: 'fitted', source } };
  }

  /** How unsure the values in use are; `known` names all inputs there are. Throws InputError. */
  finish(known: readonly string[]): FittedInputs {
    const { document, used } = this;
    const all = Object.keys(this.values);
    const names = new Set(known);
    const strange = all.find((key) => !names.has(key));
    if (strange !== undefined) {
      const remedy = `${didYouMean(strange, known)} or ${RECALIBRATE}`;
      throw document.keyError(['values', strange], `no input is called '${shown(strange)}'`, remedy);
    }
    const errors = used.map((key) => this.number((this.values[key] as Keys).error ?? 0, key));
    const covariance = used.map((a, i) =>
      used.map((b, j) => this.correlation(a, b) * errors[i]! * errors[j]!),
    );
    const root = rootOf(covariance);
    if (root === undefined)
      throw document.error(['correlations'], 'correlations that cannot hold together', RECALIBRATE);
    return {
      file: document.file,
      inputs: document.text(document.root.inputs ?? 'unknown', ['inputs']),
      keys: used,
      root,
      between: used.map((key) => this.between(key)),
      overruled: all.filter((key) => !used.includes(key)),
    };
  }

  /** Factors that a draw stays between. */
  private between(key: string): [number, number] {
    const raw = (this.values[key] as Keys).between ?? [0, 1e6];
    const path = ['values', key, 'between'];
    if (!Array.isArray(raw) || raw.length !== 2)
      throw this.document.error(path, 'no two factors', 'write [0.5, 2]');
    const [least, most] = raw.map((one, i) => this.reader.quantity(one, 'number', [...path, i], 0, 1e6));
    if (!(least! <= 1 && most! >= 1))
      throw this.document.error(path, 'without the value itself', RECALIBRATE);
    return [least!, most!];
  }

  private number(value: unknown, key: string): number {
    return this.reader.quantity(value, 'number', ['values', key, 'error'], 0, 5);
  }

  /** `correlations: {a: {b: 0.5}}`; 0 where it says nothing. */
  private correlation(a: string, b: string): number {
    if (a === b) return 1;
    const table = this.document.mapping(this.document.root.correlations ?? {}, ['correlations']);
    const of = (one: string, other: string) => {
      const path: KeyPath = ['correlations', one];
      const row = this.document.mapping(table[one] ?? {}, path);
      return row[other] === undefined
        ? undefined
        : this.reader.quantity(row[other], 'number', [...path, other], -1, 1);
    };
    return of(a, b) ?? of(b, a) ?? 0;
  }
}

/** Gives the text of a file that the scenario names; undefined if it is not to be read. */
export type ReadText = (
  name: string,
  namedAt: { file: string; line?: number | undefined; column?: number | undefined },
) => string | undefined;

/** What `calibrated: FILE` names; undefined without the key, or where it is not to be read. */
export function openFitted(
  document: ScenarioDocument,
  readText: ReadText | undefined,
  units: Units,
): FittedReader | undefined {
  const raw = document.root.calibrated ?? undefined;
  if (raw === undefined) return undefined;
  const name = document.text(raw, ['calibrated']);
  if (!/\.ya?ml$/.test(name))
    throw document.error(['calibrated'], `'${name}' is no YAML file`, 'write calibrated: calibrated.yaml');
  const place = document.place(['calibrated']);
  if (readText === undefined)
    throw new InputError('a file that cannot be read here', place, 'remove the key');
  const text = readText(name, place);
  const folder = document.file.slice(0, document.file.length - baseName(document.file).length);
  return text === undefined ? undefined : new FittedReader(`${folder}${name}`, text, units);
}
