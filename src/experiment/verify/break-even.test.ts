import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { crossing, designPoints } from './break-even.ts';

const Crossing = suite('break-even');

/**
 * Two M/M/1 of load 0.8 against one M/M/2: pooled, W = 1/(1 − 0.8²) and Wq = 0.64 W; split, W = 1/(s − 0.8) and
 * Wq = 0.8/s/(s − 0.8) at speed s.
 */
Crossing('points lie about the gain where both are equal, first for the wait, then for the sojourn', () => {
  const points = designPoints(2, 1, 0.8);
  const wait = 0.64 / 0.36;
  const sojourn = 1 / 0.36;
  const forWait = (0.8 + Math.sqrt(0.64 + (4 * 0.8) / wait)) / 2;
  const forSojourn = 0.8 + 1 / sojourn;
  const expected = [forWait, forSojourn].flatMap((speed) => [0.95, 1, 1.05].map((by) => by * speed - 1));
  for (const [i, gain] of points.entries()) assert.ok(Math.abs(gain - expected[i]!) < 1e-9, `${i}: ${gain}`);
  assert.is(points.length, 6);
});

/** Two M/M/2 of load 1/2 against M/M/4 of load 1/2: Erlang's C by hand, 1/3 for two servers and 4/23 for four. */
Crossing('teams of several reviewers break even where Erlang says', () => {
  const pooled = 4 / 23 / 2;
  const speed = 1 + designPoints(2, 2, 0.5)[1]!;
  const offered = 1 / speed;
  // C(2, a) = a²/(2 + a) for two servers, whose wait is C/(2s − 1).
  const split = offered ** 2 / (2 + offered) / (2 * speed - 1);
  assert.ok(Math.abs(split - pooled) < 1e-9);
});

Crossing('a curve whose reciprocal is straight is crossed exactly', () => {
  const curve = (x: number) => 1 / (3 * x - 1);
  const at = [1, 2, 4];
  assert.ok(Math.abs(crossing(at, at.map(curve), curve(2.7)) - 2.7) < 1e-12);
  assert.ok(Math.abs(crossing(at, at.map(curve), curve(2)) - 2) < 1e-12);
});

Crossing('one whose reciprocal bends a little is crossed within the square of the distance', () => {
  const curve = (x: number) => 1 / (x + 0.05 * x * x);
  const at = [0.95, 1, 1.05];
  assert.ok(Math.abs(crossing(at, at.map(curve), curve(1.02)) - 1.02) < 1e-6);
});

Crossing.run();
