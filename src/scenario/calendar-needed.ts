import type { ScenarioDocument } from './document.ts';
import type { Area, Cycle, DisciplineName, Person, Scenario } from './types.ts';

const BY_WEEK = ['unseen', 'dispersion', 'uncertainty', 'trend', 'factor'];

/**
 * Refuses inputs that would have no effect, or a wrong one: what goes by the week in a run without a calendar (it has no
 * weeks), a number of changes in a run with one (it goes on to its end), and ranks of areas that nobody goes by.
 */
export function refuseIdleInputs(
  document: ScenarioDocument,
  cycles: Cycle[],
  arrivals: Scenario['arrivals'],
  rules: Scenario['peopleRules'],
  people: Person[],
  areas: Area[],
  discipline: DisciplineName,
): void {
  const ranked = areas.find(({ priority }) => priority > 1);
  if (ranked !== undefined && discipline !== 'priority') {
    throw document.error(
      ['areas', ranked.name, 'priority'],
      `no effect with the discipline '${discipline}'`,
      'write review: {discipline: priority}, or remove the key',
    );
  }
  if (cycles.length > 0) {
    if (arrivals.changes === Number.POSITIVE_INFINITY) return;
    throw document.error(
      ['arrivals', 'changes'],
      'a number of changes beside a calendar',
      'keep one of them',
    );
  }
  const given = document.mapping(document.root.arrivals ?? {}, ['arrivals']);
  const idle = BY_WEEK.find((key) => given[key] !== undefined);
  if (idle !== undefined) {
    throw document.error(
      ['arrivals', idle],
      'no effect without a calendar',
      'give a calendar, or remove the key',
    );
  }
  if (rules.absence > 0) {
    throw document.error(
      ['people', 'absence'],
      'absences without a calendar',
      'give a calendar, or absence: 0',
    );
  }
  const passing = people.find(({ joined, left }) => Number.isFinite(joined) || Number.isFinite(left));
  if (passing !== undefined) {
    const what = `${passing.name} joins or leaves in a run without a calendar`;
    throw document.error(['people'], what, 'give a calendar, or remove the dates');
  }
}
