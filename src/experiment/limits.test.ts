import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawChanges } from '../demand/draw-changes.ts';
import { InputError } from '../errors.ts';
import { drawCapacity } from '../review/capacity.ts';
import { NEVER } from '../review/record.ts';
import { simulate } from '../review/review-process.ts';
import { loadScenario } from '../scenario/load.ts';
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

Limits.run();
