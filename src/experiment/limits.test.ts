import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawChanges } from '../demand/draw-changes.ts';
import type { DemandPlan } from '../demand/plan.ts';
import { InputError } from '../errors.ts';
import { drawCapacity } from '../review/capacity.ts';
import { NEVER } from '../review/record.ts';
import { simulate } from '../review/review-process.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Layout } from './layout.ts';
import { comingsAndGoings, refuseExcess } from './limits.ts';
import { prepareStudy, replicate, type Study } from './replicate.ts';

const Limits = suite('runs without a calendar');

async function studyOf(arrivals: string): Promise<Study> {
  const text = `schema: 1
areas: {code: }
arrivals:
  rates: {code: 2 / h}
  ${arrivals}
changes: {by_reviewers: 0, effort: {law: exponential, mean: 1 h}, rounds: {law: constant, value: 1}}
review: {approvals: 1}
people: {count: 1, hours_per_week: 168 h/week, absence: 0}
gate: {duration: 0 h, flake: 0, conflict: 0}
organizations: [{name: one, teams: [{name: t, owns: all, members: all}]}]
`;
  const scenario = await loadScenario('steady.yaml', text, (name) => {
    throw new Error(`no table ${name}`);
  });
  return prepareStudy(scenario);
}

async function refusal(arrivals: string): Promise<string> {
  try {
    await studyOf(arrivals);
  } catch (error) {
    assert.instance(error, InputError);
    return String((error as InputError).message);
  }
  return assert.unreachable(arrivals) as never;
}

Limits('more turns of phases than memory holds are refused, in time and in changes', async () => {
  const phases = 'phases: [{length: 1 s, factor: 1}, {length: 1 s, factor: 2}]';
  const says = /turns of bursts and phases are expected in one replication; let them last longer/;
  const told = await refusal(`until: 90 years\n  ${phases}`);
  assert.match(told, says);
  assert.match(told, '2,840,184,000 turns');
  assert.match(await refusal(`changes: 10000\n  ${phases}`), says);
  assert.ok(await studyOf(`changes: 1000\n  ${phases}`));
});

Limits('more changes than memory holds are refused, series, phases and bursts counted', async () => {
  const says = /[56],\d+,\d+ changes are expected in one replication; let at most 5,000,000 arrive/;
  assert.match(await refusal('until: 600000 h\n  batch: {law: geometric, mean: 5}'), says);
  assert.match(
    await refusal('until: 800000 h\n  phases: [{length: 3 h, factor: 3}, {length: 1 h, factor: 5}]'),
    says,
  );
  const lasts = 'lasts: {law: exponential, mean: 8 h}';
  assert.match(
    await refusal(`until: 800000 h\n  bursts: [{factor: 3, ${lasts}}, {factor: 4, ${lasts}}]`),
    says,
  );
});

Limits('a run until a time stops then, with what is open still open', async () => {
  const { scenario, plan, rights } = await studyOf('until: 200 h');
  const changes = drawChanges(plan, 0);
  const records = simulate(scenario, changes, rights[0]!, drawCapacity(plan, 0), plan.horizon);
  assert.is(records.until, 200);
  const merged = [...records.merged.subarray(0, changes.count)];
  const gone = merged.filter((time) => time < NEVER).length;
  assert.ok(merged.every((time) => time === NEVER || time <= 200));
  // One reviewer of one review an hour has twice too much to do: 200 ± 4 × 14 are done, as many are not.
  assert.ok(gone > 140 && gone < 260 && changes.count - gone > 100, `${gone} of ${changes.count}`);
});

Limits('a replication until a time has its row of numbers', async () => {
  const study = await studyOf('until: 200 h');
  assert.is(replicate(study, 0).length, study.layout.length);
});

/** What is said of a small study with these in the place of its own; nothing if all is well. */
async function saidOf(scenario: object, more: object = {}, layout: object = {}): Promise<string> {
  const study = await studyOf('until: 200 h');
  const plan = { ...study.plan, scenario: { ...study.scenario, ...scenario }, ...more };
  try {
    refuseExcess(plan as DemandPlan, { length: 10, ...layout } as Layout);
  } catch (error) {
    return (error as InputError).message;
  }
  return '';
}

