import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fittedScores } from '../demand/fitted.ts';
import type { Scenario } from '../scenario/types.ts';
import { normalQuantile } from '../stats/normal.ts';
import { stream } from '../stats/stream.ts';
import { variance } from '../stats/summary.ts';
import { Replications } from './aggregate.ts';
import { apartFromLuck, explained } from './apart-from-luck.ts';
import { Layout, metricIndex } from './layout.ts';
import type { Study } from './replicate.ts';

const Luck = suite('apart from luck');

const near = (seen: number, known: number, off = 1e-9) =>
  assert.ok(Math.abs(seen - known) <= off, `${seen}, not ${known}`);

Luck('a line explains the share of the variance that the adjusted R² of the textbook says', () => {
  // Points (1, 6), (2, 5), (3, 7), (4, 10): the line 3.5 + 1.4 x leaves 4.2 of 14.
  const one = [[1], [2], [3], [4]];
  near(explained([6, 5, 7, 10], one), 1 - ((4.2 / 14) * 3) / 2);
  // Scores in other units, or with another zero, explain as much.
  near(explained([6, 5, 7, 10], [[-10], [10], [30], [50]]), 1 - ((4.2 / 14) * 3) / 2);
});

Luck('several scores explain what they add up to, and a plane all of its own values', () => {
  const scores = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
    [2, 3],
  ];
  near(
    explained(
      scores.map(([a, b]) => 4 + 2 * a! - 3 * b!),
      scores,
    ),
    1,
  );
  // A second score that says nothing more costs a degree of freedom: (1, 1), (2, 3), (3, 2), (4, 4) leave 1.8 of 5.
  const crossed = [
    [1, 1],
    [2, -1],
    [3, -1],
    [4, 1],
  ];
  near(
    explained(
      [1, 3, 2, 4],
      crossed.map(([a]) => [a!]),
    ),
    1 - ((1.8 / 5) * 3) / 2,
  );
  near(explained([1, 3, 2, 4], crossed), Math.max(0, 1 - ((1.8 / 5) * 3) / 1));
});

Luck('what explains less than chance would, or varies not at all, explains nothing', () => {
  assert.is(explained([1, -1, 1, -1], [[1], [1], [-1], [-1]]), 0);
  assert.is(explained([3, 3, 3, 3], [[1], [2], [3], [4]]), 0);
});

const CYCLE = { name: 'x', start: 0, freeze: 100, release: 336 };

/** A study in which one input was found by calibration, and others are as unsure as told. */
function studyOf(more: object = {}): Study {
  const scenario = {
    seed: 'luck',
    organizations: [{ name: 'one', teams: [] }],
    areas: [{ name: 'a' }],
    actual: [],
    fitted: { keys: ['changes.rounds'] },
    arrivals: { uncertainty: 0, given: undefined },
    changes: { rounds_uncertainty: 0, turnaround_uncertainty: 0 },
    peopleRules: { uncertainty: 0 },
    ...more,
  } as unknown as Scenario;
  return { scenario, layout: new Layout(scenario, [CYCLE]) } as unknown as Study;
}

/** Replications in which the open changes of all areas at the end are these. */
function openIn({ layout }: Study, count: number, open: (k: number) => number): Replications {
  const replications = new Replications(layout);
  for (let k = 0; k < count; k++) {
    const row = new Float64Array(layout.length);
    row[layout.metric(0, 1, 1, metricIndex('open'))] = open(k);
    replications.add(row);
  }
  return replications;
}

const calibrated = (k: number) => fittedScores(['changes.rounds'], 'luck', k)[0]!;
const level = (name: string, k: number) => normalQuantile(stream('luck', `level of ${name}`, k).next());
const sharesOf = (study: Study, replications: Replications) =>
  apartFromLuck(study, replications).filter(({ metric }) => metric === 'open');

Luck('a figure that follows the calibrated inputs alone is all theirs', () => {
  const study = studyOf();
  const replications = openIn(study, 40, (k) => 100 + 7 * calibrated(k));
  const rows = sharesOf(study, replications);
  assert.equal(
    rows.map(({ organization, unit, source }) => [organization, unit, source]),
    ['calibrated inputs', 'other unsure inputs', 'luck'].map((source) => ['one', 'changes', source]),
  );
  [1, 0, 0].forEach((share, i) => {
    near(rows[i]!.share, share);
  });
  const values = Array.from({ length: 40 }, (_, k) => 7 * calibrated(k));
  near(rows[0]!.deviation, Math.sqrt(variance(values)));
});

for (const [name, more] of [
  ['arrivals', { arrivals: { uncertainty: 0.2 } }],
  ['rounds', { changes: { rounds_uncertainty: 0.2, turnaround_uncertainty: 0 } }],
  ['turnaround', { changes: { rounds_uncertainty: 0, turnaround_uncertainty: 0.2 } }],
  ['hours', { peopleRules: { uncertainty: 0.2 } }],
] as const) {
  Luck(`a figure that follows the unsure level of ${name} alone is that of other unsure inputs`, () => {
    const study = studyOf(more);
    const [own, others, luck] = sharesOf(
      study,
      openIn(study, 60, (k) => 100 + 7 * level(name, k)),
    );
    // Sixty scores of another input explain a tenth of it at most.
    assert.ok(own!.share < 0.15, `${own!.share}`);
    near(own!.share + others!.share, 1);
    near(luck!.share, 0);
    // Where nobody is unsure of it, it is luck.
    const sure = studyOf();
    const [, none, chance] = sharesOf(
      sure,
      openIn(sure, 60, (k) => 100 + 7 * level(name, k)),
    );
    near(none!.share, 0);
    assert.ok(chance!.share > 0.85);
  });
}

Luck('arrivals that are given have no level that is drawn', () => {
  const study = studyOf({ arrivals: { uncertainty: 0.2, given: {} } });
  const [, others] = sharesOf(
    study,
    openIn(study, 60, (k) => 100 + 7 * level('arrivals', k)),
  );
  near(others!.share, 0);
});

Luck(
  'nothing is said without calibration, of few replications, or of a figure that some of them lack',
  () => {
    const open = (k: number) => k;
    const said = (study: Study, count: number, of = open) => sharesOf(study, openIn(study, count, of)).length;
    assert.is(said(studyOf(), 40), 3);
    assert.is(said(studyOf({ fitted: undefined }), 40), 0);
    assert.is(said(studyOf({ fitted: { keys: [] } }), 40), 0);
    // Five replications for each input: one that was calibrated and one that is unsure.
    const two = studyOf({ peopleRules: { uncertainty: 0.2 } });
    assert.equal([said(two, 9), said(two, 10)], [0, 3]);
    assert.is(
      said(studyOf(), 40, (k) => (k === 7 ? Number.NaN : k)),
      0,
    );
  },
);

Luck.run();
