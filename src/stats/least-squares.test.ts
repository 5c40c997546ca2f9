import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dampedStep, solve } from './least-squares.ts';

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

LeastSquares('a square system is solved though its diagonal begins with 0, or with next to nothing', () => {
  near(
    solve(
      [
        [0, 2, 1],
        [1, 0, 0],
        [3, 1, 0],
      ],
      [7, 1, 5],
    ),
    [1, 2, 3],
  );
  near(
    solve(
      [
        [1e-20, 1],
        [1, 1],
      ],
      [1, 2],
    ),
    [1, 1],
  );
});

LeastSquares('damping shortens the step', () => {
  // One parameter of slope 2 and a residual of 6: 12 / 4 without damping, 12 / 6 with damping 2.
  near(dampedStep([[2]], [6], 0), [3]);
  near(dampedStep([[2]], [6], 2), [2]);
});

LeastSquares('damping acts on each parameter alone', () => {
  // Slopes 1 and 2 that share no equation: 3 / (1 + 1) and 8 / (4 + 1).
  near(
    dampedStep(
      [
        [1, 0],
        [0, 2],
      ],
      [3, 4],
      1,
    ),
    [1.5, 1.6],
  );
});

LeastSquares('three parameters are found from the values they make', () => {
  const [a, b, c] = [2, -3, 0.5];
  const at = [-2, -1, 0, 1, 2];
  const columns = [at.map(() => 1), at, at.map((x) => x * x)];
  near(
    dampedStep(
      columns,
      at.map((x) => a + b * x + c * x * x),
      0,
    ),
    [a, b, c],
  );
});

LeastSquares.run();
