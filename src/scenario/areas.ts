import { didYouMean } from '../errors.ts';
import { type KeyPath, type ScenarioDocument, shown } from './document.ts';
import { AREA, CHANGES } from './keys.ts';
import { MOST } from './most.ts';
import { Names } from './names.ts';
import type { SectionReader } from './section.ts';
import type { Area } from './types.ts';
import type { Keys } from './yaml.ts';

const { effort, rounds, turnaround, turnaround_spread, patience, neglected } = CHANGES;
/** Keys of `changes` that an area may have for itself. */
export const OWN_LAWS = { effort, rounds, turnaround, turnaround_spread, patience, neglected };

/** The areas that changes are counted under, and the parts of the code (areas without `touches`) that teams own. */
export function readAreas(
  document: ScenarioDocument,
  reader: SectionReader,
): { areas: Area[]; code: string[] } {
  const raw = document.mapping(document.root.areas, ['areas']);
  const keys = Object.keys(raw);
  if (keys.length > MOST.areas)
    throw document.error(['areas'], `${keys.length} areas`, `name at most ${MOST.areas}`);
  const names = new Names('area');
  for (const key of keys) {
    const fault = names.add(key);
    if (fault !== undefined) throw document.keyError(['areas', key], fault.what, fault.remedy);
  }
  const code = keys.filter((key) => (raw[key] as Keys | null)?.touches === undefined);
  if (code.length === 0)
    throw document.error(['areas'], 'no area that a team could own', 'name at least one area');
  const places = new Map(code.map((name, i) => [name, i]));
  const areas = keys.map((name): Area => {
    const path = ['areas', name];
    const area = document.mapping(raw[name] ?? {}, path);
    document.rejectUnknown(area, path, ['touches', ...Object.keys(AREA), ...Object.keys(OWN_LAWS)]);
    const laws = reader.given(area, path, OWN_LAWS);
    const { priority = 1 } = reader.given(area, path, AREA);
    const touches =
      area.touches === undefined
        ? [{ code: [places.get(name)!], share: 1 }]
        : readTouches(document, reader, area.touches, [...path, 'touches'], places);
    return { name, touches, priority, laws };
  });
  return { areas, code };
}

function readTouches(
  document: ScenarioDocument,
  reader: SectionReader,
  raw: unknown,
  path: KeyPath,
  code: ReadonlyMap<string, number>,
): Area['touches'] {
  if (!Array.isArray(raw) || raw.length === 0) {
    throw document.error(path, 'no list', 'write - {areas: [a, b], share: 100 %} for each combination');
  }
  if (raw.length > MOST.touches)
    throw document.error(path, `${raw.length} combinations`, `write at most ${MOST.touches}`);
  const touches = raw.map((item, i) => {
    const at = [...path, i];
    const entry = document.mapping(item, at);
    document.rejectUnknown(entry, at, ['areas', 'share']);
    return {
      code: readParts(document, entry.areas, [...at, 'areas'], code),
      share: reader.quantity(entry.share ?? 1, 'fraction', [...at, 'share'], 0, 1),
    };
  });
  const sum = touches.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > 0.005) {
    const remedy = 'make them add up to 100 %';
    throw document.error(path, `shares add up to ${Number((100 * sum).toFixed(1))} %`, remedy);
  }
  return touches.map((touch) => ({ ...touch, share: touch.share / sum }));
}

function readParts(
  document: ScenarioDocument,
  names: unknown,
  path: KeyPath,
  code: ReadonlyMap<string, number>,
): number[] {
  if (!Array.isArray(names) || names.length === 0)
    throw document.error(path, 'no areas', 'write areas: [a, b]');
  const parts = names.map((name, j) => {
    const index = code.get(shown(name));
    if (index !== undefined) return index;
    throw document.error([...path, j], `unknown area '${shown(name)}'`, didYouMean(shown(name), code.keys()));
  });
  parts.forEach((part, j) => {
    if (parts.indexOf(part) < j)
      throw document.error([...path, j], `area '${shown(names[j])}' twice`, 'name each once');
  });
  return parts;
}
