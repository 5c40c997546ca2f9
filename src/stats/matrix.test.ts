import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { covarianceOf, inverse, product, rootOf, transposed } from './matrix.ts';

const Matrices = suite('matrices');

const near = (found: number[][], wanted: number[][]) =>
  found.forEach((row, i) => {
    row.forEach((value, j) => {
      assert.ok(Math.abs(value - wanted[i]![j]!) < 1e-12, `${i},${j}: ${value} is not ${wanted[i]![j]}`);
    });
  });

Matrices('a matrix times its inverse changes nothing', () => {
  const a = [
    [4, 2, 1],
    [2, 5, 3],
    [0, 1, 7],
  ];
  near(product(a, inverse(a)), [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
});

Matrices('the root of a covariance times itself, turned, is the covariance', () => {
  const covariance = [
    [4, 2, 0.4],
    [2, 5, -1],
    [0.4, -1, 3],
  ];
  const root = rootOf(covariance)!;
  near(product(root, transposed(root)), covariance);
  near(
    rootOf([
      [0, 0],
      [0, 9],
    ])!,
    [
      [0, 0],
      [0, 3],
    ],
  );
});

Matrices('correlations that cannot hold together have no root', () => {
  assert.is(
    rootOf([
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ]),
    undefined,
  );
  assert.is(
    rootOf([
      [0, 1],
      [1, 1],
    ]),
    undefined,
  );
});

Matrices('covariance of two columns by hand', () => {
  near(
    covarianceOf([
      [1, 2],
      [2, 4],
      [3, 9],
    ]),
    [
      [1, 3.5],
      [3.5, 13],
    ],
  );
});

Matrices.run();
