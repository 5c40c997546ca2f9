import type { CalendarRow } from '../results.ts';
import { isInside, type Season, type Track } from './agreement-facts.ts';
import { type AgreementFacts, cycleName, weeksInside } from './agreement-words.ts';
import { weeksBetween } from './calendar.ts';
import { type Label, leaders, placeLabels, widestLine } from './labels.ts';
import { pointLayer } from './marks.ts';
import { monthMarks } from './months.ts';
import { count, interval } from './phrases.ts';
import {
  bandLayer,
  blockLayer,
  type Layer,
  lineLayer,
  strokeLayer,
  textLayer,
  type Words,
} from './picture.ts';
import { position, type Scale, ticks } from './scale.ts';
import { shorten, textWidth } from './text-width.ts';
import { type Layout, lineHeight, type Palette } from './theme.ts';

/** What is drawn week by week: one row of panels each. */
const panelRows = [
  { name: 'open', heading: 'open changes that later merge', shift: 1 },
  { name: 'merges', heading: 'merges a week', shift: 0.5 },
] as const satisfies { name: keyof Season; heading: string; shift: number }[];

/** Room between two columns, and height of a plot [px]. */
const columnGap = 24;
const plotHeight = 96;

/** A column of panels for each cycle, in order of time. */
export function weekPanels(
  { results, seasons }: AgreementFacts,
  top: number,
  layout: Layout,
  palette: Palette,
): { layers: Layer[]; bottom: number } {
  const rows = panelRows.filter(({ name }) => seasons.some((season) => season[name] !== undefined));
  const labels = rows.map(({ name }) => endLabels(seasons.at(-1)![name], layout, palette));
  const labelX =
    layout.width - layout.margin - Math.ceil(Math.max(0, ...labels.flat().map((l) => widestLine([l]))));
  const scales = rows.map(({ name }) => domainOf(seasons.flatMap((season) => season[name] ?? [])));
  const numbers = scales.flatMap((domain) => ticks(domain, 1));
  const left = layout.margin + Math.max(...numbers.map((value) => textWidth(count(value), layout.value))) + 8;
  const columns = columnsOf(seasons, left, labelX - 22);

  const namesY = top + layout.label;
  let y = namesY + 8;
  const layers: Layer[] = [
    textLayer(
      'cycles',
      columns.map(({ x, season }) => columnName(season, x, namesY, layout, palette)),
    ),
  ];
  rows.forEach(({ name, heading, shift }, index) => {
    const head = { x: layout.margin, y: y + layout.value, text: heading, size: layout.value };
    const plotTop = y + lineHeight(layout.value) + 8;
    const scale: Scale = { domain: scales[index]!, range: [plotTop + plotHeight, plotTop] };
    const place: Place = { y: scale, bottom: plotTop + plotHeight, shift, layout, palette };
    layers.push(
      textLayer(`heading: ${name}`, [{ ...head, color: palette.text }]),
      ...axis(name, columns, place),
      ...columns.flatMap((column) => panel(name, column, results.calendar, place)),
      ...ending(name, labels[index]!, labelX, place),
    );
    y = place.bottom + 12 + lineHeight(layout.note) + lineHeight(layout.value) + 10;
  });
  return { layers, bottom: y };
}

interface Column {
  season: Season;
  /** Weeks of the season. */
  x: Scale;
}

interface Place {
  y: Scale;
  bottom: number;
  /** Where within its week a value stands: a count at the end, a rate in the middle [weeks]. */
  shift: number;
  layout: Layout;
  palette: Palette;
}

/** Columns as wide as their weeks. */
function columnsOf(seasons: Season[], left: number, right: number): Column[] {
  const weeks = seasons.reduce((sum, season) => sum + season.weeks, 0);
  const width = (right - left - (seasons.length - 1) * columnGap) / weeks;
  let from = left;
  return seasons.map((season) => {
    const to = from + season.weeks * width;
    const x: Scale = { domain: [0, season.weeks], range: [from, to] };
    from = to + columnGap;
    return { season, x };
  });
}

/** Zero, all that is drawn, and a little room. */
function domainOf(tracks: Track[]): [number, number] {
  const highest = Math.max(
    0,
    ...tracks.flatMap(({ rows }) => rows.flatMap(({ actual, p90 }) => [actual, p90])),
  );
  return [0, highest > 0 ? highest * 1.04 : 1];
}

function columnName(season: Season, x: Scale, y: number, layout: Layout, palette: Palette): Words {
  const text = cycleName(season);
  return { x: x.range[0], y, text, size: layout.label, weight: 700, color: palette.text };
}

