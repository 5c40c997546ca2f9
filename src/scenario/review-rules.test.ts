import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../errors.ts';
import { loadScenario } from './load.ts';
import type { Scenario } from './types.ts';

const Rules = suite('rules of review and presence');

const TEXT = `schema: 1
areas: {a: , b: }
arrivals: {rates: {a: 1 / h, b: 1 / h}, changes: 100}
review: {approvals: 1, discipline: priority}
people: {count: 2, hours_per_week: 168 h/week, absence: 0}
organizations:
  - {name: one, teams: [{name: team, owns: all, members: all}]}
`;

/** The scenario with other rules of review or for people; `change` is made to the text last. */
function load(review: string, people = '', change = (text: string) => text): Promise<Scenario> {
  const text = TEXT.replace('{approvals: 1, discipline: priority}', `{${review}}`);
  const read = change(text.replace('absence: 0', `absence: 0${people === '' ? '' : `, ${people}`}`));
  return loadScenario('rules.yaml', read, () => {
    throw new Error('no table is named');
  });
}

const input = ({ inputs }: Scenario, key: string) => inputs.find((one) => one.key === key);
const VISIT = 'approvals: 1, belongs_to: visit';

Rules('mechanisms are off, and said to be, unless the scenario asks for them', async () => {
  const scenario = await load('approvals: 1');
  const { limit, interrupts, in_hand, takes_from, routes } = scenario.review;
  assert.equal(
    [limit, interrupts, in_hand, takes_from, routes],
    [undefined, false, 1, 'by discipline', undefined],
  );
  assert.is(scenario.peopleRules.shift, undefined);
  assert.is(scenario.peopleRules.away, undefined);
  for (const key of ['review.limit', 'review.routes', 'people.shift', 'people.away'])
    assert.is(input(scenario, key)?.value, 'none', key);
});

Rules('they are read as written, with their places', async () => {
  const review = `${VISIT}, limit: 20, takes_joining: fewest areas, takes_from: longest line, routes: {a: {b: 50 %, a: 0}}`;
  const people =
    'shift: {on: 8 h, off: 16 h}, away: {after: {law: exponential, mean: 50 h}, lasts: {law: constant, value: 1 day}}';
  const scenario = await load(review, people);
  assert.is(scenario.review.limit, 20);
  assert.equal(scenario.review.routes, [[{ to: 1, share: 0.5 }], []]);
  assert.equal(scenario.peopleRules.shift, { on: 8, off: 16 });
  assert.is(scenario.peopleRules.away!.after.mean, 50);
  assert.is(scenario.peopleRules.away!.lasts.mean, 24);
  assert.is(input(scenario, 'review.routes.a.b')!.source, 'rules.yaml:4');
  assert.is(input(scenario, 'people.shift.on')!.provenance, 'given');
  assert.is((await load('approvals: 1, in_hand: any')).review.in_hand, Number.POSITIVE_INFINITY);
  assert.is((await load('approvals: 1, in_hand: 3, limit: none')).review.in_hand, 3);
});

const three = (text: string) =>
  text
    .replace('{a: , b: }', '{a: , b: , both: {touches: [{areas: [a, b]}]}}')
    .replace('b: 1 / h}', 'b: 1 / h, both: 1 / h}');
const two = (text: string) => text.replace('members: all}', 'members: all, approvals: 2}');

/** Rules of review, for people and a change of the text, what is said of them. */
const REFUSED: Record<string, [() => Promise<unknown>, RegExp]> = {
  'a limit of none at all': [
    () => load('limit: 0'),
    /review\.limit: 0 is out of range; write a value from 1/,
  ],
  'interruptions in another discipline': [
    () => load('approvals: 1, interrupts: true'),
    /review\.interrupts: interruptions, where the discipline is 'oldest first'; write discipline: priority/,
  ],
  'several in hand beside interruptions': [
    () => load('discipline: priority, interrupts: true, in_hand: 2'),
    /review\.in_hand: several reviews in hand beside interruptions; write in_hand: 1, or/,
  ],
  'half a review in hand': [() => load('in_hand: 1.5'), /review\.in_hand: 1\.5 is not a whole number/],
  'another word for any': [() => load('in_hand: all'), /review\.in_hand/],
  'a line that nobody takes from': [
    () => load('takes_from: longest lines'),
    /takes_from: longest lines is none of the choices; did you mean 'longest line'/,
  ],
  'routes from an unknown area': [
    () => load(`${VISIT}, routes: {c: {b: 10 %}}`),
    /review\.routes: unknown area 'c'/,
  ],
  'routes to an unknown area': [
    () => load(`${VISIT}, routes: {a: {bb: 10 %}}`),
    /review\.routes\.a: unknown area 'bb'; did you mean 'b'/,
  ],
  'routes of more than all': [
    () => load(`${VISIT}, routes: {a: {a: 40 %, b: 70 %}}`),
    /review\.routes\.a: shares add up to 110 %; make them/,
  ],
  'routes without an end': [
    () => load(`${VISIT}, routes: {a: {b: 100 %}, b: {a: 100 %}}`),
    /review\.routes\.a: what comes to 'a' can never merge; let some share leave/,
  ],
  'routes that are a list': [
    () => load(`${VISIT}, routes: [a]`),
    /review\.routes: a stands where keys should/,
  ],
  'routes for effort of the change': [
    () => load('approvals: 1, routes: {a: {b: 10 %}}'),
    /review\.routes: routes, where effort and outcome belong to the change; write belongs_to: visit/,
  ],
  'routes beside two approvals': [
    () => load('belongs_to: visit, routes: {a: {b: 10 %}}'),
    /review\.routes: routes, where a change needs 2 approvals; write approvals: 1/,
  ],
  'routes beside a team of two approvals': [
    () => load(`${VISIT}, routes: {a: {b: 10 %}}`, '', two),
    /approvals: 2 approvals, where changes follow routes; ask for one/,
  ],
  'routes beside areas that touch others': [
    () => load(`${VISIT}, routes: {a: {b: 10 %}}`, '', three),
    /review\.routes: routes, where 'both' touches other areas; remove/,
  ],
  'half a shift': [
    () => load('approvals: 1', 'shift: {on: 8 h}'),
    /people\.shift: no 'off'; write off: 16 h/,
  ],
  'a shift without end': [
    () => load('approvals: 1', 'shift: {on: 8 h, off: 0 h}'),
    /people\.shift\.off: 0 h is out of range/,
  ],
  'a misspelt shift': [
    () => load('approvals: 1', 'shift: {on: 8 h, offf: 16 h}'),
    /unknown key 'offf' in people\.shift; did you mean 'off'/,
  ],
  'absences without a law': [
    () => load('approvals: 1', 'away: {after: {law: exponential, mean: 1 day}}'),
    /people\.away: no 'lasts'; write lasts: \{law: exponential, mean: 1 day\}/,
  ],
  'absences of no length': [
    () =>
      load(
        'approvals: 1',
        'away: {after: {law: constant, value: 1 day}, lasts: {law: constant, value: 0 h}}',
      ),
    /people\.away\.lasts: absences that take no time, or leave none; write a law with a mean above 0/,
  ],
};

for (const [what, [reads, says]] of Object.entries(REFUSED)) {
  Rules(`${what} is refused with its place and a remedy`, async () => {
    try {
      await reads();
    } catch (error) {
      assert.instance(error, InputError);
      assert.match((error as InputError).message, says);
      assert.match((error as InputError).message, /^rules\.yaml:\d+:\d+/);
      return;
    }
    assert.unreachable('it was read');
  });
}

Rules.run();
