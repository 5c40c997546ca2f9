import type { KeySpec, Section } from '../../scenario/keys.ts';
import { COUNT_LAWS, LAWS } from '../../scenario/laws.ts';
import type { Chance } from './chance.ts';

const EXPRESSIONS = [
  ...[
    '1',
    '0',
    '1 + 0.01 * week',
    '0.9 + 0.2 * sin(week / 4)',
    'week < 4 ? 1 : 0.5',
    'min(1, week / 8)',
    'exp(-week / 50)',
  ],
  ...[
    'max(0.2, 1 - week / 20)',
    'week % 2',
    'week == 3 ? 0 : 1',
    'round(1.4) * abs(cos(week))',
    'sqrt(week) / 9',
    '3^0.5',
  ],
];

/** A valid value of a key, of whatever kind; small, since a projection that is large and allowed may take its time. */
export function validValue(spec: KeySpec, chance: Chance): unknown {
  if ((spec.none === true || spec.default === 'none') && chance.likely(0.2)) return 'none';
  if (spec.any === true && chance.likely(0.1)) return 'any';
  if (spec.default !== undefined && chance.likely(0.15)) return spec.default;
  switch (spec.kind) {
    case 'flag':
      return chance.likely(0.5);
    case 'choice':
      return chance.one(spec.choices!);
    case 'count':
      return Math.round(between(spec, chance, 8));
    case 'duration':
      return duration(spec.min ?? 0, spec.max ?? 1_000, chance);
    case 'attention':
      return `${chance.below(40)} h/week`;
    case 'rate':
      return chance.one(['0 / week', '0.01 / week', '1 / week', '0.05 / h']);
    case 'fraction':
      return chance.likely(0.5)
        ? `${Number((100 * between(spec, chance, 1)).toFixed(2))} %`
        : between(spec, chance, 1);
    case 'number':
      return between(spec, chance, 3);
    case 'law':
      return law(spec, chance);
    case 'expression':
      return chance.one(EXPRESSIONS);
    default:
      return spec.default;
  }
}

/** Some value of the range, or one of its ends. */
function between({ min = 0, max = Number.POSITIVE_INFINITY }: KeySpec, chance: Chance, most: number): number {
  const high = Math.min(max, Math.max(min, most));
  const inside = min + (high - min) * (chance.below(1_000) / 1_000);
  return Number(
    chance
      .weighted([
        [6, inside],
        [1, min],
        [1, high],
      ])
      .toFixed(4),
  );
}

function duration(min: number, max: number, chance: Chance): string {
  const hours = Math.min(max, Math.max(min, chance.one([0, 0.1, 1, 24, 100, 1_000])));
  return hours % 24 === 0 && chance.likely(0.5) ? `${hours / 24} days` : `${hours} h`;
}

function law({ of = 'number' }: KeySpec, chance: Chance): unknown {
  const name = chance.one(of === 'count' ? COUNT_LAWS : Object.keys(LAWS));
  const form = chance.one(LAWS[name]!);
  return { law: name, ...Object.fromEntries(form.map((key) => [key, parameter(key, of, chance)])) };
}

function parameter(key: string, of: 'duration' | 'number' | 'count', chance: Chance): unknown {
  if (key === 'sigma') return chance.below(20) / 10;
  if (key === 'cv') return 1 + chance.below(20) / 10;
  if (of === 'count') return 1 + (key === 'value' ? chance.below(4) : chance.below(30) / 10);
  const [least, most] = key === 'low' ? [0, 2] : key === 'high' ? [2, 20] : [0, 100];
  return of === 'duration' ? duration(least, most, chance) : least + chance.below(most - least);
}

/** Some keys of a section, each with a valid value. */
export function someOf(section: Section, share: number, chance: Chance): Record<string, unknown> {
  const keys = chance.some(Object.entries(section), share);
  return Object.fromEntries(keys.map(([key, spec]) => [key, validValue(spec, chance)]));
}
