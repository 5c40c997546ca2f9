import type { HistoryRow, Results } from '../results.ts';
import { calendarHeight, calendarLayers, showsFreeze, weeksBetween } from './calendar.ts';
import { fanAlt, fanNote, fanSubtitle, fanTitle } from './fan-words.ts';
import { type Label, leaders, nameLines, placeLabels, stackHeight, widestLine } from './labels.ts';
import { milestoneLayers, milestonesHeight, milestonesOf } from './milestones.ts';
import { organizationsOf } from './organizations.ts';
import { count, interval } from './phrases.ts';
import {
  bandLayer,
  blockLayer,
  type Chart,
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
import { type Course, coursesOf, past, projected, recent } from './projection.ts';
import { position, type Scale, ticks } from './scale.ts';
import { textWidth } from './text-width.ts';
import { type Layout, type Look, lineHeight, type Palette } from './theme.ts';

/** What happens to the backlog if nothing changes, and if it does: history, then medians of all organizations with
 * prediction bands for the baseline and the alternative in focus. */
export function backlogFan(results: Results, look: Look): Chart {
  const { layout, palette } = styleOf(look);
  const projection = projected(results);
  const { start, weeks } = projection;
  const courses = coursesOf(organizationsOf(results, palette, start), projection.rows);
  const history = past(results, projection.counts);
  const cycleStarts = results.calendar.map((cycle) => weeksBetween(start, cycle.start));
  const before = history ? recent(history, cycleStarts, weeks * layout.historyShare) : [];
  const facts = { results, projection, history, before, courses, layout };

  const title = fanTitle(facts);
  const alt = fanAlt(facts, title);
  const head = heading(title, fanSubtitle(facts), look);

  const highest = Math.max(
    ...before.map((row) => row.value),
    ...courses.flatMap(({ rows, end }, place) => [
      end.p90,
      ...rows.map((row) => (place < 2 ? row.p90 : row.p50)),
    ]),
  );
  const domain: [number, number] = [0, highest > 0 ? highest * 1.04 : 1];
  const values = ticks(domain, 1);
  const left = layout.margin + Math.max(...values.map((value) => textWidth(count(value), layout.value))) + 8;

  const labels = courses.map((course) => endLabel(course, layout, palette));
  const barsWidth = courses.length * barStep;
  const labelX = layout.width - layout.margin - Math.ceil(widestLine(labels));
  const right = labelX - barsWidth - 20;

  const milestones = milestonesOf(courses.map(({ organization }) => organization));
  const top = head.bottom + 14;
  const milestonesTop = top + (history ? lineHeight(layout.value) : 0);
  const plotTop = milestonesTop + milestonesHeight(milestones, layout) + 6;
  const bottom = plotTop + Math.max(layout.plotHeight, stackHeight(labels) - 40);
  const x: Scale = { domain: [before.length > 0 ? before[0]!.week + 1 : 0, weeks], range: [left, right] };
  const y: Scale = { domain, range: [bottom, plotTop] };
  for (const [index, label] of labels.entries()) label.at = position(y, courses[index]!.end.p50);

  const place = { x, start, top, bottom, layout, palette };
  const note = paragraph(
    fanNote(facts, showsFreeze(results.calendar, place)),
    bottom + calendarHeight(layout) + 4,
    layout,
    {
      size: layout.note,
      color: palette.secondary,
    },
  );
  const joint = history?.counts === projection.counts ? before.at(-1) : undefined;
  const ends = placeLabels(labels, labelX, top, bottom + calendarHeight(layout));
  const spec = picture(look, note.bottom + layout.margin, alt, [
    ...calendarLayers(results.calendar, place),
    ...countAxis(values, y, x, layout, palette),
    ...courses.slice(0, 2).map((course) => band(course, joint, x, y, palette)),
    ...historyLayers(before, history?.counts !== projection.counts, place, y),
    ...milestoneLayers(milestones, { ...place, top: milestonesTop }),
    ...[...courses].reverse().map((course) => median(course, joint, x, y)),
    ...endBars(courses, right + 8, y, palette),
    strokeLayer('leaders', leaders(labels, ends.centers, labelX - 13, labelX - 3)),
    textLayer('organizations', ends.words),
    ...head.layers,
    textLayer('note', note.words),
  ]);
  return { name: 'backlog-fan', title, alt, spec };
}

/** Name, median and interval at the end of the last week. */
function endLabel({ organization, end }: Course, layout: Layout, palette: Palette): Label {
  const { name, short, textColor } = organization;
  const style = { size: layout.value, color: palette.secondary };
  const numbers = [count(end.p50), `(${interval(end.p10, end.p90)})`];
  const fits = textWidth(numbers.join(' '), layout.value) <= layout.labelWidth;
  return {
    at: 0,
    lines: [
      ...nameLines(name, short, layout.labelWidth, layout.label, layout.nameLines).map(
        (text) => ({ text, size: layout.label, color: textColor, weight: 700 }) as const,
      ),
      ...(fits ? [numbers.join(' ')] : numbers).map((text) => ({ ...style, text })),
    ],
  };
}

function countAxis(values: number[], y: Scale, x: Scale, layout: Layout, palette: Palette): Layer[] {
  const at = (value: number) => Math.round(position(y, value)) + 0.5;
  const lines = values.map((value) => ({ x: x.range[0], x2: x.range[1], y: at(value), y2: at(value) }));
  const words = values.map((value): Words => {
    const style = { size: layout.value, color: palette.secondary, align: 'right' } as const;
    return {
      ...style,
      x: x.range[0] - 8,
      y: at(value) + Math.round(layout.value * 0.35),
      text: count(value),
    };
  });
  return [
    strokeLayer(
      'grid',
      lines.map((line) => ({ ...line, color: palette.grid, width: 1 })),
    ),
    textLayer('open changes', words),
  ];
}

function historyLayers(
  rows: HistoryRow[],
  otherCount: boolean,
  place: { x: Scale; top: number; bottom: number; layout: Layout; palette: Palette },
  y: Scale,
): Layer[] {
  if (rows.length === 0) return [];
  const { x, top, bottom, layout, palette } = place;
  const at = position(x, 0);
  const style = { y: top + layout.value, size: layout.value, color: palette.secondary };
  const long = otherCount && {
    past: 'history: changes that later merged',
    future: 'projection: all open changes',
  };
  const fitting = (text: string, short: string, room: number) =>
    textWidth(text, layout.value) <= room ? text : short;
  const before = fitting(long ? long.past : 'history', 'history', at - layout.margin - 6);
  const after = fitting(
    long ? long.future : 'projection',
    'projection',
    layout.width - layout.margin - at - 6,
  );
  const divider = { x: at, x2: at, y: top, y2: bottom, color: palette.secondary, width: 1 };
  const values = rows.map(({ week, value }) => ({ week: week + 1, value }));
  return [
    strokeLayer('end of history', [divider]),
    textLayer('history and projection', [
      { ...style, x: at - 6, text: before, align: 'right' },
      { ...style, x: at + 6, text: after },
    ]),
    lineLayer('history', values, x, y, { color: palette.text, width: 1.5, dash: [] }),
  ];
}

function median({ organization, rows }: Course, joint: HistoryRow | undefined, x: Scale, y: Scale): Layer {
  const values = rows.map(({ week, p50 }) => ({ week: week + 1, value: p50 }));
  if (joint) values.unshift({ week: joint.week + 1, value: joint.value });
  return lineLayer(`median: ${organization.name}`, values, x, y, {
    color: organization.color,
    ...organization.line,
  });
}

function band(course: Course, joint: HistoryRow | undefined, x: Scale, y: Scale, palette: Palette): Layer {
  const { organization, rows } = course;
  const ends = rows.map(({ week, p10, p90 }) => ({ week: week + 1, low: p10, high: p90 }));
  if (joint) ends.unshift({ week: joint.week + 1, low: joint.value, high: joint.value });
  const style = { color: organization.color, opacity: palette.opacity.band };
  return bandLayer(`8 of 10 replications: ${organization.name}`, ends, x, y, style);
}

/** Distance of the bars that repeat the ends of the bands [px]. */
const barStep = 8;

function endBars(courses: Course[], from: number, y: Scale, palette: Palette): Layer[] {
  const byHeight = [...courses].sort((a, b) => b.end.p50 - a.end.p50);
  const bars = byHeight.map(({ organization, end }, index) => {
    const left = from + index * barStep;
    return { x: left, x2: left + 6, color: organization.color, end };
  });
  return [
    blockLayer(
      'bars: 8 of 10 replications',
      bars.map(({ end, ...bar }) => ({
        ...bar,
        y: position(y, end.p90),
        y2: position(y, end.p10),
        opacity: palette.opacity.bar,
      })),
    ),
    blockLayer(
      'bars: median',
      bars.map(({ end, ...bar }) => ({
        ...bar,
        y: position(y, end.p50) - 1.5,
        y2: position(y, end.p50) + 1.5,
      })),
    ),
  ];
}
