import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Results } from '../results.ts';
import { asciiFan } from './ascii-fan.ts';
import { factsOf } from './facts.ts';
import { proposalSample } from './sample-results.ts';

const Fan = suite('ascii fan');

const fanOf = (results: Results): string[] => asciiFan(factsOf(results));

/** The chart below its legend. */
const chartOf = (results: Results): string[] => {
  const lines = fanOf(results);
  return lines.slice(lines.indexOf('') + 1);
};

/** Counts of two organizations at the end of one cycle, by hand. */
function byHand(counts: [p10: number, p50: number, p90: number][]): Results {
  const sample = proposalSample({ many: 2, cycles: 1, history: false });
  const names = ['Core team (today)', 'Team per driver'];
  const metrics = sample.metrics.map((row) => {
    const [p10, p50, p90] = counts[names.indexOf(row.organization)]!;
    return row.metric === 'open' ? { ...row, p10, p50, p90 } : row;
  });
  return { ...sample, metrics };
}

Fan('draws p10, median and p90 at their places on the axis', () => {
  const lines = chartOf(
    byHand([
      [100, 200, 400],
      [250, 250, 250],
    ]),
  );
  // A tick is 50 changes and six characters wide.
  assert.equal(lines, [
    '           0     50   100   150   200   250   300   350   400',
    '           +-----+-----+-----+-----+-----+-----+-----+-----+ median',
    'Kilo     C             [-----------o-----------------------]    200',
    '         P                               o                      250',
  ]);
});

Fan('an axis of nothing, of one change and of millions', () => {
  const axis = (high: number) =>
    chartOf(
      byHand([
        [0, 0, high],
        [0, 0, 0],
      ]),
    ).slice(0, 2);
  assert.equal(axis(0), ['           0         1', '           +---------+ median']);
  assert.equal(axis(1), ['           0         1', '           +---------+ median']);
  assert.match(axis(4_200_000)[0]!, /^ +0 +2,000,000 +4,000,000 +6,000,000$/);
});

Fan('past cycles stand above, with the count at their end', () => {
  const sample = proposalSample({ many: 1 });
  const lines = chartOf(sample);
  const week = sample.history.find(({ date }) => date === '2014-10-09')!;
  const juno = lines.find((line) => line.startsWith('Juno'))!;
  assert.ok(juno.endsWith(` ${week.value}`));
  assert.match(juno, /^Juno +o +\d+$/);
  assert.ok(
    lines.findIndex((line) => line.startsWith('projected')) <
      lines.findIndex((line) => line.startsWith('Kilo')),
  );
  assert.match(fanOf(sample).join(' '), /History counts only changes that later merged/);
  assert.not.match(fanOf(proposalSample({ many: 1, history: false })).join(' '), /History|Juno|projected/);
});

Fan('each of twenty organizations has a letter of its own, which the legend explains', () => {
  const sample = proposalSample({ many: 20 });
  const lines = fanOf(sample);
  const legend = lines.slice(0, lines.indexOf('')).join(' ');
  const letters = [...legend.matchAll(/\b([A-Z]) = /g)].map(([, letter]) => letter!);
  assert.is(new Set(letters).size, 20);
  const kilo = chartOf(sample).filter((line) => /^(Kilo| {4}) {4,} ?[A-Z] /.test(line));
  assert.equal(
    kilo.slice(0, 20).map((line) => line[9]),
    letters,
  );
});

Fan('organizations that begin later say when', () => {
  assert.match(
    fanOf(proposalSample()).join(' '),
    /P = Per driver, from 2015-01-15; D = Drivers team, from 2015-10-15/,
  );
});

Fan.run();
