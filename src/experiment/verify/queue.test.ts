import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadScenario } from '../../scenario/load.ts';
import { exponential, hours, type Queue, scenarioOf } from './queue.ts';

const Writing = suite('queue');

const PLAIN: Queue = { seed: 's', streams: [{ name: 'a', rate: 0.5 }], reviewers: 2, until: 100 };
const written = (more: Partial<Queue> = {}) => JSON.parse(scenarioOf({ ...PLAIN, ...more }));

Writing('numbers are written without an exponent', () => {
  assert.is(hours(1e-7), '0.0000001 h');
  assert.is(hours(2.5e-9), '0.0000000025 h');
  assert.is(hours(850_000), '850000 h');
  assert.is(hours(1 / 3), '0.3333333333333333 h');
  assert.equal(exponential(0.25), { law: 'exponential', mean: '0.25 h' });
});

Writing('one review of one round merges a change, without authors, gate or weeks', () => {
  const { changes, review, gate, people, organizations, arrivals, open } = written();
  assert.equal(
    [changes.rounds, changes.turnaround, changes.patience, changes.features, changes.by_reviewers],
    [{ law: 'constant', value: 1 }, { law: 'constant', value: '0 h' }, 'none', 0, 0],
  );
  assert.equal([review.approvals, review.re_review, review.unfamiliar], [1, 1, 1]);
  assert.equal(gate, { duration: '0 h', flake: 0, conflict: 0 });
  assert.equal(people, { count: 2, hours_per_week: '168 h/week', absence: 0 });
  assert.equal(organizations, [
    { name: 'organization 1', teams: [{ name: 'team 1', owns: 'all', members: 'all' }] },
  ]);
  assert.equal(arrivals, { rates: { a: '0.5 / h' }, until: '100 h' });
  assert.is(open, undefined);
});

Writing('as a scenario it means what it says', async () => {
  const { people, review, areas, arrivals } = await loadScenario('queue', scenarioOf(PLAIN), () => {
    throw new Error('no tables');
  });
  assert.equal([people.length, review.approvals, areas.length], [2, 1, 1]);
  assert.is(arrivals.until, 100);
});

Writing('a stream says what its changes are like, and only that', () => {
  const streams = [
    { name: 'a', rate: 1, work: exponential(2), priority: 2, open: 3 },
    { name: 'b', rate: 0, touches: ['a', 'b'], open: 0 },
  ];
  const { areas, open, arrivals } = written({ streams });
  assert.equal(areas, {
    a: { effort: { law: 'exponential', mean: '2 h' }, priority: 2 },
    b: { touches: [{ areas: ['a', 'b'], share: 1 }] },
  });
  assert.equal(open, { counts: { a: 3 }, waiting_on_reviewer: 1 });
  assert.equal(arrivals.rates, { a: '1 / h', b: '0 / h' });
});

Writing('teams have all as members or those of their numbers, and approvals where they ask for some', () => {
  const { organizations } = written({
    organizations: [
      [
        { owns: ['a'], members: [0, 2], approvals: 2 },
        { owns: ['b'], members: [] },
      ],
      [{ owns: 'all' }],
    ],
    organization: { repositories: 'per team' },
  });
  assert.equal(organizations, [
    {
      name: 'organization 1',
      teams: [
        { name: 'team 1', owns: ['a'], members: ['r1', 'r3'], approvals: 2 },
        { name: 'team 2', owns: ['b'], members: [] },
      ],
      repositories: 'per team',
    },
    {
      name: 'organization 2',
      teams: [{ name: 'team 1', owns: 'all', members: 'all' }],
      repositories: 'per team',
    },
  ]);
});

Writing('what a queue says itself takes the place of what is plain', () => {
  const own = written({
    arrivals: { batch: { law: 'geometric', mean: 2 } },
    changes: { patience: exponential(1) },
    review: { discipline: 'priority' },
    people: { absence: 0.5 },
  });
  assert.is(own.arrivals.batch.mean, 2);
  assert.equal(own.changes.patience, exponential(1));
  assert.is(own.review.discipline, 'priority');
  assert.is(own.people.absence, 0.5);
});

Writing.run();
