import type { DifferenceRow } from '../results.ts';
import { sideLabel } from './difference-words.ts';
import type { Pair } from './pair.ts';
import { shortMonthYear, signed } from './phrases.ts';
import {
  bandLayer,
  blockLayer,
  type Layer,
  lineLayer,
  strokeLayer,
  textLayer,
  type Words,
} from './picture.ts';
import { position, type Scale } from './scale.ts';
import { textWidth, wrap } from './text-width.ts';
import { type Layout, lineHeight, type Palette } from './theme.ts';

/** Where the paired difference is drawn: `top` and `bottom` enclose the plot and the labels of its sides [px]. */
export interface Place {
  x: Scale;
  y: Scale;
  start: string;
  top: number;
  bottom: number;
  layout: Layout;
  palette: Palette;
}

export function axis(values: number[], { x, y, layout, palette }: Place): Layer[] {
  const at = (value: number) => Math.round(position(y, value)) + 0.5;
  const style = { size: layout.value, color: palette.secondary, align: 'right', x: x.range[0] - 8 } as const;
  const words = values.map(
    (value): Words => ({ ...style, y: at(value) + Math.round(layout.value * 0.35), text: signed(value) }),
  );
  const strokes = values.map((value) => ({
    x: x.range[0],
    x2: x.range[1],
    y: at(value),
    y2: at(value),
    color: value === 0 ? palette.text : palette.grid,
    width: value === 0 ? 1.6 : 1,
  }));
  return [strokeLayer('grid', strokes), textLayer('difference', words)];
}

export function bands({ finding, alternative: { color, line } }: Pair, { x, y, palette }: Place): Layer[] {
  const rows = finding.weeks.map((row) => ({ ...row, week: row.week + 1 }));
  const wide = rows.map(({ week, p10, p90 }) => ({ week, low: p10, high: p90 }));
  const narrow = rows.map(({ week, ci_low, ci_high }) => ({ week, low: ci_low, high: ci_high }));
  const mean = rows.map(({ week, difference }) => ({ week, value: difference }));
  const { band, confidence } = palette.opacity;
  return [
    bandLayer('8 of 10 replications', wide, x, y, { color, opacity: band }),
    bandLayer('95 % confidence interval of the mean', narrow, x, y, { color, opacity: confidence }),
    lineLayer('mean', mean, x, y, { color, ...line, width: 2 }),
  ];
}

/** Which side of zero is better for whom. */
export function sides({ baseline, alternative }: Pair, { x, top, bottom, layout }: Place): Layer {
  const [left, right] = [x.range[0] + 8, x.range[1] - 8];
  const style = { size: layout.label, weight: 700 } as const;
  const more = sideLabel('▲', 'more open', baseline, right - left, layout);
  const fewer = sideLabel('▼', 'fewer open', alternative, right - left, layout);
  return textLayer('sides', [
    { ...style, x: right, y: top + layout.label + 2, text: more, color: baseline.textColor, align: 'right' },
    { ...style, x: left, y: bottom - 7, text: fewer, color: alternative.color },
  ]);
}

/** A ring where the mean crosses zero for good, with the month. */
export function turnLayers({ finding: { turn, weeks } }: Pair, { x, y, layout, palette }: Place): Layer[] {
  if (!turn) return [];
  const before = weeks[weeks.indexOf(turn) - 1]!;
  const share = before.difference / (before.difference - turn.difference);
  const week = before.week + 1 + share * (turn.week - before.week);
  const [at, zero] = [position(x, week), Math.round(position(y, 0)) + 0.5];
  const room = x.range[1] - at - 8;
  const words = wrap(`level in ${shortMonthYear(turn.date)}`, Math.max(room, 0), layout.value);
  const toRight = words.every((line) => textWidth(line, layout.value) <= room);
  const above = turn.difference < 0 === toRight;
  const height = lineHeight(layout.value);
  const first = above ? zero - 9 - (words.length - 1) * height : zero + 8 + layout.value;
  const style = { size: layout.value, color: palette.text, align: toRight ? 'left' : 'right' } as const;
  return [
    {
      name: 'turn',
      data: { values: [{ x: at, y: zero }] },
      mark: {
        type: 'point',
        shape: 'circle',
        size: 60,
        opacity: 1,
        x: { expr: 'datum.x' },
        y: { expr: 'datum.y' },
        stroke: palette.text,
        strokeWidth: 2,
        fill: palette.paper,
      },
      encoding: {},
    },
    textLayer(
      'month of the turn',
      words.map((text, index) => ({ ...style, x: at + (toRight ? 8 : -8), y: first + index * height, text })),
    ),
  ];
}

export function endBar(
  last: DifferenceRow,
  x: number,
  { alternative: { color } }: Pair,
  { y, palette }: Place,
): Layer[] {
  const from = (low: number, high: number, opacity: number) => ({
    x,
    x2: x + 7,
    y: Math.min(position(y, high), position(y, 0.5 * (low + high)) - 0.75),
    y2: Math.max(position(y, low), position(y, 0.5 * (low + high)) + 0.75),
    color,
    opacity,
  });
  const { bar } = palette.opacity;
  return [
    blockLayer('bar: 8 of 10, and the mean', [
      from(last.p10, last.p90, bar),
      from(last.ci_low, last.ci_high, 1),
    ]),
  ];
}
