import type { CalendarRow } from '../results.ts';
import { capitalized } from './phrases.ts';
import {
  type Block,
  blockLayer,
  type Layer,
  type Stroke,
  strokeLayer,
  textLayer,
  type Words,
} from './picture.ts';
import { position, type Scale } from './scale.ts';
import { shorten, textWidth } from './text-width.ts';
import type { Layout, Palette } from './theme.ts';

const week = 7 * 24 * 3600 * 1000;

/** Weeks from one ISO date to another, with fractions. */
export const weeksBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / week;

/** The ISO date so many weeks later. */
export const weeksAfter = (date: string, weeks: number): string =>
  new Date(Date.parse(date) + weeks * week).toISOString().slice(0, 10);

interface Place {
  /** Weeks since `start`, the first day of the projection. */
  x: Scale;
  start: string;
  top: number;
  /** Where the plot ends and the calendar begins [px]. */
  bottom: number;
  layout: Layout;
  palette: Palette;
}

/** Height of the rows of freezes, names and years under the plot [px]. */
export const calendarHeight = (layout: Layout): number => 2 * layout.note + 34;

/** Release cycles as stripes behind the plot with their names below it, feature freezes as blocks, and a row of years. */
export function calendarLayers(calendar: CalendarRow[], place: Place): Layer[] {
  const cycles = visibleCycles(calendar, place);
  return [
    blockLayer('cycles', stripes(cycles, place)),
    blockLayer('feature freezes', freezes(cycles, place)),
    textLayer('names of cycles', names(cycles, place)),
    ...years(place),
  ];
}

/** Whether a feature freeze is drawn, so that the note can explain it. */
export const showsFreeze = (calendar: CalendarRow[], place: Pick<Place, 'x' | 'start'>): boolean =>
  visibleCycles(calendar, place).some((cycle) => cycle.freeze !== undefined);

interface Cycle {
  name: string;
  /** Pixels, cut to the plot. */
  from: number;
  to: number;
  freeze?: number;
}

function visibleCycles(
  calendar: CalendarRow[],
  { x, start }: Pick<Place, 'x' | 'start'>,
): (Cycle & { odd: boolean })[] {
  const at = (date: string) =>
    Math.max(x.range[0], Math.min(x.range[1], position(x, weeksBetween(start, date))));
  return calendar
    .map((row, index) => {
      const [from, to] = [at(row.start), at(row.release)];
      const freeze = row.freeze === '' ? to : at(row.freeze);
      return { name: capitalized(row.cycle), from, to, odd: index % 2 === 1, ...(freeze < to && { freeze }) };
    })
    .filter(({ from, to }) => to - from >= 1);
}

function stripes(cycles: (Cycle & { odd: boolean })[], { top, bottom, layout, palette }: Place): Block[] {
  return cycles
    .filter(({ odd }) => odd)
    .map(({ from, to }) => ({
      x: from,
      x2: to,
      y: top,
      y2: bottom + layout.note + 14,
      color: palette.stripe,
    }));
}

function freezes(cycles: Cycle[], { bottom, palette }: Place): Block[] {
  return cycles.flatMap(({ freeze, to }) =>
    freeze === undefined ? [] : [{ x: freeze, x2: to, y: bottom + 1, y2: bottom + 5, color: palette.axis }],
  );
}

/** Names centered under their cycles; where two would touch, the later one stays whole. */
function names(cycles: Cycle[], { x, bottom, layout, palette }: Place): Words[] {
  const words: Words[] = [];
  let free = x.range[1] + layout.margin;
  for (const { name, from, to } of [...cycles].reverse()) {
    const center = (from + to) / 2;
    const text = shorten(name, 2 * Math.min(free - center, center - x.range[0] + 8), layout.note);
    if (text.length < Math.min(4, name.length)) continue;
    const half = textWidth(text, layout.note) / 2;
    words.unshift({
      x: center,
      y: bottom + layout.note + 7,
      text,
      size: layout.note,
      color: palette.secondary,
      align: 'center',
    });
    free = center - half - 3;
  }
  return words;
}

/** Years where they begin; if the first of them begins late, also the year in which the picture begins. */
function years({ x, start, bottom, layout, palette }: Place): Layer[] {
  const top = bottom + layout.note + 18;
  const [first, last] = x.domain.map((weeks) => Number(weeksAfter(start, weeks).slice(0, 4))) as [
    number,
    number,
  ];
  const strokes: Stroke[] = [];
  const words: Words[] = [];
  const style = { y: top + layout.note, size: layout.note, color: palette.secondary };
  let free = x.range[1] + layout.margin;
  for (let year = last; year > first; year--) {
    const at = position(x, weeksBetween(start, `${year}-01-01`));
    const width = textWidth(String(year), layout.note) + 6;
    if (at + width > free) continue;
    strokes.push({ x: at, x2: at, y: top, y2: top + layout.note + 3, color: palette.axis, width: 1 });
    words.push({ ...style, x: at + 4, text: String(year) });
    free = at - 4;
  }
  if (x.range[0] + textWidth(String(first), layout.note) < free)
    words.push({ ...style, x: x.range[0], text: String(first) });
  return [strokeLayer('beginnings of years', strokes), textLayer('years', words)];
}
