import { weeksBetween } from './calendar.ts';
import { shortMonthYear } from './phrases.ts';
import { position, type Scale } from './scale.ts';
import { textWidth } from './text-width.ts';

/** Months under the axis of some weeks since `start` (ISO), their words centered where a month begins [px]: as many as find
 * room between the ends, the first of them with its year. */
export function monthMarks(start: string, x: Scale, size: number): { x: number; text: string }[] {
  const marks: { x: number; text: string }[] = [];
  let free = x.range[0] - 6;
  const [year, month] = [Number(start.slice(0, 4)), Number(start.slice(5, 7))];
  for (let next = month; ; next++) {
    const date = new Date(Date.UTC(year, next - 1, 1)).toISOString().slice(0, 10);
    const at = position(x, weeksBetween(start, date));
    if (at > x.range[1]) return marks;
    const [name, ofYear] = shortMonthYear(date).split(' ') as [string, string];
    const text = marks.length === 0 || name === 'Jan' ? `${name} ${ofYear}` : name;
    const half = textWidth(text, size) / 2;
    if (at - half < free || at + half > x.range[1] + 6) continue;
    marks.push({ x: at, text });
    free = at + half + 8;
  }
}
