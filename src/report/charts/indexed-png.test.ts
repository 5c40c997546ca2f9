import { decode } from 'fast-png';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { indexedPng } from './indexed-png.ts';

const Indexed = suite('indexed PNG');

/** RGBA of colors in a row. */
const row = (colors: number[][]) => Uint8Array.from(colors.flatMap((color) => [...color, 255]));

async function colorsOf(rgba: Uint8Array, width: number): Promise<number[][]> {
  const { palette, data } = decode(await indexedPng(rgba, width, rgba.length / 4 / width));
  return Array.from(data, (place) => palette![place]!);
}

Indexed('up to 256 colors stay as they are', async () => {
  const colors = Array.from({ length: 256 }, (_, at) => [at, 255 - at, (at * 7) % 256]);
  assert.equal(await colorsOf(row(colors), 16), colors);
});

Indexed('a frequent color stays as it is among thousands, and no rare one moves far', async () => {
  const rare = Array.from({ length: 4096 }, (_, at) => [(at % 16) * 4, ((at >> 4) % 16) * 4, (at >> 8) * 4]);
  const colors = [...new Array<number[]>(500).fill([255, 254, 253]), ...rare];
  const found = await colorsOf(row(colors), 4596);
  assert.equal(found.slice(0, 500), colors.slice(0, 500));
  const off = found.map((color, at) => Math.hypot(...color.map((value, c) => value - colors[at]![c]!)));
  assert.ok(Math.max(...off) <= 20, `${Math.max(...off)}`);
});

Indexed('the order of pixels that are equally frequent does not change the palette', async () => {
  const colors = Array.from({ length: 600 }, (_, at) => [at % 251, (at * 3) % 241, (at * 11) % 239]);
  const [once, again] = [await colorsOf(row(colors), 600), await colorsOf(row([...colors].reverse()), 600)];
  assert.equal(again.reverse(), once);
});

Indexed.run();
