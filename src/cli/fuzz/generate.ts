import { stringify } from 'yaml';
import { OWN_LAWS } from '../../scenario/areas.ts';
import { AREA, BURST, PHASE, SECTIONS, STEADY, TRANSITION, WAVE } from '../../scenario/keys.ts';
import type { Folder } from '../small-scenario.test-kit.ts';
import type { Chance } from './chance.ts';
import { someOf, validValue } from './valid-value.ts';

const START = Date.UTC(2020, 3, 2);
const DAY = 86_400_000;
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

/**
 * A scenario of up to four areas, eight people and three organizations, mostly valid, made from the key tables of the
 * language: a key that is added there is written here without further ado.
 */
export function generated(chance: Chance): Folder {
  const code = Array.from({ length: 1 + chance.below(3) }, () => chance.one(NAMES)).filter(
    (name, i, all) => all.indexOf(name) === i,
  );
  const people = Array.from({ length: 1 + chance.below(8) }, (_, i) => `p${i}`);
  const sections = someSections(chance);
  const scenario: Record<string, unknown> = {
    schema: 1,
    ...(chance.likely(0.5)
      ? { title: chance.one(['Some', 'Größe: "x"', '<b>', 'a | b']), question: 'What if?' }
      : {}),
    seed: chance.one(['generated', 7]),
    areas: areas(code, sections.review.discipline === 'priority', chance),
    ...sections,
  };
  const names = Object.keys(scenario.areas as object);
  const rates = Object.fromEntries(names.map((name) => [name, `${1 + chance.below(8)} / week`]));
  if (chance.likely(0.2)) return steady(scenario, sections, code, rates, chance);
  Object.assign(scenario, { start: day(0), calendar: 'cycles.csv' }, chance.likely(0.3) ? { cycles: 1 } : {});
  const folder: Folder = {};
  tables(folder, names, code, people, chance);
  Object.assign(sections.study, { replications: 2 });
  Object.assign(sections.arrivals, chance.likely(0.7) ? { history: 'arrivals.csv' } : { rates });
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

type Sections = Record<keyof typeof SECTIONS, Record<string, unknown>>;

/** Few or most keys of each section; what excludes each other is left out. */
function someSections(chance: Chance): Sections {
  const share = chance.one([0.05, 0.2, 0.5, 0.9]);
  const given = Object.entries(SECTIONS).map(
    ([name, section]) => [name, someOf(section, share, chance)] as const,
  );
  const sections = Object.fromEntries(given) as Sections;
  const { review } = sections;
  if (review.interrupts === true) {
    review.discipline = 'priority';
    delete review.in_hand;
  }
  return sections;
}

/** A run without calendar: rates that bursts, phases or a wave may shape. */
function steady(
  scenario: Record<string, unknown>,
  { people, review, open }: Sections,
  code: readonly string[],
  rates: object,
  chance: Chance,
): Folder {
  const { until: _, ...arrivals } = someOf(STEADY, 0.4, chance);
  const all = <S extends typeof BURST | typeof PHASE | typeof WAVE>(section: S) =>
    Object.fromEntries(Object.entries(section).map(([key, spec]) => [key, validValue(spec, chance)]));
  const shape = chance.weighted<object>([
    [3, {}],
    [1, { bursts: [all(BURST), all(BURST)] }],
    [1, { phases: [all(PHASE), all(PHASE)] }],
    [1, { wave: all(WAVE) }],
  ]);
  const end = chance.likely(0.5) ? { changes: 200 } : { until: '20 weeks' };
  if (chance.likely(0.3)) Object.assign(open, { counts: { [code[0]!]: chance.below(20) } });
  if (chance.likely(0.3)) {
    Object.assign(review, {
      routes: { [code[0]!]: { [code.at(-1)!]: '40 %' } },
      approvals: 1,
      belongs_to: 'visit',
    });
  }
  const { factor: __, ...rules } = people;
  const alike = { ...rules, absence: 0, count: 3, hours_per_week: '30 h/week' };
  const organizations = [{ name: 'one', teams: [{ name: 'all of us', owns: 'all', members: 'all' }] }];
  return {
    'scenario.yaml': stringify({
      ...scenario,
      arrivals: { ...arrivals, ...shape, ...end, rates },
      people: alike,
      organizations,
    }),
  };
}

function areas(code: readonly string[], ranked: boolean, chance: Chance): Record<string, unknown> {
  const own = () =>
    chance.likely(0.3)
      ? { ...someOf(OWN_LAWS, 0.4, chance), ...(ranked ? someOf(AREA, 0.5, chance) : {}) }
      : null;
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
