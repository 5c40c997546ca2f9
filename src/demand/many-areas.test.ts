import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Scenario } from '../scenario/types.ts';
import { stream } from '../stats/stream.ts';
import { drawPoisson } from './arrival-times.ts';
import { LatentChanges } from './change.ts';
import { Earliest } from './earliest.ts';
import { orderOfTimes } from './order-of-times.ts';
import { peopleWhoKnow } from './people-who-know.ts';
import type { DemandPlan } from './plan.ts';

const ManyAreas = suite('many areas');

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Times of all kinds: even ones, many alike, and most of them close together. */
function times(seed: number, count: number): Float64Array {
  const draw = stream('times', seed);
  const shapes = [(u: number) => u, (u: number) => Math.floor(u * 5), (u: number) => u ** 40 - 3];
  const shape = shapes[seed % shapes.length]!;
  return Float64Array.from({ length: count }, () => shape(draw.next()));
}

ManyAreas('times are put in order, and equal ones stay in theirs', () => {
  for (const seed of SEEDS) {
    for (const count of [0, 1, 2, 500, 3_000]) {
      const all = times(seed, count);
      const plain = [...all.keys()].sort((a, b) => all[a]! - all[b]! || a - b);
      assert.equal([...orderOfTimes(all)], plain, `seed ${seed}, ${count} times`);
    }
  }
});

ManyAreas('of several lines the earliest comes first, of equal times the line named first', () => {
  for (const seed of SEEDS) {
    const draw = stream('lines', seed);
    const next = Float64Array.from({ length: 9 }, () => Math.floor(draw.next() * 4));
    const earliest = new Earliest(next.slice());
    for (let step = 0; step < 300; step++) {
      const least = Math.min(...next);
      const line = next.indexOf(least);
      assert.equal([earliest.line, earliest.time], [line, least], `seed ${seed}, step ${step}`);
      const time = draw.next() < 0.02 ? Number.POSITIVE_INFINITY : least + Math.floor(draw.next() * 3);
      next[line] = time;
      earliest.follow(time);
    }
  }
});

ManyAreas('arrivals of hundreds of areas are the earliest of all, each area drawing its own', () => {
  const draw = stream('rates');
  const rates = Array.from({ length: 200 }, () => (draw.next() < 0.1 ? 0 : draw.next()));
  const areas = rates.map((_, i) => ({ name: `area ${i}` }));
  const wanted = 5_000;
  const scenario = { seed: 's', areas, arrivals: { rates, changes: wanted } } as unknown as Scenario;
  const drawn = drawPoisson({ scenario } as DemandPlan, 3);
  const gaps = areas.map(({ name }) => stream('s', 'arrivals', name, 3));
  const gap = (i: number) =>
    rates[i] === 0 ? Number.POSITIVE_INFINITY : -Math.log1p(-gaps[i]!.next()) / rates[i]!;
  const next = rates.map((_, i) => gap(i));
  const plain = areas.map((): number[] => []);
  for (let k = 0; k < wanted; k++) {
    const area = next.indexOf(Math.min(...next));
    plain[area]!.push(next[area]!);
    next[area]! += gap(area);
  }
  assert.equal(
    drawn.map((own) => [...own]),
    plain,
  );
});

ManyAreas('where nothing arrives, nothing is drawn however many areas there are', () => {
  const areas = Array.from({ length: 100 }, (_, i) => ({ name: `area ${i}` }));
  const arrivals = { rates: areas.map(() => 0), changes: 10 };
  const scenario = { seed: 's', areas, arrivals } as unknown as Scenario;
  assert.ok(drawPoisson({ scenario } as DemandPlan, 0).every(({ length }) => length === 0));
});

ManyAreas(
  'everybody who knows a part is listed once, in order, whether people share what they know or not',
  () => {
    const shared = [0, 2];
    const code = ['a', 'b', 'c'];
    const alike = { code, people: [{ familiar: shared }, { familiar: shared }] } as unknown as Scenario;
    assert.equal(peopleWhoKnow(alike), [[0, 1], [], [0, 1]]);
    const apart = {
      code,
      people: [{ familiar: [2, 0, 2] }, { familiar: [] }, { familiar: [0] }],
    } as unknown as Scenario;
    assert.equal(peopleWhoKnow(apart), [[0, 2], [], [0]]);
  },
);

ManyAreas('where a last arrival is shared, the area named first keeps it', () => {
  // Every area draws the same: the same seed and name, so that all times tie.
  const areas = Array.from({ length: 100 }, () => ({ name: 'alike' }));
  const lengths = (changes: number) => {
    const scenario = { seed: 's', areas, arrivals: { rates: areas.map(() => 1), changes } };
    return drawPoisson({ scenario } as unknown as DemandPlan, 0).map(({ length }) => length);
  };
  const first = (count: number, more: number) => areas.map((_, i) => more + (i < count ? 1 : 0));
  assert.equal(lengths(1), first(1, 0));
  assert.equal(lengths(30), first(30, 0));
  assert.equal(lengths(100), first(100, 0));
  assert.equal(lengths(230), first(30, 2));
});

ManyAreas('whoever knows nothing, or nobody at all, knows no part', () => {
  const code = ['a', 'b'];
  assert.equal(peopleWhoKnow({ code, people: [] } as unknown as Scenario), [[], []]);
  const people = [{ familiar: [0] }, { familiar: [0] }];
  const lists = peopleWhoKnow({ code, people } as unknown as Scenario);
  assert.equal(lists, [[0, 1], []]);
});

ManyAreas('parts that the same people know share one list, where all know the same', () => {
  const familiar = [0, 1];
  const people = Array.from({ length: 3 }, () => ({ familiar }));
  const [first, second] = peopleWhoKnow({ code: ['a', 'b'], people } as unknown as Scenario);
  assert.is(first, second);
});

ManyAreas('changes begin at rest, also where those of another replication stood', () => {
  const changes = new LatentChanges(2, [], [], []);
  const columns = ['feature', 'patience', 'priority', 'author', 'patchSet', 'awayFor', 'slowness'] as const;
  const atRest = () => columns.map((column) => changes[column][1]);
  const rest = [0, Number.POSITIVE_INFINITY, 0, -1, 1, -1, 1];
  assert.equal(atRest(), rest);
  for (const column of columns) changes[column].fill(7);
  assert.is(changes.begin(2), changes);
  assert.equal(atRest(), rest);
  assert.is(changes.begin(3), undefined, 'there is no room for more');
});

ManyAreas.run();
