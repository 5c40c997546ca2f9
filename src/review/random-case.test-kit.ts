import fc from 'fast-check';
import { DISCIPLINES, type ReviewRules, WEEK } from '../scenario/types.ts';
import { constant, exponential } from '../stats/distribution.ts';
import { NEVER } from './record.ts';
import type { SmallCase, SmallChange, SmallPerson, SmallTeam } from './small-case.test-kit.ts';

export const HORIZON = 6 * WEEK;
export const SEED = 2014;
const NAMES = ['ann', 'bob', 'cyd', 'dan', 'eve'];
const some = (letters: string, least: number) =>
  fc.subarray([...letters], { minLength: least }).map((parts) => parts.join(''));
const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

const person: fc.Arbitrary<SmallPerson> = fc.record({
  attention: oneOf(1, 0.5, 0.071),
  knows: some('abc', 0),
  away: fc.subarray([0, 1, 2, 3, 4]),
});

// Few values, so that many events tie; odd ones, so that none ties with the beginning of a week.
const change: fc.Arbitrary<SmallChange> = fc.record({
  created: oneOf(-50, 0.37, 3.19, 40.7, 41.3, 169.1, 200.9, 340.3),
  effort: oneOf(1.13, 2.26, 7.91, 30.83),
  touches: some('abc', 1),
  author: oneOf(...NAMES.slice(0, 2), 'none'),
  rounds: fc.integer({ min: 1, max: 3 }),
  feature: fc.boolean(),
  size: oneOf(1, 10, 20),
  priority: oneOf(0, 1),
  patience: oneOf(NEVER, 20.03, 300.11),
  awayFor: oneOf(-1, 5.07),
  flakes: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
  conflicts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
  outcomes: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
});

const review: fc.Arbitrary<Partial<ReviewRules>> = fc.record({
  discipline: oneOf(...DISCIPLINES),
  distinct_approvals: oneOf(true, true, false),
  approvals_survive: fc.boolean(),
  at_once: oneOf('as needed', 'one'),
  on_revision: oneOf('end others', 'let others finish'),
  belongs_to: oneOf('change', 'visit'),
  revision: oneOf(0, 0.4),
  takes_joining: oneOf('longest idle', 'most familiar'),
  prefers: oneOf('familiar', 'any'),
  re_review: oneOf(0.5, 1),
  unfamiliar: oneOf(1, 1.5),
});

const teams: fc.Arbitrary<SmallTeam[]> = fc.array(
  fc.record({
    members: fc.subarray(NAMES, { minLength: 1 }),
    owns: some('abc', 1),
    approvals: oneOf(1, 2, 3),
  }),
  { minLength: 1, maxLength: 3 },
);

/** The drawn teams, of those people who are there, and one that everybody is in. */
const teamsOf = (names: string[], drawn: SmallTeam[]): SmallTeam[] => [
  { members: names, owns: 'a', approvals: 1 },
  ...drawn.map((team) => ({ ...team, members: team.members.filter((name) => names.includes(name)) })),
];

export const cases: fc.Arbitrary<SmallCase> = fc
  .record({
    people: fc.array(person, { minLength: 1, maxLength: NAMES.length }),
    changes: fc.array(change, { minLength: 1, maxLength: 14 }),
    teams,
    review,
    conflict: oneOf(0, 0.01),
    flake: oneOf(0, 0.3),
    turnaround: oneOf(0.59, 9.41, 101.7),
    givesUpAfter: oneOf(NEVER, NEVER, 50.3),
    freeze: oneOf(undefined, { from: 100.9, release: 250.3 }, { from: 168, release: 336 }),
  })
  .map(({ people, changes, teams, conflict, flake, ...rest }): SmallCase => {
    const names = NAMES.slice(0, people.length);
    const sorted = [...changes].sort((a, b) => a.created - b.created);
    const known = sorted.map(({ author, ...other }) =>
      names.includes(author!) ? { author, ...other } : other,
    );
    return {
      ...(rest as Pick<SmallCase, 'review' | 'turnaround' | 'givesUpAfter' | 'freeze'>),
      people: Object.fromEntries(people.map((given, i) => [names[i]!, given])),
      changes: Object.fromEntries(known.map((given, i) => [`c${i}`, given as SmallChange])),
      teams: teamsOf(names, teams),
      gate: { duration: 1.07, flake, conflict },
      weeks: 6,
      horizon: HORIZON,
    };
  });

