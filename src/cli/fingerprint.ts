import { createHash } from 'node:crypto';
import { ScenarioDocument } from '../scenario/document.ts';
import type { Scenario } from '../scenario/types.ts';
import type { ScenarioSource } from './files.ts';

/** Keys that say nothing about how changes went through review in the past. */
const BESIDE = [
  'title',
  'project',
  'question',
  'sources',
  'study',
  'cycles',
  'agreement',
  'actual',
  'calibrated',
];

/**
 * SHA-256 over all that calibration depends on: the scenario without its alternatives and words, the tables it names, and
 * the past scenario that it is calibrated on. What is calibrated does not count itself.
 */
export function fingerprint(source: ScenarioSource, past: ScenarioSource | undefined): string {
  const { root } = new ScenarioDocument(source.file, source.text);
  const { calibrated } = root;
  const counts = Object.entries(root)
    .filter(([key]) => !BESIDE.includes(key))
    .map(([key, value]) => [key, key === 'organizations' ? (value as unknown[])[0] : value]);
  const tables = Object.keys(source.tables)
    .filter((name) => name !== calibrated)
    .sort()
    .map((name) => [name, source.tables[name]]);
  const all = {
    scenario: sorted(Object.fromEntries(counts)),
    tables,
    past: past && fingerprint(past, undefined),
  };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 32);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}

/** What should be known of a calibration before its values are used: one sentence each. */
export function calibrationNotes(
  source: ScenarioSource,
  { fitted }: Scenario,
  past: ScenarioSource | undefined,
): string[] {
  if (fitted === undefined) return [];
  const stale = fitted.inputs !== fingerprint(source, past);
  return [
    ...(stale
      ? [`${fitted.file} was found from other inputs than those there are now; calibrate again`]
      : []),
    ...fitted.overruled.map((key) => `${key} of ${fitted.file} is not used: the scenario says its own`),
  ];
}
