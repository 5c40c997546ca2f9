import { stringify } from 'yaml';
import { readCsv } from '../history/csv.ts';
import { loadScenario } from '../scenario/load.ts';
import { DISCIPLINES, type Scenario } from '../scenario/types.ts';
import { stream } from '../stats/stream.ts';
import type { Rights } from './rights.ts';
import { lineOf } from './rows.ts';

const CYCLES = `cycle,start,freeze,release
first,2020-04-02,2020-04-20,2020-04-30
second,2020-04-30,,2020-05-14
`;

/** How many of everything, and how they hang together. */
export interface Wanted {
  seed: number;
  people: number;
  areas: number;
  teams: number;
  /** Changes a week in all areas. */
  perWeek: number;
}

/**
 * An organization of many teams by chance: a few teams that own everything and hold everybody or nobody much, most of one
 * or two areas; generalists and people who know one area or none; changes of several areas; rules of all kinds.
 */
export function manyTeams({ seed, people, areas, teams, perWeek }: Wanted): Promise<Scenario> {
  const draw = stream('many teams', seed);
  const below = (most: number) => Math.floor(draw.next() * most);
  const oneOf = <T>(...values: T[]): T => values[below(values.length)]!;
  const some = <T>(list: readonly T[], count: number): T[] => [
    ...new Set(Array.from({ length: count }, () => list[below(list.length)]!)),
  ];
  const names = Array.from({ length: people }, (_, i) => `p${i}`);
  const code = Array.from({ length: areas }, (_, i) => `a${i}`);
  const style = oneOf('own', 'own', 'wide', 'dense');
  const familiar = () => {
    if (draw.next() < 0.05) return some(code, areas);
    return style === 'dense' ? some(code, below(areas)) : some(code, below(3));
  };
  const members = () => (style === 'wide' && draw.next() < 0.5 ? 'all' : some(names, 1 + below(8)));
  const owns = (i: number) => {
    if (i === 0 && style !== 'own') return 'all';
    return draw.next() < 0.1 ? some(code, areas) : [code[i % areas]!, ...some(code, below(2))];
  };
  const written = Array.from({ length: teams }, (_, i) => {
    const owned = owns(i);
    const listed = typeof owned === 'string' ? owned : [...new Set(owned)];
    return { name: `t${i}`, owns: listed, members: i === 0 ? 'all' : members(), approvals: 1 + below(2) };
  });
  const mixed = Array.from({ length: 4 }, (_, i) => [
    `m${i}`,
    { touches: [{ areas: some(code, 3), share: 1 }] },
  ]);
  const counted = [...code, ...mixed.map(([name]) => name as string)];
  const rate = `${perWeek / counted.length} / week`;
  const scenario = {
    schema: 1,
    seed: `many teams ${seed}`,
    start: '2020-04-02',
    calendar: 'cycles.csv',
    areas: { ...Object.fromEntries(code.map((name) => [name, null])), ...Object.fromEntries(mixed) },
    arrivals: { rates: Object.fromEntries(counted.map((name) => [name, rate])) },
    changes: {
      features: '40 %',
      size: { law: 'constant', value: 10 },
      effort: { law: 'exponential', mean: '3 h' },
      rounds: { law: 'geometric', mean: 1.6 },
      turnaround: { law: 'exponential', mean: '20 h' },
      patience: oneOf<unknown>('none', { law: 'exponential', mean: '10 days' }),
      by_reviewers: oneOf('0 %', '80 %'),
    },
    review: {
      discipline: DISCIPLINES[below(DISCIPLINES.length)],
      distinct_approvals: oneOf(true, false),
      approvals_survive: oneOf(true, false),
      at_once: oneOf('as needed', 'one'),
      belongs_to: oneOf('change', 'visit'),
      revision: '20 %',
      takes_joining: oneOf('longest idle', 'most familiar'),
      prefers: oneOf('familiar', 'familiar', 'any'),
      re_review: '50 %',
      unfamiliar: oneOf(1, 1.5),
    },
    gate: { duration: '1 h', flake: 0, conflict: '0.01 / week' },
    people: { file: 'reviewers.csv', absence: '10 %' },
    organizations: [{ name: 'o', repositories: oneOf('one', 'one', 'per team'), teams: written }],
  };
  const rows = names.map((name) => `${name},${oneOf(6, 20, 168)},${familiar().join(';')}`);
  const tables: Record<string, string> = {
    'reviewers.csv': `reviewer,hours_per_week,areas\n${rows.join('\n')}\n`,
    'cycles.csv': CYCLES,
  };
  return loadScenario('many-teams.yaml', stringify(scenario), (name) => readCsv(name, tables[name]!));
}

/** The same rights with every list to be looked through one by one, and nothing gone through apart. */
export function withoutRows(rights: Rights): Rights {
  const inRow = (rows: Rights['queueRows'], line: number): number[] =>
    line >= 0
      ? [line]
      : Array.from(rows!.members[lineOf(line)]!).flatMap((member) =>
          inRow(rows, member < rows!.count ? member : lineOf(member - rows!.count)),
        );
  const unfolded = (rows: Rights['queueRows'], lines: Int32Array) => [
    ...new Set(Array.from(lines).flatMap((line) => inRow(rows, line))),
  ];
  const { queueRows, poolRows } = rights;
  const familiar = rights.queuesOf.map((lines, pool) =>
    unfolded(queueRows, lines.subarray(0, rights.familiarQueues[pool])),
  );
  const queuesOf = rights.queuesOf.map((lines, pool) => {
    const other = unfolded(queueRows, lines.subarray(rights.familiarQueues[pool]));
    return Int32Array.from([
      ...familiar[pool]!,
      ...other.filter((queue) => !familiar[pool]!.includes(queue)),
    ]);
  });
  return {
    ...rights,
    queuesOf,
    familiarQueues: Int32Array.from(familiar, ({ length }) => length),
    queueRows: undefined,
    poolsOf: rights.poolsOf.map((lines) => Int32Array.from(unfolded(poolRows, lines))),
    poolRows: undefined,
    regions: undefined,
  };
}
