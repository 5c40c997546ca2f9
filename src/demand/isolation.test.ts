import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawCapacity } from '../review/capacity.ts';
import { load } from '../review/random-scenario.test-kit.ts';
import type { ReviewTold, Story } from '../review/reference-loop.test-kit.ts';
import { simulate } from '../review/review-process.ts';
import { compileRights } from '../review/rights.ts';
import { storyOf } from '../review/story.test-kit.ts';
import { inTransition } from '../review/transition.ts';
import { SECTIONS, STEADY } from '../scenario/keys.ts';
import { WEEK } from '../scenario/types.ts';
import type { LatentChanges } from './change.ts';
import { drawChanges } from './draw-changes.ts';
import { planDemand } from './plan.ts';

/** What is not used changes nothing, to the last bit; and a change draws the same under every organization. */
const Isolation = suite('isolation');

type Keys = Record<string, unknown>;
interface Project {
  scenario: Record<string, Keys | unknown>;
  tables: Record<string, string>;
}

const PEOPLE = `reviewer,hours_per_week,areas,joined,left
ann,12,a,,
bob,10,a;b,,
cyd,14,b;a,,
dan,6,b,,
`;

/** Two areas and a mixed one over a cycle; nothing in it is idle. */
function project(): Project {
  return {
    scenario: {
      ...{ schema: 1, seed: 'isolation', start: '2020-01-06', calendar: 'cycles.csv' },
      areas: { a: {}, b: { neglected: 0.3 }, both: { touches: [{ areas: ['a', 'b'], share: 1 }] } },
      arrivals: {
        rates: { a: '5 / week', b: '4 / week', both: '2 / week' },
        dispersion: 2,
        uncertainty: 0.2,
      },
      changes: { turnaround_spread: 0.8, neglected: 0.2, express: 0.1, rounds_uncertainty: 0.2 },
      review: { discipline: 'priority' },
      people: { file: 'people.csv', week_spread: 0.2 },
      open: { file: 'open.csv' },
      organizations: [
        { name: 'one', teams: [{ name: 'core', owns: 'all', members: ['ann', 'bob', 'cyd', 'dan'] }] },
        { name: 'two', from: '2020-02-10', repositories: 'per team', teams: twoTeams() },
      ],
    },
    tables: {
      'cycles.csv': 'cycle,start,freeze,release\nx,2020-01-06,2020-03-02,2020-03-23\n',
      'people.csv': PEOPLE,
      'open.csv': 'area,age_weeks,open\na,0,5\nb,7,4\nboth,1,2\n',
    },
  };
}

const twoTeams = () => [
  { name: 'of a', owns: ['a'], members: ['ann', 'bob', 'cyd'] },
  { name: 'of b', owns: ['b'], members: ['bob', 'cyd', 'dan'] },
];

/** So many changes, without a calendar. */
function counted(): Project {
  const given = project();
  const { scenario, tables } = given;
  for (const key of ['start', 'calendar', 'open']) delete scenario[key];
  scenario.arrivals = { rates: { a: '5 / week', b: '4 / week', both: '2 / week' }, changes: 200 };
  scenario.changes = { ...(scenario.changes as Keys), features: 0 };
  scenario.people = { file: 'people.csv', absence: 0 };
  scenario.organizations = [{ name: 'one', teams: twoTeams() }];
  return { scenario, tables };
}

/** What the organizations of a project make of replication 3, and what was drawn; without numbers of stages. */
async function told(given: Project): Promise<Map<string, Omit<Story, 'reviews'> & { reviews: Keys[] }>> {
  const scenario = await load(given);
  const plan = planDemand(scenario);
  const [changes, capacity] = [drawChanges(plan, 3), drawCapacity(plan, 3)];
  const horizon = plan.weeks > 0 ? plan.weeks * WEEK : Number.POSITIVE_INFINITY;
  return new Map(
    scenario.organizations.map((organization) => {
      const rights = compileRights(scenario, organization, plan.codeSets);
      const records = simulate(scenario, changes, rights, inTransition(capacity, organization), horizon);
      const story = storyOf(records);
      const people = scenario.people.map(({ name }) => name);
      const reviews = story.reviews.map((review) => plain(review, people));
      return [organization.name, { ...story, reviews }] as const;
    }),
  );
}

function plain({ stage, person, ...rest }: ReviewTold, people: string[]): Keys {
  return { ...rest, person: people[person] };
}

async function same(base: Project, other: Project, what: string): Promise<void> {
  const [expected, actual] = [await told(base), await told(other)];
  for (const [name, story] of expected) {
    assert.ok(story.reviews.length > 100, `${name} is not idle`);
    for (const [column, values] of Object.entries(story)) {
      const others = actual.get(name)![column as keyof Story];
      assert.equal(JSON.stringify(others), JSON.stringify(values), `${what}: ${name}, ${column}`);
    }
  }
}

