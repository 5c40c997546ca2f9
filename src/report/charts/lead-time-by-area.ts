import type { Results } from '../results.ts';
import { durationDomain, durationMarks } from './durations.ts';
import { type AreaRow, areaRows, type LeadTimes } from './lead-times.ts';
import {
  areaName,
  leadAlt,
  leadNote,
  leadSubtitle,
  leadTitle,
  medianInterval,
  medians,
} from './lead-words.ts';
import { notchLayer, type Span, spanLayer } from './marks.ts';
import { type Sides, sidesOf } from './pair.ts';
import { rate } from './phrases.ts';
import {
  type Chart,
  heading,
  type Layer,
  paragraph,
  picture,
  strokeLayer,
  styleOf,
  textLayer,
  type Words,
} from './picture.ts';
import { projected } from './projection.ts';
import {
  colorKey,
  lineSegments,
  MOST_ROWS,
  type RowName,
  type RowStyle,
  rowStyle,
  rowWords,
} from './rows.ts';
import { clamped, type Scale } from './scale.ts';
import { textWidth } from './text-width.ts';
import { type Layout, type Look, lineHeight, type Palette } from './theme.ts';

/** Who waits shorter, who longer? Lead times of merged changes by area on a logarithmic axis, under the baseline and an
 * alternative (the first one unless named), with the paired difference of medians. */
export function leadTimeByArea(results: Results, look: Look, alternative?: string): Chart {
  const { layout, palette } = styleOf(look);
  const sides = sidesOf(results, palette, alternative);
  const { start, end } = projected(results);
  const all = areaRows(results, sides);
  const title = leadTitle({ results, sides, rows: all, layout, start, end });
  // The total stands first.
  const rows = all.slice(0, MOST_ROWS + 1);
  const alt = leadAlt({ results, sides, rows, layout, start, end }, title);
  const head = heading(title, leadSubtitle({ results, sides, rows, layout, start, end }), look);

  const names = rows.map((row) => nameOf(row, palette));
  const style = rowStyle(names, look, layout);
  const numbersX = layout.width - layout.margin - numbersWidth(rows, layout);
  const domain = durationDomain(rows.flatMap(drawnTimes));
  const x: Scale = { domain, range: [style.left, numbersX - 22], log: true };

  const keyNames = [sides.baseline, sides.alternative].map(({ name, textColor }) => ({
    text: name,
    color: textColor,
  }));
  const key = colorKey(keyNames, style.left, layout.width - layout.margin, head.bottom + 12, layout);
  const axisY = key.bottom + 4 + layout.value;
  const top = axisY + 8;
  const firstRow = top + 10;
  const tops = rows.map((_, index) => firstRow + index * style.height + (index > 0 ? afterTotal : 0));
  const bottom = (tops.at(-1) ?? firstRow) + style.height - 6;
  const place: Place = { x, tops, style, layout, palette };
  const note = paragraph(leadNote(all.length - rows.length), bottom + 8, layout, {
    size: layout.note,
    color: palette.secondary,
  });

  const spec = picture(look, note.bottom + layout.margin, alt, [
    ...axis(top, bottom, axisY, numbersX, place),
    ...totalRule(rows, place),
    ...bars(rows, sides, place),
    blanks(rows, sides, place),
    textLayer(
      'areas',
      names.flatMap((name, index) =>
        rowWords(name, tops[index]!, layout.width - layout.margin, style, layout, palette),
      ),
    ),
    textLayer('medians', rowNumbers(rows, sides, numbersX, place)),
    textLayer('organizations', key.words),
    ...head.layers,
    textLayer('note', note.words),
  ]);
  return { name: 'lead-time-by-area', title, alt, spec };
}

/** Room between the total and the areas [px]. */
const afterTotal = 10;

interface Place {
  x: Scale;
  /** Tops of the rows [px]. */
  tops: number[];
  style: RowStyle;
  layout: Layout;
  palette: Palette;
}

function nameOf({ area, volume }: AreaRow, { text }: Palette): RowName {
  const merges = rate(volume);
  const detail = Number.isFinite(volume) ? `${merges} ${merges === '1' ? 'merge' : 'merges'} a week` : '';
  return { name: areaName(area), detail, color: text };
}

const drawnTimes = ({ baseline, alternative }: AreaRow): number[] =>
  [baseline.times, alternative.times].flatMap((times) => (times ? Object.values(times) : []));

function numbersWidth(rows: AreaRow[], layout: Layout): number {
  return Math.ceil(
    Math.max(
      textWidth(numbersHead, layout.value),
      ...rows.flatMap((row) => [
        textWidth(medians(row), layout.label, 700),
        textWidth(medianInterval(row), layout.value),
      ]),
    ),
  );
}

