import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Folder, smallScenario } from '../small-scenario.test-kit.ts';
import type { Chance } from './chance.ts';
import { generated } from './generate.ts';

const shipped = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../scenarios/${name}`, import.meta.url)), 'utf8');

/** What happened in the time of {@link smallScenario}. */
const ACTUAL = `area,date,cycle,metric,unit,value
all,2020-04-02,next,open_to_merge,changes,7
core,2020-05-21,next,lead_median,days,2.5
`;

/** Folders to begin from, each with `scenario.yaml`; those of the past lie in folders inside. */
export const SEEDS: readonly (readonly [weight: number, name: string, make: (chance: Chance) => Folder])[] = [
  [25, 'small', smallScenario],
  [10, 'small with a past', withPast],
  [40, 'generated', generated],
  [10, 'theory', theory],
  [15, 'nova-2014', nova],
];

export function withPast(): Folder {
  const small = smallScenario();
  const past: Folder = { ...small, 'actual.csv': ACTUAL };
  past['scenario.yaml'] =
    `${small['scenario.yaml']!.replace('seed: small', 'seed: past')}actual: actual.csv\n`;
  past['cycles.csv'] = small['cycles.csv']!.replace('next', 'gone');
  past['actual.csv'] = ACTUAL.replaceAll('next', 'gone');
  const inside = Object.entries(past).map(([name, text]) => [`past/${name}`, text]);
  const yaml = `${small['scenario.yaml']}agreement: [past]\nactual: actual.csv\n`;
  return { ...small, 'scenario.yaml': yaml, 'actual.csv': ACTUAL, ...Object.fromEntries(inside) };
}

/** The models of theory, with fewer changes: they are as long as they like, and allowed to be. */
function theory(chance: Chance): Folder {
  const model = chance.one(['mm1', 'mm16', 'review', 'review0', 'saturated', 'split-into-itself']);
  const yaml = shipped(`theory/${model}.yaml`).replace(/changes: \d{4,}/, 'changes: 500');
  return { 'scenario.yaml': yaml, 'cycles.csv': shipped('theory/cycles.csv') };
}

/** The flagship over one cycle of its four, with a quarter of its changes. */
function nova(): Folder {
  const yaml = shipped('nova-2014/scenario.yaml')
    .replace('cycles: 4', 'cycles: 2')
    .replace('agreement: [../nova-icehouse, ../nova-juno]\n', '');
  const [header, ...rows] = shipped('nova-2014/arrivals.csv').trim().split('\n');
  const quarter = rows
    .map((row) => row.split(','))
    .filter(([week]) => week! >= '2014-04-17')
    .map(([week, area, created, merged]) => `${week},${area},${Math.ceil(Number(created) / 4)},${merged}`);
  const table = (name: string) => [name, shipped(`nova-2014/${name}`)];
  return {
    'scenario.yaml': yaml,
    'arrivals.csv': `${[header, ...quarter].join('\n')}\n`,
    ...Object.fromEntries(['cycles.csv', 'history.csv', 'open.csv', 'reviewers.csv'].map(table)),
  };
}

/** Some of the values that `verify` simulates, of all its models. */
export function exactValues(chance: Chance): Folder {
  const all = JSON.parse(shipped('theory/exact-values.json')) as unknown[];
  const some = Array.from({ length: 1 + chance.below(6) }, () => chance.one(all));
  return { 'cases.json': `${JSON.stringify(some, null, 1)}\n` };
}
