import type { Stroke, Words } from './picture.ts';
import { spread } from './scale.ts';
import { shorten, textWidth, type Weight, wrap } from './text-width.ts';
import { lineHeight } from './theme.ts';

/** A label at the right of the plot, beside the height [px] that it speaks of. */
export interface Label {
  at: number;
  lines: { text: string; size: number; color: string; weight?: Weight }[];
}

/** Space between two labels [px]. */
const gap = 6;

const heightOf = (label: Label): number =>
  label.lines.reduce((sum, { size }) => sum + lineHeight(size), label.lines.length > 0 ? gap : 0);

/** Room that all labels need, one below the other [px]. */
export const stackHeight = (labels: Label[]): number =>
  labels.reduce((sum, label) => sum + heightOf(label), 0);

/** Width of the widest line [px]. */
export const widestLine = (labels: Label[]): number =>
  Math.max(
    ...labels.flatMap(({ lines }) => lines.map(({ text, size, weight }) => textWidth(text, size, weight))),
  );

/** Labels pushed apart between `top` and `bottom`, and where the middle of each came to stand [px]. */
export function placeLabels(
  labels: Label[],
  x: number,
  top: number,
  bottom: number,
): { words: Words[]; centers: number[] } {
  const blocks = labels.map((label) => ({ at: label.at, height: heightOf(label) }));
  const centers = spread(blocks, top, bottom);
  const words = labels.flatMap(({ lines }, index) => {
    let y = centers[index]! - (blocks[index]!.height - gap) / 2;
    return lines.map((line) => {
      const height = lineHeight(line.size);
      y += height;
      return { ...line, x, y: y - Math.round(height * 0.25) };
    });
  });
  return { words, centers };
}

/** A thin line from the thing to its label where the label had to move away. */
export function leaders(labels: Label[], centers: number[], from: number, to: number): Stroke[] {
  return labels.flatMap(({ at, lines }, index) => {
    const center = centers[index]!;
    if (Math.abs(center - at) <= 8) return [];
    return [{ x: from, y: at, x2: to, y2: center, color: lines[0]!.color, width: 1 }];
  });
}

/** A name on at most `most` lines of `width` [px]: the long form if it fits, else the short one, which may take two lines
 * before it is cut. */
export function nameLines(name: string, short: string, width: number, size: number, most: number): string[] {
  const fits = (lines: string[], atMost: number) =>
    lines.length <= atMost && lines.every((line) => textWidth(line, size, 700) <= width);
  const [long, brief] = [name, short].map((text) => wrap(text, width, size, 700)) as [string[], string[]];
  if (fits(long, most)) return long;
  if (fits(brief, Math.max(2, most))) return brief;
  return [shorten(short, width, size, 700)];
}