export type Reorganized = Required<Pick<SmallCase, 'later'>>;

/** A case, and other teams that take the place of its own on some day. */
export const reorganized: fc.Arbitrary<SmallCase & Reorganized> = fc
  .record({
    given: cases,
    teams,
    from: oneOf(0.37, 5.01, 41.3, 168, 200.9, 250.3, 400.77),
    repositories: oneOf('one' as const, 'per team' as const),
    parts_in_order: fc.boolean(),
  })
  .map(({ given, teams: drawn, from, repositories, parts_in_order }): SmallCase & Reorganized => ({
    ...given,
    review: { ...given.review, parts_in_order },
    later: { from, repositories, teams: teamsOf(Object.keys(given.people), drawn) },
  }));

/** What the usual cases leave out: awkward numbers, people without rights, who leave in the middle, runs that go on. */
const wildPerson: fc.Arbitrary<SmallPerson> = fc.record({
  attention: oneOf(1, 0.5, 0.071, 0.013),
  knows: some('abc', 0),
  away: oneOf([], [], [0], [1], [0, 1, 2], [2, 3], [1, 2, 3, 4, 5], [3, 4, 5], [0, 2, 4]),
});

const uniforms = (maxLength: number) => fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength });

const wildChange: fc.Arbitrary<SmallChange> = fc
  .record({
    created: oneOf(-400.5, -50, 0, 0.37, 3.19, 3.19, 5, 40.7, 41.3, 168, 169.1, 200.9, 340.3, 700),
    effort: oneOf(0, 1, 1.13, 2.26, 5, 7.91, 30.83, 160),
    touches: oneOf('a', 'b', 'c', 'ab', 'ba', 'ac', 'cb', 'abc', 'cab'),
    author: oneOf(...NAMES, 'none'),
    rounds: fc.integer({ min: 1, max: 4 }),
    begun: fc.integer({ min: 1, max: 4 }),
    feature: fc.boolean(),
    size: oneOf(1, 10, 20),
    priority: oneOf(-1, 0, 1),
    patience: oneOf(NEVER, NEVER, 0, 5, 20.03, 300.11),
    awayFor: oneOf(-1, -1, 0, 5.07, 60),
    flakes: uniforms(3),
    conflicts: uniforms(5),
    outcomes: uniforms(12),
  })
  .map(({ begun, ...change }) =>
    change.created < 0 ? { ...change, patchSet: Math.min(begun, change.rounds) } : { ...change, awayFor: -1 },
  );

const wildTeams: fc.Arbitrary<SmallTeam[]> = fc.array(
  fc.record({
    members: fc.subarray(NAMES, { minLength: 1 }),
    owns: some('abc', 1),
    approvals: oneOf(1, 1, 2, 2, 3),
  }),
  { minLength: 1, maxLength: 4 },
);
const repositories = oneOf('one' as const, 'per team' as const);

