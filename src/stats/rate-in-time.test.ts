import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { distances, kolmogorovP } from './goodness.ts';
import { expectedEvents, rescaledGaps, timeOfExpected } from './rate-in-time.ts';
import { stream } from './stream.ts';

const Rates = suite('rate in time');
const WEEK = [
  { from: 0, until: 5, rate: 2 },
  { from: 5, until: 7, rate: 0 },
  { from: 7, until: 10, rate: 4 },
];

Rates('expected events rise with the rate and stay where it is 0', () => {
  assert.equal(
    [-1, 0, 2, 5, 6, 7, 8, 10, 99].map((time) => expectedEvents(WEEK, time)),
    [0, 0, 4, 10, 10, 10, 14, 22, 22],
  );
});

Rates('the time of expected events is the first, and there is none beyond all', () => {
  assert.equal(
    [0, 4, 10, 10.4, 22, 23].map((events) => timeOfExpected(WEEK, events)),
    [0, 2, 5, 7.1, 10, Infinity],
  );
  assert.is(timeOfExpected([{ from: 0, until: 3, rate: 0 }], 1), Infinity);
  assert.is(timeOfExpected([{ from: 0, until: 3, rate: 0 }], 0), 0);
});

/** Events at the given rates, by inversion of arrivals of rate 1. */
function eventsOf(name: number): number[] {
  const draw = stream('rates', name);
  const events: number[] = [];
  let sum = -Math.log(draw.next());
  while (sum < 22) {
    events.push(timeOfExpected(WEEK, sum));
    sum += -Math.log(draw.next());
  }
  return events;
}

Rates('events at the rates said are not told apart, events at others are', () => {
  const p = (name: number, rates: typeof WEEK) => {
    const shares = rescaledGaps(rates, eventsOf(name));
    return kolmogorovP(shares.length, distances(shares).kolmogorovSmirnov);
  };
  const studies = Array.from({ length: 300 }, (_, i) => i);
  const rejected = (rates: typeof WEEK) => studies.filter((i) => p(i, rates) < 0.1).length / studies.length;
  assert.ok(rejected(WEEK) < 0.16, `${rejected(WEEK)}`);
  assert.ok(rejected(WEEK.map((stretch) => ({ ...stretch, rate: 3 * stretch.rate }))) > 0.9);
});

Rates.run();
