import { type HistoryColumns, NO_AREA } from './columns.ts';

/** What a starter scenario counts changes under. */
export interface FittedAreas {
  /** Areas that a team can own, the largest first. */
  names: string[];
  /** Where a change touches several: name of that area, and combinations (indices into `names`) with shares. */
  several: { name: string; touches: { areas: number[]; share: number }[] } | undefined;
  /** By change: index into `names`, or `names.length` for several; {@link NO_AREA} where unknown. */
  of: Int32Array;
}

const MOST_AREAS = 8;
const LEAST_SHARE = 0.03;
const MOST_COMBINATIONS = 8;
/** Changes to several areas that are worth an area of their own. */
const SEVERAL_SHARE = 0.02;
export const REST = 'everything else';
const SEVERAL = 'several areas';

/**
 * Large areas, each with a share of at least 3 % of the last year's changes (at most 8), and the rest together. Changes that
 * touch several of them count under an area of their own where they are frequent enough, else under the largest.
 */
export function fittedAreas(columns: HistoryColumns): FittedAreas {
  const { count, created, end, set, sets } = columns;
  const year = end - 364 * 86_400_000;
  const weight = new Map<string, number>();
  let recent = 0;
  for (let i = 0; i < count; i++) {
    if (created[i]! < year || set[i] === NO_AREA) continue;
    recent++;
    const names = sets[set[i]!]!;
    for (const name of names) weight.set(name, (weight.get(name) ?? 0) + 1 / names.length);
  }
  const large = [...weight]
    .filter(([, share]) => share >= LEAST_SHARE * recent)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_AREAS)
    .map(([name]) => name);
  const isRest = (name: string) => !large.includes(name);
  const restNeeded = sets.some((names) => names.some(isRest)) || large.length === 0;
  const names = restNeeded ? [...large, REST] : large;
  const partsOf = sets.map((set) =>
    [...new Set(set.map((name) => names.indexOf(isRest(name) ? REST : name)))].sort((a, b) => a - b),
  );
  const combinations = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    if (created[i]! < year || set[i] === NO_AREA) continue;
    const parts = partsOf[set[i]!]!;
    if (parts.length > 1) combinations.set(parts.join(), (combinations.get(parts.join()) ?? 0) + 1);
  }
  const together = [...combinations.values()].reduce((sum, n) => sum + n, 0);
  const divided = together >= SEVERAL_SHARE * recent && together >= 10;
  const of = Int32Array.from({ length: count }, (_, i) => {
    if (set[i] === NO_AREA) return NO_AREA;
    const parts = partsOf[set[i]!]!;
    return parts.length > 1 && divided ? names.length : parts[0]!;
  });
  return { names, several: divided ? severalOf(combinations) : undefined, of };
}

function severalOf(combinations: ReadonlyMap<string, number>): FittedAreas['several'] {
  const often = [...combinations]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_COMBINATIONS);
  const all = often.reduce((sum, [, n]) => sum + n, 0);
  return {
    name: SEVERAL,
    touches: often.map(([parts, n]) => ({ areas: parts.split(',').map(Number), share: n / all })),
  };
}

/** Names that arrivals are counted under. */
export function countedNames({ names, several }: FittedAreas): string[] {
  return several === undefined ? names : [...names, several.name];
}
