import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { quantileSorted } from '../../../stats/summary.ts';
import type { Projection, Replication } from '../projection.ts';
import { pastComing } from './arrivals-to-come.ts';
import { pastOf } from './past.ts';
import { projectSplit } from './project.ts';
import { reviewersOf } from './reviewers.ts';
import { made, SPLIT, USUAL } from './sample-knowledge.test-kit.ts';
import { livesOf, Stretch, waitsOf } from './stretch.ts';
import { calibrate } from './usual-wait.ts';
import { drawWanted } from './wanted-lead.ts';

const Project = suite('projection of a split');

const { knowledge, arrivals } = made(USUAL);
const OPTIONS = { seed: 's', replications: 24 };
const observed = await projectSplit(knowledge, arrivals, OPTIONS);

function quantileOf(replications: readonly Replication[], value: (one: Replication) => number, p = 0.5) {
  return quantileSorted(Float64Array.from(replications, value).sort(), p);
}

Project('a project that goes on as it was lies inside, and what comes also merges', () => {
  const { withoutSplit } = observed;
  const rest = (metric: 'lead_median' | 'merges_per_week') => (one: Replication) => one.rest.metrics[metric];
  assert.ok(quantileOf(withoutSplit, rest('lead_median'), 0.1) < 3);
  assert.ok(quantileOf(withoutSplit, rest('lead_median'), 0.9) > 3);
  assert.ok(Math.abs(quantileOf(withoutSplit, rest('merges_per_week')) - 14) < 1);
});

Project('equal seeds give equal projections, and a replication does not ask how many there are', async () => {
  const fewer = await projectSplit(knowledge, arrivals, { ...OPTIONS, replications: 3 });
  assert.equal(fewer.withSplit, observed.withSplit.slice(0, 3));
  assert.equal(fewer.withoutSplit, observed.withoutSplit.slice(0, 3));
  const other = await projectSplit(knowledge, arrivals, { seed: 'other', replications: 3 });
  assert.not.equal(other.withSplit, fewer.withSplit);
});

Project('the split touches the rest far less than the moved work', () => {
  const changed = (work: 'moved' | 'rest') => {
    const both = observed.withSplit.map((one, i) =>
      Math.abs(Math.log(one[work].metrics.lead_median / observed.withoutSplit[i]![work].metrics.lead_median)),
    );
    return quantileSorted(both.sort(), 0.5);
  };
  assert.ok(changed('rest') < changed('moved') / 2, `${changed('rest')} beside ${changed('moved')}`);
});

Project('without later arrivals it is told as they were before, and less surely', async () => {
  const earlier = await projectSplit(knowledge, { mode: 'earlier' }, OPTIONS);
  const merges = (one: Replication) => Math.log(one.moved.metrics.merges_per_week);
  const middle = Math.exp(quantileOf(earlier.withSplit, merges));
  assert.ok(middle > 1 && middle < 3.3, `${middle}`);
  const width = ({ withSplit }: Projection) =>
    quantileOf(withSplit, merges, 0.9) - quantileOf(withSplit, merges, 0.1);
  assert.ok(width(earlier) > 2 * width(observed));
});

Project(
  'the fit window, simulated after calibration, shows the lead times and last waits that it had',
  async () => {
    const past = pastOf(knowledge, arrivals);
    const { from } = knowledge.fit;
    const reviewers = reviewersOf(knowledge, { mode: 'earlier' });
    const window = await Stretch.of({ seed: 's', from, until: SPLIT, reviewers });
    const coming = pastComing(knowledge, past, from);
    const usual = calibrate(window, coming, past, knowledge, 's');
    const [moved, rest] = past.law.groups.map(({ whole }) => whole + usual.level) as [number, number];
    const levels = { level: { moved, rest }, shift: () => 0, tail: () => 0, stretch: usual.stretch };
    window.begin(coming, 9);
    window.give(drawWanted(past.law, levels, coming, 's', 9), usual.at(usual.load));
    const run = window.together(usual.load);
    const leads = Object.values(livesOf(run, from))
      .flat()
      .flatMap(({ createdAt, mergedAt = Infinity }) =>
        mergedAt < SPLIT ? [(mergedAt - createdAt) / 86_400_000] : [],
      )
      .sort((a, b) => a - b);
    assert.ok(Math.abs(Math.log(quantileSorted(leads, 0.5) / 3)) < 0.25, `${quantileSorted(leads, 0.5)}`);
    const wanted = 0.5 * past.lastWait!;
    assert.ok(Math.abs(Math.log(waitsOf(run).lastMedian / wanted)) < 0.35, `${waitsOf(run).lastMedian}`);
  },
);

Project.run();
