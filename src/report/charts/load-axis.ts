import { percent } from './phrases.ts';
import { blockLayer, type Layer, type Stroke, strokeLayer, textLayer, type Words } from './picture.ts';
import { lineSegments, type RowStyle } from './rows.ts';
import { position, type Scale, ticks } from './scale.ts';
import type { TeamLoad } from './team-loads.ts';
import { textWidth } from './text-width.ts';
import { type Layout, lineHeight, type Palette } from './theme.ts';

/** All that is drawn, 100 %, and room on both sides of it. */
export function loadDomain(loads: TeamLoad[]): [number, number] {
  const drawn = loads.flatMap(({ cycles, last }) => [
    ...cycles.map(({ p50 }) => p50),
    ...(last ? [last.p10, last.p90] : []),
  ]);
  const [low, high] = [Math.min(0.9, ...drawn), Math.max(1.1, ...drawn)];
  const room = (high - low) * 0.05;
  return [Math.max(0, low - room), high + room];
}

interface Place {
  x: Scale;
  style: RowStyle;
  /** Ends of the plot, and where the words of the ticks stand [px]. */
  top: number;
  bottom: number;
  axisY: number;
  layout: Layout;
  palette: Palette;
}

/** The line of 100 %, the side of overload, and ticks wherever their words find room. */
export function loadAxis(rows: { top: number }[], place: Place): Layer[] {
  const { x, style, top, bottom, axisY, layout, palette } = place;
  const right = x.range[1];
  const full = tickAt(1, place);
  const taken = [full];
  for (const value of ticks([100 * x.domain[0], 100 * x.domain[1]], 1)) {
    const next = tickAt(value / 100, place);
    if (taken.every((other) => Math.abs(other.x - next.x) > other.half + next.half + 8)) taken.push(next);
  }
  const tops = rows.map((row) => row.top);
  const segments = lineSegments(tops, top, bottom, style, layout);
  const lines = (at: number, color: string, width: number) =>
    segments.map((segment): Stroke => ({ x: at, x2: at, ...segment, color, width }));
  const long = '► overload: work piles up';
  const fits = full.at + textWidth(long, layout.value) <= right;
  const above = { y: axisY - lineHeight(layout.value) - 2, size: layout.value, color: palette.text };
  return [
    blockLayer('overload', [{ x: full.at, x2: right, y: top, y2: bottom, color: palette.stripe }]),
    strokeLayer(
      'grid',
      taken.slice(1).flatMap(({ at }) => lines(at, palette.grid, 1)),
    ),
    strokeLayer('100 %', lines(full.at, palette.text, 2)),
    textLayer('load', [
      ...taken.map(({ x, text }, index): Words => {
        const weight = index === 0 ? 700 : 400;
        const color = index === 0 ? palette.text : palette.secondary;
        return { x, y: axisY, text, size: layout.value, weight, color, align: 'center' };
      }),
      { ...above, x: full.at, text: fits ? long : '► overload' },
    ]),
  ];
}

/** Where a load lies on the axis, and the center and half width of its words [px]. */
function tickAt(value: number, { x, layout }: Place) {
  const text = percent(value);
  const half = textWidth(text, layout.value, 700) / 2;
  const at = Math.round(position(x, value)) + 0.5;
  return { at, x: Math.max(at, layout.margin + half), half, text };
}
