import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Capacity, drawCapacity } from '../review/capacity.ts';
import { load } from '../review/random-scenario.test-kit.ts';
import { WEEK } from '../scenario/types.ts';
import type { LatentChanges } from './change.ts';
import { drawChanges } from './draw-changes.ts';
import { planDemand } from './plan.ts';

/**
 * The contract about draws: which change gets what from which stream, in which order. Two small projects that draw from all
 * streams; a change of these numbers changes the results of scenarios for the same seed and is a breaking change.
 */
const Known = suite('known draws');

const changes = {
  ...{ features: 0.3, turnaround_spread: 0.8, rounds_uncertainty: 0.2, turnaround_uncertainty: 0.2 },
  ...{ neglected: 0.2, express: 0.1, by_reviewers: 0.5 },
};
const rest = {
  ...{ schema: 1, seed: 'known' },
  areas: { a: {}, b: { effort: { law: 'exponential', mean: '2 h' } }, both: { touches: touched() } },
  people: { count: 3, absence: 0.3, week_spread: 0.2, uncertainty: 0.2 },
  organizations: [{ name: 'one', teams: [{ name: 'core', owns: 'all', members: 'all' }] }],
};
const rates = { a: '5 / week', b: '4 / week', both: '2 / week' };

function touched() {
  return [
    { areas: ['a', 'b'], share: 0.5 },
    { areas: ['b'], share: 0.5 },
  ];
}

const tables = {
  'cycles.csv': 'cycle,start,freeze,release\nx,2020-01-06,2020-03-02,2020-03-23\n',
  'open.csv': 'area,age_weeks,open\na,0,5\nb,7,4\nboth,1,2\n',
};

/** Weeks, a freeze, changes open at the start. */
const projected = {
  tables,
  scenario: {
    ...rest,
    ...{ start: '2020-01-06', calendar: 'cycles.csv', open: { file: 'open.csv', neglected: 0.4 } },
    arrivals: { rates, dispersion: 2, uncertainty: 0.2 },
    changes,
  },
};

/** So many changes in patch series, at irregular gaps, in bursts. */
const steady = {
  tables: {},
  scenario: {
    ...rest,
    people: { ...rest.people, absence: 0, week_spread: 0 },
    arrivals: {
      ...{ rates, changes: 40, gaps: { law: 'gamma', mean: 1, cv: 2 }, batch: { law: 'geometric', mean: 2 } },
      bursts: [
        { factor: 3, lasts: { law: 'exponential', mean: '1 week' } },
        { factor: 0.5, lasts: { law: 'exponential', mean: '3 weeks' } },
      ],
    },
    changes: { ...changes, features: 0 },
  },
};

const COLUMNS = [
  ...['created', 'area', 'codeSet', 'feature', 'size', 'effort', 'rounds', 'patience'],
  ...['priority', 'author', 'patchSet', 'awayFor', 'slowness', 'ordinal'],
] as (keyof LatentChanges)[];
const LATER = ['turnaround', 'visitEffort', 'outcome', 'flake', 'conflict', 'route'] as const;

/** Of each column the first, the last and the sum; of each later purpose a draw of the first and the last change. */
function numbersOf(latent: LatentChanges): Record<string, number[]> {
  const last = latent.count - 1;
  const columns = COLUMNS.map((name) => {
    const column = (latent[name] as Float64Array).subarray(0, latent.count);
    return [name, [column[0]!, column[last]!, column.reduce((sum, value) => sum + value, 0)]] as const;
  });
  const later = LATER.map((name) => [name, [latent[name](0, 1), latent[name](last, 3)]] as const);
  return Object.fromEntries([['count', [latent.count]], ...columns, ...later]);
}

/** Hours of all people up to three moments. */
const hoursOf = (capacity: Capacity) =>
  [1, 5.5, 20].map((weeks) =>
    Array.from({ length: capacity.people }, (_, person) => capacity.until(person, weeks * WEEK)).reduce(
      (sum, hours) => sum + hours,
      0,
    ),
  );

const PROJECTED: Record<string, number[]> = {
  count: [423],
  created: [-1305.2853163937107, 6189.293653705157, 1360273.5302309906],
  area: [1, 0, 300],
  codeSet: [1, 0, 335],
  feature: [0, 0, 120],
  size: [262.6998805386267, 186.8682760544094, 53838.37410315448],
  effort: [1.0778103368712793, 0.7281137934240156, 498.87486007805677],
  rounds: [3, 4, 1142],
  patience: [2735.0299847040224, 5526.736335170668, 2086449.4645565224],
  priority: [0, 0, 38],
  author: [-1, -1, 0],
  patchSet: [1, 1, 446],
  awayFor: [-1, -1, -327.6149496894546],
  slowness: [1.3133173436185053, 1.1318383264249858, 593.1560802670632],
  ordinal: [0, 197, 33453],
  turnaround: [1503.6138890059772, 4.125565963553476],
  visitEffort: [0.9745723542120995, 0.7281137934240156],
  outcome: [0.4009810396237299, 0.24666713748592883],
  flake: [0.5939240170409903, 0.9344043490709737],
  conflict: [0.5891698842169717, 0.272960310918279],
  route: [0.23934605286922306, 0.8452951322542503],
  hours: [3.7992202175927905, 68.82026459511363, 216.04299607508472],
};

const STEADY: Record<string, number[]> = {
  count: [40],
  created: [16.24469208563352, 288.78675969197855, 5255.033337609143],
  area: [2, 0, 35],
  codeSet: [2, 0, 41],
  feature: [0, 0, 0],
  size: [93.91096720783788, 107.07777778180278, 3716.5885973902227],
  effort: [0.5731849453463965, 0.595129629636338, 34.50685317097221],
  rounds: [2, 2, 105],
  patience: [4430.921580894014, 2607.5704453206736, 218464.83585020303],
  priority: [1, 0, 10],
  author: [2, 1, -4],
  patchSet: [1, 1, 40],
  awayFor: [-1, -1, -40],
  slowness: [0.21812423684754567, 0.6576461764383642, 47.212997661092636],
  ordinal: [0, 16, 257],
  turnaround: [11.720752389996639, 11.945019937632173],
  visitEffort: [0.5731849453463965, 0.595129629636338],
  outcome: [0.7530231390846893, 0.901596482959576],
  flake: [0.46023000113200396, 0.9952684954041615],
  conflict: [0.3341425034450367, 0.7376845347462222],
  route: [0.7316507076611742, 0.04053601820487529],
  hours: [14.158260766123195, 77.87043421367757, 283.1652153224639],
};

for (const [name, project, known] of [
  ['a projected project', projected, PROJECTED],
  ['a steady one', steady, STEADY],
] as const)
  Known(`${name} draws what it always drew`, async () => {
    const plan = planDemand(await load(project));
    const drawn: Record<string, number[]> = {
      ...numbersOf(drawChanges(plan, 4)),
      hours: hoursOf(drawCapacity(plan, 4)),
    };
    const told = JSON.stringify(drawn);
    for (const key of new Set([...Object.keys(drawn), ...Object.keys(known)])) {
      const [found, expected] = [drawn[key] ?? [], known[key] ?? []];
      // Machines differ in the last digits of logarithms and exponentials, and in nothing else.
      const alike = (value: number, i: number) =>
        Math.abs(value - expected[i]!) <= 1e-11 * Math.abs(expected[i]!);
      const equal = found.length === expected.length && found.every(alike);
      assert.ok(equal, `${key}: ${found}, not ${expected}; all: ${told}`);
    }
  });

Known.run();
