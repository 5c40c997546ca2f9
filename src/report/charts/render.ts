import { indexedPng } from './indexed-png.ts';
import type { Chart } from './picture.ts';
import { textWidth } from './text-width.ts';

/** The chart as an SVG file of its own: the same bytes for the same chart, the same text widths on every machine. */
export async function renderSvg(chart: Chart): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  measureByTable(vega);
  const view = new vega.View(vega.parse(vegaLite.compile(chart.spec).spec), { renderer: 'none' });
  try {
    return accessible(await view.toSVG(), chart).replace(/<text\b.*?<\/text>/gs, withLengths);
  } finally {
    view.finalize();
  }
}

/** The SVG as a PNG at two pixels per unit, with a palette. No font but the given files (TTF, regular and bold) is used. */
export async function renderPng(svg: string, fontFiles: string[]): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Arimo' };
  const { pixels, width, height } = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: 2 } }).render();
  return indexedPng(pixels, width, height);
}

/** Lets vega measure text by our table: its own estimate, made without a canvas, is half as wide again. */
function measureByTable(vega: object): void {
  const { textMetrics } = vega as { textMetrics: { width: (item: TextItem, text: unknown) => number } };
  textMetrics.width = ({ fontSize = 11, fontWeight }, text) =>
    textWidth(String(text ?? ''), fontSize, fontWeight === 700 || fontWeight === 'bold' ? 700 : 400);
}

interface TextItem {
  fontSize?: number;
  fontWeight?: number | string;
}

/** Role, title and description, since those of the specification do not reach the SVG. */
function accessible(svg: string, { name, title, alt }: Chart): string {
  const role = `role="img" aria-labelledby="${name}-title ${name}-desc"`;
  const words = `<title id="${name}-title">${escaped(title)}</title><desc id="${name}-desc">${escaped(alt)}</desc>`;
  return svg.replace(/^<svg\b[^>]*?(?=>)/, (head) => `${head} ${role}`).replace('>', () => `>${words}`);
}

/** A fallback font is often wider than Arial and its text would be clipped; with its length given, it is compressed. */
function withLengths(element: string): string {
  const size = Number(/font-size="([\d.]+)px"/.exec(element)?.[1]);
  const weight = /font-weight="(700|bold)"/.test(element) ? 700 : 400;
  return element.replace(/(<(?:text|tspan)\b[^>]*)>([^<]+)/g, (_, tag: string, text: string) => {
    const width = textWidth(unescaped(text), size, weight).toFixed(1);
    return `${tag} textLength="${width}" lengthAdjust="spacingAndGlyphs">${text}`;
  });
}

const entities: [string, string][] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
];

const escaped = (text: string): string =>
  entities.reduce((t, [sign, code]) => t.replaceAll(sign, code), text);

const unescaped = (text: string): string =>
  entities.reduceRight((t, [sign, code]) => t.replaceAll(code, sign), text);
