import { weeksBetween } from './calendar.ts';
import type { Organization } from './organizations.ts';
import { dayMonthYear, listed } from './phrases.ts';
import { type Layer, type Stroke, strokeLayer, textLayer, type Words } from './picture.ts';
import { position, type Scale } from './scale.ts';
import { shorten, textWidth } from './text-width.ts';
import { type Layout, lineHeight, type Palette } from './theme.ts';

/** A day on which organizations come under new rules. */
export interface Milestone {
  date: string;
  text: string;
}

/** Reorganizations after the start of the projection; named unless all of them fall on the same day. */
export function milestonesOf(organizations: Organization[]): Milestone[] {
  const dates = [...new Set(organizations.flatMap(({ reorganized }) => reorganized))].sort();
  const alike = dates.length === 1 && !organizations.some(({ fromStart }) => fromStart);
  return dates.map((date) => {
    const who = organizations
      .filter(({ reorganized }) => reorganized.includes(date))
      .map(({ short }) => short);
    const text = alike ? 'reorganized' : `${who.join(', ')}:`;
    return { date, text: `${text} ${dayMonthYear(date)}` };
  });
}

/** What a subtitle says of those whose rules hold from the first day; `''` if there are none. */
export function fromTheStart(organizations: Organization[]): string {
  const who = organizations.filter(({ fromStart }) => fromStart).map(({ short }) => short);
  const others = organizations.some(({ reorganized }) => reorganized.length > 0);
  if (who.length === 0) return '';
  return others
    ? `. Reorganized from the first day: ${listed(who)}`
    : '. Reorganized from the first day of the projection';
}

/** Height of the rows of labels that stand above the plot [px]. */
export const milestonesHeight = (milestones: Milestone[], layout: Layout): number =>
  milestones.length * lineHeight(layout.value);

/** Dotted rules through the plot, each only as high as its own label above the plot. */
export function milestoneLayers(
  milestones: Milestone[],
  place: { x: Scale; start: string; top: number; bottom: number; layout: Layout; palette: Palette },
): Layer[] {
  const { x, start, top, bottom, layout, palette } = place;
  const strokes: Stroke[] = [];
  const words: Words[] = [];
  milestones.forEach(({ date, text }, row) => {
    const at = Math.min(x.range[1], position(x, weeksBetween(start, date)));
    const y = top + row * lineHeight(layout.value);
    const room = layout.width - layout.margin - at - 6;
    const toRight = room >= textWidth(text, layout.value) || at < layout.width / 2;
    const shown = shorten(text, toRight ? room : at - layout.margin - 6, layout.value);
    strokes.push({ x: at, x2: at, y: y + 1, y2: bottom, color: palette.text, width: 1.3, dash: [2, 3] });
    words.push({
      x: at + (toRight ? 6 : -6),
      y: y + layout.value,
      text: shown,
      size: layout.value,
      color: palette.text,
      align: toRight ? 'left' : 'right',
    });
  });
  return [strokeLayer('reorganizations', strokes), textLayer('days of reorganization', words)];
}
