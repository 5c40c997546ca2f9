import type { Words } from './picture.ts';
import { shorten, textWidth } from './text-width.ts';
import { type Layout, type Look, lineHeight, type Palette } from './theme.ts';

/** Rows of one kind in a chart; the rest is counted in its note. */
export const MOST_ROWS = 60;

/** What stands at the head of a row: its name, and a detail in gray. */
export interface RowName {
  name: string;
  detail: string;
  color: string;
}

/** How rows of one look are laid out [px]: names at the left of the marks (wide) or above them (narrow). */
export interface RowStyle {
  /** Distance of two rows. */
  height: number;
  /** From the top of a row to the top of its marks, and the height that these may fill. */
  marksTop: number;
  marksHeight: number;
  /** Where the marks begin. */
  left: number;
}

/** Widest column of names [px]. */
const widestNames = 172;

export function rowStyle(names: RowName[], look: Look, layout: Layout): RowStyle {
  if (look.layout === 'narrow') {
    const line = lineHeight(layout.label) + 3;
    return { height: line + 46, marksTop: line, marksHeight: 34, left: layout.margin };
  }
  const widths = names.flatMap(({ name, detail }) => [
    textWidth(name, layout.label, 700),
    textWidth(detail, layout.value),
  ]);
  const width = Math.min(widestNames, Math.max(0, ...widths));
  return { height: 50, marksTop: 1, marksHeight: 34, left: layout.margin + Math.ceil(width) + 18 };
}

/** Where vertical lines of the axis run [px]: through the whole plot, or only through the marks where names stand above
 * these. `tops` are the tops of the rows. */
export function lineSegments(
  tops: number[],
  top: number,
  bottom: number,
  { left, marksTop, marksHeight }: RowStyle,
  layout: Layout,
): { y: number; y2: number }[] {
  if (left > layout.margin) return [{ y: top, y2: bottom }];
  return tops.map((row) => ({ y: row + marksTop - 1, y2: row + marksTop + marksHeight + 5 }));
}

/** Name and detail of a row that begins at `top`; beside each other where names stand above, as far as `right` [px]. */
export function rowWords(
  { name, detail, color }: RowName,
  top: number,
  right: number,
  style: RowStyle,
  layout: Layout,
  palette: Palette,
): Words[] {
  const x = layout.margin;
  const bold = { x, size: layout.label, color, weight: 700 } as const;
  const gray = { size: layout.value, color: palette.secondary };
  if (style.left > x) {
    const room = style.left - x - 12;
    const words: Words[] = [
      { ...bold, y: top + layout.label, text: shorten(name, room, layout.label, 700) },
      { ...gray, x, y: top + layout.label + 17, text: shorten(detail, room, layout.value) },
    ];
    return words.filter(({ text }) => text !== '');
  }
  const text = shorten(name, right - x, layout.label, 700);
  const next = x + textWidth(text, layout.label, 700) + 8;
  const fits = detail !== '' && next + textWidth(detail, layout.value) <= right;
  const y = top + layout.label;
  return [{ ...bold, y, text }, ...(fits ? [{ ...gray, x: next, y, text: detail }] : [])];
}

/** Names of organizations in their colors, beside each other if they fit between `left` and `right`, else one below
 * the other; and where the last line ends [px]. */
export function colorKey(
  names: { text: string; color: string }[],
  left: number,
  right: number,
  top: number,
  layout: Layout,
): { words: Words[]; bottom: number } {
  const gap = 22;
  const height = lineHeight(layout.label);
  const words: Words[] = [];
  let [x, y] = [left, top + layout.label];
  for (const { text, color } of names) {
    const shown = shorten(text, right - left, layout.label, 700);
    const width = textWidth(shown, layout.label, 700);
    if (x > left && x + width > right) [x, y] = [left, y + height];
    words.push({ x, y, text: shown, size: layout.label, weight: 700, color });
    x += width + gap;
  }
  return { words, bottom: y + Math.round(layout.label * 0.25) };
}
