/** Colors that a palette holds, and how many of them are kept for the most frequent colors as they are. */
const PALETTE = 256;
const EXACT = 128;

/** An opaque RGBA picture as a PNG with a palette, less than half as large as with true color, byte for byte the same on
 * every platform. Flat areas keep their colors; of the shades at the edges of text each becomes its nearest neighbor. */
export async function indexedPng(rgba: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const { encode } = await import('fast-png');
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at++) pixels[at] = colorAt(rgba, 4 * at);
  const frequency = new Map<number, number>();
  for (const color of pixels) frequency.set(color, (frequency.get(color) ?? 0) + 1);
  const colors = [...frequency.keys()].sort((a, b) => frequency.get(b)! - frequency.get(a)! || a - b);
  const { palette, nearest } = paletteOf(colors.map(channels));
  const index = new Map(colors.map((color, place) => [color, nearest[place]!]));
  const data = new Uint8Array(pixels.length);
  for (let at = 0; at < data.length; at++) data[at] = index.get(pixels[at]!)!;
  return encode({ width, height, data, depth: 8, channels: 1, palette }, { zlib: { level: 9 } });
}

type Color = [red: number, green: number, blue: number];

const colorAt = (rgba: Uint8Array, at: number): number =>
  (rgba[at]! << 16) | (rgba[at + 1]! << 8) | rgba[at + 2]!;

const channels = (color: number): Color => [color >> 16, (color >> 8) & 255, color & 255];

const distance = (a: Color, b: Color): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

/** The most frequent colors, then again and again the one farthest from all so far; and for each color its place. */
function paletteOf(colors: Color[]): { palette: Color[]; nearest: Uint8Array } {
  const palette: Color[] = [];
  const nearest = new Uint8Array(colors.length);
  const gap = new Float64Array(colors.length).fill(Number.POSITIVE_INFINITY);
  const add = (color: Color) => {
    const place = palette.push(color) - 1;
    colors.forEach((other, index) => {
      const far = distance(color, other);
      if (far >= gap[index]!) return;
      gap[index] = far;
      nearest[index] = place;
    });
  };
  for (const color of colors.slice(0, EXACT)) add(color);
  while (palette.length < PALETTE) {
    const farthest = gap.indexOf(Math.max(...gap));
    if (gap[farthest] === 0) break;
    add(colors[farthest]!);
  }
  return { palette, nearest };
}
