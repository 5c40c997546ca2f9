import type { AgreementRow } from '../results.ts';
import { isInside, type LeadRow } from './agreement-facts.ts';
import { projectedDays } from './agreement-words.ts';
import { durationDomain, durationMarks } from './durations.ts';
import { areaName } from './lead-words.ts';
import { dotLayer, notchLayer, spanLayer } from './marks.ts';
import { days } from './phrases.ts';
import { type Layer, strokeLayer, textLayer, type Words } from './picture.ts';
import { clamped, type Scale } from './scale.ts';
import { shorten, textWidth } from './text-width.ts';
import { type Layout, lineHeight, type Palette } from './theme.ts';

type Metric = 'median' | 'p90';

const headings: Record<Metric, string> = { median: 'lead time, median', p90: 'lead time, p90' };

/** Distance of two rows, and of the two halves [px]. */
const rowHeight = 24;
const halfGap = 30;

/** Lead times by area: what happened (dot) on the bar of 8 of 10 replications, one half of the panel for each metric. */
export function leadPanel(
  rows: LeadRow[],
  metrics: Metric[],
  top: number,
  layout: Layout,
  palette: Palette,
): { layers: Layer[]; bottom: number } {
  const names = rows.map(({ area }) => shorten(areaName(area), layout.labelWidth, layout.value, 700));
  const left =
    layout.margin + Math.ceil(Math.max(...names.map((name) => textWidth(name, layout.value, 700)))) + 14;
  const width = (layout.width - layout.margin - left - (metrics.length - 1) * halfGap) / metrics.length;

  const axisY = top + layout.value + lineHeight(layout.value) + 2;
  const first = axisY + 8;
  const bottom = first + rows.length * rowHeight;
  const centers = rows.map((_, index) => first + (index + 0.5) * rowHeight);
  const halves = metrics.flatMap((metric, index) => {
    const from = left + index * (width + halfGap);
    const cells = rows.map((row) => row[metric]);
    const domain = durationDomain(
      cells.flatMap((row) => (row ? [row.actual, row.p10, row.p50, row.p90] : [])),
    );
    const place: Place = {
      metric,
      cells,
      domain,
      from,
      to: from + width,
      top,
      first,
      bottom,
      centers,
      layout,
      palette,
    };
    return half(place);
  });
  const words = names.map((text, index): Words => {
    const y = baselineAt(centers[index]!, layout);
    return { x: layout.margin, y, text, size: layout.value, weight: 700, color: palette.text };
  });
  return { layers: [textLayer('areas', words), ...halves], bottom };
}

interface Place {
  metric: Metric;
  /** In order of the rows; blank where an area has no such number. */
  cells: (AgreementRow | undefined)[];
  domain: [number, number];
  /** Ends of this half, top of its heading, and ends of its rows [px]. */
  from: number;
  to: number;
  top: number;
  first: number;
  bottom: number;
  centers: number[];
  layout: Layout;
  palette: Palette;
}

const baselineAt = (center: number, layout: Layout): number => center + Math.round(layout.value * 0.35);

function half(place: Place): Layer[] {
  const { metric, cells, domain, from, to, top, first, bottom, centers, layout, palette } = place;
  const shown = cells.flatMap((row, index) => (row ? [{ row, center: centers[index]! }] : []));
  const widths = shown.map(({ row }) => numberWidths(row, layout));
  const [actualWidth, projectedWidth] = ['actual', 'projected'].map((head, part) =>
    Math.max(textWidth(head, layout.value), ...widths.map((pair) => pair[part]!)),
  );
  const projectedX = to - projectedWidth!;
  const actualX = projectedX - 8;
  const x: Scale = { domain, range: [from, actualX - actualWidth! - 14], log: true };

  const marks = durationMarks(x, layout.value, from, x.range[1] + 8);
  const gray = { size: layout.value, color: palette.secondary };
  const axisY = first - 8;
  const lines = marks.map(({ at }) => {
    const line = Math.round(at) + 0.5;
    return { x: line, x2: line, y: first - 2, y2: bottom, color: palette.grid, width: 1 };
  });
  const bars = shown.map(({ row, center }) => ({
    ...{ area: row.area, low: clamped(x, row.p10), high: clamped(x, row.p90) },
    ...{ y: center - 5, y2: center + 5, color: palette.baseline, opacity: palette.opacity.bar },
  }));
  const notches = shown.map(({ row, center }) => ({
    ...{ value: clamped(x, row.p50), y: center - 5, y2: center + 5 },
    ...{ color: palette.baseline, width: 3 },
  }));
  const dots = shown.map(({ row, center }) => ({
    ...{ value: clamped(x, row.actual), y: center, color: palette.text, size: 7 },
    fill: isInside(row) ? palette.text : palette.paper,
  }));
  const numbers = shown.flatMap(({ row, center }): Words[] => {
    const y = baselineAt(center, layout);
    const bold = { size: layout.value, weight: 700, color: palette.text, align: 'right' } as const;
    return [
      { ...bold, x: actualX, y, text: days(row.actual) },
      { ...gray, x: projectedX, y, text: projectedDays(row) },
    ];
  });
  return [
    strokeLayer(`grid: ${metric}`, lines),
    textLayer(`axis: ${metric}`, [
      { ...gray, x: from, y: top + layout.value, text: headings[metric], color: palette.text },
      { ...gray, x: actualX, y: axisY, text: 'actual', color: palette.text, align: 'right' },
      { ...gray, x: projectedX, y: axisY, text: 'projected' },
      ...marks.map(({ x, text }): Words => ({ ...gray, x, y: axisY, text, align: 'center' })),
    ]),
    spanLayer(`8 of 10 replications: ${metric}`, bars, x, 2),
    notchLayer(`projection: ${metric}`, notches, x),
    dotLayer(`actual: ${metric}`, dots, x),
    textLayer(`numbers: ${metric}`, numbers),
  ];
}

const numberWidths = (row: AgreementRow, layout: Layout): [number, number] => [
  textWidth(days(row.actual), layout.value, 700),
  textWidth(projectedDays(row), layout.value),
];
