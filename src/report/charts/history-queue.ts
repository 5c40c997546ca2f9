import { isoDay } from '../../history/describe/days.ts';
import type { Description } from '../../history/describe/describe.ts';
import type { WeekCounts } from '../../history/describe/weeks.ts';
import type { CalendarRow } from '../results.ts';
import { calendarHeight, calendarLayers, showsFreeze } from './calendar.ts';
import { count, rate, shortMonthYear } from './phrases.ts';
import {
  altText,
  type Chart,
  fittingTitle,
  heading,
  type Layer,
  lineLayer,
  paragraph,
  picture,
  strokeLayer,
  styleOf,
  textLayer,
  type Words,
} from './picture.ts';
import { colorKey } from './rows.ts';
import { position, type Scale, ticks } from './scale.ts';
import { textWidth } from './text-width.ts';
import { type Layout, type Look, lineHeight, type Palette } from './theme.ts';

/** Weeks over which rates are averaged. */
const SMOOTH = 4;
/** Heights of the two plots [px]. */
const heights = { open: 190, rates: 120 };

/** How did the queue come about? Open changes week by week, and below what came and what merged. */
export function historyQueue(description: Description, look: Look): Chart {
  const { layout, palette } = styleOf(look);
  const { weeks } = description.areas[0]!;
  const start = isoDay(weeks[0]!.monday);
  const title = queueTitle(weeks, layout);
  const head = heading(title, subtitle(description), look);
  const open = weeks.map(({ week, open }) => ({ week: week + 1, value: open }));
  const [created, merged] = (['created', 'merged'] as const).map((what) => smoothed(weeks, what));
  const scales = [open, [...created!, ...merged!]].map((rows) => domainOf(rows.map(({ value }) => value)));
  const numbers = scales.flatMap((domain) => ticks(domain, 1));
  const left = layout.margin + Math.max(...numbers.map((value) => textWidth(count(value), layout.value))) + 8;
  const x: Scale = { domain: [0, weeks.length], range: [left, layout.width - layout.margin - 4] };

  const firstHead = head.bottom + 16;
  const top = firstHead + lineHeight(layout.label) + 6;
  const middle = top + heights.open;
  const secondHead = middle + 22;
  const second = secondHead + lineHeight(layout.label) + 6;
  const bottom = second + heights.rates;
  const y: Scale = { domain: scales[0]!, range: [middle, top] };
  const rates: Scale = { domain: scales[1]!, range: [bottom, second] };
  const calendar = calendarOf(description);
  const place = { x, start, top, bottom, layout, palette };
  const note = paragraph(
    noteOf(description, showsFreeze(calendar, place)),
    bottom + calendarHeight(layout) + 4,
    layout,
    { size: layout.note, color: palette.secondary },
  );
  const keys = colorKey(
    [
      { text: 'created a week', color: palette.second },
      { text: 'merged a week', color: palette.focus },
    ],
    layout.margin,
    layout.width - layout.margin,
    secondHead,
    layout,
  );
  const line = { width: 2, dash: [] as number[] };
  const openHead = {
    x: layout.margin,
    y: firstHead + layout.label,
    text: 'open changes',
    size: layout.label,
  };
  const spec = picture(look, note.bottom + layout.margin, altOf(description, title), [
    ...calendarLayers(calendar, place),
    ...axis('open', y, x, layout, palette),
    ...axis('rates', rates, x, layout, palette),
    lineLayer('open changes', open, x, y, { ...line, color: palette.text }),
    lineLayer('created', created!, x, rates, { ...line, color: palette.second }),
    lineLayer('merged', merged!, x, rates, { ...line, color: palette.focus }),
    textLayer('heads', [{ ...openHead, weight: 700, color: palette.text }, ...keys.words]),
    ...head.layers,
    textLayer('note', note.words),
  ]);
  return { name: 'history-queue', title, alt: altOf(description, title), spec };
}

