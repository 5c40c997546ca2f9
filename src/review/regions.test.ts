import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { largeScenario } from '../cli/bench/large-scenario.ts';
import { drawChanges } from '../demand/draw-changes.ts';
import { planDemand } from '../demand/plan.ts';
import { readCsv } from '../history/csv.ts';
import { loadScenario } from '../scenario/load.ts';
import { drawCapacity } from './capacity.ts';
import { simulate } from './review-process.ts';
import { compileRights, type Rights } from './rights.ts';
import { storyOf } from './story.test-kit.ts';

const RegionsOfMany = suite('regions');

const PEOPLE = 1_200;

async function largeCase(shape: 'own' | 'two' | 'all', edit = (text: string) => text) {
  const { text, tables } = largeScenario(PEOPLE, 120, 5_000, shape);
  const scenario = await loadScenario('large.yaml', edit(text), (name) => readCsv(name, tables[name]!));
  const plan = planDemand(scenario);
  const rights = compileRights(scenario, scenario.organizations[0]!, plan.codeSets);
  const [changes, capacity] = [drawChanges(plan, 0), drawCapacity(plan, 0)];
  const run = (own: Rights) => simulate(scenario, changes, own, capacity, Number.POSITIVE_INFINITY);
  return { rights, run };
}

RegionsOfMany('teams without anybody or any change in common are regions of their own', async () => {
  const { rights } = await largeCase('own');
  assert.is(rights.regions!.count, 120);
  assert.is(new Set(rights.regions!.ofSet).size, 120);
  assert.is(rights.regions!.people.length, PEOPLE);
});

RegionsOfMany(
  'people in two teams, and a change that touches the code of two, hang them together',
  async () => {
    const joined = (text: string) =>
      text.replace('  a1:\n', '  a1:\n  both: {touches: [{areas: [a1, a2], share: 1}]}\n');
    assert.is((await largeCase('own', joined)).rights.regions!.count, 119);
    assert.is((await largeCase('two')).rights.regions, undefined);
    assert.is((await largeCase('all')).rights.regions, undefined);
  },
);

RegionsOfMany(
  'what happens to each change is the same whether regions are gone through apart or together',
  async () => {
    const edits: ((text: string) => string)[] = [
      (text) => text,
      (text) =>
        text
          .replace('patience: none', 'patience: {law: exponential, mean: 4 h}')
          .replace('first in first out', 'nearest to approval')
          .replace('at_once: one', 'at_once: as needed')
          .replace('by_reviewers: 0', 'by_reviewers: 70 %'),
    ];
    for (const edit of edits) {
      const { rights, run } = await largeCase('own', edit);
      const apart = storyOf(run(rights));
      const together = storyOf(run({ ...rights, regions: undefined }));
      const byStart = (story: typeof apart) =>
        story.reviews.sort((a, b) => a.started - b.started || a.part - b.part || a.visit - b.visit);
      const byStay = (story: typeof apart) =>
        story.stays.sort((a, b) => a.from - b.from || a.change - b.change);
      for (const story of [apart, together]) {
        byStart(story);
        byStay(story);
      }
      assert.ok(apart.reviews.length > 10_000);
      assert.equal(apart, together);
    }
  },
);

RegionsOfMany.run();
