import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pseudoCases } from './pseudo-cases.ts';
import { smallHistory } from './small-case.test-kit.ts';
import { WEEK_MS } from './window.ts';

const Pseudo = suite('cases without a split');

const history = smallHistory();
const cases = pseudoCases('h', history, { fit: 12, gap: 2, score: 8, every: 4 });

Pseudo('they are cut at even dates, as long as the history covers the scored window', () => {
  const splits = cases.map(({ knowledge }) => knowledge.split);
  assert.is(splits.length, 6);
  assert.ok(splits.every((split, i) => i === 0 || split - splits[i - 1]! === 4 * WEEK_MS));
  for (const { knowledge } of cases) {
    assert.is(knowledge.fit.until, knowledge.split);
    assert.is(knowledge.score.from, knowledge.split + 2 * WEEK_MS);
    assert.ok(knowledge.score.until <= Math.max(...history.map(({ createdAt }) => createdAt)));
  }
});

Pseudo('an area of a fit size stands for what moved, in one repository throughout', () => {
  for (const { knowledge, arrivals, actual } of cases) {
    assert.ok(knowledge.changes.some(({ work }) => work === 'moved'));
    assert.ok(
      knowledge.changes.every(
        ({ repo, work, area }) => repo === 'h' && (work === 'moved') === (area === 'drivers'),
      ),
    );
    assert.ok(arrivals.observed.mode === 'observed' && arrivals.observed.later.length > 50);
    assert.ok(actual.measured.moved.metrics.merges_per_week > 0);
  }
});

Pseudo('a history too short for the windows gives none', () => {
  assert.equal(pseudoCases('h', history, { fit: 30, gap: 0, score: 26, every: 4 }), []);
  assert.equal(pseudoCases('h', [], { fit: 3, gap: 0, score: 2, every: 4 }), []);
});

Pseudo.run();
