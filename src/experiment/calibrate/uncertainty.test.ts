import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { estimatesOf } from './uncertainty.ts';

const Unsure = suite('uncertainty of estimates');

const near = (value: number, wanted: number, within = 1e-9) =>
  assert.ok(Math.abs(value - wanted) < within, `${value} is not ${wanted}`);

const identity = (n: number) =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_r, j) => (i === j ? 1 : 0)));

Unsure('with targets that vary by their errors, the covariance is that of Bayes', () => {
  // Two targets that see each one parameter: precision is slope² from data and leeway⁻² from evidence.
  const found = estimatesOf({
    columns: [
      [3, 0],
      [0, 0.5],
    ],
    residuals: [0, 0],
    chance: identity(2),
    simulation: 0,
    leeways: [1, 2],
  });
  near(found.errors[0]!, Math.sqrt(1 / 10));
  near(found.errors[1]!, Math.sqrt(1 / 0.5));
  near(found.fromData[0]!, 0.9);
  near(found.fromData[1]!, 0.5);
  near(found.correlation[0]![1]!, 0);
  near(found.discrepancy, 0);
});

Unsure('parameters of which only the sum is seen go together, and nothing but evidence parts them', () => {
  const found = estimatesOf({
    columns: [
      [10, 10],
      [10, 10],
    ],
    residuals: [0, 0],
    chance: identity(2),
    simulation: 0,
    leeways: [1, 1],
  });
  assert.ok(found.correlation[0]![1]! < -0.99);
  assert.ok(found.fromData[0]! < 0.51);
});

Unsure('targets that are missed beyond chance widen the intervals, and so does a short simulation', () => {
  const evidence = {
    columns: [[1, 1, 1, 1]],
    residuals: [0, 0, 0, 0],
    chance: identity(4),
    simulation: 0,
    leeways: [10],
  };
  const sure = estimatesOf(evidence);
  const missed = estimatesOf({ ...evidence, residuals: [4, -4, 4, -4] });
  const short = estimatesOf({ ...evidence, simulation: 0.5 });
  assert.ok(missed.errors[0]! > 3 * sure.errors[0]!);
  near(missed.discrepancy ** 2, (64 - 3.0) / 3, 0.5);
  near((short.errors[0]! / sure.errors[0]!) ** 2, 1.5, 0.01);
});

Unsure.run();