/** The finding: how the queue stands beside a year before. */
export function queueTitle(weeks: readonly WeekCounts[], layout: Layout): string {
  const last = weeks.at(-1)!.open;
  const early = weeks.at(-53);
  const when = early === undefined ? 'in the first week' : 'a year before';
  const before = (early ?? weeks[0]!).open;
  if (last === 0 && before === 0)
    return fittingTitle(['No changes are open at the end, as far as is recorded'], layout);
  const now = `${count(last)} ${last === 1 ? 'change is' : 'changes are'} open at the end`;
  if (before === 0 || last === 0) return fittingTitle([`${now}; ${count(before)} were ${when}`], layout);
  const ratio = last / before;
  if (ratio > 1.1)
    return fittingTitle([`The queue grew: ${now}, ${rate(ratio)} times as many as ${when}`, now], layout);
  if (ratio < 0.9)
    return fittingTitle([`The queue shrank: ${now}, against ${count(before)} ${when}`, now], layout);
  return fittingTitle([`The queue stayed as it was: ${now}, ${count(before)} were ${when}`, now], layout);
}

function subtitle({ window }: Description): string {
  const [from, until] = [window.from, window.until - 1].map((day) => shortMonthYear(isoDay(day)));
  return `Changes neither merged nor given up at the end of each week, and rates as means of ${SMOOTH} weeks; ${from} to ${until}`;
}

function noteOf({ status, caveats, cyclesGiven }: Description, freeze: boolean): string {
  const parts = [
    cyclesGiven ? 'Stripes: release cycles.' : 'Stripes: periods of the calendar.',
    ...(freeze ? ['Dark bars under the plot: feature freezes.'] : []),
    ...(status.unmerged > 0
      ? [`${count(status.unmerged)} changes that never merged, of unknown end, are not in the queue.`]
      : []),
    ...caveats.filter((caveat) => /^(Only merged|No change was given up|No open)/.test(caveat)).slice(0, 1),
  ];
  return parts.join(' ');
}

function altOf({ areas }: Description, title: string): string {
  const { weeks } = areas[0]!;
  const most = weeks.reduce((best, week) => (week.open > best.open ? week : best));
  return altText([
    'Line chart of open changes by week, above changes created and merged a week.',
    `${title}.`,
    `Most were open in the week of ${isoDay(most.monday)}: ${count(most.open)}.`,
  ]);
}

/** Means over the whole weeks of the last four, in the middle of them. */
function smoothed(
  weeks: readonly WeekCounts[],
  what: 'created' | 'merged',
): { week: number; value: number }[] {
  const whole = weeks.filter(({ days }) => days === 7);
  const wide = Math.min(SMOOTH, whole.length);
  return whole.slice(wide - 1).map(({ week }, i) => {
    const sum = whole.slice(i, i + wide).reduce((all, one) => all + one[what], 0);
    return { week: week + 1 - wide / 2, value: wide === 0 ? 0 : sum / wide };
  });
}

function domainOf(values: readonly number[]): [number, number] {
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  return [0, highest > 0 ? highest * 1.05 : 1];
}

/** Periods as the calendar of a chart draws them. */
export function calendarOf({ periods }: Description): CalendarRow[] {
  return periods.map(({ name, from, until, freeze }) => ({
    cycle: name,
    start: isoDay(from),
    freeze: freeze === undefined ? '' : isoDay(freeze),
    release: isoDay(until),
  }));
}

function axis(name: string, y: Scale, x: Scale, layout: Layout, palette: Palette): Layer[] {
  const values = ticks(y.domain, 1);
  const at = (value: number) => Math.round(position(y, value)) + 0.5;
  const lines = values.map((value) => ({ x: x.range[0], x2: x.range[1], y: at(value), y2: at(value) }));
  const style = { size: layout.value, color: palette.secondary, align: 'right' } as const;
  const words = values.map((value): Words => {
    return {
      ...style,
      x: x.range[0] - 8,
      y: at(value) + Math.round(layout.value * 0.35),
      text: count(value),
    };
  });
  return [
    strokeLayer(
      `grid: ${name}`,
      lines.map((line) => ({ ...line, color: palette.grid, width: 1 })),
    ),
    textLayer(`axis: ${name}`, words),
  ];
}
