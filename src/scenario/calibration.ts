import { didYouMean } from '../errors.ts';
import type { ScenarioDocument } from './document.ts';
import { shown } from './document.ts';
import { dateAt, type Inputs, tableAt } from './inputs.ts';
import { CALIBRATION } from './keys.ts';
import { type Area, type CalibrationRules, FREE_KEYS, type FreeKey, type Scenario } from './types.ts';
import type { Keys } from './yaml.ts';

const OTHERS = ['past', 'window', 'free', 'areas', 'errors', 'open'];

/** What calibration compares, each with the error at which it weighs one: relative, but for the slope. */
export const TARGET_ERRORS = {
  merges_per_week: 0.03,
  open: 0.1,
  lead_p10: 0.4,
  lead_p25: 0.2,
  lead_median: 0.1,
  lead_p75: 0.1,
  lead_p90: 0.1,
  abandoned_share: 0.1,
  weekly_spread: 0.15,
  last_wait_median: 0.25,
  slope_on_arrivals: 0.2,
} as const;
export type TargetName = keyof typeof TARGET_ERRORS;

/**
 * Reads `calibration`: which stretch of the past, what is sought, how targets are weighed. Without the section all that
 * the scenario does not say itself is sought over its last whole cycle.
 */
export function readCalibration(
  inputs: Inputs,
  areas: readonly Area[],
  discipline: Scenario['review']['discipline'],
): CalibrationRules {
  const { document, reader } = inputs;
  const raw = document.mapping(document.root.calibration ?? {}, ['calibration']);
  const known = reader.inputs.length;
  const rules = reader.read('calibration', CALIBRATION, OTHERS);
  // Nobody who does not calibrate wants to read how.
  if (document.root.calibration === undefined) reader.inputs.length = known;
  const names = areas.map(({ name }) => name);
  return {
    ...(rules as typeof rules & { abandoned: number | undefined; last_wait: number | undefined }),
    past:
      raw.past === undefined
        ? undefined
        : {
            path: document.text(raw.past, ['calibration', 'past']),
            place: document.place(['calibration', 'past']),
          },
    window: readWindow(inputs, raw),
    free: readFree(document, raw, discipline),
    areas: readAreaNames(document, raw.areas, names),
    errors: readErrors(inputs, raw),
    open: readOpenBefore(inputs, names),
  };
}

function readWindow({ document, tables }: Inputs, raw: Keys): CalibrationRules['window'] {
  if (raw.window === undefined) return undefined;
  const path = ['calibration', 'window'];
  const refuse = (key: string, remedy: string) =>
    document.error([...path, key], 'no stretch of the past', remedy);
  if (raw.past !== undefined)
    throw document.error(path, 'a window beside a past scenario, which has its own', 'keep one of them');
  const window = document.mapping(raw.window, path);
  document.rejectUnknown(window, path, ['from', 'until']);
  const [from, until] = ['from', 'until'].map((key) =>
    tables.hours(dateAt(document, window[key], [...path, key])),
  ) as [number, number];
  if (until > 0) throw refuse('until', 'end it at the start of the projection, or before');
  if (until - from < 8 * 168) throw refuse('from', 'give it at least 8 weeks');
  return { from, until };
}

/** Keys that a scenario says itself are not sought. */
function readFree(
  document: ScenarioDocument,
  raw: Keys,
  discipline: Scenario['review']['discipline'],
): FreeKey[] {
  const said = (key: FreeKey) => {
    const [section, name] = key.split('.') as [string, string];
    const own = document.mapping(document.root[section] ?? {}, [section])[name];
    return own !== undefined && own !== null;
  };
  if (raw.free === undefined) {
    return FREE_KEYS.filter(
      (key) => !said(key) && (key !== 'changes.express' || discipline === 'priority'),
    ).filter((key) => key !== 'changes.effort_base' || !saysEffort(document));
  }
  const path = ['calibration', 'free'];
  if (!Array.isArray(raw.free)) throw document.error(path, 'no list', `write [${FREE_KEYS[0]}, …]`);
  raw.free.forEach((item, i) => {
    const key = FREE_KEYS.find((one) => one === item);
    if (key === undefined)
      throw document.error(
        [...path, i],
        `'${shown(item)}' cannot be sought`,
        didYouMean(shown(item), FREE_KEYS),
      );
    if (said(key))
      throw document.error([...path, i], `${key} is said in the scenario as well`, 'keep one of them');
  });
  return FREE_KEYS.filter((key) => (raw.free as unknown[]).includes(key));
}

/** Where effort has a law of its own, what goes by size has no effect. */
function saysEffort(document: ScenarioDocument): boolean {
  const { effort } = document.mapping(document.root.changes ?? {}, ['changes']);
  return effort !== undefined && effort !== null && effort !== 'none';
}

function readAreaNames(
  document: ScenarioDocument,
  raw: unknown,
  names: readonly string[],
): number[] | undefined {
  if (raw === undefined || raw === 'all') return undefined;
  const path = ['calibration', 'areas'];
  if (raw === 'none') return [];
  if (!Array.isArray(raw)) throw document.error(path, 'no list of areas', 'write [a, b], all or none');
  return raw.map((item, i) => {
    const index = names.indexOf(shown(item));
    if (index < 0)
      throw document.error([...path, i], `unknown area '${shown(item)}'`, didYouMean(shown(item), names));
    return index;
  });
}

function readErrors({ document, reader }: Inputs, raw: Keys): Record<string, number> {
  const path = ['calibration', 'errors'];
  const errors = document.mapping(raw.errors ?? {}, path);
  document.rejectUnknown(errors, path, Object.keys(TARGET_ERRORS));
  return Object.fromEntries(
    Object.entries(errors).map(([key, value]) => [
      key,
      reader.quantity(value, 'fraction', [...path, key], 0.001, 100),
    ]),
  );
}

function readOpenBefore(inputs: Inputs, names: string[]): CalibrationRules['open'] {
  const table = tableAt(inputs, ['calibration', 'open']);
  return table === undefined ? undefined : inputs.tables.open(table, names);
}
