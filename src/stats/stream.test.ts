import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawKey, keyedUniform, type Stream, stream } from './stream.ts';

const Streams = suite('streams');

function take(from: Stream, count: number): number[] {
  return Array.from({ length: count }, () => from.next());
}

function correlation(a: number[], b: number[]): number {
  const center = (values: number[]) => {
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - middle);
  };
  const [x, y] = [center(a), center(b)];
  const product = (p: number[], q: number[]) => p.reduce((sum, value, i) => sum + value * q[i]!, 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

Streams('known answers: the first draws of a name never change', () => {
  assert.equal(take(stream('7', 'arrivals', 'libvirt', 3), 3), KNOWN);
  assert.equal(
    [0, 1, 2].map((i) => keyedUniform(drawKey('7', 'change', 'libvirt', 3), 5, i)),
    KNOWN_KEYED,
  );
});

Streams('of equal names are equal, of other names are not', () => {
  assert.equal(take(stream('7', 'a'), 5), take(stream('7', 'a'), 5));
  for (const other of [stream('8', 'a'), stream('7', 'b'), stream('7', 'a', 0), stream('7a')]) {
    assert.not.equal(take(stream('7', 'a'), 5), take(other, 5));
  }
});

Streams('opening another stream changes nothing', () => {
  const first = stream('7', 'a');
  const early = take(first, 3);
  take(stream('7', 'unused'), 100);
  assert.equal([...early, ...take(first, 3)], take(stream('7', 'a'), 6));
});

Streams('draws lie strictly between 0 and 1, so that logarithms are finite', () => {
  for (const value of take(stream('1', 'bounds'), 100_000)) assert.ok(value > 0 && value < 1);
  const key = drawKey('1', 'bounds');
  for (let i = 0; i < 100_000; i++) {
    const u = keyedUniform(key, i, i % 7);
    assert.ok(u > 0 && u < 1);
  }
});

Streams('consecutive seeds, names and replications are uncorrelated', () => {
  const n = 20_000;
  const limit = 4 / Math.sqrt(n);
  for (let seed = 0; seed < 8; seed++) {
    const base = take(stream(seed, 'arrivals', 'x', 0), n);
    const others = [
      stream(seed + 1, 'arrivals', 'x', 0),
      stream(seed, 'arrivals', 'y', 0),
      stream(seed, 'arrivals', 'x', 1),
    ];
    for (const other of others)
      assert.ok(Math.abs(correlation(base, take(other, n))) < limit, `seed ${seed}`);
  }
});

Streams('draws of neighboring subjects and of neighboring numbers are uncorrelated', () => {
  const n = 50_000;
  const limit = 4 / Math.sqrt(n);
  const key = drawKey('3', 'change', 'common', 1);
  const of = (index: number, shift = 0) =>
    Array.from({ length: n }, (_, i) => keyedUniform(key, i + shift, index));
  for (let index = 0; index < 24; index++) {
    assert.ok(Math.abs(correlation(of(index), of(index + 1))) < limit, `index ${index}`);
    assert.ok(Math.abs(correlation(of(index), of(index, 1))) < limit, `index ${index}, shifted`);
    assert.ok(Math.abs(correlation(of(index), of(index + 8))) < limit, `index ${index}, next visit`);
  }
});

Streams('keyed draws fill the unit interval evenly (chi-square of 100 cells)', () => {
  const cells = new Float64Array(100);
  const key = drawKey('5', 'even');
  const n = 200_000;
  for (let i = 0; i < n; i++) cells[Math.floor(100 * keyedUniform(key, i % 1000, Math.floor(i / 1000)))]!++;
  const chi = cells.reduce((sum, count) => sum + (count - n / 100) ** 2 / (n / 100), 0);
  assert.ok(chi > 50 && chi < 165, `chi-square ${chi}, expected near 99`);
});

const KNOWN: number[] = [0.6161164032528177, 0.6961241877870634, 0.7403460365021601];
const KNOWN_KEYED: number[] = [0.05259403015952557, 0.4716210103360936, 0.07950516685377806];

Streams.run();
