import { position, type Scale } from './scale.ts';
import { textWidth } from './text-width.ts';

/** Marks of a logarithmic axis of lead times [days] in words that people use; the first kind goes before the second. */
const marks: [days: number, words: string][][] = [
  [
    [1 / 24, '1 hour'],
    [1, '1 day'],
    [7, '1 week'],
    [365.25 / 12, '1 month'],
    [365.25, '1 year'],
    [3652.5, '10 years'],
  ],
  [
    [1 / 1440, '1 minute'],
    [1 / 144, '10 minutes'],
    [0.25, '6 hours'],
    [2, '2 days'],
    [14, '2 weeks'],
    [365.25 / 4, '3 months'],
    [1095.75, '3 years'],
  ],
];
const everyMark = marks.flat().sort(([a], [b]) => a - b);

/** A logarithmic domain around lead times [days] with a little room, and with two marks at least. */
export function durationDomain(values: number[]): [number, number] {
  const drawn = values.filter((value) => Number.isFinite(value) && value >= shortest);
  let [low, high] = drawn.length > 0 ? [Math.min(...drawn), Math.max(...drawn)] : [1, 7];
  const inside = () => everyMark.filter(([days]) => days >= low && days <= high).length;
  if (inside() < 2) low = everyMark.findLast(([days]) => days <= low)?.[0] ?? low;
  if (inside() < 2) high = everyMark.find(([days]) => days >= high)?.[0] ?? high;
  const room = (high / low) ** 0.04;
  return [low / room, high * room];
}

/** Shorter lead times [days] are drawn at the edge of the plot: a second. */
const shortest = 1 / 86_400;

/** A mark of an axis: where it lies, and the center of its words [px]. */
export interface Mark {
  at: number;
  x: number;
  text: string;
}

/** As many marks as find room beside each other, their words centered on them but kept between
 * `left` and `right` [px]. */
export function durationMarks(x: Scale, size: number, left: number, right: number): Mark[] {
  const placed: (Mark & { half: number })[] = [];
  for (const [days, text] of marks.flat()) {
    const at = position(x, days);
    const half = textWidth(text, size) / 2;
    const center = Math.max(left + half, Math.min(right - half, at));
    const outside = at < x.range[0] - 1e-6 || at > x.range[1] + 1e-6;
    const touches = placed.some((other) => Math.abs(other.x - center) < other.half + half + 8);
    if (!outside && !touches) placed.push({ at, x: center, text, half });
  }
  return placed.map(({ at, x, text }) => ({ at, x, text })).sort((a, b) => a.at - b.at);
}