Limits('so many of everything, and not one more', async () => {
  assert.is(await saidOf({}), '');
  assert.is(await saidOf({}, {}, { length: 2_000_000 }), '');
  assert.match(
    await saidOf({}, {}, { length: 2_000_001 }),
    /2,000,001 numbers are asked of one replication; ask for at most 2,000,000: fewer organizations, areas or cycles/,
  );
  const open = (count: number) => ({ open: { counts: [{ open: 3 }, { open: count }] } });
  assert.match(await saidOf(open(4_999_998)), /5,000,001 changes open at the start; name fewer/);
  // 400 come in 200 h.
  assert.is(await saidOf(open(4_999_597)), '');
  assert.match(
    await saidOf(open(4_999_598)),
    /5,000,001 changes are expected in one replication; let at most 5,000,000/,
  );
  assert.match(await saidOf({}, { expected: [[4_999_600, 1]] }), /5,000,001 changes are expected/);
  const people = { people: { length: 30_000 } };
  assert.is(await saidOf(people, { weeks: 1_000 }), '');
  assert.match(
    await saidOf(people, { weeks: 1_001 }),
    /hours of 30,000 people in 1001 weeks; ask for at most 30,000,000 in all: fewer people or cycles/,
  );
});

Limits(
  'rights that would take too long to work out are refused, in areas owned and in people who may approve',
  async () => {
    const team = (members: number[], owns: ArrayLike<number>) => ({ name: 't', members, owns });
    const many = { code: [], organizations: [{ short: 'one', teams: [team([], { length: 20_000_001 })] }] };
    assert.match(
      await saidOf(many),
      /one: 20,000,001 areas owned by its teams; name at most 20,000,000 in all/,
    );
    // Each two of 46 teams of 10,000 own an area together: 1,035 pairs of 20,000 people; of 45 teams 990.
    const pairs = (count: number) => {
      const owns = Array.from({ length: count }, (): number[] => []);
      let area = 0;
      for (let a = 0; a < count; a++)
        for (let b = 0; b < a; b++, area++) for (const own of [owns[a]!, owns[b]!]) own.push(area);
      const teams = owns.map((own) => team(new Array(10_000), own));
      return { code: new Array(area).fill('a'), organizations: [{ short: 'one', teams }] };
    };
    assert.is(await saidOf(pairs(45)), '');
    assert.match(
      await saidOf(pairs(46)),
      /one: 20,700,000 people who may approve in different combinations of teams; name at most 20,000,000 in all/,
    );
  },
);

Limits('people come and go by shifts together, and by absences each for themselves', () => {
  const turns = (peopleRules: object, horizon = 1_000, changes = Number.POSITIVE_INFINITY) =>
    comingsAndGoings({
      horizon,
      scenario: { people: { length: 7 }, peopleRules, arrivals: { rates: [1, 3], changes } },
    } as unknown as DemandPlan);
  const shift = { on: 8, off: 12 };
  const away = { after: { mean: 30 }, lasts: { mean: 10 } };
  assert.is(turns({}), 0);
  assert.is(turns({ shift }), 100);
  assert.is(turns({ away }), 7 * 50);
  assert.is(turns({ shift, away }), 7 * (100 + 50));
  // Until 400 changes have come at 4 an hour, if that is sooner.
  assert.is(turns({ shift }, 1_000, 400), 10);
  assert.is(turns({ shift }, 50, 400), 5);
  assert.is(turns({ shift }, Number.POSITIVE_INFINITY), 0, 'a run without end is refused elsewhere');
});

Limits('more comings and goings than memory holds are refused', async () => {
  const study = await studyOf('until: 200 h');
  const peopleRules = { ...study.scenario.peopleRules, shift: { on: 1e-5, off: 1e-5 } };
  assert.match(
    await saidOf({ peopleRules }),
    /20,000,000 comings and goings are expected in one replication; ask for at most 10,000,000: longer shifts/,
  );
});

Limits.run();
