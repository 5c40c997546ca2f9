import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { otherChanges } from './other-changes.ts';
import type { Results } from './results.ts';

const Others = suite('what else changes');

const pair = { baseline: 'a', alternative: 'b' };

function results(verdicts: Record<string, string>): Results {
  const means: Record<string, [number, number]> = {
    merges_per_week: [66.72, 73.09],
    abandoned_share: [0.262, 0.191],
    lead_median: [14.81, 12.68],
  };
  const cell = { area: 'all', cycle: 'all' };
  return {
    metrics: Object.entries(means).flatMap(([metric, [a, b]]) => [
      { ...cell, organization: 'a', metric, mean: a },
      { ...cell, organization: 'b', metric, mean: b },
    ]),
    comparison: Object.entries(verdicts).flatMap(([metric, verdict]) => [
      { ...cell, ...pair, metric, verdict },
      { ...cell, baseline: 'c', alternative: 'b', metric, verdict: 'worse' },
      { ...cell, ...pair, area: 'libvirt', metric, verdict: 'worse' },
    ]),
  } as unknown as Results;
}

Others('are the figures whose verdict is clear, from mean to mean', () => {
  const text = otherChanges(
    results({
      merges_per_week: 'better',
      abandoned_share: 'worse',
      lead_median: 'no clear difference',
      open: 'better',
    }),
    pair,
  );
  assert.is(
    text,
    'What else clearly changes, on average over the whole projection: merges a week 66.7 → 73.1 (better) and abandoned of closed 26 % → 19 % (worse).',
  );
});

Others('are said to be none where no verdict is clear', () => {
  assert.match(
    otherChanges(results({ lead_median: 'no clear difference' }), pair),
    /do not clearly change\.$/,
  );
});

Others.run();