function axis(name: string, columns: Column[], { y, layout, palette }: Place): Layer[] {
  const at = (value: number) => Math.round(position(y, value)) + 0.5;
  const values = ticks(y.domain, 1);
  const lines = values.flatMap((value) =>
    columns.map(({ x }) => ({ x: x.range[0], x2: x.range[1], y: at(value), y2: at(value) })),
  );
  const style = { size: layout.value, color: palette.secondary, align: 'right' } as const;
  const left = columns[0]!.x.range[0] - 8;
  return [
    strokeLayer(
      `grid: ${name}`,
      lines.map((line) => ({ ...line, color: palette.grid, width: 1 })),
    ),
    textLayer(
      `axis: ${name}`,
      values.map(
        (value): Words => ({
          ...style,
          x: left,
          y: at(value) + Math.round(layout.value * 0.35),
          text: count(value),
        }),
      ),
    ),
  ];
}

/** Band and median of the projection, what happened, the weeks outside, and how many are inside. */
function panel(
  name: (typeof panelRows)[number]['name'],
  { season, x }: Column,
  calendar: CalendarRow[],
  place: Place,
): Layer[] {
  const { y, bottom, shift, layout, palette } = place;
  const track = season[name];
  const title = `${name}, ${season.cycle}`;
  const below = bottom + 8 + layout.note;
  const months = monthMarks(season.start, x, layout.note);
  const gray = { size: layout.note, color: palette.secondary, align: 'center' } as const;
  const calendarOf = [
    blockLayer(`feature freeze: ${title}`, freezeOf(season, calendar, x, bottom, palette)),
    textLayer(
      `months: ${title}`,
      months.map((month): Words => ({ ...gray, ...month, y: below })),
    ),
  ];
  if (!track) return calendarOf;
  const rows = track.rows.map((row) => ({ ...row, week: row.week + shift }));
  const band = rows.map(({ week, p10, p90 }) => ({ week, low: p10, high: p90 }));
  const outside = rows.filter((row) => !isInside(row)).map(({ week, actual }) => ({ week, value: actual }));
  const line = (field: 'p50' | 'actual') => rows.map((row) => ({ week: row.week, value: row[field] }));
  const y0 = below + lineHeight(layout.value);
  const room = x.range[1] - x.range[0] + columnGap - 8;
  const wordings = [`${weeksInside(track)} inside`, `${weeksInside(track).replace(' weeks', '')} inside`];
  const fits = (text: string) => textWidth(text, layout.value, 700) <= room;
  const text = wordings.find(fits) ?? shorten(wordings[1]!, room, layout.value, 700);
  const inside = { x: x.range[0], y: y0, text, size: layout.value };
  return [
    ...calendarOf,
    bandLayer(`8 of 10 replications: ${title}`, band, x, y, {
      color: palette.baseline,
      opacity: palette.opacity.band,
    }),
    lineLayer(`projection: ${title}`, line('p50'), x, y, { color: palette.baseline, width: 2, dash: [] }),
    lineLayer(`actual: ${title}`, line('actual'), x, y, { color: palette.text, width: 1.5, dash: [] }),
    pointLayer(`outside: ${title}`, outside, x, y, { color: palette.text, fill: palette.paper, size: 6 }),
    textLayer(`inside: ${title}`, [{ ...inside, weight: 700, color: palette.text }]),
  ];
}

/** Whether a feature freeze is drawn, so that the note can explain it. */
export const showsFreezes = ({ results, seasons }: AgreementFacts): boolean =>
  seasons.some(({ cycle }) => results.calendar.some((row) => row.cycle === cycle && row.freeze !== ''));

function freezeOf(season: Season, calendar: CalendarRow[], x: Scale, bottom: number, palette: Palette) {
  const row = calendar.find(({ cycle }) => cycle === season.cycle);
  if (!row || row.freeze === '') return [];
  const at = (date: string) =>
    Math.max(x.range[0], Math.min(x.range[1], position(x, weeksBetween(season.start, date))));
  const [from, to] = [at(row.freeze), at(row.release)];
  return to > from ? [{ x: from, x2: to, y: bottom + 1, y2: bottom + 5, color: palette.axis }] : [];
}

/** What happened and what was projected for the last week, as labels of the two lines. */
function endLabels(track: Track | undefined, layout: Layout, palette: Palette): Label[] {
  const last = track?.rows.at(-1);
  if (!last) return [];
  const bold = { size: layout.label, weight: 700 } as const;
  const range = { text: `(${interval(last.p10, last.p90)})`, size: layout.value, color: palette.secondary };
  return [
    { at: last.actual, lines: [{ ...bold, text: `actual ${count(last.actual)}`, color: palette.text }] },
    {
      at: last.p50,
      lines: [{ ...bold, text: `projected ${count(last.p50)}`, color: palette.baseline }, range],
    },
  ];
}

function ending(name: string, labels: Label[], x: number, { y, bottom }: Place): Layer[] {
  const placed = labels.map((label) => ({ ...label, at: position(y, label.at) }));
  const { words, centers } = placeLabels(placed, x, bottom - plotHeight - 6, bottom + 12);
  return [
    strokeLayer(`leaders: ${name}`, leaders(placed, centers, x - 16, x - 4)),
    textLayer(`last week: ${name}`, words),
  ];
}
