import { datum, encode, type Layer } from './picture.ts';
import type { Scale } from './scale.ts';

/** A horizontal bar from `low` to `high` in data coordinates; `y` and `y2` are its edges [px]. */
export interface Span {
  low: number;
  high: number;
  y: number;
  y2: number;
  color: string;
  opacity?: number;
}

/** Bars; `radius` [px] rounds their corners. */
export function spanLayer(name: string, spans: Span[], x: Scale, radius = 0): Layer {
  return {
    name,
    data: { values: spans.map((span) => ({ opacity: 1, ...span })) },
    mark: {
      type: 'rect',
      y: datum('y'),
      y2: datum('y2'),
      fill: datum('color'),
      fillOpacity: datum('opacity'),
      cornerRadius: radius,
    },
    encoding: { x: encode('low', x), x2: { field: 'high' } },
  };
}

/** A value on a bar: a short vertical line from `y` to `y2` [px]. */
export interface Notch {
  value: number;
  y: number;
  y2: number;
  color: string;
  width: number;
}

export function notchLayer(name: string, notches: Notch[], x: Scale): Layer {
  return {
    name,
    data: { values: notches },
    mark: {
      type: 'rule',
      y: datum('y'),
      y2: datum('y2'),
      stroke: datum('color'),
      strokeWidth: datum('width'),
    },
    encoding: { x: encode('value', x) },
  };
}

/** A path through values in the order given, each at its own height [px]. */
export function pathLayer(
  name: string,
  steps: { value: number; y: number }[],
  x: Scale,
  style: { color: string; width: number },
): Layer {
  return {
    name,
    data: { values: steps.map((step, order) => ({ ...step, order })) },
    mark: { type: 'line', stroke: style.color, strokeWidth: style.width, strokeJoin: 'round', y: datum('y') },
    encoding: {
      x: encode('value', x),
      y: { field: 'y', type: 'quantitative', scale: null, axis: null },
      order: { field: 'order', type: 'quantitative' },
    },
  };
}

/** A round mark: a disc if `fill` is its own color, a ring if it is that of the paper. */
export interface Dot {
  color: string;
  fill: string;
  /** Diameter [px]. */
  size: number;
}

/** Dots at a value and a height [px]. */
export function dotLayer(name: string, dots: (Dot & { value: number; y: number })[], x: Scale): Layer {
  return {
    name,
    data: { values: dots },
    mark: { ...dotMark, y: datum('y') },
    encoding: { x: encode('value', x) },
  };
}

/** Dots on a course in time. */
export function pointLayer(
  name: string,
  points: { week: number; value: number }[],
  x: Scale,
  y: Scale,
  { color, fill, size }: Dot,
): Layer {
  return {
    name,
    data: { values: points.map((point) => ({ ...point, color, fill, size })) },
    mark: dotMark,
    encoding: { x: encode('week', x), y: encode('value', y) },
  };
}

const dotMark = {
  type: 'point',
  shape: 'circle',
  opacity: 1,
  size: { expr: 'datum.size * datum.size' },
  stroke: datum('color'),
  strokeWidth: 2,
  fill: datum('fill'),
} as const;
