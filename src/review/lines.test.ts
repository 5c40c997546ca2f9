import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { reviewsOf, type SmallCase, type SmallChange } from './small-case.test-kit.ts';

// Times are hours, worked out by hand, as in timeline.test.ts. Ann has a, bob has b, cyd has both.
const Lines = suite('waiting lines');

const people = { cyd: {}, ann: {}, bob: {} };
const teams = [
  { members: ['ann', 'cyd'], owns: 'a' },
  { members: ['bob', 'cyd'], owns: 'b' },
];
const overlapping = (changes: Record<string, SmallChange>, review: Required<SmallCase>['review']) =>
  reviewsOf({ people, teams, changes, review });

const pair = {
  x: { created: 0, effort: 4, touches: 'a' },
  y: { created: 1, effort: 4, touches: 'a' },
  z: { created: 9, effort: 1, touches: 'b' },
};

Lines('a change that comes in goes to the idle reviewer of fewest areas', () => {
  assert.equal(overlapping(pair, {}), ['cyd x 0–4', 'ann y 1–5', 'bob z 9–10']);
  assert.equal(overlapping(pair, { takes_joining: 'fewest areas' }), [
    'ann x 0–4',
    'cyd y 1–5',
    'bob z 9–10',
  ]);
});

Lines('of reviewers of as many areas, the longest idle takes it', () => {
  const twins = { ann: {}, dan: {} };
  const alike = [{ members: ['ann', 'dan'], owns: 'a' }];
  const { x, y } = pair;
  const given = { changes: { x, y }, teams: alike, review: { takes_joining: 'fewest areas' as const } };
  assert.equal(reviewsOf({ ...given, people: twins }), ['ann x 0–4', 'dan y 1–5']);
});

/** All three are busy until 4 or longer; cyd is free first, and three changes wait for a or b. */
const busy = {
  p: { created: 0, effort: 4, touches: 'a' },
  q: { created: 0, effort: 9, touches: 'a' },
  r: { created: 0, effort: 9, touches: 'b' },
};
const waiting = (touched: string): Record<string, SmallChange> => ({
  ...busy,
  ...Object.fromEntries(
    [...touched].map((touches, i) => [`w${i}`, { created: 1 + i / 8, effort: 1, touches }]),
  ),
});
const cydTakes = (touched: string, takes_from: 'by discipline' | 'longest line') =>
  overlapping(waiting(touched), { takes_from })
    .filter((line) => line.startsWith('cyd w'))
    .map((line) => line.slice(4, 6));

Lines('whoever is free takes from the longest line, looking again each time', () => {
  assert.equal(cydTakes('abb', 'by discipline'), ['w0', 'w1', 'w2']);
  assert.equal(cydTakes('abb', 'longest line'), ['w1', 'w0', 'w2']);
});

Lines('of lines as long, that of the area named first goes first', () => {
  assert.equal(cydTakes('baab', 'longest line'), ['w1', 'w0', 'w2', 'w3']);
});

Lines('within a line the discipline decides', () => {
  const given = { ...waiting('bb'), z: { created: 2, effort: 1, touches: 'b', priority: -1 } };
  const review = { takes_from: 'longest line', discipline: 'priority' } as const;
  const taken = overlapping(given, review).filter((line) => line.startsWith('cyd'));
  assert.equal(taken, ['cyd p 0–4', 'cyd z 4–5', 'cyd w0 5–6', 'cyd w1 6–7']);
});

Lines('a line in which one may take nothing is passed over, however long', () => {
  const given = Object.fromEntries(
    Object.entries(waiting('bba')).map(([name, change]) => [
      name,
      change.touches === 'b' && name !== 'r' ? { ...change, author: 'cyd' } : change,
    ]),
  );
  const taken = overlapping(given, { takes_from: 'longest line' });
  assert.equal(
    taken.filter((line) => line.startsWith('cyd')),
    ['cyd p 0–4', 'cyd w2 4–5'],
  );
});

Lines('after a reorganization the new lines and areas are looked at', () => {
  const later = { from: 3, teams: [{ members: ['ann', 'bob', 'cyd'], owns: 'ab' }] };
  const given = { people, teams, changes: waiting('abb'), later, weeks: 1 };
  const of = (takes_from: 'by discipline' | 'longest line') =>
    reviewsOf({ ...given, review: { takes_from } });
  assert.equal(of('longest line'), of('by discipline'));
});

Lines('a freeze counts what it holds once it has ended', () => {
  const changes = {
    x: { created: 0, effort: 4, touches: 'a' },
    f: { created: 1, effort: 1, touches: 'b', feature: true },
    g: { created: 1, effort: 1, touches: 'b', feature: true },
    z: { created: 1, effort: 1, touches: 'a' },
  };
  const held = {
    people: { cyd: {}, bob: {} },
    teams: [
      { members: ['cyd'], owns: 'a' },
      { members: ['cyd', 'bob'], owns: 'b' },
    ],
    changes: { y: { created: 0, effort: 9, touches: 'b', author: 'cyd' }, ...changes },
    review: { takes_from: 'longest line' as const },
  };
  const cyd = (freeze: { from: number; release: number }) =>
    reviewsOf({ ...held, freeze }).filter((line) => line.startsWith('cyd'));
  assert.equal(cyd({ from: 0, release: 3 }), ['cyd x 0–4', 'cyd f 4–5', 'cyd z 5–6', 'cyd g 6–7']);
  assert.equal(cyd({ from: 0, release: 5 }), ['cyd x 0–4', 'cyd z 4–5', 'cyd f 5–6', 'cyd g 6–7']);
});

Lines.run();
