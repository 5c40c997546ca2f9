import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { elementaryEffects, latinHypercube, morrisPaths, sobolDesign, sobolIndices } from './sensitivity.ts';
import { gFunction, ishigami, type KnownFunction } from './sensitivity-known.ts';
import { stream } from './stream.ts';
import { mean, variance } from './summary.ts';

const Sensitivity = suite('sensitivity');
const near = (found: number, exact: number, within: number) =>
  assert.ok(Math.abs(found - exact) <= within, `${found} is not ${exact}`);

const KNOWN: [string, number, KnownFunction][] = [
  ['Ishigami', 3, ishigami(7, 0.1)],
  ['g', 6, gFunction([0, 0.5, 3, 9, 99, 99])],
];
for (const [name, inputs, known] of KNOWN) {
  Sensitivity(`the estimated indices of the function of ${name} come to the exact ones`, () => {
    const { a, b, ab } = sobolDesign(inputs, 20_000, stream('sensitivity', name));
    const [atA, atB] = [a.map(known.value), b.map(known.value)];
    near(mean(atA), known.mean, 0.05 * Math.sqrt(known.variance));
    near(variance(atB), known.variance, 0.05 * known.variance);
    ab.forEach((points, i) => {
      const { first, total } = sobolIndices(atA, atB, points.map(known.value));
      near(first, known.first[i]!, 0.035);
      near(total, known.total[i]!, 0.025);
    });
  });
}

Sensitivity('an additive function has first indices that are total and sum to 1', () => {
  const { first, total } = gFunction([4]);
  near(first[0]!, 1, 1e-12);
  near(total[0]!, 1, 1e-12);
  const plane = ([x, y]: readonly number[]) => 3 * x! + 4 * y!;
  const { a, b, ab } = sobolDesign(2, 4_000, stream('sensitivity', 'plane'));
  const centered = (points: number[][]) => points.map((point) => plane(point) - 3.5);
  const found = ab.map((points) => sobolIndices(centered(a), centered(b), centered(points)));
  near(found[0]!.first, 9 / 25, 0.03);
  near(found[1]!.total, 16 / 25, 0.03);
});

Sensitivity('points of a Latin hypercube visit every slice of every input once', () => {
  const points = latinHypercube(3, 50, stream('sensitivity', 'latin'));
  assert.is(points.length, 50);
  for (let input = 0; input < 3; input++) {
    const slices = points.map((point) => Math.floor(50 * point[input]!));
    assert.equal(
      slices.toSorted((x, y) => x - y),
      Array.from({ length: 50 }, (_, i) => i),
    );
    assert.not.equal(
      slices,
      slices.toSorted((x, y) => x - y),
    );
  }
});

Sensitivity('a design changes one input at a time', () => {
  const { a, b, ab } = sobolDesign(3, 4, stream('sensitivity', 'design'));
  ab.forEach((points, input) => {
    points.forEach((point, j) => {
      assert.equal(
        point,
        a[j]!.map((x, i) => (i === input ? b[j]![i]! : x)),
      );
    });
  });
});

Sensitivity('paths stay on the grid and change each input once', () => {
  const paths = morrisPaths(4, 200, 6, stream('sensitivity', 'paths'));
  const orders = new Set<string>();
  const starts = new Set<number>();
  for (const path of paths) {
    assert.is(path.length, 5);
    for (const x of path.flat()) {
      near(5 * x, Math.round(5 * x), 1e-9);
      assert.ok(x > -1e-9 && x < 1 + 1e-9);
    }
    const changed = path.slice(1).map((point, step) => point.findIndex((x, i) => x !== path[step]![i]));
    assert.equal(new Set(changed).size, 4);
    orders.add(changed.join());
    for (const x of path[0]!) starts.add(Math.round(5 * x));
  }
  assert.is(orders.size, 24, 'in every order');
  assert.is(starts.size, 6, 'from every level');
  assert.throws(() => morrisPaths(2, 1, 5, stream('x')), /5 levels are not an even number/);
});

Sensitivity('one path has effects without a deviation, and none has none', () => {
  const effects = elementaryEffects([[[0], [0.5]]], [[1, 4]]);
  assert.equal(effects, [{ mean: 6, meanAbsolute: 6, deviation: Number.NaN }]);
  assert.equal(elementaryEffects([], []), []);
});

Sensitivity('an effect that depends on another input varies from path to path', () => {
  const paths = morrisPaths(3, 400, 4, stream('sensitivity', 'product'));
  const value = ([x, y]: readonly number[]) => x! * y!;
  const effects = elementaryEffects(
    paths,
    paths.map((path) => path.map(value)),
  );
  // the effect of x is y, which stands on 0, 1/3, 2/3, 1 alike
  near(effects[0]!.mean, 0.5, 0.06);
  near(effects[0]!.deviation, Math.sqrt(5) / 6, 0.03);
  assert.equal(effects[2], { mean: 0, meanAbsolute: 0, deviation: 0 });
});

Sensitivity.run();