/** One set of people, changes and rules under several organizations: each of them a case of its own. */
export const wildCases: fc.Arbitrary<SmallCase[]> = fc
  .record({
    people: fc.array(wildPerson, { minLength: 1, maxLength: NAMES.length }),
    changes: fc.array(wildChange, { minLength: 1, maxLength: 16 }),
    first: wildTeams,
    alike: fc.record({ teams: wildTeams, repositories }),
    later: fc.record({
      from: oneOf(0.37, 5, 5.01, 41.3, 168, 200.9, 250.3, 400.77),
      repositories,
      teams: wildTeams,
    }),
    review: fc.tuple(review, fc.boolean()).map(([rules, parts_in_order]) => ({ ...rules, parts_in_order })),
    gate: fc.record({ duration: oneOf(0, 1, 1.07, 30), flake: oneOf(0, 0.3), conflict: oneOf(0, 0.01, 0.2) }),
    turnaround: oneOf(0, 0.59, 5, 9.41, 101.7),
    givesUpAfter: oneOf(NEVER, NEVER, 50.3, 24),
    freeze: oneOf(undefined, undefined, { from: 0, release: 5 }, { from: 100.9, release: 250.3 }, [
      { from: 2, release: 168 },
      { from: 168, release: 336 },
    ]),
    horizon: oneOf(NEVER, HORIZON, 250.3, 97.1),
    weeks: oneOf(6, 6, 1),
  })
  .map(({ first, alike, later, people, changes, ...rest }): SmallCase[] => {
    const names = NAMES.slice(0, people.length);
    const among = (teams: SmallTeam[]) =>
      teams.map((team) => ({ ...team, members: team.members.filter((name) => names.includes(name)) }));
    const sorted = [...changes].sort((a, b) => a.created - b.created);
    const known = sorted.map(({ author, ...other }) =>
      names.includes(author!) ? { author, ...other } : other,
    );
    const given = {
      ...(rest as Omit<SmallCase, 'people' | 'changes'>),
      people: Object.fromEntries(people.map((person, i) => [names[i]!, person])),
      changes: Object.fromEntries(known.map((change, i) => [`c${i}`, change as SmallChange])),
    };
    const teams = among(first);
    return [
      { ...given, teams },
      { ...given, teams: among(alike.teams), repositories: alike.repositories },
      { ...given, teams, later: { ...later, teams: among(later.teams) } },
    ];
  });

const lasting = (mean: number) => oneOf(exponential(mean), constant(mean));

/** Rules that are off by default, but for several reviews in hand; `routes` is over the letters a, b and c. */
const mechanisms = fc.record({
  limit: oneOf(undefined, 1, 3),
  interrupts: oneOf(false, true),
  takes_joining: oneOf('longest idle' as const, 'most familiar' as const, 'fewest areas' as const),
  takes_from: oneOf('by discipline' as const, 'longest line' as const),
  shift: oneOf(undefined, { on: 8.3, off: 15.9 }, { on: 8, off: 16 }),
  away: fc.option(fc.record({ after: lasting(50), lasts: lasting(20) }), { nil: undefined }),
  routes: oneOf(undefined, undefined, [
    [{ to: 1, share: 0.5 }],
    [
      { to: 2, share: 0.3 },
      { to: 1, share: 0.3 },
    ],
    [{ to: 0, share: 0.2 }],
  ]),
  priorities: fc.array(oneOf(-1, 0, 1, 2), { minLength: 16, maxLength: 16 }),
  draws: uniforms(6),
});

/** The same with further mechanisms; runs in which people come and go have an end. */
export const mechanismCases: fc.Arbitrary<SmallCase[]> = fc
  .tuple(wildCases, mechanisms)
  .map(([cases, { shift, away, routes, priorities, draws, ...rules }]) => {
    return cases.map((given): SmallCase => {
      const review = { ...given.review, ...rules };
      if (rules.interrupts) Object.assign(review, { discipline: 'priority' });
      if (routes !== undefined) Object.assign(review, { routes: [...routes, []], belongs_to: 'visit' });
      const changes = Object.entries(given.changes).map(([name, change], i): [string, SmallChange] => {
        const touches = routes === undefined ? change.touches! : change.touches![0]!;
        return [name, { ...change, touches, priority: priorities[i]!, routes: draws }];
      });
      const single = (teams: SmallTeam[] | undefined) =>
        routes === undefined ? teams : teams?.map((team) => ({ ...team, approvals: 1 }));
      const later = given.later && { ...given.later, teams: single(given.later.teams)! };
      const comes = shift !== undefined || away !== undefined;
      return {
        ...given,
        ...{ review, changes: Object.fromEntries(changes), peopleRules: { shift, away } },
        ...{ teams: single(given.teams), later, horizon: comes ? HORIZON : given.horizon },
      } as SmallCase;
    });
  });
