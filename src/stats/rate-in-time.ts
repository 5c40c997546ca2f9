/** A stretch of time with a constant rate of events. Stretches follow one another without gaps, the first from 0. */
export interface Stretch {
  from: number;
  until: number;
  rate: number;
}

/** Expected events up to a time: the integral of the rate, level before the first stretch and after the last. */
export function expectedEvents(stretches: readonly Stretch[], time: number): number {
  return stretches.reduce(
    (sum, { from, until, rate }) => sum + rate * Math.max(0, Math.min(time, until) - from),
    0,
  );
}

/**
 * The first time by which `events` are expected, Infinity if there is none: turns arrivals of rate 1 into arrivals of the
 * given rate (Çinlar, Introduction to Stochastic Processes, 1975; Leemis, Management Science 37, 1991).
 */
export function timeOfExpected(stretches: readonly Stretch[], events: number): number {
  let before = 0;
  for (const { from, until, rate } of stretches) {
    const here = rate * (until - from);
    if (before + here >= events) return rate > 0 ? from + (events - before) / rate : from;
    before += here;
  }
  return Number.POSITIVE_INFINITY;
}

/**
 * One share for each event, independent and evenly spread over 0 … 1 if events came at the rates said: 1 − e^−gap, with
 * gaps between events in expected events, the first from 0 (Brown, Barbieri, Ventura, Kass and Frank, Neural Computation
 * 14, 2002; for call centers Kim and Whitt, M&SOM 16, 2014). The time after the last event is not used. `kolmogorovP` of
 * their distance tests the rates.
 *
 * @param events times in rising order
 */
export function rescaledGaps(stretches: readonly Stretch[], events: readonly number[]): number[] {
  const expected = events.map((time) => expectedEvents(stretches, time));
  return expected.map((upTo, i) => -Math.expm1((expected[i - 1] ?? 0) - upTo));
}
