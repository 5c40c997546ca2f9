import type { TopLevelSpec } from 'vega-lite';
import { capitalized } from './phrases.ts';
import type { Scale } from './scale.ts';
import { shorten, type Weight, wrap } from './text-width.ts';
import { fontFamily, type Layout, type Look, layouts, lineHeight, type Palette, palettes } from './theme.ts';

/** A chart that is ready to be drawn. `title` is the finding it shows, `alt` what a reader who cannot see it is told. */
export interface Chart {
  name: string;
  title: string;
  alt: string;
  spec: TopLevelSpec;
}

export type Layer = Extract<TopLevelSpec, { layer: unknown[] }>['layer'][number];

/** One line of text; `x` and `y` [px] are its anchor on the baseline, from the top left of the picture. */
export interface Words {
  x: number;
  y: number;
  text: string;
  size: number;
  color: string;
  weight?: Weight;
  align?: 'left' | 'center' | 'right';
}

/** A straight line [px]. */
export interface Stroke {
  x: number;
  y: number;
  x2: number;
  y2: number;
  color: string;
  width: number;
  dash?: number[];
}

/** A filled rectangle [px]. */
export interface Block {
  x: number;
  y: number;
  x2: number;
  y2: number;
  color: string;
  opacity?: number;
}

export const datum = (field: string) => ({ expr: `datum.${field}` });

export function textLayer(name: string, words: Words[]): Layer {
  return {
    name,
    data: { values: words.map((line) => ({ weight: 400, align: 'left', ...line })) },
    mark: {
      type: 'text',
      baseline: 'alphabetic',
      x: datum('x'),
      y: datum('y'),
      fontSize: datum('size'),
      fontWeight: datum('weight'),
      align: datum('align'),
      fill: datum('color'),
    },
    encoding: { text: { field: 'text' } },
  };
}

export function strokeLayer(name: string, strokes: Stroke[]): Layer {
  const pixels = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null }) as const;
  return {
    name,
    data: { values: strokes.map((stroke) => ({ dash: [], ...stroke })) },
    mark: { type: 'rule', stroke: datum('color'), strokeWidth: datum('width'), strokeDash: datum('dash') },
    encoding: { x: pixels('x'), y: pixels('y'), x2: { field: 'x2' }, y2: { field: 'y2' } },
  };
}

export function blockLayer(name: string, blocks: Block[]): Layer {
  return {
    name,
    data: { values: blocks.map((block) => ({ opacity: 1, ...block })) },
    mark: {
      type: 'rect',
      x: datum('x'),
      y: datum('y'),
      x2: datum('x2'),
      y2: datum('y2'),
      fill: datum('color'),
      fillOpacity: datum('opacity'),
    },
    encoding: {},
  };
}

export function encode(field: string, { domain, range, log }: Scale) {
  const scale = { domain, range, nice: false, ...(log ? { type: 'log' as const } : { zero: false }) };
  return { field, type: 'quantitative', axis: null, scale } as const;
}

/** A line through rows of `week` and `value`, in data coordinates. */
export function lineLayer(
  name: string,
  rows: { week: number; value: number }[],
  x: Scale,
  y: Scale,
  style: { color: string; width: number; dash: number[] },
): Layer {
  const mark = {
    type: 'line',
    stroke: style.color,
    strokeWidth: style.width,
    strokeDash: style.dash,
  } as const;
  return {
    name,
    data: { values: rows },
    mark: { ...mark, strokeJoin: 'round', strokeCap: style.dash.length > 0 ? 'butt' : 'round' },
    encoding: { x: encode('week', x), y: encode('value', y) },
  };
}

/** An area between `low` and `high` of each `week`, in data coordinates. */
export function bandLayer(
  name: string,
  rows: { week: number; low: number; high: number }[],
  x: Scale,
  y: Scale,
  style: { color: string; opacity: number },
): Layer {
  return {
    name,
    data: { values: rows },
    mark: { type: 'area', fill: style.color, fillOpacity: style.opacity },
    encoding: { x: encode('week', x), y: encode('low', y), y2: { field: 'high' } },
  };
}

/** Lines of text, one below the other from the line whose top is `top`, and the bottom of the last [px]. */
export function paragraph(
  text: string,
  top: number,
  layout: Layout,
  style: { size: number; color: string; weight?: Weight },
): { words: Words[]; bottom: number } {
  const { size, weight = 400 } = style;
  const height = lineHeight(size);
  const lines = wrap(text, layout.width - 2 * layout.margin, size, weight);
  const words = lines.map((line, index) => ({
    ...style,
    x: layout.margin,
    y: top + index * height + Math.round(size * 0.95),
    text: line,
  }));
  return { words, bottom: top + lines.length * height };
}

/** The first wording whose lines fit into the title; if none does, the last one is cut. */
export function fittingTitle(candidates: string[], layout: Layout): string {
  const wordings = candidates.map(capitalized);
  const width = layout.width - 2 * layout.margin;
  const lines = (wording: string) => wrap(wording, width, layout.title, 700);
  const fits = (wording: string) =>
    lines(wording).length <= layout.titleLines &&
    lines(wording).every((line) => shorten(line, width, layout.title, 700) === line);
  return wordings.find(fits) ?? wordings.at(-1)!;
}

/** Title and subtitle at the head of the picture, and where the chart may begin [px]. */
export function heading(title: string, subtitle: string, look: Look): { layers: Layer[]; bottom: number } {
  const { layout, palette } = styleOf(look);
  const head = paragraph(title, layout.margin, layout, {
    size: layout.title,
    color: palette.text,
    weight: 700,
  });
  const below = paragraph(subtitle, head.bottom + 4, layout, {
    size: layout.subtitle,
    color: palette.secondary,
  });
  return {
    layers: [textLayer('title', head.words), textLayer('subtitle', below.words)],
    bottom: below.bottom,
  };
}

export const styleOf = (look: Look): { layout: Layout; palette: Palette } => ({
  layout: layouts[look.layout],
  palette: palettes[look.theme],
});

/** The whole picture: its own coordinates are pixels from the top left, no text can change its size, and each layer
 * has scales of its own, so that several plots find room in it. */
export function picture(look: Look, height: number, description: string, layer: Layer[]): TopLevelSpec {
  const { layout, palette } = styleOf(look);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description,
    background: palette.paper,
    width: layout.width,
    height,
    padding: 0,
    autosize: 'none',
    resolve: { scale: { x: 'independent', y: 'independent' } },
    config: { aria: false, font: fontFamily, view: { stroke: null }, text: { font: fontFamily } },
    layer,
  };
}

/** Longest text that an `alt` attribute should hold [characters]. */
const longestAlt = 400;

/** Sentences in order of weight, as many as an `alt` attribute should hold. */
export function altText(sentences: string[]): string {
  let text = '';
  for (const sentence of sentences) {
    if (text.length + 1 + sentence.length <= longestAlt) text = `${text} ${sentence}`.trim();
  }
  return text;
}
