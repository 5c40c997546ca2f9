import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { byWork } from './actual.ts';
import { judgeCase } from './case.ts';
import { goalsOf } from './goals.ts';
import type { Judged } from './judge.ts';
import { METRICS, type Measured, perMetric } from './measure.ts';
import { NAIVE } from './naive.ts';
import type { Replication } from './projection.ts';
import { errorOf, scoreOf } from './score.ts';
import { readSmall, smallHistory } from './small-case.test-kit.ts';

const Scores = suite('scores of a backtest');

const small = readSmall(smallHistory());
const { actual } = small;

/** What happened, every figure times a factor. */
function scaled(factor: number): Replication {
  return byWork((work): Measured => {
    const { metrics, merges, open } = actual.measured[work];
    const times = (values: readonly number[]) => values.map((value) => value * factor);
    return {
      metrics: perMetric((metric) => metrics[metric] * factor),
      merges: times(merges),
      open: times(open),
    };
  });
}

const ofFactors = (factors: number[], without = factors): Judged =>
  judgeCase(small, 'observed', { withSplit: factors.map(scaled), withoutSplit: without.map(scaled) });
const near = (found: number, exact: number) =>
  assert.ok(Math.abs(found - exact) < 1e-9 * Math.max(1, Math.abs(exact)), `${found} is not ${exact}`);

Scores('a target is the median of the replications, between their quantiles .1 and .9', () => {
  const { targets } = ofFactors([3, 1, 2, 5, 4]);
  assert.is(targets.length, 8);
  for (const line of targets) {
    near(line.projected, 3 * line.actual);
    near(line.low80, 1.4 * line.actual);
    near(line.high80, 4.6 * line.actual);
  }
});

Scores('the effect of the split is the median of paired differences, not the difference of medians', () => {
  const { targets } = ofFactors([1, 2, 9], [4, 1, 2]);
  for (const { actual: a, split_effect, effect_low80, effect_high80 } of targets) {
    // differences -3, 1, 7
    near(split_effect, a);
    near(effect_low80, (-3 + 0.2 * 4) * a);
    near(effect_high80, (1 + 0.8 * 6) * a);
  }
});

Scores('what is twice as large as it was everywhere has an error of ln 2', () => {
  const { error, coverage } = scoreOf([ofFactors([2, 2, 2])]);
  for (const group of Object.values(error)) near(group.projection, Math.LN2);
  assert.is(coverage.share, 0);
});

Scores('the skill is counted against the best naive forecast', () => {
  const judged = ofFactors([1, 1]);
  const { error, crps, interval, coverage } = scoreOf([judged]);
  near(error.total.projection, 0);
  near(error.total.skill, 1);
  near(crps.projection, 0);
  near(interval.projection, 0);
  assert.is(coverage.share, 1);
  const { best, naive } = error.total;
  for (const name of NAIVE) {
    const errors = judged.targets.map((line) => Math.abs(Math.log(line[name] / line.actual)));
    near(naive[name], errors.reduce((sum, value) => sum + value, 0) / 8);
    assert.ok(naive[best] <= naive[name]);
  }
  const half = scoreOf([ofFactors([Math.exp(naive[best] / 2)])]).error.total;
  near(half.skill, 0.5);
});

Scores('an interval of logs is scored by its width, and ten times what it misses', () => {
  near(scoreOf([ofFactors([0.5, 2])]).interval.projection, Math.log((0.5 + 0.9 * 1.5) / (0.5 + 0.1 * 1.5)));
  near(scoreOf([ofFactors([3, 3])]).interval.projection, 10 * Math.log(3));
});

Scores('weekly series are scored as ensembles, relative to their mean', () => {
  // two members at ± half of what happened: mean distance ½, mean spread 1, fair: ½ − ½
  near(scoreOf([ofFactors([0.5, 1.5])]).crps.projection, 0);
  near(scoreOf([ofFactors([1.5, 1.5])]).crps.projection, 0.5);
});

Scores('zero is half a change, and a lead of nothing a hundredth of a day', () => {
  const [line] = ofFactors([1]).targets;
  const window = { from: 0, until: 10 * 7 * 86_400_000 };
  near(errorOf(0, { ...line!, metric: 'merges_per_week', actual: 0.1 }, window), Math.log(2));
  near(errorOf(0.2, { ...line!, metric: 'open', actual: 0 }, window), Math.log(4));
  near(errorOf(0.02, { ...line!, metric: 'lead_median', actual: 0 }, window), Math.log(2));
});

Scores('several cases count target by target', () => {
  near(scoreOf([ofFactors([1]), ofFactors([4])]).error.total.projection, Math.log(4) / 2);
});

Scores('a replication in which nothing merged tells nothing of lead times', () => {
  const empty = byWork(
    (): Measured => ({
      metrics: { lead_median: Number.NaN, lead_p90: Number.NaN, merges_per_week: 0, open: 3 },
      merges: actual.measured.rest.merges.map(() => 0),
      open: actual.measured.rest.open.map(() => 3),
    }),
  );
  const some = judgeCase(small, 'observed', {
    withSplit: [empty, scaled(1)],
    withoutSplit: [scaled(1), scaled(1)],
  });
  near(some.targets[0]!.projected, some.targets[0]!.actual);
  const none = judgeCase(small, 'observed', { withSplit: [empty], withoutSplit: [empty] });
  for (const line of none.targets)
    for (const value of Object.values(line)) if (typeof value === 'number') assert.ok(Number.isFinite(value));
  assert.is(none.targets[0]!.projected, none.targets[0]!.naive_before);
});

Scores('lead times of work that did not merge cannot be judged, and that is said', () => {
  const still = {
    ...small,
    actual: {
      ...actual,
      measured: {
        ...actual.measured,
        moved: {
          ...actual.measured.moved,
          metrics: { ...actual.measured.moved.metrics, lead_median: Number.NaN, lead_p90: Number.NaN },
        },
      },
    },
  };
  const { targets, without } = judgeCase(still, 'earlier', {
    withSplit: [scaled(1)],
    withoutSplit: [scaled(1)],
  });
  assert.equal(without, ['lead_median of moved', 'lead_p90 of moved']);
  assert.is(targets.length, 2 * METRICS.length - 2);
});

Scores('goals hold for what is nearly right, and not for what is far off', () => {
  const good = goalsOf(scoreOf([ofFactors([0.9, 1.1, 1])])).map(({ holds }) => holds);
  // 80 % intervals that hold everything are too wide
  assert.equal(good, [true, true, true, false, true]);
  const bad = goalsOf(scoreOf([ofFactors([30, 31])])).map(({ holds }) => holds);
  assert.equal(bad, [false, false, false, false, false]);
});

Scores.run();
