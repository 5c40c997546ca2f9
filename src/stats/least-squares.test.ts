import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dampedStep } from './least-squares.ts';

const LeastSquares = suite('least squares');

const near = (found: number[], expected: number[]) =>
  found.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]!) < 1e-12, `${found} and not ${expected}`);
  });

LeastSquares('as many equations as unknowns are solved', () => {
  near(
    dampedStep(
      [
        [0, 1],
        [2, 1],
      ],
      [4, 5],
      0,
    ),
    [3, 2],
  );
});

LeastSquares('a line through four points is the one of the textbook', () => {
  // Points (1, 6), (2, 5), (3, 7), (4, 10): 3.5 + 1.4 x.
  near(
    dampedStep(
      [
        [1, 1, 1, 1],
        [1, 2, 3, 4],
      ],
      [6, 5, 7, 10],
      0,
    ),
    [3.5, 1.4],
  );
});

LeastSquares('damping shortens the step', () => {
  // One parameter of slope 2 and a residual of 6: 12 / 4 without damping, 12 / 6 with damping 2.
  near(dampedStep([[2]], [6], 0), [3]);
  near(dampedStep([[2]], [6], 2), [2]);
});

LeastSquares.run();
