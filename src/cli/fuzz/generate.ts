import { stringify } from 'yaml';
import { OWN_LAWS } from '../../scenario/areas.ts';
import { type KeySpec, SECTIONS, type Section, TRANSITION } from '../../scenario/keys.ts';
import type { Folder } from '../small-scenario.test-kit.ts';
import type { Chance } from './chance.ts';

const START = Date.UTC(2020, 3, 2);
const DAY = 86_400_000;
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
const NAMES = [
  'core',
  'driver',
  'api',
  'user docs',
  'тесты',
  '核心',
  'a.b',
  "l'aile",
  'x+y',
  '#1',
  '2',
  'yes',
  '-',
];

const day = (days: number) => new Date(START + days * DAY).toISOString().slice(0, 10);

/** A valid value of a key, of whatever kind; small, since a projection that is large and allowed may take its time. */
export function validValue(spec: KeySpec, chance: Chance): unknown {
  if ((spec.none === true || spec.default === 'none') && chance.likely(0.2)) return 'none';
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

function law(spec: KeySpec, chance: Chance): unknown {
  const of = spec.of ?? 'number';
  if (of === 'count')
    return chance.one([
      { law: 'constant', value: 1 + chance.below(4) },
      { law: 'geometric', mean: 1 + chance.below(30) / 10 },
      { law: 'rounded lognormal', median: 1 + chance.below(30) / 10, sigma: chance.below(15) / 10 },
    ]);
  const value = () => (of === 'duration' ? duration(0, 300, chance) : chance.below(100));
  const [low, high] = [0, 2].map((n) => (of === 'duration' ? `${n} days` : n));
  return chance.one([
    { law: 'constant', value: value() },
    { law: 'exponential', mean: value() },
    { law: 'delayed exponential', after: value(), mean: value() },
    { law: 'uniform', low, high },
    { law: 'lognormal', median: value(), sigma: chance.below(30) / 10 },
    { law: 'lognormal', mean: value(), cv: chance.below(30) / 10 },
  ]);
}

/** Some keys of a section, each with a valid value. */
export function someOf(section: Section, share: number, chance: Chance): Record<string, unknown> {
  const keys = chance.some(Object.entries(section), share);
  return Object.fromEntries(keys.map(([key, spec]) => [key, validValue(spec, chance)]));
}

/**
 * A scenario of up to four areas, eight people and three organizations, mostly valid, made from the key tables of the
 * language: a key that is added there is written here without further ado.
 */
export function generated(chance: Chance): Folder {
  const code = Array.from({ length: 1 + chance.below(3) }, () => chance.one(NAMES)).filter(
    (name, i, all) => all.indexOf(name) === i,
  );
  const people = Array.from({ length: 1 + chance.below(8) }, (_, i) => `p${i}`);
  const share = chance.one([0.05, 0.2, 0.5, 0.9]);
  const given = Object.entries(SECTIONS).map(
    ([name, section]) => [name, someOf(section, share, chance)] as const,
  );
  const sections = Object.fromEntries(given) as Record<keyof typeof SECTIONS, Record<string, unknown>>;
  const scenario: Record<string, unknown> = {
    schema: 1,
    ...(chance.likely(0.5)
      ? { title: chance.one(['Some', 'Größe: "x"', '<b>', 'a | b']), question: 'What if?' }
      : {}),
    seed: chance.one(['generated', 7]),
    start: day(0),
    calendar: 'cycles.csv',
    ...(chance.likely(0.3) ? { cycles: 1 } : {}),
    areas: areas(code, chance),
    ...sections,
  };
  const names = Object.keys(scenario.areas as object);
  const folder: Folder = {};
  tables(folder, names, code, people, chance);
  Object.assign(sections.study, { replications: 2 });
  if (chance.likely(0.7)) Object.assign(sections.arrivals, { history: 'arrivals.csv' });
  else
    Object.assign(sections.arrivals, {
      rates: Object.fromEntries(names.map((name) => [name, `${chance.below(8)} / week`])),
    });
  if (chance.likely(0.7)) Object.assign(sections.open, { file: 'open.csv' });
  const listed = chance.likely(0.7);
  Object.assign(
    sections.people,
    listed ? { file: 'reviewers.csv' } : { count: people.length, hours_per_week: '5 h/week' },
  );
  scenario.organizations = organizations(code, listed ? people : people.map((_, i) => `r${i + 1}`), chance);
  if (chance.likely(0.3)) scenario.history = 'history.csv';
  if (chance.likely(0.3)) scenario.actual = 'actual.csv';
  return { 'scenario.yaml': stringify(scenario), ...folder };
}

function areas(code: readonly string[], chance: Chance): Record<string, unknown> {
  const own = () => (chance.likely(0.3) ? someOf(OWN_LAWS, 0.4, chance) : null);
  const all: Record<string, unknown> = Object.fromEntries(code.map((name) => [name, own()]));
  if (code.length > 1 && chance.likely(0.5))
    all.several = {
      ...own(),
      touches: [
        { areas: [...code], share: '60 %' },
        { areas: [code[0]], share: '40 %' },
      ],
    };
  return all;
}

function organizations(code: readonly string[], people: readonly string[], chance: Chance): object[] {
  const apart = (name: string) => ({
    name,
    ...(chance.likely(0.4) ? { repositories: chance.one(['one', 'per team']) } : {}),
    ...(chance.likely(0.4) ? { from: day(chance.below(40)) } : {}),
    ...(chance.likely(0.3) ? { transition: { ...someOf(TRANSITION, 0.7, chance), teams: 'all' } } : {}),
    teams: code.map((area, i) => ({
      name: `team ${i}`,
      owns: [area],
      members: people.filter((_, p) => p % code.length === i % people.length || people.length < code.length),
      ...(chance.likely(0.3) ? { approvals: 1 + chance.below(2) } : {}),
    })),
  });
  const together = { name: 'together', teams: [{ name: 'everybody', owns: 'all', members: 'all' }] };
  const later = { name: 'later', same_as: 'apart', from: day(45) };
  return [together, ...(chance.likely(0.8) ? [apart('apart'), ...(chance.likely(0.2) ? [later] : [])] : [])];
}

function tables(folder: Folder, areas: string[], code: string[], people: string[], chance: Chance): void {
  const csv = (header: string, rows: readonly unknown[][]) =>
    `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;
  const weeks = Array.from({ length: 6 + chance.below(20) }, (_, i) => day(-7 * (i + 1)));
  const freeze = chance.likely(0.5) ? day(40) : '';
  folder['cycles.csv'] = csv('cycle,start,freeze,release', [
    ['old', day(-200), '', day(0)],
    ['next', day(0), freeze, day(56)],
    ['later', day(56), '', day(100)],
  ]);
  folder['arrivals.csv'] = csv(
    'week,area,created,merged',
    weeks.flatMap((week) => areas.map((area) => [week, area, chance.below(6), chance.below(4)])),
  );
  folder['open.csv'] = csv(
    'area,age_weeks,open',
    areas.map((area, i) => [area, i, chance.below(20)]),
  );
  folder['reviewers.csv'] = csv(
    'reviewer,teams,hours_per_week,areas,joined,left',
    people.map((name, i) => [
      name,
      `team ${i % 2}`,
      chance.below(20),
      chance.some(code, 0.6).join(';'),
      chance.likely(0.2) ? day(chance.below(100) - 50) : '',
      chance.likely(0.2) ? day(60 + chance.below(100)) : '',
    ]),
  );
  const measured = (at: number) =>
    areas.map((area) => [area, day(at), 'next', 'open_to_merge', 'changes', chance.below(9)]);
  folder['history.csv'] = csv('area,date,cycle,metric,unit,value', measured(-14));
  folder['actual.csv'] = csv('area,date,cycle,metric,unit,value', measured(14));
}
