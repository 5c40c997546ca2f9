import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LeadLaw } from '../../../history/lead-law.ts';
import { mean, quantileSorted } from '../../../stats/summary.ts';
import { drawComing, givenComing, pastComing } from './arrivals-to-come.ts';
import { chancesOf } from './chances.ts';
import type { AllComing } from './coming.ts';
import { drawFates } from './fates.ts';
import { followingWork } from './hours.ts';
import { along, inverse } from './line.ts';
import { pastOf } from './past.ts';
import { reviewersOf } from './reviewers.ts';
import { made, SPLIT, USUAL } from './sample-knowledge.test-kit.ts';
import { SpreadEvenly } from './spread-evenly.ts';
import { drawWanted } from './wanted-lead.ts';

const Pieces = suite('pieces of the projection');

const usual = made(USUAL);
const past = pastOf(usual.knowledge, usual.arrivals);

Pieces('hours are as many as work asks for at the load, some weeks late', () => {
  const steady = followingWork(new Float64Array(30).fill(10), 0.5);
  assert.ok(steady.every((hours) => Math.abs(hours - 20) < 1e-9));
  const work = Float64Array.from({ length: 60 }, (_, week) => (week < 20 ? 10 : 70));
  const hours = followingWork(work, 0.7);
  assert.ok(hours[20]! < 20 && Math.abs(hours[59]! - 100) < 0.1);
});

Pieces('a line is read forward and backward', () => {
  const [x, y] = [
    [0.1, 0.5, 0.9],
    [1, 10, 1000],
  ];
  const line = along(x!, y!);
  assert.ok(Math.abs(line(0.7) - 100) < 1e-9);
  assert.equal([line(0), line(1)], [1, 1000]);
  assert.ok(Math.abs(inverse(x!, y!, 100) - 0.7) < 1e-9);
  assert.equal([inverse(x!, y!, 0.1), inverse(x!, y!, 1e6)], [0.1, 0.9]);
});

Pieces('draws that are spread evenly fill every eighth of 0 to 1, whatever the purpose', () => {
  const evenly = new SpreadEvenly('s', ['a', 'b', 'c']);
  for (const purpose of [0, 1, 2]) {
    const counts = new Array<number>(8).fill(0);
    for (let k = 0; k < 200; k++) counts[Math.floor(8 * evenly.draw(purpose, k))]!++;
    assert.ok(
      counts.every((count) => count >= 21 && count <= 29),
      counts.join(' '),
    );
  }
});

Pieces('chances have the means that are believed', () => {
  const draw = chancesOf('s');
  const all = Array.from({ length: 400 }, (_, k) => draw(past, 0.5, 1, k));
  assert.ok(Math.abs(mean(all.map(({ rise }) => rise)) - 0.5) < 0.03);
  assert.ok(Math.abs(mean(all.map(({ habits }) => habits))) < 0.03);
  assert.ok(all.every(({ load, newLoad }) => load > 0 && load < 1 && newLoad > 0 && newLoad < 1));
});

Pieces('the past of a project whose lead times never change is found again', () => {
  assert.ok(Math.abs(past.level.rest - Math.log(3)) < 0.35, `${past.level.rest}`);
  assert.ok(Math.abs(past.level.moved - Math.log(3)) < 0.5, `${past.level.moved}`);
  assert.ok(past.lastWait! > 24 * 0.5 && past.lastWait! < 24 * 1);
  assert.equal(past.abandoned.share, 0);
});

Pieces(
  'reviewers of the moved work are as many for each change as those of the rest, and three at least',
  () => {
    const { rest, moved } = reviewersOf(usual.knowledge, usual.arrivals);
    assert.ok(rest >= 3 && rest <= 12, `${rest}`);
    assert.is(moved, 3);
    const grown = made({ ...USUAL, movedAfter: 42 });
    const many = reviewersOf(grown.knowledge, grown.arrivals);
    assert.ok(Math.abs(many.moved / many.rest - 3) < 0.5, `${many.moved} beside ${many.rest}`);
  },
);

const LAW: LeadLaw = {
  ...{ effects: [], centre: [], groups: [], sigma: 1 },
  residuals: Float64Array.from({ length: 401 }, (_, i) => (i - 200) / 100),
};
const LEVELS = { level: { moved: 1, rest: 0 }, shift: () => 0, tail: () => 0, stretch: 1 };

function coming(created: number): AllComing {
  return { moved: [], rest: Array.from({ length: 4000 }, () => ({ created, lines: 1, deviation: 0 })) };
}

Pieces('lead times have the level as their median; when it rises, the tail rises by half as much', () => {
  const at = (p: number, levels: typeof LEVELS) => {
    const { rest } = drawWanted(LAW, levels, coming(10), 's', 0);
    return Math.log(quantileSorted(rest.map((hours) => hours / 24).sort(), p));
  };
  assert.ok(Math.abs(at(0.5, LEVELS)) < 0.05);
  const risen = { ...LEVELS, shift: () => 0.8 };
  assert.ok(Math.abs(at(0.5, risen) - at(0.5, LEVELS) - 0.8) < 0.05);
  const tail = at(0.9, risen) - at(0.9, LEVELS);
  assert.ok(tail > 0.25 && tail < 0.45, `${tail}`);
});

Pieces('what is open takes longer than its age, even beyond all that was seen', () => {
  for (const age of [10, 24 * 8]) {
    const { rest } = drawWanted(LAW, LEVELS, coming(-age), 's', 0);
    assert.ok(rest.every((hours) => hours > age));
  }
});

Pieces('as many changes are given up as before, and none of those open before the start', () => {
  const gone = { ...past, abandoned: { after: [5, 50], share: 0.3 } };
  const { rest } = drawFates(gone, coming(-20), 's', 0);
  const ended = rest.filter(Number.isFinite);
  assert.ok(Math.abs(ended.length / 4000 - 0.3) < 0.03);
  assert.equal([...new Set(ended)].sort(), [20, 50]);
  assert.ok(drawFates(past, coming(5), 's', 0).rest.every((hours) => hours === Number.POSITIVE_INFINITY));
});

Pieces('arrivals that are drawn come after the split, as many as before where nothing grows', () => {
  const open = givenComing(usual.knowledge, { mode: 'earlier' }, past, SPLIT);
  const toCome = { knowledge: usual.knowledge, past, open, seed: 's', from: SPLIT };
  const drawn = drawComing(toCome, { rest: 0, moved: 0 }, 0);
  const before = pastComing(usual.knowledge, past, usual.knowledge.fit.from);
  const came = (all: AllComing) => all.rest.filter(({ created }) => created >= 0).length;
  assert.ok(Math.abs(came(drawn) / came(before) - 1) < 0.15, `${came(drawn)} after ${came(before)}`);
  assert.is(drawn.rest.length - came(drawn), open.rest.length);
  const grown = drawComing(toCome, { rest: 1, moved: 0 }, 0);
  assert.ok(came(grown) > 1.4 * came(drawn));
  assert.is(grown.moved.length, drawn.moved.length);
});

Pieces.run();