const bases = { 'over a calendar': project, 'of so many changes': counted };
for (const [kind, base] of Object.entries(bases)) {
  Isolation(`a reviewer in no team changes nothing, wherever in the table (${kind})`, async () => {
    for (const line of ['ann,', 'cyd,', 'dan,']) {
      const other = base();
      other.tables['people.csv'] = PEOPLE.replace(line, `zoe,20,,,\n${line}`);
      await same(base(), other, `zoe before ${line}`);
    }
  });

  Isolation(`an area to which nothing comes changes nothing, wherever it is named (${kind})`, async () => {
    for (const place of [0, 1, 2, 3]) {
      const other = base();
      const areas = Object.entries(other.scenario.areas as Keys);
      areas.splice(place, 0, ['attic', {}]);
      other.scenario.areas = Object.fromEntries(areas);
      const { arrivals } = other.scenario as { arrivals: { rates: Keys } };
      arrivals.rates = { attic: '0 / week', ...arrivals.rates };
      await same(base(), other, `attic at ${place}`);
    }
  });

  Isolation(`a further organization changes nothing for the others (${kind})`, async () => {
    const other = base();
    const list = other.scenario.organizations as Keys[];
    list.splice(1, 0, {
      name: 'more',
      repositories: 'per team',
      teams: [{ name: 'x', owns: ['b'], members: ['dan'], approvals: 1 }],
    });
    await same(base(), other, 'more');
  });
}

for (const [section, keys] of Object.entries(SECTIONS)) {
  if (section === 'study') continue;
  for (const [key, { default: usual }] of Object.entries(keys) as [string, { default?: unknown }][]) {
    const given = project();
    const own = (given.scenario[section] ?? {}) as Keys;
    if (usual === undefined || key in own) continue;
    Isolation(`${section}.${key} changes nothing where it says what it would be anyway`, async () => {
      given.scenario[section] = { ...own, [key]: usual };
      await same(project(), given, `${section}.${key}`);
    });
  }
}

for (const [key, { default: usual }] of Object.entries(STEADY))
  Isolation(`arrivals.${key} changes nothing where it says what it would be anyway`, async () => {
    const given = counted();
    given.scenario.arrivals = { ...(given.scenario.arrivals as Keys), [key]: usual };
    await same(counted(), given, `arrivals.${key}`);
  });

// ── alignment ───────────────────────────────────────────────────────────────────────────────────────────────────────

const COLUMNS = [
  ...['created', 'area', 'codeSet', 'feature', 'size', 'effort', 'rounds', 'patience'],
  ...['priority', 'author', 'patchSet', 'awayFor', 'slowness', 'ordinal'],
] as (keyof LatentChanges)[];

Isolation('no organization writes to the changes that all work through', async () => {
  const scenario = await load(project());
  const plan = planDemand(scenario);
  const [changes, fresh] = [drawChanges(plan, 0), drawChanges(plan, 0)];
  for (const organization of scenario.organizations) {
    const rights = compileRights(scenario, organization, plan.codeSets);
    simulate(scenario, changes, rights, drawCapacity(plan, 0), plan.weeks * WEEK);
    for (const column of COLUMNS) assert.equal(changes[column], fresh[column], column);
  }
});

Isolation(
  'a change finds the same author, as slow, after the same patch set, in every organization',
  async () => {
    const scenario = await load(project());
    const plan = planDemand(scenario);
    const [changes, capacity] = [drawChanges(plan, 1), drawCapacity(plan, 1)];
    const after = (change: number, nth: number) =>
      changes.turnaround(change, changes.patchSet[change]! + nth - 1);
    let [compared, together] = [0, new Map<string, number>()];
    for (const organization of scenario.organizations) {
      const rights = compileRights(scenario, organization, plan.codeSets);
      const { stays, divided } = storyOf(simulate(scenario, changes, rights, capacity, plan.weeks * WEEK));
      const whole = stays.filter(({ change }) => !divided.some((part) => part.change === change));
      const count = new Map<number, number>();
      for (const { change, from, until } of whole) {
        const nth = (count.get(change) ?? 0) + 1;
        count.set(change, nth);
        const isFirst = nth === 1 && changes.awayFor[change]! >= 0;
        const length = isFirst ? changes.awayFor[change]! : after(change, nth);
        assert.ok(Math.abs(until - from - length) < 1e-9 * until, `change ${change}, stay ${nth}`);
        together.set(`${change} ${nth}`, (together.get(`${change} ${nth}`) ?? 0) + 1);
        compared++;
      }
    }
    const both = [...together.values()].filter((n) => n === scenario.organizations.length).length;
    assert.ok(compared > 100 && both > 50, `${compared} stays, ${both} in all organizations`);
  },
);

Isolation(
  'what is drawn later for a change depends on nothing but the change, purpose and number',
  async () => {
    const plan = planDemand(await load(project()));
    const busier = project();
    busier.scenario.arrivals = {
      ...(busier.scenario.arrivals as Keys),
      rates: { a: '50 / week', b: '4 / week', both: '2 / week' },
    };
    const [few, many] = [drawChanges(plan, 2), drawChanges(planDemand(await load(busier)), 2)];
    const ofB = (changes: LatentChanges) =>
      Array.from({ length: changes.count }, (_, i) => i).filter((i) => changes.area[i] === 1);
    const purposes = ['turnaround', 'visitEffort', 'outcome', 'flake', 'conflict', 'route'] as const;
    const [own, others] = [ofB(few), ofB(many)];
    assert.is(own.length, others.length);
    for (const purpose of purposes) {
      for (const [place, change] of own.entries()) {
        for (const index of [0, 1, 9_999, 2 ** 14 + 3]) {
          const forwards = few[purpose](change, index);
          assert.ok(Object.is(many[purpose](others[place]!, index), forwards), `${purpose} ${index}`);
          assert.ok(Object.is(few[purpose](change, index), forwards), `${purpose} ${index}, asked again`);
        }
      }
    }
  },
);

Isolation.run();