const numbersHead = 'median';

function axis(
  top: number,
  bottom: number,
  axisY: number,
  numbersX: number,
  { x, tops, style, layout, palette }: Place,
): Layer[] {
  const marks = durationMarks(x, layout.value, layout.margin, numbersX - 8);
  const words = { y: axisY, size: layout.value, color: palette.secondary };
  const segments = lineSegments(tops, top, bottom, style, layout);
  const lines = marks.flatMap(({ at }) => {
    const line = { x: Math.round(at) + 0.5, x2: Math.round(at) + 0.5, color: palette.grid, width: 1 };
    return segments.map((segment) => ({ ...line, ...segment }));
  });
  return [
    strokeLayer('grid', lines),
    textLayer('lead time', [
      ...marks.map(({ x, text }): Words => ({ ...words, x, text, align: 'center' })),
      { ...words, x: numbersX, text: numbersHead },
    ]),
  ];
}

function totalRule(rows: AreaRow[], { tops, layout, palette }: Place): Layer[] {
  if (rows[0]?.area !== 'all' || rows.length < 2) return [];
  const y = Math.round(tops[1]! - afterTotal) + 0.5;
  const line = { x: layout.margin, x2: layout.width - layout.margin, y, y2: y };
  return [strokeLayer('under the total', [{ ...line, color: palette.axis, width: 1 }])];
}

/** Centers of the two bars of a row [px]. */
const centers = (top: number, { marksTop, marksHeight }: RowStyle): [number, number] => [
  top + marksTop + 0.25 * marksHeight,
  top + marksTop + 0.75 * marksHeight,
];

const halfOf = { outer: 3.5, inner: 6.5 };

function bars(rows: AreaRow[], { baseline, alternative }: Sides, place: Place): Layer[] {
  const { x, tops, style, palette } = place;
  const drawn = rows.flatMap((row, index) => {
    const [first, second] = centers(tops[index]!, style);
    const { area } = row;
    return [
      { area, times: row.baseline.times, center: first, organization: baseline },
      { area, times: row.alternative.times, center: second, organization: alternative },
    ].flatMap((bar) => (bar.times ? [{ ...bar, times: bar.times }] : []));
  });
  const span = (low: keyof LeadTimes, high: keyof LeadTimes, half: number, opacity: number) =>
    drawn.map(({ area, times, center, organization: { name, color } }): Span & object => ({
      ...{ area, organization: name, low: clamped(x, times[low]), high: clamped(x, times[high]) },
      ...{ y: center - half, y2: center + half, color, opacity },
    }));
  const gaps = drawn.map(({ times, center }) => ({
    ...{ value: clamped(x, times.median), y: center - halfOf.inner, y2: center + halfOf.inner },
    ...{ color: palette.paper, width: 3 },
  }));
  return [
    spanLayer('8 of 10 changes', span('p10', 'p90', halfOf.outer, palette.opacity.bar), x),
    spanLayer('middle 5 of 10 changes', span('p25', 'p75', halfOf.inner, 1), x),
    notchLayer('gaps at the medians', gaps, x),
  ];
}

/** Words in place of a bar where no change merged. */
function blanks(rows: AreaRow[], { baseline, alternative }: Sides, { x, tops, style, layout }: Place): Layer {
  const words = rows.flatMap((row, index) => {
    const at = centers(tops[index]!, style);
    return [
      { ...row.baseline, y: at[0], color: baseline.textColor },
      { ...row.alternative, y: at[1], color: alternative.textColor },
    ].flatMap(({ times, y, color }): Words[] =>
      times ? [] : [{ x: x.range[0] + 4, y: y + 4, text: 'nothing merges', size: layout.note, color }],
    );
  });
  return textLayer('without lead times', words);
}

function rowNumbers(rows: AreaRow[], { alternative }: Sides, x: number, place: Place): Words[] {
  const { tops, style, layout, palette } = place;
  const colors = { better: alternative.textColor, worse: palette.text };
  return rows.flatMap((row, index) => {
    const color =
      row.verdict === 'better' || row.verdict === 'worse' ? colors[row.verdict] : palette.secondary;
    const interval = medianInterval(row);
    const y = tops[index]! + style.marksTop + 13;
    const words: Words[] = [{ x, y, text: medians(row), size: layout.label, weight: 700, color }];
    const small = { x, y: y + lineHeight(layout.value) + 1, size: layout.value, color: palette.secondary };
    return interval === '' ? words : [...words, { ...small, text: interval }];
  });
}
